"""How far the replies of the testing kit and of a real Asterisk may differ: the table in docs/testing.md, as code."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from attrs import frozen

from tests.testing.pools import CHANNEL, RECORDED
from tests.testing.sequences import TOLERANCE, Exchange, Sequence, alike

__all__ = ["DIFFERENCES", "Difference", "differs"]


@frozen
class Reply:
    """A command, and what both sides make of it."""

    line: str
    kit: str
    live: str
    answered: bool
    """Whether the call was answered before the sequence began."""
    keys: int
    """How many keys the caller presses in all."""
    release: int
    """The first number of the server's version."""


Predicate: TypeAlias = Callable[[Reply], bool]


@frozen
class Difference:
    """A difference that is known and described."""

    name: str
    sentence: str
    """What the table says of it."""
    covers: Predicate


_POSITION: Final = re.compile("(?<=endpos=)[0-9]+")
_LEFT_OVER: Final = re.compile("200 result=[0-9]+ [(]timeout[)]")

DIFFERENCES: Final = (
    Difference(
        "usage",
        "Asterisk's 520 contains the usage from its own documentation; the kit's contains one line instead.",
        lambda reply: reply.kit.startswith("520-") and reply.live.startswith("520-"),
    ),
    Difference(
        "time left of a recording",
        "RECORD FILE that ends by itself reports the remaining milliseconds before `(timeout)`; the kit reports 0.",
        lambda reply: reply.line.startswith("RECORD FILE") and _same_but(_LEFT_OVER, reply),
    ),
    Difference(
        "audio before the answer",
        "The kit hears the caller before ANSWER; a real channel may have no audio until then, and records nothing.",
        lambda reply: reply.line.startswith("RECORD FILE") and not reply.answered,
    ),
    Difference(
        "keys in a recording",
        "On the kit, only the key that ends a recording shortens it; a channel may cut out up to 130 ms for each key.",
        lambda reply: RECORDED in reply.line and 0 < _missing_milliseconds(reply) < TOLERANCE + 130 * reply.keys,
    ),
    Difference(
        "EXEC after a hangup",
        "After a hangup, EXEC returns -1 on the kit, unless `answers` says otherwise; on Asterisk, Wait returns 0.",
        lambda reply: (
            reply.line.startswith("EXEC") and (reply.kit, reply.live) == ("200 result=-1\n", "200 result=0\n")
        ),
    ),
    Difference(
        "labels",
        "The kit has no dialplan and accepts every label in SET PRIORITY; Asterisk refuses unknown ones.",
        lambda reply: reply.line.startswith("SET PRIORITY") and reply.live.startswith("520-"),
    ),
    Difference(
        "case of channel names",
        "The kit finds a channel by its name in any case, as Asterisk 22 does; Asterisk 16 compares the exact name.",
        lambda reply: reply.release == 16 and CHANNEL.upper() in reply.line,
    ),
)
"""All that is allowed."""


def differs(sequence: Sequence, kit: Exchange, live: Exchange, release: int) -> str:
    """Return how an exchange differs: not at all (empty), as is known (by name), or otherwise (`!`)."""
    if alike(kit, live):
        return ""
    keys = sum(action.kind == "presses" for action in sequence.actions)
    reply = Reply(kit.line, kit.reply, live.reply, sequence.answered, keys, release)
    same_hangups = kit.hangups == live.hangups
    return next((d.name for d in DIFFERENCES if same_hangups and d.covers(reply)), "!")


def _same_but(numbers: re.Pattern[str], reply: Reply) -> bool:
    """Return whether two replies are alike without what a pattern finds."""
    kit, live = (Exchange(reply.line, numbers.sub("", text), 0, 0, 0) for text in (reply.kit, reply.live))
    return kit.reply != reply.kit and live.reply != reply.live and alike(kit, live)


def _missing_milliseconds(reply: Reply) -> float:
    """Return how much shorter a recording is on the server, -1 unless that is all that differs."""
    found = [_POSITION.search(text) for text in (reply.kit, reply.live)]
    kit, live = (int(match[0]) if match else -1 for match in found)
    same = _POSITION.sub("", reply.kit) == _POSITION.sub("", reply.live)
    return (kit - live) / 8 if same else -1
