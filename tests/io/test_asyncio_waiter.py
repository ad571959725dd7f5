"""What a call on asyncio awaits: the task goes on at once where the loop allows it, and everything else is as usual."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import copy_context

import pytest

from agicodec.io.asyncio_waiter import Waiter


def run(what: Callable[[Waiter, list[str]], Coroutine[object, object, None]]) -> list[str]:
    """Run a test with a waiter that a task awaits, and return what has happened, in its order."""
    happened: list[str] = []

    async def wait(waiter: Waiter) -> None:
        try:
            data = await waiter.wait()
            happened.append("late" if waiter.is_late else f"resumed {data!r}")
        except asyncio.CancelledError as error:
            happened.append(f"cancelled{error.args}")
            raise

    async def main() -> None:
        waiter = Waiter(asyncio.get_running_loop())
        task = asyncio.create_task(wait(waiter))
        await asyncio.sleep(0)
        await what(waiter, happened)
        await asyncio.wait([task])

    asyncio.run(main())
    return happened


def in_loop(*calls: Callable[[], object]) -> None:
    for call in calls:
        asyncio.get_running_loop().call_soon(call)


def test_the_loop_continues_the_task_at_once() -> None:
    async def resume(waiter: Waiter, happened: list[str]) -> None:
        def both() -> None:
            assert waiter.resume(b"data")
            happened.append("after")

        in_loop(both)

    assert run(resume) == ["resumed b'data'", "after"]


def test_another_task_continues_it_in_the_next_round() -> None:
    async def resume(waiter: Waiter, happened: list[str]) -> None:
        assert not waiter.resume(b"data")
        waiter.resume_later()
        waiter.resume_later()
        happened.append("after")

    assert run(resume) == ["after", "resumed None"]


def test_a_time_limit() -> None:
    async def expire(waiter: Waiter, happened: list[str]) -> None:
        in_loop(waiter.expire, waiter.resume_later)

    assert run(expire) == ["late"]


def test_a_time_limit_that_is_over_too_late() -> None:
    async def expire(waiter: Waiter, happened: list[str]) -> None:
        waiter.resume_later()
        waiter.expire()

    assert run(expire) == ["resumed None"]


def test_cancelling_wins_over_what_comes_later() -> None:
    async def cancel(waiter: Waiter, happened: list[str]) -> None:
        assert waiter.cancel("why")
        assert not waiter.cancel()
        waiter.resume_later()

    assert run(cancel) == ["cancelled('why',)"]


@pytest.mark.parametrize("resumed_first", [False, True])
def test_cancelling_the_task(*, resumed_first: bool) -> None:
    async def main() -> None:
        waiter = Waiter(asyncio.get_running_loop())

        async def wait() -> None:
            await waiter.wait()

        task = asyncio.create_task(wait())
        await asyncio.sleep(0)
        if resumed_first:
            waiter.resume_later()
        assert task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())


def test_cancelling_a_task_that_has_not_begun() -> None:
    async def main() -> None:
        async def wait() -> None:
            try:
                await asyncio.sleep(10)
            finally:
                await Waiter(asyncio.get_running_loop()).wait()

        task = asyncio.create_task(wait())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())


def test_it_can_be_awaited_again_however_the_last_wait_ended() -> None:
    happened: list[object] = []

    async def main() -> None:
        waiter = Waiter(asyncio.get_running_loop())

        async def wait() -> None:
            for _ in range(4):
                try:
                    happened.append((await waiter.wait(), waiter.is_late))
                except asyncio.CancelledError:
                    happened.append("cancelled")

        task = asyncio.create_task(wait())
        await asyncio.sleep(0)
        in_loop(lambda: waiter.resume(b"data"))
        await asyncio.sleep(0)
        in_loop(waiter.expire)
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.sleep(0.01)
        in_loop(waiter.resume_later)
        await task

    asyncio.run(main())
    assert happened == [(b"data", False), (None, True), "cancelled", (None, False)]


def test_a_wait_that_is_thrown_away_is_not_continued() -> None:
    async def main() -> None:
        waiter = Waiter(asyncio.get_running_loop())

        async def wait() -> None:
            await waiter.wait()

        waiting = wait()
        waiting.send(None)
        waiter.add_done_callback(lambda _: pytest.fail("continued"), context=copy_context())
        waiting.close()
        in_loop(lambda: happened.append(waiter.resume(b"data")))
        await asyncio.sleep(0)

    happened: list[bool] = []
    asyncio.run(main())
    assert happened == [False]


def test_in_a_time_limit_of_asyncio() -> None:
    async def main() -> None:
        async def wait() -> None:
            await Waiter(asyncio.get_running_loop()).wait()

        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(wait(), 0.01)

    asyncio.run(main())


def test_leaving_the_program_ends_the_loop_and_not_only_what_has_called() -> None:
    happened: list[str] = []
    tasks: list[asyncio.Task[None]] = []

    async def main() -> None:
        waiter = Waiter(asyncio.get_running_loop())

        async def wait() -> None:
            await waiter.wait()
            raise SystemExit(3)

        def both() -> None:
            assert waiter.resume(b"data")
            happened.append("after")

        tasks.append(asyncio.create_task(wait()))
        await asyncio.sleep(0)
        in_loop(both)
        await asyncio.sleep(10)

    with pytest.raises(SystemExit) as ended:
        asyncio.run(main())
    assert ended.value.code == 3
    assert isinstance(tasks[0].exception(), SystemExit)
    assert happened == ["after"]
