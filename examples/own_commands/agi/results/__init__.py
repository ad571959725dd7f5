# Generated from the spec by `agicodec generate`: change the spec, not this file.

"""The results: what the replies of status 200 become. Each class is loaded when it is first used.

A result says its outcome in words. It is true when the command did what it is for, so `if result:` and `result.ok` ask
the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from examples.own_commands.agi.results.queue_place import QueuePlace

__all__ = ["QueuePlace"]

_PLACES = {"QueuePlace": "queue_place"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
