# Generated from spec/applications/queues.toml by `make generate`: change the spec, not this file.

"""Applications for call queues and their members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.queues.add_queue_member import AddQueueMember
    from agicodec.applications.queues.pause_queue_member import PauseQueueMember
    from agicodec.applications.queues.queue import Queue
    from agicodec.applications.queues.remove_queue_member import RemoveQueueMember
    from agicodec.applications.queues.unpause_queue_member import UnpauseQueueMember

__all__ = ["AddQueueMember", "PauseQueueMember", "Queue", "RemoveQueueMember", "UnpauseQueueMember"]

_PLACES = {
    "Queue": "queue",
    "AddQueueMember": "add_queue_member",
    "RemoveQueueMember": "remove_queue_member",
    "PauseQueueMember": "pause_queue_member",
    "UnpauseQueueMember": "unpause_queue_member",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
