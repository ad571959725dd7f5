# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function GROUP_COUNT."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import ReadOnly

__all__ = ["GROUP_COUNT"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(
        Part("group", Plain(nonempty=True, refuses=("@",))), "@", Part("category", Plain(nonempty=True)), raw=True
    ),
)


class GROUP_COUNT(ReadOnly):
    """How many channels are in a group.

    It is not set if the group has none.

    In the dialplan: `GROUP_COUNT([groupname][@category])`. Since Asterisk 1.2, in `func_groupcount`. It can only
    be read.

    Args:
        group: The group. If omitted: the group of the channel.
        category: Its category. If omitted: no category.

    Examples:
        `GROUP_COUNT("out", "trunk")` is `GROUP_COUNT(out@trunk)`.
        `GROUP_COUNT()` is `GROUP_COUNT()`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, group: str | None = None, category: str | None = None) -> GROUP_COUNT:
        return super().__new__(cls, write_function("GROUP_COUNT", _PLACES, {}, {"group": group, "category": category}))
