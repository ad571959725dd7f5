"""A call that is served in a thread of its own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from agicodec.io.lobby import Arrival
from agicodec.model.environment import Environment
from agicodec.serving.ending import LogEntry, one_line

__all__ = ["RunningCall"]


class RunningCall:
    """A call that is served in its thread, which is not started yet.

    Args:
        arrival: the connection.
        environment: the environment that has arrived.
        serve: what the thread does.
    """

    def __init__(self, arrival: Arrival, environment: Environment, serve: Callable[[RunningCall], None]) -> None:
        arrival.connection.setblocking(True)
        self.arrival: Arrival = arrival
        self.environment: Environment = environment
        self.name: str = f"{one_line(environment.channel)} from {arrival.name}"
        self.began: float = monotonic()
        self.ending: LogEntry | None = None
        """Why the connection was closed on this side."""
        self.thread: threading.Thread = threading.Thread(
            target=serve, args=(self,), name=f"AGI {self.name}", daemon=True
        )
        self._is_open = True

    def stop(self, how: LogEntry | None) -> None:
        """Shut the connection down, which ends the current wait of the flow and every later one.

        Args:
            how: how the call then ended; None if the flow decides that.
        """
        if self._is_open and self.ending is None:
            self.ending = how
            with suppress(OSError):
                self.arrival.connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection, and wake whoever still waits for it in another thread.

        Without that, the system would keep the connection open until that wait ends.
        """
        self._is_open = False
        with suppress(OSError):
            self.arrival.connection.shutdown(socket.SHUT_RDWR)
        self.arrival.connection.close()
