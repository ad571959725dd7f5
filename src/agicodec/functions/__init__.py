# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The dialplan functions, under their names in the dialplan. Each class is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach
from agicodec.model.functions import Function, ReadOnly, WriteOnly

if TYPE_CHECKING:
    from agicodec.functions.callerid import CALLERID
    from agicodec.functions.cdr import CDR
    from agicodec.functions.cdr_prop import CDR_PROP
    from agicodec.functions.channel import CHANNEL
    from agicodec.functions.confbridge import CONFBRIDGE
    from agicodec.functions.confbridge_info import CONFBRIDGE_INFO
    from agicodec.functions.connectedline import CONNECTEDLINE
    from agicodec.functions.db import DB
    from agicodec.functions.db_delete import DB_DELETE
    from agicodec.functions.db_exists import DB_EXISTS
    from agicodec.functions.db_keys import DB_KEYS
    from agicodec.functions.device_state import DEVICE_STATE
    from agicodec.functions.extension_state import EXTENSION_STATE
    from agicodec.functions.global_ import GLOBAL
    from agicodec.functions.group import GROUP
    from agicodec.functions.group_count import GROUP_COUNT
    from agicodec.functions.hangupcause import HANGUPCAUSE
    from agicodec.functions.hint import HINT
    from agicodec.functions.message import MESSAGE
    from agicodec.functions.mixmonitor import MIXMONITOR
    from agicodec.functions.pjsip_aor import PJSIP_AOR
    from agicodec.functions.pjsip_contact import PJSIP_CONTACT
    from agicodec.functions.pjsip_dial_contacts import PJSIP_DIAL_CONTACTS
    from agicodec.functions.pjsip_endpoint import PJSIP_ENDPOINT
    from agicodec.functions.pjsip_header import PJSIP_HEADER
    from agicodec.functions.pjsip_headers import PJSIP_HEADERS
    from agicodec.functions.presence_state import PRESENCE_STATE
    from agicodec.functions.queue_member import QUEUE_MEMBER
    from agicodec.functions.queue_waiting_count import QUEUE_WAITING_COUNT
    from agicodec.functions.redirecting import REDIRECTING
    from agicodec.functions.shared import SHARED
    from agicodec.functions.timeout import TIMEOUT
    from agicodec.functions.volume import VOLUME

__all__ = [
    "CALLERID",
    "CDR",
    "CDR_PROP",
    "CHANNEL",
    "CONFBRIDGE",
    "CONFBRIDGE_INFO",
    "CONNECTEDLINE",
    "DB",
    "DB_DELETE",
    "DB_EXISTS",
    "DB_KEYS",
    "DEVICE_STATE",
    "EXTENSION_STATE",
    "GLOBAL",
    "GROUP",
    "GROUP_COUNT",
    "HANGUPCAUSE",
    "HINT",
    "MESSAGE",
    "MIXMONITOR",
    "PJSIP_AOR",
    "PJSIP_CONTACT",
    "PJSIP_DIAL_CONTACTS",
    "PJSIP_ENDPOINT",
    "PJSIP_HEADER",
    "PJSIP_HEADERS",
    "PRESENCE_STATE",
    "QUEUE_MEMBER",
    "QUEUE_WAITING_COUNT",
    "REDIRECTING",
    "SHARED",
    "TIMEOUT",
    "VOLUME",
    "Function",
    "ReadOnly",
    "WriteOnly",
]

_PLACES = {
    "CALLERID": "callerid",
    "CDR": "cdr",
    "CDR_PROP": "cdr_prop",
    "CHANNEL": "channel",
    "CONFBRIDGE": "confbridge",
    "CONFBRIDGE_INFO": "confbridge_info",
    "CONNECTEDLINE": "connectedline",
    "DB": "db",
    "DB_DELETE": "db_delete",
    "DB_EXISTS": "db_exists",
    "DB_KEYS": "db_keys",
    "DEVICE_STATE": "device_state",
    "EXTENSION_STATE": "extension_state",
    "GLOBAL": "global_",
    "GROUP": "group",
    "GROUP_COUNT": "group_count",
    "HANGUPCAUSE": "hangupcause",
    "HINT": "hint",
    "MESSAGE": "message",
    "MIXMONITOR": "mixmonitor",
    "PJSIP_AOR": "pjsip_aor",
    "PJSIP_CONTACT": "pjsip_contact",
    "PJSIP_DIAL_CONTACTS": "pjsip_dial_contacts",
    "PJSIP_ENDPOINT": "pjsip_endpoint",
    "PJSIP_HEADER": "pjsip_header",
    "PJSIP_HEADERS": "pjsip_headers",
    "PRESENCE_STATE": "presence_state",
    "QUEUE_MEMBER": "queue_member",
    "QUEUE_WAITING_COUNT": "queue_waiting_count",
    "REDIRECTING": "redirecting",
    "SHARED": "shared",
    "TIMEOUT": "timeout",
    "VOLUME": "volume",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
