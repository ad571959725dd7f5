"""The mark: a word that a session makes Asterisk send, to know with certainty where earlier replies end."""

from __future__ import annotations

import os

from agicodec.errors import InvalidArgument
from agicodec.values import plain
from agicodec.wire.command_line import encode_line, to_wire
from agicodec.wire.limits import SAFEST_LIMITS
from agicodec.wire.protocol import MAX_LINE
from agicodec.wire.reply import RawReply

__all__ = ["Mark"]

_COMMAND = "GET FULL VARIABLE"
"""The command whose reply is its argument, if that is a word without variables."""

_MAX_MARK = MAX_LINE - len(f"{_COMMAND} \n")


class Mark:
    """A word, and the command line whose reply contains it.

    Args:
        word: letters, digits and hyphens, as many as fit on a line; by default a random word, so that no value can
            contain it.

    Raises:
        InvalidArgument: Asterisk would not read the word, or would not return it unchanged.
    """

    __slots__ = ("_word",)

    def __init__(self, word: object = None) -> None:
        self._word: str | None = None
        if word is None:
            return
        if not isinstance(word, str) or not word.replace("-", "x").isalnum():
            raise InvalidArgument("Session", "mark", word, "expected letters, digits and hyphens")
        if len(to_wire(word)) > _MAX_MARK:
            raise InvalidArgument("Session", "mark", word, f"expected at most {_MAX_MARK} bytes")
        self._word = plain(word)

    @property
    def word(self) -> str:
        """The word, made when it is first needed."""
        if self._word is None:
            self._word = f"agicodec-{os.urandom(8).hex()}"
        return self._word

    def ask(self) -> bytes:
        """Return the line that makes Asterisk send the word."""
        return encode_line([self.word], SAFEST_LIMITS, _COMMAND)

    @property
    def reply(self) -> bytes:
        """The reply that contains the word, without its line feed."""
        return RawReply(200, "1", self.word).encode().removesuffix(b"\n")
