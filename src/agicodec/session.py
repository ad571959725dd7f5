"""The application's side of an AGI session.

Bytes go in, events come out; commands go in, bytes come out. The session does no I/O:

    session = Session()
    session.receive_data(chunk)             # b"" is the end of the stream
    event = session.next_event()            # or NEED_DATA
    data = session.send(GetVariable("X"))   # for the transport to write, in one piece
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from agicodec.block import BlockReader
from agicodec.command import Command, Raw
from agicodec.environment import Environment
from agicodec.errors import DeadChannel, LocalProtocolError, RemoteProtocolError, SavedStateError
from agicodec.events import (
    NEED_DATA,
    ChannelHungUp,
    CommandInterrupted,
    ConnectionClosed,
    Event,
    NeedData,
    ReplyReceived,
    SessionStarted,
    UnexpectedLine,
)
from agicodec.lines import EndOfStream, LineBuffer
from agicodec.protocol import MAX_ENVIRONMENT, MAX_REPLY
from agicodec.reply import RawReply, ReplyReader, is_reply
from agicodec.saved import FORMAT, CommandClasses, Json, Saved, bytes_to_text, save_command
from agicodec.states import TRANSITIONS, State, Trigger
from agicodec.versions import SAFEST_LIMITS, Limits
from agicodec.wire import from_wire

__all__ = ["Session"]

_HANGUP = b"HANGUP"
_USAGE = b"520"

_KIND = "session"

_MARK = "agicodec-interrupt"
"""What the command that interrupts another has Asterisk say; no other reply says it."""


class Session:
    """One AGI session, as the application has it.

    After each `receive_data`, call `next_event` until it gives `NEED_DATA`. Write what `send` and `interrupt` give to
    the transport in one piece: an Asterisk before 1.8.4 runs the pieces of a line that arrives in parts as commands of
    their own.

    Args:
        strict_environment: fail on an environment that Asterisk would not write, rather than list what is wrong with
            it in `Environment.irregularities`.
        max_environment: the largest environment block to take, in bytes.
        max_reply: the largest reply to take, in bytes over all its lines.
    """

    def __init__(
        self,
        *,
        strict_environment: bool = False,
        max_environment: int = MAX_ENVIRONMENT,
        max_reply: int = MAX_REPLY,
    ) -> None:
        self._strict_environment = strict_environment
        self._max_environment = max_environment
        self._max_reply = max_reply
        self._state = State.AWAITING_ENVIRONMENT
        self._dead = False
        self._environment: Environment | None = None
        self._limits: Limits = SAFEST_LIMITS
        self._lines = LineBuffer(max(max_environment, max_reply))
        self._block = BlockReader(max_environment)
        self._end = EndOfStream()
        self._queue: deque[Event] = deque()
        self._failure: RemoteProtocolError | None = None
        self._command: Command[object] | None = None
        self._reader: ReplyReader | None = None
        self._asked_at = 0
        self._answered: RawReply | None = None
        self._closed: ConnectionClosed | None = None
        self._trailer: ReplyReader | None = None
        self._glued: tuple[bytes, int] | None = None

    @property
    def state(self) -> State:
        """Where the session stands."""
        return self._state

    @property
    def dead(self) -> bool:
        """Whether the channel is known to be dead: it has hung up, or a command was refused as on a dead channel.

        Asterisk says nothing of a hangup when the channel variable AGISIGHUP is off, and refuses the same commands in
        an intercept routine though the channel lives.
        """
        return self._dead

    @property
    def environment(self) -> Environment | None:
        """The environment, once it is complete."""
        return self._environment

    @property
    def command(self) -> Command[object] | None:
        """The command whose reply is due."""
        return self._command

    def receive_data(self, data: bytes) -> None:
        """Take a chunk of bytes from the transport; `b""` is the end of the stream.

        Raises:
            LocalProtocolError: there is data after the end of the stream.
        """
        if self._end.precedes(data) and self._state is not State.FAILED:
            self._lines.append(data)

    def receive_hangup(self) -> None:
        """Take note that the channel has hung up, when something other than a line says so.

        A process AGI calls it on SIGHUP, which Asterisk sends it instead of a line. `next_event` then gives
        `ChannelHungUp`.
        """
        self._dead = True
        self._queue.append(ChannelHungUp())

    def next_event(self) -> Event | NeedData:
        """Give the next thing that has happened; `NEED_DATA` when more data must come first.

        After `ConnectionClosed` it gives that again and again.

        Raises:
            RemoteProtocolError: the other side broke the protocol, now or in an earlier call.
        """
        if self._queue:
            return self._queue.popleft()
        if self._failure is not None:
            raise self._failure
        return self._advance()

    def send(self, command: Command[object], *, even_if_dead: bool = False) -> bytes:
        """Give the bytes of a command, whose reply is due from then on.

        What has come before is read first, so that a hangup among it counts; the events of that are still to come from
        `next_event`.

        Args:
            command: the command.
            even_if_dead: send it although the channel is known to have hung up and the command needs a live one.

        Raises:
            InvalidArgument: an argument cannot be sent.
            DeadChannel: the channel has hung up and the command needs a live one; nothing is sent.
            LocalProtocolError: no command may be sent now.
        """
        self._require(Trigger.SEND, "send", command)
        self._read_ahead()
        self._require(Trigger.SEND, "send", command)
        if self._dead and not command.dead and not even_if_dead:
            raise DeadChannel(str(command), "")
        data = command.encode(self._limits)
        self._move(Trigger.SEND)
        self._command = command
        self._reader = ReplyReader(command.reply_text, self._max_reply)
        self._asked_at = self._lines.received
        return data

    def interrupt(self) -> bytes:
        """Give the bytes that interrupt the command whose reply is due.

        Whether an interrupted command answers depends on the command, and on whether it had already ended; so that no
        other command's reply can be taken for its own, what interrupts it is a command with an unmistakable reply.
        When that has come, `next_event` gives `ReplyReceived` if the command did answer, else `CommandInterrupted`,
        and the next command may be sent.

        Raises:
            LocalProtocolError: no command is running, or it runs to its end whatever comes.
        """
        self._require(Trigger.INTERRUPT, "interrupt")
        command = self._command
        enhanced = self._environment is not None and self._environment.enhanced
        if command is None or not command.is_interruptible(enhanced=enhanced):
            raise LocalProtocolError(f"cannot interrupt {command}: Asterisk runs it to its end")
        self._move(Trigger.INTERRUPT)
        return Raw("GET FULL VARIABLE", _MARK).encode()

    def save(self) -> Mapping[str, Json]:
        """Write the session as plain data, which JSON can hold, for `restore` to go on with in another process.

        Raises:
            LocalProtocolError: the session is over, or there are events to take first.
        """
        if self._state in (State.CLOSED, State.FAILED):
            raise LocalProtocolError(f"cannot save a session that is {self._state.value}")
        if self._queue or self._glued or self._end.reached or self._lines.has_line:
            raise LocalProtocolError("cannot save yet: take all events with next_event() first")
        rest = self._lines.rest
        before = max(0, self._asked_at - self._lines.taken)
        reader, trailer, answered = self._reader, self._trailer, self._answered
        return {
            "format": FORMAT,
            "kind": _KIND,
            "strict_environment": self._strict_environment,
            "max_environment": self._max_environment,
            "max_reply": self._max_reply,
            "state": self._state.value,
            "dead": self._dead,
            "block": bytes_to_text(self._block.rest if self._environment is None else self._environment.encode()),
            "command": None if self._command is None else save_command(self._command),
            "trailer": None if trailer is None else bytes_to_text(trailer.rest),
            "answered": None if answered is None else bytes_to_text(answered.encode()),
            "before": bytes_to_text(rest[:before]),
            "data": bytes_to_text((b"" if reader is None else reader.rest) + rest[before:]),
        }

    @classmethod
    def restore(cls, data: object, *, classes: CommandClasses = ()) -> Session:
        """Make a session of what `save` gave.

        Args:
            data: the plain data.
            classes: command classes besides those of agicodec that it may hold.

        Raises:
            SavedStateError: the data is no saved session.
        """
        saved = Saved.of_kind(data, _KIND)
        strict, limit = saved.flag("strict_environment"), saved.integer("max_environment")
        session = cls(strict_environment=strict, max_environment=limit, max_reply=saved.integer("max_reply"))
        state = saved.choice("state", *(one.value for one in TRANSITIONS if TRANSITIONS[one]))
        try:
            session._replay(saved, state, classes)
        except SavedStateError:
            raise
        except (RemoteProtocolError, LocalProtocolError) as error:
            raise SavedStateError("the whole", data, f"a session as it was saved ({error})") from error
        if session._state.value != state or session.next_event() is not NEED_DATA:
            raise SavedStateError("data", saved.text("data"), f"what leads to the state {state!r} and to no event")
        session._dead = saved.flag("dead")
        return session

    def _replay(self, saved: Saved, state: str, classes: CommandClasses) -> None:
        """Do again what led to the saved state."""
        self._lines.append(saved.data("block"))
        if state == State.AWAITING_ENVIRONMENT.value:
            self._lines.append(saved.data("data"))
            return
        self._advance()
        if saved.text_or_none("trailer") is not None:
            self._trailer = ReplyReader("word", self._max_reply)
            for line in saved.data("trailer").split(b"\n")[:-1]:
                self._trailer.feed(line)
        self._lines.append(saved.data("before"))
        if state != State.READY.value:
            self.send(saved.command("command", classes), even_if_dead=True)
        if state == State.INTERRUPTING.value:
            self.interrupt()
            if saved.text_or_none("answered") is not None:
                self._lines.append(saved.data("answered"))
        self._lines.append(saved.data("data"))

    def _read_ahead(self) -> None:
        """Read all that has come while nothing was asked for."""
        try:
            while self._closed is None and (event := self._advance()) is not NEED_DATA:
                self._queue.append(event)
        except RemoteProtocolError:
            return  # next_event raises it, after the events before

    def _advance(self) -> Event | NeedData:
        try:
            return self._read()
        except RemoteProtocolError as error:
            self._failure = error
            self._move(Trigger.FAIL)
            raise

    def _read(self) -> Event | NeedData:
        while self._closed is None:
            found = self._next_line()
            if found is None:
                return self._close() if self._end.reached else NEED_DATA
            line, start = found
            if self._state is State.AWAITING_ENVIRONMENT:
                event = self._read_block(line)
            else:
                event = self._read_line(line, start)
            if event is not None:
                return event
        return self._closed

    def _next_line(self) -> tuple[bytes, int] | None:
        """Give the next line, and where in the stream it started."""
        if self._glued is not None:
            found, self._glued = self._glued, None
            return found
        start = self._lines.taken
        line = self._lines.next_line()
        return None if line is None else (line, start)

    def _close(self) -> Event:
        """Tell all that the end of the stream cut off."""
        parts = [reader.rest for reader in (self._trailer, self._reader) if reader is not None]
        data = b"".join([self._block.rest, *parts, self._lines.rest])
        command, answer = self._command, self._answered
        self._move(Trigger.CLOSE)
        self._command = None
        if command is None or answer is None:
            self._closed = ConnectionClosed(command, data)
            return self._closed
        self._closed = ConnectionClosed(None, data)
        return ReplyReceived(command, answer)

    def _read_block(self, line: bytes) -> Event | None:
        """Read a line of the environment."""
        lines = self._block.feed(line)
        if lines is None:
            return None
        environment = Environment.from_lines(lines, strict=self._strict_environment)
        self._environment = environment
        if environment.version is not None:
            self._limits = environment.version.limits
        self._move(Trigger.ENVIRONMENT)
        return SessionStarted(environment)

    def _read_line(self, line: bytes, start: int) -> Event | None:
        """Read a line after the environment; `start` is where in the stream it started."""
        if self._reader is not None and self._reader.is_inside:
            return self._read_reply(self._reader, line)
        if self._trailer is not None and (self._trailer.is_inside or line.startswith(_USAGE)):
            return self._read_trailer(self._trailer, line)
        glued = line.removeprefix(_HANGUP)
        if glued != line and (not glued or is_reply(glued)):
            self._glued = (glued, start + len(_HANGUP)) if glued else None
            self._dead = True
            return ChannelHungUp()
        if self._reader is None or start < self._asked_at or not is_reply(line):
            return UnexpectedLine(from_wire(line))
        return self._read_reply(self._reader, line)

    def _read_reply(self, reader: ReplyReader, line: bytes) -> Event | None:
        """Read a line of the reply that is due."""
        raw = reader.feed(line)
        command = self._command
        if raw is None or command is None:
            return None
        self._trailer = None
        if raw.status == 511:
            self._dead = True
        if self._state is State.INTERRUPTING and self._answered is None and not _is_mark(raw):
            self._answered = raw
            self._reader = ReplyReader("word", self._max_reply)
            return None
        answer = self._answered if self._state is State.INTERRUPTING else raw
        self._move(Trigger.REPLY)
        self._command = self._reader = self._answered = None
        if answer is None:
            return CommandInterrupted(command)
        if command.usage_follows(answer):
            self._trailer = ReplyReader("word", self._max_reply)
        return ReplyReceived(command, answer)

    def _read_trailer(self, trailer: ReplyReader, line: bytes) -> Event:
        """Read a line of a 520 block that follows a reply and belongs to no command."""
        if trailer.feed(line) is not None:
            self._trailer = None
        return UnexpectedLine(from_wire(line))

    def _require(self, trigger: Trigger, action: str, command: Command[object] | None = None) -> None:
        """Refuse what the present state does not allow."""
        if trigger in TRANSITIONS[self._state]:
            return
        reasons = {
            State.AWAITING_ENVIRONMENT: "the environment is not complete",
            State.READY: "no command is running",
            State.AWAITING_REPLY: f"the reply to {self._command} is due; interrupt() may end the wait",
            State.INTERRUPTING: f"{self._command} is being interrupted; wait for the event that ends it",
            State.CLOSED: "the connection is closed",
            State.FAILED: f"the session has failed: {self._failure}",
        }
        what = action if command is None else f"{action} {command}"
        raise LocalProtocolError(f"cannot {what}: {reasons[self._state]}")

    def _move(self, trigger: Trigger) -> None:
        self._state = TRANSITIONS[self._state][trigger]


def _is_mark(raw: RawReply) -> bool:
    """Tell the reply to what interrupts a command: a command that has run was known, so 510 is not its own."""
    return raw.text == _MARK or raw.status == 510
