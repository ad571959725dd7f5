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

import agicodec
from agicodec._checks import require_bytes
from agicodec.errors import DeadChannel, LocalProtocolError, RemoteProtocolError, unread
from agicodec.model.command import Command, require_command
from agicodec.model.environment import Environment
from agicodec.session.events import (
    NEED_DATA,
    ChannelHungUp,
    CommandInterrupted,
    ConnectionClosed,
    Event,
    NeedData,
    ReplyReceived,
    SessionStarted,
    Synchronized,
    UnexpectedLine,
)
from agicodec.session.incoming import HANGUP, MARK, Incoming, Other
from agicodec.session.mark import Mark
from agicodec.session.states import AWAITING_REPLY, READY, REASONS, TRANSITIONS, WAYS, State, Trigger
from agicodec.wire.command_line import from_wire
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.lines import EndOfStream
from agicodec.wire.protocol import MAX_ENVIRONMENT, MAX_REPLY
from agicodec.wire.reply import RawReply, holds_text
from agicodec.wire.versions import AsteriskVersion, require_version

__all__ = ["Session"]

_KIND = "session"


class Session:
    """One AGI session, as the application has it.

    After each `receive_data`, call `next_event` until it returns `NEED_DATA`. Write what `send` and `interrupt` return
    in one piece: an Asterisk before 1.8.4 runs the pieces of a line that arrives in parts as commands of their own.

    Args:
        strict_environment: fail on an environment that Asterisk would not write, rather than list what is wrong with
            it in `Environment.irregularities`.
        max_environment: the largest environment block to take, in bytes.
        max_reply: the largest reply to take, in bytes over all its lines.
        mark: the word that Asterisk is made to say where the session must know for sure what belongs to what: letters,
            digits and hyphens; at random unless given, so that no value can hold it.
        version: the Asterisk that speaks, for environments without `agi_version`, which came with 1.6.0; it decides
            what replies mean and how long lines may be. A recent one's replies and the safest limits unless given.

    Raises:
        InvalidArgument: Asterisk would not read the mark, or not say it unchanged.
        TypeError: the version is no `AsteriskVersion`.
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
        self._strict_environment = strict_environment
        self._state = State.AWAITING_ENVIRONMENT
        self._hung_up = self._is_hangup_due = self._certain = False
        self._environment: Environment | None = None
        if version is not None:
            require_version(version)
        self._given_version = version
        self._version: AsteriskVersion | None = None
        self._limits: Limits = SAFEST_LIMITS
        self._mark = Mark(mark)
        self._incoming = Incoming(max_environment, max_reply)
        self._lines = self._incoming.lines
        self._end = EndOfStream()
        self._queue: deque[Event] | None = None
        self._failure: RemoteProtocolError | None = None
        self._command: Command[object] | None = None
        self._closed: ConnectionClosed | None = None

    @property
    def state(self) -> State:
        """Where the session stands."""
        return self._state

    @property
    def hung_up(self) -> bool:
        """Whether the channel is known to have hung up: it was said to, or a command was refused as on a dead channel.

        Asterisk says nothing of a hangup when the channel variable AGISIGHUP is off, and refuses the same commands in
        an intercept routine though the channel lives.
        """
        return self._hung_up

    @property
    def environment(self) -> Environment | None:
        """The environment, once it is complete."""
        return self._environment

    @property
    def command(self) -> Command[object] | None:
        """The command whose reply is due."""
        return self._command

    @property
    def is_interruptible(self) -> bool:
        """Whether the command whose reply is due can be interrupted, which under EAGI more can than elsewhere."""
        enhanced = self._environment is not None and self._environment.enhanced
        return self._command is not None and self._command.is_interruptible(enhanced=enhanced)

    @property
    def certain(self) -> bool:
        """Whether the next reply will be certain, since no text from outside has come; see `synchronize`."""
        return self._certain

    @property
    def unread(self) -> bytes:
        """What has come and is part of no event yet: an environment, a reply or a line whose end is still to come."""
        return self._incoming.rest

    @property
    def has_more(self) -> bool:
        """Whether `next_event` may return an event or raise; if not, it returns `NEED_DATA`."""
        return self._lines.ready or self._end.reached or bool(self._queue) or self._is_hangup_due

    def receive_data(self, data: bytes | bytearray) -> None:
        """Take a chunk of bytes from the transport; `b""` is the end of the stream.

        Raises:
            LocalProtocolError: there is data after the end of the stream.
            TypeError: it is no bytes.
        """
        if type(data) is not bytes:
            require_bytes(data, "receive_data() was given")
        if not data or self._end.reached:
            self._end.precedes(data)
        elif self._failure is None:
            self._lines.append(data)

    def receive_hangup(self) -> None:
        """Take note that the channel has hung up, when something other than a line says so.

        A process AGI does so on SIGHUP, which it is sent instead of a line. A signal handler or another thread may call
        it at any time. `next_event` returns `ChannelHungUp` next, once for all calls before it. Nothing comes after
        `ConnectionClosed`, but `hung_up` says so.
        """
        self._hung_up = self._is_hangup_due = True  # no more, as whatever else is done may just have been interrupted

    def next_event(self) -> Event | NeedData:
        """Return the next thing that has happened; `NEED_DATA` when more data must come first.

        After `ConnectionClosed` it returns that again and again.

        Raises:
            RemoteProtocolError: the other side broke the protocol, now or in an earlier call.
        """
        if self._is_hangup_due:
            self._is_hangup_due = False
            if self._closed is None or self._queue:
                return ChannelHungUp()
        if self._queue:
            return self._queue.popleft()
        if self._failure is not None:
            raise self._failure.with_traceback(None)  # else each raise would add to the last one
        if not self._lines.ready and not self._end.reached:
            return NEED_DATA
        return self._advance()

    def send(self, command: Command[object], *, even_if_hung_up: bool = False) -> bytes:
        """Return the bytes of a command, whose reply is due from then on.

        What has come before is read first, so that a hangup among it counts; the events of that are still to come from
        `next_event`.

        Args:
            command: the command.
            even_if_hung_up: send it although the channel is known to have hung up and the command needs a live one.

        Raises:
            InvalidArgument: an argument cannot be sent.
            DeadChannel: the channel has hung up and the command needs a live one; nothing is sent.
            LocalProtocolError: no command may be sent now.
            TypeError: it is no command.
        """
        require_command(command)
        if self._state is not READY or self._lines.ready or self._end.reached:
            self._require_with_all_read(Trigger.SEND, command)
        if self._hung_up and not command.dead and not even_if_hung_up:
            raise DeadChannel(str(command), "")
        data = command.encode(self._limits)
        self._incoming.expect(command.reply_text)
        self._state, self._command = AWAITING_REPLY, command
        return data

    def interrupt(self) -> bytes:
        """Return the bytes that interrupt the command whose reply is due.

        Whether an interrupted command answers depends on the command, and on whether it had already ended; so that no
        other command's reply can be taken for its own, what interrupts it is a command with an unmistakable reply.
        `next_event` returns `ReplyReceived` when the command did answer, or `CommandInterrupted` when that reply has
        come instead; then the next command may be sent.

        Raises:
            LocalProtocolError: no command is running, or it runs to its end whatever comes.
        """
        self._require(Trigger.INTERRUPT)
        if not self.is_interruptible:
            raise LocalProtocolError(f"cannot interrupt {self._command}: Asterisk runs it to its end")
        return self._ask_for_mark(Trigger.INTERRUPT)

    def synchronize(self) -> bytes:
        """Return the bytes of a command whose reply shows that all before it has been read.

        The environment and values come unescaped: a line feed in one may end it early, and what follows in it may come
        late and be taken for the reply to the next command. What comes before the reply to this command, which no value
        can hold, is an `UnexpectedLine`; then comes `Synchronized`, and replies are `certain` up to the next text.

        Raises:
            LocalProtocolError: a reply is due, or the session is not open.
        """
        self._require_with_all_read(Trigger.SYNCHRONIZE)
        if self._incoming.marks:
            self._mark = Mark()  # another word, since one that is due may not have been written and never come
        self._incoming.marks_before = len(self._incoming.marks)
        return self._ask_for_mark(Trigger.SYNCHRONIZE)

    def settle(self) -> bytes:
        """Return the bytes of a command whose reply shows what became of a line whose writing was cancelled.

        It is for a transport that has then written the whole line or nothing of it, without saying which. The event
        that was due comes, if need be without the line: `Synchronized`, `ReplyReceived` when the command was sent and
        did answer, or `CommandInterrupted` when it was never sent, or was interrupted by this. When nothing is due any
        more, though what was to interrupt or settle it may not have been written, `synchronize` does the same.

        Raises:
            LocalProtocolError: nothing is due.
        """
        self._require(Trigger.SETTLE)
        self._mark = Mark()  # another word, since the mark of before may not have been written and never come
        return self._ask_for_mark(Trigger.SETTLE)

    def save(self) -> Mapping[str, agicodec.session.Json]:
        """Write the session as plain data, which JSON can hold, for `restore` to go on with in another process.

        Raises:
            LocalProtocolError: the session is over, or there are events to take first.
        """
        from agicodec.session.snapshot import FORMAT, bytes_to_text, save_command

        if self._state in (State.CLOSED, State.FAILED):
            raise LocalProtocolError(f"cannot save a session that is {self._state.value}")
        if self._queue or self._is_hangup_due or self._end.reached or not self._incoming.is_whole:
            raise LocalProtocolError("cannot save yet: take all events with next_event() first")
        return {
            "format": FORMAT,
            "kind": _KIND,
            "strict_environment": self._strict_environment,
            "mark": self._mark.word,
            "version": None if self._given_version is None else self._given_version.raw,
            "state": self._state.value,
            "hung_up": self._hung_up,
            "certain": self._certain,
            "block": bytes_to_text(self._environment.encode() if self._environment else self._incoming.block),
            "command": None if self._command is None else save_command(self._command),
            **self._incoming.save(),
        }

    @classmethod
    def restore(cls, data: object, *, classes: agicodec.session.snapshot.CommandClasses = ()) -> Session:
        """Make a session of what `save` returned.

        Args:
            data: the plain data.
            classes: command classes besides those of agicodec that it may hold.

        Raises:
            SavedStateError: the data is no saved session.
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
            session._go_on(saved, classes)
        return session

    def _go_on(self, saved: agicodec.session.snapshot.Saved, classes: agicodec.session.snapshot.CommandClasses) -> None:
        """Go on from what was saved."""
        state = State(saved.choice("state", *(one.value for one in TRANSITIONS if TRANSITIONS[one])))
        self._lines.append(saved.data("block"))
        self._advance()
        for trigger in WAYS.get(state, ()):
            self._require(trigger)
            self._move(trigger)
            if trigger is Trigger.SEND:
                self._command = saved.command("command", classes)
        kind = None if self._command is None else self._command.reply_text
        if not self._incoming.restore(saved, kind) or self._state is not state:
            raise saved.wrong("data", f"what leads to the state {state.value!r} and to no event")
        self._hung_up, self._certain = saved.flag("hung_up"), saved.flag("certain")

    def _advance(self) -> Event | NeedData:
        """Read on to the next event."""
        try:
            while self._closed is None:
                item = self._incoming.next_item()
                if item is None:
                    return self._close() if self._end.reached else NEED_DATA
                event = self._read_reply(item) if isinstance(item, RawReply) else self._read_other(item)
                if event is not None:
                    return event
        except RemoteProtocolError as error:
            self._failure = error
            self._move(Trigger.FAIL)
            raise
        return self._closed

    def _close(self) -> Event:
        """Report all that the end of the stream cut off."""
        self._closed = ConnectionClosed(self._command, self._incoming.rest)
        self._move(Trigger.CLOSE)
        self._command = None
        return self._closed

    def _read_other(self, item: Other) -> Event | None:
        """Return what has come that is no reply; None when it is not to be reported yet."""
        if item is HANGUP:
            self._hung_up = True
            return ChannelHungUp()
        if item is MARK:
            return self._read_mark()
        return UnexpectedLine(from_wire(item)) if isinstance(item, bytes) else self._read_block(item.data)

    def _read_block(self, block: bytes) -> Event:
        self._environment = environment = Environment.from_block(block, strict=self._strict_environment)
        self._version = version = environment.version or self._given_version
        if version is not None:
            self._limits = version.limits
        self._move(Trigger.ENVIRONMENT)
        return SessionStarted(environment)

    def _read_reply(self, raw: RawReply) -> Event | None:
        """Take the reply that is due, interrupted or not."""
        command = self._command
        if command is None:
            return None
        if raw.status == 511:
            self._hung_up = True
        event = ReplyReceived(command, raw, self._certain, self._version)
        self._certain = self._certain and not holds_text(raw, command.reply_text)
        if command.result_is_status and command.usage_follows(raw):
            self._incoming.expect_trailer()
        self._state = READY
        self._command = None
        return event

    def _read_mark(self) -> Event | None:
        """Take the reply to what interrupts or synchronizes, unless a command was answered before it."""
        self._certain = True
        if not self._incoming.is_mark_own or self._state not in (State.INTERRUPTING, State.SYNCHRONIZING):
            return None
        end = Synchronized() if self._command is None else CommandInterrupted(self._command)
        self._move(Trigger.REPLY)
        self._command = None
        first, *more = (*(UnexpectedLine(from_wire(line)) for line in self._incoming.take_begun()), end)
        if more:
            self._enqueue(*more)
        return first

    def _enqueue(self, *events: Event) -> None:
        """Keep events for `next_event`."""
        self._queue = self._queue or deque()
        self._queue.extend(events)

    def _ask_for_mark(self, trigger: Trigger) -> bytes:
        """Move, and return the bytes of the command that has Asterisk say the mark."""
        data = self._mark.ask()
        self._incoming.expect_mark(self._mark.reply)
        self._move(trigger)
        return data

    def _require_with_all_read(self, trigger: Trigger, command: Command[object] | None = None) -> None:
        """Read all that has come while nothing was asked for, and refuse what the state does not allow."""
        self._require(trigger, command)
        try:
            while self._closed is None and (event := self._advance()) is not NEED_DATA:
                self._enqueue(event)
        except RemoteProtocolError:
            pass  # next_event raises it, after the events before
        self._require(trigger, command)

    def _require(self, trigger: Trigger, command: Command[object] | None = None) -> None:
        """Refuse what the present state does not allow."""
        if trigger in TRANSITIONS[self._state]:
            return
        what = trigger.value if command is None else f"{trigger.value} {command}"
        ways = "; interrupt() ends the wait" if self.is_interruptible else ""
        reason = REASONS[self._state].format(command=self._command, ways=ways, failure=self._failure)
        raise LocalProtocolError(f"cannot {what}: {reason}{unread(self.unread)}")

    def _move(self, trigger: Trigger) -> None:
        self._state = TRANSITIONS[self._state][trigger]
