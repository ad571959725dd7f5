# Generated from spec/applications/voicemail.toml by `make generate`: change the spec, not this file.

"""Whether the caller left a message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only

__all__ = ["MessageLeft"]

_Outcome = Literal["left", "user exit", "failed"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"SUCCESS": "left", "USEREXIT": "user exit", "FAILED": "failed"}
"""The outcomes by the values of VMSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {"left": "SUCCESS", "user exit": "USEREXIT", "failed": "FAILED"}
"""The words for the outcomes that have one."""


def _word_of(ended: MessageLeft) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class MessageLeft(ApplicationEnding):
    """Whether the caller left a message.

    Outcomes:
        `left`: There is a message, or the mailbox takes none and its greeting was played.
        `user exit`: The caller left by a key.
        `failed`: The mailbox does not exist or is full, the message was too short, or the channel hung up before
            it. Asterisk set another status, or none.

    It is `ok`, and so true, when the outcome is `left`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of VMSTATUS; empty if it was not set."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "left"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> MessageLeft:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0])

    def sets(self) -> Mapping[str, str]:
        return {"VMSTATUS": self.status}
