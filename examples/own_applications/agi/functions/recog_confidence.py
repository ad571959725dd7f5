# Generated from spec/unimrcp.toml by `agicodec generate`: change the spec, not this file.

"""The function RECOG_CONFIDENCE."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import Function

__all__ = ["RECOG_CONFIDENCE"]

_PLACES: Final[tuple[Place, ...]] = (Argument(Part("index", Plain(nonempty=True)), raw=True),)


class RECOG_CONFIDENCE(Function):
    """How confident the server is of an interpretation.

    The scale is that of the server.

    In the dialplan: `RECOG_CONFIDENCE([nbest_number])`. Since Asterisk 1.4, in `app_unimrcp`. It can only be
    read.

    Args:
        index: Which interpretation, counted from 0; or the interpretation and the input, as in `0/1`. If omitted:
            the best one.

    Examples:
        `RECOG_CONFIDENCE()` is `RECOG_CONFIDENCE()`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, index: str | None = None) -> RECOG_CONFIDENCE:
        return super().__new__(cls, write_function("RECOG_CONFIDENCE", _PLACES, {}, {"index": index}))
