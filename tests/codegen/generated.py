"""Checks of the generator: for each spec it reports an error with its place, or writes a package that matches."""

from __future__ import annotations

import importlib
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TypeAlias, TypeVar
from unittest.mock import patch

from attrs import frozen
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from agicodec import CallerId, Command, LocalProtocolError, RawReply
from agicodec.asterisk import Decoded, UnknownCommand, decode_command
from agicodec.asterisk.decoding import class_of
from agicodec.wire import to_wire
from codegen import render
from codegen.__main__ import OK, WRONG_USE, main
from codegen.build import converter, read_spec
from codegen.examples import line_of
from codegen.model import Argument, Field, Reply, Result, Spec
from codegen.model import Command as CommandSpec
from codegen.validators import validator
from tests.tables import values as values_of

__all__ = ["PATIENT", "Made", "check_types", "example_of", "hold", "make", "toml"]


Toml: TypeAlias = "str | int | float | bool | Sequence[Toml] | Mapping[str, Toml]"

R = TypeVar("R")

_MOST_PROBED = 10_000
"""How many bytes a text is tried with, though its argument may take more."""

PATIENT: list[HealthCheck] = [
    getattr(HealthCheck, name)
    for name in ("data_too_large", "filter_too_much", "large_base_example", "nested_given", "too_slow")
    if hasattr(HealthCheck, name)  # older versions of hypothesis have no check of nesting
]
"""The checks of health that specs do not pass: a package is made and imported for each."""

_quiet = settings(
    max_examples=8,
    database=None,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=PATIENT,
)


@frozen
class Made:
    """What the generator did with a spec."""

    status: int
    said: str
    """What it wrote to standard error."""
    package: str
    out: Path
    specs: tuple[Path, ...]


class _Compiled(BytecodeCache):
    """Keeps what templates were compiled to, which takes most of the time of a run of the generator."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Use what was kept, unless the template has changed."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILING_ONCE = partial(Environment, bytecode_cache=_Compiled())


def make(directory: Path, package: str, *specs: Mapping[str, str] | str, again: bool = True) -> Made:
    """Write specs, each a file or a few of them by their names, and generate a package of them.

    Nothing is written when the spec is refused.

    Args:
        directory: where.
        package: the name of the package.
        specs: the specs, the later ones laid over the earlier.
        again: whether to hold what was written to the spec a second time.
    """
    places: list[Path] = []
    for index, spec in enumerate(specs):
        place = directory / "specs" / package / f"spec{index or ''}"
        for name, text in ({"a.toml": spec} if isinstance(spec, str) else spec).items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(text.encode("utf-8", "surrogatepass"))
        places.append(place)
    out = directory / package
    options = [*(f"--spec={place}" for place in places), f"--out={out}", f"--package={package}"]
    said = io.StringIO()
    with redirect_stderr(said), redirect_stdout(io.StringIO()), patch.object(render, "Environment", _COMPILING_ONCE):
        status = main(options)
        if status == WRONG_USE:
            assert not out.exists()
        else:
            assert status == OK
            assert not again or main(["--check", *options]) == OK
    return Made(status, said.getvalue(), package, out, tuple(places))


def toml(value: Toml) -> str:
    """Write a value as TOML, on one line."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + "".join(map(_escaped, value)) + '"'
        case int() | float():
            return str(value)
        case Mapping():
            return "{" + ", ".join(f"{key} = {toml(one)}" for key, one in value.items()) + "}"
        case _:
            return "[" + ", ".join(map(toml, value)) + "]"


def _escaped(char: str) -> str:
    return char if char.isprintable() and char not in '"\\' else f"\\U{ord(char):08x}"


def example_of(command: Mapping[str, Toml]) -> Toml:
    """Make an example of a command; one that is wrong for a command that is."""
    wrong = {"python": "Wrong()", "line": "WRONG"}
    try:
        made = converter().structure({**command, "example": [wrong]}, CommandSpec)
        values = {one.name: _shown(one) for one in made.arguments if one.required and one.preset is None}
        defaults = {one.name: one.preset if one.required else None for one in made.arguments}
        line = line_of(made, {**defaults, **values})
    except Exception:  # whatever is wrong with it
        return wrong
    given = ", ".join(f"{name}={value!r}" for name, value in values.items())
    return {"python": f"{made.class_name}({given})", "line": line}


def _shown(argument: Argument) -> object:
    """Return a value for an example."""
    return next(value for value in ("1", *_probes(argument)) if validator(argument).accepts(value))


def hold(made: Made) -> None:
    """Import a package, and hold it to what its spec says.

    Raises:
        AssertionError: it does something else.
    """
    spec = read_spec(made.specs)
    own = [command for command in spec.commands if command.own]
    sys.path.insert(0, str(made.out.parent))
    try:
        importlib.invalidate_caches()
        facade = importlib.import_module(f"{made.package}.facade")
        commands = importlib.import_module(f"{made.package}.commands") if own else None
        results = importlib.import_module(f"{made.package}.results") if spec.own_results else None
        for result in spec.own_results:
            _hold_result(getattr(results, result.name), result)
        for command in own:
            assert commands is not None
            _hold_command(commands, facade, spec, command)
    finally:
        sys.path.remove(str(made.out.parent))
        for name in [name for name in sys.modules if name.split(".")[0] == made.package]:
            del sys.modules[name]


def _hold_result(cls: Callable[..., object], result: Result) -> None:
    for outcome in result.outcomes:
        made = cls(outcome.name)
        assert bool(made) is outcome.ok
        for field in result.fields:
            assert getattr(made, field.name) in (None, "", ())
        for test in result.tests:
            assert getattr(made, test.name) is (outcome.name in test.outcomes)


def _hold_command(commands: ModuleType, facade: ModuleType, spec: Spec, command: CommandSpec) -> None:
    cls: type[Command[object]] = getattr(commands, command.class_name)
    known = {"CallerId": CallerId, "datetime": datetime, "timezone": timezone, cls.__name__: cls}
    for example in command.examples:
        assert eval(example.python, known).encode() == to_wire(example.line) + b"\n"
    own: list[type[Command[object]]] = [getattr(commands, name) for name in commands.__all__]
    others = [one for one in own if one is not cls]
    result = spec.result(command.result)
    package = commands.__name__.partition(".")[0] if result.own else "agicodec"
    results = importlib.import_module(f"{package}.results")
    result_class: Callable[..., object] = getattr(results, result.name)
    taken = {argument.name: _values(argument) for argument in command.arguments}

    class Facade(facade.Commands):  # type: ignore[name-defined,misc]
        def execute(self, command: Command[R]) -> Command[R]:
            return command

    @_quiet
    @given(values=st.fixed_dictionaries(taken), data=st.data())
    def check(values: dict[str, object], data: st.DataObject) -> None:
        made = cls(**values)
        assert {name: getattr(made, name) for name in values} == values
        assert getattr(Facade(), command.method_name)(**values) == made
        try:
            line = made.encode()
        except LocalProtocolError:
            return
        read = decode_command(line, [*others, cls])
        assert read == made or _has_longer_name(read, cls)  # which the argument makes it, as in A ("b") beside A B
        for reply in command.replies:
            said = data.draw(_results(reply, result, result_class))
            try:
                raw = made.reply_with(said)
            except LocalProtocolError:
                continue
            assert made.interpret(raw) == said
            assert made.interpret(RawReply.decode(raw.encode(), cls.reply_text)) == said

    check()
    _hold_limits(cls, command)


def _has_longer_name(read: Decoded, cls: type[Command[object]]) -> bool:
    """Return whether a line was read as a command whose name begins with that of another."""
    return not isinstance(read, UnknownCommand) and len(class_of(read).words) > len(cls.words)


def _hold_limits(cls: type[Command[object]], command: CommandSpec) -> None:
    """Hold the quick test of each argument to its validator."""
    good = {argument.name: _good(argument) for argument in command.arguments}
    for argument in command.arguments:
        check = validator(argument)
        for value in (*_probes(argument), None):
            right = check.accepts(value) or (value is None and check.optional)
            try:
                cls(**{**good, argument.name: value})
            except LocalProtocolError:
                assert not right, (argument, value)
            else:
                assert right, (argument, value)


def _probes(argument: Argument) -> Iterator[object]:
    least, most = argument.bounds
    for limit in (least, most, 0):
        yield from (limit - 1, limit, limit + 1, float(limit), float(limit - 1), str(limit))
    size = min(argument.max_bytes or 3, _MOST_PROBED)
    yield from ("", "x" * size, "x" * (size + 1), "\u20ac" * size, True, False, 1.5, "nothing", "7x", "\u0667")
    yield from (word for value in argument.values for word in (value.value, value.wire, value.value[:-1]))


def _good(argument: Argument) -> object:
    check = validator(argument)
    if check.optional:
        return None
    return next(value for value in _probes(argument) if check.accepts(value))


def _values(argument: Argument) -> st.SearchStrategy[object]:
    """Draw what an argument takes."""
    check = validator(argument)
    if argument.type in ("text", "name", "digits", "caller_id"):
        size = min(argument.max_bytes or 12, 12)
        text = st.text('ab1*#"\\ (=', min_size=argument.nonempty or argument.type == "name", max_size=size)
        return st.one_of(st.none(), text) if check.optional else text
    return values_of(argument).filter(lambda value: check.accepts(value) or (value is None and check.optional))


def _results(reply: Reply, result: Result, cls: Callable[..., object]) -> st.SearchStrategy[object]:
    """Draw what a reply may say."""
    taken = {slot.value for slot in reply.parsed.slots if slot.kind == "field"}
    fields = {field.name: _field_values(field) for field in result.fields if field.name in taken}
    return st.fixed_dictionaries(fields).map(lambda values: cls(reply.outcome, **values))


def _field_values(field: Field) -> st.SearchStrategy[object]:
    match field.type:
        case "key":
            return st.sampled_from("0123456789*#a")
        case "integer":
            low = -3 if field.minimum is None else field.minimum
            return st.integers(low, low + 300 if field.maximum is None else field.maximum)
        case "digits":
            return st.text("0123456789*# ", max_size=4)
        case "matches":
            return st.just(())
        case _:
            return st.text('ab "=-01', max_size=6)


def check_types(*directories: Path) -> None:
    """Hold what was generated to the type checkers and to the linter.

    Raises:
        AssertionError: one of them finds something.
    """
    paths = [str(directory) for directory in directories]
    config = directories[0].parent / "pyrightconfig.json"
    config.write_text(json.dumps({"include": paths, "typeCheckingMode": "strict"}), encoding="utf-8")
    cache = Path(sys.prefix) / ".mypy_cache" / "generated"  # the tree may be read only
    for options in (
        ["mypy", "--strict", "--namespace-packages", "--explicit-package-bases", f"--cache-dir={cache}", *paths],
        [
            "ruff",
            "check",
            "--isolated",
            "--no-cache",
            "--select=E4,E7,E9,F,B,UP",
            "--ignore=E741,E742,E743",
            "--target-version=py310",
            *paths,
        ],
        ["basedpyright", f"--pythonpath={sys.executable}", f"--project={config}"],
    ):
        command = [str(Path(sys.executable).parent / options[0]), *options[1:]]
        run = subprocess.run(command, cwd=directories[0].parent, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
