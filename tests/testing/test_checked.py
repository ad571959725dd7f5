"""Attributes of `Asterisk` refuse values of a wrong type at once."""

from __future__ import annotations

import copy
import enum
import math
import pickle
from typing import Any

import pytest

from agicodec.commands import StreamFile
from agicodec.results import ChannelState
from agicodec.testing import Asterisk, Caller, TestCall


class Mood(str, enum.Enum):
    GOOD = "good"


WRONG: dict[str, tuple[str, object, type[Exception], str]] = {
    "variable": ("variables", {"X": 5}, TypeError, r"variables\['X'\]: expected a string, found 5"),
    "variable None": ("variables", {"B": "b", "X": None}, TypeError, "found None"),
    "variable bytes": ("variables", {"X": b"x"}, TypeError, "found b'x'"),
    "variable name": ("variables", {5: "x"}, TypeError, "the name of a variable: expected a string, found 5"),
    "variable NUL": ("variables", {"X": "\0"}, ValueError, "without NUL"),
    "variable surrogate": ("variables", {"X": "\ud800"}, ValueError, "surrogate"),
    "variable DB": ("variables", {"DB(a/b/c)": "x"}, ValueError, r"write asterisk.database\['a', 'b/c'\]"),
    "variable CHANNEL": ("variables", {"CHANNEL": "x"}, ValueError, r"write asterisk\.channel instead"),
    "variable UNIQUEID": ("variables", {"UNIQUEID": "x"}, ValueError, r"write asterisk\.unique_id instead"),
    "database": ("database", {("a", "b"): 1}, TypeError, r"database\['a', 'b'\]: expected a string, found 1"),
    "sound": ("sounds", {"story": "90"}, TypeError, r"sounds\['story'\]: expected a number of seconds, found '90'"),
    "sound negative": ("sounds", {"story": -1}, ValueError, "zero or more, found -1"),
    "sound NaN": ("sounds", {"story": math.nan}, ValueError, "found nan"),
    "missing": ("missing", {5}, TypeError, "expected a string, found 5"),
    "missing string": ("missing", "abc", TypeError, "write {'abc'} for one"),
    "engine": ("engines", ["vosk", None], TypeError, "found None"),
    "channels": ("channels", {"X": "up"}, TypeError, r"such as ChannelState\('up'\), found 'up'"),
    "channels none": ("channels", {"X": ChannelState("no such channel")}, ValueError, "of a channel with a name"),
    "channels unnamed": ("channels", {"": ChannelState("up")}, ValueError, "of a channel with a name"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_value_is_refused_at_once_and_changes_nothing(case: str) -> None:
    name, wrong, error, message = WRONG[case]
    asterisk = Asterisk(variables={"A": "a"}, sounds={"s": 1}, missing={"m"}, engines={"e"})
    with pytest.raises(error, match=message):
        getattr(asterisk, name).update(wrong)
    with pytest.raises(error, match=message):
        setattr(asterisk, name, wrong)
    with pytest.raises(error, match=message):
        Asterisk(**{name: wrong})  # type: ignore[arg-type]
    assert asterisk.variables == {"A": "a"}
    assert asterisk.sounds == {"s": 1}
    assert asterisk.missing == {"m"}
    assert asterisk.engines == {"e"}
    assert not asterisk.database
    assert not asterisk.channels


def test_one_value_is_refused_as_are_many(asterisk: Asterisk) -> None:
    wrong: Any = 5
    with pytest.raises(TypeError, match="found 5"):
        asterisk.variables["X"] = wrong
    with pytest.raises(TypeError, match="found 5"):
        asterisk.variables.setdefault("X", wrong)
    with pytest.raises(TypeError, match="found 5"):
        asterisk.variables |= {"X": wrong}
    with pytest.raises(TypeError, match="found 5"):
        asterisk.missing.add(wrong)
    assert not asterisk.variables
    assert not asterisk.missing


def test_wrong_values_of_the_environment_are_refused_too(asterisk: Asterisk) -> None:
    wrong: Any = "abc"
    with pytest.raises(TypeError, match=r"write \('abc',\) for one"):
        asterisk.arguments = wrong
    with pytest.raises(TypeError, match=r"arguments\[1\]: expected a string, found 5"):
        Asterisk(arguments=("a", 5))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="channel: expected a name"):
        asterisk.channel = ""
    with pytest.raises(TypeError, match=r"unique_id: expected a string, found 1\.5"):
        Asterisk(unique_id=1.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="caller: expected a Caller, found 'abc'"):
        asterisk.caller = wrong
    with pytest.raises(TypeError, match=r"classes: expected several classes of commands.*StreamFile"):
        Asterisk(classes=StreamFile)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="classes: expected several classes of commands"):
        asterisk.classes = wrong
    with pytest.raises(TypeError, match="number: expected a string, found 1001"):
        Caller(1001)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="name: expected a string, found 5"):
        asterisk.caller.name = 5  # type: ignore[assignment]
    assert asterisk.arguments == ()
    assert asterisk.channel
    assert asterisk.classes == ()
    assert asterisk.caller.name is None


def test_what_belongs_there_is_kept() -> None:
    asterisk = Asterisk(variables={"A": Mood.GOOD})
    assert asterisk.variables["A"] == "good"
    assert repr(asterisk.variables) == "{'A': 'good'}"
    kept = asterisk.variables
    asterisk.variables |= {"B": "b"}
    assert asterisk.variables is kept
    del asterisk.variables["A"]
    assert asterisk.variables.pop("B") == "b"
    assert not asterisk.variables
    asterisk.missing |= {"x", "y"}
    asterisk.missing.discard("x")
    assert asterisk.missing == {"y"}
    asterisk.sounds |= {"music": math.inf, "x": 2}
    asterisk.channels |= {"PJSIP/a": ChannelState("busy")}
    again = pickle.loads(pickle.dumps((asterisk.sounds, asterisk.missing, asterisk.channels)))
    assert copy.deepcopy(again) == again == (asterisk.sounds, asterisk.missing, asterisk.channels)


def test_other_channels_are_for_the_test_to_say(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.channels["PJSIP/ann-00000002"] = ChannelState("remote end ringing")
    assert agi.channel_status("pjsip/ANN-00000002").outcome == "remote end ringing"
    assert not agi.channel_status("PJSIP/ann")
    assert agi.hangup("pjsip/ann-00000002")
    assert not agi.hangup("PJSIP/ann-00000002")
    assert asterisk.channels == {}
    assert not agi.channel_status("PJSIP/ann-00000002")
    assert not asterisk.hung_up


def test_a_unique_id_names_the_channel_for_some_commands(agi: TestCall, asterisk: Asterisk) -> None:
    assert not agi.channel_status(asterisk.unique_id)
    assert agi.get_full_variable("x", asterisk.unique_id).value == "x"
    assert agi.hangup(asterisk.unique_id)
    assert asterisk.hung_up


def test_speech_engines_are_for_the_test_to_say(agi: TestCall, asterisk: Asterisk) -> None:
    asterisk.engines.add("Vosk")
    assert not agi.speech_create("other")
    assert not asterisk.speech
    assert agi.speech_create("vosk")
    assert agi.speech_destroy()
    assert agi.speech_create()


def test_a_negative_priority_changes_nothing(agi: TestCall, asterisk: Asterisk) -> None:
    agi.set_priority(5)
    agi.set_priority(-3)
    assert asterisk.goes_on_at == {"priority": 5}
