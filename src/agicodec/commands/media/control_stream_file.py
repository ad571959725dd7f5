# Generated from spec/commands/media.toml by `make generate`: change the spec, not this file.

"""The command CONTROL STREAM FILE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, Integer, Text, with_placeholders
from agicodec.model.command import Command, Interrupt
from agicodec.results import ControlledPlayback
from agicodec.values import setters, settle
from agicodec.wire.reply import KEY_CODES, KEY_NUMBERS, RawReply, TextKind, read_position

__all__ = ["ControlStreamFile"]


@frozen(init=False, eq=False, repr=False)
class ControlStreamFile(Command[ControlledPlayback]):
    """Play a sound file that the caller can wind forward, rewind and pause.

    Asterisk checks the forward and rewind keys before the escape digits: with the default keys, `#` and `*` never
    stop the playback. A filename that ends in `:end` starts from the end of the file.

    On the wire: `CONTROL STREAM FILE filename escape_digits [skip] [forward_keys] [rewind_keys] [pause_keys]
    [offset]`. Since Asterisk 1.2, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0 endpos=-1`: finished. Played to the end. Since 12.0.
        `200 result=0 endpos={endpos}`: stopped remotely. Stopped over the manager interface or ARI. Since 12.0.
        `200 result=-1 endpos=-1`: not played. The file is missing, or the channel hung up at its very end. Since
            12.0.
        `200 result=-1 endpos={endpos}`: hung up. The channel hung up or the stream failed. Since 12.0.
        `200 result={digit} endpos={endpos}`: digit. An escape digit, as its ASCII code. Since 12.0.
        `200 result=0`: finished. Played to the end. Until 12.0.
        `200 result=-1`: failed. The file is missing or the channel hung up. Until 12.0.
        `200 result={digit}`: digit. An escape digit, as its ASCII code. Until 12.0.

    Sets:
        CPLAYBACKSTATUS: SUCCESS, USERSTOPPED, REMOTESTOPPED or ERROR. Since Asterisk 12.0.
        CPLAYBACKOFFSET: Where playback ended, in milliseconds; -1 at the end of the file. Since Asterisk 12.0.
        CPLAYBACKSTOPKEY: The escape digit that was pressed. Since Asterisk 12.0.

    Beware:
        - The position in the reply is -1 at the end of the file, and for a missing file too. (12 and later; live
          on 22.10)
        - An empty word for the forward or rewind keys means the default; a character that is not a key switches
          them off. (all; live on 22.10 and 16.28)
        - Each of several pause keys pauses and resumes. However, if one after the first is also an escape digit,
          it ends a playback that is paused. (all; live on 22.10 and 16.28)
        - Going forward past the end goes to the end and from there back by the same amount, so the caller hears
          the last part of the file. (all; source: main/file.c, waitstream_control)
        - For a negative offset, nothing is played, and the reply is that of a complete playback: Asterisk counts
          the offset from the end of the file, and its file formats then look for a position after the end. (12
          and later; live on 22.10 and 16.28; source: main/app.c, control_streamfile, and formats/format_wav.c,
          wav_seek)
        - The position in the reply and the offset are calculated with 8000 samples a second, so they are wrong
          for other files: for a file with 16,000 samples a second, the position is twice the time. (12 and later;
          live on 22.10 and 16.28)
        - Asterisk's own documentation exchanges the two default keys. (1.4 to 1.6 and 10; source: res/res_agi.c,
          usage_controlstreamfile)

    Examples:
        `ControlStreamFile("news")` is sent as `CONTROL STREAM FILE news ""`.
        `ControlStreamFile("news", "0", pause_keys="5")` is sent as `CONTROL STREAM FILE news 0 3000 # * 5`.
        `ControlStreamFile("news", "0", forward_keys="6", offset=60000)` is sent as `CONTROL STREAM FILE news 0
            3000 6 * "" 60000`.
    """

    words: ClassVar[tuple[str, ...]] = ("CONTROL", "STREAM", "FILE")
    synopsis = "CONTROL STREAM FILE filename escape_digits [skip] [forward_keys] [rewind_keys] [pause_keys] [offset]"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"
    failures: ClassVar[frozenset[str]] = frozenset({"failed", "hung up", "not played"})

    filename: str = field(validator=Text())
    """The sound file's name without its extension; an empty name counts as a missing file."""
    escape_digits: str = field(default="", validator=Text())
    """The keys that stop the playback; a character that is not a key has no effect."""
    skip: int | None = field(default=None, validator=Integer(optional=True))
    """How far each press of the forward or rewind key goes, in milliseconds; a negative number exchanges the two. If
    omitted: 3000 ms.
    """
    forward_keys: str | None = field(default=None, validator=Text(optional=True))
    """The keys that go forward; a character that is not a key switches this off. If omitted or empty: the key `#`."""
    rewind_keys: str | None = field(default=None, validator=Text(optional=True))
    """The keys that go back; a character that is not a key switches this off. If omitted or empty: the key `*`."""
    pause_keys: str | None = field(default=None, validator=Text(optional=True))
    """The keys that pause; each of them also resumes. If omitted or empty: no key."""
    offset: int | None = field(default=None, validator=Integer(optional=True))
    """Where in the file to begin, calculated with 8000 samples a second, in milliseconds; with a negative offset,
    nothing is played. Since Asterisk 12.0. If omitted: from the beginning.
    """

    def __init__(
        self,
        filename: str,
        escape_digits: str = "",
        skip: int | None = None,
        forward_keys: str | None = None,
        rewind_keys: str | None = None,
        pause_keys: str | None = None,
        offset: int | None = None,
    ) -> None:
        _set_filename(self, filename)
        _set_escape_digits(self, escape_digits)
        _set_skip(self, skip)
        _set_forward_keys(self, forward_keys)
        _set_rewind_keys(self, rewind_keys)
        _set_pause_keys(self, pause_keys)
        _set_offset(self, offset)
        if not (
            type(filename) is str
            and type(escape_digits) is str
            and (skip is None or (type(skip) is int and INT_MIN <= skip <= INT_MAX))
            and (forward_keys is None or (type(forward_keys) is str))
            and (rewind_keys is None or (type(rewind_keys) is str))
            and (pause_keys is None or (type(pause_keys) is str))
            and (offset is None or (type(offset) is int and INT_MIN <= offset <= INT_MAX))
        ):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        return with_placeholders(
            (self.filename, self.escape_digits),
            (self.skip, "3000"),
            (self.forward_keys, "#"),
            (self.rewind_keys, "*"),
            (self.pause_keys, ""),
            (self.offset, ""),
        )

    def interpret_success(self, raw: RawReply) -> ControlledPlayback:
        result, text, tail, endpos = raw.result, raw.text, raw.tail, read_position(raw.tail)
        if result == "0" and text is None and endpos == -1:
            return ControlledPlayback("finished")
        if result == "0" and text is None and endpos is not None:
            return ControlledPlayback("stopped remotely", None, endpos)
        if result == "-1" and text is None and endpos == -1:
            return ControlledPlayback("not played")
        if result == "-1" and text is None and endpos is not None:
            return ControlledPlayback("hung up", None, endpos)
        if result in KEY_CODES and text is None and endpos is not None:
            return ControlledPlayback("digit", KEY_CODES[result], endpos)
        if result == "0" and text is None and not tail:
            return ControlledPlayback("finished")
        if result == "-1" and text is None and not tail:
            return ControlledPlayback("failed")
        if result in KEY_CODES and text is None and not tail:
            return ControlledPlayback("digit", KEY_CODES[result])
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case ControlledPlayback("finished", digit=None, endpos=None):
                return RawReply(200, "0", tail="endpos=-1")
            case ControlledPlayback("stopped remotely", digit=None, endpos=int(endpos)) if endpos != -1:
                return RawReply(200, "0", tail=f"endpos={int(endpos)}")
            case ControlledPlayback("not played", digit=None, endpos=None):
                return RawReply(200, "-1", tail="endpos=-1")
            case ControlledPlayback("hung up", digit=None, endpos=int(endpos)) if endpos != -1:
                return RawReply(200, "-1", tail=f"endpos={int(endpos)}")
            case ControlledPlayback("digit", digit=str(digit), endpos=int(endpos)) if digit in KEY_NUMBERS:
                return RawReply(200, KEY_NUMBERS[digit], tail=f"endpos={int(endpos)}")
            case ControlledPlayback("failed", digit=None, endpos=None):
                return RawReply(200, "-1")
            case ControlledPlayback("digit", digit=str(digit), endpos=None) if digit in KEY_NUMBERS:
                return RawReply(200, KEY_NUMBERS[digit])
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> ControlStreamFile:
        given = cls.given_words(words, 2, 7)
        return cls(
            filename=given.text(0),
            escape_digits=given.text(1),
            skip=given.integer_or_none(2),
            forward_keys=given.text_or_none(3),
            rewind_keys=given.text_or_none(4),
            pause_keys=given.text_or_none(5),
            offset=given.integer_or_none(6),
        )


_set_filename, _set_escape_digits, _set_skip, _set_forward_keys, _set_rewind_keys, _set_pause_keys, _set_offset = (
    setters(ControlStreamFile)
)
