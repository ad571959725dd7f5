# Generated from spec/commands/speech.toml by `make generate`: change the spec, not this file.

"""The command SPEECH RECOGNIZE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, Integer, Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import Recognition
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote, to_integer
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import KEY_NUMBERS, RawReply, TextKind, read_position
from agicodec.wire.reply_tail import read_list, read_values, speech_fields

__all__ = ["SpeechRecognize"]


@frozen(init=False, eq=False, repr=False)
class SpeechRecognize(Command[Recognition]):
    """Play a prompt and recognize what the caller says.

    The engine may stop the prompt when it hears speech. The recognized text is not escaped: if it contains a
    quotation mark followed by a blank and the word grammar, it is cut there.

    On the wire: `SPEECH RECOGNIZE prompt timeout [offset]`. Since Asterisk 1.6.0, in `res_agi`. Needs a live
    channel.

    Replies:
        `200 result=1 (speech) endpos={endpos} results={matches}`: speech. The caller spoke; a list of matches,
            perhaps empty.
        `200 result=1 (digit) digit={digit} endpos={endpos}`: digit. A key, as its character.
        `200 result=1 (hangup) endpos={endpos}`: hung up. The channel hung up.
        `200 result=1 (timeout) endpos={endpos}`: timeout. The caller neither spoke nor pressed a key.
        `200 result=0`: failed. There is no speech object, or the channel's audio is not available.

    Beware:
        - The timeout is in seconds, while that of all other commands is in milliseconds. (all; live on 22.10 and
          16.28)
        - The list of matches is cut after 4095 bytes. (all; live on 22.10 and 16.28)
        - A fourth argument makes Asterisk ignore the offset too. (all; source: res/res_agi.c,
          handle_speechrecognize)

    Examples:
        `SpeechRecognize("say-a-name", 5)` is sent as `SPEECH RECOGNIZE say-a-name 5`.
        `SpeechRecognize("say-a-name", 5, 8000)` is sent as `SPEECH RECOGNIZE say-a-name 5 8000`.
    """

    words: ClassVar[tuple[str, ...]] = ("SPEECH", "RECOGNIZE")
    synopsis = "SPEECH RECOGNIZE prompt timeout [offset]"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    prompt: str = field(validator=Text())
    """The prompt's name without its extension; a missing file is skipped."""
    timeout: int = field(validator=Integer())
    """How long to wait after the prompt, in seconds; 0 or a negative number waits forever."""
    offset: int | None = field(default=None, validator=Integer(optional=True))
    """Where in the prompt to begin, in samples. If omitted: from the beginning."""

    def __init__(self, prompt: str, timeout: int, offset: int | None = None) -> None:
        _set_prompt(self, prompt)
        _set_timeout(self, timeout)
        _set_offset(self, offset)
        if not (
            type(prompt) is str
            and type(timeout) is int
            and INT_MIN <= timeout <= INT_MAX
            and (offset is None or (type(offset) is int and INT_MIN <= offset <= INT_MAX))
        ):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.prompt, str(self.timeout)]
        if self.offset is not None:
            words.append(str(self.offset))
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SPEECH RECOGNIZE {quote(self.prompt)} {self.timeout}"
        if self.offset is not None:
            line += f" {self.offset}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> Recognition:
        result, text, tail, endpos = raw.result, raw.text, raw.tail, read_position(raw.tail)
        if (
            result == "1"
            and text == "speech"
            and (values := read_values(tail, "endpos", "results")) is not None
            and (_endpos := to_integer(values[0])) is not None
            and (matches := read_list(values[1])) is not None
        ):
            return Recognition("speech", matches, None, _endpos)
        if (
            result == "1"
            and text == "digit"
            and (values := read_values(tail, "digit", "endpos")) is not None
            and values[0] in KEY_NUMBERS
            and (_endpos := to_integer(values[1])) is not None
        ):
            return Recognition("digit", (), values[0], _endpos)
        if result == "1" and text == "hangup" and endpos is not None:
            return Recognition("hung up", (), None, endpos)
        if result == "1" and text == "timeout" and endpos is not None:
            return Recognition("timeout", (), None, endpos)
        if result == "0" and text is None and not tail:
            return Recognition("failed")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Recognition("speech", matches=tuple(matches), digit=None, endpos=int(endpos)):
                return RawReply(200, "1", text="speech", tail=f"endpos={int(endpos)} results={speech_fields(matches)}")
            case Recognition("digit", matches=(), digit=str(digit), endpos=int(endpos)) if digit in KEY_NUMBERS:
                return RawReply(200, "1", text="digit", tail=f"digit={str.__str__(digit)} endpos={int(endpos)}")
            case Recognition("hung up", matches=(), digit=None, endpos=int(endpos)):
                return RawReply(200, "1", text="hangup", tail=f"endpos={int(endpos)}")
            case Recognition("timeout", matches=(), digit=None, endpos=int(endpos)):
                return RawReply(200, "1", text="timeout", tail=f"endpos={int(endpos)}")
            case Recognition("failed", matches=(), digit=None, endpos=None):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SpeechRecognize:
        given = cls.given_words(words, 2)
        return cls(
            prompt=given.text(0),
            timeout=given.lenient_integer(1),
            offset=given.lenient_integer_or_none(2) if given.count == 3 else None,
        )

    @classmethod
    def ignored_words(cls, words: Sequence[str]) -> Sequence[str]:
        return words[2:] if len(words) > 3 else words[:0]


_set_prompt, _set_timeout, _set_offset = setters(SpeechRecognize)
