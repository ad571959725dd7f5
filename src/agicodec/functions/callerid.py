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
    Argument(Part("source", Plain()), raw=True),
)


class CALLERID(Function):
    r"""The caller id of the channel.

    Each item is a part of the caller id; `all` is name and number in one text.

    In the dialplan: `CALLERID(datatype[,CID])`. Since Asterisk 1.2, in `func_callerid`. It can be read and
    written.

    Args:
        item: The part.
        source: A caller id as text, from which the item is read instead. If omitted: the caller id of the
            channel.

    The values of `item`, among others:
        `all`: Name and number, as in `Ann <100>`.
        `name`: The name.
        `num`: The number.

    Examples:
        `CALLERID("name")` is `CALLERID(name)`.
        `CALLERID("num", "\"Ann\" <100>")` is `CALLERID(num,\"Ann\" <100>)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(cls, item: Literal["all", "name", "num"] | str, source: str | None = None) -> CALLERID:
        return super().__new__(cls, write_function("CALLERID", _PLACES, {"item": item, "source": source}))
