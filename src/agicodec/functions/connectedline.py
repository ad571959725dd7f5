# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function CONNECTEDLINE."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import Function

__all__ = ["CONNECTEDLINE"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("item", Plain(nonempty=True))),
    Argument(Part("options", Plain()), raw=True),
)


class CONNECTEDLINE(Function):
    """The identity of the other party, as the channel shows it.

    Each item is a part of the identity, of which `all` is name and number in one text.

    In the dialplan: `CONNECTEDLINE(datatype[,i])`. Since Asterisk 1.8, in `func_callerid`. It can be read and
    written.

    Args:
        item: The part.
        options: `i` to write without informing the channel. If omitted: the channel is informed of what is
            written.

    The values of `item`, among others:
        `all`: Name and number, as in `"Ann" <100>`.
        `name`: The name.
        `name-valid`: Whether the name is valid.
        `name-charset`: The character set of the name.
        `name-pres`: The presentation of the name.
        `num`: The number.
        `num-valid`: Whether the number is valid.
        `num-plan`: The numbering plan.
        `num-pres`: The presentation of the number.
        `pres`: The presentation of name and number.
        `subaddr`: The subaddress.
        `subaddr-valid`: Whether the subaddress is valid.
        `subaddr-type`: The type of the subaddress.
        `subaddr-odd`: Whether the subaddress has an odd number of digits.
        `tag`: The tag.
        `priv-all`: Name and number of the private id, as in `"Ann" <100>`.
        `priv-name`: The name of the private id.
        `priv-name-valid`: Whether the name is valid of the private id.
        `priv-name-charset`: The character set of the name of the private id.
        `priv-name-pres`: The presentation of the name of the private id.
        `priv-num`: The number of the private id.
        `priv-num-valid`: Whether the number is valid of the private id.
        `priv-num-plan`: The numbering plan of the private id.
        `priv-num-pres`: The presentation of the number of the private id.
        `priv-subaddr`: The subaddress of the private id.
        `priv-subaddr-valid`: Whether the subaddress is valid of the private id.
        `priv-subaddr-type`: The type of the subaddress of the private id.
        `priv-subaddr-odd`: Whether the subaddress has an odd number of digits of the private id.
        `priv-tag`: The tag of the private id.

    Examples:
        `CONNECTEDLINE("name")` is `CONNECTEDLINE(name)`.
        `CONNECTEDLINE("num", "i")` is `CONNECTEDLINE(num,i)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(
        cls,
        item: Literal[
            "all",
            "name",
            "name-valid",
            "name-charset",
            "name-pres",
            "num",
            "num-valid",
            "num-plan",
            "num-pres",
            "pres",
            "subaddr",
            "subaddr-valid",
            "subaddr-type",
            "subaddr-odd",
            "tag",
            "priv-all",
            "priv-name",
            "priv-name-valid",
            "priv-name-charset",
            "priv-name-pres",
            "priv-num",
            "priv-num-valid",
            "priv-num-plan",
            "priv-num-pres",
            "priv-subaddr",
            "priv-subaddr-valid",
            "priv-subaddr-type",
            "priv-subaddr-odd",
            "priv-tag",
        ]
        | str,
        options: str | None = None,
    ) -> CONNECTEDLINE:
        return super().__new__(cls, write_function("CONNECTEDLINE", _PLACES, {"item": item}, {"options": options}))
