"""Dialplan functions: names with arguments, which the commands for variables take like the names of variables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from agicodec.errors import InvalidArgument
from agicodec.values import plain

__all__ = ["Function", "ReadOnly", "WriteOnly", "written_name"]

T = TypeVar("T", bound="ReadOnly")


class Function(str):
    """A dialplan function with its arguments, which can be read: `CALLERID("name")` is the text `CALLERID(name)`.

    It is a string, so every command that takes the name of a variable takes it, as does a text with `${...}`.
    """

    __slots__ = ()

    writes: ClassVar[bool] = False
    """Whether it can be written, too."""

    @property
    def expression(self) -> str:
        """The function as an expression, `${CALLERID(name)}`, for GET FULL VARIABLE.

        Raises:
            InvalidArgument: Asterisk would not read all of it as one expression.
        """
        if not _is_one_expression(self):
            problem = "expected arguments without what ends an expression: braces, `$[`, or a colon after `)`"
            raise InvalidArgument(type(self).__name__, "expression", str(self), problem)
        return f"${{{self}}}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {str.__repr__(self)}>"

    def __reduce__(self) -> tuple[Callable[[type[Function], str], Function], tuple[type[Function], str]]:
        return _restore, (type(self), str(self))


def _restore(cls: type[Function], text: str) -> Function:
    """Make a copy of a function from its text, instead of from its arguments."""
    return str.__new__(cls, text)


if TYPE_CHECKING:

    class ReadOnly:
        """A dialplan function with its arguments, which can only be read.

        It is a `Function`, and so a string; but type checkers do not know that, so that they refuse it as the name of
        what is written, while GET VARIABLE takes it. `str()` and `expression` return strings.
        """

        def __new__(cls: type[T], text: str) -> T:
            """Make a function of its text."""
            ...

        @property
        def expression(self) -> str:
            """The function as an expression, `${HINT(100)}`; see `Function.expression`."""
            ...

        def __eq__(self, other: object) -> bool: ...

        def __hash__(self) -> int: ...

else:

    class ReadOnly(Function):
        """A dialplan function with its arguments, which can only be read."""

        __slots__ = ()


class WriteOnly:
    """A dialplan function with its arguments, which can only be written.

    It is no string, since reading it would always fail: of the commands, only `SetVariable` takes it.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text: str = text

    @property
    def text(self) -> str:
        """The function with its arguments, such as `CONFBRIDGE(user,template)`."""
        return self._text

    def __eq__(self, other: object) -> bool:
        return self._text == other.text if isinstance(other, WriteOnly) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._text!r}>"


def written_name(name: object) -> object:
    """Return the name of what is written, as plain text; whatever is no name is returned unchanged.

    Raises:
        InvalidArgument: it is a function that cannot be written.
    """
    if isinstance(name, WriteOnly):
        return name.text
    if isinstance(name, Function) and not name.writes:
        problem = f"expected a variable, or a function that can be written: {type(name).__name__} can only be read"
        raise InvalidArgument("SET VARIABLE", "name", str(name), problem)
    return plain(name)


def _is_one_expression(text: str) -> bool:
    """Return whether `${` and `}` around a text make one expression that is read as it is.

    Asterisk counts braces up to the one that ends the expression, and takes a colon outside of parentheses as the
    beginning of an offset (`main/pbx_variables.c`).
    """
    if any(char in text for char in ("{", "}", "$[")):
        return False
    depth = 0
    for char in text:
        if char == ":" and depth == 0:
            return False
        depth += (char == "(") - (char == ")")
    return True
