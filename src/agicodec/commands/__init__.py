# Generated from spec/commands by `make generate`: change the spec, not this file.

"""The AGI commands. Each class is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.commands import channel as channel
    from agicodec.commands import control as control
    from agicodec.commands import database as database
    from agicodec.commands import dialplan as dialplan
    from agicodec.commands import media as media
    from agicodec.commands import say as say
    from agicodec.commands import speech as speech
    from agicodec.commands import text as text
    from agicodec.commands import variable as variable
    from agicodec.commands.channel import Answer, ChannelStatus, Hangup, SetAutohangup, SetCallerid, SetMusic
    from agicodec.commands.control import AsyncagiBreak, Noop, Verbose
    from agicodec.commands.database import DatabaseDel, DatabaseDeltree, DatabaseGet, DatabasePut
    from agicodec.commands.dialplan import Exec, Gosub, SetContext, SetExtension, SetPriority
    from agicodec.commands.media import ControlStreamFile, GetData, GetOption, RecordFile, StreamFile, WaitForDigit
    from agicodec.commands.say import SayAlpha, SayDate, SayDatetime, SayDigits, SayNumber, SayPhonetic, SayTime
    from agicodec.commands.speech import (
        SpeechActivateGrammar,
        SpeechCreate,
        SpeechDeactivateGrammar,
        SpeechDestroy,
        SpeechLoadGrammar,
        SpeechRecognize,
        SpeechSet,
        SpeechUnloadGrammar,
    )
    from agicodec.commands.text import ReceiveChar, ReceiveText, SendImage, SendText, TddMode
    from agicodec.commands.variable import GetFullVariable, GetVariable, SetVariable

__all__ = [
    "Answer",
    "AsyncagiBreak",
    "ChannelStatus",
    "ControlStreamFile",
    "DatabaseDel",
    "DatabaseDeltree",
    "DatabaseGet",
    "DatabasePut",
    "Exec",
    "GetData",
    "GetFullVariable",
    "GetOption",
    "GetVariable",
    "Gosub",
    "Hangup",
    "Noop",
    "ReceiveChar",
    "ReceiveText",
    "RecordFile",
    "SayAlpha",
    "SayDate",
    "SayDatetime",
    "SayDigits",
    "SayNumber",
    "SayPhonetic",
    "SayTime",
    "SendImage",
    "SendText",
    "SetAutohangup",
    "SetCallerid",
    "SetContext",
    "SetExtension",
    "SetMusic",
    "SetPriority",
    "SetVariable",
    "SpeechActivateGrammar",
    "SpeechCreate",
    "SpeechDeactivateGrammar",
    "SpeechDestroy",
    "SpeechLoadGrammar",
    "SpeechRecognize",
    "SpeechSet",
    "SpeechUnloadGrammar",
    "StreamFile",
    "TddMode",
    "Verbose",
    "WaitForDigit",
]

_PLACES = {
    "Answer": "channel.answer",
    "Hangup": "channel.hangup",
    "ChannelStatus": "channel.channel_status",
    "SetAutohangup": "channel.set_autohangup",
    "SetCallerid": "channel.set_callerid",
    "SetMusic": "channel.set_music",
    "Noop": "control.noop",
    "Verbose": "control.verbose",
    "AsyncagiBreak": "control.asyncagi_break",
    "DatabasePut": "database.database_put",
    "DatabaseGet": "database.database_get",
    "DatabaseDel": "database.database_del",
    "DatabaseDeltree": "database.database_deltree",
    "Exec": "dialplan.exec",
    "Gosub": "dialplan.gosub",
    "SetContext": "dialplan.set_context",
    "SetExtension": "dialplan.set_extension",
    "SetPriority": "dialplan.set_priority",
    "StreamFile": "media.stream_file",
    "ControlStreamFile": "media.control_stream_file",
    "GetData": "media.get_data",
    "GetOption": "media.get_option",
    "WaitForDigit": "media.wait_for_digit",
    "RecordFile": "media.record_file",
    "SayNumber": "say.say_number",
    "SayDigits": "say.say_digits",
    "SayAlpha": "say.say_alpha",
    "SayPhonetic": "say.say_phonetic",
    "SayDate": "say.say_date",
    "SayTime": "say.say_time",
    "SayDatetime": "say.say_datetime",
    "SpeechCreate": "speech.speech_create",
    "SpeechSet": "speech.speech_set",
    "SpeechDestroy": "speech.speech_destroy",
    "SpeechLoadGrammar": "speech.speech_load_grammar",
    "SpeechUnloadGrammar": "speech.speech_unload_grammar",
    "SpeechActivateGrammar": "speech.speech_activate_grammar",
    "SpeechDeactivateGrammar": "speech.speech_deactivate_grammar",
    "SpeechRecognize": "speech.speech_recognize",
    "ReceiveChar": "text.receive_char",
    "ReceiveText": "text.receive_text",
    "SendText": "text.send_text",
    "SendImage": "text.send_image",
    "TddMode": "text.tdd_mode",
    "GetVariable": "variable.get_variable",
    "GetFullVariable": "variable.get_full_variable",
    "SetVariable": "variable.set_variable",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
