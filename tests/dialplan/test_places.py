"""The places of applications that read their options in a way of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agicodec import AsteriskVersion, InvalidArgument
from agicodec.applications import Location, Originate, Park, Pickup, Set, System, VoiceMailMain, WaitExten
from agicodec.dialplan import Application, ApplicationEnding
from agicodec.functions import CHANNEL, CONFBRIDGE, GROUP_COUNT
from tests.dialplan.reading import read_arguments, read_shell


def originate(variables: Mapping[str, str]) -> Originate:
    return Originate("PJSIP/a", "application", "Wait", "1", set_variables=variables)


@pytest.mark.parametrize(
    ("application", "text"),
    [
        (Originate("PJSIP/a", "extension", "x", "1", priority=2), "PJSIP/a,exten,x,1,2"),
        (originate({"A": "1", "B": ""}), "PJSIP/a,app,Wait,1,,,v(A=1^B=)"),
        (VoiceMailMain(), ","),
        (VoiceMailMain(mailbox="sales"), "sales,"),
        (VoiceMailMain(mailbox="sales", without_password=True), "sales,s"),
        (WaitExten(tone="busy"), ",d(busy)"),
        (Set(CONFBRIDGE("user", "template"), "guest"), "CONFBRIDGE(user,template)=guest"),
        (Set(CHANNEL("language"), "de, en"), "CHANNEL(language)=de, en"),
        (Park(location=Location(1, "100", "phones")), ",c(phones\\,100\\,1)"),
        (Park(location=Location("again")), ",c(again)"),
        (Pickup(targets=["1,2", "3@x"]), "1,2&3@x"),
        (System("a 'b'"), "a 'b'"),
        (System('"a b"'), '""a b""'),
    ],
)
def test_what_is_written(application: Application[ApplicationEnding], text: str) -> None:
    assert application.options_text() == text


@given(st.text([*"""\\"'$[{n \n\r\t"""], min_size=1) | st.text(st.characters(exclude_characters="\0"), min_size=1))
@example('"')
@example("'a'")
@example("\\x41")
def test_a_shell_gets_the_command_as_it_is(command: str) -> None:
    text = System(command).options_text() or ""
    assert read_shell(text) == command
    assert "${" not in text
    assert "$[" not in text
    assert "\n" not in text


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(
        lambda text: "${" not in text and "$[" not in text
    )
)
def test_a_mailbox_is_never_read_as_options(mailbox: str) -> None:
    assert read_arguments(VoiceMailMain(mailbox=mailbox).options_text() or "", 2) == [mailbox, ""]


@pytest.mark.parametrize(
    ("make", "argument", "problem"),
    [
        (lambda: Set(GROUP_COUNT("a"), "1"), "name", "a function that can be written"),  # type: ignore[arg-type]
        (lambda: Set("A=B", "1"), "name", "without '=' or"),
        (lambda: Set("", "1"), "name", "a non-empty string"),
        (lambda: Set("A", "${B}"), "value", "without '${' or '$['"),
        (lambda: Set(CONFBRIDGE("user", "${X}"), "1"), "name", "without '=' or '${' or '$['"),
        (lambda: System(""), "shell_command", "a non-empty string"),
        (lambda: originate({"A": "1=2"}), "set_variables", "without '^' or '='"),
        (lambda: originate({"": "1"}), "set_variables", "one or more names, which are not empty"),
        (lambda: originate({}), "set_variables", "one or more names"),
        (lambda: Originate("ann", "application", "Wait", "1"), "destination", "of the form technology/resource"),
    ],
)
def test_what_cannot_be_written_is_refused_with_the_reason(
    make: Callable[[], object], argument: str, problem: str
) -> None:
    with pytest.raises(InvalidArgument) as caught:
        make()
    assert caught.value.argument == argument
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    "originating",
    [
        Originate("PJSIP/a", "extension", "x", "1", priority=2, timeout=9),
        Originate("PJSIP/a", "extension", "x", "1", priority=2, asynchronous=True),
    ],
    ids=["timeout", "option"],
)
def test_an_argument_that_counts_only_as_the_last_is_refused_before_others(originating: Originate) -> None:
    with pytest.raises(InvalidArgument, match=r"expected none behind priority, which counts only as the last argument"):
        originating.options_text()


def test_a_value_that_a_release_does_not_read_is_refused() -> None:
    old = AsteriskVersion.parse("22.5.0")
    assert WaitExten(tone=True).options_text(old) == ",d"
    with pytest.raises(InvalidArgument, match=r"this Asterisk \(22\.5\.0\) reads no value of it; 20\.16, 21\.11, 22"):
        WaitExten(tone="busy").options_text(old)
    assert WaitExten(tone="busy").options_text(AsteriskVersion.parse("22.6.0")) == ",d(busy)"
