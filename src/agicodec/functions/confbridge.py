# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function CONFBRIDGE."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import OneOf
from agicodec.model.functions import WriteOnly

__all__ = ["CONFBRIDGE"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("kind", OneOf("user", "bridge", "menu"))),
    Argument(Part("option", Plain(nonempty=True)), raw=True),
)


class CONFBRIDGE(WriteOnly):
    """An option of the conference that the channel will enter.

    It can only be written. The option `clear` removes all that were written, `template` names a profile of
    confbridge.conf.

    In the dialplan: `CONFBRIDGE(type,option)`. Since Asterisk 10.0, in `app_confbridge`. It can only be written.

    Args:
        kind: What has the option.
        option: The option, as in confbridge.conf.

    The values of `kind`:
        `user`: The caller in the conference.
        `bridge`: The conference.
        `menu`: The menu of keys.

    Examples:
        `CONFBRIDGE("user", "announce_join_leave")` is `CONFBRIDGE(user,announce_join_leave)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __init__(self, kind: Literal["user", "bridge", "menu"], option: str) -> None:
        super().__init__(write_function("CONFBRIDGE", _PLACES, {"kind": kind, "option": option}))
