"""What each command does on the channel of a test, and what comes of it."""

from __future__ import annotations

from functools import singledispatch
from math import inf
from typing import Final

from agicodec.arguments import KEYS
from agicodec.command import Command
from agicodec.commands.channel import Answer, ChannelStatus, Hangup, SetAutohangup, SetCallerid, SetMusic
from agicodec.commands.control import AsyncagiBreak, Noop, Verbose
from agicodec.commands.database import DatabaseDel, DatabaseDeltree, DatabaseGet, DatabasePut
from agicodec.commands.dialplan import SetContext, SetExtension, SetPriority
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
from agicodec.results import (
    Acknowledged,
    Answered,
    ChannelState,
    CharReceived,
    ControlledPlayback,
    DatabaseDeleted,
    DatabaseStored,
    DatabaseTreeDeleted,
    DatabaseValue,
    DigitAwaited,
    DigitsEntered,
    EvaluatedText,
    HangupRequested,
    OptionChosen,
    Playback,
    Recognition,
    Recording,
    Sent,
    SpeechDone,
    Spoken,
    TddModeSet,
    TextReceived,
    VariableValue,
)
from agicodec.testing.caller import MILLISECONDS, HungUp, Pressed, Said, Texted
from agicodec.testing.channel import Channel
from agicodec.wire import to_wire

__all__ = ["perform"]

SAMPLES: Final = 8
"""How many samples a millisecond has."""

FIRST_DIGIT, NEXT_DIGIT, ONE_DIGIT = 6000, 2000, 5000
"""How long Asterisk waits for digits, in milliseconds, when the command does not say: see the spec."""

_DONE = Acknowledged("done")


@singledispatch
def perform(command: Command[object], channel: Channel) -> object:
    """Do what a command does, and give its result.

    Raises:
        CallFlowError: nothing says what it does.
        NeverEnds: it runs until something stops it, and nothing does.
    """
    raise channel.caller.conversation.failure(
        f"What {command!r} does is for the test to say: asterisk.answers(command, result)."
    )


@perform.register
def answer(command: Answer, channel: Channel) -> Answered:
    if isinstance(channel.wait(0), HungUp):
        return Answered("failed")
    channel.up = True
    return Answered("answered")


@perform.register
def hang_up(command: Hangup, channel: Channel) -> HangupRequested:
    if command.channel is not None and command.channel.lower() != channel.channel.lower():
        return HangupRequested("no such channel")
    channel.wait(0)
    channel.hung_up = True
    return HangupRequested("requested")


@perform.register
def channel_status(command: ChannelStatus, channel: Channel) -> ChannelState:
    channel.wait(0)
    if command.channel is not None and command.channel.lower() != channel.channel.lower():
        return ChannelState("no such channel")
    return ChannelState("up" if channel.up else "line ringing")


@perform.register(SetAutohangup)
@perform.register(Noop)
@perform.register(AsyncagiBreak)
def do_nothing(command: Command[object], channel: Channel) -> Acknowledged:
    channel.wait(0)
    return _DONE


@perform.register
def set_callerid(command: SetCallerid, channel: Channel) -> Acknowledged:
    channel.wait(0)
    channel.variables["CALLERID(all)"] = str(command.caller_id)
    return _DONE


@perform.register
def set_music(command: SetMusic, channel: Channel) -> Acknowledged:
    channel.wait(0)
    channel.music = (command.music_class or "") if command.on else None
    return _DONE


@perform.register
def verbose(command: Verbose, channel: Channel) -> Acknowledged:
    channel.wait(0)
    channel.messages.append(command.message)
    return _DONE


@perform.register
def set_context(command: SetContext, channel: Channel) -> Acknowledged:
    channel.wait(0)
    channel.goes_on_at["context"] = command.context
    return _DONE


@perform.register
def set_extension(command: SetExtension, channel: Channel) -> Acknowledged:
    channel.wait(0)
    channel.goes_on_at["extension"] = command.extension
    return _DONE


@perform.register
def set_priority(command: SetPriority, channel: Channel) -> Acknowledged:
    channel.wait(0)
    channel.goes_on_at["priority"] = command.priority
    return _DONE


@perform.register
def database_put(command: DatabasePut, channel: Channel) -> DatabaseStored:
    channel.wait(0)
    channel.database[command.family, command.key] = command.value
    return DatabaseStored("stored")


@perform.register
def database_get(command: DatabaseGet, channel: Channel) -> DatabaseValue:
    channel.wait(0)
    value = channel.database.get((command.family, command.key))
    return DatabaseValue("not found") if value is None else DatabaseValue("found", value)


@perform.register
def database_del(command: DatabaseDel, channel: Channel) -> DatabaseDeleted:
    channel.wait(0)
    channel.database.pop((command.family, command.key), None)
    return DatabaseDeleted("deleted")


@perform.register
def database_deltree(command: DatabaseDeltree, channel: Channel) -> DatabaseTreeDeleted:
    channel.wait(0)
    tree = "/".join((command.family, *([] if command.keytree is None else [command.keytree])))
    found = [entry for entry in channel.database if "/".join(entry) == tree or "/".join(entry).startswith(f"{tree}/")]
    for entry in found:
        del channel.database[entry]
    return DatabaseTreeDeleted("deleted" if found else "nothing deleted")


@perform.register
def get_variable(command: GetVariable, channel: Channel) -> VariableValue:
    channel.wait(0)
    value = _value_of(command.name, channel)
    return VariableValue("not set") if value is None else VariableValue("set", value)


@perform.register
def set_variable(command: SetVariable, channel: Channel) -> Acknowledged:
    channel.wait(0)
    entry = _database_entry(command.name)
    if entry is None:
        channel.variables[command.name.lstrip("_")] = command.value
    else:
        channel.database[entry] = command.value
    return _DONE


@perform.register
def get_full_variable(command: GetFullVariable, channel: Channel) -> EvaluatedText:
    channel.wait(0)
    if command.channel is not None and command.channel.lower() != channel.channel.lower():
        return EvaluatedText("no such channel")
    return EvaluatedText("evaluated", _evaluate(command.expression, channel))


@perform.register
def stream_file(command: StreamFile, channel: Channel) -> Playback:
    if channel.hung_up or command.filename in channel.missing:
        return Playback("not played")
    start = command.offset or 0
    channel.heard.append(command.filename)
    length = max(0, channel.length(command.filename) - start / SAMPLES)
    deed = channel.wait(length, keys=command.escape_digits)
    if isinstance(deed, Pressed):
        return Playback("digit", deed.key, start + _samples(deed.after))
    if deed is not None:
        return Playback("hung up", endpos=start + _samples(deed.after))
    return Playback("finished", endpos=start + _samples(length))


@perform.register
def control_stream_file(command: ControlStreamFile, channel: Channel) -> ControlledPlayback:
    if channel.hung_up or command.filename in channel.missing:
        return ControlledPlayback("not played")
    start = command.offset or 0
    channel.heard.append(command.filename)
    steering = (command.forward_keys or "#") + (command.rewind_keys or "*") + (command.pause_key or "")
    keys = "".join(key for key in command.escape_digits if key not in steering)
    deed = channel.wait(max(0, channel.length(command.filename) - start), keys=keys)
    if isinstance(deed, Pressed):
        return ControlledPlayback("digit", deed.key, start + int(deed.after))
    if deed is not None:
        return ControlledPlayback("hung up", endpos=start + int(deed.after))
    return ControlledPlayback("finished")


@perform.register
def get_data(command: GetData, channel: Channel) -> DigitsEntered:
    if channel.hung_up or command.filename in channel.missing:
        return DigitsEntered("failed")
    timeout = command.timeout or 0
    first, following = (inf, inf) if timeout < 0 else (timeout or FIRST_DIGIT, timeout or NEXT_DIGIT)
    prompt = 0.0
    if command.filename:
        channel.heard.append(command.filename)
        prompt = channel.length(command.filename)
    deed, digits = channel.wait(prompt + first, keys=KEYS), ""
    while isinstance(deed, Pressed) and deed.key != "#":
        digits += deed.key
        if len(digits) == command.max_digits:
            return DigitsEntered("entered", digits)
        deed = channel.dials_on(KEYS) or channel.wait(following)
    if isinstance(deed, HungUp):
        return DigitsEntered("failed")
    return DigitsEntered("timeout" if deed is None else "entered", digits)


@perform.register
def get_option(command: GetOption, channel: Channel) -> OptionChosen:
    if channel.hung_up or command.filename in channel.missing:
        return OptionChosen("not played")
    channel.heard.append(command.filename)
    length = channel.length(command.filename)
    timeout = ONE_DIGIT if command.timeout is None else command.timeout
    deed = channel.wait(length + (inf if timeout < 0 else timeout), keys=command.escape_digits)
    endpos = _samples(length if deed is None else min(deed.after, length))
    if isinstance(deed, Pressed):
        return OptionChosen("digit", deed.key, endpos)
    return OptionChosen("hung up" if deed is not None and deed.after < length else "no digit", endpos=endpos)


@perform.register
def wait_for_digit(command: WaitForDigit, channel: Channel) -> DigitAwaited:
    deed = channel.wait(inf if command.timeout < 0 else command.timeout, keys=KEYS)
    if isinstance(deed, Pressed):
        return DigitAwaited("digit", deed.key)
    return DigitAwaited("timeout" if deed is None else "failed")


@perform.register
def record_file(command: RecordFile, channel: Channel) -> Recording:
    if command.beep and not channel.hung_up:
        channel.heard.append("beep")
    limits = [command.timeout] if command.timeout >= 0 else []
    limits += [] if command.silence is None else [command.silence * MILLISECONDS]
    deed = channel.wait(min(limits, default=inf), keys=command.escape_digits)
    start = (command.offset or 0) / SAMPLES
    length = start + (min(limits, default=0) if deed is None else deed.after)
    channel.recordings[command.filename] = length / MILLISECONDS
    if isinstance(deed, Pressed):
        return Recording("digit", deed.key, _samples(length))
    return Recording("timeout" if deed is None else "hung up", endpos=_samples(length))


@perform.register
def say_number(command: SayNumber, channel: Channel) -> Spoken:
    return _say(str(command.number), command.escape_digits, channel)


@perform.register
def say_digits(command: SayDigits, channel: Channel) -> Spoken:
    return _say(command.digits, command.escape_digits, channel)


@perform.register(SayAlpha)
@perform.register(SayPhonetic)
def say_text(command: SayAlpha | SayPhonetic, channel: Channel) -> Spoken:
    return _say(command.text, command.escape_digits, channel)


@perform.register(SayDate)
@perform.register(SayTime)
@perform.register(SayDatetime)
def say_moment(command: SayDate | SayTime | SayDatetime, channel: Channel) -> Spoken:
    return _say(command.argument_words()[0], command.escape_digits, channel)


@perform.register
def receive_char(command: ReceiveChar, channel: Channel) -> CharReceived:
    deed = channel.wait(inf if command.timeout < 0 else command.timeout, text=True)
    if not isinstance(deed, Texted):
        return CharReceived("failed")
    return CharReceived("received", to_wire(deed.text)[0]) if deed.text else CharReceived("empty")


@perform.register
def receive_text(command: ReceiveText, channel: Channel) -> TextReceived:
    deed = channel.wait(inf if command.timeout < 0 else command.timeout, text=True)
    return TextReceived("received", deed.text) if isinstance(deed, Texted) else TextReceived("failed")


@perform.register
def send_text(command: SendText, channel: Channel) -> Sent:
    if isinstance(channel.wait(0), HungUp):
        return Sent("failed")
    channel.texts.append(command.text)
    return Sent("sent")


@perform.register
def send_image(command: SendImage, channel: Channel) -> Sent:
    return Sent("failed" if isinstance(channel.wait(0), HungUp) else "sent")


@perform.register
def tdd_mode(command: TddMode, channel: Channel) -> TddModeSet:
    channel.wait(0)
    return TddModeSet("not supported")


@perform.register
def speech_create(command: SpeechCreate, channel: Channel) -> SpeechDone:
    channel.wait(0)
    if channel.speech:
        return SpeechDone("failed")
    channel.speech = True
    return SpeechDone("done")


@perform.register
def speech_destroy(command: SpeechDestroy, channel: Channel) -> SpeechDone:
    channel.wait(0)
    had, channel.speech = channel.speech, False
    return SpeechDone("done" if had else "failed")


@perform.register(SpeechSet)
@perform.register(SpeechLoadGrammar)
@perform.register(SpeechUnloadGrammar)
@perform.register(SpeechActivateGrammar)
@perform.register(SpeechDeactivateGrammar)
def set_speech_up(command: Command[object], channel: Channel) -> SpeechDone:
    channel.wait(0)
    return SpeechDone("done" if channel.speech else "failed")


@perform.register
def speech_recognize(command: SpeechRecognize, channel: Channel) -> Recognition:
    if not channel.speech:
        return Recognition("failed")
    length = 0.0
    if command.prompt not in channel.missing:
        channel.heard.append(command.prompt)
        length = channel.length(command.prompt)
    wait = command.timeout * MILLISECONDS if command.timeout else inf
    deed = channel.wait(length + wait, keys=KEYS, words=True)
    endpos = 0 if deed is None or deed.after >= length else _samples(deed.after)
    match deed:
        case Said(matches):
            return Recognition("speech", matches, endpos=endpos)
        case Pressed(key):
            return Recognition("digit", digit=key, endpos=endpos)
        case None:
            return Recognition("timeout", endpos=endpos)
        case _:
            return Recognition("hung up", endpos=endpos)


def _say(text: str, escape_digits: str, channel: Channel) -> Spoken:
    if channel.hung_up:
        return Spoken("failed")
    channel.heard.append(text)
    deed = channel.wait(channel.length(text), keys=escape_digits)
    if isinstance(deed, Pressed):
        return Spoken("digit", deed.key)
    return Spoken("finished" if deed is None else "failed")


def _samples(milliseconds: float) -> int:
    return int(milliseconds * SAMPLES)


def _value_of(name: str, channel: Channel) -> str | None:
    """Read a variable, or the function DB."""
    entry = _database_entry(name)
    return channel.variables.get(name) if entry is None else channel.database.get(entry)


def _database_entry(name: str) -> tuple[str, str] | None:
    if not name.startswith("DB(") or not name.endswith(")"):
        return None
    family, _, key = name.removeprefix("DB(").removesuffix(")").partition("/")
    return family, key


def _evaluate(expression: str, channel: Channel) -> str:
    """Replace each `${...}` by its value, the inner ones first; what is not set is empty."""
    before, opening, rest = expression.partition("${")
    if not opening:
        return before
    depth = 1
    for index, char in enumerate(rest):
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth == 0:
            value = _value_of(_evaluate(rest[:index], channel), channel) or ""
            return f"{before}{value}{_evaluate(rest[index + 1 :], channel)}"
    return expression
