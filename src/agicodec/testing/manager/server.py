"""The manager interface of an Asterisk for tests, over TCP."""

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
    """The manager interface of an Asterisk over TCP, whose channels enter AsyncAGI when a client has logged in.

        with TestManager(asterisk) as manager:
            serve(manager.host, manager.port)

    Clients are served by threads of its own. Its methods may be called from any thread: what is to happen by itself has
    happened when they return, and is on its way to the clients. When the last call has ended, the connections are
    closed, unless they are to stay. At the end of the `with` block a test fails whose calls have not ended, or have not
    begun since no client has logged in.

    Args:
        asterisks: the calls, each with a `channel` and a `unique_id` of its own.
        users: the secrets by the names of the users who may log in; all may unless given.
        reads: what the users may read: `agi` for the events of AGI, `call` for Hangup and Rename.
        seed: chooses the order of what may happen, where several things may.
        stays: whether the connections stay when all calls have ended, since the test has one enter AsyncAGI again, say.
        timeout: how many seconds of true time the calls may take.
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
        self._threads: list[threading.Thread] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        address: tuple[str, int] = self._server.getsockname()
        self.host: str = address[0]
        self.port: int = address[1]

    def join(self) -> None:
        """Wait until all calls have ended, the last client has left, or something has failed."""
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
                each.shutdown(socket.SHUT_RDWR)  # ends the thread that reads from it, or accepts
        self._server.close()
        for thread in self._threads:
            thread.join(self._timeout)
        if self._failure is not None and (not failed or isinstance(self._failure, CallFlowError)):
            raise self._failure

    def _check(self) -> None:
        """Have the test fail unless its calls have begun and ended."""
        waits = not self._stays and not self._ended.is_set()
        late = f"The calls have not ended in {self._timeout} s" if waits else ""
        none = self._why_none_began
        if self._failure is None and (late or none):
            problem = f"{late or 'No call has begun'}{none and f': {none}'}."
            self._failure = self.failure(problem, "".join(asterisk.channel for asterisk in self._asterisks[:1]))

    @property
    def _why_none_began(self) -> str:
        """Why no channel has entered AsyncAGI, where none has; empty where one has, or there is none."""
        if not self._to_enter or self.has_begun or any(asterisk.hung_up for asterisk in self._to_enter):
            return ""
        if not self._clients:
            return "no client has connected"
        refused = f"; {self.actions.refused} was refused" if self.actions.refused else ""
        return f"no client has logged in, which has its channels enter AsyncAGI{refused}"

    @contextmanager
    def changing(self) -> Generator[None]:
        """Keep threads apart, and then have everything happen that is to happen by itself."""
        with self._lock:
            self._depth += 1
            try:
                yield
                if self._depth == 1:
                    self._go_on()
            finally:
                self._depth -= 1

    def _go_on(self) -> None:
        """Have everything happen; close the connections after the last call."""
        while self.step():
            pass
        if self.is_over and not any(end.waiting for end in self.clients):
            self._ended.set()
            if not self._stays:
                self.lose()

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
            with suppress(OSError):  # whoever reads notices a client that has left
                if message is None:
                    client.shutdown(socket.SHUT_WR)
                else:
                    client.sendall(encode_message(message))

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
        """Take actions until the client leaves; what comes after the end of the connection is lost."""
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
        """Have the channels enter AsyncAGI that wait for the first client."""
        asterisks, self._to_enter = self._to_enter, []
        for asterisk in asterisks:
            self.enter(asterisk)


def _read(client: socket.socket) -> bytes:
    """Read what a client sends; nothing when it has left."""
    while True:
        try:
            return client.recv(65536)
        except TimeoutError:
            continue
        except OSError:
            return b""


def encode_message(message: Headers | Greeting) -> bytes:
    """Write a message of the manager interface, whose lines have no limit."""
    if isinstance(message, Greeting):
        return to_wire(message.text) + b"\r\n"
    return to_wire("".join(f"{name}: {value}\r\n" for name, value in message.items())) + b"\r\n"
