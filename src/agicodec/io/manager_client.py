"""The client of the manager interface on asyncio: connects, serves calls, connects anew, and closes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Mapping

from agicodec._numbers import require_grace
from agicodec.asyncagi.session import AsyncAgiSession
from agicodec.calls.failures import LOGGER
from agicodec.errors import AgicodecError
from agicodec.io.asyncio_closing import TaskClosing, outlast
from agicodec.io.asyncio_log import TimedLog
from agicodec.io.asyncio_signals import signals_set
from agicodec.io.flow import Result, run_flow
from agicodec.io.manager_call import Link, ManagerCall
from agicodec.io.manager_calls import CallsConnection, ServedCall
from agicodec.io.manager_settings import Settings
from agicodec.io.server import require_new
from agicodec.model.environment import Environment
from agicodec.serving import ending
from agicodec.serving.admission import END_TIMEOUT, GRACE
from agicodec.serving.backoff import Backoff
from agicodec.serving.counting import LONGEST_INTERVAL
from agicodec.serving.ending import LogEntry, one_line
from agicodec.serving.login import LoginRefused

__all__ = ["ManagerClient"]

_logger = logging.getLogger(LOGGER)


class ManagerClient:
    """What `Manager` does, and what its connections and calls use; it takes the arguments in one object."""

    def __init__(self, settings: Settings) -> None:
        self.settings: Settings = settings
        self.cancel_timeout: float = END_TIMEOUT
        self._host, self._port = settings.host, settings.port
        self._backoff = Backoff(settings.max_delay)
        self._connection: CallsConnection | None = None
        """The present connection, or the last one."""
        self._served: dict[ServedCall, None] = {}
        self._closing: TaskClosing[ServedCall] = TaskClosing(lambda: self._served)
        self._keeping: asyncio.Task[None] | None = None
        """Waits for the end of the connection, and connects anew."""
        self._is_closing = False
        self._lines = TimedLog("calls")
        self._attempts = TimedLog("times", LONGEST_INTERVAL)
        """The log of how connections begin and end, and of attempts to connect that fail."""

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
        """Whether the manager client is logged in, as far as is known."""
        return self._connection is not None and self._connection.is_open

    async def start(self) -> None:
        """Connect and log in, and serve calls from then on. See `Manager.start`."""
        require_new(is_started=self._keeping is not None, is_closed=self._is_closing, what="manager client")
        loop = asyncio.get_running_loop()
        started: asyncio.Future[None] = loop.create_future()
        self._keeping = keeping = loop.create_task(self._keep_connected(started))
        try:
            await asyncio.wait([keeping, started], return_when=asyncio.FIRST_COMPLETED)
            require_new(is_started=False, is_closed=keeping.cancelled(), what="manager client")
            if not started.done():
                keeping.result()
        except BaseException:
            await self._closing.finish(self._end())  # also the calls that have begun while this was cancelled
            self._keeping = None
            raise

    async def serve_forever(self) -> None:
        """Serve calls until this is cancelled or the manager client closes. See `Manager.serve_forever`."""
        await self._serve_until(asyncio.Event())

    async def close(self, grace: float = GRACE) -> None:
        """Serve no new calls, wait for the calls to end, log off, and close. See `Manager.close`."""
        require_grace(grace)
        self._is_closing = True
        self._closing.begin()
        try:
            await self._closing.wait(grace)
        finally:
            try:
                await self._closing.finish(self._end())
            finally:
                self._lines.close()
                self._attempts.close()

    def cancel_calls(self) -> None:
        """Cancel the flows of all calls, so that `close` need not wait for them."""
        for served in self._closing.others():
            served.cancel(ending.CLIENT_CLOSED)

    def make_call(self, session: AsyncAgiSession, link: Link) -> ManagerCall:
        """Create the call for a session; called by the connection."""
        return self.settings.call_class(session, link, command_timeout=self.settings.command_timeout)

    def logged_in(self, connection: CallsConnection) -> None:
        """Use a connection from now on, and log that; called by the connection, before its calls begin."""
        again = "" if self._connection is None else "logged in again"
        self._connection = connection
        self.note("logged in at {} port {}", LogEntry(logging.INFO, one_line(connection.greeting), kind=again))

    def began(self, call: ManagerCall, connection: CallsConnection, problem: LogEntry | None) -> None:
        """Serve a call, or refuse it, as where there is a problem; called by the connection."""
        if call.was_waiting and self.settings.waiting == "break":
            self.log(call, ending.SENT_BACK)
            connection.send_back(call)
        elif problem is not None:
            self.refuse(call, connection, problem)
        elif self._is_closing:
            self.refuse(call, connection, ending.NOT_SERVED)
        elif len(self._served) >= self.settings.max_calls:
            self.refuse(call, connection, ending.too_many(self.settings.max_calls))
        else:
            self._served[ServedCall(self, connection, call)] = None

    def refuse(self, call: ManagerCall, connection: CallsConnection, how: LogEntry | None) -> None:
        """Send the channel of a call on into the dialplan, or leave it where it is."""
        if how is not None:
            self.log(call, how)
        if self.settings.refused == "break":
            connection.send_back(call)

    def log(self, call: ManagerCall, how: LogEntry, after: str = "") -> None:
        """Log what has happened to a call; called by the call and its connection."""
        self._lines.log(one_line(call.session.channel), how, after)

    def note(self, what: str, how: LogEntry) -> None:
        """Log what has happened to the connection; called also by the connection.

        Args:
            what: the beginning of the line, with `{}` for the host and for the port.
            how: the rest of the line.
        """
        self._attempts.log(what.format(*self.address), how)

    def left(self, served: ServedCall) -> None:
        """Stop counting a call; called by the call."""
        del self._served[served]
        self._closing.changed()

    def wake(self) -> None:
        """Wake the tasks of all calls; called by the connection."""
        for served in self._served:
            served.call.wake()

    async def serve(self, served: ServedCall) -> Result:
        """Run the flow, if the call is admitted."""

        def flow(call: ManagerCall) -> Awaitable[object]:
            served.is_admitted = True
            return self.settings.flow(call)

        return await run_flow(flow, served.call, self.settings.admit, self._host)

    async def _end(self) -> None:
        """End all calls, and close the connection."""
        try:
            await self._end_calls()
        finally:
            await self._disconnect()

    async def _end_calls(self) -> None:
        """Cancel the flows that have not ended, and send the channels on of those that do not end then."""
        self.cancel_calls()
        await self._closing.wait(self.cancel_timeout)
        for served in self._closing.others():
            self.log(served.call, ending.CLIENT_WILL_NOT_END)
        for served in tuple(self._served):
            served.give_back()

    async def _disconnect(self) -> None:
        """Connect no more, log off, and close the connection."""
        try:
            if self._keeping is not None:
                self._keeping.cancel()
                await asyncio.wait([self._keeping])
            if self._connection is not None:
                await self._connection.log_off()
        finally:
            if self._connection is not None:
                self._connection.fail(ConnectionAbortedError("the manager client was closed"))  # if this was cancelled

    async def _connect(self) -> CallsConnection:
        """Connect and log in.

        Raises:
            LoginRefused, OSError, RemoteProtocolError, TimeoutError: as `start` does.
        """
        settings, before = self.settings, self._connection
        known: Mapping[str, Environment] = {} if before is None or self.settings.waiting == "leave" else before.present
        connection = CallsConnection(self, known)
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
        return connection

    async def _log_in(self, connection: CallsConnection) -> None:
        loop = asyncio.get_running_loop()
        try:
            await loop.create_connection(lambda: connection, self._host, self._port, ssl=self.settings.ssl)
            await asyncio.shield(connection.ready)
        except BaseException as error:
            connection.fail(
                error if isinstance(error, Exception) else ConnectionAbortedError("the login was cancelled")
            )
            await connection.wait_closed()
            raise

    async def _keep_connected(self, started: asyncio.Future[None]) -> None:
        """Connect, and connect anew whenever the connection has ended, until this is cancelled.

        Raises:
            LoginRefused, OSError, RemoteProtocolError, TimeoutError: as `start` does; once `started` is done, only the
                first one, when Asterisk has refused the login for good.
        """
        connection = await self._connect()
        started.set_result(None)
        while True:
            reason = await asyncio.shield(connection.closed)
            seconds = asyncio.get_running_loop().time() - connection.began
            if self._backoff.lost_after(seconds):
                self._attempts.begin_anew()
            lost = LogEntry(logging.WARNING, reason, kind="the connection has ended")
            self.note("the connection to {} port {} has ended", lost)
            connection = await self._connect_again()

    async def _connect_again(self) -> CallsConnection:
        """Connect anew, after delays that become longer, until that succeeds or the login is refused for good."""
        while True:
            await asyncio.sleep(self._backoff.next_delay())
            try:
                return await self._connect()
            except (AgicodecError, OSError, asyncio.TimeoutError) as error:
                text = one_line(str(error) or repr(error))
                is_final = isinstance(error, LoginRefused) and error.is_final
                failed = LogEntry(logging.WARNING, text, kind=f"cannot connect ({type(error).__name__})")
                self.note("cannot connect to {} port {}", LogEntry(logging.ERROR, text) if is_final else failed)
                if is_final:
                    raise

    async def run(self, grace: float) -> None:
        """Serve calls until SIGINT or SIGTERM, or until this is cancelled; then close. See `serve`."""
        require_grace(grace)
        stop = asyncio.Event()
        with signals_set(stop, self.cancel_calls):
            starting = asyncio.get_running_loop().create_task(self.start())
            try:
                await _wait_until_done(starting, stop)
                if starting.done():
                    starting.result()
                    await self._serve_until(stop)
                _logger.info(ending.closing(self.calls, grace))
            finally:
                try:
                    await self.close(grace)
                finally:
                    await outlast(starting)

    async def _serve_until(self, stop: asyncio.Event) -> None:
        """Serve calls until an event is set, or as `serve_forever`."""
        if self._keeping is None:
            return
        await _wait_until_done(self._keeping, stop)
        if self._keeping.done() and not self._keeping.cancelled():
            self._keeping.result()


async def _wait_until_done(task: asyncio.Task[None], stop: asyncio.Event) -> None:
    """Wait until a task has ended or an event is set."""
    stopping = asyncio.get_running_loop().create_task(stop.wait())
    try:
        await asyncio.wait([stopping, task], return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        await asyncio.wait([stopping])


async def _cancel(task: asyncio.Task[None]) -> None:
    """Cancel a task, and wait until it has ended."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
