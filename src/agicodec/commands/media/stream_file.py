# Generated from spec/commands/media.toml by `make generate`: change the spec, not this file.

"""The command STREAM FILE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import LONG_MAX, LONG_MIN, Integer, Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import Playback
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import KEY_CODES, KEY_NUMBERS, RawReply, TextKind, read_position
from agicodec.wire.versions import AsteriskVersion

__all__ = ["StreamFile"]


@frozen(init=False, eq=False, repr=False)
class StreamFile(Command[Playback]):
    """Play a sound file.

    Plays until the end of the file, one of the escape digits, or a hangup. A further command line stops it, and
    then it never answers.

    On the wire: `STREAM FILE filename escape_digits [offset]`. Since Asterisk 1.0, in `res_agi`. Needs a live
    channel.

    Replies:
        `200 result=0 endpos=<offset>`: not played. The file is missing, or has nothing at the offset. Until
            1.8.24, 11.6, 12.0.
        `200 result=0 endpos={endpos}`: finished. Played to the end, or stopped over the manager interface.
        `200 result=-1 endpos=<offset>`: not played. The file is missing, or the channel hung up before the first
            sample. Since 1.8.24, 11.6, 12.0.
        `200 result=-1 endpos={endpos}`: hung up. The channel hung up or the stream failed.
        `200 result={digit} endpos={endpos}`: digit. An escape digit, as its ASCII code.

    Sets:
        PLAYBACKSTATUS: SUCCESS after a whole playback, FAILED after anything else, a digit included; untouched by
            an interruption or a missing file. Since Asterisk 12.0.

    Beware:
        - The reply for a missing file is 0, as for a complete playback; agicodec recognises it by its position,
          which shows that no sample was played. (before 1.8.24 and 11.6, and all of 10; source: res/res_agi.c,
          handle_streamfile)
        - A line written while it plays stops it without a reply. (all; live on 22.10 and 16.28)
        - For an offset after the end of the file, nothing is played, and the reply is that of a complete
          playback, with the length of the file. (all; source: res/res_agi.c, handle_streamfile, and
          formats/format_wav.c, wav_seek)
        - The command ends music on hold, as do all commands that play or say something, even if the file is
          missing. (all; source: main/file.c, openstream_internal)

    Examples:
        `StreamFile("welcome")` is sent as `STREAM FILE welcome ""`.
        `StreamFile("welcome", "0123456789#", offset=8000)` is sent as `STREAM FILE welcome 0123456789# 8000`.
    """

    words: ClassVar[tuple[str, ...]] = ("STREAM", "FILE")
    synopsis = "STREAM FILE filename escape_digits [offset]"
    dead = False
    interrupt: ClassVar[Interrupt] = "silent"
    reply_text: ClassVar[TextKind] = "word"
    depends_on_release = True
    failures: ClassVar[frozenset[str]] = frozenset({"hung up", "not played"})
    unfailing: ClassVar[frozenset[str]] = frozenset({"0"})

    filename: str = field(validator=Text())
    """The sound file's name without its extension; an empty name counts as a missing file."""
    escape_digits: str = field(default="", validator=Text())
    """The keys that stop the playback; a character that is not a key has no effect."""
    offset: int | None = field(default=None, validator=Integer(LONG_MIN, LONG_MAX, optional=True))
    """Where in the file to begin, in samples; an offset before the beginning means the beginning. If omitted: from
    the beginning.
    """

    def __init__(self, filename: str, escape_digits: str = "", offset: int | None = None) -> None:
        _set_filename(self, filename)
        _set_escape_digits(self, escape_digits)
        _set_offset(self, offset)
        if not (
            type(filename) is str
            and type(escape_digits) is str
            and (offset is None or (type(offset) is int and LONG_MIN <= offset <= LONG_MAX))
        ):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.filename, self.escape_digits]
        if self.offset is not None:
            words.append(str(self.offset))
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"STREAM FILE {quote(self.filename)} {quote(self.escape_digits)}"
        if self.offset is not None:
            line += f" {self.offset}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply, version: AsteriskVersion | None = None) -> Playback:
        result, text, endpos = raw.result, raw.text, read_position(raw.tail)
        if (
            result == "0"
            and text is None
            and endpos == (self.offset or 0)
            and version is not None
            and version.lacks((1, 8, 24), (11, 6), (12, 0))
        ):
            return Playback("not played")
        if result == "0" and text is None and endpos is not None:
            return Playback("finished", None, endpos)
        if (
            result == "-1"
            and text is None
            and endpos == (self.offset or 0)
            and (version is None or not version.lacks((1, 8, 24), (11, 6), (12, 0)))
        ):
            return Playback("not played")
        if result == "-1" and text is None and endpos is not None:
            return Playback("hung up", None, endpos)
        if result in KEY_CODES and text is None and endpos is not None:
            return Playback("digit", KEY_CODES[result], endpos)
        raise self.unexpected(raw)

    def interpret_release(self, raw: RawReply, version: AsteriskVersion) -> Playback:
        return self.interpret_success(raw, version)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Playback("finished", digit=None, endpos=int(endpos)):
                return RawReply(200, "0", tail=f"endpos={int(endpos)}")
            case Playback("not played", digit=None, endpos=None):
                return RawReply(200, "-1", tail=f"endpos={self.offset or 0}")
            case Playback("hung up", digit=None, endpos=int(endpos)) if endpos != (self.offset or 0):
                return RawReply(200, "-1", tail=f"endpos={int(endpos)}")
            case Playback("digit", digit=str(digit), endpos=int(endpos)) if digit in KEY_NUMBERS:
                return RawReply(200, KEY_NUMBERS[digit], tail=f"endpos={int(endpos)}")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> StreamFile:
        given = cls.given_words(words, 2, 3)
        return cls(filename=given.text(0), escape_digits=given.text(1), offset=given.integer_or_none(2))


_set_filename, _set_escape_digits, _set_offset = setters(StreamFile)
