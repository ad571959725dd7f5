"""The base class of dialplan applications, which write their options and interpret the variables that they set."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from attrs import NOTHING, fields, frozen

from agicodec.commands.dialplan import Exec
from agicodec.commands.variable import SetVariable
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Place, join_places, pieces_of
from agicodec.dialplan.several import WholeVariables
from agicodec.dialplan.steps import Plan
from agicodec.errors import LocalProtocolError, NoSuchApplication, shown
from agicodec.model.command import Command
from agicodec.results import ApplicationResult, Result
from agicodec.values import Value, is_tuple
from agicodec.wire.limits import SAFEST_LIMITS
from agicodec.wire.versions import AsteriskVersion

__all__ = ["Application", "ApplicationEnding", "Run", "given_only", "returning", "sparse"]

R_co = TypeVar("R_co", covariant=True)

_OLDEST = (1, 6)
"""The first Asterisk that separates options with commas."""


class ApplicationEnding(Result):
    """The base class of the results of applications: the outcome, and the values of the variables that were set."""

    __slots__ = ()

    @classmethod
    @abstractmethod
    def read(cls, ran: ApplicationResult, values: Sequence[str]) -> ApplicationEnding:
        """Return the result for what EXEC returned, and the values of the variables of the application."""

    @property
    def ran(self) -> ApplicationResult:
        """What EXEC returns with it. Where several numbers are possible, this is one of them."""
        return returning(0)

    @abstractmethod
    def sets(self) -> Mapping[str, str]:
        """Return the values of the variables that Asterisk would have set, by their names.

        The name is `<argument>` for a variable that is named by an argument of the application.
        """


def returning(number: int) -> ApplicationResult:
    """Return the result of EXEC for what an application returns."""
    return ApplicationResult("failed") if number == -1 else ApplicationResult("ran", number)


class Application(Value, ABC, Generic[R_co]):
    """A dialplan application with its arguments, whose result is an `R_co`; `call.run(application)` runs it.

    Applications are immutable values, as commands are. `str(application)` is the name, as used in messages: `Dial`.
    """

    title: ClassVar[str]
    """Its name."""
    module: ClassVar[str]
    """The module of Asterisk that provides it."""
    places: ClassVar[tuple[Place, ...]] = ()
    """Its arguments, in the order in which they are sent."""
    pieces: ClassVar[Mapping[str, Part]] = {}
    """The values of its arguments and options by their names."""
    plan: ClassVar[Plan] = Plan(())
    """How values that are plainly valid are written."""
    required: ClassVar[Sequence[str]] = ()
    """The names of the values that have no default."""
    presets: ClassVar[Mapping[str, object]] = {}
    """The values that are always sent."""

    _text: str | None = ""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.pieces = pieces_of(cls.places)
        cls.plan = Plan(cls.places)

    @property
    def stale(self) -> Sequence[str]:
        """The variables of its result that may have the value of an earlier run, unless they are emptied first."""
        return ()

    @property
    @abstractmethod
    def variables(self) -> Sequence[str]:
        """The variables from which its result is read."""

    @classmethod
    @abstractmethod
    def ending(cls) -> type[ApplicationEnding]:
        """Return the class of its result."""

    @abstractmethod
    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> R_co:
        """Return the result.

        Args:
            ran: the result of EXEC.
            values: the values of `variables`.
        """

    def options_text(self, version: AsteriskVersion | None = None) -> str | None:
        """Return the text that would be in the parentheses in the dialplan of a release; None if there is none.

        Raises:
            InvalidArgument: the release would not read an argument as it is meant; None is an unknown release, for
                which what some releases read otherwise is refused.
            LocalProtocolError: the release separates options with `|`, as those before 1.6 do.
        """
        if version is not None and version.release and version.release < _OLDEST:
            problem = f"expected Asterisk 1.6 or later, which separates options with commas; this one is {version.raw}"
            raise LocalProtocolError(f"{self.title}: {problem}")
        text = self._text
        if text is None:
            text = join_places(self.places, vars(self), self, version)
        return text or None

    def command(self, version: AsteriskVersion | None = None) -> Exec:
        """Return the command that runs it, for a release; see `options_text`."""
        return Exec(self.title, self.options_text(version))

    def start(self, version: AsteriskVersion | None = None) -> Run[R_co]:
        """Return a run of it, whose commands you send; see `options_text`."""
        return Run(self, version)

    def settle(self, given: Mapping[str, object]) -> dict[str, object]:
        """Return the values to store for those that are given, in their order, without those that are defaults.

        Raises:
            InvalidArgument: one has a wrong value.
        """
        taken: dict[str, object] = {}
        for name, piece in self.pieces.items():
            if name in given:
                value = given[name]
                default: object = getattr(type(self), name, ...)
                if value is not default or name in self.presets:
                    taken[name] = piece.taken(value, self)
        return taken

    def __str__(self) -> str:
        return self.title

    def __repr__(self) -> str:
        """Show what is given, or differs from its default."""
        stored = vars(self)
        given = ", ".join(f"{name}={stored[name]!r}" for name in self.pieces if name in stored)
        return f"{type(self).__name__}({given})"


def _storing(declared: Callable[..., None]) -> object:
    """Return an `__init__` that stores and writes what is given, in the place of one that only has the signature."""

    @wraps(declared)
    def __init__(self: Application[object], *given: object, **options: object) -> None:  # noqa: N807
        required, values = self.required, options
        if len(given) == len(required) == 1 and required[0] not in options:
            values[required[0]] = given[0]
        elif given or required:
            declared(self, *given, **options)  # Python itself names an argument that is missing, or there twice
            values = {**dict(zip(required, given, strict=False)), **options}
        if self.presets:
            values = {**self.presets, **values}
        text = self.plan.write(values)
        if text is None:
            declared(self, **values)  # or one that is unknown
            values = self.settle(values)
            text = self.plan.write(values)
        values["_text"] = text
        vars(self).update(values)

    return __init__


if TYPE_CHECKING:
    from attrs import frozen as sparse

    F = TypeVar("F", bound=Callable[..., None])

    def given_only(declared: F) -> F:
        """Decorate the signature of an application's `__init__`, which then stores and writes what is given.

        Dial has 46 options: to look at each takes most of the time of making one and writing its line.
        """
        return declared
else:
    given_only = _storing

    def sparse(**options: bool) -> Callable[[type], type]:
        """Decorate an application: its instances store only what is given, and the class has the defaults."""

        def decorate(cls: type) -> type:
            made = frozen(slots=False, **options)(cls)
            defaults = {part.name: part.default for part in fields(made) if part.default is not NOTHING}
            for name, default in defaults.items():
                setattr(made, name, default)
            made.required = tuple(part.name for part in fields(made) if part.name not in defaults)
            made.presets = {name: default for name, default in defaults.items() if default not in (None, False)}
            return made

        return decorate


def require_application(application: object) -> None:
    """Check that a value is an application.

    Raises:
        TypeError: it is something else, such as its name or its class.
    """
    if isinstance(application, Application):
        return
    found = shown(application)
    if isinstance(application, str):
        found += "; exec() runs an application by its name"
    elif isinstance(application, Command):
        found += "; execute() runs a command"
    elif isinstance(application, type) and issubclass(application, Application):
        found = f"the class {application.__name__} itself; make one: {application.__name__}(...)"
    raise TypeError(f'expected an application, such as Playback("beep"), found {found}')


class Run(Generic[R_co]):
    """One run of an application: its commands, one after the other, and then its result. It does no I/O.

    ```
    run = application.start(environment.version)
    for command in run:
        run.take(execute(command))
    return run.result
    ```

    The first commands empty the variables that the application may leave with the value of an earlier run, the next
    one is EXEC, and the last one reads all variables of the result. All of them also run after a hangup. While a run
    is under way, no other run of an application may be so on the same channel.

    Raises:
        TypeError: it is no application.
    """

    def __init__(self, application: Application[R_co], version: AsteriskVersion | None = None) -> None:
        require_application(application)
        self._application = application
        self._exec = application.command(version)
        self._stale = tuple(application.stale)
        if self._stale:  # a line that cannot be sent is refused before any variable is emptied
            self._exec.encode(SAFEST_LIMITS if version is None else version.limits)
        self._variables = tuple(application.variables)
        self._taken: object = None
        self._results: list[R_co] = []

    def __iter__(self) -> Iterator[Command[object]]:
        application = self._application
        for name in self._stale:
            yield SetVariable(name, "")
        yield self._exec
        ran = self._taken
        if not isinstance(ran, ApplicationResult):
            raise self._mistaken("the result of EXEC", ran)
        if ran.outcome == "no such application":
            raise NoSuchApplication(application.title, "result=-2", module=application.module)
        values: object = ()
        if self._variables:
            yield WholeVariables(self._variables)
            values = self._taken
        if not is_tuple(values) or len(values) != len(self._variables):
            raise self._mistaken("the values of the variables", values)
        self._results.append(application.interpret(ran, tuple(map(str, values))))

    def take(self, result: object) -> None:
        """Take the result of the command that the iterator returned last."""
        self._taken = result

    @property
    def result(self) -> R_co:
        """What the application came to.

        Raises:
            LocalProtocolError: it has not ended.
        """
        if not self._results:
            raise LocalProtocolError(f"{self._application}: expected the result of each command of the run first")
        return self._results[-1]

    def _mistaken(self, expected: str, found: object) -> LocalProtocolError:
        return LocalProtocolError(f"{self._application}: expected {expected}, found {shown(found)}; see take()")
