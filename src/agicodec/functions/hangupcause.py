# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function HANGUPCAUSE."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import OneOf
from agicodec.model.functions import ReadOnly

__all__ = ["HANGUPCAUSE"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("channel", Plain(nonempty=True))),
    Argument(Part("kind", OneOf("ast", "tech"))),
)


class HANGUPCAUSE(ReadOnly):
    """Why a channel that was dialled has hung up.

    There is a cause for each channel that Dial or Queue has called.

    In the dialplan: `HANGUPCAUSE(channel,type)`. Since Asterisk 11.0, in `func_hangupcause`. It can only be read.

    Args:
        channel: The name of the channel.
        kind: The kind of cause.

    The values of `kind`:
        `ast`: A cause of Asterisk, in words.
        `tech`: A cause of the technology, such as `SIP 486 Busy Here`.

    Examples:
        `HANGUPCAUSE("PJSIP/ann-00000001", "tech")` is `HANGUPCAUSE(PJSIP/ann-00000001,tech)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, channel: str, kind: Literal["ast", "tech"]) -> HANGUPCAUSE:
        return super().__new__(cls, write_function("HANGUPCAUSE", _PLACES, {"channel": channel, "kind": kind}))
