"""FastAGI servers on trio, which the extra `agicodec[trio]` installs.

async def welcome(call: TrioCall) -> None:
    await call.answer()
    await call.stream_file("hello-world")

trio.run(serve, welcome)
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import TypeAlias, TypeVar, overload

import trio

from agicodec._checks import require_class, require_run
from agicodec._numbers import require_grace
from agicodec.calls.failures import LOGGER, consists_of
from agicodec.io.flow import Admit
from agicodec.io.listening import address_of
from agicodec.io.server import AnyServer, ServerSettings, require_new
from agicodec.io.trio_call import TrioCall
from agicodec.io.trio_connection import Connections
from agicodec.io.trio_listening import start_listening
from agicodec.io.trio_signals import close_on_signal
from agicodec.serving.addresses import PORT
from agicodec.serving.admission import ENVIRONMENT_TIMEOUT, GRACE, MAX_CALLS
from agicodec.serving.trace import IsSecret

__all__ = ["GRACE", "Admit", "Flow", "Server", "ServerSettings", "TrioCall", "serve"]

CallT = TypeVar("CallT", bound=TrioCall)

Flow: TypeAlias = Callable[[TrioCall], Awaitable[object]]
"""What serves a call: an async function."""

_logger = logging.getLogger(LOGGER)


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
        self._connections = Connections(self.settings, flow, call_class, admit)
        self._listeners: list[trio.SocketListener] = []
        self._tasks: AbstractAsyncContextManager[trio.Nursery] | None = None
        """The nursery of all tasks, which is never cancelled by the server: the body of the block is within it."""
        self._is_started = False
        self._is_over = trio.Event()

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
            TypeError, ValueError: it is not a number, or NaN.
        """
        require_grace(grace)
        for listener in self._listeners:
            listener.socket.close()
        self._connections.begin_closing()
        try:
            await self._connections.wait(grace)
        finally:
            with trio.CancelScope(shield=True):
                await self._connections.close()
            self._is_over.set()

    def cancel_calls(self) -> None:
        """Cancel the flows of all calls, so that `close` need not wait for them."""
        self._connections.cancel()

    async def __aenter__(self) -> Server:
        """Listen, and serve calls from then on.

        Raises:
            OSError: the address is in use or not available.
            RuntimeError: the server was started or closed before.
        """
        require_new(is_started=self._is_started, is_closed=self._connections.is_closing)
        self._is_started = True
        try:
            listeners = await start_listening(*self.address)
        except BaseException:
            self._is_started = False
            raise
        if self._connections.is_closing:
            for listener in listeners:
                listener.socket.close()
        require_new(is_started=False, is_closed=self._connections.is_closing)
        self._listeners = listeners
        self._tasks = trio.open_nursery()
        nursery = await self._tasks.__aenter__()
        nursery.start_soon(self._connections.log_counts)
        for listener in listeners:
            nursery.start_soon(self._connections.accept, listener, nursery)
        self._listens_on(address_of(listener.socket) for listener in listeners)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close, unless the server was closed before, and wait for all that it has begun."""
        try:
            try:
                if not self._connections.is_closing:
                    await self.close()
            finally:
                if self._tasks is not None:
                    await self._tasks.__aexit__(None, None, None)  # without the error, which it would put into a group
        except BaseException as raised:
            if error is None or not consists_of(raised, trio.Cancelled):
                raise  # but a cancellation does not hide what the block has raised


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
    async with server, trio.open_nursery() as nursery:
        task_status.started(server)
        nursery.start_soon(close_on_signal, server, grace)
        await server.serve_forever()
        nursery.cancel_scope.cancel()
