"""The kit calculates what Asterisk finds out frame by frame: both have the same results."""

from __future__ import annotations

from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from agicodec.results import ControlledPlayback, DigitAwaited, DigitsEntered, OptionChosen, Playback, Recording
from agicodec.testing import Asterisk, TestCall
from tests.testing import frames

NEAR = 3 * frames.FRAME
"""How many milliseconds a position may differ by, since sound comes in frames."""

GONE = 60_000
"""When each caller leaves, in milliseconds: no command goes on for ever."""

# A key comes in the middle between two times at which something may end.
times = st.integers(0, 150).map(lambda tenth: tenth * 100 + 50)
presses = st.lists(st.tuples(times, st.sampled_from("0123456*#")), max_size=6, unique_by=lambda press: press[0])
winding = st.lists(st.tuples(times, st.sampled_from("34567")), max_size=8, unique_by=lambda press: press[0])
lengths = st.integers(1, 60).map(lambda tenth: tenth * 100)
key_sets = st.lists(st.sampled_from("0123456*#"), max_size=3, unique=True).map("".join)
talks = st.tuples(times, st.integers(1, 50)).map(lambda talk: (talk[0], talk[0] + talk[1] * 100))
gone = st.one_of(st.just(GONE), times)

Presses: TypeAlias = list[tuple[int, str]]
Talks: TypeAlias = tuple[int, int]


def both(keys: Presses, gone_at: int, talk: Talks = (0, 0)) -> tuple[Asterisk, TestCall, frames.Line]:
    """Make the same caller for the kit and for the frames."""
    asterisk = Asterisk()
    for at, key in keys:
        asterisk.caller.presses(key, at=at / 1000)
    if talk != (0, 0):
        asterisk.caller.talks((talk[1] - talk[0]) / 1000, at=talk[0] / 1000)
    asterisk.caller.hangs_up(at=gone_at / 1000)
    keys_and_hangup: list[tuple[float, str]] = [*keys, (gone_at, frames.HANGUP)]
    return asterisk, TestCall(asterisk), frames.Line(keys_and_hangup, talk)


def ends_alike(asterisk: Asterisk, line: frames.Line) -> None:
    """Check that both have dropped the same keys, at about the same time."""
    assert abs(asterisk.time - line.now) <= NEAR
    assert [text.split()[1] for text in asterisk.caller.dropped] == list(line.dropped)


def near(samples: int | None, milliseconds: float | None, rate: int = 8) -> bool:
    """Return whether two positions are about the same."""
    if samples is None or milliseconds is None:
        return samples is milliseconds
    return abs(samples / rate - milliseconds) <= NEAR


@given(presses, gone, lengths, key_sets)
def test_stream_file(keys: Presses, gone_at: int, length: int, stop: str) -> None:
    asterisk, agi, line = both(keys, gone_at)
    asterisk.sounds["x"] = length / 1000
    played: Playback = agi.stream_file("x", stop)
    stream = frames.Stream(length)
    end = frames.waitstream_core(line, stream, stop)
    outcome = {"": "finished", frames.HANGUP: "hung up"}.get(end, "digit")
    assert (played.outcome, played.digit or "") == (outcome, end if outcome == "digit" else "")
    assert near(played.endpos, stream.position)
    ends_alike(asterisk, line)


@given(presses, gone, lengths)
def test_wait_for_digit(keys: Presses, gone_at: int, timeout: int) -> None:
    asterisk, agi, line = both(keys, gone_at)
    waited: DigitAwaited = agi.wait_for_digit(timeout)
    end = frames.waitfordigit(line, timeout)
    outcome = {"": "timeout", frames.HANGUP: "failed"}.get(end, "digit")
    assert (waited.outcome, waited.digit or "") == (outcome, end if outcome == "digit" else "")
    ends_alike(asterisk, line)


@given(presses, gone, st.none() | lengths, st.sampled_from([None, 0, -1, 700, 3000]), st.integers(1, 4))
def test_get_data(keys: Presses, gone_at: int, length: int | None, timeout: int | None, most: int) -> None:
    asterisk, agi, line = both(keys, gone_at)
    asterisk.sounds["x"] = (length or 0) / 1000
    entered: DigitsEntered = agi.get_data("x" if length else "", timeout, most)
    first, following = (timeout or 6000, timeout or 2000) if timeout != -1 else (frames.forever(-1),) * 2
    prompt = frames.Stream(length) if length else None
    assert (entered.outcome, entered.digits) == frames.readstring(line, prompt, most, following, first)
    ends_alike(asterisk, line)


@given(presses, gone, lengths, key_sets, st.sampled_from([-1, 0, 700, 3000]))
def test_get_option(keys: Presses, gone_at: int, length: int, accepted: str, timeout: int) -> None:
    asterisk, agi, line = both(keys, gone_at)
    asterisk.sounds["x"] = length / 1000
    chosen: OptionChosen = agi.get_option("x", accepted, timeout)
    outcome, digit, position = frames.getoption(line, frames.Stream(length), accepted, timeout)
    assert (chosen.outcome, chosen.digit) == (outcome, digit)
    assert near(chosen.endpos, position)
    assert abs(asterisk.time - line.now) <= NEAR


@given(
    keys=winding,
    gone_at=gone,
    length=st.sampled_from([2000, 9000]),
    stop=st.sampled_from(["", "7", "6", "56"]),
    pause=st.sampled_from(["", "5", "56", "65"]),
    skip=st.sampled_from([500, 3000, -1000]),
    offset=st.sampled_from([None, 800]),
)
def test_control_stream_file(
    keys: Presses, gone_at: int, length: int, stop: str, pause: str, skip: int, offset: int | None
) -> None:
    asterisk, agi, line = both(keys, gone_at)
    asterisk.sounds["x"] = length / 1000
    played: ControlledPlayback = agi.control_stream_file("x", stop, skip, "3", "4", pause, offset)
    outcome, digit, position = frames.control_streamfile(line, length, stop, pause, "3", "4", skip, offset or 0)
    assert (played.outcome, played.digit) == (outcome, digit)
    assert near(played.endpos, position, 1)
    ends_alike(asterisk, line)


@given(presses, gone, talks, key_sets, st.sampled_from([-1, 1000, 4500]), st.integers(0, 3))
def test_record_file(keys: Presses, gone_at: int, talk: Talks, stop: str, timeout: int, silence: int) -> None:
    asterisk, agi, line = both(keys, gone_at, talk)
    recorded: Recording = agi.record_file("x", "wav", stop, timeout, silence=silence)
    outcome, digit, position = frames.recordfile(line, stop, timeout, silence * 1000)
    assert (recorded.outcome, recorded.digit) == (outcome, digit)
    assert near(recorded.endpos, position)
    ends_alike(asterisk, line)
