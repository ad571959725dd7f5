# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function GROUP."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import Function

__all__ = ["GROUP"]

_PLACES: Final[tuple[Place, ...]] = (Argument(Part("category", Plain(nonempty=True)), raw=True),)


class GROUP(Function):
    """The group of the channel.

    A channel is in one group of each category; GROUP_COUNT counts the channels in a group.

    In the dialplan: `GROUP([category])`. Since Asterisk 1.2, in `func_groupcount`. It can be read and written.

    Args:
        category: The category. If omitted: the group without a category, or when it is read, any group.

    Examples:
        `GROUP()` is `GROUP()`.
        `GROUP("trunk")` is `GROUP(trunk)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(cls, category: str | None = None) -> GROUP:
        return super().__new__(cls, write_function("GROUP", _PLACES, {}, {"category": category}))
