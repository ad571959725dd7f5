# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function PRESENCE_STATE."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import Function

__all__ = ["PRESENCE_STATE"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("provider", Plain(nonempty=True, refuses=("\\", '"', ",", "(", ")", "[", "]", "{")))),
    Argument(Part("item", Plain(nonempty=True))),
    Argument(Part("options", Plain()), raw=True),
)


class PRESENCE_STATE(Function):
    """The presence of a provider.

    To read it, pass an item. Only the presence of providers that begin with `CustomPresence:` can be written,
    without an item: the value is `away,subtype,message`, of which the first part is `not_set`, `unavailable`,
    `available`, `away`, `xa`, `chat` or `dnd`.

    In the dialplan: `PRESENCE_STATE(provider[,field][,options])`. Since Asterisk 11.0, in `func_presencestate`.
    It can be read and written.

    Args:
        provider: The provider, such as `CustomPresence:lamp`.
        item: What to read. If omitted: the presence can only be written.
        options: `e` for the text in BASE64. If omitted: the text as it is.

    The values of `item`, among others:
        `value`: The presence, such as `away`.
        `subtype`: The kind of presence.
        `message`: The message that explains it.

    Beware:
        - One that writes has a provider as it is, and one that reads a provider without its backslashes and
          quotation marks; so these and what they would protect are refused. (all; source:
          funcs/func_presencestate.c, presence_write)
        - If an item is written, it is taken for a part of the name of the provider. (all; source:
          funcs/func_presencestate.c, presence_write)
        - Asterisk documents the argument field as required, but one that writes has none. (all; source:
          funcs/func_presencestate.c, presence_write)

    Examples:
        `PRESENCE_STATE("CustomPresence:lamp", "value")` is `PRESENCE_STATE(CustomPresence:lamp,value)`.
        `PRESENCE_STATE("CustomPresence:lamp")` is `PRESENCE_STATE(CustomPresence:lamp)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(
        cls, provider: str, item: Literal["value", "subtype", "message"] | str | None = None, options: str | None = None
    ) -> PRESENCE_STATE:
        return super().__new__(
            cls, write_function("PRESENCE_STATE", _PLACES, {"provider": provider}, {"item": item, "options": options})
        )
