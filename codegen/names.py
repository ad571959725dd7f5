"""Prevents conflicts between the names that generated modules use and the names in the spec.

Templates write each name that is not the spec's as `{{ own.quote }}`, and import it with
`{{ imported("agicodec.wire.command_line", "quote") }}`. It becomes `quote`; or, in a module in which the spec has a
`quote` too, `_quote`, which no name of the spec is, since all of them begin with a letter.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from agicodec import AsyncAgiCall, AsyncCall, AsyncCommands, Call, Command, Commands
from agicodec.dialplan.application import Application, ApplicationEnding
from agicodec.dialplan.parts import Compound
from agicodec.values import Result as ResultBase

from .model import Application as ApplicationSpec
from .model import ApplicationFamily, ApplicationResult, Family, Function, Piece, Result, Spec
from .model import Command as CommandSpec
from .model import Compound as CompoundSpec

Entry: TypeAlias = (
    "Family | CommandSpec | Result | ApplicationFamily | ApplicationSpec | ApplicationResult | CompoundSpec | Function"
)
"""An entry of the spec that a module is about."""

__all__ = [
    "APPLICATION_ARGUMENTS_LACK",
    "APPLICATION_FAMILIES_LACK",
    "ARGUMENTS_LACK",
    "CLASSES_LACK",
    "COMPOUND_PARTS_LACK",
    "ENDINGS_LACK",
    "FAMILIES_LACK",
    "METHODS_LACK",
    "RESULTS_LACK",
    "Entry",
    "Own",
    "imported",
    "local",
    "names_in",
    "own",
    "repeated",
    "write_names",
]

_OWN, _IMPORTED = "\x01", "\x02"
"""The marks before names, which no text of a spec has in it."""

_MARKED = re.compile(f"([{_OWN}{_IMPORTED}])(\\w+)")
_FUTURE = "from __future__ import annotations\n"

_HINTS = "__annotations__"


def _public(*classes: type) -> frozenset[str]:
    """Return the public attributes of classes."""
    names = (name for one in classes for base in one.__mro__ for name in (*vars(base), *vars(base).get(_HINTS, ())))
    return frozenset(name for name in names if not name.startswith("_"))


_KEYWORDS = frozenset(keyword.kwlist)

ARGUMENTS_LACK = _KEYWORDS | _public(Command) | {"self"}
"""Names that an argument cannot have: keywords of Python, and the attributes of all commands."""

APPLICATION_ARGUMENTS_LACK = _KEYWORDS | _public(Application) | {"self"}
"""Names that an argument or an option of an application cannot have."""

COMPOUND_PARTS_LACK = _KEYWORDS | _public(Compound) | {"self"}
"""Names that a part of a compound cannot have."""

RESULTS_LACK = _KEYWORDS | _public(ResultBase) | {"outcome", "self"}
"""Names that a field or a test of a result cannot have."""

ENDINGS_LACK = RESULTS_LACK | _public(ApplicationEnding) | {"read", "status", "variables"}
"""Names that a field or a test of the result of an application cannot have."""

METHODS_LACK = (
    _KEYWORDS
    | {"execute", "run", "asterisk_version"}
    | (_public(Call, AsyncCall, AsyncAgiCall) - _public(Commands, AsyncCommands))
)
"""Names that the method of a command cannot have: the attributes of calls besides their commands."""

FAMILIES_LACK = _KEYWORDS | {"annotations"}
"""Names that a family cannot have."""

APPLICATION_FAMILIES_LACK = FAMILIES_LACK | {"compounds", "results"}
"""Names that a family of applications cannot have."""

CLASSES_LACK = _KEYWORDS | {"ClassVar", "Result"}
"""Names that the class of a command or a result cannot have; attrs recognises `ClassVar` only by this name."""


class Own:
    """Marks names: `own.quote` in a template is `own("quote")` here."""

    def __getattr__(self, name: str) -> str:
        return own(name)


def own(name: str) -> str:
    """Mark a name that is not the spec's: a built-in one, or one that the module imports."""
    return f"{_OWN}{name}"


def imported(module: str, names: str) -> str:
    """Write the import of names, separated by blanks, from a module, or of modules."""
    marked = ", ".join(f"{_IMPORTED}{name}" for name in names.split())
    return f"from {module} import {marked}" if module else f"import {marked}"


def local(name: str, others: frozenset[str]) -> str:
    """Name the variable for a field of a result in a method that has others."""
    return f"_{name}" if name in others else name


def write_names(text: str, taken: frozenset[str]) -> str:
    """Write the marked names of a module.

    Args:
        text: the module.
        taken: the names that the spec has in it.
    """

    def write(match: re.Match[str]) -> str:
        mark, name = match[1], match[2]
        if name not in taken:
            return name
        if mark == _IMPORTED:
            return f"{name} as _{name}"
        return f"_builtins.{name}" if hasattr(builtins, name) else f"_{name}"

    written = _MARKED.sub(write, text)
    if "_builtins." in written:
        written = written.replace(_FUTURE, f"{_FUTURE}\nimport builtins as _builtins\n", 1)
    return written


def repeated(what: str, names: Sequence[str]) -> Iterator[str]:
    """Find names that are repeated although each should occur once."""
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{what} {name}: found it twice, expected it once"


def names_in(spec: Spec, about: Entry | None) -> frozenset[str]:
    """Return the names from the spec in a module about one of its entries, or about all of them."""
    return frozenset(_names_in(spec, about))


def _names_in(spec: Spec, about: Entry | None) -> Iterator[str]:
    match about:
        case Result():
            yield from (about.name, *(field.name for field in about.fields), *(test.name for test in about.tests))
        case CommandSpec():
            yield from (about.class_name, *(argument.name for argument in about.arguments))
            yield from _names_in(spec, spec.result(about.result))
        case ApplicationSpec():
            yield from (about.name, about.result, *_names_of(about.pieces))
        case ApplicationResult():
            yield from (about.name, *(field.name for field in about.fields), *(test.name for test in about.tests))
        case CompoundSpec():
            yield from (about.name, *_names_of(about.parts))
        case Function():
            yield from (about.name, *_names_of(about.pieces))
        case _:
            for family in spec.own_families:
                yield family.name
                for command in family.own_commands:
                    yield from (command.class_name, command.method_name, *(a.name for a in command.arguments))


def _names_of(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield piece.name
        if piece.compound is not None:
            yield piece.compound
