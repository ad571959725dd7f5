# Generated from spec/applications/transfers.toml by `make generate`: change the spec, not this file.

"""Applications that transfer, park and pick up calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.transfers.attended_transfer import AttendedTransfer
    from agicodec.applications.transfers.blind_transfer import BlindTransfer
    from agicodec.applications.transfers.park import Park
    from agicodec.applications.transfers.pickup import Pickup

__all__ = ["AttendedTransfer", "BlindTransfer", "Park", "Pickup"]

_PLACES = {
    "BlindTransfer": "blind_transfer",
    "AttendedTransfer": "attended_transfer",
    "Pickup": "pickup",
    "Park": "park",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
