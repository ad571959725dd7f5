"""A session returns the same events for any chunking of the stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import (
    NEED_DATA,
    AgicodecError,
    ChannelHungUp,
    Command,
    CommandInterrupted,
    ConnectionClosed,
    DeadChannel,
    Event,
    LocalProtocolError,
    RawReply,
    RemoteProtocolError,
    ReplyReceived,
    Session,
    State,
)
from agicodec.commands import DatabaseGet, Exec, Gosub, Noop, StreamFile
from tests.sessions import BLOCK, MARK, MARKED, USAGE
from tests.tables import texts

Step = tuple[Command[object], bytes]


def pieces(data: bytes, cuts: Iterable[int]) -> Iterator[bytes]:
    """Cut data at the places that fall into it."""
    places = sorted({cut % len(data) for cut in cuts} - {0}) if data else []
    for start, end in zip([0, *places], [*places, len(data)], strict=True):
        if piece := data[start:end]:
            yield piece


def drain(session: Session) -> Iterator[Event | str]:
    """Return all events there are, and the failure that ends them."""
    try:
        while (event := session.next_event()) is not NEED_DATA:
            yield event
            if isinstance(event, ConnectionClosed):
                return
    except AgicodecError as error:
        yield f"{type(error).__name__}: {error}"


def send(session: Session, command: Command[object], *, at_once: bool) -> None:
    """Send a command, at once where that is possible."""
    if not at_once or session.hung_up or session.send_at_once(command) is None:
        session.send(command, even_if_hung_up=True)


def arrive(session: Session, data: bytes, *, at_once: bool) -> Iterator[Event | str]:
    """Pass on a chunk, in two steps or in one, and return all events there are then."""
    if at_once and session.command is not None:
        reply = session.receive_reply(session.command, data)
        if reply is not None:
            yield reply
    else:
        session.receive_data(data)
    yield from drain(session)


def run(
    stream: bytes, steps: Iterable[Step], cuts: list[int] | None, *, limit: int = 4096, at_once: bool = False
) -> list[Event | str]:
    """Run a session: the stream first, then each command with what it is answered; None cuts everywhere."""
    session = Session(max_environment=limit, max_reply=limit)
    found: list[Event | str] = []
    answers: list[tuple[Command[object] | None, bytes]] = [(None, stream), *steps]
    for command, data in answers:
        if command is not None and session.state is State.READY:
            send(session, command, at_once=at_once)
        for piece in pieces(data, range(len(data)) if cuts is None else cuts):
            found += arrive(session, piece, at_once=at_once)
            assert session.is_idle == (session.state is State.READY and not session.has_more)
            if session.state is State.FAILED:
                return found
    return [*found, *arrive(session, b"", at_once=at_once)]


def numbered(form: bytes) -> st.SearchStrategy[bytes]:
    return st.integers(-5, 10**6).map(lambda number: form % number)


def followed(step: Step, before: bytes, after: bytes) -> Step:
    return step[0], before + step[1] + after


LOOK_ALIKES = ["a)\n200 result=1 (b", "a\nHANGUP\nb", ")", "\n", "(", "x) endpos=5"]
ODD_REPLIES = [USAGE, b"510 Invalid or unknown command\n", b"299 x\n", b"HANGUP200 result=0\n"]
noise = st.sampled_from([b"", b"", b"", b"HANGUP\n", b"HANGUP\nHANGUP\n", b"hello\n", b"\n"])
values = st.one_of(texts(max_size=30), st.sampled_from(LOOK_ALIKES)).map(lambda v: RawReply(200, "1", v).encode())
answers_to: dict[Command[object], st.SearchStrategy[bytes]] = {
    Noop(): st.one_of(numbered(b"200 result=%d\n"), st.sampled_from(ODD_REPLIES)),
    StreamFile("x"): numbered(b"200 result=0 endpos=%d\n"),
    DatabaseGet("a", "b"): values,
    Exec("X"): st.sampled_from([b"200 result=1\n" + USAGE, b"200 result=1\n"]),
    Gosub("c", "e", 1): st.just(b"100 result=0 Trying...\n200 result=0 Gosub complete\n"),
}
replies = st.one_of([st.tuples(st.just(command), answers) for command, answers in answers_to.items()])
steps_of = st.lists(st.builds(followed, replies, noise, noise), max_size=6)
cuts_of = st.lists(st.integers(0, 10**4), max_size=12)


@given(steps_of, cuts_of)
def test_a_conversation_is_the_same_for_every_chunking(steps: list[Step], cuts: list[int]) -> None:
    whole = run(BLOCK, steps, [])
    assert run(BLOCK, steps, [], at_once=True) == whole
    assert run(BLOCK, steps, cuts, at_once=True) == whole
    assert run(BLOCK, steps, cuts) == whole
    assert run(BLOCK, steps, None) == whole


def interrupted(answer: bytes, cuts: list[int] | None, *, at_once: bool = False) -> list[Event | str]:
    """Run a playback that is interrupted, and a command after it."""
    session = Session(mark=MARK)
    found: list[Event | str] = []
    for step, data in [(None, BLOCK), (StreamFile("x"), answer), (Noop(), b"200 result=0\n")]:
        if step is not None:
            send(session, step, at_once=at_once)
        if step == StreamFile("x"):
            session.interrupt()
        for piece in pieces(data, range(len(data)) if cuts is None else cuts):
            found += arrive(session, piece, at_once=at_once)
    return found


@given(noise, st.sampled_from([b"", b"200 result=0 endpos=9\n"]), noise, noise, cuts_of)
def test_an_interruption_is_the_same_for_every_chunking(
    before: bytes, answer: bytes, between: bytes, after: bytes, cuts: list[int]
) -> None:
    data = before + answer + between + MARKED + after
    whole = interrupted(data, [])
    assert interrupted(data, [], at_once=True) == whole
    assert interrupted(data, cuts, at_once=True) == whole
    assert interrupted(data, cuts) == whole
    assert interrupted(data, None) == whole
    ended = [event for event in whole if isinstance(event, (ReplyReceived, CommandInterrupted))]
    assert [event.command for event in ended] == [StreamFile("x"), Noop()]
    assert isinstance(ended[0], ReplyReceived if answer else CommandInterrupted)


@given(st.binary(max_size=200), st.binary(max_size=200), cuts_of, st.booleans())
def test_any_bytes_are_the_same_for_every_chunking(first: bytes, second: bytes, cuts: list[int], begun: bool) -> None:
    stream = BLOCK + first if begun else first
    whole = run(stream, [(DatabaseGet("a", "b"), second)], [])
    assert run(stream, [(DatabaseGet("a", "b"), second)], [], at_once=True) == whole
    assert run(stream, [(DatabaseGet("a", "b"), second)], cuts, at_once=True) == whole
    assert run(stream, [(DatabaseGet("a", "b"), second)], cuts) == whole
    assert run(stream, [(DatabaseGet("a", "b"), second)], None) == whole


LINES = [b"200 result=0", b")", b"", b"HANGUP", b"520-x", b"520 End of proper usage.", b"100 result=0 X", b"511 x"]
PARTS = [b"200 result=1 (", b"HANGUP", b" endpos=3", b"agi_context: x", b"\xff\xc3", b"x" * 90]
fragments = st.sampled_from([*(line + b"\n" for line in LINES), *PARTS])


@given(st.lists(st.lists(fragments, max_size=8).map(b"".join), max_size=5), cuts_of)
def test_broken_protocol_is_the_same_for_every_chunking(answers: list[bytes], cuts: list[int]) -> None:
    commands = cycle([Exec("X"), DatabaseGet("a", "b")])
    steps: list[Step] = list(zip(commands, answers, strict=False))
    whole = run(BLOCK, steps, [], limit=1000)
    assert run(BLOCK, steps, [], limit=1000, at_once=True) == whole
    assert run(BLOCK, steps, cuts, limit=1000, at_once=True) == whole
    assert run(BLOCK, steps, cuts, limit=1000) == whole
    assert run(BLOCK, steps, None, limit=1000) == whole


def test_a_chunk_may_be_a_bytearray_which_is_used_again() -> None:
    session, chunk = Session(), bytearray(BLOCK)
    session.receive_data(chunk)
    chunk[:] = b"x" * len(chunk)
    assert list(drain(session)) == run(BLOCK, [], [])[:1]


def test_a_hangup_that_was_reported_comes_before_a_reply_that_arrives_at_once() -> None:
    session, command = Session(), Noop()
    session.receive_data(BLOCK)
    session.next_event()
    session.send_at_once(command)
    session.receive_hangup()
    assert session.receive_reply(command, b"200 result=0\n") is None
    assert session.next_event() == ChannelHungUp()
    assert session.next_event() == ReplyReceived(Noop(), RawReply(200, "0"))


def test_a_reply_at_once_has_no_more_bytes_than_the_limit() -> None:
    for limit, fits in ((30, True), (29, False)):
        session, command = Session(max_reply=limit), DatabaseGet("a", "b")
        session.receive_data(BLOCK)
        session.next_event()
        session.send_at_once(command)
        reply = session.receive_reply(command, b"200 result=1 (%s)\n" % (b"x" * 14))
        assert (reply is not None) == fits
        if not fits:
            with pytest.raises(RemoteProtocolError):
                session.next_event()


def test_a_reply_at_once_belongs_to_the_command_that_is_due() -> None:
    session = Session()
    session.receive_data(BLOCK)
    session.next_event()
    command = Noop()
    assert session.send_at_once(command) == b"NOOP\n"
    assert session.send_at_once(command) is None
    assert session.receive_reply(Noop(), b"200 result=0\n") is None
    assert session.send_at_once(command) is None
    assert session.next_event() == ReplyReceived(command, RawReply(200, "0"))
    assert session.send_at_once(command) == b"NOOP\n"
    assert session.receive_reply(command, b"200 result=0\n") == ReplyReceived(command, RawReply(200, "0"))
    with pytest.raises(TypeError, match="expected a command"):
        session.send_at_once("NOOP")  # type: ignore[arg-type]
    session.receive_data(b"HANGUP\n")
    assert session.send_at_once(command) is None
    assert session.next_event() == ChannelHungUp()
    with pytest.raises(DeadChannel):
        session.send_at_once(StreamFile("x"))


@pytest.mark.parametrize("at_once", [False, True])
def test_data_after_the_end_is_refused(*, at_once: bool) -> None:
    session = Session()
    session.receive_data(BLOCK)
    session.next_event()
    command = Noop()
    session.send(command)
    session.receive_data(b"")
    with pytest.raises(LocalProtocolError):
        session.receive_reply(command, b"200 result=0\n") if at_once else session.receive_data(b"200 result=0\n")
