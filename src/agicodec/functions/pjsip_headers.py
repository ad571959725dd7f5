# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function PJSIP_HEADERS."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import ReadOnly

__all__ = ["PJSIP_HEADERS"]

_PLACES: Final[tuple[Place, ...]] = (Argument(Part("prefix", Plain()), raw=True),)


class PJSIP_HEADERS(ReadOnly):
    """The names of the headers of the INVITE that came in.

    They are separated by commas. Needs a PJSIP channel.

    In the dialplan: `PJSIP_HEADERS([prefix])`. Since Asterisk 16.20, in `res_pjsip_header_funcs`. It can only be
    read.

    Args:
        prefix: How the names begin. If omitted: all headers.

    Examples:
        `PJSIP_HEADERS("X-")` is `PJSIP_HEADERS(X-)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, prefix: str | None = None) -> PJSIP_HEADERS:
        return super().__new__(cls, write_function("PJSIP_HEADERS", _PLACES, {}, {"prefix": prefix}))
