# Generated from spec/unimrcp.toml by `agicodec generate`: change the spec, not this file.

"""The function RECOG_INPUT."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import Integer
from agicodec.model.functions import ReadOnly

__all__ = ["RECOG_INPUT"]

_PLACES: Final[tuple[Place, ...]] = (Argument(Part("index", Integer(0))),)


class RECOG_INPUT(ReadOnly):
    """What was said, in an interpretation of the last recognition.

    It is a text.

    In the dialplan: `RECOG_INPUT([nbest_number])`. Since Asterisk 1.4, in `app_unimrcp`. It can only be read.

    Args:
        index: Which interpretation, counted from 0. If omitted: the best one.

    Examples:
        `RECOG_INPUT()` is `RECOG_INPUT()`.
        `RECOG_INPUT(1)` is `RECOG_INPUT(1)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, index: int | None = None) -> RECOG_INPUT:
        return super().__new__(cls, write_function("RECOG_INPUT", _PLACES, {}, {"index": index}))
