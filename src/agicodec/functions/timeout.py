# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function TIMEOUT."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import OneOf
from agicodec.model.functions import Function

__all__ = ["TIMEOUT"]

_PLACES: Final[tuple[Place, ...]] = (Argument(Part("kind", OneOf("absolute", "digit", "response"))),)


class TIMEOUT(Function):
    """A timeout of the channel, in seconds.

    It may have a fraction; 0 for none.

    In the dialplan: `TIMEOUT(timeouttype)`. Since Asterisk 1.2, in `func_timeout`. It can be read and written.

    Args:
        kind: The timeout.

    The values of `kind`:
        `absolute`: The time until the call ends.
        `digit`: The time between digits of an extension.
        `response`: The time for the first digit of an extension.

    Examples:
        `TIMEOUT("absolute")` is `TIMEOUT(absolute)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(cls, kind: Literal["absolute", "digit", "response"]) -> TIMEOUT:
        return super().__new__(cls, write_function("TIMEOUT", _PLACES, {"kind": kind}))
