# Generated from the spec by `agicodec generate`: change the spec, not this file.

"""The AGI commands. Each class is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from examples.own_commands.agi.commands import callcenter as callcenter
    from examples.own_commands.agi.commands.callcenter import QueueAnnounce, QueuePosition

__all__ = ["QueueAnnounce", "QueuePosition"]

_PLACES = {"QueuePosition": "callcenter.queue_position", "QueueAnnounce": "callcenter.queue_announce"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
