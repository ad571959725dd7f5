# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function PJSIP_DIAL_CONTACTS."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import ReadOnly

__all__ = ["PJSIP_DIAL_CONTACTS"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("endpoint", Plain(nonempty=True))),
    Argument(Part("aor", Plain(nonempty=True))),
    Argument(Part("user", Plain(nonempty=True)), raw=True),
)


class PJSIP_DIAL_CONTACTS(ReadOnly):
    """What to dial to reach all contacts of an endpoint.

    The destinations are separated by `&`, as in the dialplan; split them for Dial. It is empty if there is no
    contact.

    In the dialplan: `PJSIP_DIAL_CONTACTS(endpoint[,aor][,request_user])`. Since Asterisk 12.0, in `chan_pjsip`.
    It can only be read.

    Args:
        endpoint: The endpoint.
        aor: The address of record. If omitted: all that the endpoint has.
        user: The user in the request URI. If omitted: that of the contact.

    Examples:
        `PJSIP_DIAL_CONTACTS("ann")` is `PJSIP_DIAL_CONTACTS(ann)`.
        `PJSIP_DIAL_CONTACTS("ann", user="100")` is `PJSIP_DIAL_CONTACTS(ann,,100)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, endpoint: str, aor: str | None = None, user: str | None = None) -> PJSIP_DIAL_CONTACTS:
        return super().__new__(
            cls, write_function("PJSIP_DIAL_CONTACTS", _PLACES, {"endpoint": endpoint}, {"aor": aor, "user": user})
        )
