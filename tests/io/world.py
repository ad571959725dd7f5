"""What the tests of calls and servers need of a world: asyncio on one of its loops, trio, or threads."""

from __future__ import annotations

import socket
import threading
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine, Generator, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager, contextmanager, suppress
from types import ModuleType
from typing import Any, Generic, TypeAlias, TypeVar

from agicodec import CallEvent
from agicodec.io.asyncio import AsyncioCall
from agicodec.io.trio import TrioCall
from agicodec.serving.admission import GRACE
from tests.io.descriptors import count_descriptors
from tests.io.loops import PATIENCE
from tests.sessions import BLOCK

__all__ = ["Asterisk", "Call", "Flow", "Noting", "Served", "Task", "World"]

Call: TypeAlias = AsyncioCall | TrioCall
"""The call of a case: in the world of threads, what stands for it has the same methods, which never wait."""

Flow: TypeAlias = Callable[[Any], Awaitable[object]]
"""The flow of a case, which awaits in every world."""

Settings: TypeAlias = Mapping[str, Any]
"""The keyword arguments of a server."""

T = TypeVar("T")


class Noting:
    """A call that notes what else happens."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.noted: list[CallEvent] = []

    def on_event(self, event: CallEvent) -> None:
        self.noted.append(event)


class Served(ABC):
    """A server that runs in another thread, for a test that waits for it in its own."""

    def __init__(self, server: Any) -> None:
        self.server = server

    @property
    def address(self) -> tuple[str, int]:
        address: tuple[str, int] = self.server.address
        return address

    @property
    def calls(self) -> int:
        calls: int = self.server.calls
        return calls

    @abstractmethod
    def close(self, grace: float = GRACE) -> None:
        """Close the server as its own world does, and wait for that."""

    @abstractmethod
    def stop(self) -> None:
        """End the block of the server."""


class Task(ABC, Generic[T]):
    """What runs beside a case."""

    @property
    @abstractmethod
    def done(self) -> bool:
        """Whether it has ended."""

    @property
    @abstractmethod
    def is_cancelled(self) -> bool:
        """Whether it has ended because it was cancelled."""

    @abstractmethod
    def cancel(self) -> None:
        """Cancel it."""

    @abstractmethod
    async def ends(self) -> None:
        """Wait until it has ended, however."""

    @abstractmethod
    async def result(self) -> T:
        """Wait until it has ended; return what it returned, or raise what it raised."""


class World(ABC):
    """A kind of call, and of server."""

    module: ModuleType
    call_class: type[Any]

    def __init__(self, name: str) -> None:
        self.name = name

    def make(self, flow: Flow, **settings: object) -> Any:
        """Return a server that is not started yet, on any free port."""
        return self.module.Server(self.to_serve(flow), **{"port": 0, **settings})

    def to_serve(self, flow: Flow) -> Callable[[Any], object]:
        """Return a flow as the servers of this world take it."""
        return flow

    def serving(
        self, flow: Flow, *, cancel_timeout: float | None = None, **settings: object
    ) -> AbstractContextManager[Served]:
        """Run a server with a flow."""
        return self.running(self.make(flow, **settings), cancel_timeout)

    @contextmanager
    def running(self, server: Any, cancel_timeout: float | None = None) -> Generator[Served, None, None]:
        """Run a server, and check that nothing is left in the end: no thread, task, descriptor, or unheard error."""
        threads, descriptors = set(threading.enumerate()), count_descriptors()
        with self._running(server, cancel_timeout) as served:
            try:
                yield served
            except BaseException:
                served.close(0)
                raise
        left = [thread for thread in threading.enumerate() if thread not in threads and is_ours(thread)]
        assert left == [], f"threads are left: {left}"
        assert (found := count_descriptors()) == descriptors, f"{found} descriptors instead of {descriptors} are open"

    def with_call(
        self, flow: Callable[[Any, Asterisk], Awaitable[object]], *, command_timeout: float | None = None
    ) -> None:
        """Run a flow over a pair of sockets, whose environment has come; nothing is left behind."""

        async def main() -> None:
            near, far = socket.socketpair()
            with far:
                far.sendall(BLOCK)
                async with self.over(near, command_timeout) as call:
                    await call.start()
                    await flow(call, Asterisk(self, far))

        self.run_alone(main, patience=10)

    @contextmanager
    def connected(self, server: Any, first: bytes = b"") -> Generator[Asterisk, None, None]:
        """Connect to a server from within its own loop, and send something first."""
        with socket.create_connection(server.address, timeout=10) as connection:
            client = Asterisk(self, connection)
            client.sends(first)
            yield client

    async def is_served(self, server: Any) -> bool:
        """Return whether a server still serves a call, with `greet`, from within its own loop."""
        with self.connected(server, BLOCK) as client:
            line = await client.receives()
            client.sends(b"200 result=1\n")
            return line == b"VERBOSE hello\n" and await client.receives() == b""

    @abstractmethod
    async def sleep(self, seconds: float) -> None:
        """Wait within a flow."""

    @abstractmethod
    async def step(self) -> None:
        """Let each task go on by one step."""

    @abstractmethod
    async def settle(self) -> None:
        """Let what was sent arrive, and what waits for it go on."""

    @abstractmethod
    async def receive(self, connection: socket.socket) -> bytes:
        """Return what comes next on a socket, b"" at its end."""

    @abstractmethod
    def begin(self, waiting: Coroutine[Any, Any, T]) -> Task[T]:
        """Run a coroutine beside the case."""

    @abstractmethod
    def lock(self) -> AbstractAsyncContextManager[object]:
        """Return a lock, by which tasks take turns."""

    @abstractmethod
    def over(self, connection: socket.socket, command_timeout: float | None = None) -> AbstractAsyncContextManager[Any]:
        """Make a call that notes what else happens over a connected socket, and close it in the end."""

    @abstractmethod
    def run(self, what: Callable[[], Coroutine[object, object, None]]) -> None:
        """Run a coroutine function as a whole program of this world does."""

    @abstractmethod
    def run_alone(self, what: Callable[[], Coroutine[object, object, None]], *, patience: float = PATIENCE) -> None:
        """Run a coroutine function, and check that nothing is left: no task, descriptor, or unheard error.

        It may take some seconds, except in the world of threads, where nothing can end what waits.
        """

    @abstractmethod
    async def start(self, server: Any) -> None:
        """Start a server, as a part of `run`."""

    @abstractmethod
    async def close(self, server: Any) -> None:
        """Close a server, as a part of `run`."""

    @abstractmethod
    def _running(self, server: Any, cancel_timeout: float | None) -> AbstractContextManager[Served]:
        """Run a server."""


class Asterisk:
    """The other end of a connection, in the hands of a case that runs in the same loop."""

    def __init__(self, world: World, connection: socket.socket) -> None:
        connection.setblocking(False)
        self.world = world
        self.connection = connection

    def sends(self, data: bytes) -> None:
        """Send what the buffers of a socket hold."""
        self.connection.sendall(data)

    async def sends_all(self, data: bytes) -> None:
        """Send more than that, until the call closes the connection."""
        with suppress(ConnectionError):
            while data:
                try:
                    data = data[self.connection.send(data) :]
                except BlockingIOError:
                    await self.world.step()

    async def receives(self) -> bytes:
        """Return what comes next, b"" at the end."""
        try:
            return await self.world.receive(self.connection)
        except ConnectionError:
            return b""


def is_ours(thread: threading.Thread) -> bool:
    """Return whether a thread was begun by a server, and not by trio, which keeps threads for later."""
    return not thread.name.startswith("Trio thread")
