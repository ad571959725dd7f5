"""The actions of the kit's manager interface: logins, responses and refusals."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pytest

from agicodec.testing import CallFlowError, ManagerInterface
from tests.testing.clients import ANN, BOB, ELSEWHERE, Client, finish, two


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({"Action": "AGI", "Channel": "PJSIP/nobody", "Command": "NOOP"}, "Channel PJSIP/nobody does not exist."),
        ({"Action": "agi", "channel": BOB, "command": "NOOP"}, f"Failed to add AGI command to channel {BOB} queue"),
        ({"Action": "AGI", "Channel": ANN}, "Both, Channel and Command are *required*"),
        ({"Action": "AGI", "Channel": ANN, "Command": "x" * 1014}, "Failed to parse message: line too long"),
        ({"Action": "Hangup", "Channel": "PJSIP/nobody"}, "No such channel"),
        ({"Action": "Hangup"}, "No channel specified"),
        ({"Action": "Redirect"}, "Channel not specified"),
        ({"Action": "Redirect", "Channel": ANN}, "Context not specified"),
        ({"Action": "Redirect", "Channel": ANN, "Context": "c"}, "Exten not specified"),
        ({"Action": "Redirect", "Channel": ANN, "Context": "c", "Exten": "1"}, "Priority not specified"),
        ({"Action": "Redirect", "Channel": ANN, **ELSEWHERE, "Priority": "0"}, "Priority is invalid"),
        (
            {"Action": "Redirect", "Channel": "PJSIP/nobody", **ELSEWHERE},
            "Channel does not exist: PJSIP/nobody",
        ),
        ({"Channel": ANN}, "Missing action in request"),
    ],
)
def test_what_the_manager_interface_refuses(headers: Mapping[str, str], message: str) -> None:
    ann, bob = two()
    manager = ManagerInterface(ann, bob)
    client = Client(manager)
    manager.enter(ann)
    client.end.receive({**headers, "ActionID": "7"})
    finish(manager)
    assert client.messages[-1] == {"Response": "Error", "ActionID": "7", "Message": message}


def test_a_channel_is_found_by_its_name_in_any_case_or_its_unique_id() -> None:
    ann, _ = two()
    manager = ManagerInterface()
    client = Client(manager)
    manager.enter(ann)
    client.agi(ANN.upper(), "NOOP", "c1")
    client.agi("1.1", "NOOP", "c2")
    finish(manager)
    assert client.events == ["AsyncAGIStart ann", "AsyncAGIExec ann c1", "AsyncAGIExec ann c2"]


def test_the_test_says_what_is_responded() -> None:
    ann, _ = two()
    manager = ManagerInterface(ann)
    client = Client(manager)
    manager.enter(ann)
    manager.responds("agi", "Error", times=1, Message="Permission denied")
    manager.responds("CoreStatus", "Success", CoreCurrentCalls="1")
    client.agi(ANN, "NOOP")
    client.agi(ANN, "NOOP")
    client.act("CoreStatus")
    finish(manager)
    assert client.responses == ["Error: Permission denied", "Success: Added AGI command to queue", "Success: "]
    with pytest.raises(CallFlowError, match=r"What the action Originate does is for the test to say: manager\.resp"):
        client.act("Originate")


def test_a_response_is_for_one_time_at_least() -> None:
    with pytest.raises(ValueError, match=r"times=0: expected a positive number"):
        ManagerInterface().responds("AGI", "Error", times=0)


def test_other_actions_are_responded_to() -> None:
    ann, _ = two()
    manager = ManagerInterface()
    client = Client(manager)
    manager.enter(ann)
    client.act("Ping", ActionID="1")
    client.act("Login")
    client.act("Events", EventMask="off")
    client.agi(ANN, "NOOP", "unheard")
    finish(manager)
    client.act("Events", EventMask="on")
    client.act("Redirect", Channel=ANN, **ELSEWHERE)
    client.act("Hangup", Channel=ANN)
    client.act("Logoff")
    finish(manager)
    assert client.events == ["AsyncAGIStart ann", "AsyncAGIEnd ann", "Hangup ann"]
    assert client.messages[1]["Ping"] == "Pong"
    assert client.responses == [
        "Success: ",
        "Success: Already authenticated",
        "Success: ",
        "Success: Added AGI command to queue",
        "Success: ",
        "Success: Redirect successful",
        "Success: Channel Hungup",
        "Goodbye: Thanks for all the fish.",
    ]
    assert client.sent[-1] is None
    assert client.end.closed
    with pytest.raises(ConnectionError, match="the manager connection has ended"):
        client.act("Ping")


# Who may log in


def test_a_login_needs_the_secret_of_a_user() -> None:
    ann, _ = two()
    manager = ManagerInterface(users={"app": "secret"})
    stranger, client, hashing = (Client(manager, logged_in=False) for _ in range(3))
    client.agi(ANN, "NOOP")
    client.act("Login", Username="app", Secret="secret")
    stranger.act("Login", Username="app", Secret="wrong")
    hashing.act("Challenge", AuthType="MD5")
    finish(manager)
    key = hashlib.md5((hashing.messages[0]["Challenge"] + "secret").encode()).hexdigest()
    hashing.act("Login", AuthType="MD5", Username="app", Key=key)
    manager.enter(ann)
    finish(manager)
    assert client.responses == ["Error: Permission denied", "Success: Authentication accepted"]
    assert stranger.responses == ["Error: Authentication failed"]
    assert hashing.responses[1:] == ["Success: Authentication accepted"]
    assert [bool(one.events) for one in (client, stranger, hashing)] == [True, False, True]
    assert stranger.sent[-1] is None


def test_a_user_who_may_not_read_calls_hears_of_no_hangup() -> None:
    ann, _ = two()
    manager = ManagerInterface(reads=("agi",))
    client = Client(manager)
    manager.enter(ann)
    manager.rename(ann, "PJSIP/eve-00000001")
    manager.hang_up(ann)
    finish(manager)
    assert client.events == ["AsyncAGIStart ann", "AsyncAGIEnd eve"]
