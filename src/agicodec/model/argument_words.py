"""The argument words of a command line, read as Asterisk reads them.

Asterisk reads a number as C does: blanks and a sign may precede it, and anything may follow it. It looks at few words
closely, so that much of what no command here would send is taken all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from agicodec.errors import AgicodecError, shown
from agicodec.model.arguments import C_BLANKS
from agicodec.wire.command_line import lower

__all__ = ["Given", "GivenAfter", "Unreadable", "WordsRead", "leading_integer"]

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


class WordsRead(list[str]):
    """The words that follow those of a command's name, with a note of each that is read as something else.

    `Command.from_words` takes them; a `Given` of them adds the notes.
    """

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(words)
        self.misread: list[str] = []
        """What is read as something else than it says: `'world' is no number: read as 0`."""


class Given:
    """The words that follow those of a command's name.

    Args:
        words: the words.
        least: how many Asterisk wants at least.
        most: how many it takes at most; None when it ignores what is too much.
    """

    __slots__ = ("_misread", "_words")

    def __init__(self, words: Sequence[str], least: int = 0, most: int | None = None) -> None:
        if len(words) < least:
            raise Unreadable(f"found {_arguments(words)}, expected at least {least}", refused=True)
        if most is not None and len(words) > most:
            hint = "; quote what belongs together" if most else ""
            raise Unreadable(f"found {_arguments(words)}, expected at most {most}{hint}", refused=True)
        self._words = words
        self._misread = words.misread if isinstance(words, WordsRead) else []

    @property
    def count(self) -> int:
        """How many words there are."""
        return len(self._words)

    def text(self, index: int) -> str:
        """Return a word as it stands; empty when it is missing."""
        return self._words[index] if index < len(self._words) else ""

    def text_or_none(self, index: int) -> str | None:
        """Return a word as it stands; None when it is missing."""
        return self._words[index] if index < len(self._words) else None

    def rest(self, index: int) -> str | None:
        """Return all words from an index on, joined by single blanks; None when there is none."""
        return " ".join(self._words[index:]) if index < len(self._words) else None

    def unchecked_text(self, index: int) -> str:
        """Return a word as it stands; without one Asterisk does nothing, though it does not refuse the line."""
        if index >= len(self._words):
            raise Unreadable(f"found {_arguments(self._words)}, expected at least {index + 1}", refused=False)
        return self.text(index)

    def integer(self, index: int) -> int:
        """Return the number that a word begins with; without one, Asterisk refuses the line."""
        value, rest = _take_integer(self.text(index))
        if value is None:
            raise Unreadable(f"found {self.text(index)!r}, expected a number", refused=True)
        if rest:
            self._misread.append(_goes_on(self.text(index), value))
        return value

    def integer_or_none(self, index: int) -> int | None:
        """Return the number that a word begins with; None when the word is missing."""
        return self.integer(index) if index < len(self._words) else None

    def lenient_integer(self, index: int) -> int:
        """Return the number that a word begins with; without one, it is 0 to Asterisk."""
        value, rest = _take_integer(self.text(index))
        if value is None and index < len(self._words):
            self._misread.append(_no_number(self.text(index)))
        elif value is not None and rest:
            self._misread.append(_goes_on(self.text(index), value))
        return value or 0

    def lenient_integer_or_none(self, index: int) -> int | None:
        """Return the number that a word begins with, else 0; None when the word is missing."""
        return self.lenient_integer(index) if index < len(self._words) else None

    def decimal(self, index: int) -> float:
        """Return the number, whole or not, that a word begins with; without one, Asterisk refuses the line."""
        value, rest = _take_decimal(self.text(index))
        if value is None:
            raise Unreadable(f"found {self.text(index)!r}, expected a number", refused=True)
        if rest:
            self._misread.append(_goes_on(self.text(index), f"{value:g}"))
        return value

    def spoken_digits(self, index: int) -> str:
        """Return a word that begins like a number; any other Asterisk refuses."""
        if leading_integer(self.text(index)) is None:
            raise Unreadable(f"found {self.text(index)!r}, expected a number", refused=True)
        return self.text(index)

    def switch(self, index: int) -> bool:
        """Return whether a word begins with `on` rather than `off`; Asterisk takes any other, and does nothing."""
        word = lower(self.text(index))
        if not word.startswith(("on", "off")):
            self._misread.append(f"{shown(self.text(index))} is neither on nor off: Asterisk does nothing")
            raise Unreadable(f"found {self.text(index)!r}, expected on or off", refused=False)
        on = word.startswith("on")
        if word not in ("on", "off"):
            self._misread.append(f"{shown(self.text(index))} is read as {'on' if on else 'off'}")
        return on

    def choice(self, index: int, values: Mapping[str, T], otherwise: T | None = None) -> T:
        """Return the value whose word this one begins with, without regard to case.

        Args:
            index: which word.
            values: the values by their words.
            otherwise: what any other word counts as; without that, Asterisk refuses the line.
        """
        word = lower(self.text(index))
        for start, value in values.items():
            if word.startswith(start):
                if word != start and not str(value).startswith(word):
                    self._misread.append(f"{shown(self.text(index))} is read as {value}")
                return value
        expected = ", ".join(values)
        if otherwise is None:
            raise Unreadable(f"found {self.text(index)!r}, expected what begins with one of {expected}", refused=True)
        if word != str(otherwise):
            self._misread.append(f"{shown(self.text(index))} begins with none of {expected}: read as {otherwise}")
        return otherwise

    def choice_or_none(self, index: int, values: Mapping[str, T]) -> T | None:
        """Return the value whose word this one begins with; None when it is missing or empty."""
        return self.choice(index, values) if self.text(index) else None

    def priority(self, index: int, *, nonempty: bool = False) -> int | str:
        """Return the number from 1 on that a word begins with, or that it is; else the word, which may be a label.

        Args:
            index: which word.
            nonempty: whether Asterisk refuses an empty word, which no label is.
        """
        word = self.text(index)
        if nonempty and not word:
            raise Unreadable("found '', expected a number or a label", refused=True)
        number, rest = _take_integer(word)
        if number is None or (number < 1 and word != str(number)):
            return word
        if rest:
            self._misread.append(_goes_on(word, number))
        return number

    def after(self, index: int) -> GivenAfter:
        """Return the words from an index on, which say by their form what they are."""
        return GivenAfter(self._words[index:], self._misread)


class GivenAfter:
    """Words that say by their form what they are, as the last ones of RECORD FILE do.

    The number is in the first word. The first word, if it is neither that nor one with the prefix, and the second, if
    it has not the prefix, is a flag whatever it says. The first of three words that has the prefix's letter in it hides
    the others from the search for the prefix, which may stand anywhere in it.
    """

    __slots__ = ("_misread", "_words")

    def __init__(self, words: Sequence[str], misread: list[str]) -> None:
        self._words = words
        self._misread = misread

    def integer(self) -> int | None:
        """Return the number that the first word begins with; None without one."""
        value, rest = _take_integer(self._words[0]) if self._words else (None, "")
        if value is not None and rest:
            self._misread.append(_goes_on(self._words[0], value))
        return value

    def prefixed_integer(self, prefix: str) -> int | None:
        """Return the number behind a prefix, else 0; None when there is no prefix."""
        for word in self._words[:_SEARCHED]:
            _, letter, rest = word.partition(prefix[:1])
            if letter:
                found = f"{letter}{rest}"
                return self._behind(prefix, word, found) if found.startswith(prefix) else None
        return None

    def ignored(self, prefix: str) -> list[str]:
        """Return the words that are none of those."""
        searched = self._words[:_SEARCHED]
        source = next((index for index, word in enumerate(searched) if prefix[:1] in word), None)
        return [
            word
            for index, word in enumerate(self._words)
            if index not in (0, source) and (index > 1 or word.startswith(prefix))
        ]

    def flag(self, flag: str, *prefixes: str) -> bool:
        """Return whether a word is a flag: neither the number nor one with these prefixes.

        Args:
            flag: the word that is meant, though any does.
            prefixes: those of the other words.
        """
        is_number_first = bool(self._words) and leading_integer(self._words[0]) is not None
        found = [word for word in self._words[is_number_first:2] if not word.startswith(prefixes)]
        self._misread += [f"{shown(word)} is read as {flag}" for word in found if word.lower() != flag.lower()]
        return bool(found)

    def _behind(self, prefix: str, word: str, found: str) -> int:
        """Return the number behind the prefix of what was found in a word, else 0."""
        value, rest = _take_integer(found.removeprefix(prefix))
        if value is None:
            self._misread.append(f"{shown(word)} has no number behind {prefix}: read as {prefix}0")
        elif rest:
            self._misread.append(_goes_on(word, f"{prefix}{value}"))
        return value or 0


def leading_integer(word: str) -> int | None:
    """Read the number that a word begins with, as C does; None when it begins with none."""
    return _take_integer(word)[0]


def _take_integer(word: str) -> tuple[int | None, str]:
    """Read the number that a word begins with, as C does, and return what stands behind it besides blanks."""
    word = word.strip(C_BLANKS)
    start = word[:_WIDTH]
    sign = start[:1] if start[:1] in ("+", "-") else ""
    digits = start[len(sign) :]
    end = next((index for index, char in enumerate(digits) if char not in "0123456789"), len(digits))
    if not end:
        return None, word
    return int(sign + digits[:end]), word[len(sign) + end :]


def _take_decimal(word: str) -> tuple[float | None, str]:
    """Read the number, whole or not, that a word begins with, and return what stands behind it; see `_take_integer`."""
    word = word.strip(C_BLANKS)
    for end in range(min(len(word), _WIDTH), 0, -1):
        start = word[:end]
        if start.isascii() and "_" not in start:
            try:
                return float.fromhex(start) if "x" in start.lower() else float(start), word[end:]
            except (ValueError, OverflowError):
                pass
    return None, word


def _arguments(words: Sequence[str]) -> str:
    return "1 argument" if len(words) == 1 else f"{len(words)} arguments"


def _no_number(word: str) -> str:
    return f"{shown(word)} is no number: read as 0"


def _goes_on(word: str, read: object) -> str:
    return f"{shown(word)} goes on behind its number: read as {read}"
