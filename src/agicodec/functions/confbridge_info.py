# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function CONFBRIDGE_INFO."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import OneOf
from agicodec.model.functions import ReadOnly

__all__ = ["CONFBRIDGE_INFO"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("kind", OneOf("parties", "admins", "marked", "locked", "muted"))),
    Argument(Part("conference", Plain(nonempty=True)), raw=True),
)


class CONFBRIDGE_INFO(ReadOnly):
    """A number of a conference.

    It is 0 if there is no such conference.

    In the dialplan: `CONFBRIDGE_INFO(type,conf)`. Since Asterisk 10.0, in `app_confbridge`. It can only be read.

    Args:
        kind: What to count.
        conference: The conference.

    The values of `kind`:
        `parties`: The callers.
        `admins`: The administrators.
        `marked`: The marked callers.
        `locked`: 1 if the conference is locked, otherwise 0.
        `muted`: 1 if the conference is muted, otherwise 0.

    Examples:
        `CONFBRIDGE_INFO("parties", "sales")` is `CONFBRIDGE_INFO(parties,sales)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(
        cls, kind: Literal["parties", "admins", "marked", "locked", "muted"], conference: str
    ) -> CONFBRIDGE_INFO:
        return super().__new__(
            cls, write_function("CONFBRIDGE_INFO", _PLACES, {"kind": kind, "conference": conference})
        )
