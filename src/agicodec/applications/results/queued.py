# Generated from spec/applications/queues.toml by `make generate`: change the spec, not this file.

"""How a stay in a queue ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, field

from agicodec.dialplan.application import ApplicationEnding, returning
from agicodec.results import ApplicationResult
from agicodec.values import read_only
from agicodec.wire.command_line import to_integer

__all__ = ["Queued"]

_Outcome = Literal[
    "abandoned",
    "left by key",
    "served",
    "member hung up",
    "timeout",
    "full",
    "joined empty",
    "left empty",
    "joined unavailable",
    "left unavailable",
    "withdrawn",
    "no such queue",
    "failed",
]

_OUTCOMES: Final[Mapping[str, _Outcome]] = {
    "CONTINUE": "member hung up",
    "TIMEOUT": "timeout",
    "FULL": "full",
    "JOINEMPTY": "joined empty",
    "LEAVEEMPTY": "left empty",
    "JOINUNAVAIL": "joined unavailable",
    "LEAVEUNAVAIL": "left unavailable",
    "WITHDRAW": "withdrawn",
    "UNKNOWN": "no such queue",
}
"""The outcomes by the values of QUEUESTATUS."""

_WORDS: Final[Mapping[_Outcome, str]] = {
    "member hung up": "CONTINUE",
    "timeout": "TIMEOUT",
    "full": "FULL",
    "joined empty": "JOINEMPTY",
    "left empty": "LEAVEEMPTY",
    "joined unavailable": "JOINUNAVAIL",
    "left unavailable": "LEAVEUNAVAIL",
    "withdrawn": "WITHDRAW",
    "no such queue": "UNKNOWN",
}
"""The words for the outcomes that have one."""

_RETURNED: Final[Mapping[_Outcome, int]] = {"left by key": 0, "served": -1}
"""What the application returns with outcomes, where that matters."""


def _word_of(ended: Queued) -> str:
    return _WORDS.get(ended.outcome, "")


@read_only(eq=False, repr=False)
class Queued(ApplicationEnding):
    """How a stay in a queue ended.

    Outcomes:
        `abandoned`: The caller hung up before a member answered.
        `left by key`: The caller pressed a key that leads to an extension of the queue's context.
        `served`: The caller talked to a member; the call is over.
        `member hung up`: The member ended the call, with the option `continue_after_call`.
        `timeout`: Nobody answered in time.
        `full`: The queue has as many callers as it may have.
        `joined empty`: The queue has no members that callers may wait for.
        `left empty`: The queue lost its members while the caller waited.
        `joined unavailable`: No member of the queue was available.
        `left unavailable`: No member was available any more.
        `withdrawn`: The manager action QueueWithdrawCaller withdrew the caller.
        `no such queue`: There is no queue of that name.
        `failed`: Asterisk set another status.

    It is `ok`, and so true, when the outcome is `served` or `member hung up`.
    """

    outcome: _Outcome
    """How the application ended."""
    status: str = field(default=Factory(_word_of, takes_self=True))
    """The value of QUEUESTATUS; empty if it was not set."""
    waited_seconds: int | None = None
    """How long the caller waited, in seconds. QUEUEWAIT, since Asterisk 22.9."""
    answered_seconds: int | None = None
    """How long the caller talked to a member, in seconds. ANSWEREDTIME, since Asterisk 22.9."""
    dialled_seconds: int | None = None
    """How long the whole call has lasted, in seconds. DIALEDTIME, since Asterisk 22.9."""
    withdrawal: str | None = None
    """What the action that withdrew the caller said. QUEUE_WITHDRAW_INFO, since Asterisk 18.11."""

    @property
    def ok(self) -> bool:
        """Whether the application did what it is for."""
        return self.outcome in ("served", "member hung up")

    @classmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> Queued:
        """Return the result for what EXEC returned, and the values of the variables of the application."""
        returned = -1 if ran.value is None else ran.value
        word = values[0].upper()
        outcome: _Outcome = _OUTCOMES.get(word, "failed")
        if word == "" and values[5] == "TRUE":
            outcome = "abandoned"
        elif word == "" and returned == 0:
            outcome = "left by key"
        elif word == "" and returned == -1:
            outcome = "served"
        return cls(
            outcome, values[0], to_integer(values[1]), to_integer(values[2]), to_integer(values[3]), values[4] or None
        )

    def sets(self) -> Mapping[str, str]:
        found = {
            "QUEUESTATUS": self.status,
            "QUEUEWAIT": "" if self.waited_seconds is None else str(self.waited_seconds),
            "ANSWEREDTIME": "" if self.answered_seconds is None else str(self.answered_seconds),
            "DIALEDTIME": "" if self.dialled_seconds is None else str(self.dialled_seconds),
            "QUEUE_WITHDRAW_INFO": self.withdrawal or "",
            "ABANDONED": "",
        }
        if self.outcome == "abandoned":
            found |= {"ABANDONED": "TRUE"}
        return found

    @property
    def ran(self) -> ApplicationResult:
        return returning(_RETURNED.get(self.outcome, 0))
