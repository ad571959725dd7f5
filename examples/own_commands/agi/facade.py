# Generated from the spec by `agicodec generate`: change the spec, not this file.

"""Every command as a method, on top of one method that runs a command.

A framework subclasses `Commands` or `AsyncCommands` and implements `execute`; it then has all methods.
"""

from __future__ import annotations

from abc import ABC
from typing import Literal

import agicodec
from agicodec.calls import AsyncCommands as BaseAsyncCommands
from agicodec.calls import Commands as BaseCommands
from examples.own_commands.agi import commands, results

__all__ = ["AsyncCommands", "Commands"]


class Commands(BaseCommands, ABC):
    """Every command as a method, those of agicodec too; a subclass says how a command is run.

    A method raises `InvalidArgument` for an argument that cannot be sent, and a `ReplyError` when Asterisk refuses the
    command.
    """

    def queue_position(self, queue: str, channel: str | None = None) -> results.QueuePlace:
        """Ask for the caller's place in a queue.

        Counts from 1.

        Args:
            queue: The queue.
            channel: The channel that waits. If omitted: the session's own channel.

        Returns:
            `waiting`: The caller waits.
            `not waiting`: The caller does not wait.
            `no such queue`: There is no queue of that name.
            The result is `ok` when the outcome is `waiting`.

        Since Asterisk 20.0. See `examples.own_commands.agi.commands.QueuePosition` for more.
        """
        return self.execute(commands.QueuePosition(queue, channel))

    def queue_announce(
        self, queue: str, filename: str, urgency: Literal["normal", "high"] | None = None
    ) -> agicodec.results.Acknowledged:
        """Play a file to everyone who waits in a queue.

        Returns at once; the file plays in the background.

        Args:
            queue: The queue.
            filename: The sound file's name without its extension.
            urgency: What the file may cut short. If omitted: as `normal`.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 20.0. See `examples.own_commands.agi.commands.QueueAnnounce` for more.
        """
        return self.execute(commands.QueueAnnounce(queue, filename, urgency))


class AsyncCommands(BaseAsyncCommands, ABC):
    """Every command as a coroutine method, those of agicodec too; a subclass says how a command is run.

    A method raises `InvalidArgument` for an argument that cannot be sent, and a `ReplyError` when Asterisk refuses the
    command.
    """

    async def queue_position(self, queue: str, channel: str | None = None) -> results.QueuePlace:
        """Ask for the caller's place in a queue.

        Counts from 1.

        Args:
            queue: The queue.
            channel: The channel that waits. If omitted: the session's own channel.

        Returns:
            `waiting`: The caller waits.
            `not waiting`: The caller does not wait.
            `no such queue`: There is no queue of that name.
            The result is `ok` when the outcome is `waiting`.

        Since Asterisk 20.0. See `examples.own_commands.agi.commands.QueuePosition` for more.
        """
        return await self.execute(commands.QueuePosition(queue, channel))

    async def queue_announce(
        self, queue: str, filename: str, urgency: Literal["normal", "high"] | None = None
    ) -> agicodec.results.Acknowledged:
        """Play a file to everyone who waits in a queue.

        Returns at once; the file plays in the background.

        Args:
            queue: The queue.
            filename: The sound file's name without its extension.
            urgency: What the file may cut short. If omitted: as `normal`.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 20.0. See `examples.own_commands.agi.commands.QueueAnnounce` for more.
        """
        return await self.execute(commands.QueueAnnounce(queue, filename, urgency))
