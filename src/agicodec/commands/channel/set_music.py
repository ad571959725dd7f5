# Generated from spec/commands/channel.toml by `make generate`: change the spec, not this file.

"""The command SET MUSIC."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from agicodec.model.arguments import Flag, Text
from agicodec.model.command import Command, Interrupt
from agicodec.results import Acknowledged
from agicodec.values import setters, settle
from agicodec.wire.command_line import quote
from agicodec.wire.limits import SAFEST_LIMITS, Limits
from agicodec.wire.reply import RawReply, TextKind

__all__ = ["SetMusic"]


@frozen(init=False, eq=False, repr=False)
class SetMusic(Command[Acknowledged]):
    """Start or stop music on hold.

    The music plays while Asterisk waits for commands; commands that send audio interrupt it.

    On the wire: `SET MUSIC on [music_class]`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: done. Always, even when the class does not exist.

    Beware:
        - The class is optional, although it is documented as required. (all; live on 22.10 and 16.28)
        - For a first word other than on and off, the reply reports success and nothing happens. (all; live on
          22.10)

    Examples:
        `SetMusic(True)` is sent as `SET MUSIC on`.
        `SetMusic(True, "quiet jazz")` is sent as `SET MUSIC on "quiet jazz"`.
        `SetMusic(False)` is sent as `SET MUSIC off`.
    """

    words: ClassVar[tuple[str, ...]] = ("SET", "MUSIC")
    synopsis = "SET MUSIC on [music_class]"
    dead = False
    interrupt: ClassVar[Interrupt] = "never"
    reply_text: ClassVar[TextKind] = "word"

    on: bool = field(validator=Flag())
    """Whether the music is to play."""
    music_class: str | None = field(default=None, validator=Text(optional=True))
    """The music class, as in musiconhold.conf. If omitted or empty: the channel's own class, or the default one."""

    def __init__(self, on: bool, music_class: str | None = None) -> None:
        _set_on(self, on)
        _set_music_class(self, music_class)
        if not (on is bool(on) and (music_class is None or (type(music_class) is str))):
            settle(self)

    def argument_words(self) -> Sequence[str]:
        words = ["on" if self.on else "off"]
        if self.music_class is not None:
            words.append(self.music_class)
        return words

    def encode(self, limits: Limits = SAFEST_LIMITS) -> bytes:
        line = f"SET MUSIC {'on' if self.on else 'off'}"
        if self.music_class is not None:
            line += f" {quote(self.music_class)}"
        return self.finish(line, limits)

    def interpret_success(self, raw: RawReply) -> Acknowledged:
        result, text, tail = raw.result, raw.text, raw.tail
        if result == "0" and text is None and not tail:
            return Acknowledged("done")
        raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Acknowledged("done"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SetMusic:
        given = cls.given_words(words, 1)
        return cls(on=given.switch(0), music_class=given.text_or_none(1))

    @classmethod
    def ignored_words(cls, words: Sequence[str]) -> Sequence[str]:
        return words[2:]


_set_on, _set_music_class = setters(SetMusic)
