"""The grammar of a command line."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agicodec.errors import LineError
from agicodec.wire import SAFEST_LIMITS, Limits, encode_line, from_wire, line_faults, quote, split, to_integer, to_wire
from agicodec.wire.command_line import lower, upper
from tests.tables import texts

UNBOUND = Limits(line=10**7, words=10**7)


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("plain", "plain"),
        ("", '""'),
        ("a b", '"a b"'),
        ("a\tb", '"a\tb"'),
        ('say "hi"', '"say \\"hi\\""'),
        ('"', '\\"'),
        ("back\\slash", "back\\\\slash"),
        ("a\rb", "a\rb"),
        ("${X}", "${X}"),
        ("naïve", "naïve"),
        ("'single'", "'single'"),
    ],
)
def test_a_word_is_quoted_and_escaped_only_where_needed(word: str, written: str) -> None:
    assert quote(word) == written


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"", []),
        (b"  \t ", []),
        (b"NOOP", [b"NOOP"]),
        (b"   NOOP", [b"NOOP"]),
        (b"noop x  y\tz ", [b"noop", b"x", b"y", b"z"]),
        (b"NOOP\r", [b"NOOP\r"]),
        (b'a"b c"d', [b"ab cd"]),
        (b'"a""b"', [b"ab"]),
        (b'X ""', [b"X", b""]),
        (b'X "" ""', [b"X", b"", b""]),
        (b'a"" b', [b"a", b"b"]),
        (b'X "open to the end', [b"X", b"open to the end"]),
        (b'X "', [b"X", b""]),
        (b"a\\ b", [b"a b"]),
        (b"a\\nb", [b"anb"]),
        (b"a\\", [b"a"]),
        (b"a \\", [b"a"]),
        (b'\\"a', [b'"a']),
        (b'"a\\"b"', [b'a"b']),
        (b"'a b'", [b"'a", b"b'"]),
        (b"a\0b c", [b"a"]),
        (b"\xff \xc3\xa9", [b"\xff", b"\xc3\xa9"]),
    ],
)
def test_a_line_is_split_by_the_rule_of_asterisk(line: bytes, words: list[bytes]) -> None:
    assert split(line) == words


@example(["F\udc80"])
@given(st.lists(texts(max_size=40), min_size=1))
def test_words_survive_encoding_and_splitting(words: list[str]) -> None:
    if words[0].lower().startswith("failure"):
        words.insert(0, "X")
    line = encode_line(words, UNBOUND)
    assert line.count(b"\n") == 1
    assert split(line[:-1]) == [to_wire(word) for word in words]


@given(st.binary())
def test_splitting_takes_any_bytes(line: bytes) -> None:
    for word in split(line):
        assert b"\0" not in word


@given(st.binary())
def test_every_byte_survives_decoding(data: bytes) -> None:
    assert to_wire(from_wire(data)) == data


@given(st.text(), st.sampled_from("\n\0"), st.text())
def test_a_word_with_a_line_feed_or_a_nul_is_blamed(before: str, bad: str, after: str) -> None:
    with pytest.raises(LineError) as caught:
        encode_line(["X", "fine", before + bad + after], UNBOUND)
    assert caught.value.index == 2


@pytest.mark.parametrize(
    ("word", "problem"),
    [
        ("a\nb", "a line feed would end the command and start another; AGI has no way to send one"),
        ("a\0b", "a NUL would make Asterisk drop the line; AGI has no way to send one"),
        ("a\rb", "a carriage return would end the header; AsyncAGI has no way to send one"),
        ("a\ud800", "'\\ud800' is half a surrogate pair, which cannot be encoded; remove it"),
    ],
)
def test_a_problem_says_what_would_happen(word: str, problem: str) -> None:
    with pytest.raises(LineError) as caught:
        encode_line(["X", word], Limits(line=100, carriage_return=False))
    assert (caught.value.problem, caught.value.index) == (problem, 1)
    assert caught.value.args == (problem, 1)


@pytest.mark.parametrize(
    ("words", "limits", "problem", "index"),
    [
        (["X"] * 4, Limits(line=99, words=3), "the line has 4 words, Asterisk reads 3", 3),
        (["X", "2345678é"], Limits(line=11), "the line has 12 bytes with its line feed, this Asterisk takes 11", 1),
        (["long", "x"], Limits(line=5, line_feed=False), "the line has 6 bytes, this Asterisk takes 5", 0),
        (["failures"], Limits(line=99), "a line that starts with 'failure' ends the AGI run", 0),
    ],
)
def test_a_line_is_held_to_the_limits(words: list[str], limits: Limits, problem: str, index: int) -> None:
    with pytest.raises(LineError) as caught:
        encode_line(words, limits)
    assert (caught.value.problem, caught.value.index) == (problem, index)


def test_a_line_may_be_as_long_as_asterisk_takes() -> None:
    assert encode_line(["X"] * 3, Limits(line=6, words=3)) == b"X X X\n"
    assert encode_line(["X", "23é"], Limits(line=6, line_feed=False)) == b"X 23\xc3\xa9\n"


def test_half_a_surrogate_pair_is_blamed() -> None:
    with pytest.raises(LineError, match="half a surrogate pair") as caught:
        encode_line(["X", "\ud83d"], SAFEST_LIMITS)
    assert caught.value.index == 1


@pytest.mark.parametrize("word", ["failure", "FAILURE", "Failures"])
def test_a_line_that_would_end_the_run_is_refused(word: str) -> None:
    with pytest.raises(LineError, match="ends the AGI run") as caught:
        encode_line([word], SAFEST_LIMITS)
    assert caught.value.index == 0


def test_a_quoted_word_does_not_end_the_run() -> None:
    assert encode_line(["failures happen"], SAFEST_LIMITS) == b'"failures happen"\n'


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("-1", -1),
        ("0012", 12),
        ("-9223372036854775808", -(2**63)),
        ("", None),
        ("-", None),
        ("--1", None),
        ("+1", None),
        ("1_0", None),
        (" 1", None),
        ("1.0", None),
        ("٣", None),
        ("1" * 5000, None),
        ("9" * 19, 10**19 - 1),
        ("9" * 20, None),
    ],
)
def test_only_decimal_numbers_are_numbers(text: str, number: int | None) -> None:
    assert to_integer(text) == number


def test_as_many_words_as_allowed_are_taken_and_one_more_is_named() -> None:
    assert encode_line(["XX"] * 3, Limits(line=100, words=3)) == b"XX XX XX\n"
    with pytest.raises(LineError, match="the line has 5 words, Asterisk reads 3") as caught:
        encode_line(["a", "b", "c"], Limits(line=100, words=3), "GET DATA")
    assert caught.value.index == 1


def test_a_name_that_is_too_long_is_nobodys_fault() -> None:
    with pytest.raises(LineError, match="the line has 5 bytes with its line feed, this Asterisk takes 3") as caught:
        encode_line([], Limits(line=3), "NOOP")
    assert caught.value.index is None


def test_only_failure_ends_the_run() -> None:
    assert encode_line(["fine"], SAFEST_LIMITS) == b"fine\n"
    assert encode_line(["x"], SAFEST_LIMITS, "FINE") == b"FINE x\n"


def test_digits_of_other_scripts_are_no_number() -> None:
    assert [to_integer(text) for text in ("-5", "\u0663", "-\u0663", "-", "")] == [-5, None, None, None, None]


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        (b"failures", ["a line that starts with 'failure' ends the AGI run"]),
        (b'"a"b', ['the word continues after the quotation mark at 3; write \\" for a literal one']),
        (b'" "b', ['the word continues after the quotation mark at 3; write \\" for a literal one']),
        (b'a\\ "b"', ['the quotation mark at 4 is inside a word; write \\" for a literal one']),
        (
            b'"a b" c"',
            [
                'the quotation mark at 8 is inside a word; write \\" for a literal one',
                "the quotation mark at 8 is never closed",
            ],
        ),
        (b"a\\b\\", ["the backslash at 2 is lost; write \\\\ for a literal one", "the backslash at the end is lost"]),
        (b"a\r", ["the carriage return at the end is part of the last word"]),
        (b'"aX\0\0"', ["the quotation mark at 1 is never closed", "the NUL at 4 ends the line"]),
        (b"a\nb\nc", ["the line feed at 2 ends the line, and the rest is another line"]),
        (b'"a" "" b\\"', []),
        (
            b'a\\ "',
            [
                'the quotation mark at 4 is inside a word; write \\" for a literal one',
                "the quotation mark at 4 is never closed",
            ],
        ),
    ],
)
def test_every_fault_of_a_line_is_reported_where_it_is(line: bytes, faults: list[str]) -> None:
    assert list(line_faults(line)) == faults


@given(st.text(st.sampled_from("aZ\u0130\u212a\u00c9\u00e9\u017f\u00df\udcc3")) | texts())
def test_only_the_letters_of_ascii_have_a_case(word: str) -> None:
    assert to_wire(lower(word)) == to_wire(word).lower()
    assert to_wire(upper(word)) == to_wire(word).upper()
