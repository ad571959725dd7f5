# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""The results: what the replies of status 200 become. Each class is loaded when it is first used.

A result says its outcome in words. It is true when the command did what it is for, so `if result:` and `result.ok` ask
the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach
from agicodec.values import Result

if TYPE_CHECKING:
    from agicodec.results.acknowledged import Acknowledged
    from agicodec.results.answered import Answered
    from agicodec.results.application_result import ApplicationResult
    from agicodec.results.channel_state import ChannelState
    from agicodec.results.char_received import CharReceived
    from agicodec.results.controlled_playback import ControlledPlayback
    from agicodec.results.database_deleted import DatabaseDeleted
    from agicodec.results.database_stored import DatabaseStored
    from agicodec.results.database_tree_deleted import DatabaseTreeDeleted
    from agicodec.results.database_value import DatabaseValue
    from agicodec.results.digit_awaited import DigitAwaited
    from agicodec.results.digits_entered import DigitsEntered
    from agicodec.results.evaluated_text import EvaluatedText
    from agicodec.results.gosub_result import GosubResult
    from agicodec.results.hangup_requested import HangupRequested
    from agicodec.results.option_chosen import OptionChosen
    from agicodec.results.playback import Playback
    from agicodec.results.recognition import Recognition
    from agicodec.results.recording import Recording
    from agicodec.results.sent import Sent
    from agicodec.results.speech_done import SpeechDone
    from agicodec.results.spoken import Spoken
    from agicodec.results.tdd_mode_set import TddModeSet
    from agicodec.results.text_received import TextReceived
    from agicodec.results.variable_value import VariableValue

__all__ = [
    "Acknowledged",
    "Answered",
    "ApplicationResult",
    "ChannelState",
    "CharReceived",
    "ControlledPlayback",
    "DatabaseDeleted",
    "DatabaseStored",
    "DatabaseTreeDeleted",
    "DatabaseValue",
    "DigitAwaited",
    "DigitsEntered",
    "EvaluatedText",
    "GosubResult",
    "HangupRequested",
    "OptionChosen",
    "Playback",
    "Recognition",
    "Recording",
    "Result",
    "Sent",
    "SpeechDone",
    "Spoken",
    "TddModeSet",
    "TextReceived",
    "VariableValue",
]

_PLACES = {
    "Acknowledged": "acknowledged",
    "Answered": "answered",
    "ChannelState": "channel_state",
    "HangupRequested": "hangup_requested",
    "DatabaseStored": "database_stored",
    "DatabaseValue": "database_value",
    "DatabaseDeleted": "database_deleted",
    "DatabaseTreeDeleted": "database_tree_deleted",
    "ApplicationResult": "application_result",
    "GosubResult": "gosub_result",
    "VariableValue": "variable_value",
    "EvaluatedText": "evaluated_text",
    "Playback": "playback",
    "ControlledPlayback": "controlled_playback",
    "OptionChosen": "option_chosen",
    "DigitsEntered": "digits_entered",
    "DigitAwaited": "digit_awaited",
    "Recording": "recording",
    "Spoken": "spoken",
    "Sent": "sent",
    "CharReceived": "char_received",
    "TextReceived": "text_received",
    "TddModeSet": "tdd_mode_set",
    "SpeechDone": "speech_done",
    "Recognition": "recognition",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
