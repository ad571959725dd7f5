"""Asterisk's side of an AGI session, for simulators, proxies and tests.

It receives bytes and returns commands; it receives replies and returns bytes. It reads lines as Asterisk does, even
where that is surprising, and refuses by itself what Asterisk refuses. It does no I/O:

    session = AsteriskSession(environment)
    data = session.start()                  # the environment, for the application to read
    session.receive_data(chunk)             # b"" is the end of the stream
    event = session.next_event()            # CommandReceived, LineRefused, ApplicationClosed or NEED_DATA
    data = session.reply(command.reply_with(Playback("finished", endpos=8000)))
"""

from __future__ import annotations

from typing import Final

from agicodec._checks import require_bytes
from agicodec.asterisk.decoding import (
    MalformedCommand,
    ReadLine,
    admit,
    class_of,
    encode_reply,
    read_line,
    refusal,
    to_command,
)
from agicodec.asterisk.events import ApplicationClosed, AsteriskEvent, CommandReceived, LineRefused
from agicodec.asterisk.states import ASTERISK_TRANSITIONS, AsteriskState, AsteriskTrigger
from agicodec.errors import LocalProtocolError, RemoteProtocolError
from agicodec.model.command import Command
from agicodec.model.environment import Environment
from agicodec.session.events import NEED_DATA, NeedData
from agicodec.session.snapshot import CommandClasses
from agicodec.wire.command_line import END_OF_RUN
from agicodec.wire.limits import SAFEST_LIMITS
from agicodec.wire.lines import EndOfStream
from agicodec.wire.protocol import MAX_AHEAD
from agicodec.wire.reply import TRYING, RawReply

__all__ = ["AsteriskSession"]

STDIO_READ: Final = 4096
"""The number of bytes that Asterisk reads at a time: the C library's buffer for a stream over a socket or a pipe."""

_HANGUP = b"HANGUP\n"


class AsteriskSession:
    """Asterisk's side of one AGI session.

    After each `receive_data`, `reply`, `refuse` and `abandon`, call `next_event` until it returns `NEED_DATA`.

    Like Asterisk, the session reads one line whenever data has arrived, and each `receive_data` counts as one arrival.
    So if several lines arrive at once, it reads the first, and the others only when more data arrives.

    Args:
        environment: what `start` writes. Its version decides how long a line may be; with `network` it is FastAGI,
            where a line reports a hangup.
        hung_up: whether the channel has hung up already, or the run is in an intercept routine.
        hangup_lines: whether a line reports a hangup; false as with the channel variable AGISIGHUP off.
        classes: command classes to know besides those of agicodec.
        max_ahead: how many bytes to hold that were written and not read, since a command runs or the line has no end.
    """

    def __init__(
        self,
        environment: Environment,
        *,
        hung_up: bool = False,
        hangup_lines: bool = True,
        classes: CommandClasses = (),
        max_ahead: int = MAX_AHEAD,
    ) -> None:
        self._environment = environment
        self._hung_up = hung_up
        self._hangup_lines = hangup_lines and environment.network
        self._classes = tuple(classes)
        limits = SAFEST_LIMITS if environment.version is None else environment.version.limits
        self._limit = limits.line
        self._max_ahead = max_ahead
        self._state = AsteriskState.STARTING
        self._arrived = bytearray()
        self._buffer = bytearray()
        self._scanned = 0
        self._line = b""
        self._end = EndOfStream()
        self._command: Command[object] | MalformedCommand | None = None
        self._closed: ApplicationClosed | None = None
        self._failure: RemoteProtocolError | None = None

    @property
    def state(self) -> AsteriskState:
        """The state of the session."""
        return self._state

    @property
    def hung_up(self) -> bool:
        """Whether the channel has hung up."""
        return self._hung_up

    @property
    def environment(self) -> Environment:
        """The environment that the application receives."""
        return self._environment

    @property
    def command(self) -> Command[object] | MalformedCommand | None:
        """The command that runs."""
        return self._command

    @property
    def is_interrupted(self) -> bool:
        """Whether data has arrived that interrupts the running command, if it can be interrupted."""
        enhanced = self._environment.enhanced
        running = self._command
        return (
            running is not None
            and to_command(running).is_interruptible(enhanced=enhanced)
            and (bool(self._arrived) or self._end.reached)
        )

    @property
    def unread(self) -> bytes:
        """The bytes that have arrived and were not read: lines written ahead, which wait until more data arrives."""
        return self._line + bytes(self._buffer + self._arrived)

    def receive_data(self, data: bytes | bytearray) -> None:
        """Take a chunk of bytes from the application; `b""` is the end of the stream.

        Raises:
            LocalProtocolError: there is data after the end of the stream.
            TypeError: it is no bytes.
        """
        require_bytes(data, "receive_data() received")
        if not self._end.precedes(data) or self._closed is not None or self._failure is not None:
            return
        self._arrived += data
        if len(self._line) + len(self._buffer) + len(self._arrived) > self._max_ahead:
            problem = f"more than the {self._max_ahead} bytes allowed were written ahead"
            self._failure = RemoteProtocolError(problem, self.unread[:STDIO_READ])
            self._move(AsteriskTrigger.FAIL)
            self._command = None

    def next_event(self) -> AsteriskEvent | NeedData:
        """Return the next event, or `NEED_DATA` if more data must arrive or a reply is due first.

        After `ApplicationClosed`, it returns that event every time.

        Raises:
            RemoteProtocolError: the application wrote too much ahead, now or earlier.
        """
        if self._failure is not None:
            raise self._failure.with_traceback(None)  # without this, the traceback would grow each time
        if self._closed is not None:
            return self._closed
        if self._state is not AsteriskState.IDLE or not (self._arrived or self._end.reached):
            return NEED_DATA
        line = self._next_line()
        if line is None:
            return NEED_DATA
        failed = line[: len(END_OF_RUN)].lower() == END_OF_RUN
        if failed or not line:
            self._move(AsteriskTrigger.END)
            self._closed = ApplicationClosed(failed)
            return self._closed
        return self._take(read_line(line, self._classes))

    def start(self) -> bytes:
        """Return the bytes of the environment.

        Raises:
            LocalProtocolError: it was written already, or a text in it has no bytes.
        """
        self._require(AsteriskTrigger.START, "start")
        data = self._environment.encode()
        self._move(AsteriskTrigger.START)
        return data

    def trying(self) -> bytes:
        """Return the bytes of the provisional reply of status 100, which GOSUB sends when its routine starts.

        Raises:
            LocalProtocolError: no command runs.
        """
        if self._command is None:
            raise LocalProtocolError("cannot send a provisional reply: no command runs")
        return TRYING.encode()

    def reply(self, raw: RawReply) -> bytes:
        """Return the bytes of the reply to the command that runs, which ends it.

        Raises:
            LocalProtocolError: no command runs, or a text in the reply has no bytes.
        """
        self._require(AsteriskTrigger.REPLY, "reply")
        data = encode_reply(self._command, raw)
        self._move(AsteriskTrigger.REPLY)
        self._command = None
        return data

    def refuse(self, status: int) -> bytes:
        """Return the bytes of a refusal of the command that runs, which ends it.

        Args:
            status: 503, 510, 511 or 520.

        Raises:
            LocalProtocolError: no command runs, or the status is no refusal.
        """
        command = self._command
        return self.reply(refusal(status, None if command is None else class_of(command)))

    def abandon(self) -> None:
        """End the running command without a reply, as Asterisk does when a further line interrupts it.

        Raises:
            LocalProtocolError: no command runs, or the command cannot be interrupted without a reply.
        """
        command, enhanced = self._command, self._environment.enhanced
        if command is not None and not to_command(command).is_interruptible(enhanced=enhanced):
            raise LocalProtocolError(f"cannot abandon {command}: Asterisk runs it to its end")
        self._require(AsteriskTrigger.ABANDON, "abandon the command")
        self._move(AsteriskTrigger.ABANDON)
        self._command = None

    def hang_up(self) -> bytes:
        """Record that the channel has hung up, and return the bytes that report it.

        A running command must still be answered. A process receives the signal SIGHUP instead of the bytes.
        """
        if self._hung_up:
            return b""
        self._hung_up = True
        return _HANGUP if self._hangup_lines else b""

    def end(self) -> bytes:
        """End the run, and return the bytes that report it: another HANGUP line, even if the channel has not hung up.

        Raises:
            LocalProtocolError: it has ended, unless the application ended it.
        """
        if self._closed is None:
            self._require(AsteriskTrigger.END, "end")
            self._move(AsteriskTrigger.END)
            self._closed = ApplicationClosed()
            self._command = None
        return _HANGUP if self._hangup_lines else b""

    def _take(self, read: ReadLine) -> AsteriskEvent:
        """Refuse a line, or have it run."""
        command = admit(read.decoded, hung_up=self._hung_up)
        if isinstance(command, RawReply):
            return LineRefused(read.decoded, command, command.encode())
        self._move(AsteriskTrigger.COMMAND)
        self._command = command
        return CommandReceived(command, read.ignored)

    def _next_line(self) -> bytes | None:
        """Read a line as Asterisk does, with its line feed; None when its end has not come, empty at the end."""
        line, self._line = self._line, b""
        while True:
            piece = self._next_piece(self._limit - len(line))
            if piece is None:
                self._line = line
                return None
            before, nul, _ = piece.partition(b"\0")
            line += before
            if not nul or not self._environment.network:
                return line

    def _next_piece(self, limit: int) -> bytes | None:
        """Read up to a line feed, to the limit or to the end of the stream; None when neither has come."""
        while (end := self._buffer.find(b"\n", self._scanned, limit) + 1) == 0 and len(self._buffer) < limit:
            self._scanned = len(self._buffer)
            if not self._arrived:
                if not self._end.reached:
                    return None
                break
            self._buffer += self._arrived[:STDIO_READ]
            del self._arrived[:STDIO_READ]
        self._scanned = 0
        end = end or min(limit, len(self._buffer))
        piece = bytes(self._buffer[:end])
        del self._buffer[:end]
        return piece

    def _require(self, trigger: AsteriskTrigger, action: str) -> None:
        if trigger not in ASTERISK_TRANSITIONS[self._state]:
            raise LocalProtocolError(f"cannot {action}: the session is {self._state.value}")

    def _move(self, trigger: AsteriskTrigger) -> None:
        self._state = ASTERISK_TRANSITIONS[self._state][trigger]
