# Generated from agicodec's spec with futures.py.j2: change that, not this file.

"""Every command as a method that returns a future: for frameworks that use neither blocking calls nor coroutines."""

from __future__ import annotations

from abc import ABC, abstractmethod
from concurrent.futures import Future
from datetime import datetime
from typing import Literal, TypeVar

from agicodec import CallerId, Command, commands, results
from agicodec.model import ReadOnly, WriteOnly

__all__ = ["FutureCommands"]

R = TypeVar("R")


class FutureCommands(ABC):
    """Every command as a method that returns a future."""

    @abstractmethod
    def execute(self, command: Command[R]) -> Future[R]:
        """Run a command; the future has its result, or the `ReplyError` that refused it."""

    def answer(self) -> Future[results.Answered]:
        """Answer the channel, unless it is up already."""
        return self.execute(commands.Answer())

    def hangup(self, channel: str | None = None) -> Future[results.HangupRequested]:
        """Ask a channel to hang up."""
        return self.execute(commands.Hangup(channel))

    def channel_status(self, channel: str | None = None) -> Future[results.ChannelState]:
        """Ask for the state of a channel."""
        return self.execute(commands.ChannelStatus(channel))

    def set_autohangup(self, time: float) -> Future[results.Acknowledged]:
        """Make the channel hang up after some time."""
        return self.execute(commands.SetAutohangup(time))

    def set_callerid(self, caller_id: CallerId | str) -> Future[results.Acknowledged]:
        """Set the caller's number and name."""
        return self.execute(commands.SetCallerid(caller_id))

    def set_music(self, on: bool, music_class: str | None = None) -> Future[results.Acknowledged]:
        """Start or stop music on hold."""
        return self.execute(commands.SetMusic(on, music_class))

    def noop(self, text: str | None = None) -> Future[results.Acknowledged]:
        """Do nothing."""
        return self.execute(commands.Noop(text))

    def verbose(self, message: str, level: int | None = None) -> Future[results.Acknowledged]:
        """Write a message to Asterisk's console."""
        return self.execute(commands.Verbose(message, level))

    def asyncagi_break(self) -> Future[results.Acknowledged]:
        """End an AsyncAGI session and go on in the dialplan."""
        return self.execute(commands.AsyncagiBreak())

    def database_put(self, family: str, key: str, value: str) -> Future[results.DatabaseStored]:
        """Store a value in the Asterisk database."""
        return self.execute(commands.DatabasePut(family, key, value))

    def database_get(self, family: str, key: str) -> Future[results.DatabaseValue]:
        """Read a value from the Asterisk database."""
        return self.execute(commands.DatabaseGet(family, key))

    def database_del(self, family: str, key: str) -> Future[results.DatabaseDeleted]:
        """Delete a key from the Asterisk database."""
        return self.execute(commands.DatabaseDel(family, key))

    def database_deltree(self, family: str, keytree: str | None = None) -> Future[results.DatabaseTreeDeleted]:
        """Delete a family, or a part of it, from the Asterisk database."""
        return self.execute(commands.DatabaseDeltree(family, keytree))

    def exec(self, application: str, options: str | None = None) -> Future[results.ApplicationResult]:
        """Run a dialplan application."""
        return self.execute(commands.Exec(application, options))

    def gosub(
        self, context: str, extension: str, priority: int | str, arguments: str | None = None
    ) -> Future[results.GosubResult]:
        """Run a dialplan subroutine until it returns."""
        return self.execute(commands.Gosub(context, extension, priority, arguments))

    def set_context(self, context: str) -> Future[results.Acknowledged]:
        """Set the context in which the dialplan continues."""
        return self.execute(commands.SetContext(context))

    def set_extension(self, extension: str) -> Future[results.Acknowledged]:
        """Set the extension at which the dialplan continues."""
        return self.execute(commands.SetExtension(extension))

    def set_priority(self, priority: int | str) -> Future[results.Acknowledged]:
        """Set the priority at which the dialplan continues."""
        return self.execute(commands.SetPriority(priority))

    def stream_file(
        self, filename: str, escape_digits: str = "", offset: int | None = None
    ) -> Future[results.Playback]:
        """Play a sound file."""
        return self.execute(commands.StreamFile(filename, escape_digits, offset))

    def control_stream_file(
        self,
        filename: str,
        escape_digits: str = "",
        skip: int | None = None,
        forward_keys: str | None = None,
        rewind_keys: str | None = None,
        pause_keys: str | None = None,
        offset: int | None = None,
    ) -> Future[results.ControlledPlayback]:
        """Play a sound file that the caller can wind forward, rewind and pause."""
        return self.execute(
            commands.ControlStreamFile(filename, escape_digits, skip, forward_keys, rewind_keys, pause_keys, offset)
        )

    def get_data(
        self, filename: str, timeout: int | None = None, max_digits: int | None = None
    ) -> Future[results.DigitsEntered]:
        """Play a prompt and take digits from the caller."""
        return self.execute(commands.GetData(filename, timeout, max_digits))

    def get_option(
        self, filename: str, escape_digits: str = "", timeout: int | None = None
    ) -> Future[results.OptionChosen]:
        """Play a prompt and wait for one digit."""
        return self.execute(commands.GetOption(filename, escape_digits, timeout))

    def wait_for_digit(self, timeout: int) -> Future[results.DigitAwaited]:
        """Wait for the caller to press a key."""
        return self.execute(commands.WaitForDigit(timeout))

    def record_file(
        self,
        filename: str,
        format: str,
        escape_digits: str = "",
        timeout: int = -1,
        offset: int | None = None,
        beep: bool = False,
        silence: int | None = None,
    ) -> Future[results.Recording]:
        """Record what the caller says to a file."""
        return self.execute(commands.RecordFile(filename, format, escape_digits, timeout, offset, beep, silence))

    def say_number(self, number: int, escape_digits: str = "", gender: str | None = None) -> Future[results.Spoken]:
        """Say a number."""
        return self.execute(commands.SayNumber(number, escape_digits, gender))

    def say_digits(self, digits: str, escape_digits: str = "") -> Future[results.Spoken]:
        """Say digits one by one."""
        return self.execute(commands.SayDigits(digits, escape_digits))

    def say_alpha(
        self, text: str, escape_digits: str = "", case: Literal["all", "lower", "upper", "none"] | None = None
    ) -> Future[results.Spoken]:
        """Spell a text."""
        return self.execute(commands.SayAlpha(text, escape_digits, case))

    def say_phonetic(self, text: str, escape_digits: str = "") -> Future[results.Spoken]:
        """Spell a text with the phonetic alphabet."""
        return self.execute(commands.SayPhonetic(text, escape_digits))

    def say_date(self, time: int | datetime, escape_digits: str = "") -> Future[results.Spoken]:
        """Say a date."""
        return self.execute(commands.SayDate(time, escape_digits))

    def say_time(self, time: int | datetime, escape_digits: str = "") -> Future[results.Spoken]:
        """Say a time."""
        return self.execute(commands.SayTime(time, escape_digits))

    def say_datetime(
        self, time: int | datetime, escape_digits: str = "", format: str | None = None, time_zone: str | None = None
    ) -> Future[results.Spoken]:
        """Say a date and time in a format of your choice."""
        return self.execute(commands.SayDatetime(time, escape_digits, format, time_zone))

    def speech_create(self, engine: str | None = None) -> Future[results.SpeechDone]:
        """Create the session's speech object."""
        return self.execute(commands.SpeechCreate(engine))

    def speech_set(self, name: str, value: str) -> Future[results.SpeechDone]:
        """Change a setting of the speech engine."""
        return self.execute(commands.SpeechSet(name, value))

    def speech_destroy(self) -> Future[results.SpeechDone]:
        """Destroy the session's speech object."""
        return self.execute(commands.SpeechDestroy())

    def speech_load_grammar(self, name: str, path: str) -> Future[results.SpeechDone]:
        """Load a grammar into the speech engine."""
        return self.execute(commands.SpeechLoadGrammar(name, path))

    def speech_unload_grammar(self, name: str) -> Future[results.SpeechDone]:
        """Unload a grammar from the speech engine."""
        return self.execute(commands.SpeechUnloadGrammar(name))

    def speech_activate_grammar(self, name: str) -> Future[results.SpeechDone]:
        """Activate a loaded grammar of the speech engine."""
        return self.execute(commands.SpeechActivateGrammar(name))

    def speech_deactivate_grammar(self, name: str) -> Future[results.SpeechDone]:
        """Deactivate a grammar of the speech engine."""
        return self.execute(commands.SpeechDeactivateGrammar(name))

    def speech_recognize(self, prompt: str, timeout: int, offset: int | None = None) -> Future[results.Recognition]:
        """Play a prompt and recognize what the caller says."""
        return self.execute(commands.SpeechRecognize(prompt, timeout, offset))

    def receive_char(self, timeout: int) -> Future[results.CharReceived]:
        """Wait for a text from the caller and return its first byte."""
        return self.execute(commands.ReceiveChar(timeout))

    def receive_text(self, timeout: int) -> Future[results.TextReceived]:
        """Wait for a text from the caller."""
        return self.execute(commands.ReceiveText(timeout))

    def send_text(self, text: str) -> Future[results.Sent]:
        """Send a text to the caller."""
        return self.execute(commands.SendText(text))

    def send_image(self, image: str) -> Future[results.Sent]:
        """Send an image to the caller."""
        return self.execute(commands.SendImage(image))

    def tdd_mode(self, mode: Literal["on", "off", "mate", "tdd"]) -> Future[results.TddModeSet]:
        """Set the channel's mode for telephones for the deaf (TDD)."""
        return self.execute(commands.TddMode(mode))

    def get_variable(self, name: str | ReadOnly) -> Future[results.VariableValue]:
        """Read a channel variable or a dialplan function."""
        return self.execute(commands.GetVariable(name))

    def get_full_variable(self, expression: str, channel: str | None = None) -> Future[results.EvaluatedText]:
        """Evaluate an expression that contains variables and functions."""
        return self.execute(commands.GetFullVariable(expression, channel))

    def set_variable(self, name: str | WriteOnly, value: str) -> Future[results.Acknowledged]:
        """Set a channel variable or write a dialplan function."""
        return self.execute(commands.SetVariable(name, value))
