# Generated from spec/applications by `make generate`: change the spec, not this file.

"""The dialplan applications, their results, and values of several parts. Each class is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.dialplan.subroutines import Location, Subroutine
from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.calls.dial import Dial
    from agicodec.applications.compounds.announcement import Announcement
    from agicodec.applications.compounds.call_limit import CallLimit
    from agicodec.applications.compounds.connect_digits import ConnectDigits
    from agicodec.applications.keys.read import Read
    from agicodec.applications.playback.playback import Playback
    from agicodec.applications.queues.queue import Queue
    from agicodec.applications.recording.record import Record
    from agicodec.applications.results.dialled import Dialled
    from agicodec.applications.results.digits_read import DigitsRead
    from agicodec.applications.results.played import Played
    from agicodec.applications.results.queued import Queued
    from agicodec.applications.results.recorded import Recorded

__all__ = [
    "Announcement",
    "CallLimit",
    "ConnectDigits",
    "Dial",
    "Dialled",
    "DigitsRead",
    "Location",
    "Playback",
    "Played",
    "Queue",
    "Queued",
    "Read",
    "Record",
    "Recorded",
    "Subroutine",
]

_PLACES = {
    "Announcement": "compounds.announcement",
    "CallLimit": "compounds.call_limit",
    "ConnectDigits": "compounds.connect_digits",
    "Dial": "calls.dial",
    "Dialled": "results.dialled",
    "DigitsRead": "results.digits_read",
    "Playback": "playback.playback",
    "Played": "results.played",
    "Queue": "queues.queue",
    "Queued": "results.queued",
    "Read": "keys.read",
    "Record": "recording.record",
    "Recorded": "results.recorded",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
