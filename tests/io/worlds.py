"""The servers of all worlds, each run in a thread of its own, so that one case can be tried on each of them."""

from __future__ import annotations

import asyncio
import inspect
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine, Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from queue import Queue
from types import ModuleType
from typing import Any, Final, TypeAlias

import pytest
import trio

from agicodec import AsyncCall
from agicodec.io import asyncio as on_asyncio
from agicodec.io import threads as in_threads
from agicodec.io import trio as on_trio
from agicodec.io.asyncio import AsyncioCall
from agicodec.io.threads import ThreadCall
from agicodec.io.trio import TrioCall
from agicodec.serving.admission import GRACE
from tests.io.descriptors import count_descriptors
from tests.io.garbage import collected
from tests.io.proactor import run_on_proactor

__all__ = ["LOOPED", "WORLDS", "Call", "Flow", "Served", "World", "world_of"]

Call: TypeAlias = AsyncioCall | TrioCall
"""The call of a case: in the world of threads, what stands for it has the same methods, which never wait."""

Flow: TypeAlias = Callable[[Any], Awaitable[object]]
"""The flow of a case, which awaits in every world."""

Settings: TypeAlias = Mapping[str, Any]
"""The keyword arguments of a server."""

LOOPED: Final = ("asyncio", "uvloop", "proactor", "trio")
"""The worlds whose flows await."""

WORLDS: Final = (*LOOPED, "threads")


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


class World(ABC):
    """A kind of server."""

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

    @abstractmethod
    async def sleep(self, seconds: float) -> None:
        """Wait within a flow."""

    @abstractmethod
    def run(self, what: Callable[[], Coroutine[object, object, None]]) -> None:
        """Run a coroutine function as a whole program of this world does."""

    @abstractmethod
    async def start(self, server: Any) -> None:
        """Start a server, as a part of `run`."""

    @abstractmethod
    async def close(self, server: Any) -> None:
        """Close a server, as a part of `run`."""

    @abstractmethod
    def _running(self, server: Any, cancel_timeout: float | None) -> AbstractContextManager[Served]:
        """Run a server."""


class _Looped(World):
    """A world with an event loop, which runs in a thread."""

    @contextmanager
    def _running(self, server: Any, cancel_timeout: float | None) -> Generator[Served, None, None]:
        if cancel_timeout is not None:
            server.cancel_timeout = cancel_timeout
        begun: Queue[Served | BaseException] = Queue()
        ended: Queue[BaseException | None] = Queue()

        def run() -> None:
            try:
                self.run(lambda: self._main(server, begun))
            except BaseException as error:  # raised in the thread of the test
                begun.put(error)
                ended.put(error)
            else:
                ended.put(None)

        thread = threading.Thread(target=run)
        thread.start()
        served = begun.get(timeout=20)
        try:
            if isinstance(served, BaseException):
                raise served
            yield served
            served.stop()
        except BaseException:
            if isinstance(served, Served):
                served.stop()
            thread.join(20)
            raise
        thread.join(20)
        assert not thread.is_alive()
        if (error := ended.get_nowait()) is not None:
            raise error

    @abstractmethod
    async def _main(self, server: Any, begun: Queue[Served | BaseException]) -> None:
        """Run a server until it is stopped, and look for what is left."""


class _OnAsyncio(_Looped):
    module = on_asyncio
    call_class = AsyncioCall

    def __init__(self, name: str, run: Callable[[Coroutine[object, object, None]], None]) -> None:
        super().__init__(name)
        self._run = run

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def run(self, what: Callable[[], Coroutine[object, object, None]]) -> None:
        self._run(what())

    async def start(self, server: Any) -> None:
        await server.start()

    async def close(self, server: Any) -> None:
        await server.close()

    async def _main(self, server: Any, begun: Queue[Served | BaseException]) -> None:
        problems: list[str] = []
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        loop.set_exception_handler(lambda _, context: problems.append(str(context)))
        with collected():
            async with server:
                begun.put(_ServedOnAsyncio(server, loop, stop))
                await stop.wait()
            for _ in range(100):  # until what closes is closed
                if asyncio.all_tasks() == {asyncio.current_task()}:
                    break
                await asyncio.sleep(0.01)
            assert asyncio.all_tasks() == {asyncio.current_task()}
        await asyncio.sleep(0)
        assert problems == [], problems


class _ServedOnAsyncio(Served):
    def __init__(self, server: on_asyncio.Server, loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
        super().__init__(server)
        self._loop = loop
        self._stop = stop

    def close(self, grace: float = GRACE) -> None:
        asyncio.run_coroutine_threadsafe(self.server.close(grace), self._loop).result(20)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)


class _OnTrio(_Looped):
    module = on_trio
    call_class = TrioCall

    async def sleep(self, seconds: float) -> None:
        await trio.sleep(seconds)

    def run(self, what: Callable[[], Coroutine[object, object, None]]) -> None:
        trio.run(what)

    async def start(self, server: Any) -> None:
        await server.__aenter__()

    async def close(self, server: Any) -> None:
        await server.close()
        if isinstance(server, on_trio.Server):
            await server.__aexit__(None, None, None)

    async def _main(self, server: Any, begun: Queue[Served | BaseException]) -> None:
        tasks, stop = trio.lowlevel.current_statistics().tasks_living, trio.Event()
        async with server:
            begun.put(_ServedOnTrio(server, trio.lowlevel.current_trio_token(), stop))
            await stop.wait()
        assert trio.lowlevel.current_statistics().tasks_living == tasks


class _ServedOnTrio(Served):
    def __init__(self, server: on_trio.Server, token: trio.lowlevel.TrioToken, stop: trio.Event) -> None:
        super().__init__(server)
        self._token = token
        self._stop = stop

    def close(self, grace: float = GRACE) -> None:
        trio.from_thread.run(self.server.close, grace, trio_token=self._token)

    def stop(self) -> None:
        self._token.run_sync_soon(self._stop.set)


class _InThreads(World):
    module = in_threads
    call_class = ThreadCall

    def to_serve(self, flow: Flow) -> Callable[[Any], object]:
        return lambda call: drive(flow(Awaited(call)))

    async def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def run(self, what: Callable[[], Coroutine[object, object, None]]) -> None:
        drive(what())

    async def start(self, server: Any) -> None:
        server.start()

    async def close(self, server: Any) -> None:
        server.close()

    @contextmanager
    def _running(self, server: Any, cancel_timeout: float | None) -> Generator[Served, None, None]:
        with pytest.MonkeyPatch.context() as patch:
            if cancel_timeout is not None:
                patch.setattr(in_threads, "END_TIMEOUT", cancel_timeout)
            with server:
                yield _ServedInThreads(server)


class _ServedInThreads(Served):
    def close(self, grace: float = GRACE) -> None:
        self.server.close(grace)

    def stop(self) -> None:
        pass


class Awaited:
    """Stands for a call that blocks where a flow awaits: what other calls are awaited for can be awaited here too."""

    def __init__(self, call: ThreadCall) -> None:
        object.__setattr__(self, "call", call)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.call, name)
        if name != "wait_for_hangup" and not inspect.iscoroutinefunction(getattr(AsyncCall, name, None)):
            return found

        async def method(*arguments: object, **options: object) -> object:
            return found(*arguments, **options)

        return method

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self.call, name, value)


def drive(waiting: Awaitable[object]) -> object:
    """Run a coroutine that never waits."""
    steps = waiting.__await__()
    try:
        next(steps)
    except StopIteration as done:
        return done.value
    raise AssertionError("it waits for an event loop")


def is_ours(thread: threading.Thread) -> bool:
    """Return whether a thread was begun by a server, and not by trio, which keeps threads for later."""
    return not thread.name.startswith("Trio thread")


def world_of(name: str) -> World:
    """Return a world by its name, or skip the test if its loop is not installed."""
    match name:
        case "asyncio":
            return _OnAsyncio(name, asyncio.run)
        case "uvloop":
            run = pytest.importorskip("uvloop").run
            run(asyncio.sleep(0))  # the first loop of a process opens descriptors that all others use
            return _OnAsyncio(name, run)
        case "proactor":
            return _OnAsyncio(name, run_on_proactor)
        case "trio":
            return _OnTrio(name)
        case _:
            return _InThreads(name)
