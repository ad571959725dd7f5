"""Sessions are saved as plain data and restored in another process."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timezone

import pytest
from attrs import field, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from agicodec import (
    AsteriskVersion,
    CallerId,
    Command,
    LocalProtocolError,
    Raw,
    RawReply,
    RemoteProtocolError,
    ReplyReceived,
    Session,
)
from agicodec.asyncagi import AsyncAgiEvent, AsyncAgiSession, AsyncAgiState, CommandQueued, quote_uri
from agicodec.commands import (
    Exec,
    GetFullVariable,
    GetVariable,
    Gosub,
    Noop,
    SayDate,
    SetCallerid,
    SetVariable,
    StreamFile,
)
from agicodec.dialplan import WholeVariable
from agicodec.results import Acknowledged, VariableValue
from agicodec.session.snapshot import Saved, save_command
from examples.own_commands.agi.commands import QueueAnnounce
from tests.asyncagi.manager import BLOCK as ASYNC_BLOCK
from tests.asyncagi.manager import CHANNEL, MINE, drain, executed, replies, sent
from tests.sessions import BLOCK, MARK, MARKED, USAGE, again, events, started
from tests.tables import COMMANDS, any_of

Step = Callable[[Session], object]


def again_async(session: AsyncAgiSession) -> AsyncAgiSession:
    return AsyncAgiSession.restore(json.loads(json.dumps(session.save())))


def feed(data: bytes) -> Step:
    return lambda session: events(session, data)


def ask(command: Command[object]) -> Step:
    return lambda session: session.send(command)


GET, PLAY, ODD = ask(GetVariable("X")), ask(StreamFile("x")), ask(Exec("X"))
STEPS: list[tuple[str, bytes, list[Step]]] = [
    ("in the environment", BLOCK[100:] + b"200", [feed(BLOCK[:100])]),
    ("ready", b"HANGUP\nodd\n", [feed(BLOCK)]),
    ("in a line", b"GUP\n", [feed(BLOCK + b"HAN")]),
    ("dead", b"x\n", [feed(BLOCK + b"HANGUP\n")]),
    ("asked", b"200 result=1 (v)\n", [feed(BLOCK), GET]),
    ("in a reply", b"b)\nx\n", [feed(BLOCK), GET, feed(b"200 result=1 (a\n\xff")]),
    ("trying", b"0 result=0 Gosub complete\n", [feed(BLOCK), ask(Gosub("c", "e", 1)), feed(b"100 result=0 X\n20")]),
    ("in a line of before", b"lt=1\n200 result=1 (v)\n", [feed(BLOCK + b"200 re"), GET, feed(b"su")]),
    ("before a usage", USAGE + b"200 result=1 (v)\n", [feed(BLOCK), ODD, feed(b"200 result=1\n"), GET]),
    ("in a usage", b"x\n" + USAGE[-24:] + b"200 result=0\n", [feed(BLOCK), ODD, feed(b"200 result=1\n520-U\nv"), GET]),
    ("interrupting", MARKED, [feed(BLOCK), PLAY, Session.interrupt]),
    ("with a mark before", b"x\n" + MARKED, [feed(BLOCK), PLAY, feed(b"520-\n" + MARKED), Session.interrupt]),
    ("synchronizing", b"x\n" + MARKED, [feed(BLOCK), Session.synchronize, feed(b"200 result=0\n52")]),
    ("certain", b"200 result=0\n", [feed(BLOCK), Session.synchronize, feed(MARKED), PLAY]),
    ("interrupted", MARKED + b"x\n", [feed(BLOCK), PLAY, Session.interrupt, feed(b"200 result=0 endpos=5\n200")]),
    (
        "asked before a mark",
        b"200 result=7\n" + MARKED + b"200 result=1 (v)\n",
        [feed(BLOCK), PLAY, Session.interrupt, feed(b"200 result=0 endpos=5\n"), GET],
    ),
]


@pytest.mark.parametrize(("rest", "steps"), [pytest.param(row[1], row[2], id=row[0]) for row in STEPS])
def test_a_session_goes_on_where_it_was_saved(rest: bytes, steps: list[Step]) -> None:
    session = Session(max_reply=5000, mark=MARK)
    for step in steps:
        step(session)
    restored = again(session)
    assert restored.save() == session.save()
    assert (restored.state, restored.hung_up, restored.command) == (session.state, session.hung_up, session.command)
    assert restored.certain is session.certain
    assert restored.environment == session.environment
    assert events(restored, rest) == events(session, rest)
    assert events(restored, b"") == events(session, b"")


def test_options_are_saved_too() -> None:
    session = Session(strict_environment=True, max_environment=10_000, max_reply=20)
    with pytest.raises(RemoteProtocolError, match="not as Asterisk writes it"):
        events(again(session), b"agi_x: y\n\n")
    restored = again(session)
    events(restored, BLOCK)
    restored.send(Noop())
    with pytest.raises(RemoteProtocolError, match="more than the 20 bytes"):
        events(restored, b"200 result=" + b"x" * 30 + b"\n")


def test_the_rest_of_a_reply_is_held_to_the_limit_that_was_saved() -> None:
    session = Session(max_reply=30)
    events(session, BLOCK)
    session.send(GetVariable("X"))
    events(session, b"200 result=1 (a\n")
    for one in (again(session), session):
        with pytest.raises(RemoteProtocolError, match="a reply has more than the 30 bytes"):
            events(one, b"x" * 20 + b")\n")


def test_the_version_of_asterisk_is_saved_for_an_environment_without_one() -> None:
    session = Session(version=AsteriskVersion.parse("22.10.1"))
    restored = again(session)
    assert restored.save() == session.save()
    long = SetVariable("X", "x" * 4000)  # more than a session takes of which no version is known
    for one in (restored, session):
        events(one, b"agi_network: yes\n\n")
        assert len(one.send(long)) == 4016


def test_events_are_taken_before_a_session_is_saved() -> None:
    session = started(command=Noop())
    session.receive_data(b"200 result=0\n")
    with pytest.raises(LocalProtocolError, match=r"^cannot save yet: take all events with next_event\(\) first$"):
        session.save()
    session = started()
    session.receive_hangup()
    with pytest.raises(LocalProtocolError, match="take all events"):
        session.save()


def test_a_session_that_is_over_is_not_saved() -> None:
    session = started()
    events(session, b"")
    with pytest.raises(LocalProtocolError, match="cannot save a session that is closed"):
        session.save()


# Commands


@pytest.mark.parametrize("title", COMMANDS)
@settings(max_examples=20)
@given(data=st.data())
def test_every_command_survives(title: str, data: st.DataObject) -> None:
    made = data.draw(any_of(COMMANDS[title]))
    saved = json.loads(json.dumps({"command": save_command(made)}))
    assert Saved(saved).command("command", ()) == made


@pytest.mark.parametrize(
    "command",
    [
        Raw("MY CMD", "a", ""),
        SetCallerid(CallerId("1", "Ann")),
        SayDate(datetime(2024, 1, 1, tzinfo=timezone.utc)),
        QueueAnnounce("sales", "x", "high"),
        GetVariable("\udcff"),
        WholeVariable("CALLERID(name)"),
    ],
)
def test_commands_of_all_kinds_survive(command: Command[object]) -> None:
    saved = json.loads(json.dumps({"command": save_command(command)}))
    assert Saved(saved).command("command", [QueueAnnounce]) == command


@frozen(eq=False)
class Private(Command[RawReply]):
    """A command whose fields are called otherwise than its arguments, and one of which is no argument."""

    words = ("PRIVATE",)
    dead = True
    interrupt = "never"
    reply_text = "word"
    _name: str
    length: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "length", len(self._name))

    def argument_words(self) -> list[str]:
        return [self._name, str(self.length)]

    def interpret_success(self, raw: RawReply) -> RawReply:
        return raw


def test_a_command_is_restored_from_its_arguments() -> None:
    command = Private("abc")
    saved = json.loads(json.dumps({"command": save_command(command)}))
    assert Saved(saved).command("command", [Private]) == command


class Odd(Command[RawReply]):
    words = ("ODD",)
    dead = True
    interrupt = "never"
    reply_text = "word"

    def argument_words(self) -> list[str]:
        return []

    def interpret_success(self, raw: RawReply) -> RawReply:
        return raw


@frozen
class OddArgument(Odd):
    data: bytes = b"x"


@pytest.mark.parametrize(
    ("command", "message"),
    [(Odd(), "its class is not an attrs class"), (OddArgument(), "b'x' cannot be written as JSON")],
)
def test_a_command_that_json_cannot_hold_is_refused(command: Command[object], message: str) -> None:
    session = started(command=command)
    with pytest.raises(LocalProtocolError, match=message):
        session.save()


# AsyncAGI


def test_an_async_session_goes_on_in_the_middle_of_a_call() -> None:
    command = GetFullVariable("${X}")
    reply = RawReply(200, "1", "v" * 1600).encode()
    session = sent(command, GetVariable("Y"), Noop())
    session.receive({"Response": "Success", "ActionID": "p-1"})
    list(drain(session))
    executed(session, "p-1", reply[:1024])
    session.fetch()
    restored = again_async(session)
    assert restored.save() == session.save()
    for one in (session, restored):
        assert one.commands == (command, GetVariable("Y"), Noop())
        one.receive({"Response": "Success", "ActionID": "p-2"})
        assert list(drain(one)) == [CommandQueued(GetVariable("Y"))]
    rest = reply[1024:] + b"200 result=1 (v)\n"
    found = [replies(executed(one, "p-2", rest)) for one in (session, restored)]
    assert found[0] == found[1]
    assert found[0][-1] == (GetVariable("Y"), VariableValue("set", "v"))
    assert [replies(executed(one, "p-3", b"200 result=0\n")) for one in (session, restored)] == [
        [(Noop(), Acknowledged("done"))]
    ] * 2
    assert restored.send_headers(Noop())["CommandID"] == "p-5"


@pytest.mark.parametrize("state", AsyncAgiState)
def test_an_async_session_is_saved_in_every_state(state: AsyncAgiState) -> None:
    session = AsyncAgiSession(CHANNEL, prefix="p") if state is AsyncAgiState.WAITING else sent(StreamFile("x"), Noop())
    if state in (AsyncAgiState.ENDING, AsyncAgiState.ENDED):
        executed(session, "p-1", b"200 result=-1 endpos=0\n")
    if state is AsyncAgiState.ENDED:
        session.receive({"Event": "AsyncAGIEnd", **MINE})
    if state is AsyncAgiState.GONE:
        session.receive({"Event": "Hangup", **MINE})
    list(drain(session))
    restored = again_async(session)
    assert restored.state is session.state is state
    assert restored.save() == session.save()
    found: list[list[AsyncAgiEvent]] = []
    for one in (session, restored):
        one.receive({"Event": "AsyncAGIStart", **MINE, "Env": quote_uri(ASYNC_BLOCK)})
        list(drain(one))
        found.append(executed(one, "p-2", b"200 result=0\n"))
    assert [str(event) for event in found[0]] == [str(event) for event in found[1]]


def test_events_are_taken_before_an_async_session_is_saved() -> None:
    session = sent(Noop())
    session.receive({"Response": "Success", "ActionID": "p-1"})
    with pytest.raises(LocalProtocolError, match="take all events"):
        session.save()


def test_a_restored_session_answers_to_an_equal_command() -> None:
    session = again(started(command=GetVariable("X")))
    (event,) = events(session, b"200 result=1 (v)\n")
    assert isinstance(event, ReplyReceived)
    assert event.command == GetVariable("X")
