"""FastAGI servers on trio, which the extra `agicodec[trio]` installs.

async def welcome(call: TrioCall) -> None:
    await call.answer()
    await call.stream_file("hello-world")

trio.run(serve, welcome)
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import TypeAlias, TypeVar, overload

import trio

from agicodec._checks import require_class, require_run
from agicodec._numbers import bounded, require_grace
from agicodec.io.flow import Admit, Result, run_flow
from agicodec.io.listening import address_of
from agicodec.io.server import AnyServer, ServerSettings
from agicodec.io.trio_call import TrioCall
from agicodec.io.trio_connection import ServedConnection
from agicodec.io.trio_endings import TimedEndingLog
from agicodec.io.trio_listening import accept_all, start_listening
from agicodec.io.trio_signals import close_on_signal
from agicodec.serving import ending
from agicodec.serving.addresses import PORT
from agicodec.serving.admission import END_TIMEOUT, ENVIRONMENT_TIMEOUT, GRACE, MAX_CALLS, Admission
from agicodec.serving.closing import Closing
from agicodec.serving.ending import Ending
from agicodec.serving.trace import IsSecret
from agicodec.session.session import Session

__all__ = ["GRACE", "Admit", "Flow", "Server", "ServerSettings", "TrioCall", "serve"]

CallT = TypeVar("CallT", bound=TrioCall)

Flow: TypeAlias = Callable[[TrioCall], Awaitable[object]]
"""What serves a call: an async function."""

_logger = logging.getLogger(ending.LOGGER)


class Server(AnyServer):
    """A FastAGI server: it runs a flow for each call, and closes the connection when the flow ends.

    Whatever a flow raises ends that call alone. A hangup, or a connection that is closed early or was not made by
    Asterisk, is one line in the log. The logger is `agicodec`.

        async with Server(flow, port=0) as server:
            print(server.address)

    Its flows run until the end of the `async with` block, which waits for them as `close` does. When the block is
    cancelled, so are they.

    Args:
        flow: an async function that takes the call, or a `Router` of such functions, whose refusal is run for a call
            that no route matches.
        call_class: the class of the calls, for a subclass with an `on_event` or with commands of your own. When its
            constructor raises, that call is closed.
        call_timeout: how many seconds a call may take, after which the flow is cancelled; None for no limit. If the
            flow goes on nevertheless, its connection is closed `cancel_timeout` seconds later.
        admit: called with the address of Asterisk and the environment before the flow; returns, or awaits, True to
            admit the call, or False or a text with the reason to close the connection. When it raises, or returns
            anything else, such as None, the call is refused and the error logged.
        host, port, max_calls, environment_timeout, command_timeout, allow_remote, is_secret: see `ServerSettings`.

    Raises:
        ValueError: the host is not a loopback address and `allow_remote` is false, or a number, such as the port, is
            out of its range.
        TypeError: an argument is of a wrong type, or `call_class` is not a class of such calls.
    """

    @overload
    def __init__(
        self,
        flow: Flow,
        *,
        host: str = "127.0.0.1",
        port: int = PORT,
        max_calls: int = MAX_CALLS,
        environment_timeout: float | None = ENVIRONMENT_TIMEOUT,
        call_timeout: float | None = None,
        command_timeout: float | None = None,
        admit: Admit | None = None,
        allow_remote: bool = False,
        is_secret: IsSecret | None = None,
    ) -> None: ...
    @overload
    def __init__(
        self,
        flow: Callable[[CallT], Awaitable[object]],
        *,
        call_class: type[CallT],
        host: str = "127.0.0.1",
        port: int = PORT,
        max_calls: int = MAX_CALLS,
        environment_timeout: float | None = ENVIRONMENT_TIMEOUT,
        call_timeout: float | None = None,
        command_timeout: float | None = None,
        admit: Admit | None = None,
        allow_remote: bool = False,
        is_secret: IsSecret | None = None,
    ) -> None: ...
    def __init__(
        self,
        flow: Callable[..., Awaitable[object]],
        *,
        call_class: type[TrioCall] = TrioCall,
        host: str = "127.0.0.1",
        port: int = PORT,
        max_calls: int = MAX_CALLS,
        environment_timeout: float | None = ENVIRONMENT_TIMEOUT,
        call_timeout: float | None = None,
        command_timeout: float | None = None,
        admit: Admit | None = None,
        allow_remote: bool = False,
        is_secret: IsSecret | None = None,
    ) -> None:
        require_run(flow, ("admit", admit))
        require_class(call_class, TrioCall)
        super().__init__(
            ServerSettings(
                host, port, max_calls, environment_timeout, call_timeout, command_timeout, allow_remote, is_secret
            )
        )
        self.cancel_timeout: float = END_TIMEOUT
        self._flow = flow
        self._call_class = call_class
        self._admit = admit
        self._admission: Admission[ServedConnection] = Admission(max_calls)
        self._endings = TimedEndingLog("connections")
        self._listeners: list[trio.SocketListener] = []
        self._tasks: AbstractAsyncContextManager[trio.Nursery] | None = None
        """The nursery of all tasks, which is never cancelled by the server: the body of the block is within it."""
        self._open: set[ServedConnection] = set()
        """All connections whose sockets are open or whose flows run."""
        self._closing: Closing[ServedConnection] = Closing(lambda connection: connection.task)
        self._changes = trio.lowlevel.ParkingLot()
        """Where `close` waits until there are fewer connections, or more of their flows close the server."""
        self._is_over = trio.Event()

    @property
    def calls(self) -> int:
        """How many calls are being served."""
        return len(self._admission.calls)

    async def serve_forever(self) -> None:
        """Serve calls until the server is closed, or this is cancelled."""
        await self._is_over.wait()

    async def close(self, grace: float = GRACE) -> None:
        """Stop accepting connections, wait for the calls to end, and close.

        No connection is left open. A flow that is still running `cancel_timeout` seconds after it was cancelled is
        named in a warning. A flow may close the server; it is neither waited for nor cancelled, and not by another flow
        that does the same.

        Args:
            grace: how many seconds the calls have to end; then their flows are cancelled.

        Raises:
            ValueError: it is not a number.
        """
        require_grace(grace)
        self._is_closing = True
        self._closing.begin(trio.lowlevel.current_task())
        self._changes.unpark_all()
        for listener in self._listeners:
            listener.socket.close()
        for connection in self._open.difference(self._admission.calls):
            connection.cancel(ending.SHUT_DOWN)
        try:
            with trio.move_on_after(bounded(grace)):
                await self._wait_for_calls()
        finally:
            with trio.CancelScope(shield=True):
                await self._end_calls()
            self._is_over.set()
            self._endings.close()

    def cancel_calls(self) -> None:
        """Cancel the flows of all calls, so that `close` need not wait for them."""
        for connection in set(self._others()).intersection(self._admission.calls):
            connection.cancel(ending.SHUT_DOWN)

    async def __aenter__(self) -> Server:
        """Listen, and serve calls from then on.

        Raises:
            OSError: the address is in use or not available.
            RuntimeError: the server was started or closed before.
        """
        self._require_new()
        self._is_started = True
        try:
            listeners = await start_listening(*self.address)
        except BaseException:
            self._is_started = False
            raise
        if self._is_closing:
            for listener in listeners:
                listener.socket.close()
            self._require_not_closed()
        self._listeners = listeners
        self._tasks = trio.open_nursery()
        nursery = await self._tasks.__aenter__()
        nursery.start_soon(self._endings.run)
        for listener in listeners:
            nursery.start_soon(self._accept, listener, nursery)
        self._listens_on(address_of(listener.socket) for listener in listeners)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close, unless the server was closed before, and wait for all that it has begun."""
        try:
            try:
                if not self._is_closing:
                    await self.close()
            finally:
                if self._tasks is not None:
                    await self._tasks.__aexit__(None, None, None)  # without the error, which it would put into a group
        except BaseException as raised:
            if error is None or not ending.consists_of(raised, trio.Cancelled):
                raise  # but a cancellation does not hide what the block has raised

    def _others(self) -> list[ServedConnection]:
        """Return the connections that the present task waits for when it closes the server."""
        return self._closing.others(trio.lowlevel.current_task(), self._open)

    async def _wait_for_calls(self) -> None:
        while self._others():
            await self._changes.park()

    async def _end_calls(self) -> None:
        """Cancel the flows that have not ended, and close all connections."""
        self.cancel_calls()
        with trio.move_on_after(self.cancel_timeout):
            await self._wait_for_calls()
        for connection in self._others():
            connection.log(ending.WILL_NOT_END)
        for connection in self._open:
            connection.close()

    async def _accept(self, listener: trio.SocketListener, nursery: trio.Nursery) -> None:
        """Accept connections until the server closes."""

        def begin(stream: trio.SocketStream) -> None:
            connection = ServedConnection(self, stream, nursery)
            self._opened(connection)
            nursery.start_soon(connection.serve)

        await accept_all(listener, begin, self._make_room)

    def _make_room(self, error: OSError) -> trio.Event | None:
        """Close the connection that has waited longest; return what is set when it has ended, None if none waits."""
        waiting = self._admission.longest_waiting
        if waiting is None:
            return None
        waiting.cancel(ending.no_descriptor(error))
        return waiting.ended

    def _opened(self, connection: ServedConnection) -> None:
        """Record a new connection."""
        self._open.add(connection)
        evicted = self._admission.connect(connection)
        if self._is_closing:
            connection.cancel(ending.SHUT_DOWN)
        elif evicted is not None:
            evicted.cancel(ending.evicted(self._admission.max_calls, evicted.unread))

    def make_call(self, stream: trio.SocketStream, session: Session) -> TrioCall:
        """Make the call of a connection whose environment has arrived; called by the connection."""
        return self._call_class(stream, session=session, command_timeout=self.settings.command_timeout)

    def called(self, connection: ServedConnection) -> None:
        """Record that a connection has become a call; called by the connection."""
        self._admission.start(connection)

    def log(self, name: str, how: Ending, after: str) -> None:
        """Log what has happened to a connection; called by the connection."""
        self._endings.log(name, how, after)

    def closed(self, connection: ServedConnection) -> None:
        """Record that a connection is closed, and its flow has ended; called by the connection."""
        self._admission.leave(connection)
        self._open.discard(connection)
        self._changes.unpark_all()

    def serve(self, call: TrioCall) -> Coroutine[object, object, Result]:
        """Return the coroutine that runs the flow, if the call is admitted."""
        return run_flow(self._flow, call, self._admit, call.peer)


@overload
async def serve(
    flow: Flow,
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    max_calls: int = MAX_CALLS,
    environment_timeout: float | None = ENVIRONMENT_TIMEOUT,
    call_timeout: float | None = None,
    command_timeout: float | None = None,
    admit: Admit | None = None,
    allow_remote: bool = False,
    is_secret: IsSecret | None = None,
    grace: float = GRACE,
    task_status: trio.TaskStatus[Server] = trio.TASK_STATUS_IGNORED,
) -> None: ...
@overload
async def serve(
    flow: Callable[[CallT], Awaitable[object]],
    *,
    call_class: type[CallT],
    host: str = "127.0.0.1",
    port: int = PORT,
    max_calls: int = MAX_CALLS,
    environment_timeout: float | None = ENVIRONMENT_TIMEOUT,
    call_timeout: float | None = None,
    command_timeout: float | None = None,
    admit: Admit | None = None,
    allow_remote: bool = False,
    is_secret: IsSecret | None = None,
    grace: float = GRACE,
    task_status: trio.TaskStatus[Server] = trio.TASK_STATUS_IGNORED,
) -> None: ...
async def serve(
    flow: Callable[..., Awaitable[object]],
    *,
    call_class: type[TrioCall] = TrioCall,
    host: str = "127.0.0.1",
    port: int = PORT,
    max_calls: int = MAX_CALLS,
    environment_timeout: float | None = ENVIRONMENT_TIMEOUT,
    call_timeout: float | None = None,
    command_timeout: float | None = None,
    admit: Admit | None = None,
    allow_remote: bool = False,
    is_secret: IsSecret | None = None,
    grace: float = GRACE,
    task_status: trio.TaskStatus[Server] = trio.TASK_STATUS_IGNORED,
) -> None:
    """Run a server until SIGINT (Ctrl-C) or SIGTERM, then let the calls end, and close; or until this is cancelled.

    A second signal cancels the flows of the calls that have not ended. The arguments are those of `Server`, and `grace`
    that of `close`. `await nursery.start(serve, flow)` returns the server when it listens.

    Raises:
        OSError: the address is in use or not available.
        ValueError, TypeError: as `Server` does.
    """
    require_grace(grace)
    server = Server(
        flow,
        call_class=call_class,
        host=host,
        port=port,
        max_calls=max_calls,
        environment_timeout=environment_timeout,
        call_timeout=call_timeout,
        command_timeout=command_timeout,
        admit=admit,
        allow_remote=allow_remote,
        is_secret=is_secret,
    )
    async with server, trio.open_nursery() as nursery:
        task_status.started(server)
        nursery.start_soon(close_on_signal, server, grace)
        await server.serve_forever()
        nursery.cancel_scope.cancel()
