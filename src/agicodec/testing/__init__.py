"""The testing kit: runs call flows in tests, without a real Asterisk.

A scripted `Caller` places the call. An `Asterisk` in memory runs the commands of the flow as the spec describes them,
in simulated time. The kit runs a flow in memory (`TestCall`, `AsyncTestCall`, `AsyncAgiTestCall`, several calls on a
`TestConnection`), over TCP (`call_fastagi`, `TestManager`), or as a process (`call_script`). pytest loads the fixtures
of `agicodec.testing.plugin` automatically.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.testing.asterisk.asterisk import Asterisk
    from agicodec.testing.caller.caller import Caller
    from agicodec.testing.conversation import CallFlowError, Conversation
    from agicodec.testing.manager.connection import AsyncAgiTestCall, ClientEnd, ConnectedTestCall, TestConnection
    from agicodec.testing.manager.interface import ManagerEnd, ManagerInterface
    from agicodec.testing.manager.server import TestManager
    from agicodec.testing.streams.calls import AsyncTestCall, TestCall
    from agicodec.testing.streams.hangups import hang_up_everywhere
    from agicodec.testing.streams.transports import call_fastagi, call_script

__all__ = [
    "Asterisk",
    "AsyncAgiTestCall",
    "AsyncTestCall",
    "CallFlowError",
    "Caller",
    "ClientEnd",
    "ConnectedTestCall",
    "Conversation",
    "ManagerEnd",
    "ManagerInterface",
    "TestCall",
    "TestConnection",
    "TestManager",
    "call_fastagi",
    "call_script",
    "hang_up_everywhere",
]

_PLACES = {
    "Asterisk": "asterisk.asterisk",
    "AsyncAgiTestCall": "manager.connection",
    "AsyncTestCall": "streams.calls",
    "CallFlowError": "conversation",
    "Caller": "caller.caller",
    "ClientEnd": "manager.connection",
    "ConnectedTestCall": "manager.connection",
    "Conversation": "conversation",
    "ManagerEnd": "manager.interface",
    "ManagerInterface": "manager.interface",
    "TestCall": "streams.calls",
    "TestConnection": "manager.connection",
    "TestManager": "manager.server",
    "call_fastagi": "streams.transports",
    "call_script": "streams.transports",
    "hang_up_everywhere": "streams.hangups",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
