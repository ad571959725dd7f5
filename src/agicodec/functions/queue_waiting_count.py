# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function QUEUE_WAITING_COUNT."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import ReadOnly

__all__ = ["QUEUE_WAITING_COUNT"]

_PLACES: Final[tuple[Place, ...]] = (Argument(Part("queue", Plain(nonempty=True)), raw=True),)


class QUEUE_WAITING_COUNT(ReadOnly):
    """How many callers wait in a queue.

    It is 0 for a queue that does not exist.

    In the dialplan: `QUEUE_WAITING_COUNT(queuename)`. Since Asterisk 1.4, in `app_queue`. It can only be read.

    Args:
        queue: The queue.

    Examples:
        `QUEUE_WAITING_COUNT("sales")` is `QUEUE_WAITING_COUNT(sales)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, queue: str) -> QUEUE_WAITING_COUNT:
        return super().__new__(cls, write_function("QUEUE_WAITING_COUNT", _PLACES, {"queue": queue}))
