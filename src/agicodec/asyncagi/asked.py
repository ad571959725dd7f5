"""The commands that an AsyncAGI session has sent: which have not run, and which actions have no response yet."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from itertools import takewhile
from typing import Final, Generic, Literal, TypeVar

from attrs import define

from agicodec.asterisk.decoding import read_command
from agicodec.asyncagi.actions import Action, make_action
from agicodec.asyncagi.events import FetchAnswered, LateReply, OtherReply, ReplyIncomplete
from agicodec.errors import InvalidArgument, LocalProtocolError, Unencodable
from agicodec.model.command import Command
from agicodec.model.raw import Raw
from agicodec.session.events import ReplyReceived
from agicodec.session.snapshot import CommandClasses, Json, Saved, save_command
from agicodec.wire.command_line import to_wire
from agicodec.wire.reply import RawReply
from agicodec.wire.versions import AsteriskVersion

__all__ = ["FETCH", "Asked", "AskedCommands", "Asker", "incomplete_after"]

S = TypeVar("S")

Asker = Literal["application", "session", "other"]
"""Who sent a command: the application, the session itself, or another client of the manager interface."""

_UNKNOWN = Raw("UNKNOWN")
"""The placeholder for a command of another client whose line is not known."""
_ASKERS: tuple[Asker, ...] = ("application", "session", "other")
FETCH: Final = Raw("GET FULL VARIABLE", "agicodec-rest")
"""The command that a session itself sends, to fetch the rest of replies."""

_BOUNDED = ("GET", "VARIABLE")
_FEW = 16
"""How many short replies may be due in doubt before they are fetched: far fewer than the pipe has room for."""
_PREFIX_BYTES = 8
"""How many random bytes distinguish the ids of one session from those of all others, of this process or another."""


@define(eq=False)
class Asked:
    """A command that was sent."""

    command: Command[object]
    by: Asker
    command_id: str
    action_id: str = ""
    run: int = 0
    """The run of the session in which it was sent; if it is still queued at its end, the next run has it."""
    confirmed: bool = False
    """Whether the response to the action has arrived, so that the command is known to be queued."""
    abandoned: bool = False
    """Whether nobody waits for the reply any more."""

    @property
    def may_be_long(self) -> bool:
        """Whether the reply may have any length; a text is limited only in GET VARIABLE, to 1023 bytes."""
        return self.command.reply_text != "word" and self.command.words != _BOUNDED

    @property
    def is_awaited(self) -> bool:
        """Whether the application waits for the reply."""
        return self.by == "application" and not self.abandoned

    @property
    def is_in_doubt(self) -> bool:
        """Whether nobody waits for the reply, and the action may never have been sent."""
        return self.abandoned and not self.confirmed

    @classmethod
    def by_another_client(cls, line: str | None, command_id: str) -> Asked:
        """Return the command that another client sent, from its line, or a placeholder if the line is not known."""
        try:
            command = _UNKNOWN if line is None else read_command(to_wire(line))
        except (InvalidArgument, Unencodable):
            command = _UNKNOWN
        return cls(command, "other", command_id)

    def answered(
        self, raw: RawReply, version: AsteriskVersion | None, *, certain: bool
    ) -> ReplyReceived[object] | LateReply[object] | OtherReply | FetchAnswered:
        """Return the event that reports the reply."""
        if self.by == "application":
            if self.abandoned:
                return LateReply(self.command, raw, version, self.command_id)
            return ReplyReceived(self.command, raw, certain, version, self.command_id)
        if self.by == "other":
            return OtherReply(self.command_id, raw, None if self.command == _UNKNOWN else self.command, version)
        return FetchAnswered(raw, self.command_id)

    def save(self) -> Mapping[str, Json]:
        """Return the command as plain data."""
        return {
            "by": self.by,
            "command": save_command(self.command),
            "command_id": self.command_id,
            "action_id": self.action_id,
            "run": self.run,
            "confirmed": self.confirmed,
            "abandoned": self.abandoned,
        }

    @classmethod
    def restore(cls, saved: Saved, classes: CommandClasses) -> Asked:
        """Return a command restored from what `save` returned."""
        by: Asker = saved.choice("by", *_ASKERS)
        command, ids = saved.command("command", classes), (saved.text("command_id"), saved.text("action_id"))
        return cls(command, by, *ids, saved.integer("run"), saved.flag("confirmed"), saved.flag("abandoned"))


class AskedCommands(Generic[S]):
    """The commands of a session that have not run, in the order in which they were sent.

    Args:
        session: the session.
        prefix: the beginning of generated ids; random by default.
        max_queued: how many commands may be sent and not executed at a time.
    """

    def __init__(self, session: S, prefix: str | None, max_queued: int) -> None:
        self._session = session
        self.prefix: str = secrets.token_hex(_PREFIX_BYTES) if prefix is None else prefix
        self.max_queued = max_queued
        self.count: int = 0
        """The number in the last generated id."""
        self._by_command_id: dict[str, Asked] = {}
        self._by_action_id: dict[str, Asked] = {}
        self._registry: MutableMapping[str, S] = {}

    def __iter__(self) -> Iterator[Asked]:
        return iter(self._by_command_id.values())

    def register(self, registry: MutableMapping[str, S]) -> None:
        """Record the actions whose responses are due in a registry, which several sessions may share.

        Raises:
            LocalProtocolError: an id is in use by another session in the registry.
        """
        for action_id in self._by_action_id:
            if registry.get(action_id, self._session) is not self._session:
                raise LocalProtocolError(f"cannot register the session: the action id {action_id!r} is in use")
        self._registry = registry
        registry.update(dict.fromkeys(self._by_action_id, self._session))

    def add(self, asked: Asked) -> None:
        """Add a command that was sent."""
        self._by_command_id[asked.command_id] = asked
        if not asked.confirmed:
            self._by_action_id[asked.action_id] = asked
            self._registry[asked.action_id] = self._session

    def restore(self, entries: Iterable[Saved], classes: CommandClasses) -> None:
        """Add the commands that were saved.

        Raises:
            SavedStateError: an entry is not a saved command, or has the id of another one.
        """
        for entry in entries:
            asked = Asked.restore(entry, classes)
            if asked.command_id in self._by_command_id:
                raise entry.wrong("command_id", "an id that no other command has")
            self.add(asked)

    def ask(
        self, channel: str, command: Command[object], by: Asker, run: int, command_id: str | None, action_id: str | None
    ) -> Action:
        """Return the action that queues a command, whose ids are generated if they are None.

        Raises:
            InvalidArgument: an argument cannot be sent.
            LocalProtocolError: too many commands wait, or an id is in use.
        """
        forgotten = self._in_doubt() if len(self._by_command_id) >= self.max_queued else []
        if len(self._by_command_id) - len(forgotten) >= self.max_queued:
            problem = f"{len(self._by_command_id)} commands wait, the limit is {self.max_queued}"
            raise LocalProtocolError(f"cannot send {command}: {problem}")
        count = self.count
        if command_id is None or action_id is None:
            count, made = self._make_id()
            command_id = made if command_id is None else command_id
            action_id = made if action_id is None else action_id
        action = make_action(channel, command, command_id, action_id)
        command_id, action_id = action.command_id, action.action_id
        if command_id in self._by_command_id or action_id in self._registry:
            used = command_id if command_id in self._by_command_id else action_id
            raise LocalProtocolError(f"cannot send {command}: the id {used!r} is in use")
        self.count = count
        for asked in forgotten:
            self._forget(asked)
        self.add(Asked(command, by, command_id, action_id, run))
        return action

    def _make_id(self) -> tuple[int, str]:
        """Generate an id that no command of the session and no action of the connection uses."""
        count = self.count + 1
        while (made := f"{self.prefix}-{count}") in self._by_command_id or made in self._registry:
            count += 1
        return count, made

    def confirm(self, action_id: str) -> Asked | None:
        """Return the command whose action has a response now; None if no response to that action is due."""
        asked = self._forget_action(action_id)
        if asked is not None:
            asked.confirmed = True
        return asked

    def remove(self, command_id: str) -> Asked | None:
        """Remove and return a command that has run or was refused; None if the session has not sent it.

        Commands run in the order of their actions. So earlier commands that nobody waits for and that Asterisk has not
        confirmed were never queued, and are removed too.
        """
        asked = self._by_command_id.get(command_id)
        if asked is None:
            return None
        if next(iter(self._by_command_id.values())) is not asked:
            before = takewhile(lambda other: other is not asked, self)
            for never_queued in [other for other in before if other.is_in_doubt]:
                self._forget(never_queued)
        self._forget(asked)
        return asked

    def end_run(self) -> list[Asked]:
        """Mark all commands as abandoned, since the run has ended, and return those that the application waits for."""
        lost = [asked for asked in self if asked.is_awaited]
        for asked in self:
            asked.abandoned = True
        return lost

    def clear(self) -> None:
        """Remove all commands, since none will run any more."""
        for asked in tuple(self):
            self._forget(asked)

    def awaits(self, command_id: str) -> bool:
        """Return whether a command is still to be executed, and somebody waits for it."""
        asked = self._by_command_id.get(command_id)
        return asked is not None and not asked.abandoned

    def is_busy(self, run: int) -> bool:
        """Return whether a command of a run is known to be still to be executed.

        A command that nobody waits for and that Asterisk has not confirmed does not count: it may never have been sent.
        """
        return any(asked.run == run and not asked.is_in_doubt for asked in self)

    def may_fill_pipe(self, run: int) -> bool:
        """Return whether commands in doubt may have long replies, or are many.

        The next command that has run shows which of them were sent.
        """
        doubtful = [asked for asked in self._in_doubt() if asked.run == run and asked.by == "application"]
        return len(doubtful) > _FEW or any(asked.may_be_long for asked in doubtful)

    def _in_doubt(self) -> list[Asked]:
        """Return the commands that nobody waits for and that may never have been sent."""
        return [asked for asked in self if asked.is_in_doubt]

    def _forget(self, asked: Asked) -> None:
        del self._by_command_id[asked.command_id]
        if not asked.confirmed:
            self._forget_action(asked.action_id)

    def _forget_action(self, action_id: str) -> Asked | None:
        asked = self._by_action_id.pop(action_id, None)
        if asked is not None:
            self._registry.pop(action_id, None)
        return asked


def incomplete_after(ran: Asked, incomplete: Sequence[Asked]) -> ReplyIncomplete | None:
    """Return the event that reports incomplete replies after a command has run; None if there is nothing to report.

    The event has the first command that the application waits for. Incomplete replies to other clients' commands are
    not reported when they arrive.
    """
    first = next((asked for asked in incomplete if asked.is_awaited), None)
    if first is None and incomplete and ran.by != "other":
        first = incomplete[0]
    return None if first is None else ReplyIncomplete(first.command, first.command_id)
