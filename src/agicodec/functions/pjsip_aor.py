# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function PJSIP_AOR."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import ReadOnly

__all__ = ["PJSIP_AOR"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("aor", Plain(nonempty=True))),
    Argument(Part("item", Plain(nonempty=True)), raw=True),
)


class PJSIP_AOR(ReadOnly):
    """A setting of an address of record, as in pjsip.conf.

    It fails if there is no such address of record, or no such setting.

    In the dialplan: `PJSIP_AOR(name,field)`. Since Asterisk 13.2, in `func_pjsip_aor`. It can only be read.

    Args:
        aor: The name of the address of record.
        item: The setting.

    The values of `item`, among others:
        `authenticate_qualify`: Whether a request that checks a contact is authenticated.
        `contact`: The ids of the contacts with commas between, for PJSIP_CONTACT.
        `default_expiration`: How many seconds a registration lasts that does not say so.
        `mailboxes`: The mailboxes whose messages are signalled.
        `max_contacts`: How many contacts may register.
        `maximum_expiration`: How many seconds a registration lasts at most.
        `minimum_expiration`: How many seconds a registration lasts at least.
        `outbound_proxy`: The proxy for requests that check a contact.
        `qualify_frequency`: How many seconds pass between two checks of a contact; 0 for none.
        `qualify_timeout`: How many seconds such a check may take.
        `remove_existing`: Whether a new registration replaces older ones.
        `support_path`: Whether the header Path is read.
        `voicemail_extension`: The extension in signals about messages.

    Examples:
        `PJSIP_AOR("ann", "contact")` is `PJSIP_AOR(ann,contact)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(
        cls,
        aor: str,
        item: Literal[
            "authenticate_qualify",
            "contact",
            "default_expiration",
            "mailboxes",
            "max_contacts",
            "maximum_expiration",
            "minimum_expiration",
            "outbound_proxy",
            "qualify_frequency",
            "qualify_timeout",
            "remove_existing",
            "support_path",
            "voicemail_extension",
        ]
        | str,
    ) -> PJSIP_AOR:
        return super().__new__(cls, write_function("PJSIP_AOR", _PLACES, {"aor": aor, "item": item}))
