"""Random expressions are evaluated or fail clearly, in time linear in their length."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec.testing import Asterisk, CallFlowError, TestCall
from agicodec.testing.channel.values import value_of, write
from agicodec.testing.dialplan.arithmetic import calculate
from agicodec.testing.dialplan.expressions import cut_out, evaluate
from agicodec.testing.dialplan.functions import FUNCTIONS, Unknown, separate

pieces = st.sampled_from(
    [
        "${",
        "$[",
        "}",
        "]",
        "{",
        "[",
        "$",
        ":",
        "(",
        ")",
        ",",
        "/",
        '"',
        "\\",
        "=",
        "?",
        "-1",
        "2",
        "+",
        " ",
        "X",
        "é",
        "\udcff",
    ]
    + [
        "_",
        "DB(",
        "HASH(",
        "ARRAY(",
        "CALLERID(",
        "CHANNEL(",
        "GLOBAL(",
        "SET(",
        "num",
        "all",
        "-",
        "<",
        ">",
        "&&",
        "::",
    ]
    + [f"{name.decode()}(" for name in FUNCTIONS]
)
texts = st.lists(pieces, max_size=25).map("".join)


@given(texts, st.dictionaries(st.sampled_from(["X", "num", "2"]), texts, max_size=3))
def test_any_expression_has_a_value_or_fails_clearly(text: str, variables: dict[str, str]) -> None:
    agi = TestCall(Asterisk(variables=variables))
    with contextlib.suppress(CallFlowError):
        assert agi.get_full_variable(text).ok


@given(texts, texts)
def test_any_variable_is_set_and_read_or_fails_clearly(name: str, value: str) -> None:
    asterisk = Asterisk()
    try:
        write(name, value, asterisk)
        found = value_of(name, asterisk)
    except Unknown:
        return
    assert found is None or len(found.encode("utf-8", "surrogateescape")) <= 1023


@given(texts, texts)
def test_what_holds_no_sign_is_as_it_stands(text: str, value: str) -> None:
    text = text.replace("$", "")
    assert TestCall(Asterisk(variables={"X": value})).get_full_variable(f"{text}${{X}}").value == text + value


@given(st.binary(max_size=12), st.integers(-15, 15), st.integers(-15, 15))
def test_a_part_is_cut_out_as_in_asterisk(value: bytes, offset: int, length: int) -> None:
    """By the steps of `ast_str_substring`, one after another."""
    size = len(value)
    start = max(0, size + offset) if offset < 0 else offset
    if start >= size:
        expected = b""
    elif length >= 0:
        expected = value[start : start + length]
    else:
        expected = value[start : size + length] if size - start > -length else b""
    assert cut_out(value, b"%d:%d" % (offset, length)) == expected
    assert cut_out(value, b"%d" % offset) == value[start:]


@given(st.text('ab,"\\()[]/', max_size=15), st.integers(2, 5))
def test_arguments_are_parted_and_none_is_lost(text: str, most: int) -> None:
    found = separate(text.encode(), b",", most)
    assert len(found) <= most
    assert b"".join(found).replace(b",", b"").decode().replace('"', "").replace("\\", "") == (
        text.replace(",", "").replace('"', "").replace("\\", "")
    )


@given(st.integers(-(10**15), 10**15), st.integers(-(10**15), 10**15), st.sampled_from("+-*"))
def test_whole_numbers_are_calculated_exactly_while_they_have_18_digits(one: int, other: int, mark: str) -> None:
    expected = {"+": one + other, "-": one - other, "*": one * other}[mark]
    try:
        found = calculate(f"{one} {mark} {other}".encode())
    except Unknown:
        assert expected == 0
        return
    if abs(expected) < 10**18:
        assert int(found) == expected


@given(st.floats(0.001, 1000), st.floats(0.001, 1000), st.sampled_from("+-*/"))
def test_fractions_are_calculated_to_the_precision_of_asterisk(one: float, other: float, mark: str) -> None:
    found = float(calculate(f"{one:.17f} {mark} {other:.17f}".encode()))
    expected = {"+": one + other, "-": one - other, "*": one * other, "/": one / other}[mark]
    assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)


LONG = {
    "opened": "${" * 20_000,
    "opened brackets": "$[" * 20_000,
    "braces": "${" + "{" * 40_000,
    "pairs": "${X}" * 10_000,
    "colons": "${X" + ":" * 40_000,
    "parentheses": "${LEN(" + "(" * 40_000,
    "digits": "$[" + "1" * 40_000 + "]",
    "sums": "$[" + "1+" * 20_000 + "1]",
    "products": "$[" + "9*" * 1_000 + "9]",
    "quotients": "$[1" + "/3" * 1_000 + "]",
    "signs": "$[" + "-" * 40_000 + "1]",
    "conditions": "$[" + "1?" * 20_000 + "]",
    "quotes": "$[" + '"' * 39_999 + "]",
    "deep": "${LEN(" * 8_000 + "x" + ")}" * 8_000,
    "escapes": "${IF(1?" + "\\\\" * 20_000 + ")}",
    "percents": "${URIDECODE(" + "%4" * 20_000 + ")}",
    "hash": "${HASH(" + "a," * 20_000 + ")}",
}


@pytest.mark.parametrize("case", LONG)
def test_a_long_expression_takes_no_long_time(case: str) -> None:
    asterisk = Asterisk(variables={"X": "x"})
    started = time.process_time()
    try:
        value_of(LONG[case], asterisk)
        evaluate(LONG[case].encode(), Nothing())
    except Unknown:
        pass
    assert time.process_time() - started < 5


class Nothing:
    def variable(self, name: bytes) -> bytes | None:
        return None

    def function(self, call: bytes, room: int) -> bytes | None:
        name, _, arguments = call.partition(b"(")
        return FUNCTIONS[name].read(arguments, room) if name in FUNCTIONS else None
