"""Calls to a flow over a stream in memory, and Asterisk's end of any stream."""

from __future__ import annotations

from functools import cached_property
from typing import Final, TypeVar

from agicodec.asterisk import ApplicationClosed, AsteriskEvent, AsteriskSession, LineRefused, UnknownCommand
from agicodec.calls import AsyncCall, Call
from agicodec.commands.media import WaitForDigit
from agicodec.errors import RemoteProtocolError
from agicodec.model import Command, Environment
from agicodec.results import DigitAwaited
from agicodec.session import NEED_DATA, NeedData, ReplyReceived
from agicodec.testing.asterisk.asterisk import Asterisk, unknown
from agicodec.testing.channel.channel import MOST_COMMANDS
from agicodec.testing.conversation import Conversation, shorten
from agicodec.wire import from_wire

__all__ = ["AsyncTestCall", "StreamEnd", "TestCall"]

R = TypeVar("R")

YES: Final = frozenset({"yes", "true", "y", "t", "1", "on"})
"""What Asterisk takes for true in a channel variable, in whatever case."""

NO: Final = frozenset({"no", "false", "n", "f", "0", "off"})
"""What it takes for false."""

TIMEOUT: Final = 10.0
"""How many seconds of true time a flow may take unless the test says otherwise."""

LONG: Final = 10_000
"""How many bytes of a line are kept until its end comes; Asterisk runs what is longer as several lines."""

STRAY: Final = (
    "{writer} wrote lines that are no commands, {line} first. Asterisk answers each with 510, which the flow takes for "
    "the reply to its next command, and each reply after that for the next one's. What is not for Asterisk belongs "
    "elsewhere: print(..., file=sys.stderr)."
)

UNASKED: Final = "The flow waits for Asterisk, but no command runs that would be answered."

FAILED: Final = (
    "The flow wrote a line that begins with 'failure', in whatever case, which ends the run at once: AGISTATUS is "
    "FAILURE."
)


class StreamEnd:
    """Asterisk's end of a stream: what the application writes goes in, what it is to read comes out.

    Args:
        asterisk: what the call meets.
        environment: what the application is told of the call.
        writer: the application, such as `The script`, where what it writes may be something else than commands.
    """

    def __init__(self, asterisk: Asterisk, environment: Environment, writer: str = "") -> None:
        self.asterisk = asterisk
        self.tells_of_hangups: bool = asterisk.variables.get("AGISIGHUP", "").lower() not in NO
        """Whether the application is told of hangups, by a line or a signal."""
        self.session: AsteriskSession = AsteriskSession(
            environment,
            hung_up=asterisk.hung_up,
            hangup_lines=self.tells_of_hangups,
            classes=asterisk.classes,
        )
        self.conversation: Conversation = asterisk.caller.conversation
        self.ended: bool = False
        """Whether the run has ended."""
        self.closed: bool = False
        """Whether it was Asterisk that has ended it, which closes the stream."""
        self.told_of_hangup: bool = False
        """Whether the application has been told that the caller has hung up: by a line, or a signal must tell it."""
        self._exits = asterisk.variables.get("AGIEXITONHANGUP", "").lower() in YES
        self._has_exited = False
        self._held = b""
        self._line = b""
        self._writer = writer
        self._stray: UnknownCommand | None = None

    def start(self) -> bytes:
        """Return the environment."""
        environment = self.session.environment
        caller = environment.caller_id_number
        self.conversation.asterisk(f"(the environment of {environment.request}, called by {caller})")
        return self.session.start() + self._hang_up_behind()

    def receive(self, data: bytes) -> bytes:
        """Take what the application has written, `b""` at its end; give what it is to read.

        Raises:
            CallFlowError: the application does what cannot work.
        """
        self._note(data)
        self.session.receive_data(data)
        output = self._interrupt() if self.session.is_interrupted else b""
        try:
            while not self.ended and (event := self._next_event()) is not NEED_DATA:
                output += self._take(event)
        except RemoteProtocolError as error:
            raise self.conversation.failure(f"The flow does not wait for replies: {error.problem}.") from error
        return output

    def idle(self) -> bytes:
        """Return what Asterisk writes by itself to an application that reads on while no command runs."""
        if self.session.command is not None or not self.asterisk.hung_up:
            return b""
        return self._write(self._tell_of_hangup())

    def finish(self) -> bytes:
        """Return what Asterisk still writes when the run has ended."""
        return b"" if self._has_exited else self.session.end()

    def check(self) -> None:
        """Check that the application has written nothing but commands, and what the test names.

        Raises:
            CallFlowError: it has.
        """
        if self._stray is None:
            return
        problem = f"{self._writer} wrote a line that is no command: {_shown(self._stray)}."
        if unknown(self._stray) is not None:
            words = shorten(", ".join(map(repr, self._stray.words)))
            problem += f" If the flow means it, name it in the test: asterisk.refuses(Raw({words}))."
        raise self.conversation.failure(problem)

    @property
    def why_it_waits(self) -> str | None:
        """Why nothing is to come for an application that wants to read; None where it has asked for nothing."""
        running, unread = self.session.command, self.session.unread
        if running is not None:
            return f"The flow waits, and {running} never ends: nothing in the script of the test ends it."
        if unread:
            shown = shorten(repr(unread))
            return f"The flow waits, and Asterisk has not read this, until it is more or a whole line: {shown}."
        return None

    def _note(self, data: bytes) -> None:
        """Note the lines that the application has written, each with its end unless it is long."""
        whole, feed, rest = data.rpartition(b"\n")
        if feed or not data:
            lines, self._line = self._line + whole, rest
            if lines or feed:
                self.conversation.application(from_wire(lines))
            return
        self._line += rest
        if len(self._line) > LONG:
            self.conversation.application(from_wire(self._line))
            self._line = b""

    def _take(self, event: AsteriskEvent) -> bytes:
        """Answer what the application has sent."""
        held, self._held = self._held, b""
        if isinstance(event, ApplicationClosed):
            self.ended = True
            if event.failed:
                self.closed = True
                self.conversation.remark(FAILED)
            return self._write(held)
        self.asterisk.count()
        self._write(held)
        if isinstance(event, LineRefused):
            return held + self._answer(self._refuse(event))
        ran = self.asterisk.run(event.command)
        return held if ran.raw is None else held + self._answer(self.session.reply(ran.raw))

    def _refuse(self, refused: LineRefused) -> bytes:
        """Return the reply to a line that Asterisk refuses, unless the test has said another one of it."""
        command = self.asterisk.named(refused.received)
        if command is not None:
            ran = self.asterisk.run(command)
            return refused.data if ran.raw is None else ran.raw.encode()
        if self._writer and isinstance(refused.received, UnknownCommand):
            self._point_out(refused.received)
        self.asterisk.refuse()
        return refused.data

    def _answer(self, reply: bytes) -> bytes:
        return self._write(reply) + self._hang_up_behind()

    def _hang_up_behind(self) -> bytes:
        """Return what tells of a hangup right behind a reply or the environment."""
        leaves = self.asterisk.hangs_up_behind()
        if leaves or (self.asterisk.hung_up and not self.asterisk.reports_hangup_late):
            return self._write(self._tell_of_hangup())
        return b""

    def _tell_of_hangup(self) -> bytes:
        """Take note of a hangup, and give what tells of it, unless that was told already."""
        if self.session.hung_up:
            return b""
        self.told_of_hangup = self.tells_of_hangups
        data = self.session.hang_up()
        if self._exits:
            self.conversation.event("AGIEXITONHANGUP is set: the hangup ends the run")
            self.ended = self.closed = self._has_exited = True
            data += self.session.end()
        return data

    def _point_out(self, received: UnknownCommand) -> None:
        """Point out a line that was likely written by mistake."""
        line = _shown(received)
        self.conversation.event(f"{self._writer[0].lower()}{self._writer[1:]} wrote this, and it is no command: {line}")
        if self._stray is None:
            self._stray = received
            self.conversation.remark(STRAY.format(writer=self._writer, line=line))

    def _next_event(self) -> AsteriskEvent | NeedData:
        """Return what the application has sent; a hangup that it was not told of is told in front of the answer."""
        session, asterisk = self.session, self.asterisk
        if session.command is None and session.unread and (asterisk.hangs_up_now() or asterisk.hung_up):
            self._held += self._tell_of_hangup()
        if self._has_exited:
            return ApplicationClosed()
        return session.next_event()

    def _interrupt(self) -> bytes:
        """Stop the command that runs."""
        command = self.session.command
        if isinstance(command, WaitForDigit):
            return self._write(self.session.reply(command.reply_with(DigitAwaited("interrupted"))))
        self.session.abandon()
        return b""

    def _write(self, data: bytes) -> bytes:
        if data:
            self.conversation.asterisk(from_wire(data))
        return data


def _shown(received: UnknownCommand) -> str:
    return shorten(repr(" ".join(received.words)))


class _Memory:
    """A stream in memory, at whose other end is the Asterisk of a test; what the test sets until it is used counts."""

    def __init__(self, asterisk: Asterisk) -> None:
        self._asterisk = asterisk
        self._data = b""
        self._attempts = 0

    @cached_property
    def _end(self) -> StreamEnd:
        end = StreamEnd(self._asterisk, self._asterisk.environment())
        self._data = end.start()
        return end

    def attempt(self) -> None:
        """Count a command that is to be sent.

        Raises:
            CallFlowError: too many were not sent, one after another.
        """
        self._attempts += 1
        if self._attempts > MOST_COMMANDS:
            problem = f"The flow has tried {MOST_COMMANDS} commands that cannot be sent any more, and does not end."
            raise self._asterisk.caller.conversation.failure(problem)

    def read(self) -> bytes:
        end = self._end
        data, self._data = self._data or end.idle(), b""
        if not data and not end.ended:
            raise end.conversation.failure(end.why_it_waits or UNASKED)
        return data

    def write(self, data: bytes) -> None:
        self._attempts = 0
        output = self._end.receive(data)
        self._data += output


class TestCall(Call):
    """A call whose other end is the Asterisk of a test, in memory."""

    __test__ = False

    def __init__(self, asterisk: Asterisk) -> None:
        super().__init__()
        self._memory = _Memory(asterisk)

    def ask(self, command: Command[R]) -> ReplyReceived[R]:
        self._memory.attempt()
        return super().ask(command)

    def send(self, command: Command[object]) -> None:
        self._memory.attempt()
        super().send(command)

    def read(self) -> bytes:
        return self._memory.read()

    def write(self, data: bytes) -> None:
        self._memory.write(data)


class AsyncTestCall(AsyncCall):
    """The same with coroutine methods, for any event loop: nothing is ever waited for."""

    __test__ = False

    def __init__(self, asterisk: Asterisk) -> None:
        super().__init__()
        self._memory = _Memory(asterisk)

    async def ask(self, command: Command[R]) -> ReplyReceived[R]:
        self._memory.attempt()
        return await super().ask(command)

    async def send(self, command: Command[object]) -> None:
        self._memory.attempt()
        await super().send(command)

    async def read(self) -> bytes:
        return self._memory.read()

    async def write(self, data: bytes) -> None:
        self._memory.write(data)
