"""Applications whose runs are cut short, by a time limit or a cancellation: the call can be used afterwards."""

from __future__ import annotations

import socket
import threading
from typing import Any

import pytest

from agicodec import CallEvent, ReplyReceived
from agicodec.applications import Queue, Queued
from agicodec.commands import Exec, SetVariable
from agicodec.dialplan import WholeVariables
from agicodec.model import Command
from tests.calls.test_cancellation import ScriptedCall
from tests.io.test_thread_call import NotingCall, ends
from tests.io.worlds import Asterisk, World

__all__ = ["ends"]

QUEUE = Queue("sales")
EXEC = Exec("Queue", "sales")
NAMES = tuple(QUEUE.variables)
FULL = WholeVariables(NAMES).reply_with(("FULL", *[""] * (len(NAMES) - 1))).encode()
SET, RAN = b"200 result=1\n", b"200 result=0\n"
REPLIES = [*[SET] * len(QUEUE.stale), RAN, FULL]
"""The replies to the commands of a run."""
LATE = [*[SetVariable(name, "") for name in QUEUE.stale], EXEC, WholeVariables(NAMES)]
"""These commands."""

cut_short = pytest.mark.parametrize("done", range(len(REPLIES)))


def is_late_reply_to(noted: list[CallEvent], command: Command[object]) -> bool:
    (late,) = noted
    return isinstance(late, ReplyReceived) and late.command == command


@cut_short
def test_a_timeout_of_a_transport(done: int) -> None:
    call = ScriptedCall(*REPLIES[:done], None, REPLIES[done], *REPLIES)
    with pytest.raises(TimeoutError):
        call.run(QUEUE)
    assert call.run(QUEUE) == Queued("full")
    assert is_late_reply_to([*call.noted], LATE[done])
    assert not call.chunks


@cut_short
def test_a_time_limit_with_threads(done: int, ends: tuple[NotingCall, socket.socket]) -> None:
    call, asterisk = ends
    late = threading.Event()

    def answer() -> None:
        with asterisk.makefile("rb") as lines:
            for number, reply in enumerate([*REPLIES[: done + 1], *REPLIES]):
                assert lines.readline()
                assert number != done or late.wait(5)
                asterisk.sendall(reply)

    thread = threading.Thread(target=answer)
    thread.start()
    with pytest.raises(TimeoutError), call.time_limit(0.1):
        call.run(QUEUE)
    late.set()
    assert call.run(QUEUE) == Queued("full")
    thread.join(5)
    assert is_late_reply_to([*call.noted], LATE[done])


@cut_short
def test_a_cancellation(done: int, looped: World) -> None:
    async def flow(call: Any, asterisk: Asterisk) -> None:
        cut = looped.begin(call.run(QUEUE))
        for reply in REPLIES[:done]:
            assert await asterisk.receives()
            asterisk.sends(reply)
        assert await asterisk.receives()
        cut.cancel()
        await cut.ends()
        assert cut.is_cancelled
        again = looped.begin(call.run(QUEUE))
        await looped.settle()
        for reply in (REPLIES[done], *REPLIES[:-1]):
            asterisk.sends(reply)
            assert await asterisk.receives()
        asterisk.sends(REPLIES[-1])
        assert await again.result() == Queued("full")
        assert is_late_reply_to([*call.noted], LATE[done])

    looped.with_call(flow)
