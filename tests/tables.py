"""Tables that are made from the spec: sample arguments, sample replies, and the expected results."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import cache

from attrs import frozen
from hypothesis import strategies as st

from agicodec import AsteriskVersion, CallerId, Command, LocalProtocolError, commands, results
from agicodec.model import KEYS
from agicodec.model.argument_words import leading_integer
from agicodec.wire import SpeechMatch, from_wire, to_wire
from codegen.build import read_spec
from codegen.forms import Slot
from codegen.model import Argument, Reply
from codegen.model import Command as CommandSpec

SPEC = read_spec()
COMMANDS = {command.title: command for command in SPEC.commands}

SAMPLES: dict[str, tuple[object, str]] = {
    "text": ('good "day" \\', 'good "day" \\'),
    "name": ("some name", "some name"),
    "integer": (3, "3"),
    "milliseconds": (2500, "2500"),
    "seconds": (4, "4"),
    "fractional_seconds": (1.25, "1.25"),
    "samples": (8000, "8000"),
    "epoch": (datetime(2023, 11, 14, 23, 13, 20, 999999, timezone(timedelta(hours=1))), "1700000000"),
    "digits": ("12#", "12#"),
    "spoken_digits": ("0049*", "0049*"),
    "switch": (True, "on"),
    "flag": (True, ""),
    "caller_id": (CallerId("12", 'A "B"'), '"A \\"B\\"" <12>'),
    "priority": ("again", "again"),
}
"""For each argument type a value, and the word it becomes."""


OLDEST = AsteriskVersion.parse("1.4.0")
"""A release that sends each reply that later ones send no more."""


@frozen
class ReplyRow:
    """A reply line and the result that it must become."""

    command: Command[object]
    line: str
    result: object
    version: AsteriskVersion | None = None
    """The release in which it means that, where the present one does not send it."""


def command_class(command: CommandSpec) -> type[Command[object]]:
    """Find the generated class of a command."""
    found: type[Command[object]] = getattr(commands, command.class_name)
    assert issubclass(found, Command)
    return found


def make(command: CommandSpec, *, full: bool = True) -> Command[object]:
    """Make a command with sample arguments: all of them, or only those that it cannot do without."""
    arguments = [a for a in command.arguments if full or (a.required and a.preset is None)]
    return command_class(command)(**{argument.name: sample(argument)[0] for argument in arguments})


def sample(argument: Argument) -> tuple[object, str]:
    """Return a value for an argument, and the word it becomes."""
    if argument.type == "enumeration":
        last = argument.values[-1]
        return last.value, last.wire
    value, word = SAMPLES[argument.type]
    return value, argument.word or argument.prefix + word


def reply_rows(command: CommandSpec) -> Iterator[ReplyRow]:
    """Return a sample of each reply of a command."""
    made = make(command, full=False)
    for reply in command.replies:
        line, fields = _write(reply, command)
        result = getattr(results, command.result)(reply.outcome, **fields)
        yield ReplyRow(made, line, result, OLDEST if reply.until else None)


def _write(reply: Reply, command: CommandSpec) -> tuple[str, dict[str, object]]:
    """Fill the places of a form; return the line, and what the result must hold."""
    form = reply.parsed
    fields: dict[str, object] = {}

    def fill(place: str, slot: Slot) -> str:
        if slot.kind == "literal":
            return slot.value
        if slot.kind == "any":
            return "9"
        if slot.kind == "negative":
            return "-9"
        if slot.kind == "argument":
            return "0"
        field = SPEC.result(command.result).field(slot.value)
        text, value = {
            "key": ("53", "5") if place == "result" else ("#", "#"),
            "integer": ("4711", 4711) if field.maximum is None else (str(field.maximum), field.maximum),
            "digits": ("123", "123"),
            "text": ("a (b) endpos=7", "a (b) endpos=7"),
            "matches": (
                '2 score0=900 text0="say "yes"" grammar0=menu score1=-1 text1="" grammar1=a b',
                (SpeechMatch(900, 'say "yes"', "menu"), SpeechMatch(-1, "", "a b")),
            ),
        }[field.type]
        fields[slot.value] = value
        return text

    line = f"200 result={fill('result', form.result)}"
    if form.word is not None:
        line += f" ({fill('word', form.word)})"
    line += "".join(f" {key}={fill(key, slot)}" for key, slot in form.pairs)
    return line + (f" {form.tail}" if form.tail else ""), fields


# Hypothesis takes longer to make a strategy than to draw from it.


@cache
def texts(**kwargs: int) -> st.SearchStrategy[str]:
    """Any text that the wire can carry: no line feed, no NUL, no half of a surrogate pair but those for bytes."""
    carried = st.characters(exclude_categories=["Cs"], exclude_characters="\n\0")
    escaped = st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF, categories=["Cs"])
    awkward = st.sampled_from(' \t"\\\r()=#*')
    text = st.text(st.one_of(carried, awkward, escaped), **kwargs)
    return text.map(lambda text: from_wire(to_wire(text)))  # escaped bytes that are UTF-8 come back as what they mean


@cache
def values(argument: Argument) -> st.SearchStrategy[object]:
    """Any value that an argument accepts."""
    low, high = argument.bounds
    non_empty = 1 if argument.nonempty else 0
    made: dict[str, st.SearchStrategy[object]] = {
        "text": texts(max_size=19 if argument.max_bytes else 60),
        "name": texts(min_size=1, max_size=19),
        "integer": st.integers(low, high),
        "milliseconds": st.integers(low, high),
        "seconds": st.integers(low, high),
        "samples": st.integers(low, high),
        "fractional_seconds": st.one_of(
            st.integers(low, high), st.sampled_from([0.0, -0.0]), st.floats(1e-6, 1e9), st.floats(-1e9, -1e-6)
        ),
        "epoch": st.one_of(
            st.integers(low, high),
            st.datetimes(datetime(1970, 1, 2), datetime(2037, 12, 31), timezones=st.just(timezone.utc)),
        ),
        "digits": st.one_of(st.text(KEYS, max_size=16), texts(max_size=16)),
        "spoken_digits": st.builds(str.__add__, st.from_regex(r"\A[ \t]*[+-]?[0-9]\Z"), texts(max_size=20)),
        "enumeration": st.sampled_from([value.value for value in argument.values] or [""]),
        "switch": st.booleans(),
        "flag": st.booleans(),
        "caller_id": st.one_of(
            texts(max_size=50),
            st.builds(CallerId, st.text("0123456789+ ()", max_size=20), texts(max_size=25)),
        ),
        "priority": st.one_of(
            st.integers(low, high),
            st.integers(low, high).map(str),
            texts(min_size=non_empty, max_size=20).filter(lambda text: leading_integer(text) is None),
        ),
    }
    strategy = made[argument.type]
    return strategy if argument.required or argument.type == "flag" else st.one_of(st.none(), strategy)


@cache
def any_of(command: CommandSpec) -> st.SearchStrategy[Command[object]]:
    """Any command of a class."""
    return st.builds(command_class(command), **{argument.name: values(argument) for argument in command.arguments})


def can_be_sent(command: Command[object]) -> bool:
    """Return whether a command has a form on the wire."""
    try:
        command.encode()
    except LocalProtocolError:
        return False
    return True


@cache
def any_that_can_be_sent(command: CommandSpec) -> st.SearchStrategy[Command[object]]:
    """Any command of a class that has a form on the wire."""
    return any_of(command).filter(can_be_sent)
