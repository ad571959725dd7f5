# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function PJSIP_HEADER."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import Integer, OneOf
from agicodec.model.functions import Function

__all__ = ["PJSIP_HEADER"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("action", OneOf("read", "add", "update", "remove"))),
    Argument(Part("name", Plain(nonempty=True))),
    Argument(Part("number", Integer(1))),
)


class PJSIP_HEADER(Function):
    """A header of SIP.

    `read` reads one of the INVITE that came in; `add`, `update` and `remove` write one of the INVITE that will go
    out, and so work in a subroutine that the called channel runs before it is called. Needs a PJSIP channel.

    In the dialplan: `PJSIP_HEADER(action,name[,number])`. Since Asterisk 12.0, in `res_pjsip_header_funcs`. It
    can be read and written.

    Args:
        action: What to do.
        name: The name of the header.
        number: Which of several of the name. If omitted: the first one.

    The values of `action`:
        `read`: Read it.
        `add`: Add it with the value that is written.
        `update`: Replace its value.
        `remove`: Remove it; a `*` at the end of the name stands for any end.

    Beware:
        - Reading with `add` or `update`, and writing with `read`, fails. (all; source:
          res/res_pjsip_header_funcs.c, func_read_header)

    Examples:
        `PJSIP_HEADER("read", "X-Account")` is `PJSIP_HEADER(read,X-Account)`.
        `PJSIP_HEADER("read", "Via", 2)` is `PJSIP_HEADER(read,Via,2)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(
        cls, action: Literal["read", "add", "update", "remove"], name: str, number: int | None = None
    ) -> PJSIP_HEADER:
        return super().__new__(
            cls, write_function("PJSIP_HEADER", _PLACES, {"action": action, "name": name}, {"number": number})
        )
