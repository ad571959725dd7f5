"""Every server: what it logs, and what is kept out of the log."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from typing import Any

import pytest

from agicodec import (
    AgicodecError,
    AsyncCall,
    CallEnded,
    CallEvent,
    ChannelHungUp,
    Command,
    Environment,
    Observer,
    ReplyReceived,
)
from agicodec.commands import SetVariable
from agicodec.io.script import ScriptCall
from agicodec.testing import Asterisk, call_fastagi
from tests.io.clients import connected, greet, until
from tests.io.logs import lines_of
from tests.io.refused import count_refused
from tests.io.secret_flows import (
    FLOWS,
    MISTAKE,
    PIN,
    fail_by_argument,
    fail_by_itself,
    fail_by_reply,
    is_pin,
    set_and_get,
)
from tests.io.worlds import Call, Flow, World
from tests.sessions import BLOCK

INTERVAL = 0.1
"""How many seconds pass between two counts."""


def place(world: World, flow: Flow, **settings: Any) -> None:
    """Place a call."""
    with world.serving(flow, **settings) as served:
        call_fastagi(Asterisk(variables={"PIN": PIN}), *served.address)


def test_each_line_is_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")
    place(world, set_and_get)
    lines = [line for line in caplog.messages if "<" in line]
    assert lines[0].startswith("<PJSIP/caller-00000001>AGI Tx >> agi_network: yes")
    assert [line.removeprefix("<PJSIP/caller-00000001>") for line in lines[-4:]] == [
        "AGI Rx << SET VARIABLE PIN 1234",
        "AGI Tx >> 200 result=1",
        "AGI Rx << GET VARIABLE PIN",
        "AGI Tx >> 200 result=1 (1234)",
    ]


def test_no_line_is_logged_above_debug(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "agicodec")
    place(world, set_and_get)
    assert not [line for line in caplog.messages if "AGI Rx" in line]
    assert [record.levelno for record in caplog.records if " from 127.0.0.1" in record.message] == [logging.INFO] * 2


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
def test_secrets_are_not_logged(world: World, flow: Flow, level: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(level, "agicodec")
    place(world, flow, is_secret=is_pin)
    assert PIN not in caplog.text
    assert ("SET VARIABLE ***" in caplog.text) is (
        level == logging.DEBUG and flow not in (fail_by_argument, fail_by_itself)
    )
    assert (MISTAKE in caplog.text) is (flow is fail_by_itself)
    assert ("Traceback" in caplog.text) is (flow is not set_and_get)


@pytest.mark.parametrize("flow", [fail_by_reply, fail_by_argument])
def test_errors_have_their_texts_where_nothing_is_secret(
    world: World, flow: Flow, caplog: pytest.LogCaptureFixture
) -> None:
    place(world, flow)
    assert PIN in caplog.text


@pytest.mark.parametrize(
    ("first", "text"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", "closed, since what arrived is not an environment of Asterisk"),
        (BLOCK[:20], "closed by the other side before the environment had arrived"),
        (BLOCK, "refused by admit"),
    ],
    ids=["no call", "half a call", "refused"],
)
def test_many_refusals_of_a_kind_are_counted(
    world: World, first: bytes, text: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")
    monkeypatch.setattr("agicodec.serving.counting.INTERVAL", INTERVAL)

    def admit(peer: str, environment: Environment) -> bool:
        return False

    with world.serving(greet, admit=admit) as served:
        began = time.monotonic()
        for _ in range(20):
            with connected(served, first) as client:
                client.ends()
                assert client.is_closed()
        assert sum(text in message for message in caplog.messages) <= 1 + (time.monotonic() - began) / INTERVAL
        until(lambda: sum(text in message for message in caplog.messages) >= 2)  # in time
    assert count_refused(caplog.messages, text) == 20
    assert len({record.levelno for record in caplog.records if text in record.message}) == 1


def test_what_arrives_forges_no_line(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "agicodec")
    forged = BLOCK.replace(b"Local/fast", b"Local\x1b[2J\x85\xe2\x80\xa8fast")
    with world.serving(greet) as served, connected(served, forged) as client:
        assert client.answers(b"x\ry\x1b\n200 result=1\n") == b"VERBOSE hello\n"
        assert client.is_closed()
    assert lines_of(caplog)[-1][1] == "ended"
    assert all(message.isprintable() for message in caplog.messages)


# The class of calls, and what observes them


def own_class(world: World, **members: object) -> Any:
    """Return a class of calls with members of its own."""
    return type("Own", (world.call_class,), members)


def test_a_server_makes_calls_of_the_class_of_the_flow(world: World) -> None:
    noted: list[CallEvent] = []

    async def flow(call: Any) -> None:
        await call.verbose(call.greeting())

    def note(call: Call, event: CallEvent) -> None:
        noted.append(event)

    def greeting(call: Call) -> str:
        return f"hello {call.environment.channel} of {call.peer}"

    own = own_class(world, on_event=note, greeting=greeting)
    asterisk = Asterisk(channel="PJSIP/ann-1")
    asterisk.caller.hangs_up_before(1)
    with world.serving(flow, call_class=own) as served:
        call_fastagi(asterisk, *served.address)
    assert asterisk.messages == ["hello PJSIP/ann-1 of 127.0.0.1"]
    assert noted == [ChannelHungUp()]


@pytest.mark.parametrize("error", [LookupError("no line is free"), SystemExit(3)], ids=repr)
def test_a_call_that_cannot_be_made_is_closed(
    world: World, error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise error

    caplog.set_level(logging.INFO, "agicodec")
    with world.serving(greet, call_class=own_class(world, __init__=fail)) as served:
        for _ in range(2):
            call_fastagi(Asterisk(), *served.address)
        until(lambda: served.calls == 0)
    assert lines_of(caplog) == [(logging.ERROR, f"failed: {error!r}")] * 2
    assert all(record.exc_info for record in caplog.records if record.levelno == logging.ERROR)


def test_a_call_that_cannot_be_made_logs_no_secret(world: World, caplog: pytest.LogCaptureFixture) -> None:
    def fail(*arguments: object, **options: object) -> None:
        SetVariable("PIN", f"{PIN}\n").encode()

    with world.serving(greet, call_class=own_class(world, __init__=fail), is_secret=is_pin) as served:
        call_fastagi(Asterisk(), *served.address)
        until(lambda: served.calls == 0)
    assert "failed: InvalidArgument, whose text may have a secret" in caplog.text
    assert PIN not in caplog.text


@pytest.mark.parametrize("wrong", [object, None, "AsyncioCall", greet, AsyncCall, ScriptCall])
def test_the_class_of_calls_is_checked(world: World, wrong: object) -> None:
    with pytest.raises(TypeError, match=f"call_class .*: expected {world.call_class.__name__} or a subclass of it"):
        world.make(greet, call_class=wrong)


class Noting(Observer):
    """Notes what it is called with."""

    def __init__(self) -> None:
        self.noted: list[str] = []

    def command_sent(self, command: Command[object]) -> None:
        self.noted.append(f"sent {command}")

    def reply_received(self, reply: ReplyReceived[object], seconds: float) -> None:
        assert 0 <= seconds < 10
        self.noted.append(f"answered {reply.command}")

    def channel_hung_up(self) -> None:
        self.noted.append("hung up")


def test_an_observer_is_called_with_what_happens(world: World) -> None:
    observer = Noting()

    async def flow(call: Call) -> None:
        call.observe(observer)
        await call.verbose("1")
        await call.wait_for_hangup()

    with world.serving(flow) as served, connected(served, BLOCK) as client:
        assert client.answers(b"200 result=1\nHANGUP\n") == b"VERBOSE 1\n"
        assert client.is_closed()
    assert observer.noted == ["sent VERBOSE", "answered VERBOSE", "hung up"]


def test_an_observer_that_fails_fails_no_call(world: World, caplog: pytest.LogCaptureFixture) -> None:
    class Failing(Observer):
        def command_sent(self, command: Command[object]) -> None:
            raise ValueError("a mistake of an observer")

    async def flow(call: Call) -> None:
        call.observe(Failing())
        await greet(call)

    with world.serving(flow) as served, connected(served, BLOCK) as client:
        assert client.answers() == b"VERBOSE hello\n"
        assert client.is_closed()
    assert "a mistake of an observer" in caplog.text


# What comes with the last reply, and the loss of a connection


def test_a_hangup_with_the_last_reply_is_known_at_the_end(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "agicodec")
    observer, events = Noting(), list[CallEvent]()

    async def flow(call: Call) -> None:
        call.observe(observer)
        await call.verbose("1")

    def note(call: Call, event: CallEvent) -> None:
        events.append(event)

    own = own_class(world, on_event=note)
    with world.serving(flow, call_class=own) as served, connected(served, BLOCK) as client:
        assert client.answers(b"200 result=1\nHANGUP\n") == b"VERBOSE 1\n"
        assert client.is_closed()
    assert events == [ChannelHungUp()]
    assert observer.noted[-1] == "hung up"
    assert lines_of(caplog)[-1] == (logging.INFO, "ended, after the channel had hung up")


@pytest.mark.parametrize("error", [ValueError(MISTAKE), SystemExit(MISTAKE), asyncio.CancelledError(MISTAKE)], ids=repr)
def test_what_on_event_raises_at_the_end_fails_no_call(
    world: World, error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(call: Call, event: CallEvent) -> None:
        raise error

    caplog.set_level(logging.INFO, "agicodec")
    own = own_class(world, on_event=fail)
    with world.serving(greet, call_class=own) as served, connected(served, BLOCK) as client:
        assert client.answers(b"200 result=1\nHANGUP\n") == b"VERBOSE hello\n"
        assert client.is_closed()
    (found,) = [record for record in caplog.records if "Own.on_event() failed" in record.message]
    assert (found.name, found.levelno) == ("agicodec", logging.ERROR)
    assert MISTAKE in caplog.text
    assert lines_of(caplog)[-1] == (logging.INFO, "ended, after the channel had hung up")


def test_what_on_event_raises_has_no_secret_in_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    def fail(call: Call, event: CallEvent) -> None:
        SetVariable("PIN", f"{PIN}\n").encode()

    own = own_class(world, on_event=fail)
    with world.serving(greet, call_class=own, is_secret=is_pin) as served, connected(served, BLOCK) as client:
        assert client.answers(f"200 result=1\n{PIN}\n".encode()) == b"VERBOSE hello\n"
        client.ends()
        assert client.is_closed()
    assert "Own.on_event() failed" in caplog.text
    assert "InvalidArgument, whose text may have a secret" in caplog.text
    assert PIN not in caplog.text


@pytest.mark.parametrize(
    ("reply", "level", "reason"),
    [
        (b"", logging.INFO, ": Asterisk has closed the connection"),
        (b"200 res", logging.INFO, ": Asterisk has closed the connection; unread is b'200 res'"),
        (b"HANGUP\n", logging.INFO, ""),
        (
            b"200 result=1 (" + b"x" * (1 << 20) + b")\n",
            logging.WARNING,
            ": a line has more than the 1048576 bytes allowed",
        ),
    ],
    ids=["nothing", "half a reply", "hangup", "too much"],
)
@pytest.mark.parametrize("is_secret", [None, is_pin])
def test_a_call_whose_flow_has_caught_its_end_is_not_logged_as_ended(
    world: World, reply: bytes, level: int, reason: str, is_secret: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "agicodec")

    async def flow(call: Call) -> None:
        with suppress(AgicodecError):
            await call.verbose("1")

    with world.serving(flow, is_secret=is_secret) as served, connected(served, BLOCK) as client:
        client.answers(reply)
        client.ends()
        assert client.is_closed()
    what = "the channel had hung up" if reply == b"HANGUP\n" else "the call was over"
    found = lines_of(caplog)[-1]
    assert found[0] == level
    assert found[1].startswith(f"ended, after {what}{reason if is_secret is None else ''}")


def test_a_call_that_the_flow_closes_has_ended(world: World, caplog: pytest.LogCaptureFixture) -> None:
    if world.name == "threads":
        pytest.skip("it has no method close")
    caplog.set_level(logging.INFO, "agicodec")

    async def flow(call: Call) -> None:
        call.close()
        with suppress(CallEnded):
            await call.answer()

    with world.serving(flow) as served, connected(served, BLOCK) as client:
        assert client.is_closed()
    assert lines_of(caplog)[-1] == (logging.INFO, "ended")
