"""The lines of a call in the log, in the form in which Asterisk logs them after `agi set debug on`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Final, Protocol, TypeAlias

from agicodec.asyncagi.events import AsyncAgiEvent, EnvironmentCompleted, FetchAnswered, LateReply, OtherReply
from agicodec.calls.failures import LOGGER, log_failure
from agicodec.calls.observer import Observer
from agicodec.model.command import MOST_WORDS_OF_A_NAME, Command
from agicodec.model.environment import Environment
from agicodec.session.events import (
    ChannelHungUp,
    CommandInterrupted,
    ConnectionClosed,
    Event,
    ReplyReceived,
    SessionStarted,
    Synchronized,
    UnexpectedLine,
)
from agicodec.wire.command_line import from_wire, upper
from agicodec.wire.protocol import COMMANDS
from agicodec.wire.reply import RawReply

__all__ = ["IsSecret", "LineLog", "Observable", "log_lines"]

HIDDEN: Final = "***"
"""What the log has instead of a secret."""

IsSecret: TypeAlias = Callable[[Command[object]], bool]
"""Returns whether the arguments of a command and its reply are to be kept out of the log."""

_SENT, _RECEIVED = "AGI Rx << ", "AGI Tx >> "
"""Asterisk's words: it receives what the application sends."""

_BYTES: Final = 256

_logger = logging.getLogger(LOGGER)


class Observable(Protocol):
    """What `log_lines` uses of a call."""

    def observe(self, observer: Observer) -> None:
        """Call the methods of an observer from now on."""


def log_lines(call: Observable, is_secret: IsSecret | None) -> None:
    """Log the lines of a call from now on, if the logger `agicodec` is enabled for DEBUG now."""
    if _logger.isEnabledFor(logging.DEBUG):
        call.observe(LineLog(is_secret))


class LineLog(Observer):
    """Logs each line of a call, at DEBUG, by the logger `agicodec`.

    The lines look as those that `ast_agi_send` and `run_agi` (res/res_agi.c) log. Asterisk receives commands and
    transmits replies:

        <PJSIP/ann-00000001>AGI Rx << ANSWER
        <PJSIP/ann-00000001>AGI Tx >> 200 result=0

    Characters that cannot be printed are escaped, so that each line of the call is one line of the log. What is not
    known from a line has no arrow, such as a hangup that a signal has reported: `<PJSIP/ann-00000001>AGI hung up`.

    Args:
        is_secret: called with each command; where it returns true, the log has `***` instead of the arguments and of
            all of the reply but its status, and, from then on, of lines that nothing asked for, which may be the rest
            of a reply.
    """

    def __init__(self, is_secret: IsSecret | None = None) -> None:
        self._predicate = is_secret
        self._prefix = ""
        """The channel's name, as Asterisk writes it; empty until it is known."""
        self._logged: Sequence[str] = ()
        """The lines of the environment that have been logged."""
        self._has_signals = False
        """Whether a hangup is reported other than by a line."""
        self._may_be_secret = False
        """Whether lines that nothing asked for may be part of a secret."""
        self._question = b""
        """The last line that was the session's own."""

    def line_sent(self, line: bytes, command: Command[object] | None) -> None:
        """Log a line that the application sends."""
        if command is None:
            self._question = line
        if command is not None and self._is_secret(command):
            self._log(f"{_SENT}{_name_of(line)} {HIDDEN}")
        else:
            self._log(_SENT + from_wire(line.removesuffix(b"\n")))

    def event_received(self, event: Event | AsyncAgiEvent) -> None:
        """Log the lines that an event stands for."""
        match event:
            case SessionStarted():
                self._start(event.environment)
            case EnvironmentCompleted():
                self._log_environment(event.environment)
            case ReplyReceived() | LateReply():
                self._log_reply(event.raw, hidden=self._is_secret(event.command))
            case OtherReply():
                self._log_reply(event.raw, hidden=self._may_be_anything(event.command))
            case FetchAnswered():
                self._log_reply(event.raw, hidden=False)
            case ChannelHungUp():
                self._log("AGI hung up" if self._has_signals else f"{_RECEIVED}HANGUP")
            case UnexpectedLine():
                self._log(_RECEIVED + (HIDDEN if self._may_be_secret else event.line))
            case Synchronized() | CommandInterrupted():
                _, word = self._question.rsplit(maxsplit=1)
                self._log_reply(RawReply(200, "1", from_wire(word)), hidden=False)
            case ConnectionClosed():
                rest = from_wire(event.data)
                for line in rest.split("\n") if rest else ():
                    self._log(_RECEIVED + (HIDDEN if self._may_be_secret else line))
            case _:
                pass

    def _start(self, environment: Environment) -> None:
        self._prefix = f"<{environment.channel}>"
        self._has_signals = not environment.network
        self._log_environment(environment)

    def _log_environment(self, environment: Environment) -> None:
        """Log the lines of an environment that have not been logged."""
        lines = from_wire(environment.encode()).removesuffix("\n").split("\n")
        for line in lines:
            if line not in self._logged:
                self._log(_RECEIVED + line)
        self._logged = lines

    def _log_reply(self, raw: RawReply, *, hidden: bool) -> None:
        if hidden:
            self._log(f"{_RECEIVED}{raw.status} {HIDDEN}")
            return
        for line in from_wire(raw.encode()).removesuffix("\n").split("\n"):
            self._log(_RECEIVED + line)

    def _is_secret(self, command: Command[object]) -> bool:
        if self._predicate is None:
            return False
        before, self._may_be_secret = self._may_be_secret, True  # stays so if the predicate raises
        try:
            is_secret = self._predicate(command)
        except Exception as error:
            self._predicate = _everything  # so that it fails once for each call
            log_failure("is_secret has failed; the rest of the call is kept out of the log", error)
            return True
        self._may_be_secret = before or is_secret
        return is_secret

    def _may_be_anything(self, command: Command[object] | None) -> bool:
        """Return whether the reply to a command of another client is to be hidden, also if the command is not known."""
        return self._predicate is not None if command is None else self._is_secret(command)

    def _log(self, text: str) -> None:
        _logger.debug("%s", _printable(self._prefix + text))


def _everything(_: Command[object]) -> bool:
    return True


def _name_of(line: bytes) -> str:
    """Return the words of a line that name its command: the first one, unless the command is known."""
    words = from_wire(line).split()
    names = (" ".join(words[:count]) for count in range(MOST_WORDS_OF_A_NAME, 0, -1))
    return next((name for name in names if upper(name) in COMMANDS), words[0])


def _printable(text: str) -> str:
    """Escape the characters that cannot be printed: nothing that arrives can forge a line of the log."""
    return text if text.isprintable() else "".join(one if one.isprintable() else _escape(one) for one in text)


def _escape(character: str) -> str:
    r"""Return the escape of a character in Python, such as `\x1b`; also of a byte that is not text, such as `\xff`."""
    data = character.encode("utf-8", "surrogateescape")
    code = data[0] if len(data) == 1 else ord(character)
    return f"\\x{code:02x}" if code < _BYTES else character.encode("unicode_escape").decode("ascii")
