"""The application's side of an AGI session.

Bytes go in, events come out; commands go in, bytes come out. The session does no I/O:

    session = Session()
    session.receive_data(chunk)             # b"" is the end of the stream
    event = session.next_event()            # or NEED_DATA
    data = session.send(GetVariable("X"))   # for the transport to write, in one piece
"""

from __future__ import annotations

from collections.abc import Mapping

import agicodec.session
from agicodec._checks import require_bytes
from agicodec.errors import DeadChannel, LocalProtocolError
from agicodec.model.command import Command, require_command
from agicodec.model.environment import Environment
from agicodec.session.events import NEED_DATA, ChannelHungUp, Event, NeedData
from agicodec.session.incoming import Incoming
from agicodec.session.progress import Progress
from agicodec.session.states import READY, State, Trigger
from agicodec.wire.protocol import MAX_ENVIRONMENT, MAX_REPLY
from agicodec.wire.versions import AsteriskVersion

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
            digits and hyphens; random by default, so that no value can hold it.
        version: the Asterisk that speaks, for environments without `agi_version`, which came with 1.6.0; it decides
            what replies mean and how long lines may be. A recent one's replies and the safest limits by default.

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
        self._incoming = Incoming(max_environment, max_reply)
        self._lines = self._incoming.lines
        self._progress = Progress(self._incoming, mark, version, strict_environment=strict_environment)
        self._end = self._incoming.end
        self._is_hangup_due = False

    @property
    def state(self) -> State:
        """Where the session stands."""
        return self._progress.state

    @property
    def hung_up(self) -> bool:
        """Whether the channel is known to have hung up: it was said to, or a command was refused as on a dead channel.

        Asterisk says nothing of a hangup when the channel variable AGISIGHUP is off, and refuses the same commands in
        an intercept routine though the channel lives.
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
        """Whether the command whose reply is due can be interrupted, which under EAGI more can than elsewhere."""
        return self._progress.is_interruptible

    @property
    def certain(self) -> bool:
        """Whether the next reply will be certain, since no text from outside has come; see `synchronize`."""
        return self._progress.certain

    @property
    def unread(self) -> bytes:
        """What has come and is part of no event yet: an environment, a reply or a line whose end is still to come."""
        return self._incoming.rest

    @property
    def has_more(self) -> bool:
        """Whether `next_event` may return an event or raise; if not, it returns `NEED_DATA`."""
        return self._lines.ready or self._end.reached or bool(self._progress.queue) or self._is_hangup_due

    def receive_data(self, data: bytes | bytearray) -> None:
        """Take a chunk of bytes from the transport; `b""` is the end of the stream.

        Raises:
            LocalProtocolError: there is data after the end of the stream.
            TypeError: it is no bytes.
        """
        if type(data) is not bytes:
            require_bytes(data, "receive_data() received")
        if not data or self._end.reached:
            self._end.precedes(data)
        elif self._progress.failure is None:
            self._lines.append(data)

    def receive_hangup(self) -> None:
        """Take note that the channel has hung up, when something other than a line says so.

        A process AGI does so on SIGHUP, which it is sent instead of a line. A signal handler or another thread may call
        it at any time. `next_event` returns `ChannelHungUp` next, once for all calls before it. Nothing comes after
        `ConnectionClosed`, but `hung_up` says so.
        """
        # No more is done here, since the signal may have interrupted anything else that the session does.
        self._progress.hung_up = self._is_hangup_due = True

    def next_event(self) -> Event | NeedData:
        """Return the next thing that has happened; `NEED_DATA` when more data must come first.

        After `ConnectionClosed` it returns that again and again.

        Raises:
            RemoteProtocolError: the other side broke the protocol, now or in an earlier call.
        """
        progress = self._progress
        if self._is_hangup_due:
            self._is_hangup_due = False
            if progress.closed is None or progress.queue:
                return ChannelHungUp()
        if progress.queue:
            return progress.queue.popleft()
        if progress.failure is not None:
            raise progress.failure.with_traceback(None)  # else each raise would add to the last one
        if not self._lines.ready and not self._end.reached:
            return NEED_DATA
        return progress.advance()

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
        progress = self._progress
        if progress.state is not READY or self._lines.ready or self._end.reached:
            self._require_with_all_read(Trigger.SEND, command)
        if progress.hung_up and not command.dead and not even_if_hung_up:
            raise DeadChannel(str(command), "")
        data = command.encode(progress.limits)
        progress.expect_reply(command)
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
        self._progress.require(Trigger.INTERRUPT)
        if not self.is_interruptible:
            raise LocalProtocolError(f"cannot interrupt {self.command}: Asterisk runs it to its end")
        return self._progress.ask_for_mark(Trigger.INTERRUPT)

    def synchronize(self) -> bytes:
        """Return the bytes of a command whose reply shows that all before it has been read.

        The environment and values come unescaped: a line feed in one may end it early, and what follows in it may come
        late and be taken for the reply to the next command. What comes before the reply to this command, which no value
        can hold, is an `UnexpectedLine`; then comes `Synchronized`, and replies are `certain` up to the next text.

        Raises:
            LocalProtocolError: a reply is due, or the session is not open.
        """
        self._require_with_all_read(Trigger.SYNCHRONIZE)
        return self._progress.ask_for_mark(Trigger.SYNCHRONIZE)

    def settle(self) -> bytes:
        """Return the bytes of a command whose reply shows what became of a line whose writing was cancelled.

        It is for a transport that has then written the whole line or nothing of it, without saying which. The event
        that was due comes, if need be without the line: `Synchronized`, `ReplyReceived` when the command was sent and
        did answer, or `CommandInterrupted` when it was never sent, or was interrupted by this. When nothing is due any
        more, though what was to interrupt or settle it may not have been written, `synchronize` does the same.

        Raises:
            LocalProtocolError: nothing is due.
        """
        self._progress.require(Trigger.SETTLE)
        return self._progress.ask_for_mark(Trigger.SETTLE)

    def save(self) -> Mapping[str, agicodec.session.Json]:
        """Write the session as plain data, which JSON can hold, for `restore` to go on with in another process.

        Raises:
            LocalProtocolError: the session is over, or there are events to take first.
        """
        from agicodec.session.snapshot import FORMAT

        if self.state in (State.CLOSED, State.FAILED):
            raise LocalProtocolError(f"cannot save a session that is {self.state.value}")
        if self._progress.queue or self._is_hangup_due or self._end.reached or not self._incoming.is_whole:
            raise LocalProtocolError("cannot save yet: take all events with next_event() first")
        return {"format": FORMAT, "kind": _KIND, **self._progress.save()}

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
            session._lines.append(saved.data("block"))
            session._progress.advance()
            session._progress.restore(saved, classes)
        return session

    def _require_with_all_read(self, trigger: Trigger, command: Command[object] | None = None) -> None:
        """Read all that has come while nothing was asked for, and refuse what the state does not allow."""
        self._progress.require(trigger, command)
        self._progress.read_all()
        self._progress.require(trigger, command)
