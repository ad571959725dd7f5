"""Reads the forms of replies, such as `200 result={digit} (dtmf) endpos={endpos}`."""

from __future__ import annotations

from typing import Literal

from attrs import evolve, frozen

__all__ = ["KEY_CODES", "Form", "Slot", "parse_form"]


_MOST_DIGITS = 19
"""The most digits of a number of 64 bits."""

KEY_CODES = frozenset(map(str, range(1, 256)))
"""The result of a reply that reports a key: the code of a character."""


@frozen
class Slot:
    """The content of one place of a form: a literal, a field of the result, an argument, or any (negative) number."""

    kind: Literal["literal", "field", "argument", "any", "negative"]
    value: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is a literal number, as Asterisk writes one."""
        digits = self.value.removeprefix("-")
        if self.kind != "literal" or not (digits.isascii() and digits.isdecimal()):
            return False
        return len(digits) <= _MOST_DIGITS and str(int(self.value)) == self.value


@frozen
class Form:
    """A reply line of status 200."""

    text: str
    """The form as the spec has it."""
    result: Slot
    word: Slot | None = None
    """The text in parentheses."""
    pairs: tuple[tuple[str, Slot], ...] = ()
    """The `key=value` pairs that follow."""
    tail: str | None = None
    """Free text that follows instead."""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All places, in their order."""
        word = () if self.word is None else (self.word,)
        return (self.result, *word, *(slot for _, slot in self.pairs))

    def with_number(self, number: str) -> Form:
        """Return the form with a number in place of `*` or `-*`."""

        def fill(slot: Slot) -> Slot:
            return Slot("literal", number) if slot.kind in ("any", "negative") else slot

        word = None if self.word is None else fill(self.word)
        return evolve(
            self, result=fill(self.result), word=word, pairs=tuple((key, fill(slot)) for key, slot in self.pairs)
        )


def parse_form(text: str) -> Form:
    """Parse a form.

    Raises:
        ValueError: the text is not a form.
    """
    head, found, rest = text.partition("result=")
    if head != "200 " or not found:
        raise ValueError(f"found {text!r}, expected it to start with '200 result='")
    result, _, rest = rest.partition(" ")
    word: Slot | None = None
    if rest.startswith("("):
        inner, found, rest = rest[1:].partition(")")
        if not found:
            raise ValueError(f"found no closing parenthesis in {text!r}, expected one")
        word = _parse_slot(inner)
        if rest and not rest.startswith(" "):
            raise ValueError(f"found {rest!r} right after the parenthesis, expected a blank between them")
        rest = rest.removeprefix(" ")
    first_key = rest.partition(" ")[0].partition("=")
    if rest and not first_key[1]:
        return Form(text, _parse_slot(result), word, tail=rest)
    pairs = (part.partition("=") for part in rest.split())
    return Form(text, _parse_slot(result), word, tuple((key, _parse_slot(value)) for key, _, value in pairs))


def _parse_slot(text: str) -> Slot:
    if text == "*":
        return Slot("any")
    if text == "-*":
        return Slot("negative")
    if text.startswith("{") and text.endswith("}"):
        return Slot("field", text[1:-1])
    if text.startswith("<") and text.endswith(">"):
        return Slot("argument", text[1:-1])
    if not text or any(char in text for char in "{}<>*"):
        raise ValueError(f"found {text!r}, expected a literal, {{field}}, <argument>, * or -*")
    return Slot("literal", text)
