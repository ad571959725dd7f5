# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function REDIRECTING."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import Function

__all__ = ["REDIRECTING"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("item", Plain(nonempty=True))),
    Argument(Part("options", Plain()), raw=True),
)


class REDIRECTING(Function):
    """Who redirected the call, and why.

    Each item is a part of the identity of one of the parties.

    In the dialplan: `REDIRECTING(datatype[,i])`. Since Asterisk 1.8, in `func_callerid`. It can be read and
    written.

    Args:
        item: The part.
        options: `i` to write without informing the channel. If omitted: the channel is informed of what is
            written.

    The values of `item`, among others:
        `orig-all`: Name and number of the first party that was called, as in `"Ann" <100>`.
        `orig-name`: The name of the first party that was called.
        `orig-name-valid`: Whether the name is valid of the first party that was called.
        `orig-name-charset`: The character set of the name of the first party that was called.
        `orig-name-pres`: The presentation of the name of the first party that was called.
        `orig-num`: The number of the first party that was called.
        `orig-num-valid`: Whether the number is valid of the first party that was called.
        `orig-num-plan`: The numbering plan of the first party that was called.
        `orig-num-pres`: The presentation of the number of the first party that was called.
        `orig-pres`: The presentation of name and number of the first party that was called.
        `orig-subaddr`: The subaddress of the first party that was called.
        `orig-subaddr-valid`: Whether the subaddress is valid of the first party that was called.
        `orig-subaddr-type`: The type of the subaddress of the first party that was called.
        `orig-subaddr-odd`: Whether the subaddress has an odd number of digits of the first party that was called.
        `orig-tag`: The tag of the first party that was called.
        `orig-reason`: Why the first party redirected the call.
        `from-all`: Name and number of the party that redirects, as in `"Ann" <100>`.
        `from-name`: The name of the party that redirects.
        `from-name-valid`: Whether the name is valid of the party that redirects.
        `from-name-charset`: The character set of the name of the party that redirects.
        `from-name-pres`: The presentation of the name of the party that redirects.
        `from-num`: The number of the party that redirects.
        `from-num-valid`: Whether the number is valid of the party that redirects.
        `from-num-plan`: The numbering plan of the party that redirects.
        `from-num-pres`: The presentation of the number of the party that redirects.
        `from-pres`: The presentation of name and number of the party that redirects.
        `from-subaddr`: The subaddress of the party that redirects.
        `from-subaddr-valid`: Whether the subaddress is valid of the party that redirects.
        `from-subaddr-type`: The type of the subaddress of the party that redirects.
        `from-subaddr-odd`: Whether the subaddress has an odd number of digits of the party that redirects.
        `from-tag`: The tag of the party that redirects.
        `to-all`: Name and number of the party to redirect to, as in `"Ann" <100>`.
        `to-name`: The name of the party to redirect to.
        `to-name-valid`: Whether the name is valid of the party to redirect to.
        `to-name-charset`: The character set of the name of the party to redirect to.
        `to-name-pres`: The presentation of the name of the party to redirect to.
        `to-num`: The number of the party to redirect to.
        `to-num-valid`: Whether the number is valid of the party to redirect to.
        `to-num-plan`: The numbering plan of the party to redirect to.
        `to-num-pres`: The presentation of the number of the party to redirect to.
        `to-pres`: The presentation of name and number of the party to redirect to.
        `to-subaddr`: The subaddress of the party to redirect to.
        `to-subaddr-valid`: Whether the subaddress is valid of the party to redirect to.
        `to-subaddr-type`: The type of the subaddress of the party to redirect to.
        `to-subaddr-odd`: Whether the subaddress has an odd number of digits of the party to redirect to.
        `to-tag`: The tag of the party to redirect to.
        `priv-orig-all`: Name and number of the private id of the first party, as in `"Ann" <100>`.
        `priv-orig-name`: The name of the private id of the first party.
        `priv-orig-name-valid`: Whether the name is valid of the private id of the first party.
        `priv-orig-name-charset`: The character set of the name of the private id of the first party.
        `priv-orig-name-pres`: The presentation of the name of the private id of the first party.
        `priv-orig-num`: The number of the private id of the first party.
        `priv-orig-num-valid`: Whether the number is valid of the private id of the first party.
        `priv-orig-num-plan`: The numbering plan of the private id of the first party.
        `priv-orig-num-pres`: The presentation of the number of the private id of the first party.
        `priv-orig-subaddr`: The subaddress of the private id of the first party.
        `priv-orig-subaddr-valid`: Whether the subaddress is valid of the private id of the first party.
        `priv-orig-subaddr-type`: The type of the subaddress of the private id of the first party.
        `priv-orig-subaddr-odd`: Whether the subaddress has an odd number of digits of the private id of the first
            party.
        `priv-orig-tag`: The tag of the private id of the first party.
        `priv-from-all`: Name and number of the private id of the party that redirects, as in `"Ann" <100>`.
        `priv-from-name`: The name of the private id of the party that redirects.
        `priv-from-name-valid`: Whether the name is valid of the private id of the party that redirects.
        `priv-from-name-charset`: The character set of the name of the private id of the party that redirects.
        `priv-from-name-pres`: The presentation of the name of the private id of the party that redirects.
        `priv-from-num`: The number of the private id of the party that redirects.
        `priv-from-num-valid`: Whether the number is valid of the private id of the party that redirects.
        `priv-from-num-plan`: The numbering plan of the private id of the party that redirects.
        `priv-from-num-pres`: The presentation of the number of the private id of the party that redirects.
        `priv-from-subaddr`: The subaddress of the private id of the party that redirects.
        `priv-from-subaddr-valid`: Whether the subaddress is valid of the private id of the party that redirects.
        `priv-from-subaddr-type`: The type of the subaddress of the private id of the party that redirects.
        `priv-from-subaddr-odd`: Whether the subaddress has an odd number of digits of the private id of the party
            that redirects.
        `priv-from-tag`: The tag of the private id of the party that redirects.
        `priv-to-all`: Name and number of the private id of the party to redirect to, as in `"Ann" <100>`.
        `priv-to-name`: The name of the private id of the party to redirect to.
        `priv-to-name-valid`: Whether the name is valid of the private id of the party to redirect to.
        `priv-to-name-charset`: The character set of the name of the private id of the party to redirect to.
        `priv-to-name-pres`: The presentation of the name of the private id of the party to redirect to.
        `priv-to-num`: The number of the private id of the party to redirect to.
        `priv-to-num-valid`: Whether the number is valid of the private id of the party to redirect to.
        `priv-to-num-plan`: The numbering plan of the private id of the party to redirect to.
        `priv-to-num-pres`: The presentation of the number of the private id of the party to redirect to.
        `priv-to-subaddr`: The subaddress of the private id of the party to redirect to.
        `priv-to-subaddr-valid`: Whether the subaddress is valid of the private id of the party to redirect to.
        `priv-to-subaddr-type`: The type of the subaddress of the private id of the party to redirect to.
        `priv-to-subaddr-odd`: Whether the subaddress has an odd number of digits of the private id of the party
            to redirect to.
        `priv-to-tag`: The tag of the private id of the party to redirect to.
        `reason`: Why the call is redirected, such as `cfb` for busy.
        `count`: How often the call was redirected.

    Examples:
        `REDIRECTING("from-num")` is `REDIRECTING(from-num)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(
        cls,
        item: Literal[
            "orig-all",
            "orig-name",
            "orig-name-valid",
            "orig-name-charset",
            "orig-name-pres",
            "orig-num",
            "orig-num-valid",
            "orig-num-plan",
            "orig-num-pres",
            "orig-pres",
            "orig-subaddr",
            "orig-subaddr-valid",
            "orig-subaddr-type",
            "orig-subaddr-odd",
            "orig-tag",
            "orig-reason",
            "from-all",
            "from-name",
            "from-name-valid",
            "from-name-charset",
            "from-name-pres",
            "from-num",
            "from-num-valid",
            "from-num-plan",
            "from-num-pres",
            "from-pres",
            "from-subaddr",
            "from-subaddr-valid",
            "from-subaddr-type",
            "from-subaddr-odd",
            "from-tag",
            "to-all",
            "to-name",
            "to-name-valid",
            "to-name-charset",
            "to-name-pres",
            "to-num",
            "to-num-valid",
            "to-num-plan",
            "to-num-pres",
            "to-pres",
            "to-subaddr",
            "to-subaddr-valid",
            "to-subaddr-type",
            "to-subaddr-odd",
            "to-tag",
            "priv-orig-all",
            "priv-orig-name",
            "priv-orig-name-valid",
            "priv-orig-name-charset",
            "priv-orig-name-pres",
            "priv-orig-num",
            "priv-orig-num-valid",
            "priv-orig-num-plan",
            "priv-orig-num-pres",
            "priv-orig-subaddr",
            "priv-orig-subaddr-valid",
            "priv-orig-subaddr-type",
            "priv-orig-subaddr-odd",
            "priv-orig-tag",
            "priv-from-all",
            "priv-from-name",
            "priv-from-name-valid",
            "priv-from-name-charset",
            "priv-from-name-pres",
            "priv-from-num",
            "priv-from-num-valid",
            "priv-from-num-plan",
            "priv-from-num-pres",
            "priv-from-subaddr",
            "priv-from-subaddr-valid",
            "priv-from-subaddr-type",
            "priv-from-subaddr-odd",
            "priv-from-tag",
            "priv-to-all",
            "priv-to-name",
            "priv-to-name-valid",
            "priv-to-name-charset",
            "priv-to-name-pres",
            "priv-to-num",
            "priv-to-num-valid",
            "priv-to-num-plan",
            "priv-to-num-pres",
            "priv-to-subaddr",
            "priv-to-subaddr-valid",
            "priv-to-subaddr-type",
            "priv-to-subaddr-odd",
            "priv-to-tag",
            "reason",
            "count",
        ]
        | str,
        options: str | None = None,
    ) -> REDIRECTING:
        return super().__new__(cls, write_function("REDIRECTING", _PLACES, {"item": item}, {"options": options}))
