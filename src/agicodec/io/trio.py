"""FastAGI servers on trio, which the extra `agicodec[trio]` installs.

async def welcome(call: TrioCall) -> None:
    await call.answer()
    await call.stream_file("hello-world")

trio.run(serve, welcome)
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Final, TypeAlias, TypeVar, overload

import trio

from agicodec._checks import require_class, require_run
from agicodec.io.flow import Admit, run_flow
from agicodec.io.listening import address_of, listen
from agicodec.io.trio_call import TrioCall
from agicodec.io.trio_connection import ServedConnection, resolve_all
from agicodec.serving import ending
from agicodec.serving.admission import (
    ENVIRONMENT_TIMEOUT,
    GRACE,
    MAX_CALLS,
    PORT,
    Admission,
    require_grace,
    require_listenable,
    require_seconds,
)
from agicodec.serving.ending import Ending
from agicodec.serving.trace import IsSecret, log_lines

__all__ = ["GRACE", "Admit", "Flow", "Server", "TrioCall", "serve"]

CallT = TypeVar("CallT", bound=TrioCall)

CANCEL_TIMEOUT: Final = 5.0
"""How many seconds a flow has to end after it was cancelled, before its connection is closed."""

_PAUSE: Final = 0.5
"""How many seconds to wait when a connection cannot be accepted, such as when no descriptor is left."""

Flow: TypeAlias = Callable[[TrioCall], Awaitable[object]]
"""What serves a call: an async function."""

_logger = logging.getLogger(ending.LOGGER)


class Server:
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
        host: the address to listen on, or a name, which stands for all its addresses.
        port: the port; 0 for any free port, which `address` then returns.
        max_calls: how many connections are open at most. When there are more, the one closed is the one that has waited
            longest for its environment; else the new one.
        environment_timeout: how many seconds a connection may take to send the whole environment; None for no limit.
        call_timeout: how many seconds a call may take, after which the flow is cancelled; None for no limit.
        command_timeout: how many seconds a command may take, after which it raises a `TimeoutError`; None for no limit.
        admit: called with the address of Asterisk and the environment before the flow; returns, or awaits, True to
            admit the call, or False or a text with the reason to close the connection. When it raises, or returns
            anything else, such as None, the call is refused and the error logged.
        allow_remote: allow addresses other than loopback. FastAGI has no authentication: whoever can connect can run
            the flow.
        is_secret: called with each command that is logged; returns whether its arguments and its reply are to be kept
            out of the log. The texts of errors that may have them are then left out too.

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
        require_class(call_class, TrioCall)
        require_listenable(host, port, allow_remote=allow_remote)
        require_run(flow, ("admit", admit), ("is_secret", is_secret))
        require_seconds("environment_timeout", environment_timeout)
        require_seconds("call_timeout", call_timeout)
        require_seconds("command_timeout", command_timeout)
        self.environment_timeout: float | None = environment_timeout
        self.call_timeout: float | None = call_timeout
        self.command_timeout: float | None = command_timeout
        self.is_secret: IsSecret | None = is_secret
        self.cancel_timeout: float = CANCEL_TIMEOUT
        self._flow = flow
        self._call_class = call_class
        self._admit = admit
        self._addresses: tuple[tuple[str, int], ...] = ((host, port),)
        self._admission: Admission[ServedConnection] = Admission(max_calls)
        self._listeners: list[trio.SocketListener] = []
        self._tasks: AbstractAsyncContextManager[trio.Nursery] | None = None
        """The nursery of all tasks, which is never cancelled by the server: the body of the block is within it."""
        self._is_closing = False

    @property
    def address(self) -> tuple[str, int]:
        """The host and the port that the server listens on, the first if there are several."""
        return self._addresses[0]

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        """All hosts that the server listens on, each with the port."""
        return self._addresses

    @property
    def calls(self) -> int:
        """How many calls are being served."""
        return len(self._admission.calls)

    async def close(self, grace: float = GRACE) -> None:
        """Stop accepting connections, wait for the calls to end, and close.

        A flow that is still running `cancel_timeout` seconds after it was cancelled is named in a warning, and its
        connection is closed. A flow may close the server; it is neither waited for nor cancelled.

        Args:
            grace: how many seconds the calls have to end; then their flows are cancelled.
        """
        require_grace(grace)
        self._is_closing = True
        for listener in self._listeners:
            listener.socket.close()
        for connection in self._admission.connections:
            if connection.call is None:
                connection.cancel(ending.SHUT_DOWN)
        try:
            with trio.move_on_after(grace):
                await self._wait_for_calls()
        finally:
            self.cancel_calls()
            with trio.CancelScope(deadline=trio.current_time() + self.cancel_timeout, shield=True):
                await self._wait_for_calls()
            for connection in self._other_calls():
                connection.log(ending.WILL_NOT_END)
                connection.close()

    def cancel_calls(self) -> None:
        """Cancel the flows of all calls, so that `close` need not wait for them."""
        for connection in self._other_calls():
            connection.cancel(ending.SHUT_DOWN)

    async def __aenter__(self) -> Server:
        """Listen, and serve calls from then on.

        Raises:
            OSError: the address is in use or not available.
            RuntimeError: the server was started before.
        """
        if self._listeners:
            raise RuntimeError("the server was started before")
        listening = listen(await resolve_all(*self.address))
        self._addresses = tuple(address_of(one) for one in listening)
        self._listeners = [trio.SocketListener(trio.socket.from_stdlib_socket(one)) for one in listening]
        self._tasks = trio.open_nursery()
        nursery = await self._tasks.__aenter__()
        for listener, address in zip(self._listeners, self._addresses, strict=True):
            nursery.start_soon(self._accept, listener, nursery)
            _logger.info("listening on %s port %d", *address)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close, unless the server was closed before, and wait for all that it has begun."""
        try:
            if not self._is_closing:
                await self.close()
        finally:
            if self._tasks is not None:
                await self._tasks.__aexit__(None, None, None)  # without the error, which it would put into a group

    def _other_calls(self) -> list[ServedConnection]:
        """Return the calls, except that whose flow is the current task, which closes the server."""
        current = trio.lowlevel.current_task()
        return [connection for connection in self._admission.calls if connection.task is not current]

    async def _wait_for_calls(self) -> None:
        for connection in self._other_calls():
            await connection.ended.wait()

    async def _accept(self, listener: trio.SocketListener, nursery: trio.Nursery) -> None:
        """Accept connections until the server closes."""
        while not self._is_closing:
            try:
                # Without a descriptor, Linux refuses to accept even when nobody connects.
                await trio.lowlevel.wait_readable(listener.socket)
                stream = await listener.accept()
            except trio.ClosedResourceError:
                return
            except OSError as error:  # such as EMFILE: the process has no descriptor left
                await self._make_room(error)
            else:
                nursery.start_soon(self._handle, stream, nursery)

    async def _make_room(self, error: OSError) -> None:
        """Close the connection that has waited longest; if none waits, wait for a while."""
        waiting = self._admission.longest_waiting
        if waiting is None:
            _logger.warning("cannot accept a connection: %s", error)
            await trio.sleep(_PAUSE)
        else:
            waiting.cancel(ending.no_descriptor(error))
            await waiting.ended.wait()

    async def _handle(self, stream: trio.SocketStream, nursery: trio.Nursery) -> None:
        """Serve a connection until it ends: what its task does."""
        connection = ServedConnection(stream)
        evicted = self._admission.connect(connection)
        if evicted is not None:
            evicted.cancel(ending.evicted(self._admission.max_calls, evicted.session.unread))
        if self._is_closing:
            connection.cancel(ending.SHUT_DOWN)
        how: Ending | None = None
        error: BaseException | None = None
        try:
            with connection.scope:
                how = await self._serve(connection, nursery)
        except BaseException as raised:
            error = raised
            if not isinstance(error, Exception):
                raise
        finally:
            connection.close()
            self._admission.leave(connection)
            has_secrets = self.is_secret is not None
            connection.log(connection.ending(how, error, has_secrets=has_secrets))
            connection.ended.set()

    async def _serve(self, connection: ServedConnection, nursery: trio.Nursery) -> Ending | None:
        """Wait for the environment and run the flow; return how the call ended, None if the flow returned."""
        connection.begin(self.environment_timeout)
        arrived = await connection.receive_environment()
        if isinstance(arrived, Ending):
            return arrived
        self._admission.start(connection)
        connection.begin_call(arrived, self.call_timeout)
        call = self._call_class(connection.stream, session=connection.session, command_timeout=self.command_timeout)
        connection.call = call
        log_lines(call, self.is_secret)
        nursery.start_soon(call.receive)
        return await run_flow(self._flow, call, self._admit, call.peer)


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
    async with server:
        task_status.started(server)
        if threading.current_thread() is not threading.main_thread():
            await trio.sleep_forever()  # no other thread can handle signals
        with trio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
            await signals.__anext__()
            _logger.info(ending.closing(server.calls, grace))
            async with trio.open_nursery() as nursery:
                nursery.start_soon(_hurry, signals, server)
                await server.close(grace)
                nursery.cancel_scope.cancel()


async def _hurry(signals: AsyncIterator[int], server: Server) -> None:
    """Cancel the calls at each further signal."""
    async for _ in signals:
        server.cancel_calls()
