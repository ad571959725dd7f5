"""Commands that the spec does not contain, or not with these arguments."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar, TypeVar

from attrs import Attribute, field, frozen

from agicodec.errors import InvalidArgument
from agicodec.model.arguments import Words
from agicodec.model.command import Command, Interrupt
from agicodec.values import plain
from agicodec.wire.reply import RawReply, TextKind
from agicodec.wire.versions import AsteriskVersion

__all__ = ["Raw", "Unchecked"]

T = TypeVar("T")
R_co = TypeVar("R_co", covariant=True)


def _check_arguments(
    command: Raw | Unchecked[object], attribute: Attribute[tuple[str, ...]], arguments: tuple[object, ...]
) -> None:
    for number, argument in enumerate(arguments, 1):
        if not isinstance(argument, str):
            raise InvalidArgument(str(command), f"argument {number}", argument, "expected a string")


@frozen(init=False, str=False, eq=False, repr=False)
class Raw(Command[RawReply]):
    """A command that the spec does not contain; its words are checked and quoted like those of other commands.

    `Raw("MYCMD", "a b")` is sent as `MYCMD "a b"`. Pass a name of several words as one string. Since nothing is known
    about the command, it is also sent after a hangup, and it cannot be interrupted.

    Args:
        command: the words that name it, with single blanks between.
        words: its arguments, one word each.
        arguments: further arguments, as a tuple, as `attrs.evolve` passes them.
    """

    command: str = field(validator=Words())
    """The words that name it, with single spaces between."""
    arguments: tuple[str, ...] = field(validator=_check_arguments)
    """Its arguments."""

    words: ClassVar[tuple[str, ...]] = ()
    dead = True
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "unknown"

    if TYPE_CHECKING:

        def __attrs_init__(self, command: str, arguments: tuple[str, ...]) -> None: ...

    def __init__(self, command: str, *words: str, arguments: tuple[str, ...] = ()) -> None:
        self.__attrs_init__(plain(command), tuple(map(plain, words + arguments)))

    def argument_words(self) -> Sequence[str]:
        return (*self.command.split(" "), *self.arguments)

    def interpret_success(self, raw: RawReply) -> RawReply:
        return raw

    def reply_with(self, result: object) -> RawReply:
        return result if isinstance(result, RawReply) else super().reply_with(result)

    def argument_name(self, index: int) -> str:
        first = len(self.command.split(" "))
        return "command" if index < first else f"argument {index - first + 1}"

    def __str__(self) -> str:
        return f"{self.command}"


def _names_a_command(cls: object) -> bool:
    words: object = getattr(cls, "words", None)
    return isinstance(cls, type) and issubclass(cls, Command) and isinstance(words, tuple) and words != ()


def _check_class(command: object, attribute: Attribute[T], named: T) -> None:
    if not _names_a_command(named):
        raise InvalidArgument("Unchecked", "named", named, "expected the class of a command, such as SetMusic")


@frozen(init=False, str=False, eq=False, repr=False)
class Unchecked(Command[R_co]):
    """A command with arguments that its class does not accept.

    `Unchecked(SetMusic, "maybe")` is sent as `SET MUSIC maybe`. How Asterisk reads the arguments is not known. The
    class still determines whether the command may run after a hangup, whether another line stops it, and what its
    replies mean; arguments that could not be read count as omitted.

    Args:
        named: the class.
        words: the arguments, one word each.
        arguments: further arguments, as a tuple, as `attrs.evolve` passes them.

    Raises:
        InvalidArgument: `named` is not the class of a command, or an argument is not a string.
    """

    named: type[Command[R_co]] = field(validator=_check_class)
    """The class."""
    arguments: tuple[str, ...] = field(validator=_check_arguments)
    """The words that follow those of the command's name."""

    if TYPE_CHECKING:

        def __attrs_init__(self, named: type[Command[R_co]], arguments: tuple[str, ...]) -> None: ...

    def __init__(self, named: type[Command[R_co]], *words: str, arguments: tuple[str, ...] = ()) -> None:
        self.__attrs_init__(named, tuple(map(plain, words + arguments)))

    def argument_words(self) -> Sequence[str]:
        return self.arguments

    def interpret_success(self, raw: RawReply) -> R_co:
        return self._stand_in().interpret_success(raw)

    def interpret_release(self, raw: RawReply, version: AsteriskVersion) -> R_co:
        return self._stand_in().interpret_release(raw, version)

    def reply_with(self, result: object) -> RawReply:
        return self._stand_in().reply_with(result)

    def argument_name(self, index: int) -> str:
        return f"argument {index + 1}"

    def __repr__(self) -> str:
        return f"Unchecked({', '.join([self.named.__name__, *map(repr, self.arguments)])})"

    def _stand_in(self) -> Command[R_co]:
        """Make a command of the class with nothing but the defaults, which reads and writes replies."""
        made = object.__new__(self.named)
        for part in self.named.parts():
            value = part.default if isinstance(part.default, (str, int, float)) else None
            object.__setattr__(made, part.name, value)
        return made


for _known in Command.__annotations__:  # of nothing but what a class of commands knows
    setattr(Unchecked, _known, property(attrgetter(f"named.{_known}")))
