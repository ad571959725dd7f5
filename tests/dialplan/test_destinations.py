"""Destinations made of their parts."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import InvalidArgument
from agicodec.applications import Destination, Dial, Originate, Page


@pytest.mark.parametrize(
    ("destination", "text"),
    [
        (Destination("PJSIP", "ann"), "PJSIP/ann"),
        (Destination("PJSIP", "100", at="trunk"), "PJSIP/100@trunk"),
        (Destination("Local", "100", at="phones", flags="n"), "Local/100@phones/n"),
        (Destination("Local", "100", flags="n"), "Local/100/n"),
    ],
)
def test_a_destination_is_its_text(destination: Destination, text: str) -> None:
    assert destination == text
    assert Dial(destination) == Dial(text)
    assert Dial([destination, "PJSIP/bob"]).destinations == (text, "PJSIP/bob")
    assert type(Dial(destination).destinations[0]) is str
    for again in (copy.deepcopy(destination), pickle.loads(pickle.dumps(destination))):
        assert (again, type(again)) == (text, Destination)


def test_all_that_call_take_one() -> None:
    ann = Destination("PJSIP", "ann")
    assert Page(ann).options_text() == "PJSIP/ann"
    assert Originate(ann, "extension", "phones", "100").options_text() == "PJSIP/ann,exten,phones,100"


@pytest.mark.parametrize("part", ["technology", "resource", "at", "flags"])
@given(text=st.text([*"&@/ ab(),"], max_size=5))
def test_no_part_becomes_more_than_it_is(part: str, text: str) -> None:
    parts = {"technology": "Local", "resource": "100", "at": "phones", "flags": "n", part: text}
    is_one = bool(text) and text == text.strip() and not {*"&@/"} & {*text}
    if is_one:
        assert made(parts) == "{technology}/{resource}@{at}/{flags}".format_map(parts)
        return
    with pytest.raises(InvalidArgument) as caught:
        made(parts)
    assert (caught.value.command, caught.value.argument, caught.value.value) == ("Destination", part, text)


def made(parts: Mapping[str, str]) -> Destination:
    return Destination(parts["technology"], parts["resource"], at=parts["at"], flags=parts["flags"])


def test_another_destination_cannot_come_in_with_a_text() -> None:
    with pytest.raises(InvalidArgument, match="without '&'"):
        Dial("PJSIP/100&PJSIP/premium")
    with pytest.raises(InvalidArgument, match="resource '100@premium': expected"):
        Dial(Destination("PJSIP", "100@premium", at="trunk"))
