"""One run of AsyncAGI on a channel: the events that report what Asterisk executes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from agicodec.asyncagi.asked import Asked, incomplete_after
from agicodec.asyncagi.encoding import Fragment
from agicodec.asyncagi.events import AsyncAgiEvent, EnvironmentCompleted, SessionEnding
from agicodec.asyncagi.messages import AsyncAgiExecuted, environment_of
from agicodec.asyncagi.reassembly import NOTHING, EnvironmentRead, Reassembly, ReassemblyItem, ReplyRead
from agicodec.model.environment import Environment
from agicodec.session.events import UnexpectedLine
from agicodec.session.snapshot import CommandClasses, Json, Saved, bytes_to_text

__all__ = ["NO_RUN", "Run"]

NO_RUN: Final[Mapping[str, Json]] = {"line": None, "reason": "", "environment": None, "pipe": None}
"""What is saved before the first run."""


class Run:
    """What a session knows about one run of AsyncAGI. It is kept after the run has ended, until the next one starts.

    Args:
        environment: the environment, as far as it has arrived.
        reassembly: joins the pieces of the replies, and of the rest of the environment.
        line: the line of the command that is about to run; None if it is not known.
        reason: what ends or has ended the run, such as `STREAM FILE welcome failed`; empty if that is not known.
    """

    __slots__ = ("_environment", "_line", "_reassembly", "_sign_extends", "_version", "reason")

    def __init__(
        self, environment: Environment, reassembly: Reassembly, line: str | None = None, reason: str = ""
    ) -> None:
        self.reason: str = reason
        self._reassembly = reassembly
        self._line = line
        self._set_environment(environment)

    @property
    def environment(self) -> Environment:
        """The environment, as far as it has arrived."""
        return self._environment

    @property
    def cause(self) -> str:
        """The reason as the end of a sentence; empty if it is not known."""
        return f", since {self.reason}" if self.reason else ""

    @property
    def incomplete(self) -> tuple[Asked, ...]:
        """The commands that have run and whose replies are incomplete."""
        return self._reassembly.commands

    def note(self, line: str) -> None:
        """Remember the line of a command that is about to run, possibly for another client.

        Until that command has run, further lines are ignored, since EXEC AGI runs commands within it.
        """
        self._line = line if self._line is None else self._line

    def execute(self, event: AsyncAgiExecuted, asked: Asked | None, *, foresee: bool) -> Iterator[AsyncAgiEvent]:
        """Read the event that reports that a command has run, and yield the events of the session that follow from it.

        Args:
            event: the event.
            asked: the command; None if another client sent it.
            foresee: whether to report a reply that will end AsyncAGI.
        """
        line, self._line = self._line, None
        if asked is None:
            asked = Asked.by_another_client(line, event.command_id or "")
        fragment = Fragment.decode(event.encoded, sign_extended=True) if self._sign_extends else event.fragment
        items = self._reassembly.feed(asked, fragment)
        yield from self._read(items)
        ending = self._ending(items) if foresee else None
        if ending is not None:
            self.reason = ending.reason
            yield ending
        left = self._reassembly.commands
        incomplete = incomplete_after(asked, left) if left else None
        if incomplete is not None:
            yield incomplete

    def end(self) -> list[AsyncAgiEvent]:
        """Return the events for incomplete replies, whose ends will not arrive."""
        return self._read(self._reassembly.end())

    def save(self, *, with_pipe: bool) -> Mapping[str, Json]:
        """Return the run as plain data, without the incomplete replies unless `with_pipe`."""
        return {
            "line": self._line,
            "reason": self.reason,
            "environment": bytes_to_text(self._environment.encode()),
            "pipe": self._reassembly.save() if with_pipe else None,
        }

    @classmethod
    def restore(cls, saved: Saved, classes: CommandClasses, max_reply: int) -> Run:
        """Return a run restored from what `save` returned.

        Raises:
            SavedStateError: an entry has a wrong value.
        """
        entry = saved.table_or_none("pipe")
        reassembly = Reassembly(NOTHING, max_reply) if entry is None else Reassembly.restore(entry, classes, max_reply)
        return cls(
            environment_of(saved.data("environment")), reassembly, saved.text_or_none("line"), saved.text("reason")
        )

    def _set_environment(self, environment: Environment) -> None:
        self._environment = environment
        self._version = version = environment.version
        self._sign_extends = version is not None and version.sign_extends

    def _read(self, items: Sequence[ReassemblyItem]) -> list[AsyncAgiEvent]:
        """Return the events that report the reassembled items."""
        events: list[AsyncAgiEvent] = []
        for item in items:
            if isinstance(item, ReplyRead):
                events.append(item.asked.answered(item.raw, self._version, certain=item.certain))
            elif isinstance(item, EnvironmentRead):
                self._set_environment(environment_of(item.block))
                events.append(EnvironmentCompleted(self._environment))
            else:
                events.append(UnexpectedLine(item.line))
        return events

    def _ending(self, items: Sequence[ReassemblyItem]) -> SessionEnding | None:
        """Return the event for the first reply that will end AsyncAGI; None if none will."""
        for item in items:
            if isinstance(item, ReplyRead):
                command, raw = item.asked.command, item.raw
                failed = command.fails(raw, self._version)
                if failed or command.breaks(raw):
                    return SessionEnding(command, failed)
        return None
