# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function CDR_PROP."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import OneOf
from agicodec.model.functions import WriteOnly

__all__ = ["CDR_PROP"]

_PLACES: Final[tuple[Place, ...]] = (Argument(Part("item", OneOf("party_a", "disable"))),)


class CDR_PROP(WriteOnly):
    """A property of the call detail record.

    It can only be written.

    In the dialplan: `CDR_PROP(name)`. Since Asterisk 12.0, in `func_cdr`. It can only be written.

    Args:
        item: The property.

    The values of `item`:
        `party_a`: 1 if the channel is to be the first party of its records.
        `disable`: 1 if there is to be no record of the channel, 0 if there is.

    Examples:
        `CDR_PROP("disable")` is `CDR_PROP(disable)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __init__(self, item: Literal["party_a", "disable"]) -> None:
        super().__init__(write_function("CDR_PROP", _PLACES, {"item": item}))
