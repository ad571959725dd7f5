# Generated from spec/unimrcp.toml by `agicodec generate`: change the spec, not this file.

"""The function RECOG_GRAMMAR."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import Integer
from agicodec.model.functions import ReadOnly

__all__ = ["RECOG_GRAMMAR"]

_PLACES: Final[tuple[Place, ...]] = (Argument(Part("index", Integer(0))),)


class RECOG_GRAMMAR(ReadOnly):
    """The grammar that an interpretation of the last recognition matches.

    It is the URI of the grammar.

    In the dialplan: `RECOG_GRAMMAR([nbest_number])`. Since Asterisk 1.4, in `app_unimrcp`. It can only be read.

    Args:
        index: Which interpretation, counted from 0. If omitted: the best one.

    Examples:
        `RECOG_GRAMMAR()` is `RECOG_GRAMMAR()`.
        `RECOG_GRAMMAR(1)` is `RECOG_GRAMMAR(1)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, index: int | None = None) -> RECOG_GRAMMAR:
        return super().__new__(cls, write_function("RECOG_GRAMMAR", _PLACES, {}, {"index": index}))
