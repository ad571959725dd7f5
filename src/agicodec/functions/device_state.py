# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function DEVICE_STATE."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import Function

__all__ = ["DEVICE_STATE"]

_PLACES: Final[tuple[Place, ...]] = (Argument(Part("device", Plain(nonempty=True)), raw=True),)


class DEVICE_STATE(Function):
    """The state of a device.

    It is `UNKNOWN`, `NOT_INUSE`, `INUSE`, `BUSY`, `INVALID`, `UNAVAILABLE`, `RINGING`, `RINGINUSE` or `ONHOLD`.
    Only the states of devices whose names begin with `Custom:` can be written.

    In the dialplan: `DEVICE_STATE(device)`. Since Asterisk 1.6, in `func_devstate`. It can be read and written.

    Args:
        device: The device, such as `PJSIP/ann` or `Custom:lamp`.

    Examples:
        `DEVICE_STATE("PJSIP/ann")` is `DEVICE_STATE(PJSIP/ann)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(cls, device: str) -> DEVICE_STATE:
        return super().__new__(cls, write_function("DEVICE_STATE", _PLACES, {"device": device}))
