"""The grammar of replies."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import RawReply, RemoteProtocolError
from agicodec.wire import ReplyReader, SpeechMatch, TextKind, is_reply
from agicodec.wire.reply import read_at_once
from tests.refused import refused
from tests.tables import texts

USAGE = "Invalid command syntax.  Proper usage follows:"
START = b"520-Invalid command syntax.  Proper usage follows:\n"
END = b"520 End of proper usage.\n"


def usage(text: str) -> RawReply:
    return RawReply(520, text=text, tail=USAGE)


def read(data: bytes, kind: TextKind) -> tuple[RawReply | None, int]:
    """Feed lines until there is a reply; return it with the number of lines that it took."""
    reader = ReplyReader(kind)
    lines = data.removesuffix(b"\n").split(b"\n")
    for count, line in enumerate(lines, 1):
        if (reply := reader.feed(line)) is not None:
            return reply, count
    return None, len(lines)


@pytest.mark.parametrize(
    ("data", "kind", "reply"),
    [
        (b"200 result=0\n", "word", RawReply(200, "0")),
        (b"200 result=-1 endpos=0\n", "word", RawReply(200, "-1", None, "endpos=0")),
        (b"200 result=\n", "word", RawReply(200, "")),
        (b"200 result= x\n", "word", RawReply(200, "", None, "x")),
        (b"200 result= (timeout)\n", "word", RawReply(200, "", "timeout")),
        (b"200 result=12 (timeout)\n", "word", RawReply(200, "12", "timeout")),
        (b"200 result=35 (dtmf) endpos=4000\n", "word", RawReply(200, "35", "dtmf", "endpos=4000")),
        (b"200 result=-1 (writefile)\n", "word", RawReply(200, "-1", "writefile")),
        (b"200 result=0 Gosub complete\n", "word", RawReply(200, "0", None, "Gosub complete")),
        (b"200 result=0 Gosub failed (x y)\n", "word", RawReply(200, "0", None, "Gosub failed (x y)")),
        (b"200 result=1 (unclosed\n", "word", RawReply(200, "1", None, "(unclosed")),
        (b"200 result=1 ()\n", "value", RawReply(200, "1", "")),
        (b"200 result=1 (a b)\n", "value", RawReply(200, "1", "a b")),
        (b"200 result=1 (x) endpos=5)\n", "value", RawReply(200, "1", "x) endpos=5")),
        (b"200 result=1 (x) endpos=5\ny)\n", "value", RawReply(200, "1", "x) endpos=5\ny")),
        (b"200 result=1 (\xff\xc3)\n", "value", RawReply(200, "1", "\udcff\udcc3")),
        (b"200 result=1 (a\n\nHANGUP\n510 x\n520-x\nb)\n", "value", RawReply(200, "1", "a\n\nHANGUP\n510 x\n520-x\nb")),
        (b"200 result=1 (x\r)\n", "value", RawReply(200, "1", "x\r")),
        (b"200 result=0\n", "value", RawReply(200, "0")),
        (b"200 result=1 (x) endpos=5\n", "unknown", RawReply(200, "1", "x", "endpos=5")),
        (b"200 result=1 (digit) digit=5 endpos=5\n", "unknown", RawReply(200, "1", "digit", "digit=5 endpos=5")),
        (b"200 result=1 (x\ny) z)\n", "unknown", RawReply(200, "1", "x\ny) z")),
        (b"200 result=1 (x) y z\n", "unknown", RawReply(200, "1", "x", "y z")),
        (b"200 result=1 (x) y) place=3\n", "unknown", RawReply(200, "1", "x) y", "place=3")),
        (b"200 result=1 (x) =) y=z) place=3\n", "unknown", RawReply(200, "1", "x) =", "y=z) place=3")),
        (b"200 result=1 (x) 1=2) y\n", "unknown", RawReply(200, "1", "x", "1=2) y")),
        (b"200 result=1 (x) y) z\n", "unknown", RawReply(200, "1", "x", "y) z")),
        (b"510 Invalid or unknown command\n", "word", RawReply(510, tail="Invalid or unknown command")),
        (b"503 result=-2 Memory allocation failure\n", "word", RawReply(503, "-2", None, "Memory allocation failure")),
        (b"999 \n", "word", RawReply(999)),
        (b"200 foo\n", "word", RawReply(200, tail="foo")),
        (b"520 Proper usage not available.\n", "word", RawReply(520, tail="Proper usage not available.")),
        (START + b"x\n\n200 result=1 (v)\nHANGUP\n" + END, "word", usage("x\n\n200 result=1 (v)\nHANGUP")),
        (START + b"glued to the words." + END, "word", usage("glued to the words.")),
        (START + END, "value", usage("")),
        (
            b"100 result=0 Trying...\n200 result=0 Gosub complete\n",
            "word",
            RawReply(200, "0", None, "Gosub complete", (RawReply(100, "0", None, "Trying..."),)),
        ),
    ],
)  # fmt: skip
def test_a_reply_is_read_line_by_line_and_whole(data: bytes, kind: TextKind, reply: RawReply) -> None:
    assert read(data, kind) == (reply, data.count(b"\n"))
    assert RawReply.decode(data, kind) == reply
    assert RawReply.decode(data.removesuffix(b"\n"), kind) == reply


@pytest.mark.parametrize(
    ("data", "kind", "reply"),
    [
        (b"200 result=1 (x) y) z", "value", RawReply(200, "1", "x) y", "z")),
        (b"200 result=1 (x) y)", "word", RawReply(200, "1", "x", "y)")),
        (b"200 result=1 (a)b", "word", RawReply(200, "1", None, "(a)b")),
        (b"200 result=1 (a)b", "value", RawReply(200, "1", None, "(a)b")),
        (b"200 result=1 () x", "word", RawReply(200, "1", "", "x")),
        (b"200 result=1 (a) b=c) d", "unknown", RawReply(200, "1", "a", "b=c) d")),
        (b"200 result=1 () b=c", "unknown", RawReply(200, "1", "", "b=c")),
        (b"200 result=1 (a) b) c=d) e=f", "unknown", RawReply(200, "1", "a) b", "c=d) e=f")),
        (b"200 result=1 (a) ) b=c", "unknown", RawReply(200, "1", "a) ", "b=c")),
        (b"200 result=1 (a)) b=c", "unknown", RawReply(200, "1", "a)", "b=c")),
        (b"200 result=1 (a=b) c) d=e", "unknown", RawReply(200, "1", "a=b) c", "d=e")),
        (b"200 result=1 (a=b) c d", "unknown", RawReply(200, "1", "a=b", "c d")),
        (b"100 result=0 Trying...\n", "word", RawReply(100, "0", None, "Trying...")),
        (b"520-Odd\nx\n520 End of proper usage.\n", "word", RawReply(520, text="x", tail="Odd")),
        (b"520-Odd\n\xe9\n520 End of proper usage.\n", "word", RawReply(520, text="\udce9", tail="Odd")),
    ],
)
def test_a_whole_reply_is_read_to_its_end(data: bytes, kind: TextKind, reply: RawReply) -> None:
    assert RawReply.decode(data, kind) == reply
    assert reply.encode() == data.removesuffix(b"\n") + b"\n"


@pytest.mark.parametrize(
    ("data", "reply"), [(b"200 result=1 (x) y)", ("x", "y)")), (b"200 result=1 (x) a=1 b", ("x", "a=1 b"))]
)
def test_where_a_text_ends_depends_on_the_command(data: bytes, reply: tuple[str, str]) -> None:
    reader = ReplyReader("word")
    raw = reader.feed(data)
    assert raw is not None
    assert (raw.text, raw.tail) == reply


def test_provisional_replies_are_read_as_what_they_are() -> None:
    data = b"100 result=0 (x) y)\n100 b\n200 result=1 (x) y)\n"
    raw = RawReply(200, "1", "x", "y)", (RawReply(100, "0", "x", "y)"), RawReply(100, tail="b")))
    assert read(data, "word") == (raw, 3)
    assert RawReply.decode(data, "word") == raw
    data = b"100 b\n200 result=1 (x\ny)\n"
    raw = RawReply(200, "1", "x\ny", provisional=(RawReply(100, tail="b"),))
    assert read(data, "value") == (raw, 3)
    assert RawReply.decode(data, "value") == raw


def test_a_provisional_reply_that_nothing_follows_is_the_last_one() -> None:
    data = b"100 a\n100 b\n"
    assert RawReply.decode(data) == RawReply(100, tail="b", provisional=(RawReply(100, tail="a"),))
    assert RawReply.decode(data).encode() == data


def test_a_reply_may_have_all_the_bytes_allowed_and_not_one_more() -> None:
    line = b"200 result=1 (a)"
    assert ReplyReader("value", len(line) + 1).feed(line) is not None
    with pytest.raises(RemoteProtocolError):
        ReplyReader("value", len(line)).feed(line)


@pytest.mark.parametrize(
    ("data", "reply"),
    [
        (b"", RawReply(0, truncated=True)),
        (b"odd\n", RawReply(0, tail="odd", truncated=True)),
        (b"200 result=1 (a\nb\n", RawReply(200, "1", None, "(a\nb", truncated=True)),
        (b"200 result=1 (a) b) c\n", RawReply(200, "1", "a) b", "c", truncated=True)),
        (b"520-How\nto use\nit", RawReply(520, text="to use\nit", tail="How", truncated=True)),
        (b"520-How\nto use\n520 End of proper usage.\n", RawReply(520, text="to use", tail="How", truncated=True)),
    ],
)
def test_the_part_of_a_reply_that_arrived_is_kept(data: bytes, reply: RawReply) -> None:
    assert RawReply.salvage(data) == reply


def test_a_text_that_looks_closed_ends_the_reply_on_a_stream_but_not_in_a_whole_one() -> None:
    data = b"200 result=1 (a)\n200 result=1)\n"
    assert read(data, "value") == (RawReply(200, "1", "a"), 1)
    assert RawReply.decode(data, "value") == RawReply(200, "1", "a)\n200 result=1")


@pytest.mark.parametrize(
    ("line", "yes"),
    [
        (b"200 result=0", True),
        (b"100 result=0 Trying...", True),
        (b"999 ", True),
        (b"520-Invalid", True),
        (b"510-Invalid", False),
        (b"200", False),
        (b"020 result=0", False),
        (b"20 x", False),
        (b"2000 x", False),
        (b"HANGUP", False),
        (b"", False),
        (b" 200 x", False),
        (b"\xb2\xb2\xb2 x", False),
    ],
)
def test_a_reply_starts_with_a_status(line: bytes, yes: bool) -> None:
    assert is_reply(line) is yes


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "starts with a status of three digits, unlike this: b''"),
        (b"hello\n", "unlike this: b'hello'"),
        (b"520-Invalid\nand no end\n", "a 520 block ends with .*unlike this: b'520-Invalid"),
    ],
)
def test_what_is_no_whole_reply_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(RemoteProtocolError, match=message):
        RawReply.decode(data)


def test_a_reply_over_the_limit_is_refused() -> None:
    reader = ReplyReader("value", limit=100)
    assert reader.feed(b"200 result=1 (start") is None
    assert reader.is_inside
    assert reader.rest == b"200 result=1 (start\n"
    with pytest.raises(RemoteProtocolError, match=r"a reply has more than the 100 bytes allowed: b'200 r") as caught:
        reader.feed(b"x" * 85)
    assert caught.value.data == b"200 result=1 (start\n" + b"x" * 80


def test_provisional_replies_count_towards_the_limit() -> None:
    reader = ReplyReader("word", limit=100)
    for _ in range(4):
        assert reader.feed(b"100 result=0 Trying...") is None
    with pytest.raises(RemoteProtocolError, match="more than the 100 bytes"):
        reader.feed(b"100 result=0 Trying...")
    assert not reader.is_inside


@pytest.mark.parametrize(
    ("tail", "endpos", "fields"),
    [
        ("", None, {}),
        ("endpos=12", 12, {"endpos": "12"}),
        ("endpos=-1", -1, {"endpos": "-1"}),
        ("endpos=x", None, {"endpos": "x"}),
        ("endpos=", None, {"endpos": ""}),
        ("digit=# endpos=7", 7, {"digit": "#", "endpos": "7"}),
        ('endpos=7 text0="a =b" grammar0=g', 7, {"endpos": "7", "text0": "a =b", "grammar0": "g"}),
        ('text0="a" endpos=7 text1="b"', 7, {"text0": "a", "endpos": "7", "text1": "b"}),
        ('text0="a "b" c" endpos=7', None, {"text0": 'a "b'}),
        ('text0="open', None, {"text0": "open"}),
        ("Gosub complete", None, {}),
        ("Gosub complete x=1", None, {}),
        ("xendpos=5", None, {"xendpos": "5"}),
    ],
)
def test_fields_follow_the_result(tail: str, endpos: int | None, fields: dict[str, str]) -> None:
    raw = RawReply(200, "0", tail=tail)
    assert (raw.endpos, raw.fields) == (endpos, fields)
    assert list(raw.fields) == list(fields)


@pytest.mark.parametrize(
    ("tail", "matches"),
    [
        ("endpos=0 results=0 ", ()),
        ("endpos=0 results=0", ()),
        ('endpos=0 results=1 score0=9 text0="hi (you)" grammar0=g', (SpeechMatch(9, "hi (you)", "g"),)),
        ('endpos=0 results=2 score0=9 text0="a" grammar0=g score1=8 text1="cut o', (SpeechMatch(9, "a", "g"),)),
        ('endpos=0 results=2 score0=9 text0="a" grammar0=g score1=', (SpeechMatch(9, "a", "g"),)),
        ("endpos=0 results=1 nonsense", ()),
    ],
)
def test_speech_matches_are_read_as_far_as_they_are_whole(tail: str, matches: tuple[SpeechMatch, ...]) -> None:
    assert RawReply(200, "1", "speech", tail).matches == matches


numbers = st.one_of(st.integers(-5, 2000).map(str), st.just(""))
words = st.sampled_from(["timeout", "hangup", "dtmf"])
fields = st.one_of(st.just(""), st.integers(-1, 99999).map(lambda n: f"endpos={n}"), st.just("Gosub complete"))
trying = st.lists(st.just(RawReply(100, "0", None, "Trying...")), max_size=2).map(tuple)
lines = texts(max_size=60).filter(lambda text: not text.endswith("520 End of proper usage."))
usage_lines = st.lists(lines, max_size=5).map("\n".join)


@given(numbers, st.one_of(st.none(), words), fields, trying)
def test_a_reply_with_a_word_survives_the_way_there_and_back(
    result: str, word: str | None, tail: str, provisional: tuple[RawReply, ...]
) -> None:
    raw = RawReply(200, result, word, tail, provisional)
    assert RawReply.decode(raw.encode(), "word") == raw
    assert read(raw.encode(), "word") == (raw, 1 + len(provisional))


@given(st.one_of(st.none(), texts()))
def test_a_reply_with_a_value_survives_the_way_there_and_back(value: str | None) -> None:
    raw = RawReply(200, "1", value)
    assert RawReply.decode(raw.encode(), "value").encode() == raw.encode()
    assert read(raw.encode(), "value") == (RawReply.decode(raw.encode(), "value"), 1)


@given(usage_lines)
def test_a_520_block_survives_the_way_there_and_back(text: str) -> None:
    raw = usage(text)
    assert RawReply.decode(raw.encode()).encode() == raw.encode()
    reply, count = read(raw.encode(), "word")
    assert reply == RawReply.decode(raw.encode())
    assert count == raw.encode().count(b"\n")


@given(st.binary(), st.sampled_from(["word", "value", "unknown"]))
def test_any_bytes_are_a_reply_or_refused(data: bytes, kind: TextKind) -> None:
    try:
        raw = RawReply.decode(data, kind)
    except RemoteProtocolError:
        return
    assert 0 <= raw.status <= 999


@given(st.integers(200, 999).filter(lambda status: status != 520), st.binary(), st.sampled_from(["word", "unknown"]))
def test_any_text_after_a_status_is_kept(status: int, rest: bytes, kind: TextKind) -> None:
    data = b"%d %s" % (status, rest or b"x")
    raw = RawReply.decode(data + b"\n", kind)
    assert raw.status == status
    assert raw.encode() == data + b"\n"


@given(
    st.sampled_from([b"200 result=", b"200 ", b"510 result=1 ", b"100 result=0 ", b"520-", b"520 "]),
    st.lists(st.sampled_from([b"1", b" ", b"(", b")", b"=", b"endpos", b"a", b"\xff"]), max_size=12).map(b"".join),
    st.sampled_from(get_args(TextKind)),
)
def test_a_reply_of_one_line_is_read_as_any_other(head: bytes, rest: bytes, kind: TextKind) -> None:
    line = head + rest
    read, fed = read_at_once(line, kind), ReplyReader(kind).feed(line)
    assert read == fed or (read is None and not line.startswith(b"200 result="))
    if fed is not None:
        assert RawReply.decode(line + b"\n", kind) == fed


@pytest.mark.parametrize(
    ("line", "kind", "text", "tail"),
    [
        (b"200 result=1 (a) b) c=d", "word", "a", "b) c=d"),
        (b"200 result=1 (a) b=c (d)", "word", "a", "b=c (d)"),
        (b"200 result=1 (a) b=c (d)", "value", "a) b=c (d", ""),
    ],
)
def test_where_a_text_ends_depends_on_the_kind(line: bytes, kind: TextKind, text: str, tail: str) -> None:
    raw = read_at_once(line, kind)
    assert raw == RawReply(200, "1", text, tail) == RawReply.decode(line, kind)


def test_a_reply_has_a_line_of_its_own_besides_the_provisional_ones() -> None:
    trying = RawReply(100, "0", tail="Trying...")
    raw = RawReply(200, "0", tail="Gosub complete", provisional=(trying, trying))
    assert raw.encode() == b"100 result=0 Trying...\n" * 2 + b"200 result=0 Gosub complete\n"
    assert raw.encode(provisional=False) == b"200 result=0 Gosub complete\n"
    usage = RawReply(520, text="how to", provisional=(trying,)).encode(provisional=False)
    assert usage.startswith(b"520-Invalid command syntax.")
    assert usage.endswith(b"\n520 End of proper usage.\n")


@pytest.mark.parametrize("data", [None, "200 result=0", 5, [b"200 result=0"]])
def test_a_reply_is_read_from_bytes(data: bytes) -> None:
    for reading in (RawReply.decode, RawReply.salvage):
        with refused(r"^RawReply\.\w+\(\) received .*, which is not bytes: "):
            reading(data)
