# Generated from spec/commands/media.toml by `make generate`: change the spec, not this file.

"""Commands that play files, take digits and record."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen, validate

from agicodec.arguments import INT_MAX, KEYS, Digits, Flag, Integer, Key, Text, Word, with_placeholders
from agicodec.command import Command
from agicodec.given import Given
from agicodec.reply import KEY_CODES, KEY_NUMBERS, RawReply
from agicodec.results import ControlledPlayback, DigitAwaited, DigitsEntered, OptionChosen, Playback, Recording
from agicodec.wire import to_integer

__all__ = ["ControlStreamFile", "GetData", "GetOption", "RecordFile", "StreamFile", "WaitForDigit"]


@frozen(init=False, eq=False, repr=False)
class StreamFile(Command[Playback]):
    """Play a sound file.

    Plays until the end of the file, one of the escape digits, or a hangup. A further command line stops it, and
    then it never answers.

    On the wire: `STREAM FILE filename escape_digits [offset]`. Since Asterisk 1.0, in `res_agi`. Needs a live
    channel.

    Replies:
        `200 result=0 endpos={endpos}`: finished. Played to the end, or stopped over the manager interface.
        `200 result=-1 endpos=<offset>`: not played. The file is missing, or the channel hung up before the first
            sample.
        `200 result=-1 endpos={endpos}`: hung up. The channel hung up or the stream failed.
        `200 result={digit} endpos={endpos}`: digit. An escape digit, as its ASCII code.

    Sets:
        PLAYBACKSTATUS: SUCCESS after a whole playback, FAILED after anything else, a digit included; untouched by
            an interruption or a missing file. Since Asterisk 12.0.

    Beware:
        - A missing file is answered like a whole playback, with 0. (before 1.8.24 and 11.6, and all of 10;
          source)
        - A line written while it plays stops it without a reply. (all; live on 22.10 and 16.28)

    Examples:
        `StreamFile("welcome")` is sent as `STREAM FILE welcome ""`.
        `StreamFile("welcome", "0123456789#", offset=8000)` is sent as `STREAM FILE welcome 0123456789# 8000`.
    """

    words = ("STREAM", "FILE")
    synopsis = "STREAM FILE filename escape_digits [offset]"
    dead = False
    interrupt = "silent"
    reply_text = "word"
    failures = frozenset({"hung up", "not played"})

    filename: str = field(validator=Text(nonempty=True))
    """The sound file's name without its extension."""
    escape_digits: str = field(default="", validator=Digits())
    """The keys that stop the playback."""
    offset: int | None = field(default=None, validator=Integer(0, optional=True))
    """Where in the file to begin, in samples. When left out: from the beginning."""

    def __init__(self, filename: str, escape_digits: str = "", offset: int | None = None) -> None:
        put = object.__setattr__
        put(self, "filename", filename)
        put(self, "escape_digits", escape_digits)
        put(self, "offset", offset)
        if not (
            type(filename) is str
            and filename
            and type(escape_digits) is str
            and not escape_digits.strip(KEYS)
            and (offset is None or (type(offset) is int and 0 <= offset <= INT_MAX))
        ):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.filename, self.escape_digits]
        if self.offset is not None:
            words.append(str(self.offset))
        return words

    def interpret_success(self, raw: RawReply) -> Playback:
        match raw.result, raw.endpos:
            case "0", int(endpos):
                return Playback("finished", endpos=endpos)
            case "-1", int(endpos) if endpos == (self.offset or 0):
                return Playback("not played")
            case "-1", int(endpos):
                return Playback("hung up", endpos=endpos)
            case str(code), int(endpos) if code in KEY_CODES:
                return Playback("digit", digit=KEY_CODES[code], endpos=endpos)
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Playback("finished", digit=None, endpos=int(endpos)):
                return RawReply(200, "0", tail=f"endpos={endpos}")
            case Playback("not played", digit=None, endpos=None):
                return RawReply(200, "-1", tail=f"endpos={self.offset or 0}")
            case Playback("hung up", digit=None, endpos=int(endpos)):
                return RawReply(200, "-1", tail=f"endpos={endpos}")
            case Playback("digit", digit=str(digit), endpos=int(endpos)) if digit in KEY_NUMBERS:
                return RawReply(200, KEY_NUMBERS[digit], tail=f"endpos={endpos}")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> StreamFile:
        given = Given(words, 2, 3)
        return cls(filename=given.text(0), escape_digits=given.text(1), offset=given.integer_or_none(2))


@frozen(init=False, eq=False, repr=False)
class ControlStreamFile(Command[ControlledPlayback]):
    """Play a sound file that the caller can wind and pause.

    The forward and rewind keys are looked at before the escape digits: with the default keys, `#` and `*` never
    stop the playback. A filename that ends in `:end` starts from the end of the file.

    On the wire: `CONTROL STREAM FILE filename escape_digits [skip] [forward_keys] [rewind_keys] [pause_key]
    [offset]`. Since Asterisk 1.2, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0 endpos=-1`: finished. Played to the end.
        `200 result=0 endpos={endpos}`: stopped remotely. Stopped over the manager interface or ARI.
        `200 result=-1 endpos=-1`: not played. The file is missing, or the channel hung up at its very end.
        `200 result=-1 endpos={endpos}`: hung up. The channel hung up or the stream failed.
        `200 result={digit} endpos={endpos}`: digit. An escape digit, as its ASCII code.
        `200 result=0`: finished. Played to the end.
        `200 result=-1`: failed. The file is missing or the channel hung up.
        `200 result={digit}`: digit. An escape digit, as its ASCII code.

    Sets:
        CPLAYBACKSTATUS: SUCCESS, USERSTOPPED, REMOTESTOPPED or ERROR. Since Asterisk 12.0.
        CPLAYBACKOFFSET: Where playback ended, in milliseconds; -1 at the end of the file. Since Asterisk 12.0.
        CPLAYBACKSTOPKEY: The escape digit that was pressed. Since Asterisk 12.0.

    Beware:
        - The end of the file is given as position -1, for a missing file too. (12 and later; live on 22.10)
        - The forward and rewind keys cannot be switched off: an empty word means the default. (all; live on 22.10
          and 16.28)
        - Of several forward or rewind keys each works, but of several pause keys only the first one resumes;
          agicodec takes one. (all; source)
        - Asterisk's own texts name the two default keys the wrong way round. (1.4 to 1.6 and 10; source)

    Examples:
        `ControlStreamFile("news")` is sent as `CONTROL STREAM FILE news ""`.
        `ControlStreamFile("news", "0", pause_key="5")` is sent as `CONTROL STREAM FILE news 0 3000 # * 5`.
        `ControlStreamFile("news", "0", forward_keys="6", offset=60000)` is sent as `CONTROL STREAM FILE news 0
            3000 6 * "" 60000`.
    """

    words = ("CONTROL", "STREAM", "FILE")
    synopsis = "CONTROL STREAM FILE filename escape_digits [skip] [forward_keys] [rewind_keys] [pause_key] [offset]"
    dead = False
    interrupt = "never"
    reply_text = "word"
    failures = frozenset({"failed", "hung up", "not played"})

    filename: str = field(validator=Text(nonempty=True))
    """The sound file's name without its extension."""
    escape_digits: str = field(default="", validator=Digits())
    """The keys that stop the playback."""
    skip: int | None = field(default=None, validator=Integer(0, optional=True))
    """How far each press of the forward or rewind key goes, in milliseconds. When left out: 3000 ms."""
    forward_keys: str | None = field(default=None, validator=Digits(nonempty=True, optional=True))
    """The keys that go forward. When left out: the key `#`."""
    rewind_keys: str | None = field(default=None, validator=Digits(nonempty=True, optional=True))
    """The keys that go back. When left out: the key `*`."""
    pause_key: str | None = field(default=None, validator=Key(optional=True))
    """The key that pauses and resumes. When left out: no key."""
    offset: int | None = field(default=None, validator=Integer(0, optional=True))
    """Where in the file to begin, in milliseconds; Asterisk reckons with 8000 samples a second. Since Asterisk 12.0.
    When left out: from the beginning.
    """

    def __init__(
        self,
        filename: str,
        escape_digits: str = "",
        skip: int | None = None,
        forward_keys: str | None = None,
        rewind_keys: str | None = None,
        pause_key: str | None = None,
        offset: int | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "filename", filename)
        put(self, "escape_digits", escape_digits)
        put(self, "skip", skip)
        put(self, "forward_keys", forward_keys)
        put(self, "rewind_keys", rewind_keys)
        put(self, "pause_key", pause_key)
        put(self, "offset", offset)
        if not (
            type(filename) is str
            and filename
            and type(escape_digits) is str
            and not escape_digits.strip(KEYS)
            and (skip is None or (type(skip) is int and 0 <= skip <= INT_MAX))
            and (forward_keys is None or (type(forward_keys) is str and not forward_keys.strip(KEYS) and forward_keys))
            and (rewind_keys is None or (type(rewind_keys) is str and not rewind_keys.strip(KEYS) and rewind_keys))
            and (pause_key is None or (type(pause_key) is str and len(pause_key) == 1 and pause_key in KEYS))
            and (offset is None or (type(offset) is int and 0 <= offset <= INT_MAX))
        ):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return with_placeholders(
            (self.filename, self.escape_digits),
            (self.skip, "3000"),
            (self.forward_keys, "#"),
            (self.rewind_keys, "*"),
            (self.pause_key, ""),
            (self.offset, ""),
        )

    def interpret_success(self, raw: RawReply) -> ControlledPlayback:
        match raw.result, raw.endpos:
            case "0", -1:
                return ControlledPlayback("finished")
            case "0", int(endpos):
                return ControlledPlayback("stopped remotely", endpos=endpos)
            case "-1", -1:
                return ControlledPlayback("not played")
            case "-1", int(endpos):
                return ControlledPlayback("hung up", endpos=endpos)
            case str(code), int(endpos) if code in KEY_CODES:
                return ControlledPlayback("digit", digit=KEY_CODES[code], endpos=endpos)
            case "0", None:
                return ControlledPlayback("finished")
            case "-1", None:
                return ControlledPlayback("failed")
            case str(code), None if code in KEY_CODES:
                return ControlledPlayback("digit", digit=KEY_CODES[code])
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case ControlledPlayback("finished", digit=None, endpos=None):
                return RawReply(200, "0", tail="endpos=-1")
            case ControlledPlayback("stopped remotely", digit=None, endpos=int(endpos)):
                return RawReply(200, "0", tail=f"endpos={endpos}")
            case ControlledPlayback("not played", digit=None, endpos=None):
                return RawReply(200, "-1", tail="endpos=-1")
            case ControlledPlayback("hung up", digit=None, endpos=int(endpos)):
                return RawReply(200, "-1", tail=f"endpos={endpos}")
            case ControlledPlayback("digit", digit=str(digit), endpos=int(endpos)) if digit in KEY_NUMBERS:
                return RawReply(200, KEY_NUMBERS[digit], tail=f"endpos={endpos}")
            case ControlledPlayback("failed", digit=None, endpos=None):
                return RawReply(200, "-1")
            case ControlledPlayback("digit", digit=str(digit), endpos=None) if digit in KEY_NUMBERS:
                return RawReply(200, KEY_NUMBERS[digit])
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> ControlStreamFile:
        given = Given(words, 2, 7)
        return cls(
            filename=given.text(0),
            escape_digits=given.text(1),
            skip=given.integer_or_none(2),
            forward_keys=given.some_text(3),
            rewind_keys=given.some_text(4),
            pause_key=given.some_text(5),
            offset=given.integer_or_none(6),
        )


@frozen(init=False, eq=False, repr=False)
class GetData(Command[DigitsEntered]):
    """Play a prompt and take digits from the caller.

    The entry ends with `#`, which is not part of it, with the last of `max_digits`, or when time runs out. A
    further command line stops it; then it never answers, and what had been entered is lost.

    On the wire: `GET DATA filename [timeout] [max_digits]`. Since Asterisk 1.0, in `res_agi`. Needs a live
    channel.

    Replies:
        `200 result={digits} (timeout)`: timeout. Time ran out; the digits so far, perhaps none.
        `200 result=-1`: failed. The channel hung up, or the prompt is missing.
        `200 result={digits}`: entered. The digits, perhaps none.

    Beware:
        - An entry of 1024 digits, which is also the default limit, overruns Asterisk's buffer; agicodec takes
          1023 at most. (all; source)
        - A stream control over the manager interface adds a byte that is no digit. (12 and later; live on 22.10
          and 16.28)
        - A line written while it runs stops it without a reply. (all; live on 22.10 and 16.28)

    Examples:
        `GetData("enter-pin")` is sent as `GET DATA enter-pin`.
        `GetData("enter-pin", timeout=5000, max_digits=4)` is sent as `GET DATA enter-pin 5000 4`.
        `GetData("", max_digits=1)` is sent as `GET DATA "" 0 1`.
    """

    words = ("GET", "DATA")
    synopsis = "GET DATA filename [timeout] [max_digits]"
    dead = False
    interrupt = "silent"
    reply_text = "word"

    filename: str = field(validator=Text())
    """The prompt's name without its extension; empty for none, since 1.6."""
    timeout: int | None = field(default=None, validator=Integer(-1, optional=True))
    """How long to wait for each digit, in milliseconds; 0 is as when left out, -1 waits forever. When left out: 6000
    ms for the first digit and 2000 ms between digits.
    """
    max_digits: int | None = field(default=None, validator=Integer(1, 1023, optional=True))
    """How many digits end the entry. When left out: 1024."""

    def __init__(self, filename: str, timeout: int | None = None, max_digits: int | None = None) -> None:
        put = object.__setattr__
        put(self, "filename", filename)
        put(self, "timeout", timeout)
        put(self, "max_digits", max_digits)
        if not (
            type(filename) is str
            and (timeout is None or (type(timeout) is int and -1 <= timeout <= INT_MAX))
            and (max_digits is None or (type(max_digits) is int and 1 <= max_digits <= 1023))
        ):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return with_placeholders((self.filename,), (self.timeout, "0"), (self.max_digits, ""))

    def interpret_success(self, raw: RawReply) -> DigitsEntered:
        match raw.result, raw.text:
            case str(digits), "timeout":
                return DigitsEntered("timeout", digits=digits)
            case "-1", None:
                return DigitsEntered("failed")
            case str(digits), None:
                return DigitsEntered("entered", digits=digits)
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case DigitsEntered("timeout", digits=str(digits)):
                return RawReply(200, digits, text="timeout")
            case DigitsEntered("failed", digits=""):
                return RawReply(200, "-1")
            case DigitsEntered("entered", digits=str(digits)):
                return RawReply(200, digits)
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> GetData:
        given = Given(words, 1)
        return cls(
            filename=given.text(0),
            timeout=given.lenient_integer_or_none(1),
            max_digits=given.lenient_integer_or_none(2),
        )


@frozen(init=False, eq=False, repr=False)
class GetOption(Command[OptionChosen]):
    """Play a prompt and wait for one digit.

    Takes one of the escape digits, while the prompt plays or after it. A further command line stops the prompt,
    and then it never answers; during the wait after the prompt it answers at once that there was no digit.

    On the wire: `GET OPTION filename escape_digits [timeout]`. Since Asterisk 1.2, in `res_agi`. Needs a live
    channel.

    Replies:
        `200 result=0 endpos={endpos}`: no digit. No accepted digit came, or the channel hung up after the prompt.
        `200 result=-1 endpos=0`: not played. The file is missing, or the channel hung up before the first sample.
        `200 result=-1 endpos={endpos}`: hung up. The channel hung up while the prompt played.
        `200 result={digit} endpos={endpos}`: digit. An escape digit, as its ASCII code.

    Beware:
        - A missing file is answered like a prompt without a digit, with 0. (before 1.8.24 and 11.6, and all of
          10; source)
        - A hangup after the prompt is answered like a missing digit. (all; live on 22.10 and 16.28)
        - Without a timeout, on a channel that runs no dialplan, it crashes Asterisk. (all; source)

    Examples:
        `GetOption("menu", "123")` is sent as `GET OPTION menu 123`.
        `GetOption("menu", "123", 4000)` is sent as `GET OPTION menu 123 4000`.
    """

    words = ("GET", "OPTION")
    synopsis = "GET OPTION filename escape_digits [timeout]"
    dead = False
    interrupt = "silent prompt"
    reply_text = "word"
    failures = frozenset({"hung up", "not played"})

    filename: str = field(validator=Text(nonempty=True))
    """The prompt's name without its extension."""
    escape_digits: str = field(default="", validator=Digits())
    """The keys that are accepted."""
    timeout: int | None = field(default=None, validator=Integer(-1, optional=True))
    """How long to wait after the prompt, in milliseconds; 0 does not wait, -1 waits forever. When left out: the
    dialplan's digit timeout, 5000 ms unless changed.
    """

    def __init__(self, filename: str, escape_digits: str = "", timeout: int | None = None) -> None:
        put = object.__setattr__
        put(self, "filename", filename)
        put(self, "escape_digits", escape_digits)
        put(self, "timeout", timeout)
        if not (
            type(filename) is str
            and filename
            and type(escape_digits) is str
            and not escape_digits.strip(KEYS)
            and (timeout is None or (type(timeout) is int and -1 <= timeout <= INT_MAX))
        ):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.filename, self.escape_digits]
        if self.timeout is not None:
            words.append(str(self.timeout))
        return words

    def interpret_success(self, raw: RawReply) -> OptionChosen:
        match raw.result, raw.endpos:
            case "0", int(endpos):
                return OptionChosen("no digit", endpos=endpos)
            case "-1", 0:
                return OptionChosen("not played")
            case "-1", int(endpos):
                return OptionChosen("hung up", endpos=endpos)
            case str(code), int(endpos) if code in KEY_CODES:
                return OptionChosen("digit", digit=KEY_CODES[code], endpos=endpos)
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case OptionChosen("no digit", digit=None, endpos=int(endpos)):
                return RawReply(200, "0", tail=f"endpos={endpos}")
            case OptionChosen("not played", digit=None, endpos=None):
                return RawReply(200, "-1", tail="endpos=0")
            case OptionChosen("hung up", digit=None, endpos=int(endpos)):
                return RawReply(200, "-1", tail=f"endpos={endpos}")
            case OptionChosen("digit", digit=str(digit), endpos=int(endpos)) if digit in KEY_NUMBERS:
                return RawReply(200, KEY_NUMBERS[digit], tail=f"endpos={endpos}")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> GetOption:
        given = Given(words, 2, 3)
        return cls(filename=given.text(0), escape_digits=given.text(1), timeout=given.lenient_integer_or_none(2))


@frozen(init=False, eq=False, repr=False)
class WaitForDigit(Command[DigitAwaited]):
    """Wait for the caller to press a key.

    Takes any key. A further command line ends the wait, and it answers so before that line is run.

    On the wire: `WAIT FOR DIGIT timeout`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: timeout. No key was pressed in time.
        `200 result=1`: interrupted. A further command line ended the wait.
        `200 result=-1`: failed. The channel hung up or failed.
        `200 result=1000`: stop. The manager interface or ARI asked to stop.
        `200 result=1001`: suspend. The manager interface or ARI asked to pause.
        `200 result=1002`: restart. The manager interface or ARI asked to restart.
        `200 result=1003`: reverse. The manager interface or ARI asked to rewind.
        `200 result=1004`: forward. The manager interface or ARI asked to forward.
        `200 result={digit}`: digit. The key, as its ASCII code.

    Examples:
        `WaitForDigit(5000)` is sent as `WAIT FOR DIGIT 5000`.
        `WaitForDigit(-1)` is sent as `WAIT FOR DIGIT -1`.
    """

    words = ("WAIT", "FOR", "DIGIT")
    synopsis = "WAIT FOR DIGIT timeout"
    dead = False
    interrupt = "answers"
    reply_text = "word"
    failures = frozenset({"failed"})

    timeout: int = field(validator=Integer(-1))
    """How long to wait, in milliseconds; 0 does not wait, -1 waits forever."""

    def __init__(self, timeout: int) -> None:
        put = object.__setattr__
        put(self, "timeout", timeout)
        if not (type(timeout) is int and -1 <= timeout <= INT_MAX):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (str(self.timeout),)

    def interpret_success(self, raw: RawReply) -> DigitAwaited:
        match raw.result:
            case "0":
                return DigitAwaited("timeout")
            case "1":
                return DigitAwaited("interrupted")
            case "-1":
                return DigitAwaited("failed")
            case "1000":
                return DigitAwaited("stop")
            case "1001":
                return DigitAwaited("suspend")
            case "1002":
                return DigitAwaited("restart")
            case "1003":
                return DigitAwaited("reverse")
            case "1004":
                return DigitAwaited("forward")
            case str(code) if code in KEY_CODES:
                return DigitAwaited("digit", digit=KEY_CODES[code])
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case DigitAwaited("timeout", digit=None):
                return RawReply(200, "0")
            case DigitAwaited("interrupted", digit=None):
                return RawReply(200, "1")
            case DigitAwaited("failed", digit=None):
                return RawReply(200, "-1")
            case DigitAwaited("stop", digit=None):
                return RawReply(200, "1000")
            case DigitAwaited("suspend", digit=None):
                return RawReply(200, "1001")
            case DigitAwaited("restart", digit=None):
                return RawReply(200, "1002")
            case DigitAwaited("reverse", digit=None):
                return RawReply(200, "1003")
            case DigitAwaited("forward", digit=None):
                return RawReply(200, "1004")
            case DigitAwaited("digit", digit=str(digit)) if digit in KEY_NUMBERS:
                return RawReply(200, KEY_NUMBERS[digit])
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> WaitForDigit:
        given = Given(words, 1, 1)
        return cls(timeout=given.integer(0))


@frozen(init=False, eq=False, repr=False)
class RecordFile(Command[Recording]):
    """Record what the caller says to a file.

    Records until the time is up, an escape digit, as much silence as asked for, or a hangup. The word in the
    reply tells which; the number beside the word timeout is a rest of milliseconds, not a key.

    On the wire: `RECORD FILE filename format escape_digits timeout [offset] [BEEP] [s=silence]`. Since Asterisk
    1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result={digit} (dtmf) endpos={endpos}`: digit. An escape digit, as its ASCII code.
        `200 result=* (timeout) endpos={endpos}`: timeout. The time limit, or silence; the number means nothing.
        `200 result=-1 (randomerror) endpos=<offset>`: beep failed. The beep is missing, or the channel hung up
            while it played.
        `200 result={digit} (randomerror) endpos=<offset>`: digit during beep. An escape digit while the beep
            played, as its ASCII code.
        `200 result=-1 (hangup) endpos={endpos}`: hung up. The channel hung up.
        `200 result=-1 (writefile)`: cannot write. The file could not be created.
        `200 result=* (waitfor) endpos={endpos}`: wait failed. Waiting for audio failed.
        `200 result=-1`: failed. Silence detection could not be set up.

    Beware:
        - The silence is counted in seconds, though the timeout is in milliseconds. (all; source)
        - A failure to set up silence detection is not answered at all. (up to 1.4.41, 1.6.2.18 and 1.8.4; source)
        - The reply comes before the file is closed. (before 11.21 and 13.7, and all of 12; source)
        - Any word may ask for the beep, an empty one too, but one with a small s in it hides the silence;
          agicodec sends BEEP. (all; live on 22.10 and 16.28)

    Examples:
        `RecordFile("greeting", "wav")` is sent as `RECORD FILE greeting wav "" -1`.
        `RecordFile("greeting", "wav", "#", 30000, beep=True, silence=3)` is sent as `RECORD FILE greeting wav #
            30000 BEEP s=3`.
        `RecordFile("greeting", "wav", "#", 30000, offset=8000)` is sent as `RECORD FILE greeting wav # 30000
            8000`.
    """

    words = ("RECORD", "FILE")
    synopsis = "RECORD FILE filename format escape_digits timeout [offset] [BEEP] [s=silence]"
    dead = False
    interrupt = "never"
    reply_text = "word"
    failures = frozenset({"cannot write", "failed", "hung up", "wait failed"})

    filename: str = field(validator=Text(nonempty=True))
    """The file's name without its extension, relative to the sounds directory."""
    format: str = field(validator=Word())
    """The format, such as `wav` or `gsm`, which is also the extension."""
    escape_digits: str = field(default="", validator=Digits())
    """The keys that end the recording."""
    timeout: int = field(default=-1, validator=Integer(-1))
    """How long to record at most, in milliseconds; 0 records nothing, -1 sets no limit."""
    offset: int | None = field(default=None, validator=Integer(0, optional=True))
    """Where in an existing file to go on, in samples. When left out: the file is written anew."""
    beep: bool = field(default=False, validator=Flag())
    """Whether to play a beep first. When left out: no beep."""
    silence: int | None = field(default=None, validator=Integer(1, 2147483, optional=True))
    """How much silence ends the recording, in seconds. When left out: silence does not end the recording."""

    def __init__(
        self,
        filename: str,
        format: str,
        escape_digits: str = "",
        timeout: int = -1,
        offset: int | None = None,
        beep: bool = False,
        silence: int | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "filename", filename)
        put(self, "format", format)
        put(self, "escape_digits", escape_digits)
        put(self, "timeout", timeout)
        put(self, "offset", offset)
        put(self, "beep", beep)
        put(self, "silence", silence)
        if not (
            type(filename) is str
            and filename
            and type(format) is str
            and format.isalnum()
            and type(escape_digits) is str
            and not escape_digits.strip(KEYS)
            and type(timeout) is int
            and -1 <= timeout <= INT_MAX
            and (offset is None or (type(offset) is int and 0 <= offset <= INT_MAX))
            and type(beep) is bool
            and (silence is None or (type(silence) is int and 1 <= silence <= 2147483))
        ):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.filename, self.format, self.escape_digits, str(self.timeout)]
        if self.offset is not None:
            words.append(str(self.offset))
        if self.beep:
            words.append("BEEP")
        if self.silence is not None:
            words.append(f"s={self.silence}")
        return words

    def interpret_success(self, raw: RawReply) -> Recording:
        match raw.result, raw.text, raw.endpos:
            case str(code), "dtmf", int(endpos) if code in KEY_CODES:
                return Recording("digit", digit=KEY_CODES[code], endpos=endpos)
            case str(number), "timeout", int(endpos) if to_integer(number) is not None:
                return Recording("timeout", endpos=endpos)
            case "-1", "randomerror", int(endpos) if endpos == (self.offset or 0):
                return Recording("beep failed")
            case str(code), "randomerror", int(endpos) if code in KEY_CODES and endpos == (self.offset or 0):
                return Recording("digit during beep", digit=KEY_CODES[code])
            case "-1", "hangup", int(endpos):
                return Recording("hung up", endpos=endpos)
            case "-1", "writefile", None:
                return Recording("cannot write")
            case str(number), "waitfor", int(endpos) if to_integer(number) is not None:
                return Recording("wait failed", endpos=endpos)
            case "-1", None, None:
                return Recording("failed")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Recording("digit", digit=str(digit), endpos=int(endpos)) if digit in KEY_NUMBERS:
                return RawReply(200, KEY_NUMBERS[digit], text="dtmf", tail=f"endpos={endpos}")
            case Recording("timeout", digit=None, endpos=int(endpos)):
                return RawReply(200, "0", text="timeout", tail=f"endpos={endpos}")
            case Recording("beep failed", digit=None, endpos=None):
                return RawReply(200, "-1", text="randomerror", tail=f"endpos={self.offset or 0}")
            case Recording("digit during beep", digit=str(digit), endpos=None) if digit in KEY_NUMBERS:
                return RawReply(200, KEY_NUMBERS[digit], text="randomerror", tail=f"endpos={self.offset or 0}")
            case Recording("hung up", digit=None, endpos=int(endpos)):
                return RawReply(200, "-1", text="hangup", tail=f"endpos={endpos}")
            case Recording("cannot write", digit=None, endpos=None):
                return RawReply(200, "-1", text="writefile")
            case Recording("wait failed", digit=None, endpos=int(endpos)):
                return RawReply(200, "-1", text="waitfor", tail=f"endpos={endpos}")
            case Recording("failed", digit=None, endpos=None):
                return RawReply(200, "-1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> RecordFile:
        given = Given(words, 4)
        rest = given.after(4)
        return cls(
            filename=given.text(0),
            format=given.text(1),
            escape_digits=given.text(2),
            timeout=given.integer(3),
            offset=rest.integer(),
            beep=rest.flag("s="),
            silence=rest.prefixed_integer("s="),
        )
