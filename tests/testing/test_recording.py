"""RECORD FILE in the kit ends and measures lengths as on Asterisk."""

from __future__ import annotations

import math

import pytest

from agicodec.testing import Asterisk, Caller, CallFlowError, TestCall

SECOND = 8000


@pytest.mark.parametrize("keys", ["", "#"])
def test_a_patient_caller_who_falls_silent_leaves_the_rest_for_the_next_recording(
    agi: TestCall, asterisk: Asterisk, caller: Caller, keys: str
) -> None:
    caller.talks(3)
    caller.stays_silent()
    caller.stays_silent()
    caller.talks(5)
    for name in ("one", "two", "three"):
        agi.record_file(name, "wav", keys, silence=2)
    assert asterisk.recordings == {"one": 4, "two": 1, "three": 6}


def test_a_recording_waits_for_the_end_of_the_music(agi: TestCall, caller: Caller) -> None:
    agi.set_music(True)
    caller.presses("9#", at=5)
    early = agi.record_file("x", "wav", "#", 3000)
    assert (early.outcome, early.digit) == ("digit during beep", "#")
    caller.hangs_up(at=10)
    assert agi.record_file("x", "wav", "#", 3000).outcome == "beep failed"


def test_a_recording_under_music_that_nothing_ends_fails() -> None:
    def flow(agi: TestCall) -> None:
        agi.set_music(True)
        agi.record_file("x", "wav", "#", 3000)

    with pytest.raises(CallFlowError, match="RECORD FILE would never end"):
        flow(TestCall(Asterisk()))


@pytest.mark.parametrize(
    ("filename", "written_as", "outcome"),
    [
        ("x", "wav", "timeout"),
        ("x", "mp3", "cannot write"),
        ("x", "nosuch", "cannot write"),
        ("", "wav", "cannot write"),
        ("x", "", "cannot write"),
        ("x", "WAV", "timeout"),
        ("x", "Wav", "cannot write"),
        ("none/x", "wav", "cannot write"),
        ("none/y/x", "wav", "cannot write"),
        ("other/x", "wav", "timeout"),
    ],
)
def test_what_cannot_be_written(
    agi: TestCall, asterisk: Asterisk, filename: str, written_as: str, outcome: str
) -> None:
    asterisk.missing.add("none")
    assert agi.record_file(filename, written_as, timeout=1000).outcome == outcome
    assert agi.stream_file("none/x").outcome == "not played"


def test_a_missing_beep_ends_a_recording(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.missing.add("beep")
    assert agi.record_file("x", "wav", timeout=1000, beep=True).outcome == "beep failed"
    assert agi.record_file("x", "wav", timeout=1000).outcome == "timeout"


def test_a_key_during_the_beep(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    asterisk.sounds["beep"] = 0.5
    caller.presses("9", during="beep", after=0.1)
    caller.presses("#", during="beep", after=0.25)
    early = agi.record_file("x", "wav", "#", beep=True)
    assert (early.outcome, early.digit) == ("digit during beep", "#")
    assert asterisk.recordings == {}
    caller.presses("9#", during="beep", after=1)
    assert agi.record_file("x", "wav", "#", beep=True).endpos == 0.5 * SECOND
    assert caller.dropped == ("presses 9 at 0.1 s", "presses 9 at 1.25 s")


def test_silence_ends_a_recording_and_is_cut(agi: TestCall, asterisk: Asterisk) -> None:
    assert agi.record_file("x", "wav", silence=1).endpos == SECOND
    assert asterisk.time == 1000
    assert agi.record_file("x", "wav", silence=4).endpos == SECOND
    assert asterisk.time == 5000
    assert agi.record_file("x", "wav", timeout=2000, silence=4).endpos == 2 * SECOND
    assert agi.record_file("x", "wav", timeout=2000, silence=-1).endpos == 2 * SECOND


def test_silence_begins_when_the_caller_has_talked(agi: TestCall, asterisk: Asterisk, caller: Caller) -> None:
    caller.talks(5)
    caller.talks(2, after=1)
    assert agi.stream_file("hello")
    assert agi.record_file("x", "wav", silence=2).endpos == (5 + 1 + 2 + 2 - 1) * SECOND
    assert asterisk.time == 11_000
    caller.talks(5, at=11.5)
    assert agi.stream_file("hello")
    assert agi.record_file("x", "wav", silence=1).endpos == 5.5 * SECOND
    caller.talks(math.inf)
    assert agi.record_file("x", "wav", timeout=60_000, silence=1).endpos == 60 * SECOND
    assert caller.dropped == ()


def test_a_caller_who_talks_presses_a_key_in_the_end(agi: TestCall, caller: Caller) -> None:
    caller.talks(30)
    caller.dials("#", after=0.5)
    recorded = agi.record_file("x", "wav", "#", silence=2)
    assert (recorded.digit, recorded.endpos) == ("#", round(30.3 * SECOND))


def test_a_recording_goes_on_where_the_file_ends(agi: TestCall, asterisk: Asterisk) -> None:
    assert agi.record_file("x", "wav", timeout=2000).endpos == 2 * SECOND
    assert agi.record_file("x", "wav", timeout=1000, offset=99 * SECOND).endpos == 3 * SECOND
    assert agi.record_file("x", "wav", timeout=1000, offset=SECOND).endpos == 2 * SECOND
    assert agi.stream_file("x").endpos == 2 * SECOND
    asterisk.missing.add("new")
    assert agi.record_file("new", "wav", timeout=1000, offset=99 * SECOND).endpos == SECOND
    assert agi.stream_file("new").endpos == SECOND
    assert agi.record_file("x", "wav", timeout=0, offset=SECOND).endpos == SECOND
