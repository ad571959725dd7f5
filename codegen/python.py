"""How the things of the spec are written in Python, for the templates."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from codegen.forms import Slot
from codegen.model import Argument, Command, EnvironmentField, Field, Outcome, Reply, Result, Spec

__all__ = [
    "LINE_LENGTH",
    "Case",
    "annotation",
    "argument_field",
    "argument_words",
    "cases",
    "default_of",
    "docstring",
    "environment_annotation",
    "environment_read",
    "environment_write",
    "field_annotation",
    "field_default",
    "meaning_of",
    "outcome_test",
    "release_tuple",
    "replies_of",
    "subjects",
    "type_words",
    "wire_tables",
    "wrap",
]

LINE_LENGTH = 120
"""The longest line of generated code."""

_PYTHON_TYPES = {
    "text": "str",
    "name": "str",
    "word": "str",
    "integer": "int",
    "milliseconds": "int",
    "seconds": "int",
    "fractional_seconds": "float",
    "samples": "int",
    "epoch": "int | datetime",
    "digits": "str",
    "key": "str",
    "spoken_digits": "str",
    "switch": "bool",
    "flag": "bool",
    "caller_id": "CallerId | str",
    "priority": "int | str",
}

_CHECKS = {
    "text": "Text",
    "name": "Text",
    "word": "Word",
    "integer": "Integer",
    "milliseconds": "Integer",
    "seconds": "Integer",
    "fractional_seconds": "FractionalSeconds",
    "samples": "Integer",
    "epoch": "Epoch",
    "digits": "Digits",
    "key": "Key",
    "spoken_digits": "SpokenDigits",
    "enumeration": "OneOf",
    "switch": "Flag",
    "flag": "Flag",
    "caller_id": "CallerIdText",
    "priority": "Priority",
}

_MINIMA = {"samples": 0, "milliseconds": -1, "seconds": 0}
"""The least value of a type where the spec gives none."""

_TYPE_WORDS = {
    "text": "text",
    "name": "non-empty text",
    "word": "text without blanks",
    "integer": "integer",
    "milliseconds": "integer, milliseconds",
    "seconds": "integer, seconds",
    "fractional_seconds": "number, seconds",
    "samples": "integer, samples",
    "epoch": "seconds since 1970, or an aware datetime",
    "digits": "DTMF keys `0-9*#A-D`",
    "key": "one DTMF key",
    "spoken_digits": "text of `0-9*#-` that begins like a number",
    "enumeration": "one of a few words",
    "switch": "true or false, sent as `on` or `off`",
    "flag": "true or false, sent as a word or not at all",
    "caller_id": "`CallerId`, or text in Asterisk's notation",
    "priority": "integer from 1 on, or a label",
}

_UNITS = {"milliseconds": "in milliseconds", "samples": "in samples", "seconds": "in seconds"}

_FIELD_TYPES = {
    "key": "str | None",
    "integer": "int | None",
    "text": "str | None",
    "digits": "str",
    "matches": "tuple[SpeechMatch, ...]",
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
    "text": "block.text({})",
    "text_or_unknown": 'block.text_or_none({}, "unknown")',
    "integer": "block.integer({})",
    "yes": 'block.flag({}, "yes", "")',
    "eagi": 'block.flag({}, "1.0", "0.0")',
    "version": "block.version({})",
}

_ENVIRONMENT_WRITES = {
    "text": "{}",
    "text_or_unknown": '"unknown" if {} is None else {}',
    "integer": "str({})",
    "yes": '"yes" if {} else None',
    "eagi": '"1.0" if {} else "0.0"',
    "version": "None if {} is None else {}.raw",
}


def wrap(text: str, indent: int = 0, hanging: int = 0) -> str:
    """Wrap prose to the line length, below an indentation that the first line has already."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(
        textwrap.fill(
            paragraph,
            LINE_LENGTH - len('""""""'),
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hanging),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for paragraph in paragraphs
    ).lstrip()


def docstring(text: str) -> str:
    """Put a text in triple quotes, raw when it has a backslash."""
    text = text.strip()
    end = "\n    " if "\n" in text else ""
    prefix = "r" if "\\" in text else ""
    return f'{prefix}"""{text}{end}"""'


def annotation(argument: Argument) -> str:
    """Give the Python type of an argument."""
    if argument.type == "enumeration":
        python = f"Literal[{', '.join(_string(value.value) for value in argument.values)}]"
    else:
        python = _PYTHON_TYPES[argument.type]
    return f"{python} | None" if _can_be_none(argument) else python


def default_of(argument: Argument) -> str | None:
    """Give the Python default of an argument; None when it has none."""
    if argument.type == "flag":
        return "False"
    if argument.preset is not None:
        return _string(argument.preset) if isinstance(argument.preset, str) else repr(argument.preset)
    return None if argument.required else "None"


def argument_field(argument: Argument) -> str:
    """Give the attrs field of an argument."""
    default = default_of(argument)
    parts = ([] if default is None else [f"default={default}"]) + [f"validator={_check(argument)}"]
    return f"field({', '.join(parts)})"


def meaning_of(argument: Argument) -> str:
    """Say what an argument means, with its unit, its limits and what leaving it out does."""
    meaning = argument.meaning
    if (unit := _UNITS.get(argument.type)) and unit not in meaning:
        meaning = f"{meaning.rstrip('.')}, {unit}."
    parts = [meaning]
    if argument.max_bytes:
        parts.append(f"At most {argument.max_bytes} bytes.")
    if argument.since:
        parts.append(f"Since Asterisk {argument.since}.")
    if argument.absent:
        absent = argument.absent[0].lower() + argument.absent[1:] if argument.type != "flag" else argument.absent
        parts.append(f"When left out: {absent}")
    return " ".join(parts)


def type_words(argument: Argument) -> str:
    """Say in words what an argument accepts."""
    words = _TYPE_WORDS[argument.type]
    minimum = _minimum(argument)
    if minimum is not None and argument.maximum is not None:
        return f"{words}, {minimum} to {argument.maximum}"
    if minimum is not None:
        return f"{words}, {minimum} or more"
    return f"non-empty {words}" if argument.nonempty else words


def wire_tables(command: Command) -> list[tuple[str, Argument]]:
    """Give the names of the constants that map enumerated values to words, where these differ."""
    return [
        (f"_{'_'.join(command.words)}_{argument.name.upper()}", argument)
        for argument in command.arguments
        if any(value.wire != value.value for value in argument.values)
    ]


def argument_words(command: Command) -> str:
    """Give the body of `argument_words`."""
    always = [word for argument in command.arguments if argument.required for word in [_word(command, argument)]]
    optional = [argument for argument in command.arguments if not argument.required]
    if not optional:
        return f"return ({''.join(f'{word}, ' for word in always)})"
    if len(optional) > 1 and not all(argument.floating for argument in optional):
        pairs = (f"({_optional_word(command, a)}, {_string(a.placeholder or '')})" for a in optional)
        return f"return with_placeholders(({''.join(f'{word}, ' for word in always)}), {', '.join(pairs)},)"
    lines = [f"words = [{', '.join(always)}]" if always else "words: list[str] = []"]
    for argument in optional:
        test = f"self.{argument.name}" if argument.type == "flag" else f"self.{argument.name} is not None"
        lines += [f"if {test}:", f"    words.append({_word(command, argument)})"]
    return "\n".join([*lines, "return words"])


@frozen
class Case:
    """A case of a match statement."""

    pattern: str
    value: str


def subjects(command: Command) -> list[str]:
    """Give the parts of a reply that tell the forms of a command's replies apart."""
    forms = [reply.parsed for reply in command.replies]
    found = ["raw.result"]
    if any(form.word for form in forms):
        found.append("raw.text")
    found += (f"raw.{key}" for key in ("endpos", "digit") if any(form.pair(key) for form in forms))
    if any(form.tail for form in forms):
        found.append("raw.tail")
    return found


def cases(spec: Spec, command: Command) -> Iterator[Case]:
    """Give a case for each form of a command's replies."""
    result = spec.result(command.result)
    found = subjects(command)
    for reply in command.replies:
        yield _case(command, reply, result, found)


def outcome_test(result: Result, outcomes: Sequence[str]) -> str:
    """Give the expression that tells whether the outcome is one of these."""
    if len(outcomes) == len(result.outcomes):
        return "True"
    others = [name for name in result.names if name not in outcomes]
    negative = len(others) < len(outcomes)
    names = others if negative else list(outcomes)
    if len(names) == 1:
        return f"self.outcome {'!=' if negative else '=='} {_string(names[0])}"
    return f"self.outcome {'not in' if negative else 'in'} ({', '.join(map(_string, names))})"


def field_annotation(field: Field) -> str:
    """Give the Python type of a result's field."""
    return _FIELD_TYPES[field.type]


def field_default(field: Field) -> str:
    """Give the Python default of a result's field."""
    return {"digits": '""', "matches": "()"}.get(field.type, "None")


def environment_annotation(field: EnvironmentField) -> str:
    """Give the Python type of an environment field."""
    python = _ENVIRONMENT_TYPES[field.type]
    return f"{python} | None" if field.optional and field.type in ("text", "integer") else python


def environment_read(field: EnvironmentField) -> str:
    """Give the expression that reads an environment field from the block."""
    read = _ENVIRONMENT_READS[field.type]
    if field.optional:
        read = {"text": "block.text_or_none({})", "integer": "block.integer_or_none({})"}.get(field.type, read)
    return read.format(_string(field.name))


def environment_write(field: EnvironmentField) -> str:
    """Give the expression that writes an environment field; it is None when the line is left out."""
    name = f"environment.{field.attribute}"
    if field.optional and field.type == "integer":
        return f"None if {name} is None else str({name})"
    return _ENVIRONMENT_WRITES[field.type].replace("{}", name)


def release_tuple(release: str) -> str:
    """Write a release as a tuple: `(20, 16)`."""
    return f"({', '.join(release.split('.'))},)"


def replies_of(command: Command, outcome: Outcome) -> list[Reply]:
    """Give the replies that a command answers with when it ends so."""
    return [reply for reply in command.replies if reply.outcome == outcome.name]


def _case(command: Command, reply: Reply, result: Result, found: Sequence[str]) -> Case:
    form = reply.parsed
    places: Mapping[str, Slot | None] = {
        "raw.result": form.result,
        "raw.text": form.word,
        "raw.endpos": form.pair("endpos"),
        "raw.digit": form.pair("digit"),
        "raw.tail": Slot("literal", form.tail) if form.tail else None,
    }
    patterns: list[str] = []
    guards: list[str] = []
    values = [_string(reply.outcome)]
    for subject in found:
        slot = places[subject]
        name = subject.removeprefix("raw.")
        if slot is None:
            patterns.append("_" if subject in ("raw.tail", "raw.digit") else "None")
        elif slot.kind == "any":
            patterns.append("_")
        elif slot.kind == "argument":
            patterns.append(f"int({name})")
            guards.append(f"{name} == {_argument_value(command, slot.value)}")
        elif slot.kind == "literal":
            patterns.append(slot.value if subject == "raw.endpos" else _string(slot.value))
        else:
            pattern, guard, value = _capture(result.field(slot.value), subject)
            patterns.append(pattern)
            guards += [guard] if guard else []
            values.append(f"{slot.value}={value}")
    if (matches := form.pair("results")) is not None and matches.kind == "field":
        values.append(f"{matches.value}=raw.matches")
    guard = f" if {' and '.join(guards)}" if guards else ""
    return Case(f"{', '.join(patterns)}{guard}", f"{result.name}({', '.join(values)})")


def _capture(field: Field, subject: str) -> tuple[str, str, str]:
    """Give the pattern, the guard and the value for a field taken from a part of a reply."""
    name = field.name
    if subject == "raw.endpos":
        return f"int({name})", "", name
    if subject == "raw.digit":
        return f"str({name})", "", name
    if field.type == "key":
        return "str(code)", "code in KEY_CODES", "KEY_CODES[code]"
    if field.type == "integer":
        return "str(number)", f"({name} := to_integer(number)) is not None", name
    return f"str({name})", "", name


def _argument_value(command: Command, name: str) -> str:
    """Give the number that an argument has on the wire; an absent one counts as 0."""
    argument = command.argument(name)
    return f"self.{name}" if argument.required else f"(self.{name} or 0)"


def _can_be_none(argument: Argument) -> bool:
    return not argument.required and argument.type != "flag"


def _minimum(argument: Argument) -> int | None:
    return _MINIMA.get(argument.type) if argument.minimum is None else argument.minimum


def _check(argument: Argument) -> str:
    parts: list[str] = []
    if argument.type == "enumeration":
        parts += (_string(value.value) for value in argument.values)
    minimum = _minimum(argument)
    if minimum is not None:
        parts.append(str(minimum))
    if argument.maximum is not None:
        parts.append(str(argument.maximum) if minimum is not None else f"maximum={argument.maximum}")
    if argument.type == "name" or argument.nonempty:
        parts.append("nonempty=True")
    if argument.max_bytes is not None:
        parts.append(f"max_bytes={argument.max_bytes}")
    if _can_be_none(argument):
        parts.append("optional=True")
    return f"{_CHECKS[argument.type]}({', '.join(parts)})"


def _word(command: Command, argument: Argument) -> str:
    """Give the expression for an argument's word."""
    name = f"self.{argument.name}"
    if argument.type == "flag":
        return _string(argument.word or "")
    if argument.type == "switch":
        return f'"on" if {name} else "off"'
    for table, tabled in wire_tables(command):
        if tabled is argument:
            return f"{table}[{name}]"
    if argument.prefix:
        return f'f"{argument.prefix}{{{name}}}"'
    if argument.type == "epoch":
        return f"epoch_word({name})"
    if argument.type == "fractional_seconds":
        return f"decimal_word({name})"
    return name if annotation(argument).removesuffix(" | None") == "str" or argument.values else f"str({name})"


def _optional_word(command: Command, argument: Argument) -> str:
    """Give the expression for an argument's word, or None when it is left out."""
    word, name = _word(command, argument), f"self.{argument.name}"
    return name if word in (name, f"str({name})") else f"None if {name} is None else {word}"


def _string(text: str) -> str:
    """Write a string as ruff formats it."""
    double = text.replace("\\", "\\\\").replace('"', '\\"')
    return f"'{text}'" if '"' in text and "'" not in text and "\\" not in text else f'"{double}"'
