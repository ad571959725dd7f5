"""Which channels are found in AsyncAGI, message by message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import AsteriskVersion, Environment, LocalProtocolError
from agicodec.asyncagi import AsyncAgiCalls, Message, quote_uri
from agicodec.serving.waiting import FoundChannel, WaitingChannels, environment_of
from agicodec.testing import ConnectedTestCall, TestConnection
from agicodec.testing.dialplan.functions import separate
from agicodec.wire import from_wire, to_wire

ANN = {"Channel": "PJSIP/ann-00000001", "Uniqueid": "1.1"}
ENVIRONMENT = Environment(request="async", channel="PJSIP/ann-00000001", unique_id="1.1", arguments=("a", "b"))


def message(**headers: str) -> Message:
    return Message(tuple(headers.items()))


def listed(application: str = "AGI", data: str = "agi:async,a,b", **headers: str) -> Message:
    details = {"Application": application, "ApplicationData": data, **headers}
    return message(Event="CoreShowChannel", ActionID="p-list", **{**ANN, **details})


END = message(Event="CoreShowChannelsComplete", ActionID="p-list", EventList="Complete")


def executed(number: int, data: bytes = b"200 result=0\n") -> Message:
    return message(Event="AsyncAGIExec", **ANN, CommandID=f"p-probe-{number}", Result=quote_uri(data))


@pytest.mark.parametrize(
    ("application", "data", "is_asked"),
    [
        ("AGI", "agi:async", True),
        ("AGI", "AGI:Async,x", True),
        ("DeadAGI", "agi:async", True),
        ("AGI", "agi://host/agi:async", False),
        ("Playback", "agi:async", False),
        ("", "", False),
    ],
)
def test_channels_that_run_asyncagi_are_asked(application: str, data: str, is_asked: bool) -> None:
    waiting = WaitingChannels("p", {})
    action, found = waiting.receive(listed(application, data))
    assert found is None
    assert (action is not None) == is_asked
    assert waiting.receive(END) == (None, None)
    assert waiting.is_done == (not is_asked)
    if action is not None:
        assert (action["Channel"], action["Command"]) == ("PJSIP/ann-00000001", "NOOP")


def test_a_channel_is_found_when_it_has_run_what_it_was_asked_and_its_pipe_is_empty() -> None:
    waiting = WaitingChannels("p", {"1.1": ENVIRONMENT})
    waiting.receive(listed("Dial", "PJSIP/bob"))
    waiting.receive(END)
    assert waiting.receive(message(Event="AsyncAGIExec", **ANN, CommandID="other", Result="200")) == (None, None)
    action, found = waiting.receive(executed(1, b"x" * 1024))
    assert found is None
    assert action is not None
    assert action["CommandID"] == "p-probe-2"
    assert waiting.unresolved == {"1.1": ENVIRONMENT}
    assert waiting.receive(executed(2)) == (None, FoundChannel("PJSIP/ann-00000001", "1.1", ENVIRONMENT))
    assert waiting.is_done
    assert waiting.receive(executed(2)) == (None, None)


@pytest.mark.parametrize(
    "event",
    [
        message(Event="AsyncAGIStart", **ANN, Env="agi_request%3A%20async%0A%0A"),
        message(Event="AsyncAGIEnd", **ANN),
        message(Event="Hangup", **ANN),
        message(Response="Error", ActionID="p-probe-1", Message="Channel does not exist."),
    ],
)
def test_a_channel_that_has_left_or_starts_anew_is_not_found(event: Message) -> None:
    waiting = WaitingChannels("p", {})
    waiting.receive(listed())
    waiting.receive(END)
    assert waiting.receive(event) == (None, None)
    assert waiting.is_done
    assert waiting.receive(executed(1)) == (None, None)


def test_a_channel_whose_start_was_reported_is_not_asked() -> None:
    waiting = WaitingChannels("p", {"1.1": ENVIRONMENT})
    waiting.receive(message(Event="AsyncAGIStart", **ANN, Env="agi_request%3A%20async%0A%0A"))
    assert waiting.receive(listed()) == (None, None)


def test_a_refusal_is_a_problem() -> None:
    waiting = WaitingChannels("p", {"1.1": ENVIRONMENT})
    waiting.receive(message(Response="Error", ActionID="p-list", Message="Permission denied"))
    assert (waiting.is_done, waiting.problem) == (True, "Permission denied")


@given(st.text(st.characters(exclude_characters="\0\r\n", codec="utf-8"), min_size=1, max_size=40))
def test_arguments_are_split_as_by_asterisk(data: str) -> None:
    arguments = environment_of(listed(data=f"agi:async,{data}")).arguments
    expected = [from_wire(argument) for argument in separate(to_wire(data), b",", 1000)]
    assert list(arguments) == expected


def test_the_caller_is_read_from_the_list() -> None:
    environment = environment_of(listed(CallerIDNum="<unknown>", CallerIDName='Ann \\"A\\" \\\\ \\t', Priority="3"))
    assert (environment.caller_id_number, environment.caller_id_name) == (None, 'Ann "A" \\ \t')
    assert (environment.priority, environment.type, environment.version) == (3, "PJSIP", None)


def test_a_call_is_adopted_once() -> None:
    calls: AsyncAgiCalls[ConnectedTestCall] = TestConnection(ConnectedTestCall)
    (call,) = calls.adopt("PJSIP/ann-00000001", "1.1", ENVIRONMENT)
    assert call.environment == ENVIRONMENT
    with pytest.raises(LocalProtocolError, match="cannot adopt PJSIP/ann-00000001: it has a call already"):
        calls.adopt("PJSIP/ann-00000001", "1.1", ENVIRONMENT)
    (again,) = calls.receive(message(Event="AsyncAGIStart", **ANN, Env="agi_request%3A%20async%0A%0A"))
    assert again is not call


SETTINGS = message(Response="Success", ActionID="p-settings", AsteriskVersion="22.10.1~dfsg")


def status(application: str, data: str = "", **headers: str) -> Message:
    details = {"Application": application, "Data": data, **headers}
    return message(Event="Status", ActionID="p-status", **{**ANN, **details})


STATUS_END = message(Event="StatusComplete", ActionID="p-status", EventList="Complete")


def test_the_release_of_asterisk_is_asked_for_once_and_is_that_of_a_channel_that_is_found() -> None:
    waiting = WaitingChannels("p", {})
    assert [action["Action"] for action in waiting.requests] == ["CoreSettings", "CoreShowChannels", "Status"]
    waiting.receive(SETTINGS)
    waiting.receive(listed())
    waiting.receive(END)
    _, found = waiting.receive(executed(1))
    assert found is not None
    assert found.environment.version == AsteriskVersion.parse("22.10.1~dfsg")


@pytest.mark.parametrize(
    "settings",
    [
        message(Response="Error", ActionID="p-settings", Message="Permission denied"),
        message(Response="Success", ActionID="p-settings"),
        message(Response="Success", ActionID="p-settings", AsteriskVersion=""),
        None,
    ],
)
def test_channels_are_found_also_without_the_release(settings: Message | None) -> None:
    waiting = WaitingChannels("p", {})
    if settings is not None:
        assert waiting.receive(settings) == (None, None)
    waiting.receive(listed())
    waiting.receive(END)
    _, found = waiting.receive(executed(1))
    assert found is not None
    assert found.environment.version is None
    assert not waiting.problem


def test_a_channel_that_status_alone_reports_is_asked_and_none_is_asked_twice() -> None:
    waiting = WaitingChannels("p", {})
    waiting.receive(listed("Wait", "2"))
    waiting.receive(END)
    assert not waiting.is_over
    action, _ = waiting.receive(status("AGI", "agi:async,a,b"))
    assert action is not None
    assert waiting.receive(status("AGI", "agi:async,a,b")) == (None, None)
    waiting.receive(STATUS_END)
    _, found = waiting.receive(executed(1))
    assert found is not None
    assert (found.unique_id, found.environment.arguments) == ("1.1", ("a", "b"))
    assert waiting.is_over


@pytest.mark.parametrize("is_status_refused", [False, True])
def test_a_channel_that_runs_exec_is_asked_when_any_command_has_run(*, is_status_refused: bool) -> None:
    waiting = WaitingChannels("p", {})
    waiting.receive(SETTINGS)
    waiting.receive(listed("Dial", "PJSIP/bob"))
    waiting.receive(END)
    refusal = message(Response="Error", ActionID="p-status", Message="Permission denied")
    waiting.receive(refusal if is_status_refused else STATUS_END)
    assert (waiting.is_done, waiting.is_over, waiting.problem) == (True, False, "")
    other = message(Event="AsyncAGIExec", Channel="PJSIP/bob-2", Uniqueid="1.2", Result="200%20result%3D0%0A")
    assert waiting.receive(other) == (None, None)
    action, _ = waiting.receive(message(Event="AsyncAGIExec", **ANN, CallerIDNum="5", Result="200%20result%3D0%0A"))
    assert action is not None
    assert not waiting.is_done
    _, found = waiting.receive(executed(1))
    assert found is not None
    assert (found.environment.caller_id_number, found.environment.arguments) == ("5", ())
    assert found.environment.version is not None
    assert waiting.is_over


@pytest.mark.parametrize("event", ["AsyncAGIStart", "AsyncAGIEnd", "Hangup"])
def test_a_channel_that_runs_something_else_is_forgotten_when_it_leaves(event: str) -> None:
    waiting = WaitingChannels("p", {})
    waiting.receive(listed("Dial", "PJSIP/bob"))
    waiting.receive(END)
    waiting.receive(STATUS_END)
    waiting.receive(message(Event=event, **ANN, Env="agi_request%3A%20async%0A%0A"))
    assert waiting.is_over
    assert waiting.receive(message(Event="AsyncAGIExec", **ANN, Result="200%20result%3D0%0A")) == (None, None)


@pytest.mark.parametrize(("new_name", "name"), [("PJSIP/bob-2", "PJSIP/bob-2"), ("", "PJSIP/ann-00000001")])
def test_a_channel_that_is_renamed_meanwhile_is_found_by_its_new_name(new_name: str, name: str) -> None:
    waiting = WaitingChannels("p", {})
    waiting.receive(listed())
    waiting.receive(END)
    waiting.receive(message(Event="Rename", **ANN, Newname=new_name))
    _, found = waiting.receive(message(Event="AsyncAGIExec", Uniqueid="1.1", Channel="", CommandID="p-probe-1"))
    assert found is not None
    assert found.channel == name


def test_a_channel_whose_name_cannot_be_sent_is_not_asked() -> None:
    waiting = WaitingChannels("p", {})
    assert waiting.receive(listed(Channel="x" * 5000)) == (None, None)
    waiting.receive(END)
    assert waiting.is_done
