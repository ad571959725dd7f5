# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function VOLUME."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import OneOf
from agicodec.model.functions import Function

__all__ = ["VOLUME"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("direction", OneOf("TX", "RX"))),
    Argument(Part("options", Plain()), raw=True),
)


class VOLUME(Function):
    """The gain of the audio of the channel, in decibels.

    It is 0 by default.

    In the dialplan: `VOLUME(direction[,options])`. Since Asterisk 1.6, in `func_volume`. It can be read and
    written.

    Args:
        direction: The direction.
        options: `p` to let the keys `*` and `#` change the gain. If omitted: none.

    The values of `direction`:
        `TX`: Audio that is sent to the channel.
        `RX`: Audio that is received from it.

    Examples:
        `VOLUME("TX")` is `VOLUME(TX)`.
        `VOLUME("RX", "p")` is `VOLUME(RX,p)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(cls, direction: Literal["TX", "RX"], options: str | None = None) -> VOLUME:
        return super().__new__(cls, write_function("VOLUME", _PLACES, {"direction": direction}, {"options": options}))
