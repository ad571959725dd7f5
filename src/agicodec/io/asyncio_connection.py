"""The connections of a server on asyncio, each from the first byte to the end of its flow."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine

from agicodec.calls.failures import is_of_one_call
from agicodec.io.asyncio_call import AsyncioCall, CallProtocol
from agicodec.io.asyncio_closing import TaskClosing
from agicodec.io.asyncio_log import TimedLog, result_of
from agicodec.io.asyncio_transport import Transport, peer_of, require_transport
from agicodec.io.flow import Admit, Result, run_flow
from agicodec.io.server import ServerSettings
from agicodec.model.environment import Environment
from agicodec.serving import ending
from agicodec.serving.admission import END_TIMEOUT, Admission
from agicodec.serving.arriving import ArrivingEnvironment
from agicodec.serving.ending import LogEntry, one_line
from agicodec.serving.trace import log_lines
from agicodec.session.session import Session

__all__ = ["Connections", "ServedConnection"]


class ServedConnection(CallProtocol):
    """A connection of a server: first it waits for the environment, then it is a call."""

    def __init__(self, connections: Connections) -> None:
        super().__init__()
        self.task: asyncio.Task[Result] | None = None
        self._connections = connections
        self._arriving = ArrivingEnvironment()
        self._loop = asyncio.get_running_loop()
        self._transport: Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._is_waiting = False
        self._began = 0.0
        """When the call began, by the loop's clock."""
        self._ending: LogEntry | None = None
        """Why the flow was cancelled."""
        self._name = ""

    @property
    def unread(self) -> bytes:
        """The part of an incomplete environment that has arrived."""
        return self._arriving.unread

    @property
    def _has_secrets(self) -> bool:
        """Whether to keep the texts of errors out of the log that may have the arguments or the reply of a command."""
        return self._connections.settings.is_secret is not None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for the environment."""
        self._transport = require_transport(transport)
        self._name = "{} port {}".format(*peer_of(self._transport))
        self._is_waiting = True
        limit = self._connections.settings.environment_timeout
        if limit is not None:
            self._timer = self._loop.call_later(limit, self._give_up, limit)
        self._connections.opened(self)

    def data_received(self, data: bytes) -> None:
        """Pass on the bytes that have arrived, and begin the call when they complete the environment."""
        if self.call is not None:
            self.call.received(data)
        elif self._is_waiting:
            self._read_environment(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Record that the connection has ended, before or after it became a call."""
        super().connection_lost(exc)
        self.drop_if_waiting(ending.closed_early(self.unread))
        self._connections.closed(self)

    def drop_if_waiting(self, how: LogEntry) -> None:
        """Close the connection unless it is a call."""
        if self._is_waiting:
            self.drop(how)

    def drop(self, how: LogEntry) -> None:
        """Close the connection before it becomes a call."""
        self._stop_waiting()
        self._connections.left(self)
        self.log(how)
        self.abort()

    def cancel(self, how: LogEntry) -> None:
        """End the call by cancelling its flow."""
        if self.task is not None and not self.task.done():
            self._ending = self._ending or how
            self.task.cancel()

    def abort(self) -> None:
        """Close the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    def _read_environment(self, data: bytes) -> None:
        """Begin the call when its environment is complete; close the connection when there will be none."""
        how = self._arriving.receive(data)
        if how is not None:
            self.drop(how)
            return
        if self._arriving.environment is not None:
            self._begin(self._arriving.environment)

    def _begin(self, environment: Environment) -> None:
        self._name = f"{one_line(environment.channel)} from {self._name}"
        try:
            call = self._connections.make_call(self._arriving.session)
        except BaseException as error:
            if not is_of_one_call(error):
                raise
            self.drop(ending.after_flow(error, hung_up=False, has_secrets=self._has_secrets))
            return
        self._stop_waiting()
        self._connections.called(self)
        self._began = self._loop.time()
        self.log(LogEntry(logging.INFO, f"calls {one_line(environment.request)}"))
        limit = self._connections.settings.call_timeout
        if limit is not None:
            self._timer = self._loop.call_later(limit, self._expire, limit)
        assert self._transport is not None
        self.carry(call, self._transport)
        log_lines(call, self._connections.settings.is_secret)
        self.task = self._loop.create_task(self._connections.serve(call))
        self.task.add_done_callback(self._finish)  # not within it, as it may be cancelled before it begins

    def _finish(self, task: asyncio.Task[Result]) -> None:
        """Close the connection, since the flow has ended, and log how."""
        call = self.call
        assert call is not None
        if self._timer is not None:
            self._timer.cancel()
        hung_up, lost = call.hung_up, call.lost
        call.close()
        self._connections.left(self)
        how, error = result_of(task)
        if self._ending is not None and (task.cancelled() or ending.is_expected(error)):
            how = self._ending
        seconds = self._loop.time() - self._began
        how = how or ending.after_flow(error, hung_up=hung_up, lost=lost, has_secrets=self._has_secrets)
        self.log(how, f" ({seconds:.1f} s)")

    def _give_up(self, limit: float) -> None:
        self.drop(ending.too_slow(limit, self.unread))

    def _expire(self, limit: float) -> None:
        """End the call, since its time limit is over; close its connection if the flow goes on nevertheless."""
        self.cancel(ending.over_time(limit))
        self._timer = self._loop.call_later(self._connections.cancel_timeout, self._leave_behind)

    def _leave_behind(self) -> None:
        self.log(ending.STILL_RUNNING)
        self.abort()

    def _stop_waiting(self) -> None:
        self._is_waiting = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def log(self, how: LogEntry, after: str = "") -> None:
        """Log what has happened."""
        self._connections.log(self._name, how, after)


class Connections:
    """All connections of a server: which are admitted, which are calls, and how they end.

    Args:
        settings: the arguments of the server.
        flow, call_class, admit: see `Server`.
    """

    def __init__(
        self,
        settings: ServerSettings,
        flow: Callable[..., Awaitable[object]],
        call_class: type[AsyncioCall],
        admit: Admit | None,
    ) -> None:
        self.settings: ServerSettings = settings
        self.cancel_timeout: float = END_TIMEOUT
        self.is_closing: bool = False
        self._flow = flow
        self._call_class = call_class
        self._admit = admit
        self._admission: Admission[ServedConnection] = Admission(settings.max_calls)
        self._open: set[ServedConnection] = set()
        """Those whose sockets are open."""
        self._all_closed = asyncio.Event()
        self._closing: TaskClosing[ServedConnection] = TaskClosing(lambda: self._admission.calls)
        self._lines = TimedLog("connections")

    @property
    def calls(self) -> int:
        """How many are calls."""
        return len(self._admission.calls)

    def make(self) -> ServedConnection:
        """Make the protocol of a new connection."""
        return ServedConnection(self)

    def opened(self, connection: ServedConnection) -> None:
        """Admit a new connection, or close it or the one that has waited longest."""
        self._open.add(connection)
        evicted = self._admission.connect(connection)
        if self.is_closing:
            connection.drop(ending.SHUT_DOWN)
        elif evicted is not None:
            evicted.drop(ending.evicted(self._admission.max_calls, evicted.unread))

    def make_call(self, session: Session) -> AsyncioCall:
        """Make the call of a connection whose environment has arrived."""
        return self._call_class(session=session, command_timeout=self.settings.command_timeout)

    def called(self, connection: ServedConnection) -> None:
        """Record that a connection has become a call."""
        self._admission.start(connection)

    def serve(self, call: AsyncioCall) -> Coroutine[object, object, Result]:
        """Return the coroutine that runs the flow, if the call is admitted."""
        # Not a coroutine itself, whose frame each open call would keep.
        return run_flow(self._flow, call, self._admit, call.peer)

    def log(self, name: str, how: LogEntry, after: str) -> None:
        """Log what has happened to a connection."""
        self._lines.log(name, how, after)

    def left(self, connection: ServedConnection) -> None:
        """Stop counting a connection."""
        self._admission.leave(connection)
        self._closing.changed()

    def closed(self, connection: ServedConnection) -> None:
        """Record that a connection is closed."""
        self._open.discard(connection)
        if not self._open:
            self._all_closed.set()

    def begin_closing(self) -> None:
        """Admit no more connections, and close those that are no calls."""
        self.is_closing = True
        self._closing.begin()
        for connection in self._admission.connections:
            connection.drop_if_waiting(ending.SHUT_DOWN)

    async def wait(self, seconds: float) -> None:
        """Wait until the calls have ended, for this many seconds at most."""
        await self._closing.wait(seconds)

    async def finish(self, last: Coroutine[object, object, None]) -> None:
        """Perform the last steps of the task that closes, even if it is cancelled. See `TaskClosing.finish`."""
        await self._closing.finish(last)

    def cancel(self) -> None:
        """Cancel the flows of all calls."""
        for connection in self._closing.others():
            connection.cancel(ending.SHUT_DOWN)

    async def close(self) -> None:
        """Cancel the flows that have not ended, and close all connections."""
        try:
            self.cancel()
            await self.wait(self.cancel_timeout)
            for connection in self._closing.others():
                connection.log(ending.WILL_NOT_END)
            for connection in tuple(self._open):
                connection.abort()
            if self._open:
                self._all_closed.clear()
                await self._all_closed.wait()
        finally:
            self._lines.close()
