# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function SHARED."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import Function

__all__ = ["SHARED"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("name", Plain(nonempty=True))),
    Argument(Part("channel", Plain(nonempty=True)), raw=True),
)


class SHARED(Function):
    """A variable that other channels can read and write.

    Writing it sends an event of the manager interface.

    In the dialplan: `SHARED(varname[,channel])`. Since Asterisk 1.6, in `func_global`. It can be read and
    written.

    Args:
        name: The variable.
        channel: The channel that has it: its name, or the name without its number. If omitted: the channel
            itself.

    Examples:
        `SHARED("QUOTE", "PJSIP/ann-00000001")` is `SHARED(QUOTE,PJSIP/ann-00000001)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(cls, name: str, channel: str | None = None) -> SHARED:
        return super().__new__(cls, write_function("SHARED", _PLACES, {"name": name}, {"channel": channel}))
