# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function GLOBAL."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import Function

__all__ = ["GLOBAL"]

_PLACES: Final[tuple[Place, ...]] = (Argument(Part("name", Plain(nonempty=True)), raw=True),)


class GLOBAL(Function):
    """A global variable.

    All channels share it.

    In the dialplan: `GLOBAL(varname)`. Since Asterisk 1.4, in `func_global`. It can be read and written.

    Args:
        name: The variable.

    Examples:
        `GLOBAL("TRUNK")` is `GLOBAL(TRUNK)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(cls, name: str) -> GLOBAL:
        return super().__new__(cls, write_function("GLOBAL", _PLACES, {"name": name}))
