"""Hooks on a call, for logs, traces and metrics."""

from __future__ import annotations

from types import FunctionType

import agicodec
from agicodec.model.command import Command
from agicodec.session.events import Event, ReplyReceived

__all__ = ["Observer"]


class Observer:
    """What is called with all that happens on a call; `call.observe(observer)` adds it.

    The methods do nothing: a subclass overrides those that it needs. They are called as things happen, in the thread or
    task that makes them happen, so they must not block, and must not use the call. An exception that one raises is
    logged, by the logger `agicodec`, and has no effect on the call. A subclass that defines a method of another name
    raises a `TypeError`, since a misspelt one would never be called; names of its own begin with an underscore.

    For each command, `command_sent` is called, and later one of `reply_received`, `command_interrupted` and
    `command_lost`, but none of these if the application drops a call without closing it. The time that they report is
    in seconds, and starts when the command is about to be written.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name, value in vars(cls).items():
            if isinstance(value, FunctionType) and not name.startswith("_") and not hasattr(Observer, name):
                names = ", ".join(sorted(name for name in vars(Observer) if not name.startswith("_")))
                raise TypeError(
                    f"{cls.__name__}.{name}() would never be called: an observer has the methods {names}, "
                    "and a method of your own begins with an underscore"
                )

    def line_sent(self, line: bytes, command: Command[object] | None) -> None:
        """Handle a line that is about to be written.

        Args:
            line: the line, with its line feed; in AsyncAGI, the command in the action.
            command: the command; None if the line is the session's own, such as the one that interrupts a command.
        """

    def event_received(self, event: Event | agicodec.asyncagi.AsyncAgiEvent) -> None:
        """Handle an event of the session, before the method for what it means to a command or to the channel.

        The first is `SessionStarted`, with the environment, and the last on a stream is `ConnectionClosed`.
        """

    def command_sent(self, command: Command[object]) -> None:
        """Handle a command that is about to be written, or was queued before the observer was added."""

    def reply_received(self, reply: ReplyReceived[object], seconds: float) -> None:
        """Handle a reply, which may be a refusal, or be to a command for which nobody waits any more."""

    def command_interrupted(self, command: Command[object], seconds: float) -> None:
        """Handle the end of a command that was interrupted before it had a reply, or perhaps was never written."""

    def command_lost(self, command: Command[object], error: Exception) -> None:
        """Handle the end of a command that will never have a reply.

        Args:
            command: the command.
            error: a `NeverAnswered`, a `RemoteProtocolError`, an `ActionError` of AsyncAGI, or what `write` has raised.
        """

    def channel_hung_up(self) -> None:
        """Handle the hangup of the channel, once, when it becomes known."""
