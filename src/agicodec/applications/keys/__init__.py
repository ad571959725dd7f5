# Generated from spec/applications/keys.toml by `make generate`: change the spec, not this file.

"""Applications that read keys of the caller, or send keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.keys.read import Read
    from agicodec.applications.keys.send_dtmf import SendDTMF
    from agicodec.applications.keys.wait_exten import WaitExten

__all__ = ["Read", "SendDTMF", "WaitExten"]

_PLACES = {"Read": "read", "SendDTMF": "send_dtmf", "WaitExten": "wait_exten"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
