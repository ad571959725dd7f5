"""The argument words of a command line, read as Asterisk reads them.

Asterisk reads a number as C does: blanks and a sign may precede it, and anything may follow it. It looks at few words
closely, so that much of what no command here would send is taken all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from agicodec.errors import AgicodecError

__all__ = ["Given", "GivenAfter", "Unreadable", "leading_integer"]

T = TypeVar("T")

_WIDTH = 30
"""How many characters of a word a number may take (`%30d` in res_agi.c)."""


class Unreadable(AgicodecError):
    """Words that are no command of ours: `problem` says why, `refused` whether Asterisk answers them with 520."""

    def __init__(self, problem: str, refused: bool) -> None:
        super().__init__(problem, refused)
        self.problem = problem
        self.refused = refused


class Given:
    """The words that follow those of a command's name.

    Args:
        words: the words.
        least: how many Asterisk wants at least.
        most: how many it takes at most; None when it ignores what is too much.
    """

    __slots__ = ("_words",)

    def __init__(self, words: Sequence[str], least: int = 0, most: int | None = None) -> None:
        if len(words) < least:
            raise Unreadable(f"found {len(words)} arguments, expected at least {least}", refused=True)
        if most is not None and len(words) > most:
            raise Unreadable(f"found {len(words)} arguments, expected at most {most}", refused=True)
        self._words = words

    @property
    def count(self) -> int:
        """How many words there are."""
        return len(self._words)

    def text(self, index: int) -> str:
        """Give a word as it stands; empty when it is missing."""
        return self._words[index] if index < len(self._words) else ""

    def text_or_none(self, index: int) -> str | None:
        """Give a word as it stands; None when it is missing."""
        return self._words[index] if index < len(self._words) else None

    def some_text(self, index: int) -> str | None:
        """Give a word as it stands; None when it is missing or empty, which is the same to Asterisk."""
        return self.text(index) or None

    def integer(self, index: int) -> int:
        """Give the number that a word begins with; without one, Asterisk refuses the line."""
        value = leading_integer(self.text(index))
        if value is None:
            raise Unreadable(f"found {self.text(index)!r}, expected a number", refused=True)
        return value

    def integer_or_none(self, index: int) -> int | None:
        """Give the number that a word begins with; None when the word is missing."""
        return self.integer(index) if index < len(self._words) else None

    def lenient_integer(self, index: int) -> int:
        """Give the number that a word begins with; without one, it is 0 to Asterisk."""
        return leading_integer(self.text(index)) or 0

    def lenient_integer_or_none(self, index: int) -> int | None:
        """Give the number that a word begins with, else 0; None when the word is missing."""
        return self.lenient_integer(index) if index < len(self._words) else None

    def decimal(self, index: int) -> float:
        """Give the number, whole or not, that a word begins with; without one, Asterisk refuses the line."""
        word = self.text(index)[:_WIDTH].lstrip()
        for end in range(len(word), 0, -1):
            try:
                return float(word[:end])
            except ValueError:
                pass
        raise Unreadable(f"found {self.text(index)!r}, expected a number", refused=True)

    def spoken_digits(self, index: int) -> str:
        """Give a word that begins like a number; any other Asterisk refuses."""
        self.integer(index)
        return self.text(index)

    def switch(self, index: int) -> bool:
        """Tell whether a word begins with `on` rather than `off`; Asterisk takes any other, and does nothing."""
        word = self.text(index).lower()
        if not word.startswith(("on", "off")):
            raise Unreadable(f"found {self.text(index)!r}, expected on or off", refused=False)
        return word.startswith("on")

    def choice(self, index: int, values: Mapping[str, T], otherwise: T | None = None) -> T:
        """Give the value whose word this one begins with, without regard to case.

        Args:
            index: which word.
            values: the values by their words.
            otherwise: what any other word counts as; without that, Asterisk refuses the line.
        """
        word = self.text(index).lower()
        for start, value in values.items():
            if word.startswith(start):
                return value
        if otherwise is None:
            expected = ", ".join(values)
            raise Unreadable(f"found {self.text(index)!r}, expected what begins with one of {expected}", refused=True)
        return otherwise

    def choice_or_none(self, index: int, values: Mapping[str, T]) -> T | None:
        """Give the value whose word this one begins with; None when it is missing or empty."""
        return self.choice(index, values) if self.text(index) else None

    def priority(self, index: int) -> int | str:
        """Give the number that a word begins with, else the word, which then is a label."""
        number = leading_integer(self.text(index))
        return self.text(index) if number is None else number

    def after(self, index: int) -> GivenAfter:
        """Give the words from an index on, which say by their form what they are."""
        return GivenAfter(self._words[index:])


class GivenAfter:
    """Words that are taken one after another, each only if it has the form that is asked for."""

    __slots__ = ("_next", "_words")

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._next = 0

    def integer(self) -> int | None:
        """Take a word that begins like a number; None when another or none comes."""
        value = leading_integer(self._word())
        if value is not None:
            self._next += 1
        return value

    def prefixed_integer(self, prefix: str) -> int | None:
        """Take a word with a prefix, and give the number behind that, else 0; None when another or none comes."""
        word = self._word()
        if not word.startswith(prefix):
            return None
        self._next += 1
        return leading_integer(word.removeprefix(prefix)) or 0

    def flag(self, *prefixes: str) -> bool:
        """Take a word, and tell whether there was one; one with these prefixes is left for later."""
        is_there = self._next < len(self._words) and not self._word().startswith(prefixes)
        self._next += is_there
        return is_there

    def _word(self) -> str:
        return self._words[self._next] if self._next < len(self._words) else ""


def leading_integer(word: str) -> int | None:
    """Read the number that a word begins with, as C does; None when it begins with none."""
    word = word[:_WIDTH].lstrip(" \t\n\v\f\r")
    sign = word[:1] if word[:1] in ("+", "-") else ""
    digits = word[len(sign) :]
    end = next((index for index, char in enumerate(digits) if char not in "0123456789"), len(digits))
    return int(sign + digits[:end]) if end else None
