# Generated from spec/callcenter.toml by `agicodec generate`: change the spec, not this file.

"""Commands of our own module for the call centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from examples.own_commands.agi.commands.callcenter.queue_announce import QueueAnnounce
    from examples.own_commands.agi.commands.callcenter.queue_position import QueuePosition

__all__ = ["QueueAnnounce", "QueuePosition"]

_PLACES = {"QueuePosition": "queue_position", "QueueAnnounce": "queue_announce"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
