"""The kit's manager interface, without I/O: what it sends to its clients, in which order, and how it refuses."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec.asyncagi import AgiExecEnded, AgiExecStarted, AsyncAgiExecuted, AsyncAgiStarted, Greeting, read_event
from agicodec.commands import Exec
from agicodec.results import ApplicationResult
from agicodec.testing import Asterisk, Caller, CallFlowError, ManagerInterface
from agicodec.testing.manager.interface import Sent

ANN, BOB = "PJSIP/ann-00000001", "PJSIP/bob-00000002"

ELSEWHERE = {"Context": "sales", "Exten": "7", "Priority": "again"}
"""The headers of a Redirect that say where to."""


class Client:
    """A client of a manager interface, which notes what it is sent."""

    def __init__(self, manager: ManagerInterface, *, logged_in: bool = True) -> None:
        self.sent: list[Sent] = []
        self.end = manager.connect(self.sent.append, logged_in=logged_in)

    def act(self, action: str, **headers: str) -> None:
        self.end.receive({"Action": action, **headers})

    def agi(self, channel: str, command: str, command_id: str = "") -> None:
        self.act("AGI", Channel=channel, Command=command, **({"CommandID": command_id} if command_id else {}))

    @property
    def messages(self) -> list[Mapping[str, str]]:
        return [message for message in self.sent if message is not None and not isinstance(message, Greeting)]

    @property
    def responses(self) -> list[str]:
        return [f"{m['Response']}: {m.get('Message', '')}" for m in self.messages if "Response" in m]

    @property
    def events(self) -> list[str]:
        """The names of the events of AsyncAGI, with the names and the command ids, and of the others."""
        ignored = ("AGIExecStart", "AGIExecEnd")
        events = [message for message in self.messages if message.get("Event", ignored[0]) not in ignored]
        return [" ".join((m["Event"], m["Channel"][6:9], m.get("CommandId", ""))).rstrip() for m in events]


def two() -> tuple[Asterisk, Asterisk]:
    return Asterisk(channel=ANN, unique_id="1.1"), Asterisk(channel=BOB, unique_id="1.2")


def finish(manager: ManagerInterface) -> None:
    while manager.step():
        pass


def test_a_client_is_greeted_and_sent_the_events_of_each_command() -> None:
    ann, _ = two()
    manager = ManagerInterface()
    client = Client(manager)
    manager.enter(ann)
    client.agi(ANN, "GET VARIABLE X", "c1")
    finish(manager)
    greeting, start, *messages = client.sent
    assert isinstance(greeting, Greeting)
    assert isinstance(start, dict)
    started = read_event(start)
    assert isinstance(started, AsyncAgiStarted)
    assert (started.channel, started.unique_id, started.environment.unique_id) == (ANN, "1.1", "1.1")
    assert messages[0] == {"Response": "Success", "Message": "Added AGI command to queue"}
    events = [read_event(message) for message in messages[1:] if isinstance(message, dict)]
    assert [type(event) for event in events] == [AgiExecStarted, AgiExecEnded, AsyncAgiExecuted]
    assert [getattr(event, "command", None) for event in events] == ["GET VARIABLE X", "GET VARIABLE X", None]
    assert [getattr(event, "result", None) for event in events] == [None, "Success", None]


@pytest.mark.parametrize(
    ("line", "code", "result"),
    [
        ("NOSUCH", 510, "Invalid or unknown command"),
        ("WAIT FOR DIGIT", 520, "Usage"),
        ("STREAM FILE nosuch #", -1, "Failure"),
        ("NOOP", 200, "Success"),
    ],
)
def test_the_end_of_a_command_is_reported_with_its_status(line: str, code: int, result: str) -> None:
    ann, _ = two()
    ann.missing.add("nosuch")
    manager = ManagerInterface()
    client = Client(manager)
    manager.enter(ann)
    client.agi(ANN, line)
    finish(manager)
    (ended,) = (event for event in map(read_event, client.messages) if isinstance(event, AgiExecEnded))
    assert (ended.result_code, ended.result) == (code, result)


def encode_as_asterisk(data: bytes) -> str:
    """Encode as ast_uri_encode of main/utils.c does, into a buffer of 2048 bytes."""
    text = ""
    for byte in data:
        plain = chr(byte).isascii() and (chr(byte).isalnum() or chr(byte) in "-_.!~*'()")
        if len(text) >= 2047 or (not plain and len(text) >= 2045):
            break
        text += chr(byte) if plain else f"%{byte:02X}"
    return text


@given(st.lists(st.tuples(st.sampled_from("x ä"), st.integers(1, 700)), max_size=5), st.integers(0, 4))
def test_an_event_carries_as_much_as_asterisk_writes(parts: list[tuple[str, int]], plain: int) -> None:
    ann, _ = two()
    ann.variables["X"] = "x" * plain + "".join(char * count for char, count in parts)
    manager = ManagerInterface()
    client = Client(manager)
    manager.enter(ann)
    client.agi(ANN, "GET FULL VARIABLE ${X}")
    finish(manager)
    (result,) = (message["Result"] for message in client.messages if "CommandId" not in message and "Result" in message)
    raw = b"200 result=1 (%b)\n" % ann.variables["X"].encode()
    assert result == encode_as_asterisk(raw[:1024])


# Actions


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


# Several channels, several clients


def test_commands_of_several_channels_run_in_the_order_in_which_they_were_queued() -> None:
    ann, bob = two()
    manager = ManagerInterface()
    client = Client(manager)
    for asterisk in (ann, bob):
        manager.enter(asterisk)
    for number, channel in enumerate((BOB, ANN, ANN, BOB)):
        client.agi(channel, "NOOP", f"c{number}")
    assert manager.queued(ann) == ("NOOP", "NOOP")
    finish(manager)
    assert client.events[2:] == [
        "AsyncAGIExec bob c0",
        "AsyncAGIExec ann c1",
        "AsyncAGIExec ann c2",
        "AsyncAGIExec bob c3",
    ]


def test_a_seed_chooses_another_order_the_same_one_each_time() -> None:
    def run(seed: int) -> list[str]:
        ann, bob = two()
        manager = ManagerInterface(seed=seed)
        client = Client(manager)
        for asterisk in (ann, bob):
            manager.enter(asterisk)
        for number in range(4):
            client.agi((ANN, BOB)[number % 2], "NOOP", f"c{number}")
        finish(manager)
        assert [event for event in client.events if " ann" in event][1:] == [f"AsyncAGIExec ann c{n}" for n in (0, 2)]
        return client.events

    orders = {seed: run(seed) for seed in range(20)}
    assert len(set(map(tuple, orders.values()))) > 3
    assert all(run(seed) == order for seed, order in orders.items())


def test_the_test_says_what_happens_while_it_holds() -> None:
    ann, bob = two()
    manager = ManagerInterface()
    client = Client(manager)
    for asterisk in (ann, bob):
        manager.enter(asterisk)
    finish(manager)
    manager.hold()
    client.agi(ANN, "NOOP", "c1")
    client.agi(BOB, "NOOP", "c2")
    finish(manager)
    assert client.responses == []
    assert manager.deliver(1) == 1
    assert len(client.responses) == 1
    manager.run(bob)
    manager.deliver()
    assert client.events[2:] == ["AsyncAGIExec bob c2"]
    with pytest.raises(CallFlowError, match="bob-00000002 has no command that it could run"):
        manager.run(bob)
    manager.release()
    finish(manager)
    assert client.events[3:] == ["AsyncAGIExec ann c1"]


def test_each_client_is_sent_the_events_of_all_and_its_own_responses() -> None:
    ann, _ = two()
    manager = ManagerInterface()
    one, other = Client(manager), Client(manager)
    manager.enter(ann)
    one.agi(ANN, "NOOP", "c1")
    finish(manager)
    assert one.events == other.events == ["AsyncAGIStart ann", "AsyncAGIExec ann c1"]
    assert (len(one.responses), len(other.responses)) == (1, 0)


def test_what_happens_without_a_client_is_lost_for_the_next_one() -> None:
    ann, _ = two()
    ann.answers(Exec, ApplicationResult("ran", value=0))
    manager = ManagerInterface()
    client = Client(manager)
    manager.enter(ann)
    client.agi(ANN, "EXEC Wait 1", "c1")
    manager.lose()
    finish(manager)
    assert client.sent[-1] is None
    assert client.messages == []
    assert ann.number == 1
    again = Client(manager)
    again.agi(ANN, "NOOP", "c2")
    finish(manager)
    assert again.events == ["AsyncAGIExec ann c2"]


# Runs


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
