"""The tail of a reply, after its result and its text: its `key=value` fields, and what a speech engine recognized."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agicodec.values import Value, plain, read_only
from agicodec.wire.command_line import to_integer

__all__ = [
    "SpeechMatch",
    "read_fields",
    "read_list",
    "read_matches",
    "read_text",
    "read_values",
    "speech_fields",
    "write_text",
]


@read_only(eq=False, repr=False)
class SpeechMatch(Value):
    """One of the texts that a speech engine recognized."""

    score: int
    """The confidence of the engine, usually 0 to 1000."""
    text: str
    """The recognized text."""
    grammar: str
    """The grammar that matched."""


def read_fields(tail: str) -> Mapping[str, str]:
    """Read the `key=value` of a tail; see `RawReply.fields`."""
    found: dict[str, str] = {}
    scan = _Scanner(tail)
    while (key := scan.until("=")) is not None and " " not in key:
        if scan.skip('"'):
            value = scan.until('" ')
            found[key] = scan.rest().removesuffix('"') if value is None else value
        else:
            value = scan.until(" ")
            found[key] = scan.rest() if value is None else value
    return found


def read_matches(tail: str) -> tuple[SpeechMatch, ...]:
    """Read the matches of a tail; see `RawReply.matches`."""
    return read_list(tail.partition(" results=")[2]) or ()


def read_list(text: str) -> tuple[SpeechMatch, ...] | None:
    """Read the text after `results=`: the number of matches, then each match; None for any other text.

    Asterisk cuts a long list, so there may be fewer matches. A carriage return at the end does not belong to a grammar,
    but to a line that ends in CR LF.
    """
    if text[-1:] == "\r":
        return None
    number, _, matches = text.partition(" ")
    count = to_integer(number)
    if count is None or count < 0:
        return None
    found: list[SpeechMatch] = []
    scan = _Scanner(matches)
    begun = scan.skip("score0=")
    while (
        len(found) < count
        and (score := scan.until(f' text{len(found)}="')) is not None
        and (said := scan.until(f'" grammar{len(found)}=')) is not None
        and (value := to_integer(score)) is not None
    ):
        grammar = None if len(found) + 1 == count else scan.until(f" score{len(found) + 1}=")
        found.append(SpeechMatch(value, said, scan.rest() if grammar is None else grammar))
    return tuple(found) if begun == (count > 0) and (begun or not matches) else None


def read_values(tail: str, *keys: str) -> tuple[str, ...] | None:
    """Read the values of a tail that consists of these keys in this order; None for any other.

    A value may contain blanks; `read_text` refuses those that should not.
    """
    first, *others = keys
    scan = _Scanner(tail)
    if not scan.skip(f"{first}="):
        return None
    values: list[str] = []
    for key in others:
        value = scan.until(f" {key}=")
        if value is None:
            return None
        values.append(value)
    return (*values, scan.rest())


def read_text(value: str) -> str | None:
    """Read a value that is one word, or in quotation marks; None for any other."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1]
    return None if " " in value else value


def write_text(value: str) -> str:
    """Write a value so that `read_text` reads it: in quotation marks if it contains a blank or begins with a mark."""
    text = plain(value)
    return f'"{text}"' if " " in text or text[:1] == '"' else text


def speech_fields(matches: Sequence[SpeechMatch]) -> str:
    """Write matches as after `results=`: their number, then each match."""
    parts = (
        f'score{number}={plain(match.score)} text{number}="{plain(match.text)}" grammar{number}={plain(match.grammar)}'
        for number, match in enumerate(matches)
    )
    return " ".join([str(len(matches)), *parts])


class _Scanner:
    """Reads a text from its beginning to its end, in linear time."""

    __slots__ = ("_position", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0

    def until(self, mark: str) -> str | None:
        """Return the text before a mark, and go past the mark; None if there is no mark."""
        end = self._text.find(mark, self._position)
        if end < 0:
            return None
        taken = self._text[self._position : end]
        self._position = end + len(mark)
        return taken

    def skip(self, mark: str) -> bool:
        """Go past a mark if the rest begins with it, and return whether it does."""
        is_there = self._text.startswith(mark, self._position)
        self._position += len(mark) * is_there
        return is_there

    def rest(self) -> str:
        """Return the rest."""
        taken = self._text[self._position :]
        self._position = len(self._text)
        return taken
