"""The environment block."""

from __future__ import annotations

import re

import attrs
import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

from agicodec import AsteriskVersion, Environment, RemoteProtocolError
from agicodec.wire import Block, Irregularity
from agicodec.wire.protocol import ENVIRONMENT_FIELDS
from tests.refused import COMPILED
from tests.sessions import BLOCK
from tests.tables import SPEC, texts


def test_all_fields_are_typed() -> None:
    environment = Environment.decode(BLOCK)
    assert environment == Environment(
        network=True,
        network_script="hello?x=1",
        request="agi://127.0.0.1:4573/hello?x=1",
        channel="Local/fast@agi-00000003;2",
        language="en",
        type="Local",
        unique_id="1795471207.7",
        version=AsteriskVersion("22.10.1+dfsg+~cs6.17.60671434-1"),
        caller_id_number="1001",
        caller_id_name="Ann: é \udcc3",
        calling_presentation=67,
        calling_ani2=0,
        calling_ton=0,
        calling_tns=0,
        dnid=None,
        rdnis=None,
        context="agi",
        extension="fast",
        priority=2,
        enhanced=False,
        account_code="",
        thread_id=-1339524208,
        arguments=("arg one", "", "three"),
    )
    assert environment.irregularities == ()
    assert environment.raw[0] == ("agi_network", "yes")
    assert environment.raw[-2] == ("agi_arg_2", "")
    assert environment.encode() == BLOCK


def test_the_attributes_are_those_of_the_spec_in_the_order_of_asterisk() -> None:
    names = [field.name for field in fields(Environment)]
    assert names == [field.attribute for field in SPEC.environment] + ["arguments", "irregularities", "raw"]


def test_process_agi_has_no_network() -> None:
    environment = Environment.decode(BLOCK.split(b"\n", 2)[2])
    assert (environment.network, environment.network_script, environment.irregularities) == (False, None, ())


def test_asterisk_1_4_has_neither_version_nor_thread_nor_arguments() -> None:
    lines = [line for line in BLOCK.split(b"\n") if b"version" not in line and b"thread" not in line]
    environment = Environment.decode(b"\n".join(line for line in lines if b"arg_" not in line))
    assert (environment.version, environment.thread_id, environment.arguments) == (None, None, ())
    assert environment.irregularities == ()


def test_eagi_is_recognized_by_its_number() -> None:
    assert Environment.decode(BLOCK.replace(b"agi_enhanced: 0.0", b"agi_enhanced: 1.0")).enhanced


def test_the_empty_line_may_be_left_out() -> None:
    assert Environment.decode(BLOCK[:-1]) == Environment.decode(BLOCK) == Environment.decode(BLOCK[:-2])


def test_what_follows_the_empty_line_is_refused() -> None:
    with pytest.raises(RemoteProtocolError, match="ends the environment, but more follows it: b'more'"):
        Environment.decode(BLOCK + b"more")


@pytest.mark.parametrize("more", [b"\n", b"x", b"agi_type: Local\n\n"])
def test_what_follows_an_empty_line_at_the_beginning_is_refused(more: bytes) -> None:
    with pytest.raises(RemoteProtocolError, match="ends the environment, but more follows it") as caught:
        Environment.decode(b"\n" + more)
    assert caught.value.data == more


@pytest.mark.parametrize("data", [b"", b"\n"])
def test_an_empty_block_misses_what_every_block_has(data: bytes) -> None:
    environment = Environment.decode(data)
    assert environment.encode() == b"\n"
    required = [field.name for field in SPEC.environment if not field.optional]
    assert [(found.kind, found.name) for found in environment.irregularities] == [
        ("missing", name) for name in required
    ]


def forged(caller_name: bytes) -> Environment:
    return Environment.decode(BLOCK.replace(b"Ann: \xc3\xa9 \xc3", caller_name))


def test_a_field_forged_before_its_place_is_reported_and_not_believed() -> None:
    environment = forged(b"X\nagi_context: evil\nagi_arg_1: evil")
    assert (environment.context, environment.caller_id_name) == ("agi", "X")
    assert environment.arguments == ("arg one", "", "three")
    assert environment.irregularities == (
        Irregularity("out of order", "agi_context", "evil"),
        Irregularity("out of order", "agi_arg_1", "evil"),
    )


def test_a_field_forged_after_its_place_is_repeated() -> None:
    environment = forged(b"X\nagi_channel: evil")
    assert environment.channel == "Local/fast@agi-00000003;2"
    assert environment.irregularities == (Irregularity("repeated", "agi_channel", "evil"),)


def test_a_field_forged_in_its_very_place_makes_the_genuine_one_repeated() -> None:
    environment = forged(b"X\nagi_callingpres: 1")
    assert environment.calling_presentation == 1
    assert environment.irregularities == (Irregularity("repeated", "agi_callingpres", "67"),)


def test_a_forged_field_that_a_block_may_lack_is_not_believed() -> None:
    data = BLOCK.split(b"\n", 2)[2].replace(b"agi_type: Local", b"agi_type: Local\nagi_network: yes")
    environment = Environment.decode(data)
    assert environment.network is False
    assert environment.irregularities == (Irregularity("out of order", "agi_network", "yes"),)


def test_a_block_that_a_value_ends_early_misses_the_rest() -> None:
    head = BLOCK.partition(b"agi_callingpres")[0]
    environment = Environment.decode(head)
    assert environment.caller_id_name == "Ann: é \udcc3"
    missing = [found.name for found in environment.irregularities]
    assert missing[0] == "agi_callingpres"
    assert missing[-1] == "agi_accountcode"
    assert (environment.priority, environment.context) == (0, "")


def test_a_field_out_of_its_place_counts_when_it_comes_in_no_other() -> None:
    data = BLOCK.replace(b"agi_language: en\n", b"").replace(b"agi_type: Local", b"agi_type: Local\nagi_language: de")
    environment = Environment.decode(data)
    assert environment.language == "de"
    assert [found.kind for found in environment.irregularities] == ["out of order", "missing"]


@pytest.mark.parametrize(
    ("old", "new", "irregularity"),
    [
        (b"agi_priority: 2", b"agi_priority: two", Irregularity("wrong value", "agi_priority", "two")),
        (b"agi_priority: 2", b"agi_priority: ", Irregularity("wrong value", "agi_priority", "")),
        (b"agi_threadid: -1", b"agi_threadid: x1", Irregularity("wrong value", "agi_threadid", "x1339524208")),
        (b"agi_enhanced: 0.0", b"agi_enhanced: 2.0", Irregularity("wrong value", "agi_enhanced", "2.0")),
        (b"agi_network: yes", b"agi_network: no", Irregularity("wrong value", "agi_network", "no")),
        (b"agi_type: Local", b"agi_type: Local\nno separator", Irregularity("no separator", "", "no separator")),
        (b"agi_type: Local", b"agi_type: Local\n: x", Irregularity("no separator", "", ": x")),
        (b"agi_type: Local", b"agi_type: Local\nagi_type:", Irregularity("no separator", "", "agi_type:")),
        (b"agi_type: Local", b"agi_type: Local\nagi_new: x", Irregularity("unknown name", "agi_new", "x")),
        (b"agi_arg_3: three", b"agi_arg_2: evil\nagi_arg_3: three", Irregularity("repeated", "agi_arg_2", "evil")),
        (b"agi_arg_3: three", b"agi_arg_9: x\nagi_arg_3: three", Irregularity("out of order", "agi_arg_9", "x")),
        (b"agi_arg_3: three", b"agi_arg_x: x\nagi_arg_3: three", Irregularity("out of order", "agi_arg_x", "x")),
        (b"agi_arg_3: three", b"agi_arg_03: x\nagi_arg_3: three", Irregularity("out of order", "agi_arg_03", "x")),
    ],
)
def test_each_irregularity_is_listed_and_kept_in_raw(old: bytes, new: bytes, irregularity: Irregularity) -> None:
    data = BLOCK.replace(old, new)
    environment = Environment.decode(data)
    assert environment.irregularities == (irregularity,)
    assert environment.encode() == data
    assert environment.arguments == ("arg one", "", "three")
    assert environment.priority == (0 if irregularity.name == "agi_priority" else 2)
    with pytest.raises(RemoteProtocolError, match="not as Asterisk writes it: ") as caught:
        Environment.decode(data, strict=True)
    assert str(irregularity) in str(caught.value)


PARSED = {
    name: value
    for name, _, value in (line.partition(": ") for line in BLOCK.decode("utf-8", "surrogateescape").split("\n"))
    if name
}


def test_the_fields_by_name_are_those_that_came() -> None:
    assert Environment.decode(BLOCK).fields == PARSED
    assert Environment.decode(b"agi_channel: x\nagi_dnid: unknown\n").fields == {
        "agi_channel": "x",
        "agi_dnid": "unknown",
    }
    assert Environment.decode(b"").fields == {}
    assert Environment.decode(b"no separator\n: x\n").fields == {}


def test_the_fields_by_name_have_those_that_no_known_asterisk_sends() -> None:
    data = BLOCK.replace(b"agi_type: Local", b"agi_type: Local\nagi_new: x\nagi_new: y\nX-Tenant: 7")
    assert Environment.decode(data).fields == {**PARSED, "agi_new": "x", "X-Tenant": "7"}


@pytest.mark.parametrize(
    "forgery",
    [b"agi_context: evil", b"agi_channel: evil", b"agi_arg_1: evil", b"agi_arg_9: evil", b"agi_arg_x: evil", b"evil"],
)
def test_the_fields_by_name_have_no_forged_line(forgery: bytes) -> None:
    assert forged(b"X\n" + forgery).fields == {**PARSED, "agi_calleridname": "X"}


def test_the_fields_by_name_have_one_out_of_its_place_when_it_comes_in_no_other() -> None:
    data = BLOCK.replace(b"agi_language: en\n", b"").replace(b"agi_type: Local", b"agi_type: Local\nagi_language: de")
    assert Environment.decode(data).fields == {**PARSED, "agi_language": "de"}


def test_the_fields_by_name_are_texts_even_of_wrong_values() -> None:
    environment = Environment.decode(BLOCK.replace(b"agi_priority: 2", b"agi_priority: two"))
    assert environment.fields["agi_priority"] == "two"
    assert environment.priority == 0


EMPTY = [name for name, type_ in ((field.name, field.type) for field in SPEC.environment) if type_.startswith("text")]


@pytest.mark.parametrize("name", [*EMPTY, "agi_arg_1", "agi_arg_2", "agi_arg_3"])
def test_an_empty_value_may_have_lost_the_blank_before_it(name: str) -> None:
    lines = BLOCK.decode("utf-8", "surrogateescape").split("\n")
    whole = [f"{name}: " if line.startswith(f"{name}: ") else line for line in lines]
    stripped = [line.rstrip() for line in whole]
    expected, found = (
        Environment.decode("\n".join(text).encode("utf-8", "surrogateescape")) for text in (whole, stripped)
    )
    assert found.irregularities == ()
    assert found.fields == expected.fields == {**PARSED, name: ""}
    assert found.encode() == "\n".join(stripped).encode("utf-8", "surrogateescape")
    same = [part.name for part in fields(Environment) if part.name != "raw"]
    assert [getattr(found, part) for part in same] == [getattr(expected, part) for part in same]


@pytest.mark.parametrize("name", ["agi_priority", "agi_threadid", "agi_callington"])
def test_a_number_that_is_empty_and_lost_its_blank_is_a_wrong_value(name: str) -> None:
    lines = [f"{name}:" if line.startswith(f"{name}: ") else line for line in BLOCK.decode("latin-1").split("\n")]
    environment = Environment.decode("\n".join(lines).encode("latin-1"))
    assert environment.irregularities == (Irregularity("wrong value", name, ""),)


@pytest.mark.parametrize("line", ["agi_type:", "agi_context:", "agi_arg_1:", "agi_arg_9:", "agi_new:", "x:"])
def test_a_name_without_a_blank_that_is_not_due_has_no_separator(line: str) -> None:
    environment = forged(b"X\n" + line.encode())
    assert environment.irregularities == (Irregularity("no separator", "", line),)
    assert environment.fields == {**PARSED, "agi_calleridname": "X"}


def test_an_irregularity_says_what_it_is() -> None:
    assert str(Irregularity("missing", "agi_type", "")) == "agi_type is missing from its place"
    assert str(Irregularity("repeated", "agi_type", "x")) == "repeated: agi_type 'x'"
    assert str(Irregularity("no separator", "", "x")) == "no separator: the line 'x'"


single_lines = texts(max_size=20)
known = single_lines.filter(lambda text: text != "unknown")
regular = st.builds(
    Environment,
    network=st.booleans(),
    network_script=st.none() | single_lines,
    request=single_lines,
    channel=single_lines,
    version=st.none() | single_lines.map(AsteriskVersion.parse),
    caller_id_number=st.none() | known,
    caller_id_name=st.none() | known,
    calling_presentation=st.integers(-(2**31), 2**31 - 1),
    dnid=st.none() | known,
    context=single_lines,
    priority=st.integers(0, 2**31 - 1),
    enhanced=st.booleans(),
    thread_id=st.none() | st.integers(-(2**63), 2**63 - 1),
    arguments=st.lists(single_lines, max_size=5).map(tuple),
)


@given(regular)
def test_an_environment_survives_the_way_there_and_back(environment: Environment) -> None:
    decoded = Environment.decode(environment.encode())
    assert decoded.encode() == environment.encode()
    assert decoded.irregularities == ()
    assert decoded.arguments == Environment.decode(decoded.encode()).arguments
    assert Environment.decode(decoded.encode()) == decoded
    assert (decoded.network, decoded.enhanced, decoded.priority, decoded.thread_id) == (
        environment.network,
        environment.enhanced,
        environment.priority,
        environment.thread_id,
    )


@given(regular)
def test_blanks_that_were_stripped_make_no_difference(environment: Environment) -> None:
    stripped = Environment.decode(re.sub(rb"(?m)^(\w+): $", rb"\1:", environment.encode()))
    whole = Environment.decode(environment.encode())
    assert stripped.fields == whole.fields
    assert stripped.irregularities == ()
    assert attrs.evolve(stripped, raw=whole.raw) == whole


@given(regular)
def test_the_fields_of_an_environment_made_by_hand_are_those_that_it_writes(environment: Environment) -> None:
    assert environment.fields == dict(environment.raw) == Environment.decode(environment.encode()).fields


names = st.sampled_from([field.name for field in SPEC.environment] + ["agi_arg_1", "agi_arg_2", "agi_x", "x", ""])
any_lines = st.lists(st.one_of(st.tuples(names, texts(max_size=8)).map(": ".join), texts(min_size=1, max_size=8)))


@given(any_lines)
def test_no_line_is_ever_lost(lines: list[str]) -> None:
    data = "\n".join(line or "x" for line in lines).encode("utf-8", "surrogateescape")
    environment = Environment.decode(data)
    assert environment.encode() == (data + b"\n\n" if data else b"\n")
    reported = len([found for found in environment.irregularities if found.kind not in ("missing", "wrong value")])
    accepted = len(environment.raw) - reported
    assert len(environment.arguments) <= accepted <= len(SPEC.environment) + len(environment.arguments)


NAMES = [name for name, _ in ENVIRONMENT_FIELDS]
MANDATORY = [name for name, optional in ENVIRONMENT_FIELDS if not optional]


@st.composite
def blocks(draw: st.DrawFn) -> list[bytes]:
    """Draw the lines of a block in order, perhaps with a few of them moved, doubled, left out or forged."""
    left_out = draw(st.sets(st.sampled_from(NAMES), max_size=3))
    arguments = [f"agi_arg_{number}" for number in range(1, draw(st.integers(1, 4)))]
    names = [name for name in NAMES if name not in left_out] + arguments
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(names)))
        names.insert(place, draw(st.sampled_from([*NAMES, "agi_arg_1", "agi_arg_9", "agi_x", ""])))
    values = st.sampled_from(["", "0", "1", "yes", "unknown", "s"])
    return [f"{name}: {draw(values | st.just(str(place)))}".encode() for place, name in enumerate(names)]


@pytest.mark.skipif(COMPILED, reason="what is compiled makes a pair anew each time that it is looked at")
def test_calls_share_the_lines_that_most_of_them_have() -> None:
    first, second = Environment.decode(BLOCK), Environment.decode(BLOCK)
    assert first.raw == second.raw
    shared = {one[0] for one, other in zip(first.raw, second.raw, strict=True) if one is other}
    assert shared >= {"agi_network", "agi_callington", "agi_enhanced", "agi_accountcode"}


@given(blocks())
def test_a_block_in_order_is_taken_as_if_it_were_looked_at_closely(lines: list[bytes]) -> None:
    quick, close = Block(b"\n".join(lines)), Block(b"\n".join(lines), closely=True)
    assert (quick.raw, quick.texts, quick.arguments) == (close.raw, close.texts, close.arguments)
    assert quick.irregularities == close.irregularities
