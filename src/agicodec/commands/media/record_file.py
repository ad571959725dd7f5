# Generated from spec/commands/media.toml by `make generate`: change the spec, not this file.

"""The command RECORD FILE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, LONG_MAX, LONG_MIN, Flag, Integer, Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import Recording
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote, to_integer
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import KEY_CODES, KEY_NUMBERS, RawReply, TextKind, read_position

__all__ = ["RecordFile"]


@frozen(init=False, eq=False, repr=False)
class RecordFile(Command[Recording]):
    """Record what the caller says to a file.

    Records until the time limit, an escape digit, the requested length of silence, or a hangup. The word in the
    reply says which it was; the number next to the word timeout is a remaining number of milliseconds, not a key.

    On the wire: `RECORD FILE filename format escape_digits timeout [offset] [BEEP] [s=silence]`. Since Asterisk
    1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result={digit} (dtmf) endpos={endpos}`: digit. An escape digit, as its ASCII code.
        `200 result=* (timeout) endpos={endpos}`: timeout. The time limit, or silence; the number has no meaning.
        `200 result=-1 (randomerror) endpos=<offset>`: beep failed. The beep is missing, or the channel hung up
            while it played.
        `200 result={digit} (randomerror) endpos=<offset>`: digit during beep. An escape digit while the beep
            played, as its ASCII code.
        `200 result=-1 (hangup) endpos={endpos}`: hung up. The channel hung up. Since 1.4.18, 1.6.0.
        `200 result=0 (hangup) endpos={endpos}`: hung up. The channel hung up. Until 1.4.18, 1.6.0.
        `200 result=-1 (writefile)`: cannot write. The file could not be created.
        `200 result=-* (waitfor) endpos={endpos}`: wait failed. Waiting for audio failed.
        `200 result=-1`: failed. Silence detection could not be set up. Since 1.4.42, 1.6.2.19, 1.8.5.

    Beware:
        - If a key ends the recording, the last 200 ms are removed; if silence ends it, one second of the silence
          is kept. (all; source: res/res_agi.c, handle_recordfile)
        - The silence is in seconds, although the timeout is in milliseconds. (all; source: res/res_agi.c,
          handle_recordfile)
        - If silence detection cannot be set up, Asterisk sends no reply. (up to 1.4.41, 1.6.2.18 and 1.8.4;
          source: res/res_agi.c, handle_recordfile)
        - The reply for a hangup has 0 instead of -1: `200 result=0 (hangup) endpos=N`. (1.4.0 to 1.4.17; source:
          res/res_agi.c, handle_recordfile)
        - The reply comes before the file is closed. (before 11.21 and 13.7, and all of 12; source: res/res_agi.c,
          handle_recordfile)
        - Any word, even an empty one, requests the beep, but a word that contains a small s makes Asterisk ignore
          the silence; agicodec sends BEEP. (all; live on 22.10 and 16.28)

    Examples:
        `RecordFile("greeting", "wav")` is sent as `RECORD FILE greeting wav "" -1`.
        `RecordFile("greeting", "wav", "#", 30000, beep=True, silence=3)` is sent as `RECORD FILE greeting wav #
            30000 BEEP s=3`.
        `RecordFile("greeting", "wav", "#", 30000, offset=8000)` is sent as `RECORD FILE greeting wav # 30000
            8000`.
    """

    words: ClassVar[tuple[str, ...]] = ("RECORD", "FILE")
    synopsis = "RECORD FILE filename format escape_digits timeout [offset] [BEEP] [s=silence]"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"
    failures: ClassVar[frozenset[str]] = frozenset({"cannot write", "failed", "hung up", "wait failed"})

    filename: str = field(validator=Text())
    """The file's name without its extension, relative to the sounds directory; a file with an empty name cannot be
    written.
    """
    format: str = field(validator=Text())
    """The format, such as `wav` or `gsm`, which is also the extension; an unknown format cannot be written."""
    escape_digits: str = field(default="", validator=Text())
    """The keys that end the recording; a character that is not a key has no effect."""
    timeout: int = field(default=-1, validator=Integer())
    """How long to record at most, in milliseconds; 0 records nothing, a negative number sets no limit."""
    offset: int | None = field(default=None, validator=Integer(LONG_MIN, LONG_MAX, optional=True))
    """Where in an existing file to continue, in samples; an offset before the beginning means the beginning. If
    omitted: the file is replaced.
    """
    beep: bool = field(default=False, validator=Flag())
    """Whether to play a beep first. If omitted: no beep."""
    silence: int | None = field(default=None, validator=Integer(maximum=2147483, optional=True))
    """How much silence ends the recording, in seconds; with 0 or a negative number, silence does not end it. If
    omitted: silence does not end the recording.
    """

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
        _set_filename(self, filename)
        _set_format(self, format)
        _set_escape_digits(self, escape_digits)
        _set_timeout(self, timeout)
        _set_offset(self, offset)
        _set_beep(self, beep)
        _set_silence(self, silence)
        if not (
            type(filename) is str
            and type(format) is str
            and type(escape_digits) is str
            and type(timeout) is int
            and INT_MIN <= timeout <= INT_MAX
            and (offset is None or (type(offset) is int and LONG_MIN <= offset <= LONG_MAX))
            and beep is bool(beep)
            and (silence is None or (type(silence) is int and INT_MIN <= silence <= 2147483))
        ):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.filename, self.format, self.escape_digits, str(self.timeout)]
        if self.offset is not None:
            words.append(str(self.offset))
        if self.beep:
            words.append("BEEP")
        if self.silence is not None:
            words.append(f"s={self.silence}")
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"RECORD FILE {quote(self.filename)} {quote(self.format)} {quote(self.escape_digits)} {self.timeout}"
        if self.offset is not None:
            line += f" {self.offset}"
        if self.beep:
            line += " BEEP"
        if self.silence is not None:
            line += f" s={self.silence}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> Recording:
        result, text, tail, endpos = raw.result, raw.text, raw.tail, read_position(raw.tail)
        if result in KEY_CODES and text == "dtmf" and endpos is not None:
            return Recording("digit", KEY_CODES[result], endpos)
        if result is not None and to_integer(result) is not None and text == "timeout" and endpos is not None:
            return Recording("timeout", None, endpos)
        if result == "-1" and text == "randomerror" and endpos == (self.offset or 0):
            return Recording("beep failed")
        if result in KEY_CODES and text == "randomerror" and endpos == (self.offset or 0):
            return Recording("digit during beep", KEY_CODES[result])
        if result == "-1" and text == "hangup" and endpos is not None:
            return Recording("hung up", None, endpos)
        if result == "0" and text == "hangup" and endpos is not None:
            return Recording("hung up", None, endpos)
        if result == "-1" and text == "writefile" and not tail:
            return Recording("cannot write")
        if (
            result is not None
            and result[:1] == "-"
            and to_integer(result) is not None
            and text == "waitfor"
            and endpos is not None
        ):
            return Recording("wait failed", None, endpos)
        if result == "-1" and text is None and not tail:
            return Recording("failed")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Recording("digit", digit=str(digit), endpos=int(endpos)) if digit in KEY_NUMBERS:
                return RawReply(200, KEY_NUMBERS[digit], text="dtmf", tail=f"endpos={int(endpos)}")
            case Recording("timeout", digit=None, endpos=int(endpos)):
                return RawReply(200, "0", text="timeout", tail=f"endpos={int(endpos)}")
            case Recording("beep failed", digit=None, endpos=None):
                return RawReply(200, "-1", text="randomerror", tail=f"endpos={self.offset or 0}")
            case Recording("digit during beep", digit=str(digit), endpos=None) if digit in KEY_NUMBERS:
                return RawReply(200, KEY_NUMBERS[digit], text="randomerror", tail=f"endpos={self.offset or 0}")
            case Recording("hung up", digit=None, endpos=int(endpos)):
                return RawReply(200, "-1", text="hangup", tail=f"endpos={int(endpos)}")
            case Recording("cannot write", digit=None, endpos=None):
                return RawReply(200, "-1", text="writefile")
            case Recording("wait failed", digit=None, endpos=int(endpos)):
                return RawReply(200, "-1", text="waitfor", tail=f"endpos={int(endpos)}")
            case Recording("failed", digit=None, endpos=None):
                return RawReply(200, "-1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> RecordFile:
        given = cls.given_words(words, 4)
        rest = given.after(4)
        return cls(
            filename=given.text(0),
            format=given.text(1),
            escape_digits=given.text(2),
            timeout=given.integer(3),
            offset=rest.integer(),
            beep=rest.flag("BEEP", "s="),
            silence=rest.prefixed_integer("s="),
        )

    @classmethod
    def ignored_words(cls, words: Sequence[str]) -> Sequence[str]:
        return cls.given_words(words).after(4).ignored("s=")


_set_filename, _set_format, _set_escape_digits, _set_timeout, _set_offset, _set_beep, _set_silence = setters(RecordFile)
