"""What to call, made of its parts, so that no part can become more than it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part

__all__ = ["Destination"]

_TEXT: Final = Plain(nonempty=True, refuses=("/", "&", "@"), trimmed=True)
_PARTS: Final = (
    ("", Part("technology", _TEXT)),
    ("/", Part("resource", _TEXT)),
    ("@", Part("at", _TEXT)),
    ("/", Part("flags", _TEXT)),
)
"""The parts, each with what is before it."""


class Destination(str):
    """What to call, for example with Dial: `Destination("PJSIP", number, at="trunk")` is the text `PJSIP/100@trunk`.

    A text does as well where you write all of it: `Dial("PJSIP/100@trunk")`. Use this class if a part is a value that
    somebody else chose, such as the number that a caller has entered. Nothing protects `&`, `@` and `/` in a
    destination: in a text with such a value, `@` would lead to another trunk or context, and `/` to another resource.
    In a part of this class, all of them are refused. (`&`, which would add a destination, is refused in a text too.)

    Args:
        technology: The technology, such as `PJSIP` or `Local`.
        resource: What to call there: an endpoint, a number or an extension.
        at: What is behind `@`: for PJSIP an endpoint, which then calls the number; for Local a context.
        flags: What is behind a further slash: for Local letters such as `n`.

    Raises:
        InvalidArgument: a part is empty, has blanks at its ends, or contains `&`, `@` or `/`.
    """

    __slots__ = ()

    def __new__(cls, technology: str, resource: str, *, at: str | None = None, flags: str | None = None) -> Destination:
        values = (technology, resource, at, flags)
        texts = [
            f"{before}{part.taken(value, 'Destination')}"
            for (before, part), value in zip(_PARTS, values, strict=True)
            if value is not None or part.name in ("technology", "resource")
        ]
        return super().__new__(cls, "".join(texts))

    def __repr__(self) -> str:
        return f"<Destination {str.__repr__(self)}>"

    def __reduce__(self) -> tuple[Callable[[str], Destination], tuple[str]]:
        return _restore, (str(self),)


def _restore(text: str) -> Destination:
    """Make a copy of a destination from its text, instead of from its parts."""
    return str.__new__(Destination, text)
