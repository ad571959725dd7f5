# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function CALLERID."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import Function

__all__ = ["CALLERID"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("item", Plain(nonempty=True))),
    Argument(Part("source", Plain(nonempty=True)), raw=True),
)


class CALLERID(Function):
    """The caller id of the channel.

    Each item is a part of the caller id, of which `all` is name and number in one text.

    In the dialplan: `CALLERID(datatype[,CID])`. Since Asterisk 1.2, in `func_callerid`. It can be read and
    written.

    Args:
        item: The part.
        source: A caller id as text, from which `all`, `name` or `num` is read instead. If omitted: the caller id
            of the channel.

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
        `ANI-all`: Name and number of the ANI, as in `"Ann" <100>`.
        `ANI-name`: The name of the ANI.
        `ANI-name-valid`: Whether the name is valid of the ANI.
        `ANI-name-charset`: The character set of the name of the ANI.
        `ANI-name-pres`: The presentation of the name of the ANI.
        `ANI-num`: The number of the ANI.
        `ANI-num-valid`: Whether the number is valid of the ANI.
        `ANI-num-plan`: The numbering plan of the ANI.
        `ANI-num-pres`: The presentation of the number of the ANI.
        `ANI-tag`: The tag of the ANI.
        `RDNIS`: The number that the call was redirected from.
        `DNID`: The number that was dialled.
        `dnid-num-plan`: The numbering plan of the number that was dialled.
        `dnid-subaddr`: The subaddress that was dialled.
        `dnid-subaddr-valid`: Whether that subaddress is valid.
        `dnid-subaddr-type`: The type of that subaddress.
        `dnid-subaddr-odd`: Whether that subaddress has an odd number of digits.

    Beware:
        - The value is cut after 255 bytes. (all; source: funcs/func_callerid.c, callerid_function)
        - Blanks at the ends of a value that is written are stripped. (all; live on 22.10 and 16.28)
        - An unknown item can be written without an error. (all; live on 22.10 and 16.28)

    Examples:
        `CALLERID("name")` is `CALLERID(name)`.
        `CALLERID("num", "Ann <100>")` is `CALLERID(num,Ann <100>)`.

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
            "ANI-all",
            "ANI-name",
            "ANI-name-valid",
            "ANI-name-charset",
            "ANI-name-pres",
            "ANI-num",
            "ANI-num-valid",
            "ANI-num-plan",
            "ANI-num-pres",
            "ANI-tag",
            "RDNIS",
            "DNID",
            "dnid-num-plan",
            "dnid-subaddr",
            "dnid-subaddr-valid",
            "dnid-subaddr-type",
            "dnid-subaddr-odd",
        ]
        | str,
        source: str | None = None,
    ) -> CALLERID:
        return super().__new__(cls, write_function("CALLERID", _PLACES, {"item": item}, {"source": source}))
