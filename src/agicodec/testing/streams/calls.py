"""Calls to a flow over a stream in memory, and Asterisk's end of a stream."""

from __future__ import annotations

from collections.abc import Coroutine
from contextlib import suppress
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
"""The values of a channel variable that Asterisk reads as true, ignoring case."""

NO: Final = frozenset({"no", "false", "n", "f", "0", "off"})
"""The values that it reads as false."""

TIMEOUT: Final = 10.0
"""The default limit for the real duration of a call, in seconds."""

LONG: Final = 10_000
"""How many bytes of an unfinished line are kept for the conversation. Asterisk runs longer lines as several lines."""

STRAY: Final = (
    "{writer} wrote lines that are no commands, {line} first. Asterisk answers each with 510. If it is a text "
    "and no command of your own, the flow takes that for the reply to its next command, and each reply after that for "
    "the next one's: it must be written elsewhere, such as by print(..., file=sys.stderr)."
)

UNASKED: Final = "The flow waits for Asterisk, but no command runs that would be answered."

FAILED: Final = (
    "The flow wrote a line that begins with 'failure', in whatever case, which ends the run at once: AGISTATUS is "
    "FAILURE."
)


class StreamEnd:
    """Asterisk's end of a stream, without I/O: takes what the application writes, and returns what it reads.

    Args:
        asterisk: the simulated Asterisk.
        environment: the environment of the call.
        writer: the name of the application, such as `The script`, if it may write lines that are not commands.
    """

    def __init__(self, asterisk: Asterisk, environment: Environment, writer: str = "") -> None:
        self.asterisk = asterisk
        self.reports_hangups: bool = asterisk.variables.get("AGISIGHUP", "").lower() not in NO
        """Whether hangups are reported to the application, by a line or a signal; AGISIGHUP can switch it off."""
        self.session: AsteriskSession = AsteriskSession(
            environment,
            hung_up=asterisk.hung_up,
            hangup_lines=self.reports_hangups,
            classes=asterisk.classes,
        )
        self.conversation: Conversation = asterisk.caller.conversation
        self.ended: bool = False
        """Whether the run has ended."""
        self.closed: bool = False
        """Whether Asterisk has ended the run, and so closes the stream."""
        self.hangup_reported: bool = False
        """Whether a hangup was reported to the application by a line, or must be by a signal."""
        self._exits = asterisk.variables.get("AGIEXITONHANGUP", "").lower() in YES
        self._has_exited = False
        self._held = b""
        self._line = b""
        self._writer = writer
        self._stray: UnknownCommand | None = None

    def start(self) -> bytes:
        """Return the environment block, followed by a HANGUP line if the caller hangs up at once."""
        environment = self.session.environment
        caller = environment.caller_id_number
        self.conversation.asterisk(f"(the environment of {environment.request}, called by {caller})")
        return self.session.start() + self._hangup_after_reply()

    def receive(self, data: bytes) -> bytes:
        """Process data that the application wrote, `b""` at the end of its output; return the data for it to read.

        Raises:
            CallFlowError: the application does something that cannot work.
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
        """Return what Asterisk writes to an application that reads although no command runs: at most a HANGUP line."""
        if self.session.command is not None or not self.asterisk.hung_up:
            return b""
        return self._write(self._report_hangup())

    def finish(self) -> bytes:
        """Return what Asterisk writes after the end of the run."""
        return b"" if self._has_exited else self.session.end()

    def check(self) -> None:
        """Check that the application wrote only commands, and lines that the test names.

        Raises:
            CallFlowError: it wrote another line.
        """
        if self._stray is None:
            return
        problem = f"{self._writer} wrote a line that is no command: {_shown(self._stray)}."
        if unknown(self._stray) is not None:
            words = shorten(", ".join(map(repr, self._stray.words)))
            problem += (
                f" If it is a command of your own, the test sets its result: asterisk.answers(command, result), with "
                f"an instance of its class; or asterisk.refuses(Raw({words})), if Asterisk is not to know it."
            )
        raise self.conversation.failure(problem)

    @property
    def why_it_waits(self) -> str | None:
        """Why there is nothing to read for the application; None if it has sent no command."""
        running, unread = self.session.command, self.session.unread
        if running is not None:
            return f"The flow waits, and {running} never ends: nothing in the script of the test ends it."
        if unread:
            shown = shorten(repr(unread))
            return f"The flow waits, and Asterisk has not read this, until it is more or a whole line: {shown}."
        return None

    def _note(self, data: bytes) -> None:
        """Add the lines that the application has written to the conversation."""
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
        """Handle an event of the session, and return the data for the application."""
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
        """Return the reply to a line that Asterisk refuses: the reply that the test has set, if any."""
        command = self.asterisk.named(refused.received)
        if command is not None:
            ran = self.asterisk.run(command)
            return refused.data if ran.raw is None else ran.raw.encode()
        if self._writer and isinstance(refused.received, UnknownCommand):
            self._point_out(refused.received)
        self.asterisk.refuse()
        return refused.data

    def _answer(self, reply: bytes) -> bytes:
        return self._write(reply) + self._hangup_after_reply()

    def _hangup_after_reply(self) -> bytes:
        """Return the report of a hangup right after a reply or the environment; empty if there is none."""
        leaves = self.asterisk.hangs_up_after_reply()
        if leaves or (self.asterisk.hung_up and not self.asterisk.reports_hangup_late):
            return self._write(self._report_hangup())
        return b""

    def _report_hangup(self) -> bytes:
        """Hang up the session, and return the report of it; empty if that was done before."""
        if self.session.hung_up:
            return b""
        self.hangup_reported = self.reports_hangups
        data = self.session.hang_up()
        if self._exits:
            self.conversation.event("AGIEXITONHANGUP is set: the hangup ends the run")
            self.ended = self.closed = self._has_exited = True
            data += self.session.end()
        return data

    def _point_out(self, received: UnknownCommand) -> None:
        """Add a remark about a line that was likely written by mistake."""
        line = _shown(received)
        self.conversation.event(f"{self._writer[0].lower()}{self._writer[1:]} wrote this, and it is no command: {line}")
        if self._stray is None:
            self._stray = received
            self.conversation.remark(STRAY.format(writer=self._writer, line=line))

    def _next_event(self) -> AsteriskEvent | NeedData:
        """Return the next event of the session; report a hangup before the next reply if it was not reported yet."""
        session, asterisk = self.session, self.asterisk
        if session.command is None and session.unread and (asterisk.hangs_up_now() or asterisk.hung_up):
            self._held += self._report_hangup()
        if self._has_exited:
            return ApplicationClosed()
        return session.next_event()

    def _interrupt(self) -> bytes:
        """Stop the running command, and return its reply if it has one then."""
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
    """A stream in memory to the simulated Asterisk, which starts the call when the flow first reads or writes."""

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
        """Count an attempt to send a command.

        Raises:
            CallFlowError: 10000 commands one after another could not be sent.
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


def _run_at_once(operation: Coroutine[object, object, object]) -> None:
    """Run an operation that does not wait, in no event loop; end it where a subclass does wait."""
    try:
        with suppress(StopIteration):
            operation.send(None)
    finally:
        operation.close()


class TestCall(Call):
    """A call in memory to the simulated Asterisk, for a flow that uses blocking `Commands`.

    The call starts when the flow first uses it: attributes of the Asterisk that are set before take effect.

    Args:
        asterisk: the simulated Asterisk.
    """

    __test__ = False

    def __init__(self, asterisk: Asterisk) -> None:
        super().__init__()
        self._memory = _Memory(asterisk)

    @property
    def environment(self) -> Environment:
        """What Asterisk has sent about the call; available at once, as on a server."""
        if self.session.environment is None:
            self.start()
        return super().environment

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
    """A call in memory like `TestCall`, with coroutine methods, for any event loop: they never actually wait."""

    __test__ = False

    def __init__(self, asterisk: Asterisk) -> None:
        super().__init__()
        self._memory = _Memory(asterisk)

    @property
    def environment(self) -> Environment:
        """What Asterisk has sent about the call; available at once, as on a server."""
        if self.session.environment is None:
            _run_at_once(self.start())
        return super().environment

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
