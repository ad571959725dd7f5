"""The world without an event loop, where everything blocks."""

from __future__ import annotations

import inspect
import select
import socket
import threading
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar, cast

import pytest

from agicodec import AsyncCall, Call
from agicodec.io import threads as in_threads
from agicodec.io.threads import ThreadCall
from agicodec.serving.admission import GRACE
from tests.io.descriptors import count_descriptors
from tests.io.loops import PATIENCE
from tests.io.world import Flow, Noting, Served, Task, World

__all__ = ["Awaited", "InThreads", "NotedThreadCall", "drive"]

T = TypeVar("T")

AT_ONCE = 10
"""How many seconds a test waits for what is to come at once."""
SETTLED = 0.02
"""After how many seconds another thread waits for what it waits for."""


class NotedThreadCall(Noting, ThreadCall):
    """A call that notes what else happens."""


class InThreads(World):
    """Threads, in which what a case awaits never waits for an event loop."""

    module = in_threads
    call_class = ThreadCall

    def to_serve(self, flow: Flow) -> Callable[[Any], object]:
        return lambda call: drive(flow(Awaited(call)))

    async def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    async def step(self) -> None:
        time.sleep(0)

    async def settle(self) -> None:
        time.sleep(SETTLED)

    async def receive(self, connection: socket.socket) -> bytes:
        assert select.select([connection], [], [], AT_ONCE)[0], "nothing comes"
        return connection.recv(65536)

    def begin(self, waiting: Coroutine[Any, Any, T]) -> Task[T]:
        return _ThreadTask(waiting)

    def lock(self) -> _Lock:
        return _Lock()

    @asynccontextmanager
    async def over(
        self, connection: socket.socket, command_timeout: float | None = None
    ) -> AsyncGenerator[Awaited, None]:
        with connection:
            yield Awaited(NotedThreadCall(connection, command_timeout=command_timeout))

    def run(self, what: Callable[[], Coroutine[object, object, None]]) -> None:
        drive(what())

    def run_alone(self, what: Callable[[], Coroutine[object, object, None]], *, patience: float = PATIENCE) -> None:
        threads, descriptors = set(threading.enumerate()), count_descriptors()
        drive(what())
        assert set(threading.enumerate()) <= threads
        assert count_descriptors() <= descriptors

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


class _ThreadTask(Task[T]):
    def __init__(self, waiting: Coroutine[Any, Any, T]) -> None:
        self._waiting = waiting
        self._results: list[T] = []
        self._errors: list[Exception] = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def done(self) -> bool:
        return not self._thread.is_alive()

    @property
    def is_cancelled(self) -> bool:
        return False

    def cancel(self) -> None:
        raise AssertionError("a thread cannot be cancelled")

    async def ends(self) -> None:
        self._thread.join(AT_ONCE)
        assert self.done

    async def result(self) -> T:
        await self.ends()
        for error in self._errors:
            raise error
        return self._results[0]

    def _run(self) -> None:
        try:
            self._results.append(cast("T", drive(self._waiting)))
        except Exception as error:  # raised where it is waited for
            self._errors.append(error)


class _Lock:
    def __init__(self) -> None:
        self._lock = threading.Lock()

    async def __aenter__(self) -> None:
        self._lock.acquire()

    async def __aexit__(self, *error: object) -> None:
        self._lock.release()


class Awaited:
    """Stands for a call that blocks where a flow awaits: what other calls are awaited for can be awaited here too."""

    def __init__(self, call: Call) -> None:
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
