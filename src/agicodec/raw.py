"""A command that the spec does not know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import Attribute, field, frozen

from agicodec.arguments import Words
from agicodec.command import Command
from agicodec.errors import InvalidArgument
from agicodec.reply import RawReply
from agicodec.value import plain

__all__ = ["Raw"]


def _check_arguments(raw: Raw, attribute: Attribute[tuple[str, ...]], arguments: tuple[object, ...]) -> None:
    for number, argument in enumerate(arguments, 1):
        if not isinstance(argument, str):
            raise InvalidArgument(raw.command, f"argument {number}", argument, "expected a string")


@frozen(init=False, str=False, eq=False, repr=False)
class Raw(Command[RawReply]):
    """A command that the spec does not know, as safe as the others.

    `Raw("MYCMD", "a b")` is sent as `MYCMD "a b"`; a name of several words is given as one string. Nothing is known
    of it, so it is sent to a dead channel too, and cannot be interrupted.

    Args:
        command: the words that name it, with single blanks between.
        words: its arguments, one word each.
        arguments: further arguments, as a tuple, as `attrs.evolve` gives them.
    """

    command: str = field(validator=Words())
    """The words that name it, with single spaces between."""
    arguments: tuple[str, ...] = field(validator=_check_arguments)
    """Its arguments."""

    words = ()
    dead = True
    interrupt = "never"
    reply_text = "unknown"

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
