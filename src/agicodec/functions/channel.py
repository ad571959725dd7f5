# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function CHANNEL."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import Function

__all__ = ["CHANNEL"]

_PLACES: Final[tuple[Place, ...]] = (Argument(Part("item", Plain(nonempty=True)), raw=True),)


class CHANNEL(Function):
    """A property of the channel.

    Technologies have items of their own, such as `rtp` and `pjsip` of PJSIP, with arguments behind commas.

    In the dialplan: `CHANNEL(item)`. Since Asterisk 1.4, in `func_channel`. It can be read and written.

    Args:
        item: The property.

    The values of `item`, among others:
        `accountcode`: The account code.
        `adsicpe`: Whether its phone has a display for ADSI. Since Asterisk 20.17, 22.7, 23.1.
        `after_bridge_goto`: Where the channel goes after its bridge; only to write.
        `amaflags`: The flags for billing.
        `appdata`: The options of the application that runs.
        `appname`: The application that runs.
        `audionativeformat`: The formats of audio.
        `audioreadformat`: The format in which audio is read.
        `audiowriteformat`: The format in which audio is written.
        `callgroup`: The call groups.
        `callid`: The identifier in the log.
        `channame`: The name, as in `name`.
        `channeltype`: The technology, such as `PJSIP`.
        `checkhangup`: 1 if the channel is hanging up, otherwise 0.
        `context`: The context in the dialplan.
        `digitdetect`: Whether DTMF is detected. Since Asterisk 18.21, 20.6, 21.1, 22.0.
        `dtmf_features`: Which features of features.conf its keys have in a bridge.
        `exten`: The extension in the dialplan.
        `faxdetect`: Whether fax tones are detected. Since Asterisk 18.21, 20.6, 21.1, 22.0.
        `hangup_handler_pop`: Replaces the last hangup handler; only to write.
        `hangup_handler_push`: Adds a hangup handler; only to write.
        `hangup_handler_wipe`: Removes all hangup handlers; only to write.
        `hangupsource`: The channel that hung up.
        `language`: The language of sounds.
        `lastcontext`: The context before the present one. Since Asterisk 16.25, 18.11, 19.3, 20.0.
        `lastexten`: The extension before the present one. Since Asterisk 16.25, 18.11, 19.3, 20.0.
        `linkedid`: The unique id of the first channel of the call.
        `max_forwards`: How often the call may still be forwarded.
        `musicclass`: The class of music on hold.
        `name`: The name.
        `namedcallgroup`: The named call groups.
        `namedpickupgroup`: The named pickup groups.
        `onhold`: 1 if the channel is on hold, otherwise 0.
        `parkinglot`: The parking lot.
        `peer`: The name of the channel in the same bridge.
        `peeraccount`: The account code of that channel.
        `pickupgroup`: The pickup groups.
        `relaxdtmf`: Whether DTMF is detected more leniently; only to write. Since Asterisk 18.21, 20.6, 21.1,
            22.0.
        `rxgain`: The gain of received audio; only to write.
        `secure_bridge_media`: Whether the media of channels in its bridge must be encrypted.
        `secure_bridge_signaling`: Whether their signalling must be.
        `state`: The state, such as `Up`.
        `tdd`: The mode for the deaf; only to write. Since Asterisk 18.21, 20.6, 21.1, 22.0.
        `tenantid`: The tenant. Since Asterisk 18.25, 20.10, 21.5, 22.0.
        `tonezone`: The zone of indication tones.
        `transfercapability`: The transfer capability, such as `SPEECH`.
        `txgain`: The gain of sent audio; only to write.
        `uniqueid`: The unique id.
        `userfield`: The user field.
        `videonativeformat`: The formats of video.

    Beware:
        - An item that Asterisk does not have is logged, and is not set. (all; live on 22.10 and 16.28)
        - The items peer, peeraccount and userfield are not documented. (all; source: funcs/func_channel.c,
          func_channel_read)

    Examples:
        `CHANNEL("language")` is `CHANNEL(language)`.
        `CHANNEL("rtp,dest")` is `CHANNEL(rtp,dest)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(
        cls,
        item: Literal[
            "accountcode",
            "adsicpe",
            "after_bridge_goto",
            "amaflags",
            "appdata",
            "appname",
            "audionativeformat",
            "audioreadformat",
            "audiowriteformat",
            "callgroup",
            "callid",
            "channame",
            "channeltype",
            "checkhangup",
            "context",
            "digitdetect",
            "dtmf_features",
            "exten",
            "faxdetect",
            "hangup_handler_pop",
            "hangup_handler_push",
            "hangup_handler_wipe",
            "hangupsource",
            "language",
            "lastcontext",
            "lastexten",
            "linkedid",
            "max_forwards",
            "musicclass",
            "name",
            "namedcallgroup",
            "namedpickupgroup",
            "onhold",
            "parkinglot",
            "peer",
            "peeraccount",
            "pickupgroup",
            "relaxdtmf",
            "rxgain",
            "secure_bridge_media",
            "secure_bridge_signaling",
            "state",
            "tdd",
            "tenantid",
            "tonezone",
            "transfercapability",
            "txgain",
            "uniqueid",
            "userfield",
            "videonativeformat",
        ]
        | str,
    ) -> CHANNEL:
        return super().__new__(cls, write_function("CHANNEL", _PLACES, {"item": item}))
