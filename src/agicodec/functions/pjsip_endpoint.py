# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function PJSIP_ENDPOINT."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import ReadOnly

__all__ = ["PJSIP_ENDPOINT"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("endpoint", Plain(nonempty=True))),
    Argument(Part("item", Plain(nonempty=True)), raw=True),
)


class PJSIP_ENDPOINT(ReadOnly):
    """A setting of an endpoint, as in pjsip.conf.

    It fails if there is no such endpoint, or no such setting.

    In the dialplan: `PJSIP_ENDPOINT(name,field)`. Since Asterisk 12.0, in `func_pjsip_endpoint`. It can only be
    read.

    Args:
        endpoint: The name of the endpoint.
        item: The setting.

    The values of `item`, among others:
        `accountcode`: The account code of its channels.
        `allow`: The codecs.
        `aors`: Its addresses of record.
        `auth`: How it authenticates.
        `callerid`: The caller id of its channels.
        `context`: The context of its calls.
        `device_state_busy_at`: With how many calls it is busy.
        `direct_media`: Whether its audio may bypass the server.
        `dtmf_mode`: How it sends DTMF.
        `from_domain`: The domain in the header From.
        `from_user`: The user in the header From.
        `language`: The language of its channels.
        `mailboxes`: The mailboxes whose messages are signalled.
        `media_encryption`: How its audio is encrypted.
        `moh_suggest`: The class of music on hold for whom it puts on hold.
        `named_call_group`: The named call groups.
        `named_pickup_group`: The named pickup groups.
        `outbound_auth`: How Asterisk authenticates to it.
        `outbound_proxy`: The proxy for requests.
        `set_var`: The variables of its channels.
        `tone_zone`: The zone of indication tones.
        `transport`: The transport.

    Beware:
        - The value of `disallow` has an exclamation mark before it. (all; source: funcs/func_pjsip_endpoint.c,
          pjsip_endpoint_function_read)

    Examples:
        `PJSIP_ENDPOINT("ann", "context")` is `PJSIP_ENDPOINT(ann,context)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(
        cls,
        endpoint: str,
        item: Literal[
            "accountcode",
            "allow",
            "aors",
            "auth",
            "callerid",
            "context",
            "device_state_busy_at",
            "direct_media",
            "dtmf_mode",
            "from_domain",
            "from_user",
            "language",
            "mailboxes",
            "media_encryption",
            "moh_suggest",
            "named_call_group",
            "named_pickup_group",
            "outbound_auth",
            "outbound_proxy",
            "set_var",
            "tone_zone",
            "transport",
        ]
        | str,
    ) -> PJSIP_ENDPOINT:
        return super().__new__(cls, write_function("PJSIP_ENDPOINT", _PLACES, {"endpoint": endpoint, "item": item}))
