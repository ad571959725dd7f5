# Generated from spec/applications by `make generate`: change the spec, not this file.

"""The results of applications. Each class is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.results.answer_detected import AnswerDetected
    from agicodec.applications.results.backgrounded import Backgrounded
    from agicodec.applications.results.conference_left import ConferenceLeft
    from agicodec.applications.results.dialled import Dialled
    from agicodec.applications.results.digits_read import DigitsRead
    from agicodec.applications.results.done import Done
    from agicodec.applications.results.member_added import MemberAdded
    from agicodec.applications.results.member_paused import MemberPaused
    from agicodec.applications.results.member_removed import MemberRemoved
    from agicodec.applications.results.member_unpaused import MemberUnpaused
    from agicodec.applications.results.monitored import Monitored
    from agicodec.applications.results.played import Played
    from agicodec.applications.results.queued import Queued
    from agicodec.applications.results.recorded import Recorded
    from agicodec.applications.results.signalled import Signalled
    from agicodec.applications.results.silence_awaited import SilenceAwaited
    from agicodec.applications.results.transferred import Transferred

__all__ = [
    "AnswerDetected",
    "Backgrounded",
    "ConferenceLeft",
    "Dialled",
    "DigitsRead",
    "Done",
    "MemberAdded",
    "MemberPaused",
    "MemberRemoved",
    "MemberUnpaused",
    "Monitored",
    "Played",
    "Queued",
    "Recorded",
    "Signalled",
    "SilenceAwaited",
    "Transferred",
]

_PLACES = {
    "AnswerDetected": "answer_detected",
    "Backgrounded": "backgrounded",
    "ConferenceLeft": "conference_left",
    "Dialled": "dialled",
    "DigitsRead": "digits_read",
    "Done": "done",
    "MemberAdded": "member_added",
    "MemberPaused": "member_paused",
    "MemberRemoved": "member_removed",
    "MemberUnpaused": "member_unpaused",
    "Monitored": "monitored",
    "Played": "played",
    "Queued": "queued",
    "Recorded": "recorded",
    "Signalled": "signalled",
    "SilenceAwaited": "silence_awaited",
    "Transferred": "transferred",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
