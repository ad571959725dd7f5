"""Strategies and samples for the values of applications, made from the spec."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from attrs import frozen
from hypothesis import strategies as st

from agicodec import AsteriskVersion, applications, functions
from agicodec.applications import Location, Subroutine
from agicodec.dialplan import Application, ApplicationEnding
from agicodec.dialplan.parts import Compound
from agicodec.model.arguments import decimal_word
from codegen.model import Application as ApplicationSpec
from codegen.model import Piece
from codegen.pieces import check_of
from tests.tables import SPEC, texts

__all__ = [
    "APPLICATIONS",
    "FUNCTIONS",
    "NAMES",
    "RECENT",
    "RESULTS",
    "Made",
    "application_class",
    "made",
    "result_class",
]

RECENT = AsteriskVersion.parse("22.10.1")

APPLICATIONS = {application.name: application for application in SPEC.applications}
RESULTS = {result.name: result for result in SPEC.application_results}
FUNCTIONS = {function.name: function for function in SPEC.functions}

NAMES: Mapping[str, object] = {
    **{name: getattr(applications, name) for name in applications.__all__},
    **{name: getattr(functions, name) for name in functions.__all__},
}
"""What examples may name."""

Pair: TypeAlias = "tuple[object, str]"
"""A value, and the text that the application must read for it."""

SPECIAL = st.text([*"""\\"'(),[]{}$&^|:;/@.%* \tab1é"""], max_size=12)


@frozen
class Made:
    """An application with random arguments, and the texts that Asterisk must read for them."""

    application: Application[ApplicationEnding]
    read: Mapping[str, str | None]
    """These texts by the names of arguments and options; None for an option without a value."""


def application_class(application: ApplicationSpec) -> type[Application[ApplicationEnding]]:
    found: type[Application[ApplicationEnding]] = getattr(applications, application.name)
    assert issubclass(found, Application)
    return found


def result_class(name: str) -> type[ApplicationEnding]:
    found: type[ApplicationEnding] = getattr(applications, name)
    assert issubclass(found, ApplicationEnding)
    return found


@st.composite
def made(draw: st.DrawFn, application: ApplicationSpec, version: AsteriskVersion = RECENT) -> Made:
    """Make an application with random arguments that a release accepts."""
    values: dict[str, object] = {}
    read: dict[str, str | None] = {}
    for argument, behind in zip(application.arguments, (*application.arguments[1:], None), strict=False):
        if any(one.last and one.name in values for one in application.arguments):
            break
        for piece in argument.pieces:
            if not has(version, piece) or (piece.keyword and piece.preset is None and draw(st.booleans())):
                continue
            reads_value = not piece.value_since or version.has(*_releases(piece.value_since))
            if piece.type == "flag" or (piece.alone and (not reads_value or draw(st.booleans()))):
                values[piece.name], read[piece.name] = True, None
                continue
            raw = argument.type not in ("letters", "words") and any(
                one.raw for one in (argument, behind) if one is not None and (one is argument or one.joined is not None)
            )
            values[piece.name], read[piece.name] = draw(pairs(piece, raw=raw, version=version))
    return Made(application_class(application)(**values), read)


def has(version: AsteriskVersion, piece: Piece) -> bool:
    """Return whether a release has an option or an argument."""
    since, until = _releases(piece.since), _releases(piece.until)
    return not (since and version.lacks(*since)) and not (until and not version.lacks(*until))


def _releases(names: Sequence[str]) -> Sequence[tuple[int, ...]]:
    return [tuple(map(int, name.split("."))) for name in names]


def pairs(piece: Piece, *, raw: bool = False, version: AsteriskVersion = RECENT) -> st.SearchStrategy[Pair]:
    """Return values of a type, each with its text."""
    match piece.type:
        case "headers":
            return headers()
        case "list":
            return lists(piece, raw=raw)
        case "pairs":
            return pairs_of(piece)
        case "compound" | "subroutine":
            return compounds(piece, version)
        case _:
            return single(piece, raw=raw, version=version)


def single(piece: Piece, *, raw: bool, version: AsteriskVersion) -> st.SearchStrategy[Pair]:
    """Return values of one part, each with its text."""
    check = check_of(piece, raw=raw)
    least, most = piece.argument.bounds
    match piece.type:
        case "enumeration":
            return st.sampled_from([(value.value, value.wire) for value in piece.values])
        case "integer" | "seconds" | "milliseconds":
            return st.integers(least, most).map(lambda number: (number, str(number)))
        case "fractional_seconds":
            whole = st.integers(least, most)
            if piece.fraction_since and not version.has(*_releases(piece.fraction_since)):
                return whole.map(lambda number: (number, str(number)))
            parts = st.integers(max(least, 0) * 8 + 1, min(most, 10**6) * 8).map(lambda number: number / 8)
            return st.one_of(whole, parts).map(lambda number: (number, decimal_word(number)))
        case "destination":
            return SPECIAL.map(lambda text: (f"PJSIP/x{text}", f"PJSIP/x{text}"))
        case "variable":
            return st.sampled_from(["DIGITS", "_x1"]).map(lambda name: (name, name))
        case _:
            return st.one_of(SPECIAL, texts(max_size=8)).filter(check.accepts).map(lambda text: (text, text))


def headers() -> st.SearchStrategy[Pair]:
    """Return names and values, and their texts with line feeds between."""
    names = SPECIAL.filter(lambda text: text != "" and ":" not in text)
    values = SPECIAL.map(str.strip)
    return st.dictionaries(names, values, min_size=1, max_size=3).map(
        lambda found: (found, "\n".join(f"{name}: {value}" for name, value in found.items()))
    )


def lists(piece: Piece, *, raw: bool) -> st.SearchStrategy[Pair]:
    """Return lists of texts, each with its text."""
    check, separator = check_of(piece, raw=raw), piece.separator or ""
    first = "PJSIP/x" if piece.of == "destination" else ""
    items = SPECIAL.map(lambda text: f"{first}{text}").filter(lambda text: check.accepts((text,)))
    return st.lists(items, min_size=1, max_size=3).map(lambda found: (found, separator.join(found)))


def pairs_of(piece: Piece) -> st.SearchStrategy[Pair]:
    """Return names and values, and their text."""
    texts_of = SPECIAL.filter(lambda text: not any(mark in text for mark in piece.refuses))
    found = st.dictionaries(texts_of.filter(bool), texts_of, min_size=1, max_size=3)
    return found.map(lambda one: (one, (piece.separator or "").join(f"{name}={one[name]}" for name in one)))


def compounds(piece: Piece, version: AsteriskVersion) -> st.SearchStrategy[Pair]:
    """Return values of several parts, each with its text."""
    if piece.type == "subroutine":
        return subroutines(at_start=True).map(lambda one: (one, (piece.separator or "").join(_words_of(one))))
    if piece.compound == "Subroutine":
        return subroutines(at_start=False).map(lambda one: (one, _call_of(one)))
    if piece.compound == "Location":
        separator = piece.separator or "^"
        locations = st.builds(Location, st.one_of(st.integers(1, 9), PLAIN), PLAIN, st.one_of(st.none(), PLAIN))
        return locations.map(
            lambda one: (one, separator.join(str(p) for p in (one.context, one.extension, one.priority) if p))
        )
    return compound(piece.compound or "", version)


PLAIN = st.text("ab-_~", min_size=1, max_size=4)
ARGUMENT = st.text([*"\\\"'()[]{}$ ab"], max_size=6)


def subroutines(*, at_start: bool) -> st.SearchStrategy[Subroutine]:
    """Return subroutines with at most one argument, since any text is accepted for the last one."""
    arguments = st.lists(ARGUMENT, max_size=1)
    if at_start:
        return st.builds(Subroutine, PLAIN, arguments=arguments)
    return st.builds(Subroutine, PLAIN, arguments=arguments, extension=PLAIN, priority=st.integers(1, 9))


def _words_of(one: Subroutine) -> Sequence[str]:
    return (one.context, *one.arguments)


def _call_of(one: Subroutine) -> str:
    arguments = f"({'^'.join(one.arguments)})" if one.arguments else ""
    return f"{one.context}^{one.extension}^{one.priority}{arguments}"


@st.composite
def compound(draw: st.DrawFn, name: str, version: AsteriskVersion) -> Pair:
    """Make a compound of the spec with random parts, and its text."""
    entry = SPEC.compound(name)
    values: dict[str, object] = {}
    words: list[str] = []
    for part in entry.parts:
        word = ""
        if has(version, part) and (part.required or draw(st.booleans())):
            values[part.name], word = draw(pairs(part, version=version))
        words.append(word)
    while words and not words[-1]:
        words.pop()
    cls = getattr(applications, name)
    assert issubclass(cls, Compound)
    return cls(**values), entry.separator.join(words)
