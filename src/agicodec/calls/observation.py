"""Passes to the observers of a call what happens, and measures how long commands take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import perf_counter

import agicodec
from agicodec._checks import require_returned
from agicodec.calls.failures import log_failure
from agicodec.calls.observer import Observer
from agicodec.errors import NeverAnswered, shown
from agicodec.model.command import Command
from agicodec.session.events import CommandInterrupted, ConnectionClosed, Event, ReplyReceived, SessionStarted

__all__ = ["Observation"]


class Observation:
    """The observers of a call, and the commands whose ends they have not been called with.

    Args:
        due: the commands that were sent before, by their command ids, which are empty outside of AsyncAGI.
    """

    def __init__(self, due: Mapping[str, Command[object]]) -> None:
        self.observers: Sequence[Observer] = ()
        """The observers, in the order in which they were added."""
        self._due = {command_id: (command, perf_counter()) for command_id, command in due.items()}
        """Each command, and when it was sent."""
        self._has_hung_up = False
        self._has_ended = False

    def add(self, observer: Observer, started: SessionStarted | None, *, hung_up: bool) -> None:
        """Add an observer, and call it with what it has missed.

        Raises:
            TypeError: it is not an `Observer`.
        """
        _require_observer(observer)
        self.observers = (*self.observers, observer)
        self._has_hung_up = hung_up
        if started is not None:
            _call(observer, lambda one: one.event_received(started))
        for command, _ in tuple(self._due.values()):
            _call(observer, _sending(command))
        if hung_up:
            _call(observer, lambda one: one.channel_hung_up())

    def line_sent(self, line: bytes, command: Command[object] | None, command_id: str = "") -> None:
        """Record a line that is about to be written, and the command that is due with it.

        If that is due already, or there is none, the line is the session's own.
        """
        new = None if command_id in self._due else command
        self._each(lambda observer: observer.line_sent(line, new))
        if new is not None:
            self._due[command_id] = new, perf_counter()
            self._each(_sending(new))

    def event_received(self, event: Event, *, hung_up: bool) -> None:
        """Record an event of a session on a stream, and whether the channel is known to have hung up."""
        if isinstance(event, ConnectionClosed):
            if self._has_ended:
                return  # the session repeats it
            self._has_ended = True
        self.happened(event)
        if isinstance(event, ReplyReceived):
            self.answered(event)
        elif isinstance(event, CommandInterrupted):
            self._interrupted(event)
        elif isinstance(event, ConnectionClosed):
            self.lose(NeverAnswered("", event.problem))
        if hung_up:
            self.hung_up()

    def happened(self, event: Event | agicodec.asyncagi.AsyncAgiEvent) -> None:
        """Call all observers with an event."""
        self._each(lambda observer: observer.event_received(event))

    def answered(self, reply: ReplyReceived[object]) -> None:
        """Record the reply to a command."""
        seconds = self._end(reply.command_id)
        if seconds is not None:
            self._each(lambda observer: observer.reply_received(reply, seconds))

    def hung_up(self) -> None:
        """Record that the channel has hung up."""
        if not self._has_hung_up:
            self._has_hung_up = True
            self._each(lambda observer: observer.channel_hung_up())

    def lose(self, error: Exception, command_id: str | None = None) -> None:
        """Record that a command will never have a reply, or that no command that is due will."""
        for lost_id in tuple(self._due) if command_id is None else (command_id,):
            command, _ = self._due.pop(lost_id, (None, 0.0))
            if command is not None:
                self._lose(command, error)

    def _lose(self, command: Command[object], error: Exception) -> None:
        if isinstance(error, NeverAnswered):  # it may name another command, which could not be sent
            error = NeverAnswered(str(command), error.problem)
        self._each(lambda observer: observer.command_lost(command, error))

    def _interrupted(self, event: CommandInterrupted) -> None:
        seconds = self._end("")
        if seconds is not None:
            self._each(lambda observer: observer.command_interrupted(event.command, seconds))

    def _end(self, command_id: str) -> float | None:
        """Record that a command has ended, and return how long it took; None if no such command is due."""
        _, began = self._due.pop(command_id, (None, None))
        return None if began is None else perf_counter() - began

    def _each(self, call: Callable[[Observer], object]) -> None:
        for observer in self.observers:
            _call(observer, call)


def _require_observer(observer: object) -> None:
    if not isinstance(observer, Observer):
        raise TypeError(f"expected an Observer, an instance of a subclass of it, found {shown(observer)}")


def _sending(command: Command[object]) -> Callable[[Observer], object]:
    return lambda observer: observer.command_sent(command)


def _call(observer: Observer, call: Callable[[Observer], object]) -> None:
    """Call a method of an observer, and log what it raises."""
    try:
        require_returned(call(observer), f"a method of {type(observer).__name__}")
    except Exception as error:
        log_failure(f"an observer, {type(observer).__name__}, has failed; the call goes on", error)
