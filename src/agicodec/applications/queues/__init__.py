# Generated from spec/applications/queues.toml by `make generate`: change the spec, not this file.

"""Applications for call queues and their members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.queues.queue import Queue

__all__ = ["Queue"]

_PLACES = {"Queue": "queue"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
