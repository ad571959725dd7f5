"""FastAGI servers on asyncio, or on another event loop of its kind, such as that of uvloop.

async def welcome(call: AsyncioCall) -> None:
    await call.answer()
    await call.stream_file("hello-world")

asyncio.run(serve(welcome))
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import TypeAlias, TypeVar, overload

from agicodec._checks import require_class, require_run
from agicodec._numbers import require_grace
from agicodec.calls.failures import LOGGER
from agicodec.io.asyncio_call import AsyncioCall
from agicodec.io.asyncio_connection import Connections
from agicodec.io.asyncio_signals import signals_set
from agicodec.io.asyncio_transport import start_listening, stop_listening
from agicodec.io.flow import Admit
from agicodec.io.listening import address_of
from agicodec.io.server import AnyServer, ServerSettings, require_new
from agicodec.serving import ending
from agicodec.serving.addresses import PORT
from agicodec.serving.admission import ENVIRONMENT_TIMEOUT, GRACE, MAX_CALLS
from agicodec.serving.trace import IsSecret

__all__ = ["GRACE", "Admit", "AsyncioCall", "Flow", "Server", "ServerSettings", "serve"]

CallT = TypeVar("CallT", bound=AsyncioCall)

Flow: TypeAlias = Callable[[AsyncioCall], Awaitable[object]]
"""What serves a call: a coroutine function."""

_logger = logging.getLogger(LOGGER)


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
        self._connections = Connections(self.settings, flow, call_class, admit)
        self._servers: list[asyncio.Server] = []
        self._is_started = False
        self._is_over = asyncio.Event()

    @property
    def calls(self) -> int:
        """How many calls are being served."""
        return self._connections.calls

    @property
    def cancel_timeout(self) -> float:
        """How many seconds a flow has to end after it was cancelled, before its connection is closed."""
        return self._connections.cancel_timeout

    @cancel_timeout.setter
    def cancel_timeout(self, seconds: float) -> None:
        self._connections.cancel_timeout = seconds

    async def start(self) -> None:
        """Listen, and serve calls from then on.

        Raises:
            OSError: the address is in use or not available.
            RuntimeError: the server was started or closed before.
        """
        require_new(is_started=self._is_started, is_closed=self._connections.is_closing)
        self._is_started = True
        try:
            servers = await start_listening(self._connections.make, *self.address)
        except BaseException:
            self._is_started = False
            raise
        if self._connections.is_closing:
            await stop_listening(servers)
        require_new(is_started=False, is_closed=self._connections.is_closing)
        self._servers = servers
        self._listens_on(address_of(listening) for server in servers for listening in server.sockets)

    async def serve_forever(self) -> None:
        """Serve calls until the server is closed, or this is cancelled."""
        await self._is_over.wait()

    async def close(self, grace: float = GRACE) -> None:
        """Stop accepting connections, wait for the calls to end, and close.

        Nothing is left behind: no open connection, and no task except that of a flow that is still running
        `cancel_timeout` seconds after it was cancelled, which a warning names. So it is when this is cancelled, which
        then cancels the flows at once. A flow may close the server; it is neither waited for nor cancelled, and not by
        another flow that does the same.

        Args:
            grace: how many seconds the calls have to end; then their flows are cancelled.

        Raises:
            TypeError, ValueError: it is not a number, or NaN.
        """
        require_grace(grace)
        self._connections.begin_closing()
        try:
            if self._servers:
                await self._connections.finish(stop_listening(self._servers))
            await self._connections.wait(grace)
        finally:
            await self._connections.finish(self._end())

    def cancel_calls(self) -> None:
        """Cancel the flows of all calls, so that `close` need not wait for them."""
        self._connections.cancel()

    async def _end(self) -> None:
        """Cancel the flows that have not ended, and close all connections."""
        try:
            await self._connections.close()
            for server in self._servers:
                await server.wait_closed()
        finally:
            self._is_over.set()

    async def __aenter__(self) -> Server:
        """Start listening."""
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close."""
        await self.close()


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
        ValueError, TypeError: as `Server` and its `close` do.
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
