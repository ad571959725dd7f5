"""AsyncAGI on asyncio: a client of the manager interface, which runs a flow for each channel that enters AsyncAGI.

async def welcome(call: ManagerCall) -> None:
    await call.answer()
    await call.stream_file("hello-world")

asyncio.run(serve(welcome, username="agi", secret="..."))
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from ssl import SSLContext
from types import TracebackType
from typing import Final, TypeAlias

from agicodec.asyncagi.session import AsyncAgiSession
from agicodec.errors import AgicodecError
from agicodec.io.asyncio_signals import signals_set
from agicodec.io.flow import Admit, run_flow
from agicodec.io.manager_call import Link, ManagerCall
from agicodec.io.manager_calls import CallsConnection, ServedCall, log
from agicodec.serving import ending
from agicodec.serving.admission import GRACE, MAX_CALLS, require_count, require_seconds
from agicodec.serving.backoff import MAX_DELAY, Backoff
from agicodec.serving.ending import Ending, one_line
from agicodec.serving.keepalive import PING_INTERVAL
from agicodec.serving.login import MANAGER_PORT, Authentication, Credentials, LoginRefused

__all__ = ["Admit", "Flow", "LoginRefused", "Manager", "ManagerCall", "serve"]

CANCEL_TIMEOUT: Final = 5.0
"""How many seconds a flow has to end after it was cancelled, before the manager closes without it."""

CONNECT_TIMEOUT: Final = 10.0
"""How many seconds a connection and its login may take, by default."""

Flow: TypeAlias = Callable[[ManagerCall], Awaitable[object]]
"""What serves a call: a coroutine function."""

_logger = logging.getLogger(ending.LOGGER)


class Manager:
    """A client of the manager interface, which runs a flow for each channel that enters AsyncAGI.

    When the flow ends, in whatever way, ASYNCAGI BREAK sends the channel on into the dialplan. Whatever a flow raises
    ends that call alone. A hangup is one line in the log. The logger is `agicodec`.

    If the connection is lost, the commands of its calls raise `NeverAnswered`, and the manager connects anew until it
    succeeds, after delays that become longer.

        async with Manager(flow, username="agi", secret="...") as manager:
            await manager.serve_forever()

    Args:
        flow: a coroutine function that takes the call, or a `Router` of such functions, whose refusal is run for a
            call that no route matches.
        host: the address of Asterisk.
        port: the port of the manager interface.
        username: the user, as in manager.conf: with `read = agi,call` and `write = agi`.
        secret: the user's secret.
        authentication: `md5` sends a hash of the secret and of Asterisk's challenge, `plain` the secret itself.
        ssl: for a connection over TLS; None for one without.
        max_calls: how many calls are served at most; the channels of others are sent on into the dialplan.
        call_timeout: how many seconds a call may take, after which the flow is cancelled; None for no limit.
        command_timeout: how many seconds a command may take, after which it raises a `TimeoutError`; None for no limit.
        admit: called with the host and the environment before the flow; returns, or awaits, True or None to admit the
            call, False or a text with the reason to send the channel on into the dialplan. When it raises, the call is
            refused.
        ping_interval: after how many seconds of silence to send a Ping; if nothing arrives for another such time, the
            connection counts as lost. None for never.
        connect_timeout: how many seconds a connection and its login may take.
        max_delay: how many seconds to wait at most between two attempts to connect.

    Raises:
        ValueError: a number is out of its range, or the username or the secret cannot be sent.
    """

    def __init__(
        self,
        flow: Flow,
        *,
        host: str = "127.0.0.1",
        port: int = MANAGER_PORT,
        username: str,
        secret: str,
        authentication: Authentication = "md5",
        ssl: SSLContext | None = None,
        max_calls: int = MAX_CALLS,
        call_timeout: float | None = None,
        command_timeout: float | None = None,
        admit: Admit | None = None,
        ping_interval: float | None = PING_INTERVAL,
        connect_timeout: float = CONNECT_TIMEOUT,
        max_delay: float = MAX_DELAY,
    ) -> None:
        require_count("max_calls", max_calls)
        require_seconds("call_timeout", call_timeout)
        require_seconds("command_timeout", command_timeout)
        require_seconds("ping_interval", ping_interval)
        require_seconds("connect_timeout", connect_timeout)
        require_seconds("max_delay", max_delay)
        self.call_timeout: float | None = call_timeout
        self.cancel_timeout: float = CANCEL_TIMEOUT
        self._flow = flow
        self._host, self._port, self._ssl = host, port, ssl
        self._credentials = Credentials(username, secret, authentication)
        self._max_calls = max_calls
        self._command_timeout = command_timeout
        self._admit = admit
        self._ping_interval = ping_interval
        self._connect_timeout = connect_timeout
        self._backoff = Backoff(max_delay)
        self._connection: CallsConnection | None = None
        """The present connection, or the last one."""
        self._served: dict[ServedCall, None] = {}
        self._keeping: asyncio.Task[None] | None = None
        """Waits for the end of the connection, and connects anew."""
        self._is_closing = False

    @property
    def address(self) -> tuple[str, int]:
        """The host and the port of the manager interface."""
        return self._host, self._port

    @property
    def calls(self) -> int:
        """How many calls are being served."""
        return len(self._served)

    @property
    def is_connected(self) -> bool:
        """Whether the manager is logged in, as far as is known."""
        return self._connection is not None and self._connection.is_open

    async def start(self) -> None:
        """Connect and log in, and serve calls from then on.

        Raises:
            LoginRefused: Asterisk has refused the login.
            OSError: nothing answers at that address.
            RemoteProtocolError: what answers is not the manager interface of Asterisk.
            TimeoutError: the connection and the login have taken longer than `connect_timeout`.
            RuntimeError: the manager was started before.
        """
        if self._keeping is not None:
            raise RuntimeError("the manager was started before")
        connection = await self._connect()
        self._keeping = asyncio.get_running_loop().create_task(self._keep_connected(connection))

    async def serve_forever(self) -> None:
        """Serve calls until this is cancelled or the manager closes.

        Raises:
            LoginRefused: after a loss of the connection, Asterisk has refused the login for good.
        """
        await self.serve_until(asyncio.Event())

    async def serve_until(self, stop: asyncio.Event) -> None:
        """Serve calls until an event is set, or as `serve_forever`."""
        if self._keeping is None:
            return
        stopping = asyncio.get_running_loop().create_task(stop.wait())
        try:
            await asyncio.wait([stopping, self._keeping], return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            await asyncio.wait([stopping])
        if self._keeping.done() and not self._keeping.cancelled():
            self._keeping.result()

    async def close(self, grace: float = GRACE) -> None:
        """Serve no new calls, wait for the calls to end, log off, and close.

        Channels that enter AsyncAGI meanwhile are sent on into the dialplan. Nothing is left behind: no open
        connection, and no task except that of a flow that is still running `cancel_timeout` seconds after it was
        cancelled, which a warning names.

        Args:
            grace: how many seconds the calls have to end; then their flows are cancelled.
        """
        self._is_closing = True
        try:
            await self._wait_for_calls(grace)
        finally:
            for served in tuple(self._served):
                served.cancel(ending.SHUT_DOWN)
            await self._wait_for_calls(self.cancel_timeout)
            for served in self._served:
                log(served.call, ending.WILL_NOT_END)
            if self._keeping is not None:
                self._keeping.cancel()
                await asyncio.gather(self._keeping, return_exceptions=True)
            if self._connection is not None:
                await self._connection.log_off()

    async def __aenter__(self) -> Manager:
        """Connect and log in."""
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close."""
        await self.close()

    def make_call(self, session: AsyncAgiSession, link: Link) -> ManagerCall:
        """Create the call for a session; called by the connection."""
        return ManagerCall(session, link, command_timeout=self._command_timeout)

    def began(self, call: ManagerCall, connection: CallsConnection) -> None:
        """Serve a call, or send its channel on into the dialplan; called by the connection."""
        if self._is_closing:
            log(call, ending.NOT_SERVED)
            connection.send_back(call)
        elif len(self._served) >= self._max_calls:
            log(call, ending.too_many(self._max_calls))
            connection.send_back(call)
        else:
            self._served[ServedCall(self, connection, call)] = None

    def left(self, served: ServedCall) -> None:
        """Stop counting a call; called by the call."""
        del self._served[served]

    def wake(self) -> None:
        """Wake the tasks of all calls; called by the connection."""
        for served in self._served:
            served.call.wake()

    async def serve(self, call: ManagerCall) -> Ending | None:
        """Run the flow, if the call is admitted; return how the call ended, None if the flow returned."""
        return await run_flow(self._flow, call, self._admit, self._host)

    async def _wait_for_calls(self, seconds: float) -> None:
        tasks = [served.task for served in self._served]
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)

    async def _connect(self) -> CallsConnection:
        """Connect and log in.

        Raises:
            LoginRefused, OSError, RemoteProtocolError, TimeoutError: as `start` does.
        """
        connection = CallsConnection(self, self._credentials, self._ping_interval)
        try:
            await asyncio.wait_for(self._log_in(connection), self._connect_timeout)
        except asyncio.TimeoutError:
            problem = f"no login at {self._host} port {self._port} within {self._connect_timeout:g} s (connect_timeout)"
            raise TimeoutError(problem) from None
        self._connection = connection
        _logger.info("logged in at %s port %d: %s", *self.address, one_line(connection.greeting))
        return connection

    async def _log_in(self, connection: CallsConnection) -> None:
        loop = asyncio.get_running_loop()
        try:
            await loop.create_connection(lambda: connection, self._host, self._port, ssl=self._ssl)
            await asyncio.shield(connection.ready)
        except BaseException as error:
            connection.fail(
                error if isinstance(error, Exception) else ConnectionAbortedError("the login was cancelled")
            )
            await connection.wait_closed()
            raise

    async def _keep_connected(self, connection: CallsConnection) -> None:
        """Connect anew whenever the connection has ended, until this is cancelled.

        Raises:
            LoginRefused: Asterisk has refused the login for good.
        """
        while True:
            reason = await asyncio.shield(connection.closed)
            self._backoff.connected_for(asyncio.get_running_loop().time() - connection.began)
            _logger.warning("the connection to %s port %d has ended: %s", *self.address, reason)
            connection = await self._connect_again()

    async def _connect_again(self) -> CallsConnection:
        """Connect anew, after delays that become longer, until that succeeds or the login is refused for good."""
        while True:
            await asyncio.sleep(self._backoff.next_delay())
            try:
                return await self._connect()
            except (AgicodecError, OSError, asyncio.TimeoutError) as error:
                is_final = isinstance(error, LoginRefused) and error.is_final
                level = logging.ERROR if is_final else logging.WARNING
                text = one_line(str(error) or repr(error))
                _logger.log(level, "cannot connect to %s port %d: %s", *self.address, text)
                if is_final:
                    raise


async def serve(
    flow: Flow,
    *,
    host: str = "127.0.0.1",
    port: int = MANAGER_PORT,
    username: str,
    secret: str,
    authentication: Authentication = "md5",
    ssl: SSLContext | None = None,
    max_calls: int = MAX_CALLS,
    call_timeout: float | None = None,
    command_timeout: float | None = None,
    admit: Admit | None = None,
    ping_interval: float | None = PING_INTERVAL,
    connect_timeout: float = CONNECT_TIMEOUT,
    max_delay: float = MAX_DELAY,
    grace: float = GRACE,
) -> None:
    """Run a manager client until SIGINT (Ctrl-C) or SIGTERM, or until this is cancelled; then let the calls end.

    A second signal does not wait for the calls. The arguments are those of `Manager`, and `grace` that of `close`.

    Raises:
        LoginRefused, OSError, RemoteProtocolError, TimeoutError: as `Manager.start` does.
        ValueError: as `Manager` does.
    """
    manager = Manager(
        flow,
        host=host,
        port=port,
        username=username,
        secret=secret,
        authentication=authentication,
        ssl=ssl,
        max_calls=max_calls,
        call_timeout=call_timeout,
        command_timeout=command_timeout,
        admit=admit,
        ping_interval=ping_interval,
        connect_timeout=connect_timeout,
        max_delay=max_delay,
    )
    stop = asyncio.Event()
    await manager.start()
    try:
        with signals_set(stop):
            await manager.serve_until(stop)
        _logger.info("closing; %d calls have %g s to end", manager.calls, grace)
    finally:
        await manager.close(grace)
