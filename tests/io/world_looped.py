"""The worlds with an event loop."""

from __future__ import annotations

import asyncio
import socket
import threading
from abc import abstractmethod
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from contextlib import asynccontextmanager, contextmanager
from queue import Queue
from typing import Any, TypeVar

import trio
import trio.testing

from agicodec.io import asyncio as on_asyncio
from agicodec.io import trio as on_trio
from agicodec.io.asyncio import AsyncioCall
from agicodec.io.trio import TrioCall
from agicodec.serving.admission import GRACE
from tests.io.descriptors import count_descriptors
from tests.io.garbage import collected
from tests.io.loops import PATIENCE, leave_nothing
from tests.io.world import Noting, Served, Task, World

__all__ = ["NotedAsyncioCall", "NotedTrioCall", "OnAsyncio", "OnTrio"]

T = TypeVar("T")

AT_ONCE = 10
"""How many seconds a test waits for what is to come at once."""


class _Looped(World):
    """A world with an event loop, which runs servers in a thread."""

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


class NotedAsyncioCall(Noting, AsyncioCall):
    """A call on asyncio that notes what else happens."""


class OnAsyncio(_Looped):
    """One of the loops of asyncio, which a function runs."""

    module = on_asyncio
    call_class = AsyncioCall

    def __init__(self, name: str, run: Callable[[Coroutine[object, object, None]], None]) -> None:
        super().__init__(name)
        self._run = run

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def step(self) -> None:
        await asyncio.sleep(0)

    async def settle(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)

    async def receive(self, connection: socket.socket) -> bytes:
        return await asyncio.wait_for(asyncio.get_running_loop().sock_recv(connection, 65536), AT_ONCE)

    def begin(self, waiting: Coroutine[Any, Any, T]) -> Task[T]:
        return _AsyncioTask(waiting)

    def lock(self) -> asyncio.Lock:
        return asyncio.Lock()

    @asynccontextmanager
    async def over(
        self, connection: socket.socket, command_timeout: float | None = None
    ) -> AsyncGenerator[NotedAsyncioCall, None]:
        call = await NotedAsyncioCall.over(connection, command_timeout=command_timeout)
        try:
            yield call
        finally:
            call.close()
            await self.settle()

    def run(self, what: Callable[[], Coroutine[object, object, None]]) -> None:
        self._run(what())

    def run_alone(self, what: Callable[[], Coroutine[object, object, None]], *, patience: float = PATIENCE) -> None:
        self._run(leave_nothing(what(), patience))

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


class _AsyncioTask(Task[T]):
    def __init__(self, waiting: Coroutine[Any, Any, T]) -> None:
        self._task = asyncio.ensure_future(waiting)

    @property
    def done(self) -> bool:
        return self._task.done()

    @property
    def is_cancelled(self) -> bool:
        return self._task.cancelled()

    def cancel(self) -> None:
        self._task.cancel()

    async def ends(self) -> None:
        await asyncio.wait([self._task])

    async def result(self) -> T:
        return await self._task


class NotedTrioCall(Noting, TrioCall):
    """A call on trio that notes what else happens."""


class OnTrio(_Looped):
    """The loop of trio."""

    module = on_trio
    call_class = TrioCall

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._begun: list[_TrioTask[Any]] = []

    async def sleep(self, seconds: float) -> None:
        await trio.sleep(seconds)

    async def step(self) -> None:
        await trio.lowlevel.checkpoint()

    async def settle(self) -> None:
        await trio.testing.wait_all_tasks_blocked(0.002)

    async def receive(self, connection: socket.socket) -> bytes:
        with trio.fail_after(AT_ONCE):
            await trio.lowlevel.wait_readable(connection)
        return connection.recv(65536)

    def begin(self, waiting: Coroutine[Any, Any, T]) -> Task[T]:
        task = _TrioTask(waiting)
        self._begun.append(task)
        return task

    def lock(self) -> trio.Lock:
        return trio.Lock()

    @asynccontextmanager
    async def over(
        self, connection: socket.socket, command_timeout: float | None = None
    ) -> AsyncGenerator[NotedTrioCall, None]:
        connection.setblocking(False)
        stream = trio.SocketStream(trio.socket.from_stdlib_socket(connection))
        async with NotedTrioCall.over(stream, command_timeout=command_timeout) as call:
            yield call

    def run(self, what: Callable[[], Coroutine[object, object, None]]) -> None:
        trio.run(what)

    def run_alone(self, what: Callable[[], Coroutine[object, object, None]], *, patience: float = PATIENCE) -> None:
        async def run_and_look() -> None:
            before, tasks = count_descriptors(), trio.lowlevel.current_statistics().tasks_living
            with trio.fail_after(patience):
                await what()
            assert count_descriptors() <= before
            assert trio.lowlevel.current_statistics().tasks_living == tasks

        self._begun.clear()
        trio.run(run_and_look)
        for task in self._begun:
            task.raise_unheard()

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


class _TrioTask(Task[T]):
    """A system task, which is in no nursery of the case, so that what the case raises is in no group."""

    def __init__(self, waiting: Coroutine[Any, Any, T]) -> None:
        self._waiting = waiting
        self._scope = trio.CancelScope()
        self._ended = trio.Event()
        self._results: list[T] = []
        self._error: Exception | None = None
        trio.lowlevel.spawn_system_task(self._run)

    @property
    def done(self) -> bool:
        return self._ended.is_set()

    @property
    def is_cancelled(self) -> bool:
        return self._scope.cancelled_caught

    def cancel(self) -> None:
        self._scope.cancel()

    async def ends(self) -> None:
        await self._ended.wait()

    async def result(self) -> T:
        await self._ended.wait()
        self.raise_unheard()
        return self._results[0]

    def raise_unheard(self) -> None:
        """Raise what it has raised, once."""
        error, self._error = self._error, None
        if error is not None:
            raise error

    async def _run(self) -> None:
        try:
            with self._scope:
                self._results.append(await self._waiting)
        except Exception as error:  # raised where it is waited for
            self._error = error
        finally:
            self._ended.set()
