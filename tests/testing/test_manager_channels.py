"""Channels of the kit's manager interface: their queues after runs and hangups, and other channels."""

from __future__ import annotations

import math

import pytest

from agicodec.asyncagi import AsyncAgiExecuted, read_event
from agicodec.commands import Exec
from agicodec.results import ApplicationResult
from agicodec.testing import Asterisk, Caller, CallFlowError, ManagerInterface
from tests.testing.clients import ANN, BOB, Client, finish, two


def test_what_is_queued_outlives_a_run() -> None:
    ann, _ = two()
    manager = ManagerInterface()
    client = Client(manager)
    manager.enter(ann)
    client.agi(ANN, "ASYNCAGI BREAK", "c1")
    client.agi(ANN, "NOOP", "c2")
    finish(manager)
    client.agi(ANN, "NOOP", "c3")
    finish(manager)
    assert not manager.is_running(ann)
    assert ann.variables["AGISTATUS"] == "SUCCESS"
    assert manager.queued(ann) == ("NOOP", "NOOP")
    manager.enter(ann)
    finish(manager)
    assert client.events == [
        "AsyncAGIStart ann",
        "AsyncAGIExec ann c1",
        "AsyncAGIEnd ann",
        "AsyncAGIStart ann",
        "AsyncAGIExec ann c2",
        "AsyncAGIExec ann c3",
    ]
    manager.leave(ann)
    manager.leave(ann)
    finish(manager)
    assert client.events[6:] == ["AsyncAGIEnd ann"]


def test_a_rest_does_not_outlive_a_run() -> None:
    ann, _ = two()
    ann.variables["LONG"] = "x" * 3000
    manager = ManagerInterface()
    client = Client(manager)
    manager.enter(ann)
    for line in ("GET FULL VARIABLE ${LONG}", "ASYNCAGI BREAK"):
        client.agi(ANN, line)
    finish(manager)
    manager.enter(ann)
    client.agi(ANN, "NOOP")
    finish(manager)
    pieces = [event.fragment.data for event in map(read_event, client.messages) if isinstance(event, AsyncAgiExecuted)]
    assert [len(piece) for piece in pieces] == [1024, 1024, 13]
    assert pieces[-1] == b"200 result=0\n"


def test_a_hangup_takes_what_is_queued() -> None:
    ann, _ = two()
    manager = ManagerInterface()
    client = Client(manager)
    manager.enter(ann)
    client.agi(ANN, "NOOP", "c1")
    manager.hang_up(ann)
    manager.hang_up(ann)
    client.agi(ANN, "NOOP", "c2")
    finish(manager)
    assert client.events == ["AsyncAGIStart ann", "AsyncAGIEnd ann", "Hangup ann"]
    assert client.responses == ["Success: Added AGI command to queue", f"Error: Channel {ANN} does not exist."]
    assert ann.variables["AGISTATUS"] == "HANGUP"
    with pytest.raises(CallFlowError, match="cannot enter AsyncAGI: it has hung up"):
        manager.enter(ann)


@pytest.mark.parametrize("during", [True, False])
def test_a_caller_hangs_up_with_commands_queued(*, during: bool) -> None:
    caller = Caller()
    (caller.hangs_up_during if during else caller.hangs_up_before)(2)
    ann = Asterisk(caller, channel=ANN)
    manager = ManagerInterface()
    client = Client(manager)
    manager.enter(ann)
    for number in range(3):
        client.agi(ANN, "STREAM FILE hello #", f"c{number}")
    finish(manager)
    executed = ["AsyncAGIExec ann c0", "AsyncAGIExec ann c1"]
    assert client.events[1:] == [*executed[: 1 + during], "AsyncAGIEnd ann", "Hangup ann"]


def test_a_caller_hangs_up_while_the_application_does_something_else() -> None:
    caller = Caller()
    caller.hangs_up(at=5)
    ann = Asterisk(caller, channel=ANN)
    manager = ManagerInterface()
    client = Client(manager)
    manager.enter(ann)
    client.agi(ANN, "NOOP", "c1")
    finish(manager)
    ann.passes(10)
    client.agi(ANN, "NOOP", "c2")
    finish(manager)
    assert client.events[1:] == ["AsyncAGIExec ann c1", "AsyncAGIEnd ann", "Hangup ann"]
    assert client.responses[-1] == f"Error: Channel {ANN} does not exist."


def test_a_channel_that_is_renamed_is_known_by_its_new_name() -> None:
    ann, _ = two()
    manager = ManagerInterface()
    client = Client(manager)
    manager.enter(ann)
    manager.rename(ann, "PJSIP/eve-00000001")
    client.agi("PJSIP/eve-00000001", "NOOP", "c1")
    client.agi(ANN, "NOOP", "c2")
    finish(manager)
    assert client.messages[1] == {
        "Event": "Rename",
        "Channel": ANN,
        "Uniqueid": "1.1",
        "Newname": "PJSIP/eve-00000001",
    }
    assert client.events[2:] == ["AsyncAGIExec eve c1"]
    assert client.responses[-1] == f"Error: Channel {ANN} does not exist."


def test_a_command_that_never_ends_keeps_its_channel_busy_until_the_hangup() -> None:
    ann, bob = two()
    ann.sounds["music"] = math.inf
    manager = ManagerInterface()
    client = Client(manager)
    for asterisk in (ann, bob):
        manager.enter(asterisk)
    client.agi(ANN, "STREAM FILE music #", "c1")
    client.agi(ANN, "NOOP", "c2")
    client.agi(BOB, "NOOP", "c3")
    finish(manager)
    assert client.events[2:] == ["AsyncAGIExec bob c3"]
    assert manager.why_idle == "STREAM FILE music # never ends: nothing in the script of the test ends it"
    manager.hang_up(ann)
    finish(manager)
    assert client.events[3:] == ["AsyncAGIExec ann c1", "AsyncAGIEnd ann", "Hangup ann"]
    assert ann.heard == ["music"]
    assert ann.variables["AGISTATUS"] == "HANGUP"


def test_an_answer_that_takes_for_ever_ends_with_the_hangup() -> None:
    ann, _ = two()
    ann.answers(Exec("Dial", "PJSIP/bob"), ApplicationResult("ran", value=0), takes=math.inf, times=1)
    manager = ManagerInterface()
    client = Client(manager)
    manager.enter(ann)
    client.agi(ANN, "EXEC Dial PJSIP/bob", "c1")
    finish(manager)
    assert manager.why_idle == "EXEC Dial PJSIP/bob never ends: nothing in the script of the test ends it"
    manager.leave(ann)
    finish(manager)
    assert not ann.hung_up
    assert client.events[1:] == ["AsyncAGIExec ann c1", "AsyncAGIEnd ann"]
    (executed,) = (event for event in map(read_event, client.messages) if isinstance(event, AsyncAgiExecuted))
    assert executed.fragment.data == b"200 result=-1\n"


def test_the_channels_of_a_manager_interface_are_there_for_each_other() -> None:
    ann, bob = two()
    manager = ManagerInterface()
    client = Client(manager)
    for asterisk in (ann, bob):
        manager.enter(asterisk)
    for channel, line in ((BOB, "ANSWER"), (ANN, f"CHANNEL STATUS {BOB}"), (ANN, f"HANGUP {BOB}"), (BOB, "NOOP")):
        client.agi(channel, line, line[:14])
    client.agi(ANN, f"CHANNEL STATUS {BOB}")
    finish(manager)
    assert client.events[2:] == [
        "AsyncAGIExec bob ANSWER",
        "AsyncAGIExec ann CHANNEL STATUS",
        "AsyncAGIExec ann HANGUP PJSIP/b",
        "AsyncAGIEnd bob",
        "Hangup bob",
        "AsyncAGIExec ann",
    ]
    pieces = [event.fragment.data for event in map(read_event, client.messages) if isinstance(event, AsyncAgiExecuted)]
    assert pieces == [b"200 result=0\n", b"200 result=6\n", b"200 result=1\n", b"200 result=-1\n"]
    assert dict(ann.channels) == {}


def test_two_channels_need_names_and_ids_of_their_own() -> None:
    manager = ManagerInterface(Asterisk())
    with pytest.raises(CallFlowError, match="another channel has that name or that unique id"):
        manager.enter(Asterisk())
    ann, _ = two()
    manager.enter(ann)
    with pytest.raises(CallFlowError, match="cannot enter AsyncAGI: it is in AsyncAGI already"):
        manager.enter(ann)
