"""Simulates each command on the channel of a test."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import singledispatch
from math import inf

from agicodec.commands.channel import Answer, ChannelStatus, Hangup, SetAutohangup, SetCallerid, SetMusic
from agicodec.commands.control import AsyncagiBreak, Noop, Verbose
from agicodec.commands.database import DatabaseDel, DatabaseDeltree, DatabaseGet, DatabasePut
from agicodec.commands.dialplan import SetContext, SetExtension, SetPriority
from agicodec.commands.say import SayAlpha, SayDate, SayDatetime, SayPhonetic, SayTime
from agicodec.commands.speech import (
    SpeechActivateGrammar,
    SpeechCreate,
    SpeechDeactivateGrammar,
    SpeechDestroy,
    SpeechLoadGrammar,
    SpeechSet,
    SpeechUnloadGrammar,
)
from agicodec.commands.text import SendImage, SendText, TddMode
from agicodec.commands.variable import GetFullVariable, GetVariable, SetVariable
from agicodec.model import Command
from agicodec.results import (
    Acknowledged,
    Answered,
    ChannelState,
    DatabaseDeleted,
    DatabaseStored,
    DatabaseTreeDeleted,
    DatabaseValue,
    EvaluatedText,
    HangupRequested,
    Sent,
    SpeechDone,
    TddModeSet,
    VariableValue,
)
from agicodec.testing.caller.actions import MILLISECONDS
from agicodec.testing.channel import listening, recording, sounds, values
from agicodec.testing.channel.channel import Channel, Unsaid
from agicodec.testing.dialplan.functions import Unknown

__all__ = ["perform"]

_DONE = Acknowledged("done")


@singledispatch
def perform(command: Command[object], channel: Channel) -> object:
    """Simulate a command on a channel, and return its result.

    Raises:
        CallFlowError: the result depends on something that is not known here.
        NeverEnds: the command runs until something stops it, and nothing does.
        Unsaid: the command cannot be simulated.
    """
    raise Unsaid


@perform.register
def answer(command: Answer, channel: Channel) -> Answered:
    if channel.hung_up:
        return Answered("failed")
    channel.up = True
    return Answered("answered")


@perform.register
def hang_up(command: Hangup, channel: Channel) -> HangupRequested:
    if command.channel is None or channel.is_called(command.channel):
        channel.hung_up = True
        return HangupRequested("requested")
    other = channel.channels.named(command.channel)
    if other is None:
        return HangupRequested("no such channel")
    del channel.channels[other]
    return HangupRequested("requested")


@perform.register
def channel_status(command: ChannelStatus, channel: Channel) -> ChannelState:
    if command.channel is None or command.channel.lower() == channel.channel.lower():
        return ChannelState("up" if channel.up else "line ringing")
    other = channel.channels.named(command.channel)
    return ChannelState("no such channel") if other is None else channel.channels[other]


@perform.register
def set_autohangup(command: SetAutohangup, channel: Channel) -> Acknowledged:
    channel.hangs_up_at = channel.time + command.time * MILLISECONDS if command.time > 0 else inf
    return _DONE


@perform.register(Noop)
@perform.register(AsyncagiBreak)
def do_nothing(command: Command[object], channel: Channel) -> Acknowledged:
    return _DONE


@perform.register
def set_callerid(command: SetCallerid, channel: Channel) -> Acknowledged:
    with _unknown_fails(command, channel):
        values.set_callerid(str(command.caller_id), channel)
    return _DONE


@perform.register
def set_music(command: SetMusic, channel: Channel) -> Acknowledged:
    channel.music = (command.music_class or "") if command.on else None
    return _DONE


@perform.register
def verbose(command: Verbose, channel: Channel) -> Acknowledged:
    channel.messages.append(command.message)
    return _DONE


@perform.register
def set_context(command: SetContext, channel: Channel) -> Acknowledged:
    values.go_on_at("CONTEXT", command.context, channel)
    return _DONE


@perform.register
def set_extension(command: SetExtension, channel: Channel) -> Acknowledged:
    values.go_on_at("EXTEN", command.extension, channel)
    return _DONE


@perform.register
def set_priority(command: SetPriority, channel: Channel) -> Acknowledged:
    if isinstance(command.priority, str) or command.priority >= 0:
        values.go_on_at("PRIORITY", command.priority, channel)
    return _DONE


@perform.register
def database_put(command: DatabasePut, channel: Channel) -> DatabaseStored:
    channel.database[command.family, command.key] = command.value
    return DatabaseStored("stored")


@perform.register
def database_get(command: DatabaseGet, channel: Channel) -> DatabaseValue:
    value = channel.database.get((command.family, command.key))
    return DatabaseValue("not found") if value is None else DatabaseValue("found", value)


@perform.register
def database_del(command: DatabaseDel, channel: Channel) -> DatabaseDeleted:
    channel.database.pop((command.family, command.key), None)
    return DatabaseDeleted("deleted")


@perform.register
def database_deltree(command: DatabaseDeltree, channel: Channel) -> DatabaseTreeDeleted:
    found = channel.database.delete_tree(command.family, command.keytree)
    return DatabaseTreeDeleted("deleted" if found else "nothing deleted")


@perform.register
def get_variable(command: GetVariable, channel: Channel) -> VariableValue:
    with _unknown_fails(command, channel):
        value = values.value_of(command.name, channel)
    return VariableValue("not set") if value is None else VariableValue("set", value)


@perform.register
def set_variable(command: SetVariable, channel: Channel) -> Acknowledged:
    with _unknown_fails(command, channel):
        values.write(command.name, command.value, channel)
    return _DONE


@perform.register
def get_full_variable(command: GetFullVariable, channel: Channel) -> EvaluatedText:
    own = command.channel is None or channel.is_called(command.channel)
    if not own and channel.channels.named(command.channel or "") is None:
        return EvaluatedText("no such channel")
    with _unknown_fails(command, channel):
        if not own and "$" in command.expression:
            raise Unknown("What another channel has is for the test to say.")
        return EvaluatedText("evaluated", values.evaluated(command.expression, channel))


@perform.register
def send_text(command: SendText, channel: Channel) -> Sent:
    if channel.hung_up:
        return Sent("failed")
    if command.text:
        channel.texts.append(command.text)
    return Sent("sent")


@perform.register
def send_image(command: SendImage, channel: Channel) -> Sent:
    return Sent("failed" if channel.hung_up else "sent")


@perform.register
def tdd_mode(command: TddMode, channel: Channel) -> TddModeSet:
    return TddModeSet("not supported")


@perform.register
def speech_create(command: SpeechCreate, channel: Channel) -> SpeechDone:
    unknown = command.engine and command.engine.lower() not in {engine.lower() for engine in channel.engines}
    if channel.speech or unknown:
        return SpeechDone("failed")
    channel.speech = True
    return SpeechDone("done")


@perform.register
def speech_destroy(command: SpeechDestroy, channel: Channel) -> SpeechDone:
    had, channel.speech = channel.speech, False
    return SpeechDone("done" if had else "failed")


@perform.register(SpeechSet)
@perform.register(SpeechLoadGrammar)
@perform.register(SpeechUnloadGrammar)
@perform.register(SpeechActivateGrammar)
@perform.register(SpeechDeactivateGrammar)
def set_speech_up(command: Command[object], channel: Channel) -> SpeechDone:
    return SpeechDone("done" if channel.speech else "failed")


perform.register(sounds.stream_file)
perform.register(sounds.control_stream_file)
perform.register(listening.get_data)
perform.register(listening.get_option)
perform.register(listening.wait_for_digit)
perform.register(recording.record_file)
perform.register(sounds.say_number)
perform.register(sounds.say_digits)
perform.register(SayAlpha, sounds.say_text)
perform.register(SayPhonetic, sounds.say_text)
perform.register(SayDate, sounds.say_moment)
perform.register(SayTime, sounds.say_moment)
perform.register(SayDatetime, sounds.say_moment)
perform.register(listening.receive_char)
perform.register(listening.receive_text)
perform.register(listening.speech_recognize)


@contextmanager
def _unknown_fails(command: Command[object], channel: Channel) -> Generator[None]:
    """Turn `Unknown` into the failure of the call, which names how the test can set the result."""
    try:
        yield
    except Unknown as error:
        problem = f"{error} The test may also set the result: asterisk.answers({command!r}, result)."
        raise channel.caller.conversation.failure(problem) from None
