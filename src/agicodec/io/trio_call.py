"""A call on trio.

What arrives goes into the session at once, whether or not a command runs, so that a hangup is known when it arrives.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

import trio

from agicodec._numbers import overdue, require_seconds
from agicodec.calls.call import AsyncCall
from agicodec.calls.failures import log_failure_of_on_event
from agicodec.calls.operation import Operation
from agicodec.errors import LocalProtocolError
from agicodec.session.session import Session

__all__ = ["TrioCall", "peer_of"]

R = TypeVar("R")
TrioCallT = TypeVar("TrioCallT", bound="TrioCall")


def peer_of(stream: trio.SocketStream) -> tuple[str, str]:
    """Return the address and the port of the other side; empty when it has none, as on a Unix socket."""
    with suppress(OSError):  # it has closed the connection already
        match stream.socket.getpeername():
            case (str(host), int(port), *_):
                return host, str(port)
            case _:
                pass
    return "", ""


class TrioCall(AsyncCall):
    """One call over a connection of trio, as `Server` passes it to a flow.

    What arrives while no command runs is known at once: `hung_up` is true as soon as the line HANGUP has arrived, and
    `on_event` is called with the event. `next_event` returns only the events that `on_event` was not called with.

    Args:
        stream: the connection, which the call closes. `receive` reads it: `over` makes a call and runs that.
        command_timeout: how many seconds a command may take, after which it raises a `TimeoutError`; Asterisk still
            runs it, and the next command settles it, as after any wait that was cancelled. None for no limit, since a
            command such as Dial takes as long as it takes.
        session: the session; by default a new one.

    Raises:
        TypeError: the time limit is not a number.
        ValueError: it is not a finite one above 0.
    """

    def __init__(
        self, stream: trio.SocketStream, *, command_timeout: float | None = None, session: Session | None = None
    ) -> None:
        super().__init__(session)
        require_seconds("command_timeout", command_timeout)
        self._stream = stream
        self._command_timeout = command_timeout
        self._peer, _ = peer_of(stream)
        self._arrived: trio.Event | None = None
        """Set when bytes arrive; None while no operation waits for them."""
        self._written: trio.Event | None = None
        """Set when the line that is being written is written, or given up; None while none is."""
        self._over = trio.Event()
        """Set when the channel has hung up or the connection has ended."""
        self._has_ended = False

    @classmethod
    @asynccontextmanager
    async def over(
        cls: type[TrioCallT],
        stream: trio.SocketStream,
        *,
        command_timeout: float | None = None,
        session: Session | None = None,
    ) -> AsyncGenerator[TrioCallT, None]:
        """Create a call over a connected stream, and close it in the end: for code that accepts connections itself.

        async with TrioCall.over(stream) as call:
            await flow(call)
        """
        call = cls(stream, command_timeout=command_timeout, session=session)
        failure: Exception | None = None
        async with trio.open_nursery() as nursery:
            nursery.start_soon(call.receive)
            try:
                yield call
            except Exception as error:
                failure = error
            finally:
                call.close()
        if failure is not None:
            raise failure  # as it is: the nursery would put it into a group

    @property
    def is_open(self) -> bool:
        """Whether the connection is open, as far as is known; the channel may have hung up."""
        return not self._has_ended

    @property
    def peer(self) -> str:
        """The address of the other side, without its port; empty when there is none, as on a Unix socket."""
        return self._peer

    async def wait_for_hangup(self) -> None:
        """Wait until the channel has hung up or the connection has ended; both are known while a command runs too."""
        await self._over.wait()

    def close(self) -> None:
        """Close the connection: the run of AGI ends, and Asterisk goes on with the dialplan.

        A running command raises `NeverAnswered`, and so does every later one.
        """
        self._stream.socket.close()
        self._exchange.close()
        self._end()

    async def receive(self) -> None:
        """Pass what arrives to the session until the connection is closed; to be run beside the flow.

        A cancellation does not end this, so that a flow that is cancelled can still run commands in a shielded scope.
        """
        if not self._exchange.is_running:
            self._pass_on()  # what has arrived with the environment
        try:
            with trio.CancelScope(shield=True), suppress(trio.BrokenResourceError, trio.ClosedResourceError):
                while data := await self._stream.receive_some():
                    if self.failure is not None:  # a line could not be written: the session has ended
                        break
                    self._received(bytes(data))
                    if self._written is not None:
                        await self._written.wait()  # whoever does not read could send without end
        finally:
            self._end()

    async def read(self) -> bytes:
        """Raise a `LocalProtocolError`: the session receives what arrives by itself; `next_event` waits for it."""
        raise LocalProtocolError("cannot read: the session receives what arrives by itself; next_event() waits for it")

    async def write(self, data: bytes) -> None:
        """Write a whole line to Asterisk.

        If this is cancelled before the first byte, nothing was written. If it is cancelled within the line, since the
        other side does not read, this closes the call, which could not go on.
        """
        sent = 0
        written = self._written = trio.Event()
        try:
            while sent < len(data):
                sent += await self._stream.socket.send(data[sent:])
        except trio.ClosedResourceError:
            raise ConnectionResetError("the connection is closed") from None
        except trio.Cancelled:
            if sent > 0:
                self.close()
            raise
        finally:
            self._written = None
            written.set()

    def _run_command(self, operation: Operation[R]) -> Coroutine[object, object, R]:
        seconds = self._command_timeout
        return self._run(operation) if seconds is None else self._run_within(operation, seconds)

    async def _run_within(self, operation: Operation[R], seconds: float) -> R:
        with trio.move_on_after(seconds):
            return await self._run(operation)
        raise overdue(self.session.command, seconds)

    async def _run(self, operation: Operation[R]) -> R:
        try:
            return await super()._run(operation)
        finally:
            self._pass_on()

    async def _receive(self) -> None:
        """Wait until `receive` has passed more bytes to the session."""
        self._note_end()
        arrived = self._arrived = trio.Event()
        try:
            await arrived.wait()
        finally:
            self._arrived = None

    def _received(self, data: bytes) -> None:
        """Pass bytes to the session, and wake the operation that waits for them."""
        self.session.receive_data(data)
        if self._arrived is not None:
            self._arrived.set()
        elif not self._exchange.is_running:
            self._pass_on()

    def _end(self) -> None:
        """Record that no more bytes will arrive."""
        if not self._has_ended:
            self._has_ended = True
            self._received(b"")
            self._note_end()

    def _pass_on(self) -> None:
        """Call `on_event` with the events that have arrived while nothing waits for them."""
        for event in self._exchange.idle():
            try:
                self.on_event(event)
            except BaseException as error:
                log_failure_of_on_event(self, event, error)
        self._note_end()

    def _note_end(self) -> None:
        """Wake the tasks in `wait_for_hangup` if the call is over."""
        if self.hung_up or self._has_ended:
            self._over.set()
