"""The argument words of a command line, read as Asterisk reads them.

Asterisk reads a number as C does: blanks and a sign may precede it, and anything may follow it. It looks at few words
closely, so that much of what no command here would send is taken all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from agicodec.arguments import C_BLANKS
from agicodec.errors import AgicodecError

__all__ = ["Given", "GivenAfter", "Unreadable", "leading_integer"]

T = TypeVar("T")

_WIDTH = 30
"""How many characters of a word a number may take (`%30d` in res_agi.c), without the blanks before it."""

_SEARCHED = 3
"""In how many words RECORD FILE looks for the silence."""


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

    def rest(self, index: int) -> str | None:
        """Give all words from an index on, joined by single blanks; None when there is none."""
        return " ".join(self._words[index:]) if index < len(self._words) else None

    def unchecked_text(self, index: int) -> str:
        """Give a word as it stands; without one Asterisk does nothing, though it does not refuse the line."""
        if index >= len(self._words):
            raise Unreadable(f"found {len(self._words)} arguments, expected at least {index + 1}", refused=False)
        return self.text(index)

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
        value = _leading_decimal(self.text(index))
        if value is not None:
            return value
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
        """Give the number from 1 on that a word begins with, or that it is; else the word, which may be a label."""
        word = self.text(index)
        number = leading_integer(word)
        return word if number is None or (number < 1 and word != str(number)) else number

    def after(self, index: int) -> GivenAfter:
        """Give the words from an index on, which say by their form what they are."""
        return GivenAfter(self._words[index:])


class GivenAfter:
    """Words that say by their form what they are, as the last ones of RECORD FILE do.

    The number is in the first word. The first word, if it is neither that nor one with the prefix, and the second, if
    it has not the prefix, is a flag whatever it says. The first of three words that has the prefix's letter in it hides
    the others from the search for the prefix, which may stand anywhere in it.
    """

    __slots__ = ("_words",)

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    def integer(self) -> int | None:
        """Give the number that the first word begins with; None without one."""
        return leading_integer(self._words[0]) if self._words else None

    def prefixed_integer(self, prefix: str) -> int | None:
        """Give the number behind a prefix, else 0; None when there is no prefix."""
        for word in self._words[:_SEARCHED]:
            _, letter, rest = word.partition(prefix[:1])
            if letter:
                found = f"{letter}{rest}"
                return leading_integer(found.removeprefix(prefix)) or 0 if found.startswith(prefix) else None
        return None

    def ignored(self, prefix: str) -> list[str]:
        """Give the words that are none of those."""
        searched = self._words[:_SEARCHED]
        source = next((index for index, word in enumerate(searched) if prefix[:1] in word), None)
        return [
            word
            for index, word in enumerate(self._words)
            if index not in (0, source) and (index > 1 or word.startswith(prefix))
        ]

    def flag(self, *prefixes: str) -> bool:
        """Tell whether a word is a flag: neither the number nor one with these prefixes."""
        places = self._words[self.integer() is not None : 2]
        return any(not word.startswith(prefixes) for word in places)


def leading_integer(word: str) -> int | None:
    """Read the number that a word begins with, as C does; None when it begins with none."""
    word = word.lstrip(C_BLANKS)[:_WIDTH]
    sign = word[:1] if word[:1] in ("+", "-") else ""
    digits = word[len(sign) :]
    end = next((index for index, char in enumerate(digits) if char not in "0123456789"), len(digits))
    return int(sign + digits[:end]) if end else None


def _leading_decimal(word: str) -> float | None:
    """Read the number, whole or not, that a word begins with, as C does; None when it begins with none."""
    word = word.lstrip(C_BLANKS)[:_WIDTH]
    for end in range(len(word), 0, -1):
        start = word[:end]
        if start.isascii() and "_" not in start:
            try:
                return float.fromhex(start) if "x" in start.lower() else float(start)
            except (ValueError, OverflowError):
                pass
    return None
