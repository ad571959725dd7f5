"""What the live tests say when Asterisk documents something else than the spec has."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest
from attrs import evolve

from agicodec import AsteriskVersion
from codegen.build import read_spec
from codegen.model import Application, Function, Quirk
from tests.documentation import of_application, of_function

SPEC = read_spec()
PLAYBACK, CDR_PROP = (
    next(one for one in SPEC.applications if one.name == "Playback"),
    next(one for one in SPEC.functions if one.name == "CDR_PROP"),
)
RECENT, OLD = AsteriskVersion.parse("22.10.1"), AsteriskVersion.parse("16.22.0")

APPLICATION = """
<application name="Playback">
  <syntax>
    <parameter name="filenames" required="true" argsep="&amp;"><argument name="filename" required="true" /></parameter>
    <parameter name="options"><optionlist>
      <option name="skip" /><option name="noanswer" /><option name="say" /><option name="mix" />
    </optionlist></parameter>
  </syntax>
  <description><variablelist><variable name="PLAYBACKSTATUS">
    <value name="SUCCESS" /><value name="FAILED" />
  </variable></variablelist></description>
</application>
"""
FUNCTION = """
<function name="CDR_PROP"><syntax><parameter name="name" required="true"><enumlist>
  <enum name="party_a" /><enum name="disable" />
</enumlist></parameter></syntax></function>
"""


def differences(old: str = "", new: str = "", version: AsteriskVersion = RECENT, *quirks: str) -> list[str]:
    assert old in APPLICATION
    application: Application = evolve(PLAYBACK, quirks=tuple(Quirk(what, "all", "source: x.c, x") for what in quirks))
    entry: Element = fromstring(APPLICATION.replace(old, new, 1) if old else APPLICATION)
    found = of_application(application, SPEC.application_result(PLAYBACK.result), entry, version)
    return [one.advice for one in found]


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ('<option name="say" />', '<option name="say" /><option name="sing" />', "add the option sing"),
        ('<option name="say" />', "", "remove the option say, which is not documented"),
        (
            '<option name="say" />',
            '<option name="say"><argument name="x" /></option>',
            "make the option say one with a value",
        ),
        ('<parameter name="options">', '<parameter name="loud" /><parameter name="options">', "add the argument loud"),
        ('<parameter name="options">', '<parameter name="options" required="true">', "make the argument options req"),
        ("filenames", "files", "add the argument files"),
        ("FAILED", 'FAILED" /><value name="LOST', "add an outcome for PLAYBACKSTATUS LOST to Played"),
        ('<value name="FAILED" />', "", "remove the outcome for PLAYBACKSTATUS FAILED from Played"),
    ],
)
def test_a_difference_says_what_to_do(old: str, new: str, advice: str) -> None:
    found = differences(old, new)
    assert found
    assert found[0].startswith(advice)


def test_what_a_release_lacks_need_not_be_documented_in_it() -> None:
    assert differences() == []
    assert differences(version=OLD) == ["add the option mix"]
    assert differences('<option name="mix" />', "", OLD) == []


def test_a_quirk_explains_what_it_names() -> None:
    old = '<option name="say" />'
    assert differences(old, "", RECENT, "The option say is not documented.") == []
    assert differences(old, "", RECENT, "The option says is not documented.") != []
    assert differences(old, "", RECENT, "The option say is odd.") != []


def test_an_item_of_a_function_is_documented() -> None:
    def found(text: str, function: Function = CDR_PROP) -> list[str]:
        return [one.advice for one in of_function(function, fromstring(text), RECENT)]

    assert found(FUNCTION) == []
    assert found(FUNCTION.replace("disable", "enable")) == [
        "add the item enable",
        "remove the item disable, which is not documented",
    ]
    assert found(FUNCTION.replace("<enumlist>", "<enumlist><configOptionToEnum />").replace("disable", "enable")) == []
