# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function MESSAGE."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import Function

__all__ = ["MESSAGE"]

_PLACES: Final[tuple[Place, ...]] = (Argument(Part("item", Plain(nonempty=True)), raw=True),)


class MESSAGE(Function):
    """A part of the text message that the channel handles.

    A channel that no message has created gets one by writing it; the application MessageSend sends it.

    In the dialplan: `MESSAGE(argument)`. Since Asterisk 10.0, in `core`. It can be read and written.

    Args:
        item: The part.

    The values of `item`, among others:
        `to`: Whom it is to.
        `from`: Whom it is from.
        `body`: Its text.
        `custom_data`: Whether its headers are sent: `mark_all_outbound` or `clear_all_outbound`; only to write.

    Beware:
        - An item that Asterisk does not have is logged, and is empty. (all; source: main/message.c,
          msg_func_read)
        - Without a message, reading it fails, and the variable is not set. (all; source: main/message.c,
          msg_func_read)

    Examples:
        `MESSAGE("body")` is `MESSAGE(body)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(cls, item: Literal["to", "from", "body", "custom_data"] | str) -> MESSAGE:
        return super().__new__(cls, write_function("MESSAGE", _PLACES, {"item": item}))
