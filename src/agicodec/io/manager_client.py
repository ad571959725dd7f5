"""The client of the manager interface on asyncio: connects, serves calls, connects anew, and closes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from ssl import SSLContext
from types import TracebackType
from typing import Final, Literal, TypeVar

from attrs import frozen

from agicodec._checks import require_class, require_run
from agicodec.asyncagi.session import AsyncAgiSession
from agicodec.errors import AgicodecError, shown
from agicodec.io.asyncio_endings import TimedEndingLog
from agicodec.io.asyncio_signals import signals_set
from agicodec.io.flow import Admit, run_flow
from agicodec.io.manager_call import Link, ManagerCall
from agicodec.io.manager_calls import CallsConnection, ServedCall
from agicodec.model.environment import Environment
from agicodec.serving import ending
from agicodec.serving.admission import (
    GRACE,
    require_count,
    require_grace,
    require_host,
    require_port,
    require_seconds,
)
from agicodec.serving.backoff import Backoff
from agicodec.serving.ending import Ending, one_line
from agicodec.serving.login import Credentials, LoginRefused
from agicodec.serving.trace import IsSecret
from agicodec.serving.waiting import Waiting

__all__ = ["CANCEL_TIMEOUT", "ManagerClient", "Refused", "Settings"]

ClientT = TypeVar("ClientT", bound="ManagerClient")

CANCEL_TIMEOUT: Final = 5.0
"""How many seconds a flow has to end after it was cancelled, before the manager closes without it."""

Refused = Literal["break", "leave"]
"""What becomes of the channels that the manager does not serve."""

_logger = logging.getLogger(ending.LOGGER)


@frozen(eq=False)
class Settings:
    """The arguments of `Manager`, which describes them.

    Raises:
        ValueError: a number is out of its range, or a word is none of those that are accepted.
        TypeError: an argument is of a wrong type, or `call_class` is not a class of such calls.
    """

    flow: Callable[..., Awaitable[object]]
    call_class: type[ManagerCall]
    host: str
    port: int
    credentials: Credentials
    ssl: SSLContext | None
    max_calls: int
    call_timeout: float | None
    command_timeout: float | None
    admit: Admit | None
    refused: Refused
    waiting: Waiting
    is_secret: IsSecret | None
    ping_interval: float | None
    connect_timeout: float
    max_delay: float

    def __attrs_post_init__(self) -> None:
        require_class(self.call_class, ManagerCall)
        require_run(self.flow, ("admit", self.admit), ("is_secret", self.is_secret))
        require_host(self.host)
        require_port(self.port, 1)
        _require_context(self.ssl)
        require_count("max_calls", self.max_calls)
        require_seconds("call_timeout", self.call_timeout)
        require_seconds("command_timeout", self.command_timeout)
        require_seconds("ping_interval", self.ping_interval)
        require_seconds("connect_timeout", self.connect_timeout)
        require_seconds("max_delay", self.max_delay)
        if self.waiting not in ("adopt", "break", "leave"):
            raise ValueError(f"waiting {shown(self.waiting)}: expected 'adopt', 'break' or 'leave'")
        if self.refused not in ("break", "leave"):
            raise ValueError(f"refused {shown(self.refused)}: expected 'break' or 'leave'")


class ManagerClient:
    """What `Manager` does; it takes the arguments in one object."""

    def __init__(self, settings: Settings) -> None:
        self.call_timeout: float | None = settings.call_timeout
        self.cancel_timeout: float = CANCEL_TIMEOUT
        self.is_secret: IsSecret | None = settings.is_secret
        self.waiting: Waiting = settings.waiting
        self._settings = settings
        self._host, self._port = settings.host, settings.port
        self._backoff = Backoff(settings.max_delay)
        self._connection: CallsConnection | None = None
        """The present connection, or the last one."""
        self._served: dict[ServedCall, None] = {}
        self._keeping: asyncio.Task[None] | None = None
        """Waits for the end of the connection, and connects anew."""
        self._is_closing = False
        self._endings = TimedEndingLog("calls")

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
            OSError: nothing answers at that address; or, as `ssl.SSLError`, its certificate cannot be verified, or it
                does not use TLS.
            RemoteProtocolError: what answers is not the manager interface of Asterisk.
            TimeoutError: the connection and the login have taken longer than `connect_timeout`.
            RuntimeError: the manager was started before.
        """
        if self._keeping is not None:
            raise RuntimeError("the manager was started before")
        try:
            connection = await self._connect()
        except BaseException:
            await self._cancel_calls()  # which have begun while this was cancelled
            raise
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
        require_grace(grace)
        self._is_closing = True
        try:
            await self._wait_for_calls(grace)
        finally:
            await self._cancel_calls()
            if self._keeping is not None:
                self._keeping.cancel()
                await asyncio.gather(self._keeping, return_exceptions=True)
            if self._connection is not None:
                await self._connection.log_off()
            self._endings.close()

    async def __aenter__(self: ClientT) -> ClientT:
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
        return self._settings.call_class(session, link, command_timeout=self._settings.command_timeout)

    def began(self, call: ManagerCall, connection: CallsConnection) -> None:
        """Serve a call, or refuse it; called by the connection."""
        if call.was_waiting and self.waiting == "break":
            self.log(call, ending.SENT_BACK)
            connection.send_back(call)
        elif self._is_closing:
            self.refuse(call, connection, ending.NOT_SERVED)
        elif len(self._served) >= self._settings.max_calls:
            self.refuse(call, connection, ending.too_many(self._settings.max_calls))
        else:
            self._served[ServedCall(self, connection, call)] = None

    def refuse(self, call: ManagerCall, connection: CallsConnection, how: Ending | None) -> None:
        """Send the channel of a call on into the dialplan, or leave it where it is."""
        if how is not None:
            self.log(call, how)
        if self._settings.refused == "break":
            connection.send_back(call)

    def log(self, call: ManagerCall, how: Ending, after: str = "") -> None:
        """Log what has happened to a call; called by the call and its connection."""
        self._endings.log(one_line(call.session.channel), how, after)

    def left(self, served: ServedCall) -> None:
        """Stop counting a call; called by the call."""
        del self._served[served]

    def wake(self) -> None:
        """Wake the tasks of all calls; called by the connection."""
        for served in self._served:
            served.call.wake()

    async def serve(self, served: ServedCall) -> Ending | None:
        """Run the flow, if the call is admitted; return how the call ended, None if the flow returned."""

        def flow(call: ManagerCall) -> Awaitable[object]:
            served.is_admitted = True
            return self._settings.flow(call)

        return await run_flow(flow, served.call, self._settings.admit, self._host)

    async def _cancel_calls(self) -> None:
        for served in tuple(self._served):
            served.cancel(ending.SHUT_DOWN)
        await self._wait_for_calls(self.cancel_timeout)
        for served in self._served:
            self.log(served.call, ending.WILL_NOT_END)

    async def _wait_for_calls(self, seconds: float) -> None:
        tasks = [served.task for served in self._served]
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)

    async def _connect(self) -> CallsConnection:
        """Connect and log in.

        Raises:
            LoginRefused, OSError, RemoteProtocolError, TimeoutError: as `start` does.
        """
        settings, before = self._settings, self._connection
        known: Mapping[str, Environment] = {} if before is None or self.waiting == "leave" else before.present
        connection = CallsConnection(self, settings.credentials, settings.ping_interval, known)
        limit = settings.connect_timeout
        login = asyncio.get_running_loop().create_task(self._log_in(connection))
        try:
            done, _ = await asyncio.wait([login], timeout=limit)  # wait_for may lose a cancellation before Python 3.12
        except asyncio.CancelledError:
            await _cancel(login)
            connection.fail(ConnectionAbortedError("the login was cancelled"))
            await connection.wait_closed()
            raise
        if not done:
            await _cancel(login)
            raise TimeoutError(f"no login at {self._host} port {self._port} within {limit:g} s (connect_timeout)")
        login.result()
        self._connection = connection
        _logger.info("logged in at %s port %d: %s", *self.address, one_line(connection.greeting))
        return connection

    async def _log_in(self, connection: CallsConnection) -> None:
        loop = asyncio.get_running_loop()
        try:
            await loop.create_connection(lambda: connection, self._host, self._port, ssl=self._settings.ssl)
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

    async def run(self, grace: float) -> None:
        """Serve calls until SIGINT or SIGTERM, or until this is cancelled; then close. See `serve`."""
        require_grace(grace)
        stop = asyncio.Event()
        with signals_set(stop):
            await self.start()
            try:
                await self.serve_until(stop)
            except BaseException:
                await self.close(grace)
                raise
        _logger.info(ending.closing(self.calls, grace))
        await self.close(grace)


def _require_context(value: object) -> None:
    if value is not None and not isinstance(value, SSLContext):
        raise TypeError(f"ssl {shown(value)}: expected an ssl.SSLContext, or None")


async def _cancel(task: asyncio.Task[None]) -> None:
    """Cancel a task, and wait until it has ended."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
