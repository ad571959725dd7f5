"""An observer that notes everything, and whether each command ends once."""

from __future__ import annotations

from collections.abc import Callable

from agicodec import Command, Observer, ReplyReceived, SessionStarted
from agicodec.asyncagi import AsyncAgiEvent
from agicodec.session import Event

__all__ = ["Broken", "Witness", "untyped"]


def untyped(function: Callable[..., object]) -> Callable[..., object]:
    """Return a function as one that takes anything, for arguments of a wrong type."""
    return function


class Witness(Observer):
    """Notes all calls in words, and the faults in their order."""

    def __init__(self) -> None:
        self.noted: list[str] = []
        self.lines: list[bytes] = []
        self.events: list[Event | AsyncAgiEvent] = []
        self.replies: list[ReplyReceived[object]] = []
        self.errors: list[Exception] = []
        self.due: list[Command[object]] = []
        self.faults: list[str] = []

    def line_sent(self, line: bytes, command: Command[object] | None) -> None:
        self.lines.append(line)
        self.noted.append(f"line {command or 'of the session'}")

    def event_received(self, event: Event | AsyncAgiEvent) -> None:
        if isinstance(event, SessionStarted) is bool(self.events):
            self.faults.append(f"{event} is number {len(self.events)}")
        self.events.append(event)
        self.noted.append(type(event).__name__)

    def command_sent(self, command: Command[object]) -> None:
        self.due.append(command)
        self.noted.append(f"sent {command}")

    def reply_received(self, reply: ReplyReceived[object], seconds: float) -> None:
        self.replies.append(reply)
        self._ended("reply to", reply.command, seconds)

    def command_interrupted(self, command: Command[object], seconds: float) -> None:
        self._ended("interrupted", command, seconds)

    def command_lost(self, command: Command[object], error: Exception) -> None:
        self.errors.append(error)
        self._ended("lost", command, 0)

    def channel_hung_up(self) -> None:
        if "hung up" in self.noted:
            self.faults.append("it has hung up twice")
        self.noted.append("hung up")

    def _ended(self, how: str, command: Command[object], seconds: float) -> None:
        self.noted.append(f"{how} {command}")
        found = [number for number, due in enumerate(self.due) if due is command]
        if not found or seconds < 0:
            self.faults.append(f"{how} {command!r} after {seconds} s; due are {self.due}")
        else:
            del self.due[found[0]]


class Broken(Observer):
    """Raises an error in every method."""

    def line_sent(self, line: bytes, command: Command[object] | None) -> None:
        raise OSError("no disk")

    def event_received(self, event: Event | AsyncAgiEvent) -> None:
        raise ValueError

    def command_sent(self, command: Command[object]) -> None:
        raise RuntimeError

    def reply_received(self, reply: ReplyReceived[object], seconds: float) -> None:
        raise AssertionError

    def command_interrupted(self, command: Command[object], seconds: float) -> None:
        raise KeyError

    def command_lost(self, command: Command[object], error: Exception) -> None:
        raise error

    def channel_hung_up(self) -> None:
        raise StopIteration
