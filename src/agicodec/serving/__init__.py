"""What scripts and servers decide, without I/O.

Nothing here reads, writes, waits or uses an event loop, so blocking and awaitable servers share it. Imports `calls`,
`asyncagi`, the packages below them and the base modules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.model.script import Script
    from agicodec.serving import addresses as addresses
    from agicodec.serving import admission as admission
    from agicodec.serving import arriving as arriving
    from agicodec.serving import backoff as backoff
    from agicodec.serving import closing as closing
    from agicodec.serving import counting as counting
    from agicodec.serving import ending as ending
    from agicodec.serving import keepalive as keepalive
    from agicodec.serving import login as login
    from agicodec.serving import routing as routing
    from agicodec.serving import trace as trace
    from agicodec.serving import waiting as waiting
    from agicodec.serving.admission import Admission
    from agicodec.serving.ending import LogEntry
    from agicodec.serving.login import LoginRefused
    from agicodec.serving.routing import AsyncRouter, NoRoute, Router
    from agicodec.serving.trace import LineLog

__all__ = [
    "Admission",
    "AsyncRouter",
    "LineLog",
    "LogEntry",
    "LoginRefused",
    "NoRoute",
    "Router",
    "Script",
]

_PLACES = {
    "Admission": "admission",
    "AsyncRouter": "routing",
    "LineLog": "trace",
    "LogEntry": "ending",
    "LoginRefused": "login",
    "NoRoute": "routing",
    "Router": "routing",
    "Script": "routing",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
