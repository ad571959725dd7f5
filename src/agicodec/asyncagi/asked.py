"""The commands that an AsyncAGI session has asked for: which have not run, and which actions have no response yet."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from itertools import takewhile
from typing import Final, Generic, Literal, TypeVar

from attrs import define

from agicodec.asterisk.decoding import read_command
from agicodec.asyncagi.actions import Action, make_action
from agicodec.asyncagi.events import LateReply, OtherReply, ReplyIncomplete
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
"""Who asked for a command: the application, the session itself, or another client of the manager interface."""

_UNKNOWN = Raw("UNKNOWN")
"""Stands for a command of another client whose line has not been seen."""
_ASKERS: tuple[Asker, ...] = ("application", "session", "other")
FETCH: Final = Raw("GET FULL VARIABLE", "agicodec-rest")
"""The command that a session itself has run, to bring what is left of replies."""

_BOUNDED = ("GET", "VARIABLE")
_FEW = 16
"""How many short replies are left to come together: far fewer than have room in the pipe."""
_PREFIX_BYTES = 8
"""How many random bytes distinguish the ids of one session from those of all others, of this process or another."""


@define(eq=False)
class Asked:
    """A command that was asked for."""

    command: Command[object]
    by: Asker
    command_id: str
    action_id: str = ""
    run: int = 0
    """In which run of the session; a command that is still queued when a run ends is executed in the next one."""
    confirmed: bool = False
    """Whether the response to the action has come, so that Asterisk has the command in its queue."""
    abandoned: bool = False
    """Whether nobody waits for the reply any more."""

    @property
    def may_be_long(self) -> bool:
        """Whether nothing bounds the reply: GET VARIABLE brings 1023 bytes at most, unlike others that bring a text."""
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
        """Make one of a command that another client asked for, with the line that was seen to run, if any."""
        try:
            command = _UNKNOWN if line is None else read_command(to_wire(line))
        except (InvalidArgument, Unencodable):
            command = _UNKNOWN
        return cls(command, "other", command_id)

    def answered(
        self, raw: RawReply, version: AsteriskVersion | None, *, certain: bool
    ) -> ReplyReceived[object] | LateReply[object] | OtherReply | None:
        """Return the event that reports the reply; None when the session itself asked for it."""
        if self.by == "application":
            if self.abandoned:
                return LateReply(self.command, raw, version, self.command_id)
            return ReplyReceived(self.command, raw, certain, version, self.command_id)
        if self.by == "other":
            return OtherReply(self.command_id, raw, None if self.command == _UNKNOWN else self.command, version)
        return None

    def save(self) -> Mapping[str, Json]:
        """Return it as plain data."""
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
        """Make one of what `save` returned."""
        by: Asker = saved.choice("by", *_ASKERS)
        command, ids = saved.command("command", classes), (saved.text("command_id"), saved.text("action_id"))
        return cls(command, by, *ids, saved.integer("run"), saved.flag("confirmed"), saved.flag("abandoned"))


class AskedCommands(Generic[S]):
    """The commands of a session that have not run, in the order in which they were asked for.

    Args:
        session: the session.
        prefix: what the ids that are made up begin with; random by default.
        max_queued: how many commands may wait to be run.
    """

    def __init__(self, session: S, prefix: str | None, max_queued: int) -> None:
        self._session = session
        self.prefix: str = secrets.token_hex(_PREFIX_BYTES) if prefix is None else prefix
        self.max_queued = max_queued
        self.count: int = 0
        """How many ids were made up."""
        self._by_command_id: dict[str, Asked] = {}
        self._by_action_id: dict[str, Asked] = {}
        self._registry: MutableMapping[str, S] = {}

    def __iter__(self) -> Iterator[Asked]:
        return iter(self._by_command_id.values())

    def register(self, registry: MutableMapping[str, S]) -> None:
        """Keep a registry, which sessions may share, of the actions whose responses are due.

        Raises:
            LocalProtocolError: an id is in use there by another session.
        """
        for action_id in self._by_action_id:
            if registry.get(action_id, self._session) is not self._session:
                raise LocalProtocolError(f"cannot register the session: the action id {action_id!r} is in use")
        self._registry = registry
        registry.update(dict.fromkeys(self._by_action_id, self._session))

    def add(self, asked: Asked) -> None:
        """Take a command as asked for."""
        self._by_command_id[asked.command_id] = asked
        if not asked.confirmed:
            self._by_action_id[asked.action_id] = asked
            self._registry[asked.action_id] = self._session

    def restore(self, entries: Iterable[Saved], classes: CommandClasses) -> None:
        """Take the commands that were saved as asked for.

        Raises:
            SavedStateError: an entry is no saved command, or has the id of another one.
        """
        for entry in entries:
            asked = Asked.restore(entry, classes)
            if asked.command_id in self._by_command_id:
                raise entry.wrong("command_id", "an id that no other command has")
            self.add(asked)

    def ask(
        self, channel: str, command: Command[object], by: Asker, run: int, command_id: str | None, action_id: str | None
    ) -> Action:
        """Return the action that asks for a command, with ids that are generated by default.

        Raises:
            InvalidArgument: an argument cannot be sent.
            LocalProtocolError: too many commands wait, or an id is in use.
        """
        forgotten = self._in_doubt() if len(self._by_command_id) >= self.max_queued else []
        if len(self._by_command_id) - len(forgotten) >= self.max_queued:
            problem = f"{len(self._by_command_id)} commands wait, {self.max_queued} may"
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
        """Make up an id that is in use for no command of the session and no action of the connection."""
        count = self.count + 1
        while (made := f"{self.prefix}-{count}") in self._by_command_id or made in self._registry:
            count += 1
        return count, made

    def confirm(self, action_id: str) -> Asked | None:
        """Return the command whose action was responded to; None when no response to that action is due."""
        asked = self._forget_action(action_id)
        if asked is not None:
            asked.confirmed = True
        return asked

    def remove(self, command_id: str) -> Asked | None:
        """Return a command that has run or was refused; None when the session has not asked for it.

        Commands run in the order of their actions. So those before it that nobody waits for and that Asterisk has not
        confirmed were never queued.
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
        """Return the commands that the application waits for, and take them for abandoned: the run is over."""
        lost = [asked for asked in self if asked.is_awaited]
        for asked in self:
            asked.abandoned = True
        return lost

    def clear(self) -> None:
        """Forget all: nothing will run any more."""
        for asked in tuple(self):
            self._forget(asked)

    def awaits(self, command_id: str) -> bool:
        """Whether a command is still to be executed, and somebody waits for that."""
        asked = self._by_command_id.get(command_id)
        return asked is not None and not asked.abandoned

    def is_busy(self, run: int) -> bool:
        """Whether a command of a run is still to be executed, as far as is known.

        One that nobody waits for and that Asterisk has not confirmed may never have been sent.
        """
        return any(asked.run == run and not asked.is_in_doubt for asked in self)

    def may_fill_pipe(self, run: int) -> bool:
        """Whether much may come of commands that nobody waits for, if they were sent at all.

        The next command that has run shows which of them were.
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
    """Return the event that replies are incomplete after a command has run; None when there is nothing to report.

    It is about the first one that the application waits for. What other clients leave is not reported as it comes.
    """
    first = next((asked for asked in incomplete if asked.is_awaited), None)
    if first is None and incomplete and ran.by != "other":
        first = incomplete[0]
    return None if first is None else ReplyIncomplete(first.command, first.command_id)
