"""What stands after the text of a reply: fields, and what a speech engine recognized."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agicodec.value import Value, read_only
from agicodec.wire import to_integer

__all__ = ["SpeechMatch", "read_fields", "read_matches", "speech_fields"]


@read_only(eq=False, repr=False)
class SpeechMatch(Value):
    """One of the texts that a speech engine recognized."""

    score: int
    """How sure the engine is, mostly 0 to 1000."""
    text: str
    """What was said."""
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
    found: list[SpeechMatch] = []
    scan = _Scanner(tail)
    if scan.until(" results=") is None or scan.until(" ") is None:
        return ()
    scan.skip("score0=")
    while (
        (score := scan.until(f' text{len(found)}="')) is not None
        and (text := scan.until(f'" grammar{len(found)}=')) is not None
        and (value := to_integer(score)) is not None
    ):
        grammar = scan.until(f" score{len(found) + 1}=")
        found.append(SpeechMatch(value, text, scan.rest() if grammar is None else grammar))
    return tuple(found)


def speech_fields(matches: Sequence[SpeechMatch]) -> str:
    """Write matches as they stand after `results=`: how many there are, then each."""
    parts = (
        f'score{number}={match.score} text{number}="{match.text}" grammar{number}={match.grammar}'
        for number, match in enumerate(matches)
    )
    return " ".join([str(len(matches)), *parts])


class _Scanner:
    """Takes a text apart from its beginning to its end, in time linear in it."""

    __slots__ = ("_position", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0

    def until(self, mark: str) -> str | None:
        """Take what stands before a mark, and the mark; None when there is none."""
        end = self._text.find(mark, self._position)
        if end < 0:
            return None
        taken = self._text[self._position : end]
        self._position = end + len(mark)
        return taken

    def skip(self, mark: str) -> bool:
        """Take a mark, and tell whether it is there."""
        is_there = self._text.startswith(mark, self._position)
        self._position += len(mark) * is_there
        return is_there

    def rest(self) -> str:
        """Take all that is left."""
        taken = self._text[self._position :]
        self._position = len(self._text)
        return taken
