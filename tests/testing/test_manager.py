"""The kit's manager interface, without I/O: the events that it sends to its clients, and their order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec.asyncagi import AgiExecEnded, AgiExecStarted, AsyncAgiExecuted, AsyncAgiStarted, Greeting, read_event
from agicodec.commands import Exec
from agicodec.results import ApplicationResult
from agicodec.testing import CallFlowError, ManagerInterface
from tests.testing.clients import ANN, BOB, Client, finish, two


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
