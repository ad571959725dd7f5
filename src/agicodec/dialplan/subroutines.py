"""Where the dialplan is entered: subroutines with their arguments, and locations."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from agicodec.dialplan.checks import Instance, Plain
from agicodec.dialplan.parts import Part, Written
from agicodec.errors import InvalidArgument
from agicodec.model.arguments import Priority
from agicodec.wire.versions import AsteriskVersion

__all__ = ["AtStart", "Location", "Subroutine"]

_DIVIDES = ("^", ",")
"""What Asterisk divides subroutines and locations by."""

_NAME = Plain(nonempty=True, refuses=(*_DIVIDES, "(", ")"))
_ARGUMENT = Plain(refuses=_DIVIDES)
_PRIORITY = Priority(nonempty=True)


@frozen(eq=False, repr=False)
class Location(Written):
    """A priority of the dialplan, of an extension, in a context.

    Raises:
        InvalidArgument: a part contains a separator, or there is a context without an extension.
    """

    priority: int | str
    """The priority, or its label."""
    extension: str | None = None
    """The extension; None is the present one."""
    context: str | None = None
    """The context; None is the present one."""

    def __attrs_post_init__(self) -> None:
        _settle(self)
        if self.context is not None and self.extension is None:
            raise InvalidArgument("Location", "extension", None, "expected an extension in the context")

    def written(self, version: AsteriskVersion | None) -> str:
        return self.joined("^")

    def joined(self, separator: str) -> str:
        """Return the parts that there are with a separator between them."""
        return separator.join(str(part) for part in (self.context, self.extension, self.priority) if part is not None)


@frozen(eq=False, repr=False, init=False)
class Subroutine(Written):
    """A subroutine of the dialplan with its arguments: `Subroutine("greet", "Ann", "de")`.

    It reads its arguments, which may also be passed as `arguments`, as ARG1, ARG2 and so on. Nothing protects `^` and
    `,` in an argument. Quotation marks and backslashes stay in its value; in an argument before another one, quotation
    marks, parentheses and brackets must be balanced, and a backslash cannot be the last character.

    Raises:
        InvalidArgument: a part is not accepted.
    """

    context: str
    """The context."""
    arguments: tuple[str, ...] = field(default=())
    """The arguments."""
    extension: str = field(default="s")
    """The extension in the context."""
    priority: int | str = field(default=1)
    """The priority, or its label."""

    def __init__(
        self,
        context: str,
        *rest: str,
        arguments: Sequence[str] = (),
        extension: str = "s",
        priority: int | str = 1,
    ) -> None:
        for name, value in (("context", context), ("extension", extension), ("priority", priority)):
            object.__setattr__(self, name, value)
        _settle(self)
        part = Part("arguments", _ARGUMENT)
        taken = tuple(str(part.taken(argument, "Subroutine")) for argument in (*rest, *arguments))
        for argument in taken[:-1]:
            if not _is_balanced(argument):
                problem = "expected balanced quotation marks, parentheses and brackets before another argument"
                raise InvalidArgument("Subroutine", "arguments", argument, problem)
        object.__setattr__(self, "arguments", taken)

    def written(self, version: AsteriskVersion | None) -> str:
        """Return the subroutine with its place, `context^extension^priority(arguments)`."""
        place = f"{self.context}^{self.extension}^{self.priority}"
        return f"{place}({'^'.join(self.arguments)})" if self.arguments else place

    def joined(self, separator: str) -> str:
        """Return the context and the arguments with a separator between them."""
        return separator.join((self.context, *self.arguments))


class AtStart(Instance):
    """A subroutine that begins at the priority 1 of the extension s."""

    __slots__ = ()

    def __init__(self, *, optional: bool = False) -> None:
        super().__init__(Subroutine, optional=optional)

    @property
    def expected(self) -> str:
        return "a Subroutine that begins at the priority 1 of the extension s"

    def accepts(self, value: object) -> bool:
        return isinstance(value, Subroutine) and (value.extension, value.priority) == ("s", 1)


def _settle(place: Written) -> None:
    """Check the context, the extension and the priority of a place."""
    owner = type(place).__name__
    for name, check in (("context", _NAME), ("extension", _NAME), ("priority", _PRIORITY)):
        value: object = getattr(place, name)
        if value is not None:
            object.__setattr__(place, name, Part(name, check).taken(value, owner))
        if isinstance(value, str):
            Part(name, _NAME).taken(value, owner)


def _is_balanced(text: str) -> bool:
    """Return whether a comma behind a text separates it from what follows (`__ast_app_separate_args`)."""
    depth, is_literal = {"(": 0, "[": 0, '"': 0}, False
    for char in text:
        if is_literal:
            is_literal = False
        elif char == "\\":
            is_literal = True
        elif char == '"':
            depth[char] ^= 1
        elif char in depth:
            depth[char] += 1
        elif char in ")]":
            opening = "(" if char == ")" else "["
            depth[opening] = max(0, depth[opening] - 1)
    return not is_literal and not any(depth.values())
