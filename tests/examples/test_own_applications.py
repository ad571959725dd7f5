"""The applications of UniMRCP, described in a spec of one's own: what is sent, and what becomes of the answer."""

from __future__ import annotations

import pytest

from agicodec import InvalidArgument
from agicodec.commands import GetFullVariable
from agicodec.dialplan import Application, ApplicationEnding
from agicodec.results import ApplicationResult, EvaluatedText
from agicodec.testing import Asterisk, TestCall
from examples.own_applications.agi.applications import (
    MRCPRecog,
    MRCPSynth,
    Recognised,
    SpokenAndRecognised,
    SynthAndRecog,
    Synthesised,
)
from examples.own_applications.agi.functions import RECOG_CONFIDENCE, RECOG_INPUT, RECOG_INSTANCE
from examples.own_applications.flow import ask


@pytest.mark.parametrize(
    ("application", "text"),
    [
        (MRCPSynth("Hello"), "Hello"),
        (MRCPSynth("Hello, [Ann]", volume="x-loud"), "Hello\\, \\[Ann\\],pv=x-loud"),
        (MRCPRecog("yes.xml,no.xml", timeout=5000), "yes.xml\\,no.xml,t=5000"),
        (MRCPRecog("a", vendor_parameters='x="1,2";y=(3)'), 'a,vsp=x="1,2";y=(3)'),
        (
            SynthAndRecog("Yes?", "builtin:speech/boolean", input_timers="after the prompt", voice="Daniel", best=2),
            "Yes?,builtin:speech/boolean,nb=2&vn=Daniel&sit=2",
        ),
    ],
)
def test_options_are_settings(application: Application[ApplicationEnding], text: str) -> None:
    assert application.options_text() == text


def test_what_would_part_settings_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="without '&' or '\\$\\{' or '\\$\\['"):
        MRCPSynth("Hello", profile="a&b")
    with pytest.raises(InvalidArgument, match="without blanks at its ends"):
        MRCPSynth(" Hello")


def test_a_key_that_ends_recognition_is_no_match() -> None:
    ended = Recognised.read(ApplicationResult("ran", ord("5")), ["OK", "", "", "", ""])
    assert (ended.outcome, ended.key, ended.result) == ("key", "5", None)
    assert Recognised.read(ApplicationResult("ran", 0), ["OK", "000", "<result/>", "", "1"]).outcome == "ended"
    assert Recognised.read(ApplicationResult("ran", 0), ["INTERRUPTED", "", "", "", ""]).outcome == "interrupted"
    assert MRCPRecog("a").stale == ("RECOG_COMPLETION_CAUSE", "RECOG_RESULT", "RECOG_WAVEFORM_URI", "RECOG_SID")


def test_functions_are_names() -> None:
    assert RECOG_CONFIDENCE() == "RECOG_CONFIDENCE()"
    assert RECOG_INPUT(1) == "RECOG_INPUT(1)"
    assert RECOG_INSTANCE(0, "0/city").expression == "${RECOG_INSTANCE(0/0/city)}"


@pytest.mark.parametrize(
    ("heard", "confidence", "answer"),
    [
        (SpokenAndRecognised("ended", cause="000"), "0.9", "yes"),
        (SpokenAndRecognised("ended", cause="000"), "0.2", None),
        (SpokenAndRecognised("ended", cause="001"), "", None),
        (SpokenAndRecognised("failed"), "", None),
    ],
)
def test_a_question_is_answered_if_the_server_is_confident(
    heard: SpokenAndRecognised, confidence: str, answer: str | None
) -> None:
    asterisk = Asterisk()
    asterisk.answers(SynthAndRecog, heard)
    asterisk.answers(MRCPSynth, Synthesised("said"))
    for function, value in ((RECOG_CONFIDENCE(), confidence), (RECOG_INPUT(), "yes")):
        asterisk.answers(GetFullVariable(function.expression), EvaluatedText("evaluated", value))
    assert ask(TestCall(asterisk), "Yes or no?", "builtin:speech/boolean") == answer
