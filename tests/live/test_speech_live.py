"""The speech commands, with an engine that recognizes what the test sets."""

from __future__ import annotations

import pytest

from agicodec.results import Recognition
from agicodec.wire import SpeechMatch
from tests.live.lab import Lab, Laboratory, RecordedCall

CREATE_FAILS = "this server has not the speech engine of these tests"


async def listening(lab: Lab, caller: str, after: float | None = None, **variables: str) -> RecordedCall:
    """Have a caller call, and create the speech object."""
    call = await lab.call(caller=caller, after=after, **variables)
    if not await call.speech_create("agicodec"):
        pytest.skip(CREATE_FAILS)
    return call


def test_a_speech_object_is_made_used_and_destroyed(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await listening(lab, "waits")
        assert not await call.speech_create("agicodec")
        assert await call.speech_set("max_time", "5")
        assert await call.speech_set("refused", "5")
        for name, taken in (("menu", True), ("refused", False)):
            assert bool(await call.speech_load_grammar(name, "/etc/menu.gram")) is taken
            assert bool(await call.speech_activate_grammar(name)) is taken
            assert bool(await call.speech_deactivate_grammar(name)) is taken
            assert bool(await call.speech_unload_grammar(name)) is taken
        assert await call.speech_destroy()
        assert not await call.speech_destroy()
        assert await call.speech_create()

    laboratory.run(work)


@pytest.mark.parametrize(
    "matches",
    [
        (),
        (SpeechMatch(900, "yes", "menu"),),
        (
            SpeechMatch(-1, "", "menu"),
            SpeechMatch(0, 'say "yes" (now) endpos=7', "a=b"),
            SpeechMatch(1, "é\udcff", "c"),
        ),
    ],
    ids=len,
)
def test_what_is_said_is_recognized(laboratory: Laboratory, matches: tuple[SpeechMatch, ...]) -> None:
    async def work(lab: Lab) -> Recognition:
        call = await listening(lab, "hums")
        for match in matches:
            await call.speech_set("hear", f"{match.score} {match.grammar} {match.text}")
        return await call.speech_recognize("long" if matches else "short", 1, 800)

    recognition = laboratory.run(work)
    if matches:
        assert recognition.outcome == "speech"
        assert recognition.matches == matches
    else:
        assert recognition.outcome == "timeout"


def test_a_key_ends_recognition(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> Recognition:
        return await (await listening(lab, "dials", 1, KEYS="#")).speech_recognize("short", 9)

    recognition = laboratory.run(work)
    assert recognition.outcome == "digit"
    assert recognition.digit == "#"


def test_a_hangup_ends_recognition(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> Recognition:
        return await (await listening(lab, "leaves", 1)).speech_recognize("nosuch", 0)

    assert laboratory.run(work).outcome == "hung up"
