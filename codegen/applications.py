"""Checks applications and functions beyond what a schema can: that their entries fit together.

Each problem says what was found and what was expected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .application_examples import application_example_problems, function_example_problems
from .model import (
    Application,
    ApplicationArgument,
    ApplicationOutcome,
    ApplicationResult,
    Compound,
    Function,
    Piece,
)
from .names import (
    APPLICATION_ARGUMENTS_LACK,
    CLASSES_LACK,
    COMPOUND_PARTS_LACK,
    ENDINGS_LACK,
    repeated,
)
from .pieces import WRITTEN, check_of

__all__ = ["application_problems", "application_result_problems", "compound_problems", "function_problems"]

_TEXTS = frozenset(
    {
        "text",
        "name",
        "digits",
        "item",
        "destination",
        "list",
        "written",
        "letters",
        "words",
        "settings",
        "subroutine",
        "compound",
    }
)
"""The types whose text differs by how Asterisk reads the last argument."""

_NOT_OF_FUNCTIONS = frozenset(
    {
        "letters",
        "words",
        "settings",
        "unused",
        "removed",
        "variable",
        "written",
        "headers",
        "compound",
        "subroutine",
        "shell",
    }
)
"""The types that only arguments of applications have."""


def application_problems(
    application: Application, results: Mapping[str, ApplicationResult], compounds: Mapping[str, Compound]
) -> Iterator[str]:
    """Find the mistakes in an application."""
    if application.name in CLASSES_LACK:
        yield f"name: found {application.name!r}, expected one that Python does not use"
    if application.name in results or application.name in compounds:
        yield f"name: found {application.name!r}, expected another than that of a result or a compound"
    wrong = list(_argument_problems(application.arguments, APPLICATION_ARGUMENTS_LACK, compounds))
    yield from wrong
    if not wrong and not any(True for compound in compounds.values() for _ in compound_problems(compound)):
        yield from application_example_problems(application, compounds)
    result = results.get(application.result)
    if result is None:
        yield f"result: found {application.result!r}, expected one of {', '.join(results)}"
        return
    for name in application.stale:
        if name not in result.variables:
            yield f"stale: found {name!r}, expected a variable of {result.name}: {', '.join(result.variables)}"
    variables = [piece.name for piece in application.pieces if piece.type == "variable"]
    for name in result.variables:
        if name.startswith("<") and name[1:-1] not in variables:
            expected = ", ".join(variables) or "it has none"
            yield f"result: found {name} in {result.name}, expected an argument of type variable: {expected}"


def function_problems(function: Function) -> Iterator[str]:
    """Find the mistakes in a function."""
    if not function.reads and not function.writes:
        yield "reads: found false, expected true, or writes = true"
    wrong = [*_function_argument_problems(function)]
    wrong += _argument_problems(function.arguments, APPLICATION_ARGUMENTS_LACK, {})
    yield from wrong or function_example_problems(function)


def _function_argument_problems(function: Function) -> Iterator[str]:
    """Find arguments that a function cannot have."""
    for argument in function.arguments:
        if argument.type in _NOT_OF_FUNCTIONS:
            yield f"argument {argument.name}: type: found {argument.type!r}, expected one that a function may have"
        if argument.since or argument.until or argument.fraction_since:
            yield f"argument {argument.name}: since: found releases, expected none: a function has no release"
    optional = False
    for argument in function.arguments:
        if argument.required and optional:
            expected = "expected it before, since a function has no keywords"
            yield f"argument {argument.name}: required: found a required argument behind an optional one, {expected}"
        optional = optional or not argument.required


def compound_problems(compound: Compound) -> Iterator[str]:
    """Find the mistakes in a compound."""
    if compound.name in CLASSES_LACK or compound.name in WRITTEN:
        yield f"name: found {compound.name!r}, expected a name that neither Python nor agicodec uses"
    yield from repeated("part", [part.name for part in compound.parts])
    behind = False
    for part in compound.parts:
        where = f"part {part.name}"
        if part.name in COMPOUND_PARTS_LACK:
            yield f"{where}: name: found {part.name!r}, expected a name that neither Python nor all compounds use"
        if part.required and behind:
            yield f"{where}: required: found a required part behind an optional one, expected it before"
        behind = behind or not part.required
        if part.type in ("text", "name", "digits") and compound.separator not in part.refuses:
            yield f"{where}: refuses: found none of the separator {compound.separator!r}, expected it among them"


def application_result_problems(result: ApplicationResult, compounds: Mapping[str, Compound]) -> Iterator[str]:
    """Find the mistakes in the result of an application."""
    if result.name in CLASSES_LACK:
        yield f"name: found {result.name!r}, expected a name that Python does not use"
    if result.name in compounds:
        yield f"name: found {result.name!r}, expected another than that of a compound"
    attributes = [field.name for field in result.fields] + [test.name for test in result.tests]
    yield from repeated("attribute", attributes)
    for name in attributes:
        if name in ENDINGS_LACK:
            yield f"name: found {name!r}, expected a name that neither Python nor all results use"
    for test in result.tests:
        for name in test.outcomes:
            if name not in result.names:
                yield f"test {test.name}: outcomes: found {name!r}, expected one of {', '.join(result.names)}"
    yield from _outcome_problems(result.outcomes, has_status=result.status is not None)


def _outcome_problems(outcomes: Sequence[ApplicationOutcome], *, has_status: bool) -> Iterator[str]:
    """Find the mistakes in the outcomes of a result: each must be reachable, and one must be for all other words."""
    if outcomes[-1].word is not None or not outcomes[-1].is_plain:
        key = "returned" if outcomes[-1].word is None else "word"
        yield f"outcome {outcomes[-1].name}: {key}: found one, expected the last outcome to be for all others"
    decided: list[str] = []
    for outcome in outcomes:
        where = f"outcome {outcome.name}"
        if outcome.word is None:
            if outcome is not outcomes[-1] and (has_status or outcome.returned != "key"):
                yield f"{where}: word: found none, expected one: only the last outcome is for all other words"
            continue
        if outcome.word in decided:
            yield f"{where}: word: found {outcome.word!r} behind an outcome for all of it, expected it before"
        if outcome.is_plain:
            decided.append(outcome.word)
        if not has_status:
            yield from (f"{where}: {problem}" for problem in _number_problems(outcome))
    kinds = {name: {one.ok for one in outcomes if one.name == name} for name in (one.name for one in outcomes)}
    for name, ok in kinds.items():
        if len(ok) > 1:
            yield f"outcome {name}: ok: found true and false, expected one of them wherever it occurs"


def _number_problems(outcome: ApplicationOutcome) -> Iterator[str]:
    """Find the mistakes in an outcome of a result without a status variable."""
    if not (outcome.word or "").removeprefix("-").isdecimal():
        yield f"word: found {outcome.word!r}, expected the number that the application returns"
    if outcome.returned is not None:
        yield "returned: found one, expected none: without a status variable, the word is the number"


def _argument_problems(
    arguments: Sequence[ApplicationArgument], lacking: frozenset[str], compounds: Mapping[str, Compound]
) -> Iterator[str]:
    yield from repeated("argument", [piece.name for argument in arguments for piece in argument.pieces])
    yield from repeated("option", [option.letter for argument in arguments for option in argument.options])
    for argument in arguments:
        where = f"argument {argument.name}"
        for piece in argument.pieces:
            inner = where if piece.name == argument.name else f"{where}: option {piece.name}"
            if piece.name in lacking:
                yield f"{inner}: name: found {piece.name!r}, expected a name that neither Python nor all others use"
            yield from (f"{inner}: {problem}" for problem in _piece_problems(piece, compounds))
        for option in argument.options:
            if argument.type == "letters" and len(option.letter) > 1:
                yield f"{where}: option {option.name}: letter: found {option.letter!r}, expected one letter"
            if argument.type == "words" and option.value is not None:
                yield f"{where}: option {option.name}: value: found one, expected none for a word"
            if argument.type == "settings" and (option.value is None or not option.value.required):
                yield f"{where}: option {option.name}: value: found none, expected one that a setting always has"
            if argument.type == "settings" and option.value is not None:
                yield from (f"{where}: option {option.name}: {problem}" for problem in _setting_problems(option.value))
    yield from _order_problems(arguments)


def _setting_problems(value: Piece) -> Iterator[str]:
    """Find the mistakes in the value of an option that stands behind `=`, and before a `&`."""
    if value.type in ("compound", "subroutine"):
        yield f"value: type: found {value.type!r}, expected a single value"
    elif value.type in _TEXTS and "&" not in value.refuses:
        yield "refuses: found none of the separator '&', expected it among them"


def _order_problems(arguments: Sequence[ApplicationArgument]) -> Iterator[str]:
    """Find arguments in a wrong place."""
    for number, argument in enumerate(arguments):
        where = f"argument {argument.name}"
        if argument.joined is not None:
            before = arguments[number - 1] if number else None
            if before is None or before.joined is not None or not before.pieces or before.options:
                yield f"{where}: joined: found it without a single value before it, expected one"
        if argument.raw and argument is not arguments[-1]:
            yield f"{where}: raw: found true, expected it only for the last argument"
        if argument.type == "shell" and len(arguments) > 1:
            yield f"{where}: type: found 'shell' beside other arguments, expected it alone"
        if argument.last and (argument is arguments[-1] or argument.joined is not None or not argument.pieces):
            yield f"{where}: last: found true, expected it only for a single value in a place of its own before others"
    if arguments and arguments[-1].raw is None and arguments[-1].type in _TEXTS:
        yield f"argument {arguments[-1].name}: raw: found none, expected true or false for the last argument"


def _release_problems(piece: Piece) -> Iterator[str]:
    """Find the mistakes in the releases of a value: each branch has one."""
    dated = [("since", piece.since), ("until", piece.until), ("fraction_since", piece.fraction_since)]
    dated.append(("value: since", piece.value_since))
    dated += [(f"value {value.value}: since", value.since) for value in piece.values]
    for key, releases in dated:
        yield from (
            f"{key}: {problem}" for problem in repeated("branch", [_branch_of(release) for release in releases])
        )
    if piece.since and piece.since == piece.until:
        yield f"until: found {', '.join(piece.until)}, expected later releases than those of since"


def _branch_of(release: str) -> str:
    """Return the branch of a release: `20` of 20.1, and `1.8` of 1.8.4."""
    return ".".join(release.split(".")[: 2 if release.startswith("1.") else 1])


def _piece_problems(piece: Piece, compounds: Mapping[str, Compound]) -> Iterator[str]:
    if piece.compound is not None and piece.compound not in (*compounds, *WRITTEN):
        expected = ", ".join((*WRITTEN, *compounds))
        yield f"compound: found {piece.compound!r}, expected one of {expected}"
        return
    separators = {"list": [piece.separator], "pairs": [piece.separator, "="]}.get(piece.type, [])
    for separator in separators:
        if separator not in piece.refuses:
            yield f"refuses: found none of the separator {separator!r}, expected it among them"
    if piece.type == "compound" and piece.separator is not None and piece.compound != "Location":
        yield f"separator: found {piece.separator!r}, expected it only for a Location"
    if piece.value_since and not piece.alone:
        yield "value: since: found releases, expected them only for a value that is not required"
    least, most = piece.minimum, piece.maximum
    if least is not None and most is not None and least > most:
        yield f"maximum: found {most}, expected at least the minimum, {least}"
    yield from repeated("value", [value.value for value in piece.values])
    yield from repeated("word", [value.wire for value in piece.values])
    yield from _release_problems(piece)
    if piece.type != "item":
        yield from (
            f"value {one.value}: since: found releases, expected them only for an item"
            for one in piece.values
            if one.since
        )
    if piece.preset is not None:
        check = check_of(piece)
        if not check.accepts(piece.preset):
            yield f"preset: found {piece.preset!r}, expected {check.expected}"
