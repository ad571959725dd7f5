# Generated from spec/applications by `make generate`: change the spec, not this file.

"""The results of applications. Each class is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.results.dialled import Dialled
    from agicodec.applications.results.digits_read import DigitsRead
    from agicodec.applications.results.played import Played
    from agicodec.applications.results.queued import Queued
    from agicodec.applications.results.recorded import Recorded

__all__ = ["Dialled", "DigitsRead", "Played", "Queued", "Recorded"]

_PLACES = {
    "Dialled": "dialled",
    "DigitsRead": "digits_read",
    "Played": "played",
    "Queued": "queued",
    "Recorded": "recorded",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
