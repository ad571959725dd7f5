"""Misuse of the manager interface in memory fails at once."""

from __future__ import annotations

import asyncio
import math

import pytest

from agicodec.errors import ActionRefused
from agicodec.testing import Asterisk, CallFlowError, ConnectedTestCall, ManagerInterface, TestConnection


def make() -> tuple[Asterisk, Asterisk, TestConnection[ConnectedTestCall]]:
    ann = Asterisk(channel="PJSIP/ann-00000001", unique_id="1795471207.1")
    bob = Asterisk(channel="PJSIP/bob-00000002", unique_id="1795471207.2")
    return ann, bob, TestConnection(ConnectedTestCall)


@pytest.mark.parametrize(
    ("count", "error"),
    [(-1, ValueError), (0.5, TypeError), ("all", TypeError), (math.nan, TypeError), (True, TypeError)],
)
def test_a_number_of_messages_is_one(count: float, error: type[Exception]) -> None:
    with pytest.raises(error, match="count"):
        ManagerInterface().deliver(count)
    assert ManagerInterface().deliver(0) == 0


@pytest.mark.parametrize(("times", "error"), [(0, ValueError), (0.5, TypeError), ("once", TypeError)])
def test_a_response_has_a_number_of_times(times: float, error: type[Exception]) -> None:
    with pytest.raises(error, match="times"):
        ManagerInterface().responds("AGI", "Error", times=times)


def test_a_response_has_texts_alone() -> None:
    manager = ManagerInterface()
    with pytest.raises(TypeError, match="Message: expected a string, found 5"):
        manager.responds("AGI", "Error", Message=5)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match="action: expected a string, found 5"):
        manager.responds(5, "Error")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_responses_are_used_in_the_order_of_answers() -> None:
    ann, _, connection = make()
    manager = connection.manager
    manager.responds("AGI", "Error", Message="never")
    manager.responds("AGI", "Error", Message="always")
    manager.responds("AGI", "Error", Message="first", times=1)
    manager.responds("AGI", "Error", Message="second", times=1)
    call = connection.enter(ann)

    async def flow() -> list[str]:
        found: list[str] = []
        for _ in range(4):
            with pytest.raises(ActionRefused) as refused:
                await call.noop()
            found.append(refused.value.text)
        return found

    assert asyncio.run(flow()) == ["first", "second", "always", "always"]


def test_a_channel_is_not_renamed_to_another_one() -> None:
    ann, bob, connection = make()
    connection.enter(ann)
    connection.enter(bob)
    with pytest.raises(CallFlowError, match="PJSIP/bob-00000002 cannot be called PJSIP/ann-00000001: another one is"):
        connection.manager.rename(bob, ann.channel)
    connection.manager.rename(bob, bob.channel)
    assert bob.channel == "PJSIP/bob-00000002"


def test_a_call_that_cannot_start_says_why() -> None:
    ann, _, connection = make()
    connection.lose()
    with pytest.raises(CallFlowError, match="has not heard that PJSIP/ann-00000001 is in AsyncAGI: the connection is"):
        connection.enter(ann)
    ann, _, _ = make()
    with pytest.raises(CallFlowError, match="is in AsyncAGI: it may not read the events of AGI"):
        TestConnection(ConnectedTestCall, ManagerInterface(reads=())).enter(ann)


@pytest.mark.parametrize(
    "action",
    [
        {"Action": "Hangup", "Channel": "/PJSIP/"},
        {
            "Action": "Redirect",
            "Channel": "PJSIP/ann-00000001",
            "ExtraChannel": "PJSIP/bob-00000002",
            "Context": "sales",
            "Exten": "7",
            "Priority": "1",
        },
    ],
)
def test_an_action_about_several_channels_is_for_the_test_to_say(action: dict[str, str]) -> None:
    ann, bob, connection = make()
    connection.enter(ann)
    connection.enter(bob)
    with pytest.raises(CallFlowError, match="is for the test to say"):
        connection.end.send(action)
    assert connection.manager.is_running(ann)
