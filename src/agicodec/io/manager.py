"""AsyncAGI on asyncio: a client of the manager interface, which runs a flow for each channel that enters AsyncAGI.

async def welcome(call: ManagerCall) -> None:
    await call.answer()
    await call.stream_file("hello-world")

asyncio.run(serve(welcome, username="agi", secret="..."))
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from ssl import SSLContext
from types import TracebackType
from typing import Final, TypeAlias, TypeVar, overload

from agicodec.io.flow import Admit
from agicodec.io.manager_call import ManagerCall
from agicodec.io.manager_client import ManagerClient
from agicodec.io.manager_settings import Refused, Settings
from agicodec.serving.admission import GRACE, MAX_CALLS
from agicodec.serving.backoff import MAX_DELAY
from agicodec.serving.keepalive import PING_INTERVAL
from agicodec.serving.login import MANAGER_PORT, Authentication, Credentials, LoginRefused
from agicodec.serving.trace import IsSecret
from agicodec.serving.waiting import Waiting

__all__ = ["GRACE", "Admit", "Flow", "LoginRefused", "Manager", "ManagerCall", "serve"]

CallT = TypeVar("CallT", bound=ManagerCall)
ManagerT = TypeVar("ManagerT", bound="Manager")

CONNECT_TIMEOUT: Final = 10.0
"""How many seconds a connection and its login may take, by default."""

Flow: TypeAlias = Callable[[ManagerCall], Awaitable[object]]
"""What serves a call: a coroutine function."""


class Manager:
    """A client of the manager interface, which runs a flow for each channel that enters AsyncAGI.

    When the flow ends, in whatever way, ASYNCAGI BREAK sends the channel on into the dialplan. Whatever a flow raises
    ends that call alone. A hangup is one line in the log. The logger is `agicodec`.

    If the connection is lost, the commands of its calls raise `NeverAnswered`, and the manager client connects anew
    until it succeeds, after delays that become longer.

        async with Manager(flow, username="agi", secret="...") as manager:
            await manager.serve_forever()

    Args:
        flow: a coroutine function that takes the call. In AsyncAGI no path says which flow is to serve a call, so
            this one chooses, by the context, the extension or the arguments in `call.environment`.
        call_class: the class of the calls, for a subclass with an `on_event` or with commands of your own. When its
            constructor raises, that call is refused and the error logged.
        host: the address of Asterisk.
        port: the port of the manager interface.
        username: the user, as in manager.conf: with `read = agi,call` and `write = agi,reporting`.
        secret: the user's secret.
        authentication: `md5` sends a hash of the secret and of Asterisk's challenge, `plain` the secret itself.
        ssl: for a connection over TLS; None for one without.
        max_calls: how many calls are served at most; the channels of others are sent on into the dialplan.
        call_timeout: how many seconds a call may take, after which the flow is cancelled; None for no limit.
        command_timeout: how many seconds a command may take, after which it raises a `TimeoutError`; None for no limit.
        admit: called with the host and the environment before the flow; returns, or awaits, True to admit the call, or
            False or a text with the reason to send the channel on into the dialplan. When it raises, or returns
            anything else, such as None, the call is refused and the error logged.
        refused: what becomes of a channel that is not served, since `admit` refuses it, `max_calls` are served or no
            call can be made: `break` sends it on into the dialplan; `leave` leaves it in AsyncAGI, for another program
            that serves channels of this Asterisk.
        waiting: what becomes of the channels that are in AsyncAGI already when the manager client connects, at first or
            again: `adopt` runs the flow for them, with `call.was_waiting` true; `break` sends them on into the
            dialplan; `leave` leaves them. Without `write = reporting` they are not found.
        is_secret: called with each command that is logged; returns whether its arguments and its reply are to be kept
            out of the log.
        ping_interval: after how many seconds without a response to an action to send a Ping; if none arrives for
            another such time, the connection counts as lost. None for never.
        connect_timeout: how many seconds a connection and its login may take.
        max_delay: how many seconds to wait at most between two attempts to connect.

    Raises:
        ValueError: a number is out of its range, a word is none of those that are accepted, or the username or the
            secret cannot be sent.
        TypeError: an argument is of a wrong type, or `call_class` is not a class of such calls.
    """

    @overload
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
        refused: Refused = "break",
        waiting: Waiting = "adopt",
        is_secret: IsSecret | None = None,
        ping_interval: float | None = PING_INTERVAL,
        connect_timeout: float = CONNECT_TIMEOUT,
        max_delay: float = MAX_DELAY,
    ) -> None: ...
    @overload
    def __init__(
        self,
        flow: Callable[[CallT], Awaitable[object]],
        *,
        call_class: type[CallT],
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
        refused: Refused = "break",
        waiting: Waiting = "adopt",
        is_secret: IsSecret | None = None,
        ping_interval: float | None = PING_INTERVAL,
        connect_timeout: float = CONNECT_TIMEOUT,
        max_delay: float = MAX_DELAY,
    ) -> None: ...
    def __init__(
        self,
        flow: Callable[..., Awaitable[object]],
        *,
        call_class: type[ManagerCall] = ManagerCall,
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
        refused: Refused = "break",
        waiting: Waiting = "adopt",
        is_secret: IsSecret | None = None,
        ping_interval: float | None = PING_INTERVAL,
        connect_timeout: float = CONNECT_TIMEOUT,
        max_delay: float = MAX_DELAY,
    ) -> None:
        credentials = Credentials(username, secret, authentication)
        self._client = ManagerClient(
            Settings(
                flow,
                call_class,
                host,
                port,
                credentials,
                ssl,
                max_calls,
                call_timeout,
                command_timeout,
                admit,
                refused,
                waiting,
                is_secret,
                ping_interval,
                connect_timeout,
                max_delay,
            )
        )

    @property
    def address(self) -> tuple[str, int]:
        """The host and the port of the manager interface."""
        return self._client.address

    @property
    def calls(self) -> int:
        """How many calls are being served."""
        return self._client.calls

    @property
    def is_connected(self) -> bool:
        """Whether the manager client is logged in, as far as is known."""
        return self._client.is_connected

    @property
    def cancel_timeout(self) -> float:
        """How many seconds a flow has to end after it was cancelled, before the manager client closes without it."""
        return self._client.cancel_timeout

    @cancel_timeout.setter
    def cancel_timeout(self, seconds: float) -> None:
        self._client.cancel_timeout = seconds

    async def start(self) -> None:
        """Connect and log in, and serve calls from then on.

        Raises:
            LoginRefused: Asterisk has refused the login.
            OSError: nothing answers at that address; or, as `ssl.SSLError`, its certificate cannot be verified, or it
                does not use TLS.
            RemoteProtocolError: what answers is not the manager interface of Asterisk.
            TimeoutError: the connection and the login have taken longer than `connect_timeout`.
            RuntimeError: the manager client was started or closed before.
        """
        await self._client.start()

    async def serve_forever(self) -> None:
        """Serve calls until this is cancelled or the manager client closes.

        Raises:
            LoginRefused: after a loss of the connection, Asterisk has refused the login for good.
        """
        await self._client.serve_forever()

    async def close(self, grace: float = GRACE) -> None:
        """Serve no new calls, wait for the calls to end, log off, and close.

        Channels that enter AsyncAGI meanwhile are sent on into the dialplan. Nothing is left behind: no open
        connection, and no task except that of a flow that is still running `cancel_timeout` seconds after it was
        cancelled, which a warning names. So it is when this is cancelled, which then cancels the flows at once. A flow
        may close the manager client; it is neither waited for nor cancelled, and not by another flow that does the
        same.

        Args:
            grace: how many seconds the calls have to end; then their flows are cancelled.

        Raises:
            TypeError, ValueError: it is not a number, or NaN.
        """
        await self._client.close(grace)

    async def __aenter__(self: ManagerT) -> ManagerT:
        """Connect and log in."""
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
    port: int = MANAGER_PORT,
    username: str,
    secret: str,
    authentication: Authentication = "md5",
    ssl: SSLContext | None = None,
    max_calls: int = MAX_CALLS,
    call_timeout: float | None = None,
    command_timeout: float | None = None,
    admit: Admit | None = None,
    refused: Refused = "break",
    waiting: Waiting = "adopt",
    is_secret: IsSecret | None = None,
    ping_interval: float | None = PING_INTERVAL,
    connect_timeout: float = CONNECT_TIMEOUT,
    max_delay: float = MAX_DELAY,
    grace: float = GRACE,
) -> None: ...
@overload
async def serve(
    flow: Callable[[CallT], Awaitable[object]],
    *,
    call_class: type[CallT],
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
    refused: Refused = "break",
    waiting: Waiting = "adopt",
    is_secret: IsSecret | None = None,
    ping_interval: float | None = PING_INTERVAL,
    connect_timeout: float = CONNECT_TIMEOUT,
    max_delay: float = MAX_DELAY,
    grace: float = GRACE,
) -> None: ...
async def serve(
    flow: Callable[..., Awaitable[object]],
    *,
    call_class: type[ManagerCall] = ManagerCall,
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
    refused: Refused = "break",
    waiting: Waiting = "adopt",
    is_secret: IsSecret | None = None,
    ping_interval: float | None = PING_INTERVAL,
    connect_timeout: float = CONNECT_TIMEOUT,
    max_delay: float = MAX_DELAY,
    grace: float = GRACE,
) -> None:
    """Run a manager client until SIGINT (Ctrl-C) or SIGTERM, or until this is cancelled; then let the calls end.

    A second signal cancels the flows of the calls that have not ended. The arguments are those of `Manager`, and
    `grace` that of `close`.

    Raises:
        LoginRefused, OSError, RemoteProtocolError, TimeoutError: as `Manager.start` does.
        ValueError, TypeError: as `Manager` and its `close` do.
    """
    credentials = Credentials(username, secret, authentication)
    client = ManagerClient(
        Settings(
            flow,
            call_class,
            host,
            port,
            credentials,
            ssl,
            max_calls,
            call_timeout,
            command_timeout,
            admit,
            refused,
            waiting,
            is_secret,
            ping_interval,
            connect_timeout,
            max_delay,
        )
    )
    await client.run(grace)
