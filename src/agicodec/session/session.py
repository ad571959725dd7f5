"""The application's side of an AGI session.

`Session.receive_data` accepts the bytes that Asterisk has sent, and `next_event` returns the events in them; `send`
accepts a command and returns its bytes. The session does no I/O:

    session = Session()
    session.receive_data(chunk)             # b"" is the end of the stream
    event = session.next_event()            # or NEED_DATA
    data = session.send(GetVariable("X"))   # for the transport to write, in one piece
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import agicodec.session
from agicodec._checks import require_bytes
from agicodec.errors import LocalProtocolError
from agicodec.model.command import Command, require_command
from agicodec.model.environment import Environment
from agicodec.session.events import NEED_DATA, ChannelHungUp, Event, NeedData, ReplyReceived
from agicodec.session.incoming import Incoming
from agicodec.session.progress import Progress
from agicodec.session.states import READY, State, Trigger
from agicodec.wire.protocol import MAX_ENVIRONMENT, MAX_REPLY
from agicodec.wire.versions import AsteriskVersion

__all__ = ["Session"]

R = TypeVar("R")

_KIND = "session"


class Session:
    """The application's side of one AGI session.

    After each `receive_data`, call `next_event` until it returns `NEED_DATA`. Write the bytes that `send` and
    `interrupt` return in one piece: Asterisk before 1.8.4 runs each part of a line that arrives in parts as a command.

    Args:
        strict_environment: fail on an environment that Asterisk would not write, instead of listing its faults in
            `Environment.irregularities`.
        max_environment: the largest environment block to accept, in bytes.
        max_reply: the largest reply to accept, in bytes over all its lines.
        mark: the word that the session makes Asterisk send, to know with certainty where earlier replies end: letters,
            digits and hyphens; random by default, so that no value can contain it.
        version: the version of Asterisk, for environments without `agi_version`, which exists since 1.6.0. It
            determines the meaning of replies and the limits of lines; by default, replies have the meaning in recent
            releases, and lines have the limits that all releases accept.

    Raises:
        InvalidArgument: Asterisk would not read the mark, or not send it back unchanged.
        TypeError: the version is not an `AsteriskVersion`.
    """

    def __init__(
        self,
        *,
        strict_environment: bool = False,
        max_environment: int = MAX_ENVIRONMENT,
        max_reply: int = MAX_REPLY,
        mark: str | None = None,
        version: AsteriskVersion | None = None,
    ) -> None:
        self._incoming = Incoming(max_environment, max_reply)
        self._lines = self._incoming.lines
        self._progress = Progress(self._incoming, mark, version, strict_environment=strict_environment)
        self._end = self._incoming.end
        self._is_hangup_due = False

    @property
    def state(self) -> State:
        """The state of the session."""
        return self._progress.state

    @property
    def hung_up(self) -> bool:
        """Whether the channel is known to have hung up: a hangup was reported, or a reply had the status 511.

        Asterisk does not report a hangup if the channel variable AGISIGHUP is off, and in an intercept routine it
        sends the status 511 although the channel is alive.
        """
        return self._progress.hung_up

    @property
    def environment(self) -> Environment | None:
        """The environment, once it is complete."""
        return self._progress.environment

    @property
    def command(self) -> Command[object] | None:
        """The command whose reply is due."""
        return self._progress.command

    @property
    def is_interruptible(self) -> bool:
        """Whether the command whose reply is due can be interrupted; more commands can under EAGI."""
        return self._progress.is_interruptible

    @property
    def certain(self) -> bool:
        """Whether the next reply will be certain, since no text from outside was read before it; see `synchronize`."""
        return self._progress.certain

    @property
    def unread(self) -> bytes:
        """The received bytes that are not part of an event yet: an incomplete environment, reply or line."""
        return self._incoming.rest

    @property
    def is_idle(self) -> bool:
        """Whether a command can be sent and `next_event` returns `NEED_DATA`."""
        progress = self._progress
        return progress.state is READY and not (
            self._lines.ready or self._end.reached or progress.queue or self._is_hangup_due
        )

    @property
    def has_more(self) -> bool:
        """Whether `next_event` may return an event or raise; if not, it returns `NEED_DATA`."""
        return self._lines.ready or self._end.reached or bool(self._progress.queue) or self._is_hangup_due

    def receive_data(self, data: bytes | bytearray) -> None:
        """Add a chunk of bytes from the transport; `b""` is the end of the stream.

        Raises:
            LocalProtocolError: there is data after the end of the stream.
            TypeError: the data is not bytes.
        """
        if type(data) is not bytes:
            require_bytes(data, "receive_data() received")
        if not data or self._end.reached:
            self._end.precedes(data)
        elif self._progress.failure is None:
            self._lines.append(data)

    def receive_hangup(self) -> None:
        """Record that the channel has hung up, when this is known from something other than a line.

        An AGI process calls this on SIGHUP, which Asterisk sends to it instead of a line. A signal handler or another
        thread may call it at any time. `next_event` then returns one `ChannelHungUp` for all calls before it; after
        `ConnectionClosed` it does not, but `hung_up` is true.
        """
        # Nothing else is done here, since the signal may have interrupted any other method.
        self._progress.hung_up = self._is_hangup_due = True

    def next_event(self) -> Event | NeedData:
        """Return the next event, or `NEED_DATA` if more data is needed.

        After `ConnectionClosed`, each call returns that event again.

        Raises:
            RemoteProtocolError: Asterisk has violated the protocol; each later call raises this error again.
        """
        progress = self._progress
        if self._is_hangup_due:
            self._is_hangup_due = False
            if progress.closed is None or progress.queue:
                return ChannelHungUp()
        if progress.queue:
            return progress.queue.popleft()
        if progress.failure is not None:
            raise progress.failure.with_traceback(None)  # else the traceback would grow with each raise
        if not self._lines.ready and not self._end.reached:
            return NEED_DATA
        return progress.advance()

    def receive_reply(self, command: Command[R], data: bytes | bytearray) -> ReplyReceived[R] | None:
        """Add a chunk as `receive_data` does, and return the reply to the command if the chunk is just that.

        This is faster than `next_event`, but it does not read every chunk: after None, `next_event` returns what has
        arrived, which may be the reply too.

        Args:
            command: the command whose reply is due.
            data: the chunk.

        Raises:
            LocalProtocolError: there is data after the end of the stream.
            TypeError: the data is not bytes.
        """
        # Without this shortcut, an exchange takes 15 % more.
        progress = self._progress
        if (
            type(data) is bytes
            and progress.command is command
            and progress.failure is None
            and not (progress.queue or self._is_hangup_due or self._end.reached)
        ):
            raw = self._incoming.take_reply(data)
            if raw is not None:
                return progress.answer(command, raw)
        self.receive_data(data)
        return None

    def send(self, command: Command[object], *, even_if_hung_up: bool = False) -> bytes:
        """Return the bytes of a command, whose reply is due from then on.

        All received data is read first, so that a hangup in it counts; `next_event` returns its events later.

        Args:
            command: the command.
            even_if_hung_up: send the command even if it needs a live channel and the channel is known to have hung up.

        Raises:
            InvalidArgument: an argument cannot be sent.
            DeadChannel: the channel has hung up and the command needs a live one; nothing is sent.
            LocalProtocolError: no command can be sent now.
            TypeError: `command` is not a command.
        """
        require_command(command)
        progress = self._progress
        if progress.state is not READY or self._lines.ready or self._end.reached:
            self._require_with_all_read(Trigger.SEND, command)
        return progress.send(command, even_if_hung_up=even_if_hung_up)

    def send_at_once(self, command: Command[object]) -> bytes | None:
        """Return the bytes of a command as `send` does if the session `is_idle`; else do nothing and return None.

        Raises:
            InvalidArgument: an argument cannot be sent.
            DeadChannel: the channel has hung up and the command needs a live one; nothing is sent.
            TypeError: `command` is not a command.
        """
        progress = self._progress
        if (
            progress.state is not READY
            or self._lines.ready
            or self._end.reached
            or progress.queue
            or self._is_hangup_due
        ):
            return None
        require_command(command)
        return progress.send(command)

    def interrupt(self) -> bytes:
        """Return the bytes that interrupt the command whose reply is due.

        Whether an interrupted command sends a reply depends on the command, and on whether it has already ended. So the
        bytes are a command with a unique reply, the mark, which no other reply can be confused with. `next_event`
        returns `ReplyReceived` if the reply to the interrupted command arrives, or `CommandInterrupted` if the mark
        arrives without it. Then the next command can be sent.

        Raises:
            LocalProtocolError: no command is running, or the command cannot be interrupted.
        """
        self._progress.require(Trigger.INTERRUPT)
        if not self.is_interruptible:
            raise LocalProtocolError(f"cannot interrupt {self.command}: Asterisk runs it to its end")
        return self._progress.ask_for_mark(Trigger.INTERRUPT)

    def synchronize(self) -> bytes:
        """Return the bytes of a command whose reply shows that everything sent before it has been read.

        Asterisk does not escape the environment and values. A line feed may end one of them early, and its rest may
        arrive late and look like the reply to the next command. The reply to this command is the mark, which no value
        contains: each line before the mark becomes an `UnexpectedLine`, the mark becomes `Synchronized`, and replies
        are `certain` until the next text from outside.

        Raises:
            LocalProtocolError: a reply is due, or the session is not open.
        """
        self._require_with_all_read(Trigger.SYNCHRONIZE)
        return self._progress.ask_for_mark(Trigger.SYNCHRONIZE)

    def settle(self) -> bytes:
        """Return the bytes of a command whose reply shows whether a line was written before its write was cancelled.

        It is for transports that have then written either the whole line or nothing, but do not report which. The
        event that was due follows in both cases: `Synchronized`; `ReplyReceived` if the command was sent and its reply
        arrives; or `CommandInterrupted` if the command was never sent, or was interrupted by this one. If nothing is
        due any more, but a line that should have interrupted or settled may not have been written, use `synchronize`
        instead.

        Raises:
            LocalProtocolError: nothing is due.
        """
        self._progress.require(Trigger.SETTLE)
        return self._progress.ask_for_mark(Trigger.SETTLE)

    def save(self) -> Mapping[str, agicodec.session.Json]:
        """Return the session as plain data, which JSON can represent, for `restore` in another process.

        Raises:
            LocalProtocolError: the session has ended, or `next_event` has not returned all events yet.
        """
        from agicodec.session.snapshot import FORMAT

        if self.state in (State.CLOSED, State.FAILED):
            raise LocalProtocolError(f"cannot save a session that is {self.state.value}")
        if self._progress.queue or self._is_hangup_due or self._end.reached or not self._incoming.is_whole:
            raise LocalProtocolError("cannot save yet: take all events with next_event() first")
        return {"format": FORMAT, "kind": _KIND, **self._progress.save()}

    @classmethod
    def restore(cls, data: object, *, classes: agicodec.session.snapshot.CommandClasses = ()) -> Session:
        """Return a session restored from what `save` returned.

        Args:
            data: the plain data.
            classes: command classes besides those of agicodec that the data may contain.

        Raises:
            SavedStateError: the data is not a saved session.
        """
        from agicodec.session.snapshot import Saved

        saved = Saved.of_kind(data, _KIND)
        limits = {name: saved.integer(name) for name in ("max_environment", "max_reply")}
        with saved.blamed():
            session = cls(
                mark=saved.text("mark"),
                strict_environment=saved.flag("strict_environment"),
                version=None if (raw := saved.text_or_none("version")) is None else AsteriskVersion.parse(raw),
                **limits,
            )
            session._lines.append(saved.data("block"))
            session._progress.advance()
            session._progress.restore(saved, classes)
        return session

    def _require_with_all_read(self, trigger: Trigger, command: Command[object] | None = None) -> None:
        """Read all received data, and raise `LocalProtocolError` if the state does not allow a trigger."""
        self._progress.require(trigger, command)
        self._progress.read_all()
        self._progress.require(trigger, command)
