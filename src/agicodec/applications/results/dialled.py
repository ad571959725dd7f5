# Generated from spec/applications/calls.toml by `make generate`: change the spec, not this file.

"""How a call that Dial placed ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding
from agicodec.results import ApplicationResult
from agicodec.values import read_only
from agicodec.wire.command_line import to_integer

__all__ = ["Dialled"]

_Outcome = Literal[
    "answered",
    "busy",
    "no answer",
    "cancelled",
    "congestion",
    "unavailable",
    "rejected",
    "rejected for torture",
    "invalid arguments",
    "failed",
]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {
    "ANSWER": "answered",
    "BUSY": "busy",
    "NOANSWER": "no answer",
    "CANCEL": "cancelled",
    "CONGESTION": "congestion",
    "CHANUNAVAIL": "unavailable",
    "DONTCALL": "rejected",
    "TORTURE": "rejected for torture",
    "INVALIDARGS": "invalid arguments",
}
"""The outcomes by the values of DIALSTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {
    "answered": "ANSWER",
    "busy": "BUSY",
    "no answer": "NOANSWER",
    "cancelled": "CANCEL",
    "congestion": "CONGESTION",
    "unavailable": "CHANUNAVAIL",
    "rejected": "DONTCALL",
    "rejected for torture": "TORTURE",
    "invalid arguments": "INVALIDARGS",
}
"""The words for the outcomes that have one."""


def _word_of(ended: Dialled) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class Dialled(ApplicationEnding):
    """How a call that Dial placed ended.

    Outcomes:
        `answered`: A destination answered; the call is over.
        `busy`: All destinations were busy.
        `no answer`: Nobody answered in time.
        `cancelled`: The caller hung up, or left with a digit.
        `congestion`: The network could not connect the call.
        `unavailable`: No destination could be called, such as one that is not registered.
        `rejected`: The called party refused a screened call.
        `rejected for torture`: The called party sent a screened caller to the script called torture.
        `invalid arguments`: Asterisk could not read the arguments.
        `failed`: Asterisk set another status, or none.

    It is `ok`, and so true, when the outcome is `answered`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of DIALSTATUS; empty if it was not set."""
    peer: str | None = None
    """The name of the channel that answered. DIALEDPEERNAME."""
    peer_number: str | None = None
    """The resource of the destination that answered. DIALEDPEERNUMBER."""
    dialled_seconds: int | None = None
    """How long the application dialled and the call lasted, in seconds. DIALEDTIME."""
    answered_seconds: int | None = None
    """How long the call lasted from its answer, in seconds. ANSWEREDTIME."""
    dialled_ms: int | None = None
    """The same as `dialled_seconds`, in milliseconds. DIALEDTIME_MS, since Asterisk 16.4."""
    answered_ms: int | None = None
    """The same as `answered_seconds`, in milliseconds. ANSWEREDTIME_MS, since Asterisk 16.4."""
    ringing_ms: int | None = None
    """How long it took until the called channel rang, in milliseconds. RINGTIME_MS, since Asterisk 16.4."""
    progress_ms: int | None = None
    """How long it took until the called channel reported progress, in milliseconds. PROGRESSTIME_MS, since Asterisk
    16.4.
    """

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome == "answered"

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> Dialled:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        return cls(
            outcome,
            values[0],
            values[1] or None,
            values[2] or None,
            to_integer(values[3]),
            to_integer(values[4]),
            to_integer(values[5]),
            to_integer(values[6]),
            to_integer(values[7]),
            to_integer(values[8]),
        )

    def sets(self) -> Mapping[str, str]:
        return {
            "DIALSTATUS": self.status,
            "DIALEDPEERNAME": self.peer or "",
            "DIALEDPEERNUMBER": self.peer_number or "",
            "DIALEDTIME": "" if self.dialled_seconds is None else str(self.dialled_seconds),
            "ANSWEREDTIME": "" if self.answered_seconds is None else str(self.answered_seconds),
            "DIALEDTIME_MS": "" if self.dialled_ms is None else str(self.dialled_ms),
            "ANSWEREDTIME_MS": "" if self.answered_ms is None else str(self.answered_ms),
            "RINGTIME_MS": "" if self.ringing_ms is None else str(self.ringing_ms),
            "PROGRESSTIME_MS": "" if self.progress_ms is None else str(self.progress_ms),
        }
