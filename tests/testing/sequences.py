"""Random calls for the testing kit: a sequence of commands, and a caller who does something at exact times.

A sequence follows from its seed. It runs on the kit alone in the ordinary tests, and on real Asterisks as well in the
live ones (tests/live/test_kit_live.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal, TypeAlias

from attrs import evolve, frozen

from agicodec.commands import Exec, Gosub
from agicodec.results import ApplicationResult, ChannelState, GosubResult
from agicodec.testing import Asterisk, Caller, CallFlowError, TestCall
from agicodec.wire import SpeechMatch
from tests.testing.pools import (
    AFTERWARDS,
    APPLICATIONS,
    AUTOHANGUPS,
    CHANNEL,
    LENGTHS,
    MISSING,
    PASSES,
    RECORDED,
    SLOW,
    SOUNDS,
    SPOKEN,
    UNIQUE_ID,
    Pools,
    quoted,
)

__all__ = [
    "TOLERANCE",
    "Exchange",
    "Played",
    "Sequence",
    "TimedAction",
    "alike",
    "is_robust",
    "known",
    "make_caller",
    "make_sequence",
    "play",
    "without",
]

MARGIN: Final = 170.0
"""How many milliseconds what the caller does must be away from where a command begins or ends."""

CLOCK: Final = 1000.0
"""How many milliseconds SPEECH RECOGNIZE may end too early, since it goes by the seconds of the clock."""

LONGEST: Final = 8000.0
"""How many milliseconds a command may take on the kit; one that takes longer is left out."""

TOLERANCE: Final = 200
"""The tolerance for a time in a reply, in milliseconds."""

_TIMES: Final = re.compile(r"(?<=endpos=)([0-9]+)")
_NUMBERS: Final = re.compile("(?<=[(])([0-9]+)(?=[)])")

Kind: TypeAlias = Literal["presses", "sends a text", "hangs up", "says", "talks"]


@frozen
class TimedAction:
    """Something that the caller does at a time."""

    kind: Kind
    at: float
    """How many milliseconds after the call began."""
    text: str = ""
    """The key, the text, or the seconds."""

    def __str__(self) -> str:
        return f"{self.kind} {self.text}".rstrip() + f" at {self.at / 1000:g} s"


@frozen
class Sequence:
    """The commands of a call and what its caller does."""

    seed: int
    lines: tuple[str, ...]
    actions: tuple[TimedAction, ...] = ()
    answered: bool = True
    """Whether the call is up at its beginning."""
    reads: tuple[str, ...] = AFTERWARDS
    """The variables that are read at the end."""
    left_out: tuple[tuple[str, str], ...] = ()
    """The commands that the kit refused to run, with what it said; they are none of the sequence."""

    @property
    def language(self) -> str:
        """The language of the sounds: the first line may change it."""
        return "slow" if self.lines[:1] == (SLOW,) else "en"

    @property
    def all_lines(self) -> tuple[str, ...]:
        """The commands, and those that read the variables afterwards."""
        return (*self.lines, *(f"GET VARIABLE {quoted(name)}" for name in self.reads))

    def __str__(self) -> str:
        caller = ", ".join(map(str, self.actions)) or "does nothing"
        head = f"seed {self.seed}, {'answered' if self.answered else 'not answered'}; the caller {caller}"
        return "\n".join((head, *(f"  {line}" for line in self.lines)))


@frozen
class Exchange:
    """A command, its reply, and when it ran."""

    line: str
    reply: str
    hangups: int
    """How many lines HANGUP came before or right after it."""
    start: float
    end: float

    def __str__(self) -> str:
        return f"{self.line}  ->  {self.reply!r}{' + HANGUP' * self.hangups}"


@frozen
class Played:
    """The results of a sequence."""

    exchanges: tuple[Exchange, ...]
    failure: str = ""
    """Why the kit did not go on."""


def make_sequence(seed: int) -> Sequence:
    """Make the sequence of a seed: commands that the kit can run, and a caller whose times are robust."""
    pools = Pools(seed)
    slow = (SLOW,) if pools.pick.random() < 0.3 else ()
    lines = tuple(_without_recording_of_music(pools.line() for _ in range(pools.pick.randint(5, 9))))
    answered = pools.pick.random() > 0.1
    if not answered:  # what is recorded then is empty on a Local channel, and so it is not played
        lines = tuple(line for line in lines if RECORDED not in line or line.startswith("RECORD FILE"))
    sequence = known(Sequence(seed, slow + lines, answered=answered))
    if not is_robust(sequence):
        kept = (line for line in sequence.lines if not line.startswith("SET AUTOHANGUP"))
        sequence = known(evolve(sequence, lines=tuple(kept)))
    if sequence.answered:
        sequence = _with_caller(pools, sequence)
    return sequence


def play(sequence: Sequence) -> Played:
    """Run a sequence on the kit."""
    asterisk = _make_asterisk(sequence)
    call = TestCall(asterisk)
    call.read()
    exchanges: list[Exchange] = []
    for line in sequence.all_lines:
        start = asterisk.time
        try:
            if line.startswith(PASSES):
                asterisk.passes(float(line.removeprefix(PASSES)))
                data = b""
            else:
                call.write(f"{line}\n".encode())
                data = call.read()
        except CallFlowError as failure:
            return Played(tuple(exchanges), str(failure).partition("\n")[0])
        replies = data.decode("utf-8", "surrogateescape").splitlines(keepends=True)
        reply = "".join(line for line in replies if line != "HANGUP\n")
        exchanges.append(Exchange(line, reply, replies.count("HANGUP\n"), start, asterisk.time))
    return Played(tuple(exchanges))


def alike(one: Exchange, other: Exchange) -> bool:
    """Return whether two replies are the same to the byte, but for numbers that follow from when something happened.

    Those may differ by `TOLERANCE`.
    """
    if one.hangups != other.hangups:
        return False
    tolerance = TOLERANCE * (1 if one.line.startswith(("CONTROL", "GET")) else 8)
    found, others = _TIMES.split(one.reply), _TIMES.split(other.reply)
    if "CPLAYBACKOFFSET" in one.line:
        found, others = _NUMBERS.split(one.reply), _NUMBERS.split(other.reply)
    return len(found) == len(others) and all(
        a == b or (place % 2 and abs(int(a) - int(b)) <= tolerance)
        for place, (a, b) in enumerate(zip(found, others, strict=True))
    )


def is_robust(sequence: Sequence) -> bool:
    """Return whether the replies stay alike when anything with a time comes a little earlier or later."""
    played = play(sequence)
    return not played.failure and all(
        len(other) == len(played.exchanges) and all(map(alike, played.exchanges, other))
        for other in (play(moved).exchanges for moved in _moved(sequence))
    )


def _moved(sequence: Sequence) -> Iterator[Sequence]:
    """Make the sequences in which one thing with a time comes earlier or later."""
    for place, action in enumerate(sequence.actions):
        for shift in (-MARGIN, MARGIN):
            moved = evolve(action, at=action.at + shift)
            yield evolve(sequence, actions=(*sequence.actions[:place], moved, *sequence.actions[place + 1 :]))
    usual, *others = (f'SET AUTOHANGUP "{seconds}"' for seconds in AUTOHANGUPS)
    for other in others if usual in sequence.lines else ():
        yield evolve(sequence, lines=tuple(other if line == usual else line for line in sequence.lines))


def without(sequence: Sequence) -> Iterator[Sequence]:
    """Make the sequences that lack one command, or one thing that the caller does."""
    for place in range(len(sequence.actions)):
        yield evolve(sequence, actions=sequence.actions[:place] + sequence.actions[place + 1 :])
    for place, gone in enumerate(play(sequence).exchanges[: len(sequence.lines)]):
        actions = tuple(
            evolve(action, at=action.at - max(0, gone.end - gone.start) if action.at > gone.end else action.at)
            for action in sequence.actions
            if not gone.start + 1 < action.at <= gone.end + 1
        )
        yield evolve(sequence, lines=sequence.lines[:place] + sequence.lines[place + 1 :], actions=actions)


def make_caller(actions: Iterable[TimedAction]) -> Caller:
    """Make a caller of the kit who does all that."""
    caller = Caller("1001", "Ann")
    for action in actions:
        at = action.at / 1000
        match action.kind:
            case "presses":
                caller.presses(action.text, at=at)
            case "sends a text":
                caller.sends_text(action.text, at=at)
            case "says":
                caller.says(SpeechMatch(900, "yes", "menu"), at=at)
            case "talks":
                caller.talks(float(action.text), at=at)
            case _:
                caller.hangs_up(at=at)
    return caller


def _make_asterisk(sequence: Sequence) -> Asterisk:
    """Make the kit's Asterisk like the live ones, with the caller of a sequence."""
    seconds = LENGTHS[sequence.language]
    asterisk = Asterisk(
        make_caller(sequence.actions),
        channel=CHANNEL,
        unique_id=UNIQUE_ID,
        sounds={**SOUNDS, **{text: count * seconds for text, count in SPOKEN.items()}},
        missing={name for name in MISSING if name != "beep" or sequence.language == "en"},
        engines={"agicodec"},
        channels={CHANNEL[:-1] + "1": ChannelState("up" if sequence.answered else "down")},
    )
    asterisk.up = sequence.answered
    for (application, options), (value, takes) in APPLICATIONS.items():
        result = ApplicationResult("ran", value) if value is not None else ApplicationResult("no such application")
        asterisk.answers(Exec(application, options), result, takes=takes)
    asterisk.answers(Gosub("live", "sub", "1"), GosubResult("complete"))
    return asterisk


def _without_recording_of_music(lines: Iterable[str]) -> Iterator[str]:
    """Leave out RECORD FILE under music on hold, which may end an Asterisk 22: both use the channel's one stream."""
    music = False
    for line in lines:
        music = line.startswith('SET MUSIC "on"') if line.startswith("SET MUSIC") else music
        if not (music and line.startswith("RECORD FILE")):
            yield line


def _with_caller(pools: Pools, sequence: Sequence) -> Sequence:
    """Have the caller do something, at times that are well away from any that something begins or ends."""
    after = 0.0
    for _ in range(pools.pick.randint(0, 6)):
        spans = [
            (exchange, first, last)
            for exchange in play(sequence).exchanges
            if (first := max(exchange.start, after) + 2 * MARGIN) < (last := _last_moment(exchange))
        ]
        if not spans:
            break
        during, first, last = pools.pick.choice(spans)
        at = pools.pick.randrange(int(first), int(last) + 1, 10)
        tried = evolve(sequence, actions=(*sequence.actions, _timed_action(pools, during, at)))
        if is_robust(tried):
            sequence, after = tried, at + MARGIN
    return sequence


def _last_moment(during: Exchange) -> float:
    """Return until when a command certainly runs."""
    clock = CLOCK if during.line.startswith("SPEECH RECOGNIZE") else 0
    return during.end - clock - MARGIN


def _timed_action(pools: Pools, during: Exchange, at: float) -> TimedAction:
    """Make something that fits a command, or does not."""
    chance = pools.pick.random()
    if chance < 0.12:
        return TimedAction("hangs up", at)
    if during.line.startswith("RECEIVE") if chance < 0.8 else chance < 0.9:
        return TimedAction("sends a text", at, pools.one("hello", "é (x)"))
    if during.line.startswith("SPEECH RECOGNIZE") and chance < 0.5:
        return TimedAction("says", at)
    if during.line.startswith("RECORD FILE") and chance < 0.5:
        return TimedAction("talks", at, "0.5")
    return TimedAction("presses", at, pools.one("1", "2", "5", "#", "*", "4", "6", "0"))


def known(sequence: Sequence) -> Sequence:
    """Leave out the commands of which the kit says that it does not know them, and those that take long."""
    while True:
        played = play(sequence)
        failed = len(played.exchanges) if played.failure else -1
        for place, exchange in enumerate(played.exchanges):
            if exchange.end - exchange.start > LONGEST:
                failed = place
        if failed < 0:
            return sequence
        left_out = (*sequence.left_out, (sequence.all_lines[failed], played.failure))
        lines, reads = sequence.lines, sequence.reads
        if failed < len(lines):
            lines = lines[:failed] + lines[failed + 1 :]
        else:
            place = failed - len(lines)
            reads = reads[:place] + reads[place + 1 :]
        sequence = evolve(sequence, lines=lines, reads=reads, left_out=left_out)
