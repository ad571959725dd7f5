"""Every command of a call goes through `ask`, so that a subclass extends that method only."""

from __future__ import annotations

import inspect
from typing import TypeVar

import pytest

from agicodec import AsyncAgiCall, AsyncCall, Call, Command, RawReply, ReplyReceived
from agicodec.commands import Noop
from agicodec.io.asyncio_call import AsyncioCall
from agicodec.io.manager_call import ManagerCall
from agicodec.io.script import ScriptCall
from agicodec.io.thread_call import ThreadCall
from agicodec.io.trio_call import TrioCall
from agicodec.testing import Asterisk, TestCall

R = TypeVar("R")


@pytest.mark.parametrize("kind", [Call, AsyncCall, AsyncAgiCall])
def test_execute_is_defined_once_for_each_kind_of_call(kind: type[object]) -> None:
    calls = [AsyncioCall, ManagerCall, ScriptCall, ThreadCall, TrioCall]
    assert {inspect.getattr_static(call, "execute") for call in calls if issubclass(call, kind)} <= {
        inspect.getattr_static(kind, "execute")
    }


def test_a_subclass_sees_every_command_in_ask() -> None:
    class Seeing(TestCall):
        __test__ = False
        seen: list[object]

        def ask(self, command: Command[R]) -> ReplyReceived[R]:
            self.seen.append(command)
            return super().ask(command)

    call = Seeing(Asterisk())
    call.seen = []
    call.noop()
    call.execute(Noop())
    assert call.seen == [Noop(), Noop()]


def test_the_reply_to_the_same_command_is_the_same_event() -> None:
    command = Noop()
    reply = ReplyReceived(command, RawReply(200, "0"))
    assert reply.answer_to(command) is reply
    assert reply.answer_to(Noop()) == reply
