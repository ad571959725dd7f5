"""The quick way to write applications, which must write what the general way does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agicodec import InvalidArgument
from agicodec.applications import CallLimit, Dial, Playback, Queue, Read, Record
from agicodec.dialplan.places import join_places
from agicodec.dialplan.steps import Plan
from tests.dialplan.values import APPLICATIONS, RECENT, made


class Text(str):
    """A text that shows itself otherwise."""

    __slots__ = ()

    def __str__(self) -> str:
        return "shown"


@pytest.mark.parametrize("name", APPLICATIONS)
@settings(max_examples=40)
@given(data=st.data())
def test_what_is_written_quickly_is_what_all_rules_write(name: str, data: st.DataObject) -> None:
    application = data.draw(made(APPLICATIONS[name], RECENT)).application
    values = {name: vars(application)[name] for name in application.pieces if name in vars(application)}
    quick = Plan(application.places).write(dict(values))
    assert quick in (None, join_places(application.places, values, application, RECENT))
    shuffled = data.draw(st.permutations(list(values.items())))
    again = type(application)(**dict(shuffled))
    assert again == application
    assert again.options_text(RECENT) == application.options_text(RECENT)
    assert repr(again) == repr(application)


@pytest.mark.parametrize(
    "application",
    [
        Dial("PJSIP/ann"),
        Dial("PJSIP/ann", timeout=30, callee_may_transfer=True, limit=CallLimit(60_000, warn_at=10_000)),
        Dial(["PJSIP/ann", "PJSIP/bob"], music="jazz (loud)", original_id=True, operator="flash"),
        Queue("sales", timeout=30),
        Playback(["hello", "world"], skip=True),
        Read(files="enter-pin"),
        Record("a", "wav", silence=3),
    ],
)
def test_usual_values_are_written_quickly(application: Dial | Queue | Playback | Read | Record) -> None:
    values = {name: value for name, value in vars(application).items() if name in application.pieces}
    assert Plan(application.places).write(values) == application.options_text()


def test_a_text_of_a_subclass_is_sent_as_its_value() -> None:
    dial = Dial(Text("PJSIP/ann"), music=Text("jazz"))
    assert dial.options_text() == "PJSIP/ann,,m(jazz)"
    assert [type(dial.destinations[0]), type(dial.music)] == [str, str]


def test_what_is_the_default_is_not_stored() -> None:
    assert repr(Dial("PJSIP/ann", timeout=None, music=False)) == "Dial(destinations=('PJSIP/ann',))"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (Dial, r"__init__\(\) missing 1 required positional argument: 'destinations'"),
        (lambda: Dial("PJSIP/ann", 30), r"takes 2 positional arguments but 3 were given"),  # type: ignore[call-arg]
        (lambda: Dial("PJSIP/ann", tiemout=30), "unexpected keyword argument 'tiemout'"),  # type: ignore[call-arg]
        (lambda: Dial("PJSIP/ann", destinations="PJSIP/b"), "multiple values for argument 'destinations'"),  # type: ignore[misc]
        (lambda: Record("a"), r"missing 1 required positional argument"),  # type: ignore[call-arg]
    ],
)
def test_python_names_an_argument_that_is_wrong(make: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        make()


@pytest.mark.parametrize("count", [400])
def test_a_plan_remembers_only_so_many_combinations(count: int) -> None:
    options = [name for name, piece in Dial.pieces.items() if piece.takes_true and piece.is_plain]
    plan = Plan(Dial.places)
    pairs = [(one, other) for one in options for other in options if one < other][:count]
    for pair in pairs:
        assert plan.write(dict.fromkeys(pair, True)) is not None
    assert len(plan) < count - 100


@given(st.text())
def test_a_destination_is_accepted_whether_it_is_usual_or_not(text: str) -> None:
    accepts = Dial.pieces["destinations"].check.accepts((text,))
    try:
        Dial(text)
    except InvalidArgument:
        assert not accepts
    else:
        assert accepts
