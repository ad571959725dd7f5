"""Words the entries of the spec as English, for the templates."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from .model import ApplicationOutcome, Argument, Field, Outcome, Piece, Reply

__all__ = [
    "LINE_LENGTH",
    "condition_words",
    "dates",
    "field_meaning",
    "meaning_of",
    "ok_words",
    "outcome_meaning",
    "piece_meaning",
    "piece_words",
    "type_words",
    "variable_words",
    "wrap",
]

LINE_LENGTH = 120
"""The longest line of generated code."""

_UNITS = {"milliseconds": "in milliseconds", "samples": "in samples", "seconds": "in seconds"}

_FIELD_UNITS = {"ms": "in milliseconds", "samples": "in samples", "seconds": "in seconds"}

_TYPE_WORDS = {
    "text": "text",
    "name": "non-empty text",
    "integer": "integer",
    "milliseconds": "integer, milliseconds",
    "seconds": "integer, seconds",
    "fractional_seconds": "number, seconds",
    "samples": "integer, samples",
    "epoch": "seconds since 1970, or an aware datetime",
    "digits": "characters, of which `0-9*#A-D` are DTMF keys",
    "spoken_digits": "text that begins like a number",
    "enumeration": "one of a few words",
    "switch": "true or false, sent as `on` or `off`",
    "flag": "true or false, sent as a word or not at all",
    "caller_id": "`CallerId`, or text in Asterisk's notation",
    "priority": "integer, or a label",
}


def wrap(text: str, indent: int = 0, hanging: int = 0) -> str:
    """Wrap prose to the line length, below an indentation that the first line already has."""
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


def dates(reply: Reply) -> str:
    """Say which releases send a reply, as sentences that follow others; empty when all releases do."""
    since = f" Since {', '.join(reply.since)}." if reply.since else ""
    return f"{since} Until {', '.join(reply.until)}." if reply.until else since


def meaning_of(argument: Argument) -> str:
    """Say what an argument means, with its unit, its limits and what happens without it."""
    parts = [_with_unit(argument.meaning, _UNITS.get(argument.type))]
    if argument.max_bytes:
        parts.append(f"At most {argument.max_bytes} bytes.")
    if argument.since:
        parts.append(f"Since Asterisk {argument.since}.")
    if argument.absent:
        omitted = "omitted or empty" if argument.empty_is_absent else "omitted"
        parts.append(f"If {omitted}: {argument.absent[0].lower()}{argument.absent[1:]}")
    return " ".join(parts)


_PIECE_WORDS = {
    "subroutine": "`Subroutine` that begins at `s`, 1",
    "pairs": "names and values",
    "destination": "technology/resource",
    "written": "name of a variable, or a function that can be written",
    "shell": "non-empty text",
    "item": "text, such as one of a few",
    "variable": "name of a variable",
}


def piece_words(piece: Piece) -> str:
    """Say in words what a value of an application or a function accepts."""
    match piece.type:
        case "compound":
            words = f"`{piece.compound}`"
        case "headers":
            words = f"names and values, at most {piece.maximum}"
        case "list":
            words = "one or more texts" if piece.of == "name" else "one or more of technology/resource"
        case kind:
            words = _PIECE_WORDS.get(kind) or type_words(piece.argument)
    if piece.refuses:
        words += f", without {' and '.join(f'`{text}`' for text in piece.refuses)}"
    if piece.alone:
        return f"true, or {words}"
    return "true or false" if piece.type == "flag" else words


def variable_words(name: str) -> str:
    """Name a variable, or the one that an argument names."""
    return f"the one named by `{name[1:-1]}`" if name.startswith("<") else f"`{name}`"


def condition_words(outcome: ApplicationOutcome) -> str:
    """Say which status, and what else, an outcome stands for."""
    if outcome.word is None:
        return "the code of a key" if outcome.returned == "key" else "any other"
    parts = [f"`{outcome.word}`" if outcome.word else "empty"]
    parts += [f"`{variable}` is `{value}`" for variable, value in outcome.where.items()]
    parts += [] if outcome.returned is None else [f"returns {'a ' * (outcome.returned == 'key')}{outcome.returned}"]
    return ", ".join(parts)


def outcome_meaning(outcome: ApplicationOutcome) -> str:
    """Say what an outcome of an application means, and why the live tests have not seen it."""
    if outcome.unseen is None:
        return outcome.meaning
    return f"{outcome.meaning} The live tests cannot see it: {outcome.unseen[0].lower()}{outcome.unseen[1:]}"


def piece_meaning(piece: Piece) -> str:
    """Say what a value of an application means, with its unit, limits and releases, and what happens without it."""
    parts = [_with_unit(piece.meaning, _UNITS.get(piece.type))]
    if piece.max_bytes:
        parts.append(f"At most {piece.max_bytes} bytes.")
    if piece.since:
        parts.append(f"Since Asterisk {', '.join(piece.since)}.")
    if piece.until:
        parts.append(f"Until Asterisk {', '.join(piece.until)}.")
    if piece.value_since:
        parts.append(f"With a value since Asterisk {', '.join(piece.value_since)}.")
    if piece.fraction_since:
        parts.append(f"A fraction counts since Asterisk {', '.join(piece.fraction_since)}.")
    if piece.absent:
        parts.append(f"If omitted: {piece.absent[0].lower()}{piece.absent[1:]}")
    return " ".join(parts)


def field_meaning(field: Field) -> str:
    """Say what a field of a result means, with its unit."""
    return _with_unit(field.meaning, _FIELD_UNITS.get(field.unit or ""))


def ok_words(outcomes: Sequence[Outcome]) -> str:
    """Say with which of the outcomes a result is `ok`, in words that follow "The result is `ok`"."""
    names = [f"`{outcome.name}`" for outcome in outcomes if outcome.ok]
    others = [f"`{outcome.name}`" for outcome in outcomes if not outcome.ok]
    if not others:
        return "whatever the outcome"
    if not names:
        return "never"
    if len(others) == 1 < len(names):
        return f"unless the outcome is {others[0]}"
    listed = " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"when the outcome is {listed}"


def type_words(argument: Argument) -> str:
    """Say in words what an argument accepts."""
    words = _TYPE_WORDS[argument.type]
    minimum = argument.minimum
    if minimum is not None and argument.maximum is not None:
        return f"{words}, {minimum} to {argument.maximum}"
    if minimum is not None:
        return f"{words}, {minimum} or more"
    if argument.maximum is not None:
        return f"{words}, {argument.maximum} or less"
    return f"non-empty {words}" if argument.nonempty else words


def _with_unit(meaning: str, unit: str | None) -> str:
    """Add the unit to the first clause, unless the text contains it."""
    if unit is None or unit in meaning:
        return meaning
    clause, semicolon, rest = meaning.partition(";")
    return f"{clause.rstrip('.')}, {unit}{semicolon or '.'}{rest}"
