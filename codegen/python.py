"""Writes the entries of the spec as Python, for the templates."""

from __future__ import annotations

from collections.abc import Sequence

from .model import Argument, Command, EnvironmentField, Field, Outcome, Result
from .names import own
from .validators import can_be_none, plainly_right, validator_call
from .writing import is_plain, literal

__all__ = [
    "annotation",
    "argument_field",
    "argument_words",
    "default_of",
    "environment_annotation",
    "environment_read",
    "environment_write",
    "field_annotation",
    "field_default",
    "not_plainly_right",
    "outcome_test",
    "outcomes_of",
    "parameter_annotation",
    "release_tuple",
    "releases",
    "sent_word",
    "straight_line",
    "wire_tables",
]

_MOST_PLACED = 2
"""How many consecutive optional arguments are written without a list of words."""

_STR, _INT, _FLOAT, _BOOL, _CALLER_ID = map(own, ("str", "int", "float", "bool", "CallerId"))

_PYTHON_TYPES = {
    "text": _STR,
    "name": _STR,
    "integer": _INT,
    "milliseconds": _INT,
    "seconds": _INT,
    "fractional_seconds": _FLOAT,
    "samples": _INT,
    "epoch": f"{_INT} | {own('datetime')}",
    "digits": _STR,
    "spoken_digits": _STR,
    "switch": _BOOL,
    "flag": _BOOL,
    "caller_id": f"{_CALLER_ID} | {_STR}",
    "priority": f"{_INT} | {_STR}",
}

_LAZY_TYPES = {
    **_PYTHON_TYPES,
    "epoch": f"{own('agicodec')}.model.Moment",
    "caller_id": f"{own('agicodec')}.CallerId | {_STR}",
}
"""The same, by names that are loaded only when the hints are evaluated."""

_FIELD_TYPES = {
    "key": f"{_STR} | None",
    "integer": f"{_INT} | None",
    "text": f"{_STR} | None",
    "digits": _STR,
    "matches": f"{own('tuple')}[{own('SpeechMatch')}, ...]",
}

_ENVIRONMENT_TYPES = {
    "text": "str",
    "text_or_unknown": "str | None",
    "integer": "int",
    "yes": "bool",
    "eagi": "bool",
    "version": "AsteriskVersion | None",
}

_ENVIRONMENT_READS = {
    "text": 'text({}, "")',
    "text_or_unknown": 'block.text_or_none({}, "unknown")',
    "integer": "block.integer({})",
    "yes": 'block.flag({}, "yes", "")',
    "eagi": 'block.flag({}, "1.0", "0.0")',
    "version": "block.version({})",
}

_ENVIRONMENT_WRITES = {
    "text": "{}",
    "text_or_unknown": '"unknown" if {} is None else {}',
    "integer": "int.__repr__({})",
    "yes": '"yes" if {} else None',
    "eagi": '"1.0" if {} else "0.0"',
    "version": "None if {} is None else {}.raw",
}


def annotation(argument: Argument, *, lazy: bool = False) -> str:
    """Return the Python type of an argument.

    Args:
        argument: the argument.
        lazy: name all but builtins as attributes of `agicodec`, which loads them when something asks for the hints.
    """
    if argument.type == "enumeration":
        python = f"{own('Literal')}[{', '.join(literal(value.value) for value in argument.values)}]"
    else:
        python = (_LAZY_TYPES if lazy else _PYTHON_TYPES)[argument.type]
    return f"{python} | None" if can_be_none(argument) else python


def parameter_annotation(argument: Argument, *, lazy: bool = False) -> str:
    """Return the type of the parameter for an argument: one that names a variable may also be a function."""
    python = annotation(argument, lazy=lazy)
    if not (argument.read or argument.written):
        return python
    function = "ReadOnly" if argument.read else "WriteOnly"
    return f"{python} | {own('agicodec')}.model.{function}" if lazy else f"{python} | {own(function)}"


def default_of(argument: Argument) -> str | None:
    """Return the Python default of an argument; None when it has none."""
    if argument.type == "flag":
        return "False"
    if argument.preset is not None:
        return literal(argument.preset) if isinstance(argument.preset, str) else repr(argument.preset)
    return None if argument.required else "None"


def argument_field(argument: Argument) -> str:
    """Return the attrs field of an argument."""
    default = default_of(argument)
    parts = ([] if default is None else [f"default={default}"]) + [f"validator={validator_call(argument)}"]
    return f"{own('field')}({', '.join(parts)})"


def not_plainly_right(command: Command) -> str:
    """Return a quick test for arguments of a command that may be wrong; false for those that are certainly right."""
    test = " and ".join(map(plainly_right, command.arguments))
    match test.split(" "):
        case [value, "is", other]:
            return f"{value} is not {other}"
        case _:
            return f"not ({test})"


def wire_tables(command: Command) -> list[tuple[str, Argument]]:
    """Return the names of the constants that map enumerated values to words, where these differ."""
    return [
        (f"_{'_'.join(command.words)}_{argument.name.upper()}_WORDS", argument)
        for argument in command.arguments
        if any(value.wire != value.value for value in argument.values)
    ]


def argument_words(command: Command) -> str:
    """Return the body of `argument_words`."""
    always = [word for argument in command.arguments if argument.required for word in [_word(command, argument)]]
    optional = [argument for argument in command.arguments if not argument.required]
    if not optional:
        return f"return ({''.join(f'{word}, ' for word in always)})"
    if len(optional) > 1 and not all(argument.floating for argument in optional):
        pairs = (f"({_optional_word(command, a)}, {literal(a.placeholder or '')})" for a in optional)
        return f"return {own('with_placeholders')}(({''.join(f'{word}, ' for word in always)}), {', '.join(pairs)},)"
    lines = [f"words = [{', '.join(always)}]" if always else f"words: {own('list')}[{own('str')}] = []"]
    for argument in optional:
        test = f"self.{argument.name}" if argument.type == "flag" else f"self.{argument.name} is not None"
        lines += [f"if {test}:", f"    words.append({_word(command, argument)})"]
    return "\n".join([*lines, "return words"])


def straight_line(command: Command) -> str:
    """Return the body of `encode` where it can be written without a list of words; empty if it needs one."""
    optional = [argument for argument in command.arguments if not argument.required]
    placed = [argument for argument in optional if not argument.floating]
    if len(placed) > _MOST_PLACED or any(not _is_number(argument.placeholder or "") for argument in placed[:-1]):
        return ""
    if not all(is_plain(word) for a in command.arguments for word in (a.word, a.prefix) if word):
        return ""  # it would have to be quoted, or would be more than a word in an f-string
    always = [_inline(command, argument) for argument in command.arguments if argument.required]
    lines = [f'line = f"{" ".join([command.title, *always])}"' if always else f'line = "{command.title}"']
    if len(placed) > 1:
        first, second = placed
        before = f"{{{first.placeholder} if self.{first.name} is None else {_inline(command, first)[1:-1]}}}"
        lines += [
            f"if self.{second.name} is not None:",
            f'    line += f" {before} {_inline(command, second)}"',
            f"elif self.{first.name} is not None:",
            f'    line += f" {_inline(command, first)}"',
        ]
        optional = []
    for argument in optional:
        word = _inline(command, argument)
        test = f"self.{argument.name}" if argument.type == "flag" else f"self.{argument.name} is not None"
        lines += [f"if {test}:", f'    line += {"f" if "{" in word else ""}" {word}"']
    return "\n".join([*lines, "return self.finish(line, limits)"])


def outcomes_of(result: Result, command: Command) -> list[Outcome]:
    """Return the outcomes of a result that a command may have."""
    names = {reply.outcome for reply in command.replies}
    return [outcome for outcome in result.outcomes if outcome.name in names]


def outcome_test(result: Result, outcomes: Sequence[str]) -> str:
    """Return the expression for whether the outcome is one of these."""
    if not outcomes or len(outcomes) == len(result.outcomes):
        return str(bool(outcomes))
    others = [name for name in result.names if name not in outcomes]
    negative = len(others) < len(outcomes)
    names = others if negative else list(outcomes)
    if len(names) == 1:
        return f"self.outcome {'!=' if negative else '=='} {literal(names[0])}"
    return f"self.outcome {'not in' if negative else 'in'} ({', '.join(map(literal, names))})"


def field_annotation(field: Field) -> str:
    """Return the Python type of a result's field."""
    return _FIELD_TYPES[field.type]


def field_default(field: Field) -> str:
    """Return the Python default of a result's field."""
    return {"digits": '""', "matches": "()"}.get(field.type, "None")


def environment_annotation(field: EnvironmentField) -> str:
    """Return the Python type of an environment field."""
    python = _ENVIRONMENT_TYPES[field.type]
    return f"{python} | None" if field.optional and field.type in ("text", "integer") else python


def environment_read(field: EnvironmentField) -> str:
    """Return the expression that reads an environment field from the block."""
    read = _ENVIRONMENT_READS[field.type]
    if field.optional:
        read = {"text": "text({})", "integer": "block.integer_or_none({})"}.get(field.type, read)
    return read.format(literal(field.name))


def environment_write(field: EnvironmentField) -> str:
    """Return the expression that writes an environment field; its value is None if the line is omitted."""
    name = f"environment.{field.attribute}"
    if field.optional and field.type == "integer":
        return f"None if {name} is None else int.__repr__({name})"
    return _ENVIRONMENT_WRITES[field.type].replace("{}", name)


def release_tuple(release: str) -> str:
    """Write a release as a tuple: `(20, 16)`."""
    return f"({', '.join(release.split('.'))},)"


def releases(names: Sequence[str]) -> str:
    """Write releases as the arguments of a call: `(1, 8, 24), (11, 6)`."""
    return ", ".join(release_tuple(name) for name in names)


def _word(command: Command, argument: Argument) -> str:
    """Return the expression for an argument's word."""
    name = f"self.{argument.name}"
    if argument.type == "flag":
        return literal(argument.word or "")
    if argument.type == "switch":
        return f'"on" if {name} else "off"'
    for table, tabled in wire_tables(command):
        if tabled is argument:
            return f"{table}[{name}]"
    if argument.prefix:
        plain = is_plain(argument.prefix)
        return f'f"{argument.prefix}{{{name}}}"' if plain else f"{literal(argument.prefix)} + {own('str')}({name})"
    if argument.type == "epoch":
        return f"{own('epoch_word')}({name})"
    if argument.type == "fractional_seconds":
        return f"{own('decimal_word')}({name})"
    return name if annotation(argument).removesuffix(" | None") == _STR or argument.values else f"{_STR}({name})"


def sent_word(command: Command, argument: Argument, *, as_number: bool = False) -> str:
    """Return the expression for the word that was sent for an argument, as a reply repeats it; 0 if none was sent."""
    name = f"self.{argument.name}"
    if argument.is_count:
        sent = name if argument.required else f"({name} or 0)"
        return sent if as_number else f"{_STR}({sent})"
    word = _word(command, argument)
    if argument.type == "flag":
        return f'({word} if {name} else "0")'
    return word if argument.required else f'("0" if {name} is None else {word})'


def _inline(command: Command, argument: Argument) -> str:
    """Return an argument's word as part of an f-string."""
    name = f"self.{argument.name}"
    word = _word(command, argument)
    if argument.type == "flag":
        return argument.word or ""
    if argument.prefix:
        return f"{argument.prefix}{{{name}}}"
    if word == f"{_STR}({name})" and argument.type != "caller_id":
        return f"{{{name}}}" if argument.type != "priority" else f"{{{own('quote')}({word})}}"
    plain = argument.type in ("epoch", "fractional_seconds", "switch")
    return f"{{{word}}}".replace('"', "'") if plain else f"{{{own('quote')}({word})}}"


def _is_number(placeholder: str) -> bool:
    """Return whether Python can write a placeholder as a number."""
    return placeholder.isascii() and placeholder.isdecimal() and str(int(placeholder)) == placeholder


def _optional_word(command: Command, argument: Argument) -> str:
    """Return the expression for an argument's word, or for None if it is omitted."""
    word, name = _word(command, argument), f"self.{argument.name}"
    plain = word in (name, f"{_STR}({name})") and argument.type != "caller_id"
    return name if plain else f"None if {name} is None else {word}"
