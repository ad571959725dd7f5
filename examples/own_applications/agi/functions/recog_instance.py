# Generated from spec/unimrcp.toml by `agicodec generate`: change the spec, not this file.

"""The function RECOG_INSTANCE."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import Function

__all__ = ["RECOG_INSTANCE"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("index", Plain(nonempty=True))),
    Argument(Part("path", Plain(nonempty=True)), raw=True),
)


class RECOG_INSTANCE(Function):
    """What an interpretation of the last recognition means, as the grammar says.

    It is XML or JSON, as the option `instance_format` says.

    In the dialplan: `RECOG_INSTANCE([nbest_number][,path])`. Since Asterisk 1.4, in `app_unimrcp`. It can only be
    read.

    Args:
        index: Which interpretation, counted from 0; or the interpretation and the input, as in `0/1`. If omitted:
            the best one.
        path: A nested element. If omitted: all of it.

    Examples:
        `RECOG_INSTANCE("0", "city")` is `RECOG_INSTANCE(0,city)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, index: str | None = None, path: str | None = None) -> RECOG_INSTANCE:
        return super().__new__(cls, write_function("RECOG_INSTANCE", _PLACES, {}, {"index": index, "path": path}))
