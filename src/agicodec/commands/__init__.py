# Generated from spec/commands by `make generate`: change the spec, not this file.

"""The AGI commands. A family of them is loaded when one of its commands is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_FAMILIES = {
    "Answer": "channel",
    "Hangup": "channel",
    "ChannelStatus": "channel",
    "SetAutohangup": "channel",
    "SetCallerid": "channel",
    "SetMusic": "channel",
    "Noop": "control",
    "Verbose": "control",
    "AsyncagiBreak": "control",
    "DatabasePut": "database",
    "DatabaseGet": "database",
    "DatabaseDel": "database",
    "DatabaseDeltree": "database",
    "Exec": "dialplan",
    "Gosub": "dialplan",
    "SetContext": "dialplan",
    "SetExtension": "dialplan",
    "SetPriority": "dialplan",
    "StreamFile": "media",
    "ControlStreamFile": "media",
    "GetData": "media",
    "GetOption": "media",
    "WaitForDigit": "media",
    "RecordFile": "media",
    "SayNumber": "say",
    "SayDigits": "say",
    "SayAlpha": "say",
    "SayPhonetic": "say",
    "SayDate": "say",
    "SayTime": "say",
    "SayDatetime": "say",
    "SpeechCreate": "speech",
    "SpeechSet": "speech",
    "SpeechDestroy": "speech",
    "SpeechLoadGrammar": "speech",
    "SpeechUnloadGrammar": "speech",
    "SpeechActivateGrammar": "speech",
    "SpeechDeactivateGrammar": "speech",
    "SpeechRecognize": "speech",
    "ReceiveChar": "text",
    "ReceiveText": "text",
    "SendText": "text",
    "SendImage": "text",
    "TddMode": "text",
    "GetVariable": "variable",
    "GetFullVariable": "variable",
    "SetVariable": "variable",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Load the family of a command when the command is first used."""
        family = _FAMILIES.get(name)
        if family is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        command = getattr(import_module(f"{__name__}.{family}"), name)
        globals()[name] = command
        return command

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
