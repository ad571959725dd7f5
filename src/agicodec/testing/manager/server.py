"""The simulated manager interface (AMI) over TCP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Collection, Generator, Mapping
from contextlib import contextmanager, suppress

from agicodec.asyncagi import AmiReader, Greeting, Message
from agicodec.session import NEED_DATA
from agicodec.testing.asterisk.asterisk import Asterisk
from agicodec.testing.conversation import CallFlowError
from agicodec.testing.manager.channels import Headers
from agicodec.testing.manager.interface import ManagerEnd, ManagerInterface, Sent
from agicodec.testing.streams.calls import TIMEOUT
from agicodec.wire import to_wire

__all__ = ["TestManager"]


class TestManager(ManagerInterface):
    """A manager interface over TCP, whose channels enter AsyncAGI when the first client has logged in.

        with TestManager(asterisk) as manager:
            serve(manager.host, manager.port)

    A thread serves each client. The methods may be called from any thread; when they return, all steps have been
    performed, and the messages have been sent. When the last call has ended, the connections are closed, unless `stays`
    is set. The end of the `with` block raises `CallFlowError` if a call has not ended, or none has begun because no
    client has logged in.

    Args:
        asterisks: the calls. Each needs a different `channel` and `unique_id`.
        users: the secrets of the users, by their names; by default, any login is accepted.
        reads: the rights of the users: `agi` for the events of AGI, `call` for Hangup and Rename.
        seed: for a pseudo-random order of steps.
        stays: whether the connections stay open when all calls have ended, for example because the test will have a
            channel enter AsyncAGI again.
        timeout: how many seconds of real time the calls may take.
    """

    __test__ = False

    def __init__(
        self,
        *asterisks: Asterisk,
        users: Mapping[str, str] | None = None,
        reads: Collection[str] = ("agi", "call"),
        seed: int | None = None,
        stays: bool = False,
        timeout: float = TIMEOUT,
    ) -> None:
        super().__init__(*asterisks, users=users, reads=reads, seed=seed)
        self._to_enter = list(asterisks)
        self._asterisks = asterisks
        self._stays = stays
        self._timeout = timeout
        self._lock = threading.RLock()
        self._depth = 0
        self._ended = threading.Event()
        self._failure: Exception | None = None
        self._clients: list[socket.socket] = []
        self._unsent: dict[socket.socket, bytearray] = {}
        """What is sent to each client after the present change, as one piece."""
        self._threads: list[threading.Thread] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        address: tuple[str, int] = self._server.getsockname()
        self.host: str = address[0]
        self.port: int = address[1]

    def join(self) -> None:
        """Wait until all calls have ended, the last client has left, something has failed, or the time is up."""
        self._ended.wait(self._timeout)

    def __enter__(self) -> TestManager:
        self._start(self._accept)
        return self

    def __exit__(self, *failure: object) -> None:
        failed = failure[0] is not None
        if not self._stays and not failed:
            self.join()
        if not failed:
            self._check()
        self.lose()
        for each in (self._server, *self._clients):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)  # wakes the thread that reads from the socket, or accepts
        self._server.close()
        for thread in self._threads:
            thread.join(self._timeout)
        if self._failure is not None and (not failed or isinstance(self._failure, CallFlowError)):
            raise self._failure

    def _check(self) -> None:
        """Set the failure of the test if its calls have not begun or not ended."""
        waits = not self._stays and not self._ended.is_set()
        late = f"The calls have not ended in {self._timeout} s" if waits else ""
        none = self._why_none_began
        if self._failure is None and (late or none):
            problem = f"{late or 'No call has begun'}{none and f': {none}'}."
            self._failure = self.failure(problem, "".join(asterisk.channel for asterisk in self._asterisks[:1]))

    @property
    def _why_none_began(self) -> str:
        """Why no channel has entered AsyncAGI; empty if one has, or there is none."""
        if not self._to_enter or self.has_begun or any(asterisk.hung_up for asterisk in self._to_enter):
            return ""
        if not self._clients:
            return "no client has connected"
        refused = f"; {self.actions.refused} was refused" if self.actions.refused else ""
        return f"no client has logged in, which has its channels enter AsyncAGI{refused}"

    @contextmanager
    def changing(self) -> Generator[None]:
        """Hold the lock during a change, and then perform all steps."""
        with self._lock:
            self._depth += 1
            try:
                yield
                if self._depth == 1:
                    self._perform_steps()
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._send()

    def _perform_steps(self) -> None:
        """Perform all steps; close the connections after the last call."""
        while self.step():
            pass
        if self.is_over and not any(end.waiting for end in self.clients):
            self._ended.set()
            if not self._stays:
                self.lose()

    def _send(self, only: socket.socket | None = None) -> None:
        """Send what was delivered to the clients, or to one of them."""
        for client in tuple(self._unsent) if only is None else (only,):
            with suppress(OSError):  # the thread that reads notices a client that has left
                client.sendall(self._unsent.pop(client, b""))

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        """Serve each client in a thread of its own, until the server is closed."""
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                self._clients.append(client)
                self._start(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        def take(message: Sent) -> None:
            if message is not None:
                self._unsent.setdefault(client, bytearray()).extend(encode_message(message))
                return
            self._send(client)
            with suppress(OSError):
                client.shutdown(socket.SHUT_WR)

        try:
            with client:
                client.settimeout(self._timeout)
                end = self.connect(take, logged_in=False)
                self._talk(client, end)
                end.lose()
        except Exception as error:
            self._failure = self._failure or error
            self._ended.set()
            self.lose()
        if all(end.closed for end in self.clients):
            self._ended.set()

    def _talk(self, client: socket.socket, end: ManagerEnd) -> None:
        """Receive actions until the client leaves; actions after the end of the connection are lost."""
        actions = AmiReader()
        while (action := actions.next_message()) is not None:
            if action is NEED_DATA:
                actions.receive_data(_read(client))
            elif isinstance(action, Message):
                with self.changing():
                    if not end.closed:
                        end.receive(action)
                    if end.logged_in:
                        self._enter_all()

    def _enter_all(self) -> None:
        """Have the channels enter AsyncAGI, which wait for the first client."""
        asterisks, self._to_enter = self._to_enter, []
        for asterisk in asterisks:
            self.enter(asterisk)


def _read(client: socket.socket) -> bytes:
    """Read data of a client; empty if it has left."""
    while True:
        try:
            return client.recv(65536)
        except TimeoutError:
            continue
        except OSError:
            return b""


def encode_message(message: Headers | Greeting) -> bytes:
    """Encode a manager message; its lines have no length limit."""
    if isinstance(message, Greeting):
        return to_wire(message.text) + b"\r\n"
    return to_wire("".join(f"{name}: {value}\r\n" for name, value in message.items())) + b"\r\n"
