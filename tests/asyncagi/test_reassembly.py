"""Reassembly of AsyncAGI replies: each command gets its own reply, even if Asterisk splits replies between events."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agicodec import Command, Environment, RawReply
from agicodec.asyncagi import Fragment, quote_uri
from agicodec.asyncagi.asked import Asked
from agicodec.asyncagi.reassembly import EnvironmentRead, Reassembly, ReassemblyItem, ReplyRead, StrayLine
from agicodec.commands import (
    DatabaseGet,
    Exec,
    GetFullVariable,
    GetVariable,
    Gosub,
    Noop,
    StreamFile,
    Verbose,
    WaitForDigit,
)

USAGE = b"520-Invalid command syntax.  Proper usage follows:\n%s\n520 End of proper usage.\n"
EMPTY = Fragment(b"a: b\n\n", lossy=False)


def asked(command: Command[object]) -> Asked:
    return Asked(command, "application", "")


class Asterisk:
    """Writes into a pipe and reads from it as Asterisk does."""

    def __init__(self) -> None:
        self.pipe = b""

    def run(self, reply: bytes) -> str:
        """Return the text of the event after a command, or of that which starts the session."""
        self.pipe += reply
        data, self.pipe = self.pipe[:1024], self.pipe[1024:]
        text = ""
        for byte in data:
            code = quote_uri(bytes([byte]))
            if len(text) >= 2047 or (len(code) == 3 and len(text) >= 2045):
                break
            text += code
        return text


plain = st.text("ab \n", max_size=2500).map(lambda text: "x" + text + "x")
usages = plain.map(lambda text: USAGE % text.encode())
answers = st.one_of(
    st.tuples(st.just(Noop()), st.just(b"200 result=0\n")),
    st.tuples(st.just(Verbose("x")), usages),
    st.tuples(st.just(StreamFile("x")), st.just(b"200 result=0 endpos=5\n")),
    st.tuples(st.just(DatabaseGet("a", "b")), plain.map(lambda text: RawReply(200, "1", text).encode())),
    st.tuples(st.just(DatabaseGet("a", "b")), st.just(b"200 result=0\n")),
    st.tuples(st.just(Gosub("c", "e", 1)), st.just(b"100 result=0 Trying...\n200 result=0 Gosub complete\n")),
    st.tuples(st.just(Exec("X")), st.just(b"200 result=1\n" + USAGE % b"x")),
)


def own_part(command: Command[object], reply: bytes) -> bytes:
    """Return a reply without the 520 block that Asterisk adds to that of EXEC."""
    return reply.partition(b"520-")[0] if isinstance(command, Exec) else reply


@given(st.integers(0, 2000), st.lists(answers, max_size=8))
def test_every_command_has_its_own_reply(size: int, conversation: list[tuple[Command[object], bytes]]) -> None:
    asterisk = Asterisk()
    block = Environment(request="async", arguments=("x" * size,)).encode()
    first = Fragment.decode(asterisk.run(block))
    if first.lossy:
        return
    reassembly = Reassembly(first, 10**6)
    found: list[ReplyRead] = []
    environments: list[bytes] = []
    lossy = False
    for command, reply in [*conversation, *[(Noop(), b"200 result=0\n")] * 40]:
        fragment = Fragment.decode(asterisk.run(reply))
        lossy = lossy or fragment.lossy
        for item in reassembly.feed(asked(command), fragment):
            if isinstance(item, ReplyRead):
                found.append(item)
            elif isinstance(item, EnvironmentRead):
                environments.append(item.block)
    assert not asterisk.pipe
    assert [item.asked.command for item in found] == [command for command, _ in conversation] + [Noop()] * 40
    assert environments in ([], [block])
    if not lossy:
        expected = [RawReply.decode(own_part(*row), row[0].reply_text) for row in conversation]
        assert [item.raw for item in found[: len(conversation)]] == expected


HOSTILE = ["a)\n200 result=7\n", "a)\n200 result=1 (", "a)\n520-x\n", "a)\n100 x\n", "a)\n\n", "(", "y" * 500, ")\n"]
hostile = st.lists(st.sampled_from(HOSTILE), max_size=8).map("".join)


@given(hostile, st.lists(st.one_of(st.none(), hostile), min_size=1, max_size=8))
@example("\n\n200 result=7\n", [None])
@example("x" * 1008 + "\n\n200 result=7\n", [None, None])
@example("", ["y" * 1100 + ")\n200 result=7\n", None, None])
def test_what_is_certain_is_right(name: str, conversation: list[str | None]) -> None:
    asterisk = Asterisk()
    block = Environment(request="async", caller_id_name=name).encode()
    reassembly = Reassembly(Fragment.decode(asterisk.run(block)), 10**6)
    due: list[RawReply] = []
    found: list[ReplyRead] = []
    for value in [*conversation, *[None] * 40]:
        reply = RawReply(200, str(len(due) + 100)) if value is None else RawReply(200, "1", value)
        due.append(reply)
        command = Noop() if value is None else DatabaseGet("a", "b")
        items = reassembly.feed(asked(command), Fragment.decode(asterisk.run(reply.encode())))
        found += [item for item in items if isinstance(item, ReplyRead)]
    assert not asterisk.pipe
    for item, reply in zip(found, due, strict=True):
        assert not item.certain or item.raw == reply
    assert found[-1].certain


LINES = [
    b"200 result=1 (a",
    b"200 result=1",
    b"x)",
    b"520-x",
    b"200 result=1",
    b"520 End of proper usage.",
    b"100 y",
    b"z" * 600,
    b"",
    b"\n",
]
lines = st.lists(st.sampled_from(LINES).map(lambda line: line + b"\n")).map(b"".join)
some = st.sampled_from([Noop(), DatabaseGet("a", "b"), Exec("X")])


@given(st.lists(st.tuples(some, lines, st.booleans()), max_size=8), st.booleans())
@example([(Noop(), b"", True), (Noop(), b"520-x\n520-x\n520 End of proper usage.\n", False)], False)
def test_for_any_pieces_each_command_gets_one_reply(
    pieces: list[tuple[Command[object], bytes, bool]], whole: bool
) -> None:
    reassembly = Reassembly(EMPTY if whole else Fragment(b"agi_request: async\n", lossy=False), 5000)
    found: list[Command[object]] = []
    for command, data, lossy in pieces:
        for item in reassembly.feed(asked(command), Fragment(data, lossy)):
            if isinstance(item, ReplyRead):
                found.append(item.asked.command)
    found += [item.asked.command for item in reassembly.end() if isinstance(item, ReplyRead)]
    assert found == [command for command, _, _ in pieces]
    assert reassembly.commands == ()


def test_a_reply_that_never_ends_is_abandoned_at_the_limit() -> None:
    reassembly = Reassembly(EMPTY, 10_000)
    first, *others = [asked(DatabaseGet("a", "b")) for _ in range(30)]
    assert reassembly.feed(first, Fragment(b"200 result=1 (" + b"x" * 1010, lossy=False)) == []
    found = [item for other in others for item in reassembly.feed(other, Fragment(b"x" * 1024, lossy=False))]
    assert len([item for item in found if isinstance(item, ReplyRead)]) >= 20
    assert len(reassembly.commands) <= 10


@pytest.mark.parametrize(
    ("command", "data", "line"),
    [
        (Noop(), b"of it.\n200 result=1\n200 result=0\n", "200 result=1"),
        (Noop(), b"of it.\n520 End of proper usage.\n200 result=0\n", "520 End of proper usage."),
        (Noop(), b"of\r it\r\n200 result=0\n", "of\r it\r"),
        (Noop(), b"of it)\n510 x\n" + USAGE % b"how", "510 x"),
        (Gosub("c", "e", 1), b"of it)\n100 result=0 Trying...\n200 result=0 Gosub complete\n", "of it)"),
        (DatabaseGet("a", "b"), b"of it)\n200 result=1 (a\n200 result=0\n)\n", "of it)"),
    ],
)
def test_behind_what_was_lost_a_reply_is_found_by_its_status(command: Command[object], data: bytes, line: str) -> None:
    reassembly = Reassembly(EMPTY, 10_000)
    (cut,) = reassembly.feed(asked(DatabaseGet("x", "y")), Fragment(b"200 result=1 (:::", lossy=True))
    assert isinstance(cut, ReplyRead)
    assert cut.raw.truncated
    *strays, reply = reassembly.feed(asked(command), Fragment(data, lossy=False))
    assert StrayLine(line) in strays
    assert isinstance(reply, ReplyRead)
    assert not reply.raw.truncated


def test_a_line_that_is_no_reply_has_status_0() -> None:
    reassembly = Reassembly(EMPTY, 10_000)
    stray, reply = reassembly.feed(asked(Noop()), Fragment(b"nonsense\n", lossy=False))
    assert stray == StrayLine("nonsense")
    assert isinstance(reply, ReplyRead)
    assert reply.raw == RawReply(0, truncated=True)


def test_an_environment_that_lost_its_end_is_not_waited_for() -> None:
    reassembly = Reassembly(Fragment(b"agi_request: async\nagi_cha", lossy=True), 10_000)
    stray, reply = reassembly.feed(
        asked(Noop()), Fragment(b"nnel: x\n\n200 result=0\n".replace(b"\n\n", b"\n"), lossy=False)
    )
    assert stray == StrayLine("nnel: x")
    assert isinstance(reply, ReplyRead)
    assert reply.raw == RawReply(200, "0")


# Certainty: the value of the first command forges the replies to the others, and its end is lost

FORGED = b"200 result=1 (a)\n200 result=1 (admin)\n200 result=0\n"
THREE = [GetFullVariable("${X}"), GetVariable("Y"), Noop()]


def certain(items: list[ReassemblyItem]) -> list[bool]:
    return [item.certain for item in items if isinstance(item, ReplyRead)]


def test_nothing_is_certain_where_an_event_has_lost_its_end() -> None:
    reassembly = Reassembly(EMPTY, 10**6)
    first, second, third = map(asked, THREE)
    assert reassembly.feed(first, Fragment(FORGED.ljust(1024, b"x"), lossy=False)) == []
    assert reassembly.feed(second, Fragment(b"x" * 1024, lossy=False)) == []
    assert certain(reassembly.feed(third, Fragment(b"\xff" * 680, lossy=True))) == [False] * 3


def test_nothing_is_certain_where_more_comes_than_is_held() -> None:
    reassembly = Reassembly(EMPTY, 2000)
    first, second, _ = map(asked, THREE)
    assert reassembly.feed(first, Fragment(FORGED.ljust(1024, b"x"), lossy=False)) == []
    assert certain(reassembly.feed(second, Fragment(b"x" * 1024, lossy=False))) == [False] * 2


def test_nothing_is_certain_where_the_session_ends() -> None:
    reassembly = Reassembly(EMPTY, 10**6)
    first, second, _ = map(asked, THREE)
    assert reassembly.feed(first, Fragment(FORGED.ljust(1024, b"x"), lossy=False)) == []
    assert reassembly.feed(second, Fragment(b"x" * 1024, lossy=False)) == []
    assert certain(reassembly.end()) == [False] * 2


def test_what_comes_behind_a_loss_is_certain_again_once_the_pipe_was_empty() -> None:
    reassembly = Reassembly(EMPTY, 10**6)
    first, second, third = map(asked, THREE)
    assert certain(reassembly.feed(first, Fragment(b"200 result=1 (\xff" * 40, lossy=True))) == [False]
    assert certain(reassembly.feed(second, Fragment(b"x)\n200 result=1 (admin)\n", lossy=False))) == [False]
    assert certain(reassembly.feed(third, Fragment(b"200 result=0\n", lossy=False))) == [True]


losses = st.sampled_from([None, None, None, 5, 700, 1023])


@given(
    st.lists(st.tuples(st.one_of(st.none(), hostile), losses), min_size=1, max_size=8), st.sampled_from([3000, 10**6])
)
@example([("a)\n200 result=7\n" + "y" * 1500, None), (None, None), (None, 700)], 10**6)
def test_what_is_certain_is_right_whatever_is_lost(rows: list[tuple[str | None, int | None]], limit: int) -> None:
    """Some events lose bytes behind a place, as Asterisk cuts them; the value that is read last is behind all of it."""
    asterisk = Asterisk()
    reassembly = Reassembly(EMPTY, limit)
    due: list[RawReply] = []
    found: list[ReplyRead] = []
    for value, loss in [*rows, *[(None, None)] * 40]:
        reply = RawReply(200, str(len(due) + 100)) if value is None else RawReply(200, "1", value)
        due.append(reply)
        whole = Fragment.decode(asterisk.run(reply.encode()))
        cut = loss is not None and loss < len(whole.data)
        fragment = Fragment(whole.data[:loss], lossy=True) if cut else whole
        items = reassembly.feed(asked(Noop() if value is None else DatabaseGet("a", "b")), fragment)
        found += [item for item in items if isinstance(item, ReplyRead)]
    for item, reply in zip(found, due, strict=True):
        assert not item.certain or item.raw == reply
    assert found[-1].certain


@given(st.integers(900, 5000), st.lists(answers, min_size=1, max_size=4), st.booleans())
def test_a_reply_of_which_the_end_has_not_come_is_truncated(
    size: int, conversation: list[tuple[Command[object], bytes]], lossy: bool
) -> None:
    asterisk, reassembly = Asterisk(), Reassembly(EMPTY, 1 << 20)
    first: tuple[Command[object], bytes] = (GetFullVariable("${A}"), RawReply(200, "1", "x" * size).encode())
    replies = [first, *conversation]
    items: list[ReassemblyItem] = []
    for command, reply in replies:
        items += reassembly.feed(asked(command), Fragment(Fragment.decode(asterisk.run(reply)).data, lossy=lossy))
    items += reassembly.end()
    read = [item for item in items if isinstance(item, ReplyRead)]
    for item, (command, reply) in zip(read, replies, strict=True):
        whole = RawReply.decode(own_part(command, reply).removesuffix(b"\n"), command.reply_text)
        assert lossy or item.raw.truncated or item.raw == whole
        assert not (item.raw.truncated and item.certain)


def test_a_result_of_which_digits_are_missing_is_no_result() -> None:
    """The channel leaves AsyncAGI when the second of three replies has come in part, and the third not at all."""
    reassembly = Reassembly(EMPTY, 1 << 20)
    value = b"x" * (3 * 1024 - len(b"200 result=1 ()\n200 result=3"))
    data = b"200 result=1 (" + value + b")\n200 result=3"
    commands: list[Command[object]] = [GetFullVariable("${A}"), WaitForDigit(0), WaitForDigit(0)]
    for number, command in enumerate(commands):
        piece = data[number * 1024 : (number + 1) * 1024]
        assert reassembly.feed(asked(command), Fragment(piece, lossy=False)) == []
    read = [item.raw for item in reassembly.end() if isinstance(item, ReplyRead)]
    assert [raw.truncated for raw in read] == [False, True, True]
