# Generated from spec/commands by `make generate`: change the spec, not this file.

"""Every command as a method, on top of one method that runs a command.

A framework subclasses `Commands` or `AsyncCommands` and implements `execute`; it then has all methods.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Literal, TypeVar

import agicodec
from agicodec import commands, results

__all__ = ["AsyncCommands", "Commands"]

R = TypeVar("R")


class Commands(ABC):
    """Every command as a method; a subclass says how a command is run.

    A method raises `InvalidArgument` for an argument that cannot be sent, and a `ReplyError` when Asterisk refuses the
    command.
    """

    @abstractmethod
    def execute(self, command: agicodec.Command[R]) -> R:
        """Run a command and return its result.

        An implementation writes what `Session.send` returns, waits for the `ReplyReceived` event, and returns
        `event.answer_to(command).result()`, which raises a `ReplyError` if Asterisk refused the command.
        """

    @property
    def asterisk_version(self) -> agicodec.AsteriskVersion | None:
        """The version of Asterisk, for which `run` writes the options of applications; None if it is not known."""
        return None

    def run(self, application: agicodec.dialplan.Application[R]) -> R:
        """Run an application of the dialplan, and return its result.

        This takes one command for each variable that may have the value of an earlier run, an EXEC, and a
        GET FULL VARIABLE for all variables of the result. All of them also run after a hangup.

        Raises:
            InvalidArgument: this Asterisk would not read an argument as it is meant.
            NoSuchApplication: Asterisk does not have the application.
            ReplyError: Asterisk refused a command.
            CallEnded: the call is over.
            TypeError: it is no application.
        """
        run = agicodec.dialplan.Run(application, self.asterisk_version)
        for command in run:
            run.take(self.execute(command))
        return run.result

    def answer(self) -> results.Answered:
        """Answer the channel, unless it is up already.

        Does nothing on a channel that is up. Asterisk ignores extra words on the line, so the command takes no
        arguments.

        Returns:
            `answered`: The channel is up.
            `failed`: The channel could not be answered, or it hung up.
            The result is `ok` when the outcome is `answered`.

        Since Asterisk 1.0. See `agicodec.commands.Answer` for more.
        """
        return self.execute(commands.Answer())

    def hangup(self, channel: str | None = None) -> results.HangupRequested:
        """Ask a channel to hang up.

        Asterisk only marks the channel, which hangs up soon afterwards. The reply comes before the HANGUP line or
        the SIGHUP that the hangup causes.

        Args:
            channel: The channel's name (case-insensitive), or since 1.8 its unique id; it is never empty. If
                omitted: the session's own channel.

        Returns:
            `requested`: The channel is marked to hang up, and does so soon afterwards.
            `no such channel`: There is no channel of that name.
            The result is `ok` when the outcome is `requested`.

        Since Asterisk 1.0. See `agicodec.commands.Hangup` for more.
        """
        return self.execute(commands.Hangup(channel))

    def channel_status(self, channel: str | None = None) -> results.ChannelState:
        """Ask for the state of a channel.

        Without a name, the reply is the present state of the channel. With a name, since Asterisk 12, it is the
        state in the last snapshot that was published, so the two may differ for a moment.

        Args:
            channel: The channel's exact name (case-insensitive); it is never empty. If omitted: the session's own
                channel.

        Returns:
            `down`: The channel is down and available.
            `reserved`: The channel is down but reserved.
            `off hook`: The channel is off hook.
            `digits dialled`: Digits have been dialled.
            `line ringing`: The line is ringing.
            `remote end ringing`: The remote end is ringing.
            `up`: The line is up.
            `busy`: The line is busy.
            `dialing off hook`: Digits have been dialled while off hook.
            `pre-ring`: The channel has detected an incoming call and waits for ringing.
            `no such channel`: There is no channel of that name.
            The result is `ok` unless the outcome is `no such channel`.

        Since Asterisk 1.0. See `agicodec.commands.ChannelStatus` for its quirks.
        """
        return self.execute(commands.ChannelStatus(channel))

    def set_autohangup(self, time: float) -> results.Acknowledged:
        """Make the channel hang up after some time.

        Replaces the time that was set before; zero removes it.

        Args:
            time: The seconds from now, to the microsecond; 0 or a negative number means never.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetAutohangup` for its quirks.
        """
        return self.execute(commands.SetAutohangup(time))

    def set_callerid(self, caller_id: agicodec.CallerId | str) -> results.Acknowledged:
        """Set the caller's number and name.

        Takes a `CallerId`, which is quoted so that any name arrives unchanged, or a string in Asterisk's own
        notation, which is sent as it is: `"Name" <number>`, a number, or a name. ANI does not change.

        Args:
            caller_id: The caller's number and name; an empty text removes both. At most 255 bytes.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetCallerid` for its quirks.
        """
        return self.execute(commands.SetCallerid(caller_id))

    def set_music(self, on: bool, music_class: str | None = None) -> results.Acknowledged:
        """Start or stop music on hold.

        The music plays while Asterisk waits for commands; commands that send audio interrupt it.

        Args:
            on: Whether the music is to play.
            music_class: The music class, as in musiconhold.conf. If omitted or empty: the channel's own class, or
                the default one.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetMusic` for its quirks.
        """
        return self.execute(commands.SetMusic(on, music_class))

    def noop(self, text: str | None = None) -> results.Acknowledged:
        """Do nothing.

        Can be used as a probe, since Asterisk always replies, even on a dead channel. Asterisk does nothing with
        the text; it appears in the output of `agi set debug on`, where it helps to trace a call flow.

        Args:
            text: A text for the reader of the debug output; all words of a line are one text. If omitted: no
                text.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.Noop` for its quirks.
        """
        return self.execute(commands.Noop(text))

    def verbose(self, message: str, level: int | None = None) -> results.Acknowledged:
        """Write a message to Asterisk's console.

        The message appears on consoles whose verbosity is at least the level.

        Args:
            message: The message.
            level: The verbosity; any number is accepted, although 1 to 4 are documented. If omitted: level 0,
                which every console shows.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.Verbose` for its quirks.
        """
        return self.execute(commands.Verbose(message, level))

    def asyncagi_break(self) -> results.Acknowledged:
        """End an AsyncAGI session and go on in the dialplan.

        Outside of AsyncAGI, Asterisk replies and does nothing.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.6.0. See `agicodec.commands.AsyncagiBreak` for its quirks.
        """
        return self.execute(commands.AsyncagiBreak())

    def database_put(self, family: str, key: str, value: str) -> results.DatabaseStored:
        """Store a value in the Asterisk database.

        Replaces the previous value of the key.

        Args:
            family: The family, which may be empty.
            key: The key in that family, which may be empty.
            value: The value, which may be empty.

        Returns:
            `stored`: The value is in the database.
            `failed`: The database refused it.
            The result is `ok` when the outcome is `stored`.

        Since Asterisk 1.0. See `agicodec.commands.DatabasePut` for its quirks.
        """
        return self.execute(commands.DatabasePut(family, key, value))

    def database_get(self, family: str, key: str) -> results.DatabaseValue:
        """Read a value from the Asterisk database.

        The value is not escaped: if it contains a line feed right after a closing parenthesis, it is cut there,
        and the rest arrives as unexpected lines.

        Args:
            family: The family, which may be empty.
            key: The key in that family, which may be empty.

        Returns:
            `found`: The key has a value, which may be empty.
            `not found`: There is no such key.
            `out of memory`: Asterisk had no memory to read it.
            The result is `ok` when the outcome is `found`.

        Since Asterisk 1.0. See `agicodec.commands.DatabaseGet` for its quirks.
        """
        return self.execute(commands.DatabaseGet(family, key))

    def database_del(self, family: str, key: str) -> results.DatabaseDeleted:
        """Delete a key from the Asterisk database.

        Since Asterisk 10, a key that does not exist counts as deleted.

        Args:
            family: The family, which may be empty.
            key: The key in that family, which may be empty.

        Returns:
            `deleted`: The key is not in the database any more.
            `failed`: Nothing was deleted.
            The result is `ok` when the outcome is `deleted`.

        Since Asterisk 1.0. See `agicodec.commands.DatabaseDel` for its quirks.
        """
        return self.execute(commands.DatabaseDel(family, key))

    def database_deltree(self, family: str, keytree: str | None = None) -> results.DatabaseTreeDeleted:
        """Delete a family, or a part of it, from the Asterisk database.

        An empty family, which would delete the whole database, is refused. Since 1.6.0, Asterisk's documentation
        describes the two replies the wrong way round; the outcome of the result is correct in every version.

        Args:
            family: The family.
            keytree: The key whose subtree is deleted. If omitted or empty: the whole family.

        Returns:
            `deleted`: At least one key was deleted; before Asterisk 1.6.0, the deletion ran, whether or not any
                key matched.
            `nothing deleted`: No key matched, or the database failed.
            The result is `ok` when the outcome is `deleted`.

        Since Asterisk 1.0. See `agicodec.commands.DatabaseDeltree` for its quirks.
        """
        return self.execute(commands.DatabaseDeltree(family, keytree))

    def exec(self, application: str, options: str | None = None) -> results.ApplicationResult:
        """Run a dialplan application.

        The application gets the options unchanged, as one text; `${...}` in them is replaced only if the channel
        variable AGIEXECFULL is true (16.27, 18.13, 19.5, 20 and later). The number that an application returns
        says little about how it ended; read the variable that it sets, such as DIALSTATUS. Some variables may
        have the value of an earlier run: QUEUESTATUS, PLAYBACKSTATUS and RECORDED_FILE.

        Args:
            application: The application's name (case-insensitive); it is not empty and contains no blank.
            options: The text that would be in the parentheses in the dialplan, separated by commas. If omitted:
                no options.

        Returns:
            `ran`: The application ran and returned `value`.
            `failed`: The application returned -1: it failed, or the channel hung up.
            `no such application`: No loaded module has the application.
            The result is `ok` when the outcome is `ran`.

        Since Asterisk 1.0. See `agicodec.commands.Exec` for its quirks.
        """
        return self.execute(commands.Exec(application, options))

    def gosub(
        self, context: str, extension: str, priority: int | str, arguments: str | None = None
    ) -> results.GosubResult:
        """Run a dialplan subroutine until it returns.

        Asterisk sends a provisional reply of status 100 when the subroutine starts, and the final reply when it
        has ended.

        Args:
            context: The subroutine's context.
            extension: The extension in that context.
            priority: The priority, or a label; a number below 1 is looked up as a label.
            arguments: The arguments, separated by commas; the subroutine reads them as ARG1, ARG2 and so on. If
                omitted: no arguments.

        Returns:
            `complete`: The subroutine returned.
            `abnormal exit`: The subroutine ended without Return.
            `label not found`: There is no such context, extension or priority.
            `failed`: The application Gosub failed.
            The result is `ok` when the outcome is `complete`.

        Since Asterisk 1.6.0. See `agicodec.commands.Gosub` for its quirks.
        """
        return self.execute(commands.Gosub(context, extension, priority, arguments))

    def set_context(self, context: str) -> results.Acknowledged:
        """Set the context in which the dialplan continues.

        Takes effect when the AGI session ends. Whether the context exists is not checked.

        Args:
            context: The context; its name is never empty. At most 79 bytes.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetContext` for its quirks.
        """
        return self.execute(commands.SetContext(context))

    def set_extension(self, extension: str) -> results.Acknowledged:
        """Set the extension at which the dialplan continues.

        Takes effect when the AGI session ends. Whether the extension exists is not checked.

        Args:
            extension: The extension; its name is never empty. At most 79 bytes.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetExtension` for its quirks.
        """
        return self.execute(commands.SetExtension(extension))

    def set_priority(self, priority: int | str) -> results.Acknowledged:
        """Set the priority at which the dialplan continues.

        Takes effect when the AGI session ends. A label is looked up at once, in the present context and extension
        of the channel; if it does not exist, Asterisk replies with 520, which is a `UsageError`.

        Args:
            priority: The priority, or a label; a negative number changes nothing.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetPriority` for its quirks.
        """
        return self.execute(commands.SetPriority(priority))

    def stream_file(self, filename: str, escape_digits: str = "", offset: int | None = None) -> results.Playback:
        """Play a sound file.

        Plays until the end of the file, one of the escape digits, or a hangup. A further command line stops it,
        and then it never answers.

        Args:
            filename: The sound file's name without its extension; an empty name counts as a missing file.
            escape_digits: The keys that stop the playback; a character that is not a key has no effect.
            offset: Where in the file to begin, in samples; an offset before the beginning means the beginning. If
                omitted: from the beginning.

        Returns:
            `finished`: The file was played to its end.
            `digit`: The caller pressed one of the escape digits.
            `not played`: Nothing was played: the file is missing or empty, or the channel had hung up.
            `hung up`: The channel hung up, or the stream failed, while the file played.
            The result is `ok` when the outcome is `finished` or `digit`.

        Since Asterisk 1.0. See `agicodec.commands.StreamFile` for its quirks.
        """
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
    ) -> results.ControlledPlayback:
        """Play a sound file that the caller can wind forward, rewind and pause.

        Asterisk checks the forward and rewind keys before the escape digits: with the default keys, `#` and `*`
        never stop the playback. A filename that ends in `:end` starts from the end of the file.

        Args:
            filename: The sound file's name without its extension; an empty name counts as a missing file.
            escape_digits: The keys that stop the playback; a character that is not a key has no effect.
            skip: How far each press of the forward or rewind key goes, in milliseconds; a negative number
                exchanges the two. If omitted: 3000 ms.
            forward_keys: The keys that go forward; a character that is not a key switches this off. If omitted or
                empty: the key `#`.
            rewind_keys: The keys that go back; a character that is not a key switches this off. If omitted or
                empty: the key `*`.
            pause_keys: The keys that pause; each of them also resumes. If omitted or empty: no key.
            offset: Where in the file to begin, calculated with 8000 samples a second, in milliseconds; with a
                negative offset, nothing is played. Since Asterisk 12.0. If omitted: from the beginning.

        Returns:
            `finished`: The file was played to its end.
            `digit`: The caller pressed one of the escape digits.
            `stopped remotely`: The manager interface or ARI stopped the playback.
            `not played`: The file is missing, or the channel hung up at its very end.
            `hung up`: The channel hung up, or the stream failed, while the file played.
            `failed`: The file is missing or the channel hung up; Asterisk before 12 does not say which.
            The result is `ok` when the outcome is `finished`, `digit` or `stopped remotely`.

        Since Asterisk 1.2. See `agicodec.commands.ControlStreamFile` for its quirks.
        """
        return self.execute(
            commands.ControlStreamFile(filename, escape_digits, skip, forward_keys, rewind_keys, pause_keys, offset)
        )

    def get_data(
        self, filename: str, timeout: int | None = None, max_digits: int | None = None
    ) -> results.DigitsEntered:
        """Play a prompt and take digits from the caller.

        The entry ends with `#`, which is not part of it, with the last of `max_digits`, or when time runs out. A
        further command line stops it. Asterisk then sends no reply, and what the caller had entered is lost.

        Args:
            filename: The prompt's name without its extension; since 1.6, an empty name means no prompt.
            timeout: How long to wait for each digit, in milliseconds; 0 means the default, a negative number
                waits forever. If omitted: 6000 ms for the first digit and 2000 ms between digits.
            max_digits: How many digits end the entry; with 0 the command fails at once, and a negative number
                means 1. If omitted: 1024.

        Returns:
            `entered`: The caller pressed `#` or entered the maximum number of digits.
            `timeout`: Time ran out; `digits` contains what was entered.
            `failed`: The channel hung up, or the prompt is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.GetData` for its quirks.
        """
        return self.execute(commands.GetData(filename, timeout, max_digits))

    def get_option(self, filename: str, escape_digits: str = "", timeout: int | None = None) -> results.OptionChosen:
        """Play a prompt and wait for one digit.

        Accepts one of the escape digits, while the prompt plays or after it. A further command line stops the
        prompt, and Asterisk then sends no reply; during the wait after the prompt, Asterisk replies at once that
        there was no digit.

        Args:
            filename: The prompt's name without its extension; an empty name counts as a missing file.
            escape_digits: The keys that are accepted; a character that is not a key has no effect.
            timeout: How long to wait after the prompt, in milliseconds; 0 does not wait, a negative number waits
                forever. If omitted: the dialplan's digit timeout, 5000 ms unless changed.

        Returns:
            `digit`: The caller pressed one of the escape digits.
            `no digit`: No accepted digit came in time, or the channel hung up after the prompt.
            `not played`: Nothing was played: the file is missing or empty, or the channel had hung up.
            `hung up`: The channel hung up, or the stream failed, while the prompt played.
            The result is `ok` when the outcome is `digit` or `no digit`.

        Since Asterisk 1.2. See `agicodec.commands.GetOption` for its quirks.
        """
        return self.execute(commands.GetOption(filename, escape_digits, timeout))

    def wait_for_digit(self, timeout: int) -> results.DigitAwaited:
        """Wait for the caller to press a key.

        Takes any key. A further command line ends the wait, and it answers so before that line is run.

        Args:
            timeout: How long to wait, in milliseconds; 0 does not wait, a negative number waits forever.

        Returns:
            `digit`: The caller pressed a key.
            `timeout`: No key was pressed in time.
            `interrupted`: A further command line ended the wait.
            `failed`: The channel hung up or failed.
            `stop`: The manager interface or ARI asked to stop a stream.
            `suspend`: The manager interface or ARI asked to pause a stream.
            `restart`: The manager interface or ARI asked to restart a stream.
            `reverse`: The manager interface or ARI asked to rewind a stream.
            `forward`: The manager interface or ARI asked to forward a stream.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.WaitForDigit` for more.
        """
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
    ) -> results.Recording:
        """Record what the caller says to a file.

        Records until the time limit, an escape digit, the requested length of silence, or a hangup. The word in
        the reply says which it was; the number next to the word timeout is a remaining number of milliseconds,
        not a key.

        Args:
            filename: The file's name without its extension, relative to the sounds directory; a file with an
                empty name cannot be written.
            format: The format, such as `wav` or `gsm`, which is also the extension; an unknown format cannot be
                written.
            escape_digits: The keys that end the recording; a character that is not a key has no effect.
            timeout: How long to record at most, in milliseconds; 0 records nothing, a negative number sets no
                limit.
            offset: Where in an existing file to continue, in samples; an offset before the beginning means the
                beginning. If omitted: the file is replaced.
            beep: Whether to play a beep first. If omitted: no beep.
            silence: How much silence ends the recording, in seconds; with 0 or a negative number, silence does
                not end it. If omitted: silence does not end the recording.

        Returns:
            `digit`: The caller pressed one of the escape digits.
            `timeout`: The time limit was reached, or the caller was silent.
            `digit during beep`: The caller pressed a key while the beep played; nothing was recorded.
            `beep failed`: The beep is missing or the channel hung up while it played; nothing was recorded.
            `hung up`: The channel hung up; what was recorded is kept.
            `cannot write`: The file could not be created.
            `wait failed`: Waiting for audio failed; what was recorded is kept.
            `failed`: The audio that silence detection needs is not available from the channel.
            The result is `ok` when the outcome is `digit` or `timeout`.

        Since Asterisk 1.0. See `agicodec.commands.RecordFile` for its quirks.
        """
        return self.execute(commands.RecordFile(filename, format, escape_digits, timeout, offset, beep, silence))

    def say_number(self, number: int, escape_digits: str = "", gender: str | None = None) -> results.Spoken:
        """Say a number.

        Under EAGI a further command line stops it without a reply; elsewhere it is said to its end first.

        Args:
            number: The number.
            escape_digits: The keys that stop the speech; a character that is not a key has no effect.
            gender: The grammatical gender, in languages that need it, such as `f`, `m`, `c` or `n`. Since
                Asterisk 1.6.0. If omitted or empty: the gender that the language uses for counting.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.SayNumber` for its quirks.
        """
        return self.execute(commands.SayNumber(number, escape_digits, gender))

    def say_digits(self, digits: str, escape_digits: str = "") -> results.Spoken:
        """Say digits one by one.

        Under EAGI a further command line stops it without a reply; elsewhere it is said to its end first.

        Args:
            digits: The digits; `*`, `#` and `-` are said too, and other characters are skipped, but the text must
                begin like a number.
            escape_digits: The keys that stop the speech; a character that is not a key has no effect.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.SayDigits` for its quirks.
        """
        return self.execute(commands.SayDigits(digits, escape_digits))

    def say_alpha(
        self, text: str, escape_digits: str = "", case: Literal["all", "lower", "upper", "none"] | None = None
    ) -> results.Spoken:
        """Spell a text.

        Characters without a sound file are skipped. Under EAGI a further command line stops it without a reply.

        Args:
            text: The text.
            escape_digits: The keys that stop the speech; a character that is not a key has no effect.
            case: For which letters to say whether they are capitals. Since Asterisk 12.0. If omitted: the same as
                `none`.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.2. See `agicodec.commands.SayAlpha` for its quirks.
        """
        return self.execute(commands.SayAlpha(text, escape_digits, case))

    def say_phonetic(self, text: str, escape_digits: str = "") -> results.Spoken:
        """Spell a text with the phonetic alphabet.

        Under EAGI a further command line stops it without a reply; elsewhere it is said to its end first.

        Args:
            text: The text.
            escape_digits: The keys that stop the speech; a character that is not a key has no effect.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.SayPhonetic` for its quirks.
        """
        return self.execute(commands.SayPhonetic(text, escape_digits))

    def say_date(self, time: agicodec.model.Moment, escape_digits: str = "") -> results.Spoken:
        """Say a date.

        Uses the time zone of the machine that Asterisk runs on.

        Args:
            time: The moment.
            escape_digits: The keys that stop the speech; a character that is not a key has no effect.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.2. See `agicodec.commands.SayDate` for its quirks.
        """
        return self.execute(commands.SayDate(time, escape_digits))

    def say_time(self, time: agicodec.model.Moment, escape_digits: str = "") -> results.Spoken:
        """Say a time.

        Uses the time zone of the machine that Asterisk runs on.

        Args:
            time: The moment.
            escape_digits: The keys that stop the speech; a character that is not a key has no effect.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.SayTime` for its quirks.
        """
        return self.execute(commands.SayTime(time, escape_digits))

    def say_datetime(
        self,
        time: agicodec.model.Moment,
        escape_digits: str = "",
        format: str | None = None,
        time_zone: str | None = None,
    ) -> results.Spoken:
        """Say a date and time in a format of your choice.

        The format has the letters of the application SayUnixTime and file names in single quotes.

        Args:
            time: The moment.
            escape_digits: The keys that stop the speech; a character that is not a key has no effect.
            format: The format; with an empty format nothing is said. If omitted: `ABdY 'digits/at' IMp`, or in
                the language `de` exactly `A dBY HMS`.
            time_zone: The time zone, such as `Europe/Berlin`. If omitted or empty: the time zone of the machine
                that Asterisk runs on.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.2. See `agicodec.commands.SayDatetime` for its quirks.
        """
        return self.execute(commands.SayDatetime(time, escape_digits, format, time_zone))

    def speech_create(self, engine: str | None = None) -> results.SpeechDone:
        """Create the session's speech object.

        A session has at most one, which all other SPEECH commands use; it is freed when the session ends.

        Args:
            engine: The engine's name (case-insensitive). If omitted or empty: the default engine.

        Returns:
            `done`: The command succeeded.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechCreate` for its quirks.
        """
        return self.execute(commands.SpeechCreate(engine))

    def speech_set(self, name: str, value: str) -> results.SpeechDone:
        """Change a setting of the speech engine.

        The engine defines which settings there are.

        Args:
            name: The setting's name.
            value: Its value.

        Returns:
            `done`: The command succeeded.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechSet` for more.
        """
        return self.execute(commands.SpeechSet(name, value))

    def speech_destroy(self) -> results.SpeechDone:
        """Destroy the session's speech object.

        Another one may be created afterwards.

        Returns:
            `done`: The command succeeded.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechDestroy` for more.
        """
        return self.execute(commands.SpeechDestroy())

    def speech_load_grammar(self, name: str, path: str) -> results.SpeechDone:
        """Load a grammar into the speech engine.

        The grammar is used for recognition once it is activated.

        Args:
            name: The name by which the other commands refer to it.
            path: Its file.

        Returns:
            `done`: The command succeeded.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechLoadGrammar` for more.
        """
        return self.execute(commands.SpeechLoadGrammar(name, path))

    def speech_unload_grammar(self, name: str) -> results.SpeechDone:
        """Unload a grammar from the speech engine.

        Its name may be used again.

        Args:
            name: The grammar's name.

        Returns:
            `done`: The command succeeded.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechUnloadGrammar` for more.
        """
        return self.execute(commands.SpeechUnloadGrammar(name))

    def speech_activate_grammar(self, name: str) -> results.SpeechDone:
        """Activate a loaded grammar of the speech engine.

        The grammar is used for recognition from now on.

        Args:
            name: The grammar's name.

        Returns:
            `done`: The command succeeded.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechActivateGrammar` for more.
        """
        return self.execute(commands.SpeechActivateGrammar(name))

    def speech_deactivate_grammar(self, name: str) -> results.SpeechDone:
        """Deactivate a grammar of the speech engine.

        The grammar stays loaded but is not used for recognition.

        Args:
            name: The grammar's name.

        Returns:
            `done`: The command succeeded.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechDeactivateGrammar` for more.
        """
        return self.execute(commands.SpeechDeactivateGrammar(name))

    def speech_recognize(self, prompt: str, timeout: int, offset: int | None = None) -> results.Recognition:
        """Play a prompt and recognize what the caller says.

        The engine may stop the prompt when it hears speech. The recognized text is not escaped: if it contains a
        quotation mark followed by a blank and the word grammar, it is cut there.

        Args:
            prompt: The prompt's name without its extension; a missing file is skipped.
            timeout: How long to wait after the prompt, in seconds; 0 or a negative number waits forever.
            offset: Where in the prompt to begin, in samples. If omitted: from the beginning.

        Returns:
            `speech`: The caller spoke; `matches` contains what was recognized.
            `digit`: The caller pressed a key.
            `timeout`: The caller neither spoke nor pressed a key in time.
            `hung up`: The channel hung up.
            `failed`: The session has no speech engine, or the channel's audio is not available.
            The result is `ok` when the outcome is `speech`, `digit` or `timeout`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechRecognize` for its quirks.
        """
        return self.execute(commands.SpeechRecognize(prompt, timeout, offset))

    def receive_char(self, timeout: int) -> results.CharReceived:
        """Wait for a text from the caller and return its first byte.

        Most channels do not support text. The text after the first byte is lost. RTP text and the text of Local
        channels are received.

        Args:
            timeout: How long to wait, in milliseconds; 0 does not wait, a negative number waits forever.

        Returns:
            `received`: A text arrived; `code` is its first byte.
            `empty`: An empty text arrived.
            `failed`: Nothing arrived in time, or the channel hung up.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.ReceiveChar` for its quirks.
        """
        return self.execute(commands.ReceiveChar(timeout))

    def receive_text(self, timeout: int) -> results.TextReceived:
        """Wait for a text from the caller.

        The text is not escaped; a line feed that the caller puts after a closing parenthesis cuts it. RTP text
        and the text of Local channels are received.

        Args:
            timeout: How long to wait, in milliseconds; 0 does not wait, a negative number waits forever.

        Returns:
            `received`: A text arrived.
            `failed`: Nothing arrived in time, or the channel hung up.
            The result is `ok` when the outcome is `received`.

        Since Asterisk 1.2. See `agicodec.commands.ReceiveText` for its quirks.
        """
        return self.execute(commands.ReceiveText(timeout))

    def send_text(self, text: str) -> results.Sent:
        """Send a text to the caller.

        Most channels do not support text.

        Args:
            text: The text.

        Returns:
            `sent`: Asterisk reported no failure.
            `failed`: It could not be sent.
            The result is `ok` when the outcome is `sent`.

        Since Asterisk 1.0. See `agicodec.commands.SendText` for its quirks.
        """
        return self.execute(commands.SendText(text))

    def send_image(self, image: str) -> results.Sent:
        """Send an image to the caller.

        Most channels do not support images; the reply on such a channel reports success too.

        Args:
            image: The image's name without its extension.

        Returns:
            `sent`: Asterisk reported no failure.
            `failed`: It could not be sent.
            The result is `ok` when the outcome is `sent`.

        Since Asterisk 1.0. See `agicodec.commands.SendImage` for more.
        """
        return self.execute(commands.SendImage(image))

    def tdd_mode(self, mode: Literal["on", "off", "mate", "tdd"]) -> results.TddModeSet:
        """Set the channel's mode for telephones for the deaf (TDD).

        Only some channel drivers support it.

        Args:
            mode: The mode.

        Returns:
            `set`: The channel is in the requested mode.
            `not supported`: The channel has no TDD mode.
            The result is `ok` when the outcome is `set`.

        Since Asterisk 1.0. See `agicodec.commands.TddMode` for its quirks.
        """
        return self.execute(commands.TddMode(mode))

    def get_variable(self, name: str | agicodec.model.ReadOnly) -> results.VariableValue:
        """Read a channel variable or a dialplan function.

        Takes the name without `${}`, or a function call such as `CALLERID(num)`. Nothing in them is replaced, and
        `NAME:offset:length` does not work, only in GET FULL VARIABLE. The value is not escaped: if it contains a
        line feed right after a closing parenthesis, it is cut there, and the rest arrives as unexpected lines.

        Args:
            name: The variable's name, or the function with its arguments; it is never empty.

        Returns:
            `set`: It has a value, which may be empty.
            `not set`: It is not set, or the function failed.
            The result is `ok` when the outcome is `set`.

        Since Asterisk 1.0. See `agicodec.commands.GetVariable` for its quirks.
        """
        return self.execute(commands.GetVariable(name))

    def get_full_variable(self, expression: str, channel: str | None = None) -> results.EvaluatedText:
        """Evaluate an expression that contains variables and functions.

        Replaces each `${...}` and `$[...]` in the expression and returns the whole text, of any length;
        `${NAME:offset:length}` is a part of a value, in bytes. The text is not escaped, as with GET VARIABLE;
        `agicodec.dialplan.WholeVariable` reads any value completely. In AsyncAGI, a text of more than 65,520
        bytes stops the channel for good, so evaluate only what is known to be shorter. Never put text from
        outside into the expression, since functions in it can run commands and read files.

        Args:
            expression: The expression, a text with `${...}` in it.
            channel: The channel for which the expression is evaluated: its name, or since 1.8 its unique id; it
                is never empty. If omitted: the session's own channel.

        Returns:
            `evaluated`: The expression was evaluated; an unset variable counts as empty.
            `no such channel`: There is no channel of that name.
            The result is `ok` when the outcome is `evaluated`.

        Since Asterisk 1.2. See `agicodec.commands.GetFullVariable` for its quirks.
        """
        return self.execute(commands.GetFullVariable(expression, channel))

    def set_variable(self, name: str | agicodec.model.WriteOnly, value: str) -> results.Acknowledged:
        """Set a channel variable or write a dialplan function.

        Channels that this channel creates inherit a variable whose name starts with `_`; if it starts with `__`,
        the channels that those create inherit it as well. A name that ends in `)` is a function.

        Args:
            name: The variable's name, or the function with its arguments.
            value: The value, which may be empty.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetVariable` for its quirks.
        """
        return self.execute(commands.SetVariable(name, value))


class AsyncCommands(ABC):
    """Every command as a coroutine method; a subclass says how a command is run.

    A method raises `InvalidArgument` for an argument that cannot be sent, and a `ReplyError` when Asterisk refuses the
    command.
    """

    @abstractmethod
    async def execute(self, command: agicodec.Command[R]) -> R:
        """Run a command and return its result.

        An implementation writes what `Session.send` returns, waits for the `ReplyReceived` event, and returns
        `event.answer_to(command).result()`, which raises a `ReplyError` if Asterisk refused the command.
        """

    @property
    def asterisk_version(self) -> agicodec.AsteriskVersion | None:
        """The version of Asterisk, for which `run` writes the options of applications; None if it is not known."""
        return None

    async def run(self, application: agicodec.dialplan.Application[R]) -> R:
        """Run an application of the dialplan, and return its result.

        This takes one command for each variable that may have the value of an earlier run, an EXEC, and a
        GET FULL VARIABLE for all variables of the result. All of them also run after a hangup.

        Raises:
            InvalidArgument: this Asterisk would not read an argument as it is meant.
            NoSuchApplication: Asterisk does not have the application.
            ReplyError: Asterisk refused a command.
            CallEnded: the call is over.
            TypeError: it is no application.
        """
        run = agicodec.dialplan.Run(application, self.asterisk_version)
        for command in run:
            run.take(await self.execute(command))
        return run.result

    async def answer(self) -> results.Answered:
        """Answer the channel, unless it is up already.

        Does nothing on a channel that is up. Asterisk ignores extra words on the line, so the command takes no
        arguments.

        Returns:
            `answered`: The channel is up.
            `failed`: The channel could not be answered, or it hung up.
            The result is `ok` when the outcome is `answered`.

        Since Asterisk 1.0. See `agicodec.commands.Answer` for more.
        """
        return await self.execute(commands.Answer())

    async def hangup(self, channel: str | None = None) -> results.HangupRequested:
        """Ask a channel to hang up.

        Asterisk only marks the channel, which hangs up soon afterwards. The reply comes before the HANGUP line or
        the SIGHUP that the hangup causes.

        Args:
            channel: The channel's name (case-insensitive), or since 1.8 its unique id; it is never empty. If
                omitted: the session's own channel.

        Returns:
            `requested`: The channel is marked to hang up, and does so soon afterwards.
            `no such channel`: There is no channel of that name.
            The result is `ok` when the outcome is `requested`.

        Since Asterisk 1.0. See `agicodec.commands.Hangup` for more.
        """
        return await self.execute(commands.Hangup(channel))

    async def channel_status(self, channel: str | None = None) -> results.ChannelState:
        """Ask for the state of a channel.

        Without a name, the reply is the present state of the channel. With a name, since Asterisk 12, it is the
        state in the last snapshot that was published, so the two may differ for a moment.

        Args:
            channel: The channel's exact name (case-insensitive); it is never empty. If omitted: the session's own
                channel.

        Returns:
            `down`: The channel is down and available.
            `reserved`: The channel is down but reserved.
            `off hook`: The channel is off hook.
            `digits dialled`: Digits have been dialled.
            `line ringing`: The line is ringing.
            `remote end ringing`: The remote end is ringing.
            `up`: The line is up.
            `busy`: The line is busy.
            `dialing off hook`: Digits have been dialled while off hook.
            `pre-ring`: The channel has detected an incoming call and waits for ringing.
            `no such channel`: There is no channel of that name.
            The result is `ok` unless the outcome is `no such channel`.

        Since Asterisk 1.0. See `agicodec.commands.ChannelStatus` for its quirks.
        """
        return await self.execute(commands.ChannelStatus(channel))

    async def set_autohangup(self, time: float) -> results.Acknowledged:
        """Make the channel hang up after some time.

        Replaces the time that was set before; zero removes it.

        Args:
            time: The seconds from now, to the microsecond; 0 or a negative number means never.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetAutohangup` for its quirks.
        """
        return await self.execute(commands.SetAutohangup(time))

    async def set_callerid(self, caller_id: agicodec.CallerId | str) -> results.Acknowledged:
        """Set the caller's number and name.

        Takes a `CallerId`, which is quoted so that any name arrives unchanged, or a string in Asterisk's own
        notation, which is sent as it is: `"Name" <number>`, a number, or a name. ANI does not change.

        Args:
            caller_id: The caller's number and name; an empty text removes both. At most 255 bytes.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetCallerid` for its quirks.
        """
        return await self.execute(commands.SetCallerid(caller_id))

    async def set_music(self, on: bool, music_class: str | None = None) -> results.Acknowledged:
        """Start or stop music on hold.

        The music plays while Asterisk waits for commands; commands that send audio interrupt it.

        Args:
            on: Whether the music is to play.
            music_class: The music class, as in musiconhold.conf. If omitted or empty: the channel's own class, or
                the default one.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetMusic` for its quirks.
        """
        return await self.execute(commands.SetMusic(on, music_class))

    async def noop(self, text: str | None = None) -> results.Acknowledged:
        """Do nothing.

        Can be used as a probe, since Asterisk always replies, even on a dead channel. Asterisk does nothing with
        the text; it appears in the output of `agi set debug on`, where it helps to trace a call flow.

        Args:
            text: A text for the reader of the debug output; all words of a line are one text. If omitted: no
                text.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.Noop` for its quirks.
        """
        return await self.execute(commands.Noop(text))

    async def verbose(self, message: str, level: int | None = None) -> results.Acknowledged:
        """Write a message to Asterisk's console.

        The message appears on consoles whose verbosity is at least the level.

        Args:
            message: The message.
            level: The verbosity; any number is accepted, although 1 to 4 are documented. If omitted: level 0,
                which every console shows.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.Verbose` for its quirks.
        """
        return await self.execute(commands.Verbose(message, level))

    async def asyncagi_break(self) -> results.Acknowledged:
        """End an AsyncAGI session and go on in the dialplan.

        Outside of AsyncAGI, Asterisk replies and does nothing.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.6.0. See `agicodec.commands.AsyncagiBreak` for its quirks.
        """
        return await self.execute(commands.AsyncagiBreak())

    async def database_put(self, family: str, key: str, value: str) -> results.DatabaseStored:
        """Store a value in the Asterisk database.

        Replaces the previous value of the key.

        Args:
            family: The family, which may be empty.
            key: The key in that family, which may be empty.
            value: The value, which may be empty.

        Returns:
            `stored`: The value is in the database.
            `failed`: The database refused it.
            The result is `ok` when the outcome is `stored`.

        Since Asterisk 1.0. See `agicodec.commands.DatabasePut` for its quirks.
        """
        return await self.execute(commands.DatabasePut(family, key, value))

    async def database_get(self, family: str, key: str) -> results.DatabaseValue:
        """Read a value from the Asterisk database.

        The value is not escaped: if it contains a line feed right after a closing parenthesis, it is cut there,
        and the rest arrives as unexpected lines.

        Args:
            family: The family, which may be empty.
            key: The key in that family, which may be empty.

        Returns:
            `found`: The key has a value, which may be empty.
            `not found`: There is no such key.
            `out of memory`: Asterisk had no memory to read it.
            The result is `ok` when the outcome is `found`.

        Since Asterisk 1.0. See `agicodec.commands.DatabaseGet` for its quirks.
        """
        return await self.execute(commands.DatabaseGet(family, key))

    async def database_del(self, family: str, key: str) -> results.DatabaseDeleted:
        """Delete a key from the Asterisk database.

        Since Asterisk 10, a key that does not exist counts as deleted.

        Args:
            family: The family, which may be empty.
            key: The key in that family, which may be empty.

        Returns:
            `deleted`: The key is not in the database any more.
            `failed`: Nothing was deleted.
            The result is `ok` when the outcome is `deleted`.

        Since Asterisk 1.0. See `agicodec.commands.DatabaseDel` for its quirks.
        """
        return await self.execute(commands.DatabaseDel(family, key))

    async def database_deltree(self, family: str, keytree: str | None = None) -> results.DatabaseTreeDeleted:
        """Delete a family, or a part of it, from the Asterisk database.

        An empty family, which would delete the whole database, is refused. Since 1.6.0, Asterisk's documentation
        describes the two replies the wrong way round; the outcome of the result is correct in every version.

        Args:
            family: The family.
            keytree: The key whose subtree is deleted. If omitted or empty: the whole family.

        Returns:
            `deleted`: At least one key was deleted; before Asterisk 1.6.0, the deletion ran, whether or not any
                key matched.
            `nothing deleted`: No key matched, or the database failed.
            The result is `ok` when the outcome is `deleted`.

        Since Asterisk 1.0. See `agicodec.commands.DatabaseDeltree` for its quirks.
        """
        return await self.execute(commands.DatabaseDeltree(family, keytree))

    async def exec(self, application: str, options: str | None = None) -> results.ApplicationResult:
        """Run a dialplan application.

        The application gets the options unchanged, as one text; `${...}` in them is replaced only if the channel
        variable AGIEXECFULL is true (16.27, 18.13, 19.5, 20 and later). The number that an application returns
        says little about how it ended; read the variable that it sets, such as DIALSTATUS. Some variables may
        have the value of an earlier run: QUEUESTATUS, PLAYBACKSTATUS and RECORDED_FILE.

        Args:
            application: The application's name (case-insensitive); it is not empty and contains no blank.
            options: The text that would be in the parentheses in the dialplan, separated by commas. If omitted:
                no options.

        Returns:
            `ran`: The application ran and returned `value`.
            `failed`: The application returned -1: it failed, or the channel hung up.
            `no such application`: No loaded module has the application.
            The result is `ok` when the outcome is `ran`.

        Since Asterisk 1.0. See `agicodec.commands.Exec` for its quirks.
        """
        return await self.execute(commands.Exec(application, options))

    async def gosub(
        self, context: str, extension: str, priority: int | str, arguments: str | None = None
    ) -> results.GosubResult:
        """Run a dialplan subroutine until it returns.

        Asterisk sends a provisional reply of status 100 when the subroutine starts, and the final reply when it
        has ended.

        Args:
            context: The subroutine's context.
            extension: The extension in that context.
            priority: The priority, or a label; a number below 1 is looked up as a label.
            arguments: The arguments, separated by commas; the subroutine reads them as ARG1, ARG2 and so on. If
                omitted: no arguments.

        Returns:
            `complete`: The subroutine returned.
            `abnormal exit`: The subroutine ended without Return.
            `label not found`: There is no such context, extension or priority.
            `failed`: The application Gosub failed.
            The result is `ok` when the outcome is `complete`.

        Since Asterisk 1.6.0. See `agicodec.commands.Gosub` for its quirks.
        """
        return await self.execute(commands.Gosub(context, extension, priority, arguments))

    async def set_context(self, context: str) -> results.Acknowledged:
        """Set the context in which the dialplan continues.

        Takes effect when the AGI session ends. Whether the context exists is not checked.

        Args:
            context: The context; its name is never empty. At most 79 bytes.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetContext` for its quirks.
        """
        return await self.execute(commands.SetContext(context))

    async def set_extension(self, extension: str) -> results.Acknowledged:
        """Set the extension at which the dialplan continues.

        Takes effect when the AGI session ends. Whether the extension exists is not checked.

        Args:
            extension: The extension; its name is never empty. At most 79 bytes.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetExtension` for its quirks.
        """
        return await self.execute(commands.SetExtension(extension))

    async def set_priority(self, priority: int | str) -> results.Acknowledged:
        """Set the priority at which the dialplan continues.

        Takes effect when the AGI session ends. A label is looked up at once, in the present context and extension
        of the channel; if it does not exist, Asterisk replies with 520, which is a `UsageError`.

        Args:
            priority: The priority, or a label; a negative number changes nothing.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetPriority` for its quirks.
        """
        return await self.execute(commands.SetPriority(priority))

    async def stream_file(self, filename: str, escape_digits: str = "", offset: int | None = None) -> results.Playback:
        """Play a sound file.

        Plays until the end of the file, one of the escape digits, or a hangup. A further command line stops it,
        and then it never answers.

        Args:
            filename: The sound file's name without its extension; an empty name counts as a missing file.
            escape_digits: The keys that stop the playback; a character that is not a key has no effect.
            offset: Where in the file to begin, in samples; an offset before the beginning means the beginning. If
                omitted: from the beginning.

        Returns:
            `finished`: The file was played to its end.
            `digit`: The caller pressed one of the escape digits.
            `not played`: Nothing was played: the file is missing or empty, or the channel had hung up.
            `hung up`: The channel hung up, or the stream failed, while the file played.
            The result is `ok` when the outcome is `finished` or `digit`.

        Since Asterisk 1.0. See `agicodec.commands.StreamFile` for its quirks.
        """
        return await self.execute(commands.StreamFile(filename, escape_digits, offset))

    async def control_stream_file(
        self,
        filename: str,
        escape_digits: str = "",
        skip: int | None = None,
        forward_keys: str | None = None,
        rewind_keys: str | None = None,
        pause_keys: str | None = None,
        offset: int | None = None,
    ) -> results.ControlledPlayback:
        """Play a sound file that the caller can wind forward, rewind and pause.

        Asterisk checks the forward and rewind keys before the escape digits: with the default keys, `#` and `*`
        never stop the playback. A filename that ends in `:end` starts from the end of the file.

        Args:
            filename: The sound file's name without its extension; an empty name counts as a missing file.
            escape_digits: The keys that stop the playback; a character that is not a key has no effect.
            skip: How far each press of the forward or rewind key goes, in milliseconds; a negative number
                exchanges the two. If omitted: 3000 ms.
            forward_keys: The keys that go forward; a character that is not a key switches this off. If omitted or
                empty: the key `#`.
            rewind_keys: The keys that go back; a character that is not a key switches this off. If omitted or
                empty: the key `*`.
            pause_keys: The keys that pause; each of them also resumes. If omitted or empty: no key.
            offset: Where in the file to begin, calculated with 8000 samples a second, in milliseconds; with a
                negative offset, nothing is played. Since Asterisk 12.0. If omitted: from the beginning.

        Returns:
            `finished`: The file was played to its end.
            `digit`: The caller pressed one of the escape digits.
            `stopped remotely`: The manager interface or ARI stopped the playback.
            `not played`: The file is missing, or the channel hung up at its very end.
            `hung up`: The channel hung up, or the stream failed, while the file played.
            `failed`: The file is missing or the channel hung up; Asterisk before 12 does not say which.
            The result is `ok` when the outcome is `finished`, `digit` or `stopped remotely`.

        Since Asterisk 1.2. See `agicodec.commands.ControlStreamFile` for its quirks.
        """
        return await self.execute(
            commands.ControlStreamFile(filename, escape_digits, skip, forward_keys, rewind_keys, pause_keys, offset)
        )

    async def get_data(
        self, filename: str, timeout: int | None = None, max_digits: int | None = None
    ) -> results.DigitsEntered:
        """Play a prompt and take digits from the caller.

        The entry ends with `#`, which is not part of it, with the last of `max_digits`, or when time runs out. A
        further command line stops it. Asterisk then sends no reply, and what the caller had entered is lost.

        Args:
            filename: The prompt's name without its extension; since 1.6, an empty name means no prompt.
            timeout: How long to wait for each digit, in milliseconds; 0 means the default, a negative number
                waits forever. If omitted: 6000 ms for the first digit and 2000 ms between digits.
            max_digits: How many digits end the entry; with 0 the command fails at once, and a negative number
                means 1. If omitted: 1024.

        Returns:
            `entered`: The caller pressed `#` or entered the maximum number of digits.
            `timeout`: Time ran out; `digits` contains what was entered.
            `failed`: The channel hung up, or the prompt is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.GetData` for its quirks.
        """
        return await self.execute(commands.GetData(filename, timeout, max_digits))

    async def get_option(
        self, filename: str, escape_digits: str = "", timeout: int | None = None
    ) -> results.OptionChosen:
        """Play a prompt and wait for one digit.

        Accepts one of the escape digits, while the prompt plays or after it. A further command line stops the
        prompt, and Asterisk then sends no reply; during the wait after the prompt, Asterisk replies at once that
        there was no digit.

        Args:
            filename: The prompt's name without its extension; an empty name counts as a missing file.
            escape_digits: The keys that are accepted; a character that is not a key has no effect.
            timeout: How long to wait after the prompt, in milliseconds; 0 does not wait, a negative number waits
                forever. If omitted: the dialplan's digit timeout, 5000 ms unless changed.

        Returns:
            `digit`: The caller pressed one of the escape digits.
            `no digit`: No accepted digit came in time, or the channel hung up after the prompt.
            `not played`: Nothing was played: the file is missing or empty, or the channel had hung up.
            `hung up`: The channel hung up, or the stream failed, while the prompt played.
            The result is `ok` when the outcome is `digit` or `no digit`.

        Since Asterisk 1.2. See `agicodec.commands.GetOption` for its quirks.
        """
        return await self.execute(commands.GetOption(filename, escape_digits, timeout))

    async def wait_for_digit(self, timeout: int) -> results.DigitAwaited:
        """Wait for the caller to press a key.

        Takes any key. A further command line ends the wait, and it answers so before that line is run.

        Args:
            timeout: How long to wait, in milliseconds; 0 does not wait, a negative number waits forever.

        Returns:
            `digit`: The caller pressed a key.
            `timeout`: No key was pressed in time.
            `interrupted`: A further command line ended the wait.
            `failed`: The channel hung up or failed.
            `stop`: The manager interface or ARI asked to stop a stream.
            `suspend`: The manager interface or ARI asked to pause a stream.
            `restart`: The manager interface or ARI asked to restart a stream.
            `reverse`: The manager interface or ARI asked to rewind a stream.
            `forward`: The manager interface or ARI asked to forward a stream.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.WaitForDigit` for more.
        """
        return await self.execute(commands.WaitForDigit(timeout))

    async def record_file(
        self,
        filename: str,
        format: str,
        escape_digits: str = "",
        timeout: int = -1,
        offset: int | None = None,
        beep: bool = False,
        silence: int | None = None,
    ) -> results.Recording:
        """Record what the caller says to a file.

        Records until the time limit, an escape digit, the requested length of silence, or a hangup. The word in
        the reply says which it was; the number next to the word timeout is a remaining number of milliseconds,
        not a key.

        Args:
            filename: The file's name without its extension, relative to the sounds directory; a file with an
                empty name cannot be written.
            format: The format, such as `wav` or `gsm`, which is also the extension; an unknown format cannot be
                written.
            escape_digits: The keys that end the recording; a character that is not a key has no effect.
            timeout: How long to record at most, in milliseconds; 0 records nothing, a negative number sets no
                limit.
            offset: Where in an existing file to continue, in samples; an offset before the beginning means the
                beginning. If omitted: the file is replaced.
            beep: Whether to play a beep first. If omitted: no beep.
            silence: How much silence ends the recording, in seconds; with 0 or a negative number, silence does
                not end it. If omitted: silence does not end the recording.

        Returns:
            `digit`: The caller pressed one of the escape digits.
            `timeout`: The time limit was reached, or the caller was silent.
            `digit during beep`: The caller pressed a key while the beep played; nothing was recorded.
            `beep failed`: The beep is missing or the channel hung up while it played; nothing was recorded.
            `hung up`: The channel hung up; what was recorded is kept.
            `cannot write`: The file could not be created.
            `wait failed`: Waiting for audio failed; what was recorded is kept.
            `failed`: The audio that silence detection needs is not available from the channel.
            The result is `ok` when the outcome is `digit` or `timeout`.

        Since Asterisk 1.0. See `agicodec.commands.RecordFile` for its quirks.
        """
        return await self.execute(commands.RecordFile(filename, format, escape_digits, timeout, offset, beep, silence))

    async def say_number(self, number: int, escape_digits: str = "", gender: str | None = None) -> results.Spoken:
        """Say a number.

        Under EAGI a further command line stops it without a reply; elsewhere it is said to its end first.

        Args:
            number: The number.
            escape_digits: The keys that stop the speech; a character that is not a key has no effect.
            gender: The grammatical gender, in languages that need it, such as `f`, `m`, `c` or `n`. Since
                Asterisk 1.6.0. If omitted or empty: the gender that the language uses for counting.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.SayNumber` for its quirks.
        """
        return await self.execute(commands.SayNumber(number, escape_digits, gender))

    async def say_digits(self, digits: str, escape_digits: str = "") -> results.Spoken:
        """Say digits one by one.

        Under EAGI a further command line stops it without a reply; elsewhere it is said to its end first.

        Args:
            digits: The digits; `*`, `#` and `-` are said too, and other characters are skipped, but the text must
                begin like a number.
            escape_digits: The keys that stop the speech; a character that is not a key has no effect.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.SayDigits` for its quirks.
        """
        return await self.execute(commands.SayDigits(digits, escape_digits))

    async def say_alpha(
        self, text: str, escape_digits: str = "", case: Literal["all", "lower", "upper", "none"] | None = None
    ) -> results.Spoken:
        """Spell a text.

        Characters without a sound file are skipped. Under EAGI a further command line stops it without a reply.

        Args:
            text: The text.
            escape_digits: The keys that stop the speech; a character that is not a key has no effect.
            case: For which letters to say whether they are capitals. Since Asterisk 12.0. If omitted: the same as
                `none`.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.2. See `agicodec.commands.SayAlpha` for its quirks.
        """
        return await self.execute(commands.SayAlpha(text, escape_digits, case))

    async def say_phonetic(self, text: str, escape_digits: str = "") -> results.Spoken:
        """Spell a text with the phonetic alphabet.

        Under EAGI a further command line stops it without a reply; elsewhere it is said to its end first.

        Args:
            text: The text.
            escape_digits: The keys that stop the speech; a character that is not a key has no effect.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.SayPhonetic` for its quirks.
        """
        return await self.execute(commands.SayPhonetic(text, escape_digits))

    async def say_date(self, time: agicodec.model.Moment, escape_digits: str = "") -> results.Spoken:
        """Say a date.

        Uses the time zone of the machine that Asterisk runs on.

        Args:
            time: The moment.
            escape_digits: The keys that stop the speech; a character that is not a key has no effect.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.2. See `agicodec.commands.SayDate` for its quirks.
        """
        return await self.execute(commands.SayDate(time, escape_digits))

    async def say_time(self, time: agicodec.model.Moment, escape_digits: str = "") -> results.Spoken:
        """Say a time.

        Uses the time zone of the machine that Asterisk runs on.

        Args:
            time: The moment.
            escape_digits: The keys that stop the speech; a character that is not a key has no effect.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.SayTime` for its quirks.
        """
        return await self.execute(commands.SayTime(time, escape_digits))

    async def say_datetime(
        self,
        time: agicodec.model.Moment,
        escape_digits: str = "",
        format: str | None = None,
        time_zone: str | None = None,
    ) -> results.Spoken:
        """Say a date and time in a format of your choice.

        The format has the letters of the application SayUnixTime and file names in single quotes.

        Args:
            time: The moment.
            escape_digits: The keys that stop the speech; a character that is not a key has no effect.
            format: The format; with an empty format nothing is said. If omitted: `ABdY 'digits/at' IMp`, or in
                the language `de` exactly `A dBY HMS`.
            time_zone: The time zone, such as `Europe/Berlin`. If omitted or empty: the time zone of the machine
                that Asterisk runs on.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.2. See `agicodec.commands.SayDatetime` for its quirks.
        """
        return await self.execute(commands.SayDatetime(time, escape_digits, format, time_zone))

    async def speech_create(self, engine: str | None = None) -> results.SpeechDone:
        """Create the session's speech object.

        A session has at most one, which all other SPEECH commands use; it is freed when the session ends.

        Args:
            engine: The engine's name (case-insensitive). If omitted or empty: the default engine.

        Returns:
            `done`: The command succeeded.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechCreate` for its quirks.
        """
        return await self.execute(commands.SpeechCreate(engine))

    async def speech_set(self, name: str, value: str) -> results.SpeechDone:
        """Change a setting of the speech engine.

        The engine defines which settings there are.

        Args:
            name: The setting's name.
            value: Its value.

        Returns:
            `done`: The command succeeded.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechSet` for more.
        """
        return await self.execute(commands.SpeechSet(name, value))

    async def speech_destroy(self) -> results.SpeechDone:
        """Destroy the session's speech object.

        Another one may be created afterwards.

        Returns:
            `done`: The command succeeded.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechDestroy` for more.
        """
        return await self.execute(commands.SpeechDestroy())

    async def speech_load_grammar(self, name: str, path: str) -> results.SpeechDone:
        """Load a grammar into the speech engine.

        The grammar is used for recognition once it is activated.

        Args:
            name: The name by which the other commands refer to it.
            path: Its file.

        Returns:
            `done`: The command succeeded.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechLoadGrammar` for more.
        """
        return await self.execute(commands.SpeechLoadGrammar(name, path))

    async def speech_unload_grammar(self, name: str) -> results.SpeechDone:
        """Unload a grammar from the speech engine.

        Its name may be used again.

        Args:
            name: The grammar's name.

        Returns:
            `done`: The command succeeded.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechUnloadGrammar` for more.
        """
        return await self.execute(commands.SpeechUnloadGrammar(name))

    async def speech_activate_grammar(self, name: str) -> results.SpeechDone:
        """Activate a loaded grammar of the speech engine.

        The grammar is used for recognition from now on.

        Args:
            name: The grammar's name.

        Returns:
            `done`: The command succeeded.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechActivateGrammar` for more.
        """
        return await self.execute(commands.SpeechActivateGrammar(name))

    async def speech_deactivate_grammar(self, name: str) -> results.SpeechDone:
        """Deactivate a grammar of the speech engine.

        The grammar stays loaded but is not used for recognition.

        Args:
            name: The grammar's name.

        Returns:
            `done`: The command succeeded.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechDeactivateGrammar` for more.
        """
        return await self.execute(commands.SpeechDeactivateGrammar(name))

    async def speech_recognize(self, prompt: str, timeout: int, offset: int | None = None) -> results.Recognition:
        """Play a prompt and recognize what the caller says.

        The engine may stop the prompt when it hears speech. The recognized text is not escaped: if it contains a
        quotation mark followed by a blank and the word grammar, it is cut there.

        Args:
            prompt: The prompt's name without its extension; a missing file is skipped.
            timeout: How long to wait after the prompt, in seconds; 0 or a negative number waits forever.
            offset: Where in the prompt to begin, in samples. If omitted: from the beginning.

        Returns:
            `speech`: The caller spoke; `matches` contains what was recognized.
            `digit`: The caller pressed a key.
            `timeout`: The caller neither spoke nor pressed a key in time.
            `hung up`: The channel hung up.
            `failed`: The session has no speech engine, or the channel's audio is not available.
            The result is `ok` when the outcome is `speech`, `digit` or `timeout`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechRecognize` for its quirks.
        """
        return await self.execute(commands.SpeechRecognize(prompt, timeout, offset))

    async def receive_char(self, timeout: int) -> results.CharReceived:
        """Wait for a text from the caller and return its first byte.

        Most channels do not support text. The text after the first byte is lost. RTP text and the text of Local
        channels are received.

        Args:
            timeout: How long to wait, in milliseconds; 0 does not wait, a negative number waits forever.

        Returns:
            `received`: A text arrived; `code` is its first byte.
            `empty`: An empty text arrived.
            `failed`: Nothing arrived in time, or the channel hung up.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.ReceiveChar` for its quirks.
        """
        return await self.execute(commands.ReceiveChar(timeout))

    async def receive_text(self, timeout: int) -> results.TextReceived:
        """Wait for a text from the caller.

        The text is not escaped; a line feed that the caller puts after a closing parenthesis cuts it. RTP text
        and the text of Local channels are received.

        Args:
            timeout: How long to wait, in milliseconds; 0 does not wait, a negative number waits forever.

        Returns:
            `received`: A text arrived.
            `failed`: Nothing arrived in time, or the channel hung up.
            The result is `ok` when the outcome is `received`.

        Since Asterisk 1.2. See `agicodec.commands.ReceiveText` for its quirks.
        """
        return await self.execute(commands.ReceiveText(timeout))

    async def send_text(self, text: str) -> results.Sent:
        """Send a text to the caller.

        Most channels do not support text.

        Args:
            text: The text.

        Returns:
            `sent`: Asterisk reported no failure.
            `failed`: It could not be sent.
            The result is `ok` when the outcome is `sent`.

        Since Asterisk 1.0. See `agicodec.commands.SendText` for its quirks.
        """
        return await self.execute(commands.SendText(text))

    async def send_image(self, image: str) -> results.Sent:
        """Send an image to the caller.

        Most channels do not support images; the reply on such a channel reports success too.

        Args:
            image: The image's name without its extension.

        Returns:
            `sent`: Asterisk reported no failure.
            `failed`: It could not be sent.
            The result is `ok` when the outcome is `sent`.

        Since Asterisk 1.0. See `agicodec.commands.SendImage` for more.
        """
        return await self.execute(commands.SendImage(image))

    async def tdd_mode(self, mode: Literal["on", "off", "mate", "tdd"]) -> results.TddModeSet:
        """Set the channel's mode for telephones for the deaf (TDD).

        Only some channel drivers support it.

        Args:
            mode: The mode.

        Returns:
            `set`: The channel is in the requested mode.
            `not supported`: The channel has no TDD mode.
            The result is `ok` when the outcome is `set`.

        Since Asterisk 1.0. See `agicodec.commands.TddMode` for its quirks.
        """
        return await self.execute(commands.TddMode(mode))

    async def get_variable(self, name: str | agicodec.model.ReadOnly) -> results.VariableValue:
        """Read a channel variable or a dialplan function.

        Takes the name without `${}`, or a function call such as `CALLERID(num)`. Nothing in them is replaced, and
        `NAME:offset:length` does not work, only in GET FULL VARIABLE. The value is not escaped: if it contains a
        line feed right after a closing parenthesis, it is cut there, and the rest arrives as unexpected lines.

        Args:
            name: The variable's name, or the function with its arguments; it is never empty.

        Returns:
            `set`: It has a value, which may be empty.
            `not set`: It is not set, or the function failed.
            The result is `ok` when the outcome is `set`.

        Since Asterisk 1.0. See `agicodec.commands.GetVariable` for its quirks.
        """
        return await self.execute(commands.GetVariable(name))

    async def get_full_variable(self, expression: str, channel: str | None = None) -> results.EvaluatedText:
        """Evaluate an expression that contains variables and functions.

        Replaces each `${...}` and `$[...]` in the expression and returns the whole text, of any length;
        `${NAME:offset:length}` is a part of a value, in bytes. The text is not escaped, as with GET VARIABLE;
        `agicodec.dialplan.WholeVariable` reads any value completely. In AsyncAGI, a text of more than 65,520
        bytes stops the channel for good, so evaluate only what is known to be shorter. Never put text from
        outside into the expression, since functions in it can run commands and read files.

        Args:
            expression: The expression, a text with `${...}` in it.
            channel: The channel for which the expression is evaluated: its name, or since 1.8 its unique id; it
                is never empty. If omitted: the session's own channel.

        Returns:
            `evaluated`: The expression was evaluated; an unset variable counts as empty.
            `no such channel`: There is no channel of that name.
            The result is `ok` when the outcome is `evaluated`.

        Since Asterisk 1.2. See `agicodec.commands.GetFullVariable` for its quirks.
        """
        return await self.execute(commands.GetFullVariable(expression, channel))

    async def set_variable(self, name: str | agicodec.model.WriteOnly, value: str) -> results.Acknowledged:
        """Set a channel variable or write a dialplan function.

        Channels that this channel creates inherit a variable whose name starts with `_`; if it starts with `__`,
        the channels that those create inherit it as well. A name that ends in `)` is a function.

        Args:
            name: The variable's name, or the function with its arguments.
            value: The value, which may be empty.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetVariable` for its quirks.
        """
        return await self.execute(commands.SetVariable(name, value))
