"""The argument words of a command line, read as Asterisk reads them.

Asterisk reads a number as C does: blanks and a sign may precede it, and anything may follow it. It checks few words
strictly, so it accepts much that the commands of this package would never send.
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
"""How many characters of a word are read as a number (`%30d` in res_agi.c), not counting the blanks before it."""

_SEARCHED = 3
"""How many words RECORD FILE searches for the length of the silence."""


class Unreadable(AgicodecError):
    """Words that no command class can express: `problem` says why, `refused` whether Asterisk answers them with 520."""

    def __init__(self, problem: str, refused: bool) -> None:
        super().__init__(problem, refused)
        self.problem = problem
        self.refused = refused


class WordsRead(list[str]):
    """The words after a command's name, for `Command.from_words`, with notes on those read as something else.

    The `Given` that is made of them adds the notes.
    """

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(words)
        self.misread: list[str] = []
        """A note on each word that Asterisk reads as something else, such as `'world' is not a number: read as 0`."""


class Given:
    """Reads the words after a command's name, each as the type of its argument.

    Args:
        words: the words.
        least: how many words Asterisk requires.
        most: how many words Asterisk accepts; None if it ignores further words.

    Raises:
        Unreadable: there are fewer or more words.
    """

    __slots__ = ("_misread", "_words")

    def __init__(self, words: Sequence[str], least: int = 0, most: int | None = None) -> None:
        if len(words) < least:
            raise Unreadable(f"found {_arguments(words)}, expected at least {least}", refused=True)
        if most is not None and len(words) > most:
            hint = "; quote an argument that contains blanks" if most else ""
            raise Unreadable(f"found {_arguments(words)}, expected at most {most}{hint}", refused=True)
        self._words = words
        self._misread = words.misread if isinstance(words, WordsRead) else []

    @property
    def count(self) -> int:
        """The number of words."""
        return len(self._words)

    def text(self, index: int) -> str:
        """Return a word unchanged, or `""` if it is missing."""
        return self._words[index] if index < len(self._words) else ""

    def text_or_none(self, index: int) -> str | None:
        """Return a word unchanged, or None if it is missing."""
        return self._words[index] if index < len(self._words) else None

    def rest(self, index: int) -> str | None:
        """Return all words from an index on, joined by single blanks, or None if there are none."""
        return " ".join(self._words[index:]) if index < len(self._words) else None

    def unchecked_text(self, index: int) -> str:
        """Return a word unchanged.

        Raises:
            Unreadable: the word is missing. Asterisk does not refuse such a line, but does nothing.
        """
        if index >= len(self._words):
            raise Unreadable(f"found {_arguments(self._words)}, expected at least {index + 1}", refused=False)
        return self.text(index)

    def integer(self, index: int) -> int:
        """Return the integer that a word begins with.

        Raises:
            Unreadable: the word does not begin with one, so Asterisk refuses the line.
        """
        value, rest = _take_integer(self.text(index))
        if value is None:
            raise Unreadable(f"found {self.text(index)!r}, expected a number", refused=True)
        if rest:
            self._misread.append(_continues(self.text(index), value))
        return value

    def integer_or_none(self, index: int) -> int | None:
        """Return the integer that a word begins with, as `integer` does, or None if the word is missing."""
        return self.integer(index) if index < len(self._words) else None

    def lenient_integer(self, index: int) -> int:
        """Return the integer that a word begins with, or 0 if there is none, as Asterisk does."""
        value, rest = _take_integer(self.text(index))
        if value is None and index < len(self._words):
            self._misread.append(_no_number(self.text(index)))
        elif value is not None and rest:
            self._misread.append(_continues(self.text(index), value))
        return value or 0

    def lenient_integer_or_none(self, index: int) -> int | None:
        """Return the integer that a word begins with, or 0 if there is none; None if the word is missing."""
        return self.lenient_integer(index) if index < len(self._words) else None

    def decimal(self, index: int) -> float:
        """Return the decimal number that a word begins with.

        Raises:
            Unreadable: the word does not begin with one, so Asterisk refuses the line.
        """
        value, rest = _take_decimal(self.text(index))
        if value is None:
            raise Unreadable(f"found {self.text(index)!r}, expected a number", refused=True)
        if rest:
            self._misread.append(_continues(self.text(index), f"{value:g}"))
        return value

    def spoken_digits(self, index: int) -> str:
        """Return a word that begins with an integer.

        Raises:
            Unreadable: the word does not, so Asterisk refuses the line.
        """
        if leading_integer(self.text(index)) is None:
            raise Unreadable(f"found {self.text(index)!r}, expected a number", refused=True)
        return self.text(index)

    def switch(self, index: int) -> bool:
        """Return True if a word begins with `on`, and False if it begins with `off`.

        Raises:
            Unreadable: the word begins with neither. Asterisk accepts such a line, but does nothing.
        """
        word = lower(self.text(index))
        if not word.startswith(("on", "off")):
            self._misread.append(f"{shown(self.text(index))} is neither on nor off: Asterisk does nothing")
            raise Unreadable(f"found {self.text(index)!r}, expected on or off", refused=False)
        on = word.startswith("on")
        if word not in ("on", "off"):
            self._misread.append(f"{shown(self.text(index))} is read as {'on' if on else 'off'}")
        return on

    def choice(self, index: int, values: Mapping[str, T], otherwise: T | None = None) -> T:
        """Return the value whose name a word begins with, ignoring case.

        Args:
            index: the index of the word.
            values: the values by their names on the wire.
            otherwise: the value of any other word; None if Asterisk refuses the line.

        Raises:
            Unreadable: the word begins with none of the names, and `otherwise` is None.
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
        """Return the value whose name a word begins with, as `choice` does, or None if the word is missing or empty."""
        return self.choice(index, values) if self.text(index) else None

    def priority(self, index: int, *, nonempty: bool = False) -> int | str:
        """Return a priority: an integer if the word is one or begins with one above 0, else the word as a label.

        Args:
            index: the index of the word.
            nonempty: whether Asterisk refuses an empty word.

        Raises:
            Unreadable: the word is empty, and `nonempty` is true.
        """
        word = self.text(index)
        if nonempty and not word:
            raise Unreadable("found '', expected a number or a label", refused=True)
        number, rest = _take_integer(word)
        if number is None or (number < 1 and word != str(number)):
            return word
        if rest:
            self._misread.append(_continues(word, number))
        return number

    def after(self, index: int) -> GivenAfter:
        """Return a reader of the words from an index on, whose form shows which argument each is."""
        return GivenAfter(self._words[index:], self._misread)


class GivenAfter:
    """Reads words whose form shows which argument each is, as the last words of RECORD FILE.

    A number counts only in the first word. The first word is a flag if it is not a number and does not begin with the
    prefix, whatever else it contains; so is the second if it does not begin with the prefix. Asterisk looks for the
    prefix in the first of the first three words that contains the letter of the prefix, at any place in that word, and
    in no later word.
    """

    __slots__ = ("_misread", "_words")

    def __init__(self, words: Sequence[str], misread: list[str]) -> None:
        self._words = words
        self._misread = misread

    def integer(self) -> int | None:
        """Return the integer that the first word begins with, or None if there is none."""
        value, rest = _take_integer(self._words[0]) if self._words else (None, "")
        if value is not None and rest:
            self._misread.append(_continues(self._words[0], value))
        return value

    def prefixed_integer(self, prefix: str) -> int | None:
        """Return the integer after a prefix, or 0 if none follows the prefix; None if no word has the prefix."""
        for word in self._words[:_SEARCHED]:
            _, letter, rest = word.partition(prefix[:1])
            if letter:
                found = f"{letter}{rest}"
                return self._behind(prefix, word, found) if found.startswith(prefix) else None
        return None

    def ignored(self, prefix: str) -> list[str]:
        """Return the words that are neither the number, nor a flag, nor the one with the prefix."""
        searched = self._words[:_SEARCHED]
        source = next((index for index, word in enumerate(searched) if prefix[:1] in word), None)
        return [
            word
            for index, word in enumerate(self._words)
            if index not in (0, source) and (index > 1 or word.startswith(prefix))
        ]

    def flag(self, flag: str, *prefixes: str) -> bool:
        """Return whether a flag is set: whether a word is neither the number nor begins with a prefix.

        Args:
            flag: the usual word for the flag; any other word has the same effect, and is noted.
            prefixes: the prefixes of the other words.
        """
        is_number_first = bool(self._words) and leading_integer(self._words[0]) is not None
        found = [word for word in self._words[is_number_first:2] if not word.startswith(prefixes)]
        self._misread += [f"{shown(word)} is read as {flag}" for word in found if word.lower() != flag.lower()]
        return bool(found)

    def _behind(self, prefix: str, word: str, found: str) -> int:
        """Return the integer after the prefix of the text that was found in a word, or 0 if there is none."""
        value, rest = _take_integer(found.removeprefix(prefix))
        if value is None:
            self._misread.append(f"{shown(word)} has no number after {prefix}: read as {prefix}0")
        elif rest:
            self._misread.append(_continues(word, f"{prefix}{value}"))
        return value or 0


def leading_integer(word: str) -> int | None:
    """Return the integer that a word begins with, as C reads it, or None if there is none."""
    return _take_integer(word)[0]


def _take_integer(word: str) -> tuple[int | None, str]:
    """Return the integer that a word begins with, as C reads it, and the text after it without blanks at its end."""
    word = word.strip(C_BLANKS)
    start = word[:_WIDTH]
    sign = start[:1] if start[:1] in ("+", "-") else ""
    digits = start[len(sign) :]
    end = next((index for index, char in enumerate(digits) if char not in "0123456789"), len(digits))
    if not end:
        return None, word
    return int(sign + digits[:end]), word[len(sign) + end :]


def _take_decimal(word: str) -> tuple[float | None, str]:
    """Return the decimal number that a word begins with, and the text after it; see `_take_integer`."""
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
    return f"{shown(word)} is not a number: read as 0"


def _continues(word: str, read: object) -> str:
    return f"{shown(word)} continues after its number: read as {read}"
