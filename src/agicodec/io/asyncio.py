"""FastAGI servers on asyncio, or on another event loop of its kind, such as that of uvloop.

async def welcome(call: AsyncioCall) -> None:
    await call.answer()
    await call.stream_file("hello-world")

asyncio.run(serve(welcome))
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from types import TracebackType
from typing import TypeAlias, TypeVar, overload

from agicodec._checks import require_class, require_run
from agicodec._numbers import require_grace
from agicodec.io.asyncio_call import AsyncioCall
from agicodec.io.asyncio_closing import TaskClosing
from agicodec.io.asyncio_connection import ServedConnection
from agicodec.io.asyncio_endings import TimedEndingLog
from agicodec.io.asyncio_signals import signals_set
from agicodec.io.asyncio_transport import start_listening, stop_listening
from agicodec.io.flow import Admit, Result, run_flow
from agicodec.io.listening import address_of
from agicodec.io.server import AnyServer, ServerSettings
from agicodec.serving import ending
from agicodec.serving.addresses import PORT
from agicodec.serving.admission import END_TIMEOUT, ENVIRONMENT_TIMEOUT, GRACE, MAX_CALLS, Admission
from agicodec.serving.ending import Ending
from agicodec.serving.trace import IsSecret
from agicodec.session.session import Session

__all__ = ["GRACE", "Admit", "AsyncioCall", "Flow", "Server", "ServerSettings", "serve"]

CallT = TypeVar("CallT", bound=AsyncioCall)

Flow: TypeAlias = Callable[[AsyncioCall], Awaitable[object]]
"""What serves a call: a coroutine function."""

_logger = logging.getLogger(ending.LOGGER)


class Server(AnyServer):
    """A FastAGI server: it runs a flow for each call, and closes the connection when the flow ends.

    Whatever a flow raises ends that call alone. A hangup, or a connection that is closed early or was not made by
    Asterisk, is one line in the log. The logger is `agicodec`.

        async with Server(flow, port=0) as server:
            print(server.address)

    Args:
        flow: a coroutine function that takes the call, or a `Router` of such functions, whose refusal is run for a
            call that no route matches.
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
        call_class: type[AsyncioCall] = AsyncioCall,
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
        require_class(call_class, AsyncioCall)
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
        self._servers: list[asyncio.Server] = []
        self._open: set[ServedConnection] = set()
        """All connections whose sockets are open."""
        self._all_closed = asyncio.Event()
        self._closing: TaskClosing[ServedConnection] = TaskClosing(lambda: self._admission.calls)
        self._endings = TimedEndingLog("connections")
        self._is_over = asyncio.Event()

    @property
    def calls(self) -> int:
        """How many calls are being served."""
        return len(self._admission.calls)

    async def start(self) -> None:
        """Listen, and serve calls from then on.

        Raises:
            OSError: the address is in use or not available.
            RuntimeError: the server was started or closed before.
        """
        self._require_new()
        self._is_started = True
        try:
            servers = await start_listening(self._make_connection, *self.address)
        except BaseException:
            self._is_started = False
            raise
        if self._is_closing:
            await stop_listening(servers)
            self._require_not_closed()
        self._servers = servers
        self._listens_on(address_of(listening) for server in servers for listening in server.sockets)

    async def serve_forever(self) -> None:
        """Serve calls until the server is closed, or this is cancelled."""
        await self._is_over.wait()

    async def close(self, grace: float = GRACE) -> None:
        """Stop accepting connections, wait for the calls to end, and close.

        Nothing is left behind: no open connection, and no task except that of a flow that is still running
        `cancel_timeout` seconds after it was cancelled, which a warning names. A flow may close the server; it is
        neither waited for nor cancelled, and not by another flow that does the same.

        Args:
            grace: how many seconds the calls have to end; then their flows are cancelled.

        Raises:
            ValueError: it is not a number.
        """
        require_grace(grace)
        self._is_closing = True
        self._closing.begin()
        try:
            if self._servers:
                await stop_listening(self._servers)
            for connection in self._admission.connections:
                connection.drop_if_waiting(ending.SHUT_DOWN)
            await self._closing.wait(grace)
        finally:
            try:
                await self._end_calls()
            finally:
                self._is_over.set()
                self._endings.close()

    def cancel_calls(self) -> None:
        """Cancel the flows of all calls, so that `close` need not wait for them."""
        for connection in self._closing.others():
            connection.cancel(ending.SHUT_DOWN)

    async def __aenter__(self) -> Server:
        """Start listening."""
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close."""
        await self.close()

    async def _end_calls(self) -> None:
        """Cancel the flows that have not ended, and close all connections."""
        self.cancel_calls()
        await self._closing.wait(self.cancel_timeout)
        for connection in self._closing.others():
            connection.log(ending.WILL_NOT_END)
        for connection in tuple(self._open):
            connection.abort()
        if self._open:
            self._all_closed.clear()
            await self._all_closed.wait()
        for server in self._servers:
            await server.wait_closed()

    def _make_connection(self) -> ServedConnection:
        return ServedConnection(self)

    def opened(self, connection: ServedConnection) -> None:
        """Record a new connection; called by the connection."""
        self._open.add(connection)
        evicted = self._admission.connect(connection)
        if self._is_closing:
            connection.drop(ending.SHUT_DOWN)
        elif evicted is not None:
            evicted.drop(ending.evicted(self._admission.max_calls, evicted.unread))

    def make_call(self, session: Session) -> AsyncioCall:
        """Make the call of a connection whose environment has arrived; called by the connection."""
        return self._call_class(session=session, command_timeout=self.settings.command_timeout)

    def called(self, connection: ServedConnection) -> None:
        """Record that a connection has become a call; called by the connection."""
        self._admission.start(connection)

    def log(self, name: str, how: Ending, after: str) -> None:
        """Log what has happened to a connection; called by the connection."""
        self._endings.log(name, how, after)

    def left(self, connection: ServedConnection) -> None:
        """Stop counting a connection; called by the connection."""
        self._admission.leave(connection)
        self._closing.changed()

    def closed(self, connection: ServedConnection) -> None:
        """Record that a connection is closed; called by the connection."""
        self._open.discard(connection)
        if not self._open:
            self._all_closed.set()

    def serve(self, call: AsyncioCall) -> Coroutine[object, object, Result]:
        """Return the coroutine that runs the flow, if the call is admitted, and returns how the call ended."""
        # Not a coroutine itself, whose frame each open call would keep.
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
) -> None: ...
async def serve(
    flow: Callable[..., Awaitable[object]],
    *,
    call_class: type[AsyncioCall] = AsyncioCall,
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
) -> None:
    """Run a server until SIGINT (Ctrl-C) or SIGTERM, or until this is cancelled; then let the calls end, and close.

    A second signal cancels the flows of the calls that have not ended. The arguments are those of `Server`, and `grace`
    that of `close`.

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
    stop = asyncio.Event()
    await server.start()
    with signals_set(stop, server.cancel_calls):
        try:
            await stop.wait()
            _logger.info(ending.closing(server.calls, grace))
        finally:
            await server.close(grace)
