"""The base class of dialplan applications, which write their options and interpret the variables that they set."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from attrs import NOTHING, fields, frozen

from agicodec.commands.dialplan import Exec
from agicodec.commands.variable import SetVariable
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Place, join_places, pieces_of
from agicodec.dialplan.several import WholeVariables
from agicodec.errors import LocalProtocolError, NoSuchApplication, shown
from agicodec.model.command import Command
from agicodec.results import ApplicationResult, Result
from agicodec.values import Value, is_tuple
from agicodec.wire.versions import AsteriskVersion

if TYPE_CHECKING:
    from attrs import frozen as sparse
else:

    def sparse(**options: bool) -> Callable[[type], type]:
        """Decorate an application: its instances store only what is given, and the class has the defaults.

        Dial has 46 options. With a slot for each, it takes three times as long to make one and to write its line.
        """

        def decorate(cls: type) -> type:
            made = frozen(slots=False, **options)(cls)
            for part in fields(made):
                if part.default is not NOTHING:
                    setattr(made, part.name, part.default)
            return made

        return decorate


__all__ = ["Application", "ApplicationEnding", "Run", "returning", "sparse"]

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

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.pieces = pieces_of(cls.places)

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
        return join_places(self.places, vars(self), self, version) or None

    def command(self, version: AsteriskVersion | None = None) -> Exec:
        """Return the command that runs it, for a release; see `options_text`."""
        return Exec(self.title, self.options_text(version))

    def start(self, version: AsteriskVersion | None = None) -> Run[R_co]:
        """Return a run of it, whose commands you send; see `options_text`."""
        return Run(self, version)

    def settle(self, given: dict[str, object]) -> None:
        """Check and store the values that are given; only for use in `__init__`.

        Raises:
            InvalidArgument: one has a wrong value.
        """
        pieces = self.pieces
        for name, value in given.items():
            piece = pieces[name]
            if value is not True or not piece.takes_true:
                given[name] = piece.taken(value, self)
        vars(self).update(given)

    def __str__(self) -> str:
        return self.title

    def __repr__(self) -> str:
        """Show what is given, or differs from its default."""
        given = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({given})"


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
    """

    def __init__(self, application: Application[R_co], version: AsteriskVersion | None = None) -> None:
        self._application = application
        self._exec = application.command(version)
        self._variables = tuple(application.variables)
        self._taken: object = None
        self._results: list[R_co] = []

    def __iter__(self) -> Iterator[Command[object]]:
        application = self._application
        for name in application.stale:
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
