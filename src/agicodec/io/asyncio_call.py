"""A call on asyncio, and the protocol that carries its bytes.

What arrives goes into the session at once, whether or not a command runs, so that a hangup is known when it arrives.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Coroutine
from typing import Final, TypeVar

from agicodec._numbers import overdue, require_seconds
from agicodec.calls.call import AsyncCall
from agicodec.calls.failures import log_failure_of_on_event
from agicodec.calls.operation import Operation
from agicodec.errors import LocalProtocolError
from agicodec.io.asyncio_transport import Transport, peer_of, require_transport
from agicodec.io.asyncio_waiter import Waiter
from agicodec.model.command import Command
from agicodec.session.events import ReplyReceived
from agicodec.session.session import Session

__all__ = ["CLOSE_TIMEOUT", "AsyncioCall", "CallProtocol"]

R = TypeVar("R")
AsyncioCallT = TypeVar("AsyncioCallT", bound="AsyncioCall")

CLOSE_TIMEOUT: Final = 1.0
"""How many seconds the other side has to read the last lines before the connection is aborted."""


class AsyncioCall(AsyncCall):
    """One call over a connection of asyncio, as `Server` passes it to a flow.

    What arrives while no command runs is known at once: `hung_up` is true as soon as the line HANGUP has arrived, and
    `on_event` is called with the event. `next_event` returns only the events that `on_event` was not called with.

    Args:
        command_timeout: how many seconds a command may take, after which it raises a `TimeoutError`; Asterisk still
            runs it, and the next command settles it, as after any wait that was cancelled. None for no limit, since a
            command such as Dial takes as long as it takes.
        session: the session; by default a new one.

    Raises:
        TypeError: the time limit is not a number.
        ValueError: it is not a finite one above 0.
    """

    _writes_itself = True
    """Whether `write` is that of this class, so that the straight path can do the same in fewer steps."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._writes_itself = cls.write is AsyncioCall.write

    def __init__(self, *, command_timeout: float | None = None, session: Session | None = None) -> None:
        super().__init__(session)
        require_seconds("command_timeout", command_timeout)
        self._command_timeout = command_timeout
        self._deadline: float | None = None
        self._loop: asyncio.AbstractEventLoop = asyncio.get_running_loop()
        self._transport: Transport | None = None
        self._arrival = Waiter(self._loop)
        """Awaited by the operation that waits for data."""
        self._write: Callable[[bytes], None] = _write_nowhere
        """The method `write` of the transport."""
        self._takes_lines = False
        """Whether a line may be written now: the connection is open, and the transport has not paused writing."""
        self._room: Waiter | None = None
        """Awaited by a command that cannot be written until the transport resumes writing."""
        self._over: asyncio.Event | None = None
        """Set when the channel has hung up or the connection has ended; None until `wait_for_hangup` is called."""
        self._has_ended = False

    @classmethod
    async def over(
        cls: type[AsyncioCallT],
        connection: socket.socket,
        *,
        command_timeout: float | None = None,
        session: Session | None = None,
    ) -> AsyncioCallT:
        """Create a call over a connected socket, which the call closes: for code that accepts connections itself."""
        call = cls(command_timeout=command_timeout, session=session)
        loop = asyncio.get_running_loop()
        await loop.connect_accepted_socket(lambda: CallProtocol(call), connection)
        return call

    @property
    def is_open(self) -> bool:
        """Whether the connection is open, as far as is known; the channel may have hung up."""
        return self._transport is not None and not self._has_ended and not self._transport.is_closing()

    @property
    def peer(self) -> str:
        """The address of the other side, without its port; empty when there is none, as on a Unix socket."""
        return "" if self._transport is None else peer_of(self._transport)[0]

    async def wait_for_hangup(self) -> None:
        """Wait until the channel has hung up or the connection has ended; both are known while a command runs too."""
        if self._over is None:
            self._over = asyncio.Event()
            self._note_end()
        await self._over.wait()

    def close(self) -> None:
        """Close the connection: the run of AGI ends, and Asterisk goes on with the dialplan.

        A running command raises `NeverAnswered`, and so does every later one.
        """
        self._exchange.close()  # first, since a transport may report its end at once
        transport = self._transport
        if transport is not None:
            transport.close()
            if transport.get_write_buffer_size():
                self._loop.call_later(CLOSE_TIMEOUT, transport.abort)
        self.ended()

    async def read(self) -> bytes:
        """Raise a `LocalProtocolError`: the session receives what arrives by itself; `next_event` waits for it."""
        raise LocalProtocolError("cannot read: the session receives what arrives by itself; next_event() waits for it")

    async def write(self, data: bytes) -> None:
        """Write a whole line to Asterisk once the transport allows it; if this is cancelled, nothing was written."""
        while self.is_open and not self._takes_lines:
            self._room = Waiter(self._loop)
            await self._wait(self._room)
            if self._room.is_late:
                limit = f"{self._command_timeout} s (command_timeout)"
                raise TimeoutError(f"no more could be written within {limit}, since Asterisk does not read")
        if not self.is_open:
            raise ConnectionResetError("the connection is closed")
        self._write(data)

    async def ask(self, command: Command[R]) -> ReplyReceived[R]:
        """Run a command and return the event with its reply, which may be a refusal.

        Raises:
            TimeoutError: the command has taken longer than `command_timeout`.
        """
        exchange = self._exchange
        line = None
        if self._takes_lines and self._command_timeout is None and self._writes_itself and not self.synchronizes:
            line = exchange.send_at_once(command)
        if line is None:
            return await super().ask(command)
        # A straight path when nothing else is due: an exchange in memory, with its loop, takes 66,000 instructions
        # instead of 120,000 (callgrind, Python 3.11).
        try:
            self._write(line)
            data = await self._arrival.wait()
        except BaseException:
            exchange.end()
            self._pass_on()
            raise
        if data is not None:
            reply = exchange.receive_reply(command, data)
            if reply is not None:
                return reply
        exchange.end()
        return await self._run(Operation(exchange, command, exchange.wait_on(command)))

    def connected(self, transport: Transport) -> None:
        """Set the transport to write to; called by the protocol."""
        self._transport = transport
        self._write = transport.write
        self._takes_lines = True
        self._pass_on()

    def received(self, data: bytes) -> None:
        """Pass bytes to the session; called by the protocol."""
        if self._arrival.resume(data):
            return
        if self._has_ended and data:
            return  # a proactor loop passes on what it was reading when the connection was closed
        self._exchange.session.receive_data(data)
        if self._exchange.is_running:
            self._arrival.resume_later()
        else:
            self._pass_on()

    def ended(self) -> None:
        """Record that no more bytes will arrive; called by the protocol."""
        if self._has_ended:
            return
        self._has_ended = True
        self.resumed()
        self.received(b"")
        self._note_end()

    def paused(self) -> None:
        """Stop writing until `resumed`; called by the protocol.

        Reading stops too: what arrives meanwhile would have to be kept, and whoever does not read can send without end.
        """
        self._takes_lines = False
        if self._transport is not None and not self._transport.is_closing():
            self._transport.pause_reading()

    def resumed(self) -> None:
        """Resume writing; called by the protocol."""
        self._takes_lines = not self._has_ended
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()
        if self._room is not None:
            self._room.resume_later()

    def _run_command(self, operation: Operation[R]) -> Coroutine[object, object, R]:
        seconds = self._command_timeout
        return self._run(operation) if seconds is None else self._run_within(operation, seconds)

    async def _run_within(self, operation: Operation[R], seconds: float) -> R:
        if self._exchange.is_running:
            return await self._run(operation)  # raises an error that names the running operation
        self._deadline = self._loop.time() + seconds
        try:
            return await self._run(operation)
        finally:
            self._deadline = None

    async def _run(self, operation: Operation[R]) -> R:
        try:
            return await super()._run(operation)
        finally:
            self._pass_on()

    async def _receive(self) -> None:
        """Wait until the protocol has passed more bytes to the session.

        Raises:
            TimeoutError: the time limit of the command is over.
        """
        if self._over is not None:
            self._note_end()
        data = await self._wait(self._arrival)
        if data is not None:
            self.session.receive_data(data)
        elif self._arrival.is_late:
            raise overdue(self.session.command, self._command_timeout)

    async def _wait(self, waiter: Waiter) -> bytes | None:
        """Wait, until the time limit of the command is over."""
        if self._deadline is None:
            return await waiter.wait()
        timer = self._loop.call_at(self._deadline, waiter.expire)
        try:
            return await waiter.wait()
        finally:
            timer.cancel()

    def _pass_on(self) -> None:
        """Call `on_event` with the events that have arrived while nothing waits for them."""
        for event in self._exchange.idle():
            try:
                self.on_event(event)
            except BaseException as error:
                log_failure_of_on_event(self, event, error)
        if self._over is not None:
            self._note_end()

    def _note_end(self) -> None:
        """Wake the tasks in `wait_for_hangup` if the call is over."""
        if self._over is not None and (self.hung_up or self._has_ended):
            self._over.set()


def _write_nowhere(data: bytes) -> None:
    raise ConnectionResetError("there is no connection yet")


class CallProtocol(asyncio.Protocol):
    """Carries the bytes of one call.

    Args:
        call: the call; None if there is none yet, in which case a subclass takes the bytes.
    """

    # With a `BufferedProtocol`, an exchange takes 3 % more, as it makes a view of its buffer for each chunk.

    def __init__(self, call: AsyncioCall | None = None) -> None:
        self.call: AsyncioCall | None = call

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Pass the transport to the call."""
        if self.call is not None:
            self.call.connected(require_transport(transport))

    def carry(self, call: AsyncioCall, transport: Transport) -> None:
        """Pass what arrives from now on to a call, which writes to the transport."""
        self.call = call
        call.connected(transport)

    def data_received(self, data: bytes) -> None:
        """Pass the bytes that have arrived to the call."""
        if self.call is not None:
            self.call.received(data)

    def eof_received(self) -> None:
        """Record that Asterisk has ended the run; the transport then closes itself."""
        if self.call is not None:
            self.call.ended()

    def connection_lost(self, exc: Exception | None) -> None:
        """Record that the connection was closed or lost."""
        if self.call is not None:
            self.call.ended()

    def pause_writing(self) -> None:
        """Make the call wait before it writes more."""
        if self.call is not None:
            self.call.paused()

    def resume_writing(self) -> None:
        """Let the call write again."""
        if self.call is not None:
            self.call.resumed()
