"""Dialplan functions: their texts, what Asterisk reads of them, and which commands take them."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agicodec import AsteriskVersion, InvalidArgument, functions
from agicodec.commands import GetFullVariable, GetVariable, SetVariable
from agicodec.dialplan import WholeVariable
from agicodec.functions import (
    CALLERID,
    CDR_PROP,
    CHANNEL,
    CONFBRIDGE,
    DB,
    DEVICE_STATE,
    EXTENSION_STATE,
    GLOBAL,
    QUEUE_MEMBER,
    Function,
    WriteOnly,
)
from agicodec.testing import Asterisk, TestCall
from codegen.model import ApplicationExample
from tests.dialplan.reading import read_arguments
from tests.dialplan.values import FUNCTIONS, NAMES, pairs

EXAMPLES = [(example.python, example) for function in FUNCTIONS.values() for example in function.examples]
RECENT = AsteriskVersion.parse("22.10.1")


@pytest.mark.parametrize("example", [example for _, example in EXAMPLES], ids=[python for python, _ in EXAMPLES])
def test_an_example_is_its_text(example: ApplicationExample) -> None:
    found: object = eval(example.python, dict(NAMES))
    assert isinstance(found, (Function, WriteOnly))
    assert str(found) == example.line
    for copied in (copy.copy(found), copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert copied == found
        assert type(copied) is type(found)
        assert repr(copied) == repr(found) == f"<{type(found).__name__} {example.line!r}>"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_knows_whether_it_can_be_read_and_written(name: str) -> None:
    cls: type[object] = getattr(functions, name)
    assert issubclass(cls, Function if FUNCTIONS[name].reads else WriteOnly)
    if issubclass(cls, Function):
        assert cls.writes == FUNCTIONS[name].writes


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(max_examples=40)
@given(data=st.data())
def test_asterisk_reads_each_argument_as_it_is(name: str, data: st.DataObject) -> None:
    entry = FUNCTIONS[name]
    given_texts: dict[str, str] = {}
    values: dict[str, object] = {}
    for piece in entry.pieces:
        if piece.required or data.draw(st.booleans()):
            values[piece.name], given_texts[piece.name] = data.draw(pairs(piece, version=RECENT))
    text = str(getattr(functions, name)(**values))
    title, parenthesis, rest = text.partition("(")
    assert (title, parenthesis, rest[-1:]) == (name, "(", ")")
    places = [[argument] for argument in entry.arguments if argument.joined is None]
    for argument in entry.arguments:
        if argument.joined is not None:
            places[-1].append(argument)
    inner = rest[:-1]
    words = read_arguments(inner, len(places) + (places[-1][-1].raw is None)) if len(places) > 1 else [inner]
    words += [""] * (len(places) - len(words))
    expected = [
        "".join(f"{one.joined or ''}{given_texts[one.name]}" for one in place if one.name in given_texts)
        for place in places
    ]
    assert words == expected


@pytest.mark.parametrize(
    ("make", "argument", "problem"),
    [
        (lambda: DB("a/b", "c"), "family", "without '/'"),
        (lambda: DB("a", ""), "key", "a non-empty string"),
        (lambda: CONFBRIDGE("caller", "x"), "kind", "one of 'user', 'bridge', 'menu'"),  # type: ignore[arg-type]
        (lambda: EXTENSION_STATE("1@2"), "extension", "without '@'"),
        (lambda: CALLERID(""), "item", "a non-empty string"),
        (lambda: CHANNEL(None), "item", "a non-empty string"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_argument_is_refused(make: Callable[[], object], argument: str, problem: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        make()
    assert caught.value.argument == argument
    assert problem in str(caught.value)


def test_commands_for_variables_take_functions() -> None:
    name = CALLERID("name")
    assert GetVariable(name).encode() == b"GET VARIABLE CALLERID(name)\n"
    assert GetVariable(name) == GetVariable("CALLERID(name)")
    assert SetVariable(name, "Ann").encode() == b"SET VARIABLE CALLERID(name) Ann\n"
    assert type(SetVariable(name, "Ann").name) is str
    assert GetFullVariable(f"<{name.expression}>").expression == "<${CALLERID(name)}>"
    assert WholeVariable(name) == WholeVariable("CALLERID(name)")


def test_what_cannot_be_read_is_only_written() -> None:
    option = CONFBRIDGE("user", "template")
    assert SetVariable(option, "loud").encode() == b"SET VARIABLE CONFBRIDGE(user,template) loud\n"
    assert option == CONFBRIDGE("user", "template") != CONFBRIDGE("user", "marked")
    assert len({option, CONFBRIDGE("user", "template"), CDR_PROP("disable")}) == 2
    for make in (GetVariable, GetFullVariable, WholeVariable):
        with pytest.raises(InvalidArgument):
            make(option)  # type: ignore[arg-type]


def test_what_cannot_be_written_is_only_read() -> None:
    state = EXTENSION_STATE("100")
    assert GetVariable(state).name == "EXTENSION_STATE(100)"
    with pytest.raises(InvalidArgument, match=r"SET VARIABLE: name .*: EXTENSION_STATE can only be read"):
        SetVariable(state, "INUSE")  # type: ignore[arg-type]
    assert SetVariable(DEVICE_STATE("Custom:lamp"), "INUSE").name == "DEVICE_STATE(Custom:lamp)"
    assert SetVariable(QUEUE_MEMBER("sales", "paused", "PJSIP/ann"), "1").value == "1"


@pytest.mark.parametrize("name", ["a}", "{a", "$[1]", "a):b", "x)y:z("])
def test_what_would_end_an_expression_is_refused_in_one(name: str) -> None:
    function = GLOBAL(name)
    assert GetVariable(function).name == f"GLOBAL({name})"
    with pytest.raises(InvalidArgument, match="GLOBAL: expression"):
        _ = function.expression


@pytest.mark.parametrize("name", ["a:b", "(a):b", "a b", "a,b", "$a", "a\\"])
def test_what_would_not_is_kept(name: str) -> None:
    assert GLOBAL(name).expression == f"${{GLOBAL({name})}}"


def test_a_call_reads_and_writes_functions() -> None:
    call = TestCall(Asterisk())
    call.set_variable(CALLERID("name"), "Ann")
    assert call.get_variable(CALLERID("name")).value == "Ann"
    assert call.get_full_variable(f"Hello {CALLERID('name').expression}").value == "Hello Ann"
