"""The generated futures, on a thread pool over any blocking facade."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from agicodec import Command, Commands
from examples.own_templates.futures import FutureCommands

__all__ = ["PooledCommands"]

R = TypeVar("R")


class PooledCommands(FutureCommands):
    """Runs the commands of one call in a thread, one after another."""

    def __init__(self, blocking: Commands) -> None:
        self._blocking = blocking
        self._pool = ThreadPoolExecutor(max_workers=1)

    def execute(self, command: Command[R]) -> Future[R]:
        """Run a command after the previous ones have ended."""
        return self._pool.submit(self._blocking.execute, command)

    def close(self) -> None:
        """Wait for all commands to end."""
        self._pool.shutdown()
