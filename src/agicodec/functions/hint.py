# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function HINT."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import ReadOnly

__all__ = ["HINT"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("extension", Plain(nonempty=True))),
    Argument(Part("options", Plain()), raw=True),
)


class HINT(ReadOnly):
    """The devices or the name of a hint.

    It fails if the extension has no hint.

    In the dialplan: `HINT(extension[,options])`. Since Asterisk 1.6, in `func_devstate`. It can only be read.

    Args:
        extension: The extension, perhaps with its context, as in `100@phones`.
        options: `n` for the name. If omitted: the devices.

    Examples:
        `HINT("100@phones", "n")` is `HINT(100@phones,n)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, extension: str, options: str | None = None) -> HINT:
        return super().__new__(cls, write_function("HINT", _PLACES, {"extension": extension}, {"options": options}))
