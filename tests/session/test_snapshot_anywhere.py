"""A session that is saved and restored at any point behaves like one that was not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agicodec import Command, LocalProtocolError, RawReply, RemoteProtocolError, Session, State
from agicodec.commands import Exec, GetVariable, Gosub, Noop, RecordFile, SpeechRecognize, StreamFile
from agicodec.dialplan import WholeVariable
from agicodec.model import Raw
from tests.sessions import BLOCK, MARK, MARKED, USAGE, events

MAX_REPLY = 200
COMMANDS: Sequence[Command[object]] = (
    Noop(),
    GetVariable("X"),
    StreamFile("x"),
    Exec("X"),
    Gosub("c", "e", 1),
    RecordFile("x", "wav"),
    SpeechRecognize("x", 1),
    WholeVariable("X"),
    Raw("X", "y"),
)
PIECES = (
    b"200 result=",
    b"200 result=1\n",
    b"0\n",
    b"1 (a)\n",
    b"1 (a\n",
    b")\n",
    b"\n",
    b"100 result=0 Trying...\n",
    b"520-x\n",
    b"520 x\n",
    b"520 End of proper usage.\n",
    USAGE,
    MARKED,
    MARKED[:20],
    b"HANGUP",
    b"HANGUP\n",
    b"511 x\n",
    b"x" * (MAX_REPLY // 2),
    b"agi_x: y\n",
    BLOCK,
    BLOCK[:70],
)

Step = Command[object] | bytes | str
"""A command that is sent, data that comes, the name of a method that is called, or what answers the last one."""

step: st.SearchStrategy[Step] = st.one_of(
    st.sampled_from(COMMANDS),
    st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=2)), min_size=1, max_size=4).map(b"".join),
    st.sampled_from(["interrupt", "synchronize", "settle", "answer", "receive_hangup"]),
)
ANSWERED_1: list[Step] = [BLOCK, Exec("X"), b"200 result=1\n"]


def take(session: Session, step: Step, words: Sequence[str] = ()) -> list[object]:
    """Take a step, and return all that it causes.

    Args:
        session: the session.
        step: the step.
        words: the marks that were asked for, which the last of them answers.
    """
    found: list[object] = []
    try:
        match step:
            case bytes():
                session.receive_data(step)
            case "answer":
                session.receive_data(RawReply(200, "1", words[-1]).encode() if words else b"\n")
            case "settle":
                found.append(session.settle())
            case Command():
                found.append(session.send(step, even_if_hung_up=True))
            case "interrupt":
                found.append(session.interrupt())
            case "synchronize":
                found.append(session.synchronize())
            case _:
                session.receive_hangup()
    except LocalProtocolError as error:
        found.append(f"{error}")
    try:
        found += [(event, getattr(event, "certain", None)) for event in events(session)]
    except RemoteProtocolError as error:
        found.append(f"{error}")
    return found


def moved(session: Session) -> Session:
    """Save a session and restore it from JSON, unless it is over."""
    if session.state in (State.CLOSED, State.FAILED):
        return session
    return Session.restore(json.loads(json.dumps(session.save())))


def seen(session: Session) -> object:
    return (session.state, session.hung_up, session.certain, session.command, session.environment, session.unread)


@settings(max_examples=400)
@given(st.one_of(st.just(BLOCK), st.sampled_from([BLOCK[:50], b"agi_x: y\n\n200 resu", b"\n"])), st.lists(step))
@example(
    BLOCK, [*ANSWERED_1[1:], Gosub("c", "e", 1), b"100 result=0 Trying...\n520-x\n", b"520 End of proper usage.\n"]
)
@example(BLOCK, [*ANSWERED_1[1:], Gosub("c", "e", 1), b"100 result=0 Trying...\n", USAGE])
@example(BLOCK, [*ANSWERED_1[1:], StreamFile("x"), b"520-x\n", "interrupt", MARKED, b"0\n"])
@example(BLOCK, [StreamFile("x"), b"520-x\n", "interrupt", b"y\n", MARKED, Noop(), b"200 result=0\n"])
@example(BLOCK, [b"200 re", Noop(), b"sult=1\n200 re", b"sult=0\n"])
@example(BLOCK, [StreamFile("x"), "interrupt", b"200 result=0\n", StreamFile("x"), "interrupt", MARKED, MARKED])
@example(
    BLOCK, [StreamFile("x"), "settle", "interrupt", b"520-x\n", "settle", "answer", Noop(), MARKED, b"200 result=0\n"]
)
@example(BLOCK, ["receive_hangup", Noop(), b"HANGUP", b"200 result=0\n"])
def test_a_session_goes_on_as_one_that_was_not_saved(block: bytes, steps: list[Step]) -> None:
    stays = Session(max_environment=1000, max_reply=MAX_REPLY, mark=MARK)
    moves = moved(stays)
    words: list[str] = []
    for number, one in enumerate((block, *steps, b"")):
        with patch("agicodec.session.mark.os.urandom", return_value=bytes([number % 256])):
            found = take(stays, one, words)
            assert take(moves, one, words) == found
        words += [line.split()[-1].decode() for line in found if isinstance(line, bytes) and b" FULL " in line]
        if stays.state not in (State.CLOSED, State.FAILED):
            assert stays.save() == moves.save()
        moves = moved(moves)
        assert seen(moves) == seen(stays)


@given(st.lists(step, max_size=6), st.sampled_from(["x" * 1200, "200 result=0\n", "HANGUP\nx"]).map(str.encode))
def test_a_session_with_events_to_take_is_not_saved(steps: list[Step], data: bytes) -> None:
    session = Session(max_environment=1000, max_reply=MAX_REPLY, mark=MARK)
    for one in (BLOCK, *steps):
        take(session, one)
    if session.state in (State.CLOSED, State.FAILED):
        return
    session.receive_data(data)
    with pytest.raises(LocalProtocolError, match=r"take all events with next_event\(\) first"):
        session.save()
