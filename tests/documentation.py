"""Asterisk's documentation of applications and functions in XML, and how the spec differs from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, parse

from attrs import frozen

from agicodec import AsteriskVersion
from codegen.model import Application, ApplicationArgument, ApplicationResult, Function, Piece

__all__ = ["Difference", "Documentation", "has", "of_application", "of_function", "read_documentation"]


@frozen
class Documentation:
    """The entries of a file, by the names of applications and functions."""

    applications: Mapping[str, Element]
    functions: Mapping[str, Element]


@frozen
class Difference:
    """Something that the spec and the documentation do not have alike."""

    subject: str
    """What it is about: the name of an argument, a letter, a word or an item, as it is documented."""
    advice: str
    """What to do about it."""

    def __str__(self) -> str:
        return f"{self.advice}, or add a quirk that says what is documented wrongly about {self.subject}"


def read_documentation(path: Path) -> Documentation:
    """Read a file such as core-en_US.xml."""
    root = parse(path).getroot()
    return Documentation(
        *({one.get("name", ""): one for one in root.iter(kind)} for kind in ("application", "function"))
    )


def of_application(
    application: Application, result: ApplicationResult, entry: Element, version: AsteriskVersion
) -> list[Difference]:
    """Return how an application differs from its documentation in a release, save for what a quirk explains."""
    found = [
        *_of_arguments(application.arguments, entry, version),
        *_of_options(application, entry, version),
        *_of_words(result, entry),
    ]
    return _unexplained(found, [quirk.what for quirk in application.quirks])


def of_function(function: Function, entry: Element, version: AsteriskVersion) -> list[Difference]:
    """Return how a function differs from its documentation in a release, save for what a quirk explains."""
    found = [*_of_arguments(function.arguments, entry, version), *_of_items(function, entry, version)]
    return _unexplained(found, [quirk.what for quirk in function.quirks])


def has(piece: Piece, version: AsteriskVersion) -> bool:
    """Return whether a release has an argument or an option."""
    since, until = _releases(piece.since), _releases(piece.until)
    return not (since and version.lacks(*since)) and not (until and not version.lacks(*until))


def _releases(names: Sequence[str]) -> list[tuple[int, ...]]:
    return [tuple(map(int, name.split("."))) for name in names]


def _of_arguments(
    arguments: Sequence[ApplicationArgument], entry: Element, version: AsteriskVersion
) -> Iterator[Difference]:
    documented = {_name_of(one): one.get("required") == "true" for one in _parameters(entry)}
    ours = {
        one.documented_as: _is_required(one)
        for one in arguments
        if has(one, version) and (one.joined is None or one.documented_as in documented)
    }
    unused = {
        one.documented_as for one in arguments if one.options and not any(has(o.piece, version) for o in one.options)
    }
    for name, is_required in documented.items():
        if name not in ours:
            yield Difference(name, f"add the argument {name}")
        elif is_required and not ours[name]:
            yield Difference(name, f"make the argument {name} required")
    for name in ours:
        if name not in documented and name not in unused:
            yield Difference(name, f"remove the argument {name}, which is not documented")
    if [*documented] != [*ours] and {*documented} == {*ours}:
        yield Difference(next(iter(documented)), f"change the order of the arguments to {', '.join(documented)}")


def _name_of(parameter: Element) -> str:
    """Return the name of an argument; in some releases, one has a blank."""
    return parameter.get("name", "").replace(" ", "")


def _is_required(argument: ApplicationArgument) -> bool:
    return argument.required and not argument.options and argument.type not in ("unused", "removed")


def _of_options(application: Application, entry: Element, version: AsteriskVersion) -> Iterator[Difference]:
    documented: dict[str, bool] = {}
    for parameter in _parameters(entry):
        for one in parameter.iterfind("optionlist/option"):
            letter = one.get("name", "")  # one of Dial is there twice
            documented[letter] = documented.get(letter, False) or _has_value(one)
    ours = {
        one.letter: one.value is not None and (not one.value.since or _reads_value(one.piece, version))
        for one in application.options
        if has(one.piece, version)
    }
    for letter, has_value in documented.items():
        if letter not in ours:
            yield Difference(letter, f"add the option {letter}")
        elif has_value != ours[letter]:
            yield Difference(letter, f"make the option {letter} one {'with' if has_value else 'without'} a value")
    for letter in ours:
        if letter not in documented:
            yield Difference(letter, f"remove the option {letter}, which is not documented")


def _has_value(option: Element) -> bool:
    return option.get("hasparams") is not None or option.find("argument") is not None


def _reads_value(piece: Piece, version: AsteriskVersion) -> bool:
    return not version.lacks(*_releases(piece.value_since))


def _of_words(result: ApplicationResult, entry: Element) -> Iterator[Difference]:
    """Find status words that only one of both has."""
    if result.status is None:
        return
    documented = {
        value.get("name", "")
        for variable in entry.iter("variable")
        if variable.get("name") == result.status
        for value in variable.iterfind("value")
    }
    ours = {outcome.word for outcome in result.outcomes if outcome.word}
    for word in sorted(documented - ours):
        yield Difference(word, f"add an outcome for {result.status} {word} to {result.name}")
    for word in sorted(ours - documented):
        yield Difference(word, f"remove the outcome for {result.status} {word} from {result.name}, not documented")


def _of_items(function: Function, entry: Element, version: AsteriskVersion) -> Iterator[Difference]:
    """Find items that only one of both has, where the documentation lists all of them."""
    for argument in function.arguments:
        documented = _items_of(argument, entry) if argument.values else set[str]()
        known = {value.wire for value in argument.values}
        ours = {one.wire for one in argument.values if not one.since or not version.lacks(*_releases(one.since))}
        for item in sorted(documented - known):
            yield Difference(item, f"add the item {item}")
        for item in sorted(ours - documented) if documented else ():
            yield Difference(item, f"remove the item {item}, which is not documented")


def _items_of(argument: ApplicationArgument, entry: Element) -> set[str]:
    """Return the documented items of an argument; none if they are those of a configuration file."""
    lists = [
        each
        for one in _parameters(entry)
        if _name_of(one) == argument.documented_as
        for kind in ("enumlist", "optionlist")
        for each in one.iterfind(kind)
    ]
    if any(each.find("configOptionToEnum") is not None for each in lists):
        return set()
    return {one.get("name", "") for each in lists for one in each}


def _parameters(entry: Element) -> list[Element]:
    syntax = entry.find("syntax")
    return [] if syntax is None else syntax.findall("parameter")


def _unexplained(found: Sequence[Difference], quirks: Sequence[str]) -> list[Difference]:
    """Leave out differences that a quirk about the documentation names."""
    reasons = [what for what in quirks if "document" in what]
    return [one for one in found if not any(_names(one.subject, what) for what in reasons)]


def _names(subject: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(subject)}(?![\w-])", text) is not None
