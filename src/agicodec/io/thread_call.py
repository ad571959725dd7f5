"""A call on a blocking socket, for a thread of its own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from time import monotonic
from typing import Final, TypeVar

from agicodec._checks import require_done
from agicodec._numbers import bounded, overdue, require_seconds
from agicodec.calls.call import Call
from agicodec.calls.operation import Operation
from agicodec.model.command import Command
from agicodec.session.events import ReplyReceived
from agicodec.session.session import Session

__all__ = ["ThreadCall"]

R = TypeVar("R")

_READ: Final = 4096
"""How many bytes to read at most at a time. For 128 KiB and more, each read maps memory and unmaps it again."""

_LOOK: Final = "hung_up"
"""What a look is about, for which other threads wait."""

_MOMENT: Final = 0.01
"""How many seconds to wait for the turn of another thread before asking again what that thread does."""


class _Limit(threading.local):
    """The time limit that holds in a thread."""

    deadline: float | None = None
    """When it is over, by `monotonic`; None if there is none."""
    seconds: float | None = None
    name: str = ""
    """What has set it, such as `command_timeout`."""


class ThreadCall(Call):
    """One call over FastAGI, in a thread of its own; a `Server` makes it and closes its connection.

    Other threads may use it too, one at a time: while one runs a command, what another begins raises a
    `LocalProtocolError`. Only `hung_up` may be read in every thread at any time.

    Args:
        connection: the socket, in blocking mode.
        session: the session, which may have read the environment already.
        command_timeout: how many seconds each command may take, including the settling of an earlier one; None for
            no limit. A command that takes longer raises `TimeoutError`, and the call can be used further.

    Raises:
        TypeError: the time limit is not a number.
        ValueError: it is not a finite one above 0.
    """

    def __init__(
        self, connection: socket.socket, session: Session | None = None, *, command_timeout: float | None = None
    ) -> None:
        super().__init__(session)
        require_seconds("command_timeout", command_timeout)
        self._connection = connection
        self._command_timeout = command_timeout
        self._limit = _Limit()
        self._has_limits = False
        """Whether any thread has ever had a time limit: to look for one each time takes 3 % of an exchange."""
        self._turn = threading.RLock()
        """Held by the thread that runs an operation, or looks whether the channel has hung up."""
        self._is_looking = False
        """Whether the thread that holds it looks, so that `read` takes only what has arrived."""

    @property
    def peer(self) -> str:
        """The address of the other side, without its port; empty when there is none, as on a Unix socket."""
        try:
            match self._connection.getpeername():
                case (str(host), *_):
                    return host
                case _:
                    return ""
        except OSError:
            return ""

    @property
    def hung_up(self) -> bool:
        """Whether the channel is known to have hung up; commands that need a live one then raise `DeadChannel`.

        While no command runs, this reads what Asterisk has sent meanwhile, without waiting for more, and calls
        `on_event` with each event except the reply to a command that was sent, which is kept for `reply`. A command
        that another thread begins in that moment waits until it is over. While another thread runs a command, this
        returns what is known.
        """
        if not self.session.hung_up:
            self.look()
        return self.session.hung_up

    def look(self) -> None:
        """Take what Asterisk has sent while no command runs, without waiting for more.

        `on_event` is called as `hung_up` describes. The server does this when the flow has ended, which may leave a
        hangup unread behind the last reply. While another thread runs a command, nothing happens.
        """
        if self._turn.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._turn.release()

    def wait_for_hangup(self, timeout: float | None = None) -> bool:
        """Wait until the channel has hung up or the connection has ended, and return whether it has.

        `on_event` is called with the hangup. The reply to a command that was sent is kept for `reply`.

        Args:
            timeout: how many seconds to wait at most; None for no limit.

        Raises:
            TimeoutError: a `time_limit` around this is over.
            LocalProtocolError: a command is running.
        """
        known = self._wait_for_hangup(timeout)
        limit = self._limit
        if not known and limit.deadline is not None and monotonic() >= limit.deadline:
            raise overdue("wait_for_hangup()", limit.seconds, limit.name)
        return known

    @contextmanager
    def time_limit(self, seconds: float | None) -> Generator[None, None, None]:
        """Limit the time that all commands within take together, as in `with call.time_limit(2): call.answer()`.

        A wait that takes longer raises `TimeoutError`. Asterisk still runs the command, and the next one settles it: it
        interrupts it where Asterisk allows that, else it waits for its reply. A limit around this one still counts.

        Args:
            seconds: how many seconds; None for no limit.

        Raises:
            TypeError: it is not a number.
            ValueError: it is not a finite one above 0.
        """
        require_seconds("time_limit", seconds)
        with self._within(seconds, "time_limit"):
            yield

    def read(self) -> bytes:
        """Wait for bytes from Asterisk and return them, `b""` at the end of the connection.

        Raises:
            TimeoutError: the time limit is over.
            ConnectionError: the connection is broken.
        """
        try:
            deadline = 0.0 if self._is_looking else self._limit.deadline if self._has_limits else None
            if deadline is None:
                return self._connection.recv(_READ)
            return self._read_until(deadline)
        except ConnectionError:
            raise
        except OSError as error:  # such as EHOSTUNREACH, or ETIMEDOUT when keepalive finds that nobody is there
            if error.errno is None:
                raise
            raise ConnectionError(*error.args) from error

    def write(self, data: bytes) -> None:
        """Write a whole line to Asterisk."""
        deadline = self._limit.deadline if self._has_limits else None
        if deadline is None:
            self._connection.sendall(data)
            return
        self._connection.settimeout(max(bounded(deadline - monotonic()), 0.001))
        try:
            self._connection.sendall(data)
        finally:
            self._connection.settimeout(None)

    def ask(self, command: Command[R]) -> ReplyReceived[R]:
        """Run a command and return the event with its reply, which may be a refusal.

        Raises:
            TimeoutError: a time limit is over; the call can be used further.
        """
        # The straight path of `Call.ask` within the turn: to call that takes 5 % more instructions.
        exchange, turn = self._exchange, self._turn
        if not turn.acquire(False):
            self._wait_for_turn(command)
        try:
            line = None
            if self._command_timeout is None and not self.synchronizes:
                line = exchange.send_at_once(command)
            if line is None:
                return super().ask(command)
            is_written = False
            write: Callable[[bytes], object] = self.write
            try:
                require_done(write(line))
                is_written = True
                data = self.read()
                if type(data) is bytes:
                    reply = exchange.receive_reply(command, data)
                else:
                    reply = None
                    self._add(data)
            except BaseException as error:
                exchange.give_up(command, error, is_written=is_written)
                raise
            if reply is not None:
                return reply
            exchange.end()
            return self._run(Operation(exchange, command, exchange.wait_on(command)))
        finally:
            turn.release()

    def _run_command(self, operation: Operation[R]) -> R:
        # A line that is to interrupt what has been answered would be written right before the next command, and when
        # both arrive at once, Asterisk reads only the first until more comes. So what has arrived is read first.
        if self.session.command is not None:
            self.look()
        with self._within(self._command_timeout, "command_timeout"):
            return self._run(operation)

    def _run(self, operation: Operation[R]) -> R:
        if not self._turn.acquire(False):
            self._wait_for_turn(operation.what)
        try:
            return super()._run(operation)
        finally:
            self._turn.release()

    def _wait_for_turn(self, what: object) -> None:
        """Wait until no other thread has its turn, if what that does is a look.

        Raises:
            LocalProtocolError: it is another operation.
        """
        while True:
            self._exchange.require_idle(what, besides=_LOOK)
            # The other thread may not have begun yet what it does, which may be anything: so this asks again soon.
            if self._turn.acquire(timeout=_MOMENT):
                return

    @contextmanager
    def _within(self, seconds: float | None, name: str) -> Generator[None, None, None]:
        """Set a time limit within this context, unless an outer one is over earlier."""
        limit = self._limit
        outer = limit.deadline, limit.seconds, limit.name
        deadline = None if seconds is None else monotonic() + bounded(seconds)
        if deadline is not None and (limit.deadline is None or deadline < limit.deadline):
            limit.deadline, limit.seconds, limit.name = deadline, seconds, name
            self._has_limits = True
        try:
            yield
        finally:
            limit.deadline, limit.seconds, limit.name = outer

    def _look(self) -> None:
        """Take what has arrived, unless an operation runs in this thread, which takes it."""
        if self._exchange.is_running:
            return
        self._is_looking = True
        try:
            self._run(Operation(self._exchange, _LOOK, self._exchange.wait_for_hangup()))
        except TimeoutError:
            pass  # no more has arrived
        finally:
            self._is_looking = False

    def _wait_for_hangup(self, timeout: float | None) -> bool:
        """Read for this long at most; return whether a hangup or the end of the connection is then known."""
        try:
            with self._within(timeout, "timeout"):
                self._run(Operation(self._exchange, "wait_for_hangup()", self._exchange.wait_for_hangup()))
        except TimeoutError:
            return False
        return True

    def _read_until(self, deadline: float) -> bytes:
        """Read until a deadline; if it is over, return only what has arrived already."""
        self._connection.settimeout(bounded(deadline - monotonic()))
        try:
            return self._connection.recv(_READ)
        except (BlockingIOError, TimeoutError) as error:
            if error.errno is not None and not isinstance(error, BlockingIOError):
                raise
            limit = self._limit
            raise overdue(self.session.command or "the wait", limit.seconds, limit.name) from None
        finally:
            self._connection.settimeout(None)
