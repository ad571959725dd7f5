"""Evaluates the inside of `$[...]` as Asterisk does: numbers, comparisons, conditions and joined texts.

Asterisk calculates in `long double`, with 64 bits for the digits, and writes 18 of them (`main/ast_expr2.y`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Final, NoReturn, TypeAlias

from attrs import define, field, frozen

from agicodec.testing.dialplan.functions import Unknown

__all__ = ["calculate"]

DEEPEST: Final = 100
"""The maximal depth of nested expressions here."""

BITS, DIGITS = 64, 18
"""The bits of the mantissa of a number, and the significant digits that Asterisk writes."""

LARGEST: Final = 400
"""The maximal number of digits of a number here, and a bound of the exponents of results."""

INT_MAX: Final = 2**31 - 1


@frozen
class Digits:
    """A number as it was written, with which nothing was calculated yet."""

    text: bytes


Value: TypeAlias = bytes | Digits | Fraction
"""The value of an expression: a text, a number as it was written, or a calculated number."""

_TOKEN = re.compile(
    rb"""
    (?P<blank>[ \t\r\n]+)
    | (?P<text>"[^"]*")
    | (?P<digits>[0-9]+(?:\.[0-9]+)?(?![a-zA-Z0-9.';\\_^\#@\x80-\xff]))
    | (?P<word>[a-zA-Z0-9.';\\_^\#@\x80-\xff]+)
    | (?P<mark>\|\||&&|==|=~|~~|>=|<=|!=|::|[|&=><+,*/%?!:()-])
    """,
    re.VERBOSE,
)

_LEVELS: Mapping[bytes, int] = {
    b"?": 1,
    **dict.fromkeys((b"|", b"||"), 2),
    **dict.fromkeys((b"&", b"&&"), 3),
    **dict.fromkeys((b"=", b"==", b">", b"<", b">=", b"<=", b"!="), 4),
    **dict.fromkeys((b"+", b"-"), 5),
    **dict.fromkeys((b"*", b"/", b"%"), 6),
    **dict.fromkeys((b":", b"=~", b"~~"), 8),
}
_SIGN: Final = 7


def calculate(text: bytes) -> bytes:
    """Return the value of an expression.

    Raises:
        Unknown: how Asterisk evaluates it is not known here.
    """
    tokens = _tokens(text)
    if not tokens:
        return b""
    parser = _Parser(text, tokens)
    value = parser.expression(1)
    if parser.next is not None:
        parser.fail()
    return _written(value)


def _tokens(text: bytes) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    place = 0
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None or token.lastgroup is None:
            raise Unknown(f"How Asterisk evaluates {text[place : place + 1]!r} in $[{_shown(text)}] is not known.")
        if token.lastgroup != "blank":
            found.append((token.lastgroup, token[0]))
        place = token.end()
    return found


@define
class _Parser:
    """Evaluates an expression by the precedence of its operators."""

    text: bytes
    tokens: list[tuple[str, bytes]]
    place: int = field(default=0, init=False)
    depth: int = field(default=0, init=False)

    @property
    def next(self) -> bytes | None:
        """The next token; None at the end."""
        return self.tokens[self.place][1] if self.place < len(self.tokens) else None

    def fail(self) -> NoReturn:
        """Raise `Unknown` for an expression that is wrong or not known here."""
        raise Unknown(f"$[{_shown(self.text)}] is not an expression to Asterisk, or one that is not known here.")

    def expression(self, level: int) -> Value:
        """Evaluate an expression of operators of at least a level."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail()
        value = self.operand()
        while (mark := self.next) is not None and _LEVELS.get(mark, 0) >= level:
            self.place += 1
            asks = mark == b"?"
            value = self.condition(value) if asks else _operate(mark, value, self.expression(_LEVELS[mark] + 1))
        self.depth -= 1
        return value

    def condition(self, asked: Value) -> Value:
        """Evaluate the rest of `asked ? one :: other`."""
        one = self.expression(1)
        if self.next != b"::":
            self.fail()
        self.place += 1
        other = self.expression(_LEVELS[b"?"] + 1)
        return one if _decides(asked) else other

    def operand(self) -> Value:
        """Evaluate a value, one in parentheses, or one with a sign."""
        if self.place == len(self.tokens):
            self.fail()
        kind, token = self.tokens[self.place]
        self.place += 1
        value = self.marked(token) if kind == "mark" else Digits(token) if kind == "digits" else token
        if self.next == b"(":
            raise Unknown(f"The functions of $[{_shown(self.text)}] are not known.")
        return value

    def marked(self, mark: bytes) -> Value:
        """Evaluate a value that begins with a mark: a parenthesis or a sign."""
        if mark == b"(":
            value = self.expression(1)
            if self.next != b")":
                self.fail()
            self.place += 1
            return value
        if mark not in (b"-", b"!"):
            self.fail()
        value = self.expression(_SIGN + 1)
        return _negated(value) if mark == b"-" else Fraction(not _atoi(value))


def _operate(mark: bytes, one: Value, other: Value) -> Value:
    if mark in _COMPARED:
        return Fraction(_compare(mark, one, other))
    if mark in (b"|", b"||"):
        return other if _is_null(one) else _counted(one)
    if mark in (b"&", b"&&"):
        return Fraction(0) if _is_null(one) or _is_null(other) else _counted(one)
    if mark == b"~~":
        return _made(_unquoted(one) + _unquoted(other))
    if mark not in _CALCULATED:
        raise Unknown(f"The regular expressions of {mark.decode()} in $[...] are not known.")
    return _CALCULATED[mark](_number(one), _number(other))


def _plus(one: Fraction | None, other: Fraction | None) -> Fraction:
    return _rounded((one or Fraction(0)) + (other or Fraction(0)))


def _minus(one: Fraction | None, other: Fraction | None) -> Fraction:
    return _rounded((one or Fraction(0)) - (other or Fraction(0)))


def _times(one: Fraction | None, other: Fraction | None) -> Fraction:
    if one is None or other is None:
        return Fraction(0)
    return _signed(_rounded(one * other), one < 0 or other < 0)


def _divided(one: Fraction | None, other: Fraction | None) -> Fraction:
    if one is None:
        return Fraction(0)
    if not other:
        return Fraction(INT_MAX)
    return _signed(_rounded(one / other), other < 0)


def _rest(one: Fraction | None, other: Fraction | None) -> Fraction:
    if one is None or not other:
        return Fraction(0)
    return _signed(abs(one) % abs(other) * (-1 if one < 0 else 1), one < 0)


_COMPARED: Mapping[bytes, Callable[[Fraction, Fraction], bool]] = {
    b"=": lambda one, other: one == other,
    b"==": lambda one, other: one == other,
    b"!=": lambda one, other: one != other,
    b">": lambda one, other: one > other,
    b"<": lambda one, other: one < other,
    b">=": lambda one, other: one >= other,
    b"<=": lambda one, other: one <= other,
}

_CALCULATED: Mapping[bytes, Callable[[Fraction | None, Fraction | None], Fraction]] = {
    b"+": _plus,
    b"-": _minus,
    b"*": _times,
    b"/": _divided,
    b"%": _rest,
}


def _compare(mark: bytes, one: Value, other: Value) -> bool:
    """Compare two numbers, or two texts if either value is a text."""
    first, second = _number(one), _number(other)
    if first is not None and second is not None:
        return _COMPARED[mark](first, second)
    if mark in (b"=", b"==", b"!="):
        return (_written(one) == _written(other)) == (mark != b"!=")
    raise Unknown("How Asterisk orders texts depends on where it runs.")


def _number(value: Value) -> Fraction | None:
    """Return a value as a number; None for a text."""
    if not isinstance(value, Digits):
        return value if isinstance(value, Fraction) else None
    if len(value.text) > LARGEST:
        raise Unknown(f"The number {_shown(value.text)} has too many digits.")
    return _rounded(Fraction(value.text.decode()))


def _counted(value: Value) -> Value:
    """Return a value after Asterisk has tested it for zero, which converts digits to a number."""
    number = _number(value)
    return value if number is None else number


def _is_null(value: Value) -> bool:
    return value == b"" or _number(value) == 0


def _decides(value: Value) -> bool:
    if isinstance(value, bytes):
        return value not in (b"", b'""', b"0")
    return _number(value) != 0


def _negated(value: Value) -> Fraction:
    number = _number(value)
    return Fraction(0) if number is None else _signed(-number, number == 0)


def _atoi(value: Value) -> bool:
    """Return whether the number that a text begins with is not zero."""
    if isinstance(value, Fraction):
        return value != 0
    found = re.match(rb"[ \t-\r]*[+-]?0*([0-9]*)", value.text if isinstance(value, Digits) else value)
    if found is not None and len(found[1]) >= len(str(INT_MAX)):
        raise Unknown(f"C does not define how the number {_shown(found[1])} is read.")
    return found is not None and found[1] != b""


def _unquoted(value: Value) -> bytes:
    text = _written(value)
    return text.replace(b'"', b"") if text[:1] == b'"' == text[-1:] else text


def _made(text: bytes) -> Value:
    """Return a text as a value: a number if it consists of digits and dots."""
    if not re.fullmatch(rb"[0-9.]+", text):
        return text
    if re.fullmatch(rb"[0-9]+(\.[0-9]+)?", text):
        return Digits(text)
    raise Unknown(f"How Asterisk reads the number {_shown(text)} is not known.")


def _rounded(number: Fraction) -> Fraction:
    """Round a number to a `long double`."""
    if not number:
        return number
    exponent = abs(number.numerator).bit_length() - number.denominator.bit_length() - BITS
    if abs(exponent) > LARGEST * 4:
        raise Unknown("A number in $[...] is too large or too small.")
    unit = Fraction(2) ** exponent
    if abs(number / unit) >= 2**BITS:
        unit *= 2
    return round(number / unit) * unit


def _signed(number: Fraction, negative: bool) -> Fraction:
    if negative and not number:
        raise Unknown("Asterisk writes a zero with its sign here; add 0 to it.")
    return number


def _written(value: Value) -> bytes:
    """Return the text of a value: a calculated number as `%.18Lg` formats it, any other value as it was written."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, Digits):
        return value.text
    context = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)
    number = context.divide(Decimal(value.numerator), Decimal(value.denominator)).normalize(context)
    exponent = number.adjusted()
    if -5 < exponent < DIGITS:
        return f"{number:f}".encode()
    digits = "".join(map(str, number.as_tuple().digits))
    return f"{'-' * (number < 0)}{digits[0]}{'.' * (len(digits) > 1)}{digits[1:]}e{exponent:+03d}".encode()


def _shown(text: bytes) -> str:
    return text[:40].decode("utf-8", "replace")
