"""The progress of a session: its state, what is due, and what is known about Asterisk and the channel.

Both sent and received data change it. Only the table `TRANSITIONS` determines how the state changes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import TypeVar

import agicodec.session
from agicodec.errors import DeadChannel, LocalProtocolError, RemoteProtocolError, unread
from agicodec.model.command import Command
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
from agicodec.wire.reply import RawReply, holds_text
from agicodec.wire.versions import AsteriskVersion, require_version

__all__ = ["Progress"]

R = TypeVar("R")


class Progress:
    """The state of a session, and what is due.

    Args:
        incoming: the reader of what Asterisk sends.
        mark: the word of the session's first mark; random by default.
        version: the version of Asterisk, for environments that do not contain it.
        strict_environment: fail on an environment that Asterisk would not write.

    Raises:
        InvalidArgument: Asterisk would not read the mark, or not send it back unchanged.
        TypeError: the version is not an `AsteriskVersion`.
    """

    __slots__ = (
        "_given_version",
        "_incoming",
        "_mark",
        "_strict_environment",
        "_version",
        "certain",
        "closed",
        "command",
        "environment",
        "failure",
        "hung_up",
        "limits",
        "queue",
        "state",
    )

    def __init__(
        self, incoming: Incoming, mark: str | None, version: AsteriskVersion | None, *, strict_environment: bool
    ) -> None:
        if version is not None:
            require_version(version)
        self.state: State = State.AWAITING_ENVIRONMENT
        self.hung_up: bool = False
        self.certain: bool = False
        self.environment: Environment | None = None
        self.limits: Limits = SAFEST_LIMITS
        """The limits of the lines that are sent."""
        self.command: Command[object] | None = None
        self.failure: RemoteProtocolError | None = None
        """The error by which the session failed, if it did."""
        self.closed: ConnectionClosed | None = None
        """The last event, once it has happened."""
        self.queue: deque[Event] | None = None
        """Events that come before those that are read next."""
        self._incoming = incoming
        self._mark = Mark(mark)
        self._strict_environment = strict_environment
        self._given_version = version
        self._version: AsteriskVersion | None = None

    @property
    def is_interruptible(self) -> bool:
        """Whether the command whose reply is due can be interrupted."""
        enhanced = self.environment is not None and self.environment.enhanced
        return self.command is not None and self.command.is_interruptible(enhanced=enhanced)

    def require(self, trigger: Trigger, command: Command[object] | None = None) -> None:
        """Check that the state allows a trigger.

        Raises:
            LocalProtocolError: it does not.
        """
        if trigger in TRANSITIONS[self.state]:
            return
        what = trigger.value if command is None else f"{trigger.value} {command}"
        ways = "; interrupt() ends the wait" if self.is_interruptible else ""
        reason = REASONS[self.state].format(command=self.command, ways=ways, failure=self.failure)
        raise LocalProtocolError(f"cannot {what}: {reason}{unread(self._incoming.rest)}")

    def send(self, command: Command[object], *, even_if_hung_up: bool = False) -> bytes:
        """Return the bytes of a command, and expect its reply; `require` has allowed it.

        Raises:
            InvalidArgument: an argument cannot be sent.
            DeadChannel: the channel has hung up and the command needs a live one.
        """
        if self.hung_up and not command.dead and not even_if_hung_up:
            raise DeadChannel(str(command), "")
        data = command.encode(self.limits)
        self._incoming.expect(command.reply_text)
        self.state, self.command = AWAITING_REPLY, command
        return data

    def ask_for_mark(self, trigger: Trigger) -> bytes:
        """Return the bytes of the command whose reply is the mark, and expect that reply.

        The mark is a new word if the command of an earlier mark may not have been written, so that its reply may never
        arrive.
        """
        if trigger is Trigger.SYNCHRONIZE:
            self._incoming.marks_before = len(self._incoming.marks)
        if trigger is Trigger.SETTLE or (trigger is Trigger.SYNCHRONIZE and self._incoming.marks):
            self._mark = Mark()
        data = self._mark.ask()
        self._incoming.expect_mark(self._mark.reply)
        self._move(trigger)
        return data

    def read_all(self) -> None:
        """Read all received data, and keep its events."""
        try:
            while self.closed is None and (event := self.advance()) is not NEED_DATA:
                self._keep(event)
        except RemoteProtocolError:
            pass  # the session raises it after the events that precede it

    def advance(self) -> Event | NeedData:
        """Return the next event, or `NEED_DATA`.

        Raises:
            RemoteProtocolError: Asterisk has violated the protocol.
        """
        try:
            while self.closed is None:
                item = self._incoming.next_item()
                if item is None:
                    return self._close() if self._incoming.end.reached else NEED_DATA
                if not isinstance(item, RawReply):
                    if (event := self._read_other(item)) is not None:
                        return event
                elif (command := self.command) is not None:
                    return self.answer(command, item)
        except RemoteProtocolError as error:
            self.failure = error
            self._move(Trigger.FAIL)
            raise
        return self.closed

    def answer(self, command: Command[R], raw: RawReply) -> ReplyReceived[R]:
        """Return the event for the reply to the command, which was due."""
        reply = ReplyReceived(command, raw, self.certain, self._version)
        if raw.status == 511:
            self.hung_up = True
        if self.certain:
            self.certain = not holds_text(raw, command.reply_text)
        if command.result_is_status and command.usage_follows(raw):
            self._incoming.expect_trailer()
        self.state, self.command = READY, None
        return reply

    def save(self) -> Mapping[str, agicodec.session.Json]:
        """Return the session as plain data, between two events."""
        from agicodec.session.snapshot import bytes_to_text, save_command

        return {
            "strict_environment": self._strict_environment,
            "mark": self._mark.word,
            "version": None if self._given_version is None else self._given_version.raw,
            "state": self.state.value,
            "hung_up": self.hung_up,
            "certain": self.certain,
            "block": bytes_to_text(self.environment.encode() if self.environment else self._incoming.block),
            "command": None if self.command is None else save_command(self.command),
            **self._incoming.save(),
        }

    def restore(
        self, saved: agicodec.session.snapshot.Saved, classes: agicodec.session.snapshot.CommandClasses
    ) -> None:
        """Restore what `save` returned, after the environment in it has been read.

        Raises:
            SavedStateError: an entry has a wrong value, or does not fit the others.
            RemoteProtocolError: an incomplete reply is too long.
        """
        # The shortest way to the saved state is replayed: the environment has been read anew, and now the triggers in
        # WAYS move the session as the original commands did. Data that was edited by hand therefore cannot lead to a
        # state that the table does not allow, or to one without its command. Earlier commands need no replay: all that
        # remains of them is two flags, the marks and the 520 block that may still arrive, and the position in the bytes
        # at which the present command was sent, and all of these are saved. `Incoming.restore` comes last, when it is
        # known what is due: it reads the lines of an incomplete reply, which must not lead to an event, because a
        # session can be saved only when all its events were taken.
        state = State(saved.choice("state", *(one.value for one in TRANSITIONS if TRANSITIONS[one])))
        for trigger in WAYS.get(state, ()):
            self.require(trigger)
            self._move(trigger)
            if trigger is Trigger.SEND:
                self.command = saved.command("command", classes)
        kind = None if self.command is None else self.command.reply_text
        if not self._incoming.restore(saved, kind) or self.state is not state:
            raise saved.wrong("data", f"data that leads to the state {state.value!r} and to no event")
        self.hung_up, self.certain = saved.flag("hung_up"), saved.flag("certain")

    def _close(self) -> ConnectionClosed:
        """Return the event for the end of the stream, with all that it has cut off."""
        self.closed = ConnectionClosed(self.command, self._incoming.rest)
        self._move(Trigger.CLOSE)
        self.command = None
        return self.closed

    def _read_other(self, item: Other) -> Event | None:
        """Return the event for an item that is not a reply; None if it causes no event."""
        if item is HANGUP:
            self.hung_up = True
            return ChannelHungUp()
        if item is MARK:
            return self._read_mark()
        return UnexpectedLine(from_wire(item)) if isinstance(item, bytes) else self._read_block(item.data)

    def _read_block(self, block: bytes) -> Event:
        self.environment = environment = Environment.from_block(block, strict=self._strict_environment)
        self._version = version = environment.version or self._given_version
        if version is not None:
            self.limits = version.limits
        self._move(Trigger.ENVIRONMENT)
        return SessionStarted(environment)

    def _read_mark(self) -> Event | None:
        """Return the event for a mark that ends an interruption or a synchronization; None for any other mark."""
        self.certain = True
        if not self._incoming.is_mark_own or self.state not in (State.INTERRUPTING, State.SYNCHRONIZING):
            return None
        end = Synchronized() if self.command is None else CommandInterrupted(self.command)
        self._move(Trigger.REPLY)
        self.command = None
        first, *more = (*(UnexpectedLine(from_wire(line)) for line in self._incoming.take_begun()), end)
        if more:
            self._keep(*more)
        return first

    def _keep(self, *events: Event) -> None:
        self.queue = self.queue or deque()
        self.queue.extend(events)

    def _move(self, trigger: Trigger) -> None:
        """Change the state as the table `TRANSITIONS` determines.

        Only `send` and `answer` assign the state themselves, for the two steps of every command: `states` has
        looked up the results once, as `AWAITING_REPLY` and `READY`.
        """
        self.state = TRANSITIONS[self.state][trigger]
