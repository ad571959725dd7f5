"""Values that look like replies, hangups and ends: a reply that is certain belongs to its command."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agicodec import (
    Call,
    CallEvent,
    ChannelHungUp,
    Command,
    CommandInterrupted,
    ConnectionClosed,
    Event,
    InvalidArgument,
    LocalProtocolError,
    RawReply,
    ReplyReceived,
    Session,
    State,
    Synchronized,
    UnexpectedLine,
)
from agicodec.commands import DatabaseGet, Exec, GetFullVariable, GetVariable, Noop, SpeechRecognize, StreamFile
from agicodec.wire import from_wire, split, to_wire
from tests.sessions import BLOCK, MARK, MARKED, USAGE, events, started, state_of

SMUGGLED = [
    "a)\n",
    "a)\nHANGUP\n",
    "a)\n200 result=7\n",
    "a)\n200 result=1 (b)\n200 result=9\n",
    "a)\n200 result=1 (b",
    "a)\n520-x\n",
    "a)\n520-x\n520 End of proper usage.\n",
    "a)\n510 Invalid or unknown command\n",
    "a)\n511 Command Not Permitted on a dead channel or intercept routine\n",
    "a)\n100 result=0 Trying...\n",
    "a)\n100 result=0 Trying...\n200 result=0 Gosub complete\n",
    f"a)\n200 result=1 ({MARK})\n",
    "a)\nHANGUP200 result=7\n",
    "a)\n\n\n",
    "a\nHANGUP\n200 result=7\nb",
    "a)\n" + "x" * 5000,
]
PIECES = [
    "a)\n",
    "\n",
    "(",
    ")",
    "200 result=",
    "7\n",
    "1 (b)\n",
    "HANGUP",
    "520-",
    "520 End of proper usage.\n",
    "100 x\n",
]
hostile = st.one_of(st.sampled_from(SMUGGLED), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


class Racing(Call):
    """A call whose application is faster than the network: what it reads comes a piece at a time.

    Asterisk answers EXEC with the number in it, so that it is known which reply is whose.
    """

    def __init__(self, value: str, size: int, *, name: str = "Ann") -> None:
        super().__init__()
        self.value = value
        self.size = size
        self.arriving: deque[bytes] = deque()
        self.noted: list[CallEvent] = []
        self.arrive(BLOCK.replace(b"Ann", to_wire(name)))

    def arrive(self, data: bytes) -> None:
        """Feed bytes, in pieces of a size, or line by line without one."""
        size = self.size or len(data)
        lines = data.splitlines(keepends=True) if self.size == 0 else [data]
        self.arriving.extend(line[at : at + size] for line in lines for at in range(0, len(line), size))

    def read(self) -> bytes:
        return self.arriving.popleft()  # an IndexError is a session that waits for what will never come

    def write(self, data: bytes) -> None:
        words = [from_wire(word) for word in split(data.removesuffix(b"\n"))]
        match words:
            case ["EXEC", _, number]:
                self.arrive(f"200 result={number}\n".encode() + (USAGE if number == "1" else b""))
            case ["GET", "FULL", "VARIABLE", text]:
                self.arrive(RawReply(200, "1", text).encode())
            case _:
                self.arrive(RawReply(200, "1", self.value).encode())

    def on_event(self, event: CallEvent) -> None:
        self.noted.append(event)


sizes = st.sampled_from([0, 1, 2, 7, 100, 10**6])
"""How the bytes arrive: line by line, or so many at a time."""


@given(hostile, hostile, sizes)
@example("a)\n200 result=7\n", "", 0)
@example("", "X\n\n200 result=7\n", 0)
def test_with_synchronization_each_reply_is_certain_and_is_its_command_s(value: str, name: str, size: int) -> None:
    call = Racing(value, size, name=name)
    call.synchronizes = True
    for number in range(100, 104):
        call.send(GetVariable("X"))
        call.reply()
        event = call.ask(Exec("Number", str(number)))
        assert event.certain
        assert event.raw == RawReply(200, str(number))
    assert not call.arriving


@given(hostile, sizes, st.lists(st.booleans(), min_size=1, max_size=8))
def test_what_is_certain_is_right(value: str, size: int, synchronize: list[bool]) -> None:
    call = Racing(value, size)
    for number, now in enumerate(synchronize, 100):
        if now:
            call.synchronize()
        try:
            event = call.ask(Exec("Number", str(number)))
            call.send(GetVariable("X"))
            call.reply()
        except IndexError:
            return  # it waits for the end of what a value has begun
        assert event.certain is now
        assert not now or event.raw == RawReply(200, str(number))


@given(hostile, sizes)
@example("a)\n520-x", 0)
@example("a)\n200 result=1\n520-x", 0)
def test_synchronization_settles_whatever_an_application_that_returns_1_was_taken_for(value: str, size: int) -> None:
    call = Racing(value, size)
    try:
        call.send(GetVariable("X"))
        call.reply()
        call.ask(Exec("Number", "1"))
    except IndexError:
        return  # it waits for the end of what a value has begun
    call.synchronize()
    for number in ("0", "1", "2"):
        event = call.ask(Exec("Number", number))
        assert event.certain
        assert event.raw == RawReply(200, number)


def test_without_it_a_smuggled_reply_that_comes_late_is_taken_but_not_for_certain() -> None:
    call = Racing("a)\n200 result=7\n", 0)
    call.send(GetVariable("X"))
    assert call.reply().raw == RawReply(200, "1", "a")
    event = call.ask(Exec("Number", "100"))
    assert event.raw == RawReply(200, "7")
    assert not event.certain


def test_a_smuggled_beginning_is_waited_for_until_synchronization() -> None:
    call = Racing("a)\n520-", 0)
    call.send(GetVariable("X"))
    call.reply()
    with pytest.raises(IndexError):
        call.ask(Exec("Number", "100"))
    call = Racing("a)\n520-", 0)
    call.send(GetVariable("X"))
    call.reply()
    call.synchronize()
    assert call.noted == [UnexpectedLine("520-)")]
    assert call.ask(Exec("Number", "100")).raw == RawReply(200, "100")


def test_a_smuggled_reply_that_had_come_is_not_taken() -> None:
    call = Racing("a)\n200 result=7\n", 10**6)
    call.send(GetVariable("X"))
    call.reply()
    assert call.ask(Exec("Number", "100")).raw == RawReply(200, "100")
    assert call.noted == [UnexpectedLine("200 result=7"), UnexpectedLine(")")]


# Certainty


@pytest.mark.parametrize(
    ("command", "reply", "certain"),
    [
        (Noop(), b"200 result=0\n", True),
        (StreamFile("x"), b"200 result=0 endpos=9\n", True),
        (Exec("X"), b"200 result=1\n", True),
        (Noop(), b"510 Invalid or unknown command\n", True),
        (Noop(), b"520-x\nhow to\n520 End of proper usage.\n", True),
        (GetVariable("X"), b"200 result=0\n", True),
        (GetVariable("X"), b"520-x\nhow to\n520 End of proper usage.\n", True),
        (GetVariable("X"), b"200 result=1 (a)\n", False),
        (GetFullVariable("X"), b"200 result=1 (a)\n", False),
        (DatabaseGet("a", "b"), b"200 result=1 (a\nb)\n", False),
        (SpeechRecognize("x", 1), b"200 result=1 (digit) digit=5 endpos=5\n", True),
        (
            SpeechRecognize("x", 1),
            b'200 result=1 (speech) endpos=5 results=1 score0=9 text0="a" grammar0=g\n',
            False,
        ),
    ],
)
def test_certainty_ends_with_a_text_from_outside(command: Command[object], reply: bytes, certain: bool) -> None:
    session = synchronized()
    assert session.certain
    session.send(command)
    (event,) = events(session, reply)
    assert isinstance(event, ReplyReceived)
    assert event.certain
    assert event.answer_to(command).certain
    assert session.certain is certain


def synchronized() -> Session:
    session = started()
    session.synchronize()
    assert events(session, MARKED) == [Synchronized()]
    return session


def test_the_environment_is_a_text_from_outside() -> None:
    session = started()
    assert not session.certain
    session.send(Noop())
    (event,) = events(session, b"200 result=0\n")
    assert isinstance(event, ReplyReceived)
    assert not event.certain


def test_a_block_that_a_value_ended_early_is_read_to_its_end() -> None:
    head, _, rest = BLOCK.partition(b"agi_callingpres")
    session = Session(mark=MARK)
    events(session, head + b"\n")
    assert session.synchronize() == f"GET FULL VARIABLE {MARK}\n".encode()
    found = events(session, b"200 result=7\nagi_callingpres" + rest + MARKED)
    assert found[0] == UnexpectedLine("200 result=7")
    assert found[-2:] == [UnexpectedLine(""), Synchronized()]


# Marks


def test_each_session_has_a_mark_of_its_own() -> None:
    marks = {str(session.save()["mark"]) for session in (started(), Session(), Session())}
    assert len(marks) == 3
    assert all(mark.replace("-", "").isalnum() for mark in marks)


@pytest.mark.parametrize("mark", ["", "a b", "${X}", "a\nb", "a)", "é("])
def test_a_mark_is_a_word_that_asterisk_returns(mark: str) -> None:
    with pytest.raises(InvalidArgument, match=r"^Session: mark .*: expected letters, digits and hyphens$") as caught:
        Session(mark=mark)
    assert caught.value.value == mark


@pytest.mark.parametrize("begun", [b"520-x\nhow to\n", b"100 result=0 Trying...\n", b"odd\n"])
def test_a_mark_is_found_in_whatever_has_begun(begun: bytes) -> None:
    lines = [UnexpectedLine(line) for line in begun.decode().splitlines()]
    session = started(command=StreamFile("x"))
    session.interrupt()
    assert events(session, begun + MARKED) == [*lines, CommandInterrupted(StreamFile("x"))]
    assert session.certain
    session = started()
    session.synchronize()
    assert events(session, begun + MARKED) == [*lines, Synchronized()]


def test_a_second_reply_before_the_mark_is_unexpected() -> None:
    session = started(command=StreamFile("x"))
    session.interrupt()
    event, stray = events(session, b"200 result=7 endpos=1\n200 result=0 endpos=9\n" + MARKED)
    assert isinstance(event, ReplyReceived)
    assert not event.certain
    assert stray == UnexpectedLine("200 result=0 endpos=9")
    assert session.certain


def test_the_mark_of_another_session_is_none() -> None:
    session = Session()
    events(session, BLOCK)
    session.synchronize()
    assert events(session, MARKED) == [UnexpectedLine(from_wire(MARKED.removesuffix(b"\n")))]
    assert session.state is State.SYNCHRONIZING


def test_a_mark_counts_once() -> None:
    session = synchronized()
    assert events(session, MARKED) == [UnexpectedLine(from_wire(MARKED.removesuffix(b"\n")))]


def test_synchronizing_is_a_command_of_its_own() -> None:
    session = started(command=Noop())
    with pytest.raises(LocalProtocolError, match="cannot synchronize: the reply to NOOP is due"):
        session.synchronize()
    with pytest.raises(LocalProtocolError, match="cannot synchronize: the environment is not complete"):
        Session().synchronize()
    session = started()
    session.synchronize()
    assert state_of(session) is State.SYNCHRONIZING
    with pytest.raises(LocalProtocolError, match="cannot send NOOP: the session is being synchronized"):
        session.send(Noop())
    assert events(session, b"HANGUP\n") == [ChannelHungUp()]
    assert events(session, b"") == [ConnectionClosed()]


# Every order of hangups, answers and interruptions


def orders(parts: Iterable[bytes], hangups: int) -> Iterable[bytes]:
    """Put hangups between parts, in every way."""
    whole = list(parts)
    for places in product(range(len(whole) + 1), repeat=hangups):
        yield b"".join(b"HANGUP\n" * places.count(at) + part for at, part in enumerate([*whole, b""]))


ANSWERS = [[], [b"200 result=0 endpos=9\n"], [b"511 Not\n"], [b"520-x\nhow to\n520 End of proper usage.\n"]]


@pytest.mark.parametrize("hangups", [0, 1, 2])
@pytest.mark.parametrize("answer", ANSWERS)
def test_every_order_of_hangups_and_an_interruption_is_distinguished(answer: list[bytes], hangups: int) -> None:
    for data in orders([*answer, MARKED, b"200 result=77\n"], hangups):
        session = started(command=StreamFile("x"))
        session.interrupt()
        found: list[Event] = []
        for line in data.splitlines(keepends=True):
            found += events(session, line)
            if state_of(session) is State.READY and not any(is_reply_to(Exec, event) for event in found):
                session.send(Exec("Next"))
        assert sum(isinstance(event, ChannelHungUp) for event in found) == hangups
        first, second = (event for event in found if isinstance(event, ReplyReceived | CommandInterrupted))
        assert isinstance(first, ReplyReceived if answer else CommandInterrupted)
        assert first.command == StreamFile("x")
        assert is_reply_to(Exec, second)
        assert second == ReplyReceived(Exec("Next"), RawReply(200, "77"))
        assert not any(isinstance(event, UnexpectedLine) for event in found)


def is_reply_to(command: type[Command[object]], event: Event) -> bool:
    return isinstance(event, ReplyReceived) and isinstance(event.command, command)
