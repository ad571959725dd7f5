"""A connection to the manager interface on asyncio, from the login to its end."""

from __future__ import annotations

import asyncio
import secrets
from abc import abstractmethod
from collections.abc import Mapping
from typing import Final

from agicodec.asyncagi.ami import AmiReader, Greeting, Message, encode_action
from agicodec.errors import AgicodecError
from agicodec.io.asyncio_transport import Transport
from agicodec.serving.ending import one_line
from agicodec.serving.keepalive import Keepalive
from agicodec.serving.login import Credentials, Login
from agicodec.session.events import NEED_DATA

__all__ = ["MAX_UNSENT", "ManagerConnection"]

MAX_UNSENT: Final = 1 << 20
"""How many bytes of actions may wait for Asterisk to read them, before the connection counts as lost.

The commands of flows wait long before that, at the limit of the transport (64 KiB); what is written regardless are the
actions with which calls end.
"""

LOGOFF_TIMEOUT: Final = 1.0
"""How many seconds Asterisk has to answer Logoff before the connection is closed."""


class ManagerConnection(asyncio.Protocol):
    """Carries the messages of the manager interface. A subclass implements what they mean.

    Args:
        credentials: what to log in with.
        ping_interval: after how many seconds without a response to send a Ping; None for never.
    """

    def __init__(self, credentials: Credentials, ping_interval: float | None) -> None:
        self._loop = asyncio.get_running_loop()
        self._messages = AmiReader()
        self.prefix: str = f"agicodec-{secrets.token_hex(8)}"
        self._login = Login(credentials, f"{self.prefix}-login")
        self._ping_interval = ping_interval
        self._keepalive: Keepalive | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._transport: Transport | None = None
        self._is_paused = False
        self._problem: Exception | None = None
        self.began: float = self._loop.time()
        """When the connection was made, by the loop's clock."""
        self.ready: asyncio.Future[None] = self._loop.create_future()
        """Done when the client is logged in; else it has the error."""
        self.closed: asyncio.Future[str] = self._loop.create_future()
        """Done when the connection is closed; its result is the reason, in words."""

    @property
    def greeting(self) -> str:
        """Asterisk's greeting, once it has arrived."""
        return self._login.greeting

    @property
    def is_open(self) -> bool:
        """Whether the client is logged in and the connection is open, as far as is known."""
        return self._login.is_done and self._problem is None and not self.closed.done()

    @property
    def is_paused(self) -> bool:
        """Whether calls must wait before they write more."""
        return self._is_paused

    def write(self, headers: Mapping[str, str]) -> None:
        """Write an action; if too much waits to be sent, the connection counts as lost."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        transport.write(encode_action(headers.items()))
        if transport.get_write_buffer_size() > MAX_UNSENT:
            self.fail(ConnectionError(f"Asterisk has left more than {MAX_UNSENT} bytes unread"))

    def fail(self, problem: Exception) -> None:
        """Close the connection at once."""
        self._problem = self._problem or problem
        if self._transport is not None:
            self._transport.abort()

    async def log_off(self) -> None:
        """Log off and close the connection, after all that was written before."""
        if self.is_open:
            self.write({"Action": "Logoff"})
            await asyncio.wait([self.closed], timeout=LOGOFF_TIMEOUT)
        if self._transport is not None:
            self._transport.abort()
        await self.wait_closed()

    async def wait_closed(self) -> None:
        """Wait until the connection is closed, if it was ever made."""
        if self._transport is not None:
            await asyncio.wait([self.closed])

    @abstractmethod
    def logged_in(self) -> None:
        """Begin to use the connection."""

    @abstractmethod
    def took(self, message: Message) -> None:
        """Process a message that arrives after the login."""

    @abstractmethod
    def resumed(self) -> None:
        """Let calls write again."""

    @abstractmethod
    def ended(self, reason: str) -> None:
        """Process the end of the connection."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to watch over the connection."""
        if not isinstance(transport, Transport):
            raise TypeError(f"{transport!r} cannot be written to: the manager interface needs a stream")
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Process the messages that have arrived."""
        if self._problem is not None:
            return
        self._messages.receive_data(data)
        try:
            self._read()
        except AgicodecError as error:
            self.fail(error)

    def pause_writing(self) -> None:
        """Make calls wait before they write more."""
        self._is_paused = True

    def resume_writing(self) -> None:
        """Let calls write again."""
        self._is_paused = False
        self.resumed()

    def connection_lost(self, exc: Exception | None) -> None:
        """Report that the connection was closed or lost."""
        if self._timer is not None:
            self._timer.cancel()
        problem = self._problem or exc or ConnectionResetError("Asterisk has closed the connection")
        reason = one_line(str(problem) or repr(problem))
        if self._transport is not None:
            self._transport.close()  # else a TLS transport of Python 3.10 warns that it was not closed
        self.closed.set_result(reason)
        if not self.ready.done():
            self.ready.set_exception(problem)
            self.ready.exception()  # else one that nobody awaits any more would be reported
        self.ended(reason)

    def _read(self) -> None:
        """Process the messages that are complete.

        Raises:
            AgicodecError: the other side breaks the protocol, or refuses the login.
        """
        while self._problem is None and (message := self._messages.next_message()) is not NEED_DATA:
            if message is None:
                return
            if not self._login.is_done:
                self._log_in(message)
            elif isinstance(message, Message):
                if self._keepalive is not None and "Response" in message:
                    self._keepalive.heard(self._loop.time())
                self.took(message)

    def _log_in(self, message: Greeting | Message) -> None:
        action = self._login.receive(message)
        if action is not None:
            self.write(action)
        elif self._login.is_done and not self.ready.done():
            self.ready.set_result(None)
            if self._ping_interval is not None:
                self._keepalive = Keepalive(self._ping_interval, self._loop.time())
                self._timer = self._loop.call_at(self._keepalive.due, self._watch, self._keepalive)
            self.logged_in()

    def _watch(self, keepalive: Keepalive) -> None:
        """Send a Ping after an interval without a response, and give up after another one."""
        due = keepalive.check(self._loop.time())
        if due == "lost":
            self.fail(TimeoutError("Asterisk has not answered a Ping"))
            return
        if due == "ping":
            self.write({"Action": "Ping"})
        self._timer = self._loop.call_at(keepalive.due, self._watch, keepalive)
