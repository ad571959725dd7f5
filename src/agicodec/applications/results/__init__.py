# Generated from spec/applications by `make generate`: change the spec, not this file.

"""The results of applications. Each class is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.results.answer_detected import AnswerDetected
    from agicodec.applications.results.attended_transferred import AttendedTransferred
    from agicodec.applications.results.audio_exchanged import AudioExchanged
    from agicodec.applications.results.authenticated import Authenticated
    from agicodec.applications.results.backgrounded import Backgrounded
    from agicodec.applications.results.blind_transferred import BlindTransferred
    from agicodec.applications.results.conference_left import ConferenceLeft
    from agicodec.applications.results.control_played import ControlPlayed
    from agicodec.applications.results.dialled import Dialled
    from agicodec.applications.results.digits_read import DigitsRead
    from agicodec.applications.results.done import Done
    from agicodec.applications.results.key_awaited import KeyAwaited
    from agicodec.applications.results.member_added import MemberAdded
    from agicodec.applications.results.member_paused import MemberPaused
    from agicodec.applications.results.member_removed import MemberRemoved
    from agicodec.applications.results.member_unpaused import MemberUnpaused
    from agicodec.applications.results.message_left import MessageLeft
    from agicodec.applications.results.monitored import Monitored
    from agicodec.applications.results.originated import Originated
    from agicodec.applications.results.paged import Paged
    from agicodec.applications.results.parked import Parked
    from agicodec.applications.results.picked_up import PickedUp
    from agicodec.applications.results.played import Played
    from agicodec.applications.results.queued import Queued
    from agicodec.applications.results.recorded import Recorded
    from agicodec.applications.results.signalled import Signalled
    from agicodec.applications.results.silence_awaited import SilenceAwaited
    from agicodec.applications.results.system_ran import SystemRan
    from agicodec.applications.results.time_said import TimeSaid
    from agicodec.applications.results.transferred import Transferred

__all__ = [
    "AnswerDetected",
    "AttendedTransferred",
    "AudioExchanged",
    "Authenticated",
    "Backgrounded",
    "BlindTransferred",
    "ConferenceLeft",
    "ControlPlayed",
    "Dialled",
    "DigitsRead",
    "Done",
    "KeyAwaited",
    "MemberAdded",
    "MemberPaused",
    "MemberRemoved",
    "MemberUnpaused",
    "MessageLeft",
    "Monitored",
    "Originated",
    "Paged",
    "Parked",
    "PickedUp",
    "Played",
    "Queued",
    "Recorded",
    "Signalled",
    "SilenceAwaited",
    "SystemRan",
    "TimeSaid",
    "Transferred",
]

_PLACES = {
    "AnswerDetected": "answer_detected",
    "AttendedTransferred": "attended_transferred",
    "AudioExchanged": "audio_exchanged",
    "Authenticated": "authenticated",
    "Backgrounded": "backgrounded",
    "BlindTransferred": "blind_transferred",
    "ConferenceLeft": "conference_left",
    "ControlPlayed": "control_played",
    "Dialled": "dialled",
    "DigitsRead": "digits_read",
    "Done": "done",
    "KeyAwaited": "key_awaited",
    "MemberAdded": "member_added",
    "MemberPaused": "member_paused",
    "MemberRemoved": "member_removed",
    "MemberUnpaused": "member_unpaused",
    "MessageLeft": "message_left",
    "Monitored": "monitored",
    "Originated": "originated",
    "Paged": "paged",
    "Parked": "parked",
    "PickedUp": "picked_up",
    "Played": "played",
    "Queued": "queued",
    "Recorded": "recorded",
    "Signalled": "signalled",
    "SilenceAwaited": "silence_awaited",
    "SystemRan": "system_ran",
    "TimeSaid": "time_said",
    "Transferred": "transferred",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
