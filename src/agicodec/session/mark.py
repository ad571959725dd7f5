"""The word that Asterisk is made to say where a session must know for sure what belongs to what."""

from __future__ import annotations

import os

from agicodec.errors import InvalidArgument
from agicodec.model.raw import Raw
from agicodec.values import plain
from agicodec.wire.command_line import to_wire
from agicodec.wire.protocol import MAX_LINE
from agicodec.wire.reply import RawReply

__all__ = ["Mark"]

_COMMAND = "GET FULL VARIABLE"
"""The command that answers with its argument, when that is a word without variables in it."""

_MAX_MARK = MAX_LINE - len(f"{_COMMAND} \n")


class Mark:
    """A word, and how Asterisk is made to say it.

    Args:
        word: letters, digits and hyphens, as many as a line takes; at random unless given, so that no value can hold
            it.

    Raises:
        InvalidArgument: Asterisk would not read the word, or not say it unchanged.
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
        """Write the line that has Asterisk say the word."""
        return Raw(_COMMAND, self.word).encode()

    @property
    def reply(self) -> bytes:
        """The line that Asterisk says, without its line feed."""
        return RawReply(200, "1", self.word).encode().removesuffix(b"\n")
