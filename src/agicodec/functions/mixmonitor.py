# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function MIXMONITOR."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import ReadOnly

__all__ = ["MIXMONITOR"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("id", Plain(nonempty=True))),
    Argument(Part("item", Plain(nonempty=True)), raw=True),
)


class MIXMONITOR(ReadOnly):
    """The file of a recording by MixMonitor.

    It fails if the channel has no recording with that id.

    In the dialplan: `MIXMONITOR(id,key)`. Since Asterisk 13.0, in `app_mixmonitor`. It can only be read.

    Args:
        id: The id: the attribute `id` of the result of MixMonitor.
        item: What to read.

    The values of `item`, among others:
        `filename`: The whole path of the file.

    Examples:
        `MIXMONITOR("0x7f10", "filename")` is `MIXMONITOR(0x7f10,filename)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, id: str, item: Literal["filename"] | str) -> MIXMONITOR:
        return super().__new__(cls, write_function("MIXMONITOR", _PLACES, {"id": id, "item": item}))
