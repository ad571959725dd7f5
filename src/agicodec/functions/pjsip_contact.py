# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function PJSIP_CONTACT."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import ReadOnly

__all__ = ["PJSIP_CONTACT"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("contact", Plain(nonempty=True))),
    Argument(Part("item", Plain(nonempty=True)), raw=True),
)


class PJSIP_CONTACT(ReadOnly):
    """A value of a contact, where an address of record is reached.

    It fails if there is no such contact, or no such value.

    In the dialplan: `PJSIP_CONTACT(name,field)`. Since Asterisk 13.2, in `func_pjsip_contact`. It can only be
    read.

    Args:
        contact: The id of the contact, which PJSIP_AOR returns.
        item: The value.

    The values of `item`, among others:
        `call_id`: The Call-ID of the registration.
        `endpoint`: The endpoint that registered.
        `expiration_time`: When the registration ends, in seconds since 1970.
        `outbound_proxy`: The proxy for requests.
        `path`: The header Path of the registration.
        `qualify_frequency`: How many seconds pass between two checks; 0 for none.
        `reg_server`: The name of the server that took the registration.
        `rtt`: How many microseconds the answer to the last check took; `N/A` without one.
        `status`: The state, such as `Reachable`.
        `uri`: The address.
        `user_agent`: The name of the software that registered.
        `via_addr`: The address in the header Via of the registration.
        `via_port`: The port in it.

    Examples:
        `PJSIP_CONTACT("ann;@0a1b", "uri")` is `PJSIP_CONTACT(ann;@0a1b,uri)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(
        cls,
        contact: str,
        item: Literal[
            "call_id",
            "endpoint",
            "expiration_time",
            "outbound_proxy",
            "path",
            "qualify_frequency",
            "reg_server",
            "rtt",
            "status",
            "uri",
            "user_agent",
            "via_addr",
            "via_port",
        ]
        | str,
    ) -> PJSIP_CONTACT:
        return super().__new__(cls, write_function("PJSIP_CONTACT", _PLACES, {"contact": contact, "item": item}))
