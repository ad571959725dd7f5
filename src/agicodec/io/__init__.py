"""Scripts and servers that are ready to use, on the standard library; those on trio need the extra `agicodec[trio]`.

Only this package uses descriptors, signals, sockets, threads and event loops. Only `cli` imports it, and
`import agicodec` does not load it. Imports `serving`, the packages below it and the base modules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.io import asyncio as asyncio
    from agicodec.io import asyncio_call as asyncio_call
    from agicodec.io import asyncio_closing as asyncio_closing
    from agicodec.io import asyncio_connection as asyncio_connection
    from agicodec.io import asyncio_log as asyncio_log
    from agicodec.io import asyncio_signals as asyncio_signals
    from agicodec.io import asyncio_transport as asyncio_transport
    from agicodec.io import asyncio_waiter as asyncio_waiter
    from agicodec.io import audio as audio
    from agicodec.io import flow as flow
    from agicodec.io import listening as listening
    from agicodec.io import lobby as lobby
    from agicodec.io import manager as manager
    from agicodec.io import manager_call as manager_call
    from agicodec.io import manager_calls as manager_calls
    from agicodec.io import manager_client as manager_client
    from agicodec.io import manager_connection as manager_connection
    from agicodec.io import manager_settings as manager_settings
    from agicodec.io import process as process
    from agicodec.io import running_call as running_call
    from agicodec.io import script as script
    from agicodec.io import script_failure as script_failure
    from agicodec.io import script_log as script_log
    from agicodec.io import server as server
    from agicodec.io import thread_call as thread_call
    from agicodec.io import thread_signals as thread_signals
    from agicodec.io import threads as threads
    from agicodec.io import trio as trio
    from agicodec.io import trio_call as trio_call
    from agicodec.io import trio_connection as trio_connection
    from agicodec.io import trio_listening as trio_listening
    from agicodec.io import trio_log as trio_log
    from agicodec.io import trio_signals as trio_signals
    from agicodec.io.audio import Audio
    from agicodec.io.script import ScriptCall, run

__all__ = [
    "Audio",
    "ScriptCall",
    "run",
]

_PLACES = {
    "Audio": "audio",
    "ScriptCall": "script",
    "run": "script",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
