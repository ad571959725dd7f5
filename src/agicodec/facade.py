# Generated from spec/commands by `make generate`: change the spec, not this file.

"""Every command as a method, over one method that runs a command.

A framework subclasses `Commands` or `AsyncCommands`, writes `execute`, and has them all.
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
        """Run a command and give its result.

        An implementation writes what `Session.send` gives, waits for the `ReplyReceived` event, and returns
        `event.answer_to(command).result()`, which raises a `ReplyError` when Asterisk refused the command.
        """

    def answer(self) -> results.Answered:
        """Answer the channel if it is not up already.

        Does nothing on a channel that is up. Extra words on the line would be ignored, so it takes no arguments.

        Returns:
            `answered`: The channel is up.
            `failed`: The channel could not be answered, or it hung up.
            The result is `ok` when the outcome is `answered`.

        Since Asterisk 1.0. See `agicodec.commands.Answer` for more.
        """
        return self.execute(commands.Answer())

    def hangup(self, channel: str | None = None) -> results.HangupRequested:
        """Ask a channel to hang up.

        The channel is only marked: it hangs up in its own time, and the reply comes before the HANGUP line or the
        SIGHUP that follows from it.

        Args:
            channel: The channel's name, without regard to case, or since 1.8 its unique id; no channel has an
                empty one. When left out: the session's own channel.

        Returns:
            `requested`: The channel is marked to hang up, and does so in its own time.
            `no such channel`: There is no channel of that name.
            The result is `ok` when the outcome is `requested`.

        Since Asterisk 1.0. See `agicodec.commands.Hangup` for more.
        """
        return self.execute(commands.Hangup(channel))

    def channel_status(self, channel: str | None = None) -> results.ChannelState:
        """Ask for the state of a channel.

        Without a name it reads the live channel; with one, since Asterisk 12, the last snapshot that was
        published, so the two may differ for a moment.

        Args:
            channel: The channel's exact name, without regard to case; no channel has an empty one. When left out:
                the session's own channel.

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
        """Have the channel hang up by itself after some time.

        Replaces the time set before; zero takes it away.

        Args:
            time: The seconds from now, kept to the microsecond; 0 for never, and so is any negative number.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetAutohangup` for its quirks.
        """
        return self.execute(commands.SetAutohangup(time))

    def set_callerid(self, caller_id: agicodec.CallerId | str) -> results.Acknowledged:
        """Set the caller's number and name.

        Takes a `CallerId`, which is quoted so that any name arrives whole, or a string in Asterisk's own
        notation, which is sent as it stands: `"Name" <number>`, a number, or a name. ANI stays as it was.

        Args:
            caller_id: The caller's number and name; an empty text takes both away. At most 255 bytes.

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
            music_class: The music class, as in musiconhold.conf. When left out or empty: the channel's own class,
                or the default one.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetMusic` for its quirks.
        """
        return self.execute(commands.SetMusic(on, music_class))

    def noop(self, text: str | None = None) -> results.Acknowledged:
        """Do nothing.

        A probe: it always answers, on a dead channel too. Asterisk does nothing with its text, which shows in the
        output of `agi set debug on` and so serves to trace a flow.

        Args:
            text: A text for who reads the debug output; words on a line are one text. When left out: no text.

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
            level: The verbosity; any number will do, though documented as 1 to 4. When left out: level 0: every
                console shows it.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.Verbose` for its quirks.
        """
        return self.execute(commands.Verbose(message, level))

    def asyncagi_break(self) -> results.Acknowledged:
        """End an AsyncAGI session and go on in the dialplan.

        Outside AsyncAGI it is answered and does nothing.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.6.0. See `agicodec.commands.AsyncagiBreak` for its quirks.
        """
        return self.execute(commands.AsyncagiBreak())

    def database_put(self, family: str, key: str, value: str) -> results.DatabaseStored:
        """Store a value in the Asterisk database.

        Replaces the value that the key had.

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

        The value comes back unescaped: one that holds a line feed right after a closing parenthesis is cut there,
        and the rest arrives as lines that nothing asked for.

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

        Since Asterisk 10 a key that was not there counts as deleted.

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

        An empty family, which would wipe the whole database, is refused. Asterisk's documentation has the two
        replies the wrong way round since 1.6.0; the outcome here is the true one in each.

        Args:
            family: The family.
            keytree: The key whose subtree is deleted. When left out or empty: the whole family.

        Returns:
            `deleted`: At least one key was deleted; before Asterisk 1.6.0, the deletion ran, whatever it found.
            `nothing deleted`: No key matched, or the database failed.
            The result is `ok` when the outcome is `deleted`.

        Since Asterisk 1.0. See `agicodec.commands.DatabaseDeltree` for its quirks.
        """
        return self.execute(commands.DatabaseDeltree(family, keytree))

    def exec(self, application: str, options: str | None = None) -> results.ApplicationResult:
        """Run a dialplan application.

        The options are handed to the application as they stand, in one piece; `${...}` in them is replaced only
        when the channel variable AGIEXECFULL is true (16.27, 18.13, 19.5, 20 and later). What an application
        returns says little: the variable that it sets, such as DIALSTATUS, says how it went. Some variables are
        not cleared before: read QUEUESTATUS, PLAYBACKSTATUS and RECORDED_FILE with care.

        Args:
            application: The application's name, without regard to case; none has a blank in it, or is empty.
            options: What stands between the parentheses in the dialplan, separated by commas. When left out: no
                options.

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
        """Run a dialplan subroutine and come back.

        Runs the routine at the given place until its Return. Asterisk answers 100 as it starts and the reply
        proper when it has ended.

        Args:
            context: The routine's context.
            extension: The extension in that context.
            priority: The priority, or a label; a number below 1 is looked up as a label.
            arguments: The arguments, separated by commas; the routine finds them in ARG1, ARG2 and so on. When
                left out: no arguments.

        Returns:
            `complete`: The routine returned.
            `abnormal exit`: The routine ended without Return.
            `label not found`: There is no such context, extension or priority.
            `failed`: The application Gosub failed.
            The result is `ok` when the outcome is `complete`.

        Since Asterisk 1.6.0. See `agicodec.commands.Gosub` for its quirks.
        """
        return self.execute(commands.Gosub(context, extension, priority, arguments))

    def set_context(self, context: str) -> results.Acknowledged:
        """Set the context in which the dialplan goes on.

        Takes effect when the AGI session ends. Whether the context exists is not checked.

        Args:
            context: The context; none has an empty name. At most 79 bytes.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetContext` for its quirks.
        """
        return self.execute(commands.SetContext(context))

    def set_extension(self, extension: str) -> results.Acknowledged:
        """Set the extension at which the dialplan goes on.

        Takes effect when the AGI session ends. Whether the extension exists is not checked.

        Args:
            extension: The extension; none has an empty name. At most 79 bytes.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetExtension` for its quirks.
        """
        return self.execute(commands.SetExtension(extension))

    def set_priority(self, priority: int | str) -> results.Acknowledged:
        """Set the priority at which the dialplan goes on.

        Takes effect when the AGI session ends. A label is looked up at once, in the channel's context and
        extension as they are then; one that is not found is answered with 520, hence `UsageError`.

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
            filename: The sound file's name without its extension; an empty one is a missing file.
            escape_digits: The keys that stop the playback; a character that is no key stops nothing.
            offset: Where in the file to begin, in samples; one before the beginning is the beginning. When left
                out: from the beginning.

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
        """Play a sound file that the caller can wind and pause.

        The forward and rewind keys are looked at before the escape digits: with the default keys, `#` and `*`
        never stop the playback. A filename that ends in `:end` starts from the end of the file.

        Args:
            filename: The sound file's name without its extension; an empty one is a missing file.
            escape_digits: The keys that stop the playback; a character that is no key stops nothing.
            skip: How far each press of the forward or rewind key goes, in milliseconds; a negative one exchanges
                the two. When left out: 3000 ms.
            forward_keys: The keys that go forward; a character that is no key switches this off. When left out or
                empty: the key `#`.
            rewind_keys: The keys that go back; a character that is no key switches this off. When left out or
                empty: the key `*`.
            pause_keys: The keys that pause, each of which resumes too. When left out or empty: no key.
            offset: Where in the file to begin, of which a negative one plays nothing, in milliseconds; Asterisk
                reckons with 8000 samples a second. Since Asterisk 12.0. When left out: from the beginning.

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
        further command line stops it; then it never answers, and what had been entered is lost.

        Args:
            filename: The prompt's name without its extension; empty for none, since 1.6.
            timeout: How long to wait for each digit, in milliseconds; 0 is as when left out, a negative one waits
                forever. When left out: 6000 ms for the first digit and 2000 ms between digits.
            max_digits: How many digits end the entry; 0 fails at once, and a negative number is as 1. When left
                out: 1024.

        Returns:
            `entered`: The caller pressed `#` or entered as many digits as were asked for.
            `timeout`: Time ran out; `digits` holds what had been entered.
            `failed`: The channel hung up, or the prompt is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.GetData` for its quirks.
        """
        return self.execute(commands.GetData(filename, timeout, max_digits))

    def get_option(self, filename: str, escape_digits: str = "", timeout: int | None = None) -> results.OptionChosen:
        """Play a prompt and wait for one digit.

        Takes one of the escape digits, while the prompt plays or after it. A further command line stops the
        prompt, and then it never answers; during the wait after the prompt it answers at once that there was no
        digit.

        Args:
            filename: The prompt's name without its extension; an empty one is a missing file.
            escape_digits: The keys that are accepted; a character that is no key adds none.
            timeout: How long to wait after the prompt, in milliseconds; 0 does not wait, a negative one waits
                forever. When left out: the dialplan's digit timeout, 5000 ms unless changed.

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
            timeout: How long to wait, in milliseconds; 0 does not wait, a negative one waits forever.

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

        Records until the time is up, an escape digit, as much silence as asked for, or a hangup. The word in the
        reply tells which; the number beside the word timeout is a rest of milliseconds, not a key.

        Args:
            filename: The file's name without its extension, relative to the sounds directory; an empty one cannot
                be written.
            format: The format, such as `wav` or `gsm`, which is also the extension; an unknown one cannot be
                written.
            escape_digits: The keys that end the recording; a character that is no key ends nothing.
            timeout: How long to record at most, in milliseconds; 0 records nothing, a negative one sets no limit.
            offset: Where in an existing file to go on, in samples; one before the beginning is the beginning.
                When left out: the file is written anew.
            beep: Whether to play a beep first. When left out: no beep.
            silence: How much silence ends the recording, in seconds; with 0 and less, silence does not end it.
                When left out: silence does not end the recording.

        Returns:
            `digit`: The caller pressed one of the escape digits.
            `timeout`: The time limit was reached, or the caller fell silent.
            `digit during beep`: The caller pressed a key while the beep played; nothing was recorded.
            `beep failed`: The beep is missing or the channel hung up while it played; nothing was recorded.
            `hung up`: The channel hung up; what was recorded is kept.
            `cannot write`: The file could not be created.
            `wait failed`: Waiting for audio failed; what was recorded is kept.
            `failed`: The channel cannot give the audio that silence detection needs.
            The result is `ok` when the outcome is `digit` or `timeout`.

        Since Asterisk 1.0. See `agicodec.commands.RecordFile` for its quirks.
        """
        return self.execute(commands.RecordFile(filename, format, escape_digits, timeout, offset, beep, silence))

    def say_number(self, number: int, escape_digits: str = "", gender: str | None = None) -> results.Spoken:
        """Say a number.

        Under EAGI a further command line stops it without a reply; elsewhere it is said to its end first.

        Args:
            number: The number.
            escape_digits: The keys that stop the speech; a character that is no key stops nothing.
            gender: The grammatical gender, in languages that need it, such as `f`, `m`, `c` or `n`. Since
                Asterisk 1.6.0. When left out or empty: the gender that the language uses for counting.

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
            digits: The digits; `*`, `#` and `-` are said too, and what has no sound is skipped, but the text must
                begin with a number.
            escape_digits: The keys that stop the speech; a character that is no key stops nothing.

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
            escape_digits: The keys that stop the speech; a character that is no key stops nothing.
            case: For which letters to say whether they are capitals. Since Asterisk 12.0. When left out: as
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
            escape_digits: The keys that stop the speech; a character that is no key stops nothing.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.SayPhonetic` for its quirks.
        """
        return self.execute(commands.SayPhonetic(text, escape_digits))

    def say_date(self, time: agicodec.moments.Moment, escape_digits: str = "") -> results.Spoken:
        """Say a date.

        Says it in the time zone of the Asterisk machine.

        Args:
            time: The moment.
            escape_digits: The keys that stop the speech; a character that is no key stops nothing.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.2. See `agicodec.commands.SayDate` for its quirks.
        """
        return self.execute(commands.SayDate(time, escape_digits))

    def say_time(self, time: agicodec.moments.Moment, escape_digits: str = "") -> results.Spoken:
        """Say a time.

        Says it in the time zone of the Asterisk machine.

        Args:
            time: The moment.
            escape_digits: The keys that stop the speech; a character that is no key stops nothing.

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
        time: agicodec.moments.Moment,
        escape_digits: str = "",
        format: str | None = None,
        time_zone: str | None = None,
    ) -> results.Spoken:
        """Say a date and time in a format of one's own.

        The format has the letters of the application SayUnixTime and file names in single quotes.

        Args:
            time: The moment.
            escape_digits: The keys that stop the speech; a character that is no key stops nothing.
            format: The format; an empty one says nothing. When left out: `ABdY 'digits/at' IMp`, or in the
                language `de` exactly `A dBY HMS`.
            time_zone: The time zone, such as `Europe/Berlin`. When left out or empty: the time zone of the
                Asterisk machine.

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
            engine: The engine's name, without regard to case. When left out or empty: the default engine.

        Returns:
            `done`: It did.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechCreate` for its quirks.
        """
        return self.execute(commands.SpeechCreate(engine))

    def speech_set(self, name: str, value: str) -> results.SpeechDone:
        """Change a setting of the speech engine.

        The settings are the engine's own.

        Args:
            name: The setting's name.
            value: Its value.

        Returns:
            `done`: It did.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechSet` for more.
        """
        return self.execute(commands.SpeechSet(name, value))

    def speech_destroy(self) -> results.SpeechDone:
        """Destroy the session's speech object.

        Another one may be created afterwards.

        Returns:
            `done`: It did.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechDestroy` for more.
        """
        return self.execute(commands.SpeechDestroy())

    def speech_load_grammar(self, name: str, path: str) -> results.SpeechDone:
        """Load a grammar into the speech engine.

        It takes part in recognition once it is activated.

        Args:
            name: The name by which it is known from now on.
            path: Its file.

        Returns:
            `done`: It did.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechLoadGrammar` for more.
        """
        return self.execute(commands.SpeechLoadGrammar(name, path))

    def speech_unload_grammar(self, name: str) -> results.SpeechDone:
        """Unload a grammar from the speech engine.

        Its name is free again.

        Args:
            name: The grammar's name.

        Returns:
            `done`: It did.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechUnloadGrammar` for more.
        """
        return self.execute(commands.SpeechUnloadGrammar(name))

    def speech_activate_grammar(self, name: str) -> results.SpeechDone:
        """Activate a loaded grammar of the speech engine.

        It takes part in recognition from now on.

        Args:
            name: The grammar's name.

        Returns:
            `done`: It did.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechActivateGrammar` for more.
        """
        return self.execute(commands.SpeechActivateGrammar(name))

    def speech_deactivate_grammar(self, name: str) -> results.SpeechDone:
        """Deactivate a grammar of the speech engine.

        It stays loaded but takes no part in recognition.

        Args:
            name: The grammar's name.

        Returns:
            `done`: It did.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechDeactivateGrammar` for more.
        """
        return self.execute(commands.SpeechDeactivateGrammar(name))

    def speech_recognize(self, prompt: str, timeout: int, offset: int | None = None) -> results.Recognition:
        """Play a prompt and recognize what the caller says.

        The engine may cut the prompt short when it hears speech. The text that comes back is not escaped: one
        that holds a quotation mark followed by a blank and the word grammar is cut there.

        Args:
            prompt: The prompt's name without its extension; one that is missing is passed over.
            timeout: How long to wait after the prompt, in seconds; 0 and less wait forever.
            offset: Where in the prompt to begin, in samples. When left out: from the beginning.

        Returns:
            `speech`: The caller spoke; `matches` holds what was recognized.
            `digit`: The caller pressed a key.
            `timeout`: The caller neither spoke nor pressed a key in time.
            `hung up`: The channel hung up.
            `failed`: The session has no speech engine, or its audio cannot be had.
            The result is `ok` when the outcome is `speech`, `digit` or `timeout`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechRecognize` for its quirks.
        """
        return self.execute(commands.SpeechRecognize(prompt, timeout, offset))

    def receive_char(self, timeout: int) -> results.CharReceived:
        """Wait for a text from the caller and take its first byte.

        Most channels have no text; what follows the first byte is lost. RTP text and the text of Local channels
        are taken.

        Args:
            timeout: How long to wait, in milliseconds; 0 does not wait, a negative one waits forever.

        Returns:
            `received`: A text came; `code` is its first byte.
            `empty`: An empty text came.
            `failed`: Nothing came in time, or the channel hung up.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.ReceiveChar` for its quirks.
        """
        return self.execute(commands.ReceiveChar(timeout))

    def receive_text(self, timeout: int) -> results.TextReceived:
        """Wait for a text from the caller.

        The text comes back unescaped; a line feed that the caller puts after a closing parenthesis cuts it. RTP
        text and the text of Local channels are taken.

        Args:
            timeout: How long to wait, in milliseconds; 0 does not wait, a negative one waits forever.

        Returns:
            `received`: A text came.
            `failed`: Nothing came in time, or the channel hung up.
            The result is `ok` when the outcome is `received`.

        Since Asterisk 1.2. See `agicodec.commands.ReceiveText` for its quirks.
        """
        return self.execute(commands.ReceiveText(timeout))

    def send_text(self, text: str) -> results.Sent:
        """Send a text to the caller.

        Most channels have no text.

        Args:
            text: The text.

        Returns:
            `sent`: Asterisk reports no failure.
            `failed`: It could not be sent.
            The result is `ok` when the outcome is `sent`.

        Since Asterisk 1.0. See `agicodec.commands.SendText` for its quirks.
        """
        return self.execute(commands.SendText(text))

    def send_image(self, image: str) -> results.Sent:
        """Send an image to the caller.

        Most channels have no images, and success cannot be told from there being none.

        Args:
            image: The image's name without its extension.

        Returns:
            `sent`: Asterisk reports no failure.
            `failed`: It could not be sent.
            The result is `ok` when the outcome is `sent`.

        Since Asterisk 1.0. See `agicodec.commands.SendImage` for more.
        """
        return self.execute(commands.SendImage(image))

    def tdd_mode(self, mode: Literal["on", "off", "mate", "tdd"]) -> results.TddModeSet:
        """Set the channel's mode for telephones of the deaf.

        Only some channel drivers have it.

        Args:
            mode: The mode.

        Returns:
            `set`: The channel is in the mode asked for.
            `not supported`: The channel has no TDD mode.
            The result is `ok` when the outcome is `set`.

        Since Asterisk 1.0. See `agicodec.commands.TddMode` for its quirks.
        """
        return self.execute(commands.TddMode(mode))

    def get_variable(self, name: str) -> results.VariableValue:
        """Read a channel variable or a dialplan function.

        Takes the bare name, without `${}`, or a call such as `CALLERID(num)`; nothing in either is replaced, and
        there is no `NAME:offset:length`, which is for GET FULL VARIABLE alone. The value comes back unescaped:
        one that holds a line feed right after a closing parenthesis is cut there, and the rest arrives as lines
        that nothing asked for.

        Args:
            name: The variable's name, or the function with its arguments; none has an empty name.

        Returns:
            `set`: It has a value, which may be empty.
            `not set`: It is not set, or the function failed.
            The result is `ok` when the outcome is `set`.

        Since Asterisk 1.0. See `agicodec.commands.GetVariable` for its quirks.
        """
        return self.execute(commands.GetVariable(name))

    def get_full_variable(self, expression: str, channel: str | None = None) -> results.EvaluatedText:
        """Evaluate an expression with variables and functions in it.

        Replaces each `${...}` and `$[...]` in the expression and returns the whole text, of any length;
        `${NAME:offset:length}` is a part of a value, in bytes. The text comes back unescaped, as with GET
        VARIABLE; `agicodec.dialplan.WholeVariable` has any value whole. In AsyncAGI a text of more than 65,520
        bytes stops the channel for good, so evaluate only what is known to be shorter. Text from outside has no
        place in the expression, since functions in it run commands and read files.

        Args:
            expression: The text with its `${...}`.
            channel: The channel in whose place it is evaluated: its name, or since 1.8 its unique id; no channel
                has an empty one. When left out: the session's own channel.

        Returns:
            `evaluated`: The expression was evaluated; an unset variable counts as empty.
            `no such channel`: There is no channel of that name.
            The result is `ok` when the outcome is `evaluated`.

        Since Asterisk 1.2. See `agicodec.commands.GetFullVariable` for its quirks.
        """
        return self.execute(commands.GetFullVariable(expression, channel))

    def set_variable(self, name: str, value: str) -> results.Acknowledged:
        """Set a channel variable or write a dialplan function.

        A name that starts with `_` is inherited by the channels that this one creates, with `__` by theirs as
        well. A name that ends in `)` is a function.

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
        """Run a command and give its result.

        An implementation writes what `Session.send` gives, waits for the `ReplyReceived` event, and returns
        `event.answer_to(command).result()`, which raises a `ReplyError` when Asterisk refused the command.
        """

    async def answer(self) -> results.Answered:
        """Answer the channel if it is not up already.

        Does nothing on a channel that is up. Extra words on the line would be ignored, so it takes no arguments.

        Returns:
            `answered`: The channel is up.
            `failed`: The channel could not be answered, or it hung up.
            The result is `ok` when the outcome is `answered`.

        Since Asterisk 1.0. See `agicodec.commands.Answer` for more.
        """
        return await self.execute(commands.Answer())

    async def hangup(self, channel: str | None = None) -> results.HangupRequested:
        """Ask a channel to hang up.

        The channel is only marked: it hangs up in its own time, and the reply comes before the HANGUP line or the
        SIGHUP that follows from it.

        Args:
            channel: The channel's name, without regard to case, or since 1.8 its unique id; no channel has an
                empty one. When left out: the session's own channel.

        Returns:
            `requested`: The channel is marked to hang up, and does so in its own time.
            `no such channel`: There is no channel of that name.
            The result is `ok` when the outcome is `requested`.

        Since Asterisk 1.0. See `agicodec.commands.Hangup` for more.
        """
        return await self.execute(commands.Hangup(channel))

    async def channel_status(self, channel: str | None = None) -> results.ChannelState:
        """Ask for the state of a channel.

        Without a name it reads the live channel; with one, since Asterisk 12, the last snapshot that was
        published, so the two may differ for a moment.

        Args:
            channel: The channel's exact name, without regard to case; no channel has an empty one. When left out:
                the session's own channel.

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
        """Have the channel hang up by itself after some time.

        Replaces the time set before; zero takes it away.

        Args:
            time: The seconds from now, kept to the microsecond; 0 for never, and so is any negative number.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetAutohangup` for its quirks.
        """
        return await self.execute(commands.SetAutohangup(time))

    async def set_callerid(self, caller_id: agicodec.CallerId | str) -> results.Acknowledged:
        """Set the caller's number and name.

        Takes a `CallerId`, which is quoted so that any name arrives whole, or a string in Asterisk's own
        notation, which is sent as it stands: `"Name" <number>`, a number, or a name. ANI stays as it was.

        Args:
            caller_id: The caller's number and name; an empty text takes both away. At most 255 bytes.

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
            music_class: The music class, as in musiconhold.conf. When left out or empty: the channel's own class,
                or the default one.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetMusic` for its quirks.
        """
        return await self.execute(commands.SetMusic(on, music_class))

    async def noop(self, text: str | None = None) -> results.Acknowledged:
        """Do nothing.

        A probe: it always answers, on a dead channel too. Asterisk does nothing with its text, which shows in the
        output of `agi set debug on` and so serves to trace a flow.

        Args:
            text: A text for who reads the debug output; words on a line are one text. When left out: no text.

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
            level: The verbosity; any number will do, though documented as 1 to 4. When left out: level 0: every
                console shows it.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.Verbose` for its quirks.
        """
        return await self.execute(commands.Verbose(message, level))

    async def asyncagi_break(self) -> results.Acknowledged:
        """End an AsyncAGI session and go on in the dialplan.

        Outside AsyncAGI it is answered and does nothing.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.6.0. See `agicodec.commands.AsyncagiBreak` for its quirks.
        """
        return await self.execute(commands.AsyncagiBreak())

    async def database_put(self, family: str, key: str, value: str) -> results.DatabaseStored:
        """Store a value in the Asterisk database.

        Replaces the value that the key had.

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

        The value comes back unescaped: one that holds a line feed right after a closing parenthesis is cut there,
        and the rest arrives as lines that nothing asked for.

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

        Since Asterisk 10 a key that was not there counts as deleted.

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

        An empty family, which would wipe the whole database, is refused. Asterisk's documentation has the two
        replies the wrong way round since 1.6.0; the outcome here is the true one in each.

        Args:
            family: The family.
            keytree: The key whose subtree is deleted. When left out or empty: the whole family.

        Returns:
            `deleted`: At least one key was deleted; before Asterisk 1.6.0, the deletion ran, whatever it found.
            `nothing deleted`: No key matched, or the database failed.
            The result is `ok` when the outcome is `deleted`.

        Since Asterisk 1.0. See `agicodec.commands.DatabaseDeltree` for its quirks.
        """
        return await self.execute(commands.DatabaseDeltree(family, keytree))

    async def exec(self, application: str, options: str | None = None) -> results.ApplicationResult:
        """Run a dialplan application.

        The options are handed to the application as they stand, in one piece; `${...}` in them is replaced only
        when the channel variable AGIEXECFULL is true (16.27, 18.13, 19.5, 20 and later). What an application
        returns says little: the variable that it sets, such as DIALSTATUS, says how it went. Some variables are
        not cleared before: read QUEUESTATUS, PLAYBACKSTATUS and RECORDED_FILE with care.

        Args:
            application: The application's name, without regard to case; none has a blank in it, or is empty.
            options: What stands between the parentheses in the dialplan, separated by commas. When left out: no
                options.

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
        """Run a dialplan subroutine and come back.

        Runs the routine at the given place until its Return. Asterisk answers 100 as it starts and the reply
        proper when it has ended.

        Args:
            context: The routine's context.
            extension: The extension in that context.
            priority: The priority, or a label; a number below 1 is looked up as a label.
            arguments: The arguments, separated by commas; the routine finds them in ARG1, ARG2 and so on. When
                left out: no arguments.

        Returns:
            `complete`: The routine returned.
            `abnormal exit`: The routine ended without Return.
            `label not found`: There is no such context, extension or priority.
            `failed`: The application Gosub failed.
            The result is `ok` when the outcome is `complete`.

        Since Asterisk 1.6.0. See `agicodec.commands.Gosub` for its quirks.
        """
        return await self.execute(commands.Gosub(context, extension, priority, arguments))

    async def set_context(self, context: str) -> results.Acknowledged:
        """Set the context in which the dialplan goes on.

        Takes effect when the AGI session ends. Whether the context exists is not checked.

        Args:
            context: The context; none has an empty name. At most 79 bytes.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetContext` for its quirks.
        """
        return await self.execute(commands.SetContext(context))

    async def set_extension(self, extension: str) -> results.Acknowledged:
        """Set the extension at which the dialplan goes on.

        Takes effect when the AGI session ends. Whether the extension exists is not checked.

        Args:
            extension: The extension; none has an empty name. At most 79 bytes.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetExtension` for its quirks.
        """
        return await self.execute(commands.SetExtension(extension))

    async def set_priority(self, priority: int | str) -> results.Acknowledged:
        """Set the priority at which the dialplan goes on.

        Takes effect when the AGI session ends. A label is looked up at once, in the channel's context and
        extension as they are then; one that is not found is answered with 520, hence `UsageError`.

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
            filename: The sound file's name without its extension; an empty one is a missing file.
            escape_digits: The keys that stop the playback; a character that is no key stops nothing.
            offset: Where in the file to begin, in samples; one before the beginning is the beginning. When left
                out: from the beginning.

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
        """Play a sound file that the caller can wind and pause.

        The forward and rewind keys are looked at before the escape digits: with the default keys, `#` and `*`
        never stop the playback. A filename that ends in `:end` starts from the end of the file.

        Args:
            filename: The sound file's name without its extension; an empty one is a missing file.
            escape_digits: The keys that stop the playback; a character that is no key stops nothing.
            skip: How far each press of the forward or rewind key goes, in milliseconds; a negative one exchanges
                the two. When left out: 3000 ms.
            forward_keys: The keys that go forward; a character that is no key switches this off. When left out or
                empty: the key `#`.
            rewind_keys: The keys that go back; a character that is no key switches this off. When left out or
                empty: the key `*`.
            pause_keys: The keys that pause, each of which resumes too. When left out or empty: no key.
            offset: Where in the file to begin, of which a negative one plays nothing, in milliseconds; Asterisk
                reckons with 8000 samples a second. Since Asterisk 12.0. When left out: from the beginning.

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
        further command line stops it; then it never answers, and what had been entered is lost.

        Args:
            filename: The prompt's name without its extension; empty for none, since 1.6.
            timeout: How long to wait for each digit, in milliseconds; 0 is as when left out, a negative one waits
                forever. When left out: 6000 ms for the first digit and 2000 ms between digits.
            max_digits: How many digits end the entry; 0 fails at once, and a negative number is as 1. When left
                out: 1024.

        Returns:
            `entered`: The caller pressed `#` or entered as many digits as were asked for.
            `timeout`: Time ran out; `digits` holds what had been entered.
            `failed`: The channel hung up, or the prompt is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.GetData` for its quirks.
        """
        return await self.execute(commands.GetData(filename, timeout, max_digits))

    async def get_option(
        self, filename: str, escape_digits: str = "", timeout: int | None = None
    ) -> results.OptionChosen:
        """Play a prompt and wait for one digit.

        Takes one of the escape digits, while the prompt plays or after it. A further command line stops the
        prompt, and then it never answers; during the wait after the prompt it answers at once that there was no
        digit.

        Args:
            filename: The prompt's name without its extension; an empty one is a missing file.
            escape_digits: The keys that are accepted; a character that is no key adds none.
            timeout: How long to wait after the prompt, in milliseconds; 0 does not wait, a negative one waits
                forever. When left out: the dialplan's digit timeout, 5000 ms unless changed.

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
            timeout: How long to wait, in milliseconds; 0 does not wait, a negative one waits forever.

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

        Records until the time is up, an escape digit, as much silence as asked for, or a hangup. The word in the
        reply tells which; the number beside the word timeout is a rest of milliseconds, not a key.

        Args:
            filename: The file's name without its extension, relative to the sounds directory; an empty one cannot
                be written.
            format: The format, such as `wav` or `gsm`, which is also the extension; an unknown one cannot be
                written.
            escape_digits: The keys that end the recording; a character that is no key ends nothing.
            timeout: How long to record at most, in milliseconds; 0 records nothing, a negative one sets no limit.
            offset: Where in an existing file to go on, in samples; one before the beginning is the beginning.
                When left out: the file is written anew.
            beep: Whether to play a beep first. When left out: no beep.
            silence: How much silence ends the recording, in seconds; with 0 and less, silence does not end it.
                When left out: silence does not end the recording.

        Returns:
            `digit`: The caller pressed one of the escape digits.
            `timeout`: The time limit was reached, or the caller fell silent.
            `digit during beep`: The caller pressed a key while the beep played; nothing was recorded.
            `beep failed`: The beep is missing or the channel hung up while it played; nothing was recorded.
            `hung up`: The channel hung up; what was recorded is kept.
            `cannot write`: The file could not be created.
            `wait failed`: Waiting for audio failed; what was recorded is kept.
            `failed`: The channel cannot give the audio that silence detection needs.
            The result is `ok` when the outcome is `digit` or `timeout`.

        Since Asterisk 1.0. See `agicodec.commands.RecordFile` for its quirks.
        """
        return await self.execute(commands.RecordFile(filename, format, escape_digits, timeout, offset, beep, silence))

    async def say_number(self, number: int, escape_digits: str = "", gender: str | None = None) -> results.Spoken:
        """Say a number.

        Under EAGI a further command line stops it without a reply; elsewhere it is said to its end first.

        Args:
            number: The number.
            escape_digits: The keys that stop the speech; a character that is no key stops nothing.
            gender: The grammatical gender, in languages that need it, such as `f`, `m`, `c` or `n`. Since
                Asterisk 1.6.0. When left out or empty: the gender that the language uses for counting.

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
            digits: The digits; `*`, `#` and `-` are said too, and what has no sound is skipped, but the text must
                begin with a number.
            escape_digits: The keys that stop the speech; a character that is no key stops nothing.

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
            escape_digits: The keys that stop the speech; a character that is no key stops nothing.
            case: For which letters to say whether they are capitals. Since Asterisk 12.0. When left out: as
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
            escape_digits: The keys that stop the speech; a character that is no key stops nothing.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.SayPhonetic` for its quirks.
        """
        return await self.execute(commands.SayPhonetic(text, escape_digits))

    async def say_date(self, time: agicodec.moments.Moment, escape_digits: str = "") -> results.Spoken:
        """Say a date.

        Says it in the time zone of the Asterisk machine.

        Args:
            time: The moment.
            escape_digits: The keys that stop the speech; a character that is no key stops nothing.

        Returns:
            `finished`: All of it was said.
            `digit`: The caller pressed one of the escape digits.
            `failed`: The channel hung up, or a sound file is missing.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.2. See `agicodec.commands.SayDate` for its quirks.
        """
        return await self.execute(commands.SayDate(time, escape_digits))

    async def say_time(self, time: agicodec.moments.Moment, escape_digits: str = "") -> results.Spoken:
        """Say a time.

        Says it in the time zone of the Asterisk machine.

        Args:
            time: The moment.
            escape_digits: The keys that stop the speech; a character that is no key stops nothing.

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
        time: agicodec.moments.Moment,
        escape_digits: str = "",
        format: str | None = None,
        time_zone: str | None = None,
    ) -> results.Spoken:
        """Say a date and time in a format of one's own.

        The format has the letters of the application SayUnixTime and file names in single quotes.

        Args:
            time: The moment.
            escape_digits: The keys that stop the speech; a character that is no key stops nothing.
            format: The format; an empty one says nothing. When left out: `ABdY 'digits/at' IMp`, or in the
                language `de` exactly `A dBY HMS`.
            time_zone: The time zone, such as `Europe/Berlin`. When left out or empty: the time zone of the
                Asterisk machine.

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
            engine: The engine's name, without regard to case. When left out or empty: the default engine.

        Returns:
            `done`: It did.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechCreate` for its quirks.
        """
        return await self.execute(commands.SpeechCreate(engine))

    async def speech_set(self, name: str, value: str) -> results.SpeechDone:
        """Change a setting of the speech engine.

        The settings are the engine's own.

        Args:
            name: The setting's name.
            value: Its value.

        Returns:
            `done`: It did.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechSet` for more.
        """
        return await self.execute(commands.SpeechSet(name, value))

    async def speech_destroy(self) -> results.SpeechDone:
        """Destroy the session's speech object.

        Another one may be created afterwards.

        Returns:
            `done`: It did.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechDestroy` for more.
        """
        return await self.execute(commands.SpeechDestroy())

    async def speech_load_grammar(self, name: str, path: str) -> results.SpeechDone:
        """Load a grammar into the speech engine.

        It takes part in recognition once it is activated.

        Args:
            name: The name by which it is known from now on.
            path: Its file.

        Returns:
            `done`: It did.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechLoadGrammar` for more.
        """
        return await self.execute(commands.SpeechLoadGrammar(name, path))

    async def speech_unload_grammar(self, name: str) -> results.SpeechDone:
        """Unload a grammar from the speech engine.

        Its name is free again.

        Args:
            name: The grammar's name.

        Returns:
            `done`: It did.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechUnloadGrammar` for more.
        """
        return await self.execute(commands.SpeechUnloadGrammar(name))

    async def speech_activate_grammar(self, name: str) -> results.SpeechDone:
        """Activate a loaded grammar of the speech engine.

        It takes part in recognition from now on.

        Args:
            name: The grammar's name.

        Returns:
            `done`: It did.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechActivateGrammar` for more.
        """
        return await self.execute(commands.SpeechActivateGrammar(name))

    async def speech_deactivate_grammar(self, name: str) -> results.SpeechDone:
        """Deactivate a grammar of the speech engine.

        It stays loaded but takes no part in recognition.

        Args:
            name: The grammar's name.

        Returns:
            `done`: It did.
            `failed`: The session has no speech engine, or the engine refused.
            The result is `ok` when the outcome is `done`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechDeactivateGrammar` for more.
        """
        return await self.execute(commands.SpeechDeactivateGrammar(name))

    async def speech_recognize(self, prompt: str, timeout: int, offset: int | None = None) -> results.Recognition:
        """Play a prompt and recognize what the caller says.

        The engine may cut the prompt short when it hears speech. The text that comes back is not escaped: one
        that holds a quotation mark followed by a blank and the word grammar is cut there.

        Args:
            prompt: The prompt's name without its extension; one that is missing is passed over.
            timeout: How long to wait after the prompt, in seconds; 0 and less wait forever.
            offset: Where in the prompt to begin, in samples. When left out: from the beginning.

        Returns:
            `speech`: The caller spoke; `matches` holds what was recognized.
            `digit`: The caller pressed a key.
            `timeout`: The caller neither spoke nor pressed a key in time.
            `hung up`: The channel hung up.
            `failed`: The session has no speech engine, or its audio cannot be had.
            The result is `ok` when the outcome is `speech`, `digit` or `timeout`.

        Since Asterisk 1.6.0. See `agicodec.commands.SpeechRecognize` for its quirks.
        """
        return await self.execute(commands.SpeechRecognize(prompt, timeout, offset))

    async def receive_char(self, timeout: int) -> results.CharReceived:
        """Wait for a text from the caller and take its first byte.

        Most channels have no text; what follows the first byte is lost. RTP text and the text of Local channels
        are taken.

        Args:
            timeout: How long to wait, in milliseconds; 0 does not wait, a negative one waits forever.

        Returns:
            `received`: A text came; `code` is its first byte.
            `empty`: An empty text came.
            `failed`: Nothing came in time, or the channel hung up.
            The result is `ok` unless the outcome is `failed`.

        Since Asterisk 1.0. See `agicodec.commands.ReceiveChar` for its quirks.
        """
        return await self.execute(commands.ReceiveChar(timeout))

    async def receive_text(self, timeout: int) -> results.TextReceived:
        """Wait for a text from the caller.

        The text comes back unescaped; a line feed that the caller puts after a closing parenthesis cuts it. RTP
        text and the text of Local channels are taken.

        Args:
            timeout: How long to wait, in milliseconds; 0 does not wait, a negative one waits forever.

        Returns:
            `received`: A text came.
            `failed`: Nothing came in time, or the channel hung up.
            The result is `ok` when the outcome is `received`.

        Since Asterisk 1.2. See `agicodec.commands.ReceiveText` for its quirks.
        """
        return await self.execute(commands.ReceiveText(timeout))

    async def send_text(self, text: str) -> results.Sent:
        """Send a text to the caller.

        Most channels have no text.

        Args:
            text: The text.

        Returns:
            `sent`: Asterisk reports no failure.
            `failed`: It could not be sent.
            The result is `ok` when the outcome is `sent`.

        Since Asterisk 1.0. See `agicodec.commands.SendText` for its quirks.
        """
        return await self.execute(commands.SendText(text))

    async def send_image(self, image: str) -> results.Sent:
        """Send an image to the caller.

        Most channels have no images, and success cannot be told from there being none.

        Args:
            image: The image's name without its extension.

        Returns:
            `sent`: Asterisk reports no failure.
            `failed`: It could not be sent.
            The result is `ok` when the outcome is `sent`.

        Since Asterisk 1.0. See `agicodec.commands.SendImage` for more.
        """
        return await self.execute(commands.SendImage(image))

    async def tdd_mode(self, mode: Literal["on", "off", "mate", "tdd"]) -> results.TddModeSet:
        """Set the channel's mode for telephones of the deaf.

        Only some channel drivers have it.

        Args:
            mode: The mode.

        Returns:
            `set`: The channel is in the mode asked for.
            `not supported`: The channel has no TDD mode.
            The result is `ok` when the outcome is `set`.

        Since Asterisk 1.0. See `agicodec.commands.TddMode` for its quirks.
        """
        return await self.execute(commands.TddMode(mode))

    async def get_variable(self, name: str) -> results.VariableValue:
        """Read a channel variable or a dialplan function.

        Takes the bare name, without `${}`, or a call such as `CALLERID(num)`; nothing in either is replaced, and
        there is no `NAME:offset:length`, which is for GET FULL VARIABLE alone. The value comes back unescaped:
        one that holds a line feed right after a closing parenthesis is cut there, and the rest arrives as lines
        that nothing asked for.

        Args:
            name: The variable's name, or the function with its arguments; none has an empty name.

        Returns:
            `set`: It has a value, which may be empty.
            `not set`: It is not set, or the function failed.
            The result is `ok` when the outcome is `set`.

        Since Asterisk 1.0. See `agicodec.commands.GetVariable` for its quirks.
        """
        return await self.execute(commands.GetVariable(name))

    async def get_full_variable(self, expression: str, channel: str | None = None) -> results.EvaluatedText:
        """Evaluate an expression with variables and functions in it.

        Replaces each `${...}` and `$[...]` in the expression and returns the whole text, of any length;
        `${NAME:offset:length}` is a part of a value, in bytes. The text comes back unescaped, as with GET
        VARIABLE; `agicodec.dialplan.WholeVariable` has any value whole. In AsyncAGI a text of more than 65,520
        bytes stops the channel for good, so evaluate only what is known to be shorter. Text from outside has no
        place in the expression, since functions in it run commands and read files.

        Args:
            expression: The text with its `${...}`.
            channel: The channel in whose place it is evaluated: its name, or since 1.8 its unique id; no channel
                has an empty one. When left out: the session's own channel.

        Returns:
            `evaluated`: The expression was evaluated; an unset variable counts as empty.
            `no such channel`: There is no channel of that name.
            The result is `ok` when the outcome is `evaluated`.

        Since Asterisk 1.2. See `agicodec.commands.GetFullVariable` for its quirks.
        """
        return await self.execute(commands.GetFullVariable(expression, channel))

    async def set_variable(self, name: str, value: str) -> results.Acknowledged:
        """Set a channel variable or write a dialplan function.

        A name that starts with `_` is inherited by the channels that this one creates, with `__` by theirs as
        well. A name that ends in `)` is a function.

        Args:
            name: The variable's name, or the function with its arguments.
            value: The value, which may be empty.

        Returns:
            `done`: The command ran.
            The result is `ok` whatever the outcome.

        Since Asterisk 1.0. See `agicodec.commands.SetVariable` for its quirks.
        """
        return await self.execute(commands.SetVariable(name, value))
