"""The connections of a server on trio, each from the first byte to the end of its flow."""

from __future__ import annotations

import logging
import math
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress

import trio

from agicodec._numbers import bounded
from agicodec.calls.failures import is_of_one_call
from agicodec.io.flow import Admit, Result, run_flow
from agicodec.io.listening import address_of
from agicodec.io.server import ServerSettings
from agicodec.io.trio_call import TrioCall, peer_of
from agicodec.io.trio_listening import accept_all
from agicodec.io.trio_log import TimedLog
from agicodec.model.environment import Environment
from agicodec.serving import ending
from agicodec.serving.admission import END_TIMEOUT, Admission
from agicodec.serving.arriving import ArrivingEnvironment
from agicodec.serving.closing import Closing
from agicodec.serving.ending import LogEntry, one_line
from agicodec.serving.trace import log_lines
from agicodec.session.session import Session

__all__ = ["Connections", "ServedConnection"]


class ServedConnection:
    """A connection of a server: first it waits for its environment, then it is a call.

    Args:
        connections: those of the server.
        stream: the connection, which this closes.
        nursery: where the tasks run that a call needs beside its flow.
    """

    def __init__(self, connections: Connections, stream: trio.SocketStream, nursery: trio.Nursery) -> None:
        self.task: trio.lowlevel.Task | None = None
        """The task that serves it; None before it has begun."""
        self.ended: trio.Event = trio.Event()
        """Set when the connection is closed and its flow has ended."""
        self._connections = connections
        self._stream = stream
        self._nursery = nursery
        self._arriving = ArrivingEnvironment()
        self._call: TrioCall | None = None
        # Shielded, so that only the server ends it: what a flow raises is then never mixed with a cancellation from
        # outside, which would let it out of the server.
        self._scope = trio.CancelScope(shield=True)
        """Around all that it does."""
        self._name = "{} port {}".format(*peer_of(stream))
        self._limit = math.inf
        """Its time limit, in seconds: that of the environment, then that of the call."""
        self._began = trio.current_time()
        """Since when the time limit holds."""
        self._ending: LogEntry | None = None
        """Why it was cancelled."""

    @property
    def unread(self) -> bytes:
        """The part of an incomplete environment that has arrived."""
        return self._arriving.unread

    async def serve(self) -> None:
        """Wait for the environment, run the flow, and close the connection: what its task does."""
        self.task = trio.lowlevel.current_task()
        result: Result = None
        error: BaseException | None = None
        try:
            with self._scope:
                result = await self._run()
        except BaseException as raised:
            error = raised
            if not is_of_one_call(error):
                raise
        finally:
            self.close()
            after = "" if self._call is None else f" ({trio.current_time() - self._began:.1f} s)"
            self.log(self._ended(result, error), after)
            self.ended.set()
            self._connections.closed(self)

    def cancel(self, how: LogEntry) -> None:
        """End it, whatever it does."""
        self._ending = self._ending or how
        self._scope.cancel()

    def close(self) -> None:
        """Close the connection."""
        if self._call is None:
            self._stream.socket.close()
        else:
            self._call.close()

    def log(self, how: LogEntry, after: str = "") -> None:
        """Log what has happened."""
        self._connections.log(self._name, how, after)

    async def _run(self) -> Result:
        """Wait for the environment and run the flow."""
        self._begin(self._connections.settings.environment_timeout)
        environment = await self._receive_environment()
        if isinstance(environment, LogEntry):
            return environment
        self._connections.called(self)
        self._begin(self._connections.settings.call_timeout)
        self._name = f"{one_line(environment.channel)} from {self._name}"
        self.log(LogEntry(logging.INFO, f"calls {one_line(environment.request)}"))
        call = self._call = self._connections.make_call(self._stream, self._arriving.session)
        log_lines(call, self._connections.settings.is_secret)
        self._nursery.start_soon(call.receive)
        if self._connections.settings.call_timeout is not None:
            self._nursery.start_soon(self._leave_behind)
        return await self._connections.serve(call)

    def _begin(self, limit: float | None) -> None:
        """Begin to wait for the environment, or to be a call, for this many seconds at most; None for no limit."""
        self._limit = math.inf if limit is None else limit
        self._began = trio.current_time()
        self._scope.deadline = self._began + self._limit

    async def _receive_environment(self) -> Environment | LogEntry:
        """Wait for the environment and return it, or how the connection has ended without one."""
        while (environment := self._arriving.environment) is None:
            data = b""
            with suppress(trio.BrokenResourceError):
                data = bytes(await self._stream.receive_some())
            how = self._arriving.receive(data)
            if how is not None:
                return how
        return environment

    async def _leave_behind(self) -> None:
        """Close the connection of a call whose flow goes on after its time limit, although it was cancelled."""
        with trio.move_on_at(self._scope.deadline):
            await self.ended.wait()
        with trio.move_on_after(self._connections.cancel_timeout):
            await self.ended.wait()
        if not self.ended.is_set():
            self.log(ending.STILL_RUNNING)
            self.close()

    def _ended(self, result: Result, error: BaseException | None) -> LogEntry:
        """Return how it has ended, by what its task has returned or raised."""
        if isinstance(result, SystemExit):
            result, error = None, result
        if self._scope.cancel_called and ending.is_expected(error):
            if self._ending is not None:
                return self._ending
            late = ending.too_slow(self._limit, self.unread)
            return late if self._call is None else ending.over_time(self._limit)
        hung_up, has_secrets = self._arriving.session.hung_up, self._connections.settings.is_secret is not None
        lost = None if self._call is None else self._call.lost
        return result or ending.after_flow(error, hung_up=hung_up, lost=lost, has_secrets=has_secrets)


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
        call_class: type[TrioCall],
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
        """Those whose sockets are open or whose flows run."""
        self._closing: Closing[ServedConnection] = Closing(lambda connection: connection.task)
        self._changes = trio.lowlevel.ParkingLot()
        """Where `wait` waits until there are fewer, or more of their flows close the server."""
        self._lines = TimedLog("connections")

    @property
    def calls(self) -> int:
        """How many are calls."""
        return len(self._admission.calls)

    async def log_counts(self) -> None:
        """Log how many were closed for the same reason, when that is due, until the server is closed."""
        await self._lines.run()

    async def accept(self, listener: trio.SocketListener, nursery: trio.Nursery) -> None:
        """Accept connections until the listener is closed, and serve each in a task of the nursery."""

        def begin(stream: trio.SocketStream) -> None:
            connection = ServedConnection(self, stream, nursery)
            self._opened(connection)
            nursery.start_soon(connection.serve)

        def make_room(error: OSError) -> trio.Event | None:
            waiting = self._admission.longest_waiting
            if waiting is None:
                self.log("{} port {}".format(*address_of(listener.socket)), ending.cannot_accept(error), "")
                return None
            waiting.cancel(ending.no_descriptor(error))
            return waiting.ended

        await accept_all(listener, begin, make_room)

    def make_call(self, stream: trio.SocketStream, session: Session) -> TrioCall:
        """Make the call of a connection whose environment has arrived."""
        return self._call_class(stream, session=session, command_timeout=self.settings.command_timeout)

    def called(self, connection: ServedConnection) -> None:
        """Record that a connection has become a call."""
        self._admission.start(connection)

    def serve(self, call: TrioCall) -> Coroutine[object, object, Result]:
        """Return the coroutine that runs the flow, if the call is admitted."""
        return run_flow(self._flow, call, self._admit, call.peer)

    def log(self, name: str, how: LogEntry, after: str) -> None:
        """Log what has happened to a connection."""
        self._lines.log(name, how, after)

    def closed(self, connection: ServedConnection) -> None:
        """Record that a connection is closed, and its flow has ended."""
        self._admission.leave(connection)
        self._open.discard(connection)
        self._changes.unpark_all()

    def begin_closing(self) -> None:
        """Admit no more connections, and close those that are no calls."""
        self.is_closing = True
        self._closing.begin(trio.lowlevel.current_task())
        self._changes.unpark_all()
        for connection in self._open.difference(self._admission.calls):
            connection.cancel(ending.SHUT_DOWN)

    async def wait(self, seconds: float) -> None:
        """Wait until the connections have ended, for this many seconds at most."""
        with trio.move_on_after(bounded(seconds)):
            while self._others():
                await self._changes.park()

    def cancel(self) -> None:
        """Cancel the flows of all calls."""
        for connection in set(self._others()).intersection(self._admission.calls):
            connection.cancel(ending.SHUT_DOWN)

    async def close(self) -> None:
        """Cancel the flows that have not ended, and close all connections."""
        self.cancel()
        await self.wait(self.cancel_timeout)
        for connection in self._others():
            connection.log(ending.WILL_NOT_END)
        for connection in self._open:
            connection.close()
        self._lines.close()

    def _others(self) -> list[ServedConnection]:
        """Return the connections that the present task waits for when it closes the server."""
        return self._closing.others(trio.lowlevel.current_task(), self._open)

    def _opened(self, connection: ServedConnection) -> None:
        """Admit a new connection, or close it or the one that has waited longest."""
        self._open.add(connection)
        evicted = self._admission.connect(connection)
        if self.is_closing:
            connection.cancel(ending.SHUT_DOWN)
        elif evicted is not None:
            evicted.cancel(ending.evicted(self._admission.max_calls, evicted.unread))
