# Generated from spec/unimrcp.toml by `agicodec generate`: change the spec, not this file.

"""The function RECOG_CONFIDENCE."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import Integer
from agicodec.model.functions import ReadOnly

__all__ = ["RECOG_CONFIDENCE"]

_PLACES: Final[tuple[Place, ...]] = (Argument(Part("index", Integer(0))),)


class RECOG_CONFIDENCE(ReadOnly):
    """How confident the server is of an interpretation of the last recognition.

    It is a number with two digits behind the point.

    In the dialplan: `RECOG_CONFIDENCE([nbest_number])`. Since Asterisk 1.4, in `app_unimrcp`. It can only be
    read.

    Args:
        index: Which interpretation, counted from 0. If omitted: the best one.

    Examples:
        `RECOG_CONFIDENCE()` is `RECOG_CONFIDENCE()`.
        `RECOG_CONFIDENCE(1)` is `RECOG_CONFIDENCE(1)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, index: int | None = None) -> RECOG_CONFIDENCE:
        return super().__new__(cls, write_function("RECOG_CONFIDENCE", _PLACES, {}, {"index": index}))
