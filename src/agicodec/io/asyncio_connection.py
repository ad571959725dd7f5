"""A connection of a server on asyncio, from the first byte to the end of the flow."""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol

from agicodec.errors import CallEnded
from agicodec.io.asyncio_call import AsyncioCall, CallProtocol, Transport, peer_of
from agicodec.serving import ending
from agicodec.serving.admission import MAX_START, begins_like_asterisk
from agicodec.serving.ending import Ending, one_line
from agicodec.wire.protocol import MAX_ENVIRONMENT

__all__ = ["Host", "ServedConnection"]

_LOGGER = logging.getLogger(ending.LOGGER)


class Host(Protocol):
    """What a connection uses of its server."""

    environment_timeout: float | None
    call_timeout: float | None

    def opened(self, connection: ServedConnection) -> None:
        """Record a new connection."""

    def called(self, connection: ServedConnection) -> None:
        """Record that a connection has become a call."""

    def left(self, connection: ServedConnection) -> None:
        """Stop counting a connection."""

    def closed(self, connection: ServedConnection) -> None:
        """Record that a connection is closed."""

    async def serve(self, call: AsyncioCall) -> Ending | None:
        """Run the flow; return how the call ended, None if the flow returned."""
        ...


class ServedConnection(CallProtocol):
    """A connection of a server: first it waits for the environment, then it is a call."""

    def __init__(self, server: Host, call: AsyncioCall, buffer: memoryview) -> None:
        super().__init__(call, buffer)
        self.task: asyncio.Task[Ending | None] | None = None
        self._server = server
        self._loop = asyncio.get_running_loop()
        self._transport: Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._is_waiting = False
        self._size = 0
        """How many bytes of the environment have arrived."""
        self._began = 0.0
        """When the call began, by the loop's clock."""
        self._ending: Ending | None = None
        """Why the flow was cancelled."""
        self._name = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for the environment."""
        super().connection_made(transport)
        assert isinstance(transport, Transport)
        self._transport = transport
        self._name = "{} port {}".format(*peer_of(transport))
        self._is_waiting = True
        limit = self._server.environment_timeout
        if limit is not None:
            self._timer = self._loop.call_later(limit, self._give_up, limit)
        self._server.opened(self)

    def buffer_updated(self, nbytes: int) -> None:
        """Pass on the bytes that have arrived, and begin the call when they complete the environment."""
        if not self._is_waiting:
            self.call.received(bytes(self._buffer[:nbytes]))
        elif self._may_be_asterisk(nbytes):
            super().buffer_updated(nbytes)
            self._read_environment()

    def connection_lost(self, exc: Exception | None) -> None:
        """Record that the connection has ended, before or after it became a call."""
        unread = self.call.session.unread
        super().connection_lost(exc)
        self.drop_if_waiting(ending.closed_early(unread))
        self._server.closed(self)

    def drop_if_waiting(self, how: Ending) -> None:
        """Close the connection unless it is a call."""
        if self._is_waiting:
            self.drop(how)

    def drop(self, how: Ending) -> None:
        """Close the connection before it becomes a call."""
        self._stop_waiting()
        self._server.left(self)
        self.log(how)
        self.abort()

    def cancel(self, how: Ending) -> None:
        """End the call by cancelling its flow."""
        if self.task is not None and not self.task.done():
            self._ending = self._ending or how
            self.task.cancel()

    def abort(self) -> None:
        """Close the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    def _may_be_asterisk(self, nbytes: int) -> bool:
        """Return whether more of an environment may have arrived; close the connection if not."""
        size, self._size = self._size, self._size + nbytes
        arrived = self._buffer[:nbytes]
        if size > MAX_ENVIRONMENT or not begins_like_asterisk(bytes(arrived[:MAX_START]), size):
            self.drop(ending.no_asterisk(self.call.session.unread + bytes(arrived)))
            return False
        return True

    def _read_environment(self) -> None:
        """Begin the call when its environment is complete; close the connection when it is invalid."""
        failure = self.call.failure
        if self.call.session.environment is not None:
            self._begin()
        elif failure is not None:
            self.drop(ending.after_flow(failure, hung_up=False))

    def _begin(self) -> None:
        self._stop_waiting()
        self._server.called(self)
        self._began = self._loop.time()
        self._name = f"{one_line(self.call.environment.channel)} from {self._name}"
        self.log(Ending(logging.INFO, f"calls {one_line(self.call.environment.request)}"))
        limit = self._server.call_timeout
        if limit is not None:
            self._timer = self._loop.call_later(limit, self.cancel, ending.over_time(limit))
        self.task = self._loop.create_task(self._server.serve(self.call))
        self.task.add_done_callback(self._finish)  # not within it: a task may be cancelled before it has begun

    def _finish(self, task: asyncio.Task[Ending | None]) -> None:
        """Close the connection, since the flow has ended, and log how."""
        if self._timer is not None:
            self._timer.cancel()
        hung_up = self.call.hung_up
        self.call.close()
        self._server.left(self)
        error = asyncio.CancelledError() if task.cancelled() else task.exception()
        how = task.result() if error is None else None
        if self._ending is not None and (error is None or isinstance(error, (asyncio.CancelledError, CallEnded))):
            how = self._ending
        seconds = self._loop.time() - self._began
        self.log(how or ending.after_flow(error, hung_up=hung_up), f" ({seconds:.1f} s)")

    def _give_up(self, limit: float) -> None:
        self.drop(ending.too_slow(limit, self.call.session.unread))

    def _stop_waiting(self) -> None:
        self._is_waiting = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def log(self, how: Ending, after: str = "") -> None:
        """Log what has happened."""
        _LOGGER.log(how.level, "%s: %s%s", self._name, how, after, exc_info=how.error)
