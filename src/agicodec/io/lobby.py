"""Where connections wait until their environment has arrived: one thread for all of them."""

from __future__ import annotations

import logging
import selectors
import socket
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from time import monotonic
from typing import Final

from agicodec._numbers import bounded
from agicodec.calls.failures import LOGGER
from agicodec.io.listening import address_of, listen, resolve
from agicodec.io.server import require_new
from agicodec.model.environment import Environment
from agicodec.serving import ending
from agicodec.serving.admission import ACCEPT_PAUSE, Admission
from agicodec.serving.arriving import ArrivingEnvironment
from agicodec.serving.counting import CountingLog
from agicodec.serving.ending import LogEntry

__all__ = ["Arrival", "Lobby"]

_READ: Final = 4096
"""How many bytes to read at most at a time: more than an environment has."""

_ACCEPTED: Final = 64
"""How many connections to accept before the waiting ones are read again."""

_logger = logging.getLogger(LOGGER)


class Arrival:
    """A connection that was accepted."""

    def __init__(self, connection: socket.socket, address: tuple[str, int], deadline: float) -> None:
        self.connection: socket.socket = connection
        self.name: str = "{} port {}".format(*address)
        self.deadline: float = deadline
        """When the environment must have arrived, by `monotonic`."""
        self.arriving: ArrivingEnvironment = ArrivingEnvironment()


class Lobby:
    """Accepts connections, reads their environments in one thread, and passes on those that are calls.

    Args:
        begin: called with a connection and its environment, in the lobby's thread, which it must not block.
        max_calls: how many connections may be open, calls or not.
        environment_timeout: how many seconds an environment may take; None for no limit.
    """

    def __init__(
        self, begin: Callable[[Arrival, Environment], None], *, max_calls: int, environment_timeout: float | None
    ) -> None:
        self._begin = begin
        self._environment_timeout = environment_timeout
        self._admission: Admission[Arrival] = Admission(max_calls)
        self._lock = threading.Lock()
        """For the admission, which the threads of calls use too; only the lobby's thread uses the rest."""
        self._thread: threading.Thread | None = None
        self._wake: socket.socket | None = None
        self._deaf = threading.Event()
        """Set when no more calls begin."""
        self._is_accepting = True
        self._is_over = False
        self._lines = CountingLog()
        self._resumes = 0.0
        """When to accept again, by `monotonic`."""

    def open(self, host: str, port: int, expire: Callable[[], float | None]) -> tuple[tuple[str, int], ...]:
        """Listen, start the thread, and return the addresses.

        Args:
            host: the address to listen on, or a name, which stands for all its addresses.
            port: the port; 0 for any free port.
            expire: called whenever the thread wakes up; returns when to call it again at the latest, by `monotonic`.

        Raises:
            OSError: the address is in use or not available, or the process has no descriptor left.
            RuntimeError: it was opened before, or closed.
        """
        self._require_new()
        listening = listen(resolve(host, port))
        with ExitStack() as stack:
            for one in listening:
                stack.enter_context(one).setblocking(False)
            found = tuple(map(address_of, listening))
            with self._lock:
                self._require_new()  # another thread may have started or closed the server meanwhile
                woken, wake = map(stack.enter_context, socket.socketpair())
                wake.setblocking(False)
                woken.setblocking(False)
                selector = stack.enter_context(selectors.DefaultSelector())
                arguments = (selector, listening, woken, expire)
                name = f"FastAGI {host}:{found[0][1]}"
                thread = threading.Thread(target=self._run, args=arguments, name=name, daemon=True)
                thread.start()
                self._thread, self._wake = thread, wake
            stack.pop_all()
        return found

    def _require_new(self) -> None:
        require_new(is_started=self._thread is not None, is_closed=not self._is_accepting)

    def leave(self, arrival: Arrival) -> None:
        """Record that a call has ended; may be called from any thread."""
        with self._lock:
            self._admission.leave(arrival)

    def log(self, name: str, how: LogEntry, after: str = "") -> None:
        """Log what has happened to a connection; may be called from any thread."""
        with self._lock:
            before = self._lines.due
            due = self._lines.log(name, how, monotonic(), after)
        if before is None and due is not None:
            self._look_up(None)  # so that it wakes up when that is due

    def stop_accepting(self) -> None:
        """Stop accepting connections, and close the waiting ones; no call begins after this."""
        with self._lock:
            self._is_accepting = False
        self._look_up(self._deaf)

    def close(self) -> None:
        """End the thread."""
        with self._lock:
            self._is_accepting, self._is_over = False, True
        self._look_up(None)
        if self._thread is not None:
            self._thread.join()
        if self._wake is not None:
            self._wake.close()
        with self._lock:
            self._lines.flush()

    def _look_up(self, until: threading.Event | None) -> None:
        """Wake the thread, and wait for an event that it sets."""
        if self._thread is None or self._wake is None or not self._thread.is_alive():
            return
        with suppress(OSError):
            self._wake.send(b"\0")
        if until is not None:
            until.wait()

    def _run(
        self,
        selector: selectors.BaseSelector,
        sockets: list[socket.socket],
        woken: socket.socket,
        expire: Callable[[], float | None],
    ) -> None:
        """Accept and read connections until the lobby closes; runs in the thread."""
        listening = {one.fileno(): one for one in sockets}
        with woken, selector:
            for one in sockets:
                selector.register(one, selectors.EVENT_READ)
            selector.register(woken, selectors.EVENT_READ)
            is_listening = True
            try:
                while not self._is_over:
                    is_due = self._is_accepting and monotonic() >= self._resumes
                    if is_listening and not is_due:
                        for one in sockets:
                            selector.unregister(one)
                    elif is_due and not is_listening:
                        for one in sockets:
                            selector.register(one, selectors.EVENT_READ)
                    is_listening = is_due
                    if not self._is_accepting and not self._deaf.is_set():
                        self._stop(selector, sockets)
                    for key, _ in selector.select(self._seconds_until_due(selector, expire)):
                        if isinstance(arrival := key.data, Arrival):
                            self._receive(selector, arrival)
                        elif key.fd in listening:
                            self._accept(selector, listening[key.fd])
                        else:
                            with suppress(BlockingIOError):
                                woken.recv(_READ)
            finally:
                self._stop(selector, sockets)

    def _stop(self, selector: selectors.BaseSelector, sockets: list[socket.socket]) -> None:
        for one in sockets:
            one.close()
        while (arrival := self._longest_waiting()) is not None:
            self._drop(selector, arrival, ending.SHUT_DOWN)
        self._deaf.set()

    def _seconds_until_due(self, selector: selectors.BaseSelector, expire: Callable[[], float | None]) -> float | None:
        """Close the connections whose time limit is over; return the seconds until the next limit."""
        limit = self._environment_timeout
        due = expire()
        moments = [] if due is None else [due]
        if self._resumes > monotonic():
            moments.append(self._resumes)
        with self._lock:
            flush = self._lines.flush(monotonic())
        if flush is not None:
            moments.append(flush)
        while limit is not None and (arrival := self._longest_waiting()) is not None:
            if arrival.deadline > monotonic():
                moments.append(arrival.deadline)
                break
            self._drop(selector, arrival, ending.too_slow(limit, arrival.arriving.unread))
        return bounded(min(moments) - monotonic()) if moments else None

    def _accept(self, selector: selectors.BaseSelector, listening: socket.socket) -> None:
        for _ in range(_ACCEPTED):
            try:
                connection, address = listening.accept()
            except (BlockingIOError, ConnectionError):
                return
            except OSError as error:  # such as EMFILE: the process has no descriptor left
                self._make_room(selector, listening, error)
                return
            self._greet(selector, connection, _address_of(address))

    def _longest_waiting(self) -> Arrival | None:
        """Return the connection that has waited longest, and so has the earliest deadline; None if none waits."""
        with self._lock:
            return self._admission.longest_waiting

    def _make_room(self, selector: selectors.BaseSelector, listening: socket.socket, error: OSError) -> None:
        """Close the connection that has waited longest; if none waits, accept nothing for a while."""
        arrival = self._longest_waiting()
        if arrival is not None:
            self._drop(selector, arrival, ending.no_descriptor(error))
        else:
            self.log("{} port {}".format(*address_of(listening)), ending.cannot_accept(error))
            self._resumes = monotonic() + ACCEPT_PAUSE

    def _greet(self, selector: selectors.BaseSelector, connection: socket.socket, address: tuple[str, int]) -> None:
        connection.setblocking(False)
        with suppress(OSError):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        arrival = Arrival(connection, address, monotonic() + (self._environment_timeout or 0))
        selector.register(connection, selectors.EVENT_READ, arrival)
        with self._lock:
            evicted = self._admission.connect(arrival)
        if evicted is not None:
            self._drop(selector, evicted, ending.evicted(self._admission.max_calls, evicted.arriving.unread))

    def _receive(self, selector: selectors.BaseSelector, arrival: Arrival) -> None:
        """Read the part of an environment that has arrived."""
        if arrival.connection.fileno() < 0:  # closed to make room, in the same round
            return
        try:
            data = arrival.connection.recv(_READ)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        how = arrival.arriving.receive(data)
        if how is not None:
            self._drop(selector, arrival, how)
            return
        environment = arrival.arriving.environment
        if environment is None:
            return
        selector.unregister(arrival.connection)
        with self._lock:
            self._admission.start(arrival)
        self._begin(arrival, environment)

    def _drop(self, selector: selectors.BaseSelector, arrival: Arrival, how: LogEntry) -> None:
        """Close a connection before it becomes a call."""
        selector.unregister(arrival.connection)
        arrival.connection.close()
        self.leave(arrival)
        self.log(arrival.name, how)


def _address_of(address: tuple[str, int] | tuple[str, int, int, int]) -> tuple[str, int]:
    """Return the host and the port of the address of a socket, which has more for IPv6."""
    return address[0], address[1]
