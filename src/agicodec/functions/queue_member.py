# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function QUEUE_MEMBER."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import OneOf
from agicodec.model.functions import Function

__all__ = ["QUEUE_MEMBER"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("queue", Plain(nonempty=True))),
    Argument(Part("item", OneOf("logged", "free", "ready", "count", "penalty", "paused", "ringinuse"))),
    Argument(Part("interface", Plain(nonempty=True)), raw=True),
)


class QUEUE_MEMBER(Function):
    """Numbers of the members of a queue, or a value of a member.

    `penalty`, `paused` and `ringinuse` of a member can also be written.

    In the dialplan: `QUEUE_MEMBER(queuename,option[,interface])`. Since Asterisk 1.6, in `app_queue`. It can be
    read and written.

    Args:
        queue: The queue.
        item: What to read.
        interface: The member. If omitted: none; only the counts need none.

    The values of `item`:
        `logged`: How many members can be called.
        `free`: How many are free and not paused.
        `ready`: How many are free, and neither paused nor wrapping up.
        `count`: How many there are.
        `penalty`: The penalty of a member.
        `paused`: Whether a member is paused.
        `ringinuse`: Whether a member is called while in use.

    Examples:
        `QUEUE_MEMBER("sales", "free")` is `QUEUE_MEMBER(sales,free)`.
        `QUEUE_MEMBER("sales", "paused", "PJSIP/ann")` is `QUEUE_MEMBER(sales,paused,PJSIP/ann)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(
        cls,
        queue: str,
        item: Literal["logged", "free", "ready", "count", "penalty", "paused", "ringinuse"],
        interface: str | None = None,
    ) -> QUEUE_MEMBER:
        return super().__new__(
            cls, write_function("QUEUE_MEMBER", _PLACES, {"queue": queue, "item": item}, {"interface": interface})
        )
