# Generated from spec/applications/channel.toml by `make generate`: change the spec, not this file.

"""Whether the caller's side took a transfer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only
from agicodec.wire.command_line import to_integer

__all__ = ["Transferred"]

_Outcome = Literal["transferred", "failed", "unsupported"]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {"SUCCESS": "transferred", "FAILURE": "failed", "UNSUPPORTED": "unsupported"}
"""The outcomes by the values of TRANSFERSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {"transferred": "SUCCESS", "failed": "FAILURE", "unsupported": "UNSUPPORTED"}
"""The words for the outcomes that have one."""


def _word_of(ended: Transferred) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class Transferred(ApplicationEnding):
    """Whether the caller's side took a transfer.

    Outcomes:
        `transferred`: The caller's side calls the destination.
        `failed`: The caller's side refused, or the technology is another one. Asterisk set another status, or
            none.
        `unsupported`: The technology of the channel has no transfers.

    It is `ok`, and so true, when the outcome is `transferred`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of TRANSFERSTATUS; empty if it was not set."""
    protocol_status: int | None = None
    """What the caller's side replied, such as 603 of SIP; 0 for success. TRANSFERSTATUSPROTOCOL, since Asterisk
    16.17.
    """

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "transferred"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> Transferred:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(outcome, values[0], to_integer(values[1]))

    def sets(self) -> Mapping[str, str]:
        return {
            "TRANSFERSTATUS": self.status,
            "TRANSFERSTATUSPROTOCOL": "" if self.protocol_status is None else str(self.protocol_status),
        }
