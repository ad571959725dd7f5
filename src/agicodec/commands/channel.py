# Generated from spec/commands/channel.toml by `make generate`: change the spec, not this file.

"""Commands that ask about the channel or change it."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen, validate

from agicodec.arguments import CallerId, CallerIdText, Flag, FractionalSeconds, Text, decimal_word
from agicodec.command import Command
from agicodec.given import Given
from agicodec.reply import RawReply
from agicodec.results import Acknowledged, Answered, ChannelState, HangupRequested

__all__ = ["Answer", "ChannelStatus", "Hangup", "SetAutohangup", "SetCallerid", "SetMusic"]


@frozen(eq=False, repr=False)
class Answer(Command[Answered]):
    """Answer the channel if it is not up already.

    Does nothing on a channel that is up. Extra words on the line would be ignored, so it takes no arguments.

    On the wire: `ANSWER`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: answered. The channel was up already, or has been answered.
        `200 result=-1`: failed. Answering failed, or the channel hung up.

    Examples:
        `Answer()` is sent as `ANSWER`.
    """

    words = ("ANSWER",)
    synopsis = "ANSWER"
    dead = False
    interrupt = "never"
    reply_text = "word"
    failures = frozenset({"failed"})

    def argument_words(self) -> Sequence[str]:
        return ()

    def interpret_success(self, raw: RawReply) -> Answered:
        match raw.result:
            case "0":
                return Answered("answered")
            case "-1":
                return Answered("failed")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Answered("answered"):
                return RawReply(200, "0")
            case Answered("failed"):
                return RawReply(200, "-1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> Answer:
        return cls()


@frozen(init=False, eq=False, repr=False)
class Hangup(Command[HangupRequested]):
    """Ask a channel to hang up.

    The channel is only marked: it hangs up in its own time, and the reply comes before the HANGUP line or the
    SIGHUP that follows from it.

    On the wire: `HANGUP [channel]`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=1`: requested. The channel has been marked.
        `200 result=-1`: no such channel. There is no channel of that name.

    Examples:
        `Hangup()` is sent as `HANGUP`.
        `Hangup("PJSIP/alice-00000001")` is sent as `HANGUP PJSIP/alice-00000001`.
    """

    words = ("HANGUP",)
    synopsis = "HANGUP [channel]"
    dead = False
    interrupt = "never"
    reply_text = "word"

    channel: str | None = field(default=None, validator=Text(nonempty=True, optional=True))
    """The channel's name, without regard to case, or since 1.8 its unique id. When left out: the session's own
    channel.
    """

    def __init__(self, channel: str | None = None) -> None:
        put = object.__setattr__
        put(self, "channel", channel)
        if not (channel is None or (type(channel) is str and channel)):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        words: list[str] = []
        if self.channel is not None:
            words.append(self.channel)
        return words

    def interpret_success(self, raw: RawReply) -> HangupRequested:
        match raw.result:
            case "1":
                return HangupRequested("requested")
            case "-1":
                return HangupRequested("no such channel")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case HangupRequested("requested"):
                return RawReply(200, "1")
            case HangupRequested("no such channel"):
                return RawReply(200, "-1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> Hangup:
        given = Given(words, 0, 1)
        return cls(channel=given.text_or_none(0))


@frozen(init=False, eq=False, repr=False)
class ChannelStatus(Command[ChannelState]):
    """Ask for the state of a channel.

    Without a name it reads the live channel; with one, since Asterisk 12, the last snapshot that was published,
    so the two may differ for a moment.

    On the wire: `CHANNEL STATUS [channel]`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: down. The channel is down and available.
        `200 result=1`: reserved. The channel is down but reserved.
        `200 result=2`: off hook. The channel is off hook.
        `200 result=3`: digits dialled. Digits have been dialled.
        `200 result=4`: line ringing. The line is ringing.
        `200 result=5`: remote end ringing. The remote end is ringing.
        `200 result=6`: up. The line is up.
        `200 result=7`: busy. The line is busy.
        `200 result=8`: dialing off hook. Digits have been dialled while off hook.
        `200 result=9`: pre-ring. An incoming call is detected; ringing is awaited.
        `200 result=-1`: no such channel. There is no channel of that name.

    Beware:
        - States 8 and 9 are not in Asterisk's documentation. (all; source)
        - The documentation takes 4 for the line and 5 for the remote end ringing; the source's own comments say
          the opposite. (all; source)
        - The unanswered incoming leg of a Local channel says 4. (all; live on 22.10)
        - The name may also be the channel's unique id. (1.8 to 11; source)

    Examples:
        `ChannelStatus()` is sent as `CHANNEL STATUS`.
        `ChannelStatus("Local/7@sales-00000001;1")` is sent as `CHANNEL STATUS Local/7@sales-00000001;1`.
    """

    words = ("CHANNEL", "STATUS")
    synopsis = "CHANNEL STATUS [channel]"
    dead = False
    interrupt = "never"
    reply_text = "word"

    channel: str | None = field(default=None, validator=Text(nonempty=True, optional=True))
    """The channel's exact name, without regard to case. When left out: the session's own channel."""

    def __init__(self, channel: str | None = None) -> None:
        put = object.__setattr__
        put(self, "channel", channel)
        if not (channel is None or (type(channel) is str and channel)):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        words: list[str] = []
        if self.channel is not None:
            words.append(self.channel)
        return words

    def interpret_success(self, raw: RawReply) -> ChannelState:
        match raw.result:
            case "0":
                return ChannelState("down")
            case "1":
                return ChannelState("reserved")
            case "2":
                return ChannelState("off hook")
            case "3":
                return ChannelState("digits dialled")
            case "4":
                return ChannelState("line ringing")
            case "5":
                return ChannelState("remote end ringing")
            case "6":
                return ChannelState("up")
            case "7":
                return ChannelState("busy")
            case "8":
                return ChannelState("dialing off hook")
            case "9":
                return ChannelState("pre-ring")
            case "-1":
                return ChannelState("no such channel")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case ChannelState("down"):
                return RawReply(200, "0")
            case ChannelState("reserved"):
                return RawReply(200, "1")
            case ChannelState("off hook"):
                return RawReply(200, "2")
            case ChannelState("digits dialled"):
                return RawReply(200, "3")
            case ChannelState("line ringing"):
                return RawReply(200, "4")
            case ChannelState("remote end ringing"):
                return RawReply(200, "5")
            case ChannelState("up"):
                return RawReply(200, "6")
            case ChannelState("busy"):
                return RawReply(200, "7")
            case ChannelState("dialing off hook"):
                return RawReply(200, "8")
            case ChannelState("pre-ring"):
                return RawReply(200, "9")
            case ChannelState("no such channel"):
                return RawReply(200, "-1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> ChannelStatus:
        given = Given(words, 0, 1)
        return cls(channel=given.text_or_none(0))


@frozen(init=False, eq=False, repr=False)
class SetAutohangup(Command[Acknowledged]):
    """Have the channel hang up by itself after some time.

    Replaces the time set before; zero takes it away.

    On the wire: `SET AUTOHANGUP time`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: done. Always.

    Beware:
        - The fraction is dropped. (before 1.6.1; source)
        - Infinity and not-a-number are taken, with undefined effect; agicodec refuses both. (1.6.1 and later;
          live on 22.10 and 16.28)

    Examples:
        `SetAutohangup(90)` is sent as `SET AUTOHANGUP 90`.
        `SetAutohangup(2.5)` is sent as `SET AUTOHANGUP 2.5`.
    """

    words = ("SET", "AUTOHANGUP")
    synopsis = "SET AUTOHANGUP time"
    dead = False
    interrupt = "never"
    reply_text = "word"

    time: float = field(validator=FractionalSeconds(0, 2147483647))
    """The seconds from now, kept to the microsecond; 0 for never."""

    def __init__(self, time: float) -> None:
        put = object.__setattr__
        put(self, "time", time)
        if not (type(time) is int and 0 <= time <= 2147483647):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (decimal_word(self.time),)

    def interpret_success(self, raw: RawReply) -> Acknowledged:
        match raw.result:
            case "0":
                return Acknowledged("done")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Acknowledged("done"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SetAutohangup:
        given = Given(words, 1, 1)
        return cls(time=given.decimal(0))


@frozen(init=False, eq=False, repr=False)
class SetCallerid(Command[Acknowledged]):
    r"""Set the caller's number and name.

    Takes a `CallerId`, which is quoted so that any name arrives whole, or a string in Asterisk's own notation,
    which is sent as it stands: `"Name" <number>`, a number, or a name. ANI stays as it was.

    On the wire: `SET CALLERID caller_id`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=1`: done. Always.

    Beware:
        - A number alone empties the name, and a name alone empties the number. (all; live on 22.10 and 16.28)
        - Blanks, parentheses and hyphens are stripped from the number, and all its dots but a trailing one. (all;
          live on 22.10 and 16.28)
        - Without an argument it answers success and changes nothing, though documented as required. (all; live on
          22.10 and 16.28)

    Examples:
        `SetCallerid(CallerId(number="1234", name="Bob X"))` is sent as `SET CALLERID "\"Bob X\" <1234>"`.
        `SetCallerid("1234")` is sent as `SET CALLERID 1234`.
    """

    words = ("SET", "CALLERID")
    synopsis = "SET CALLERID caller_id"
    dead = False
    interrupt = "never"
    reply_text = "word"

    caller_id: CallerId | str = field(validator=CallerIdText(max_bytes=255))
    """The caller's number and name. At most 255 bytes."""

    def __init__(self, caller_id: CallerId | str) -> None:
        put = object.__setattr__
        put(self, "caller_id", caller_id)
        if not (type(caller_id) is str and len(caller_id) <= 63 and caller_id):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (str(self.caller_id),)

    def interpret_success(self, raw: RawReply) -> Acknowledged:
        match raw.result:
            case "1":
                return Acknowledged("done")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Acknowledged("done"):
                return RawReply(200, "1")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SetCallerid:
        given = Given(words)
        return cls(caller_id=given.text(0))


@frozen(init=False, eq=False, repr=False)
class SetMusic(Command[Acknowledged]):
    """Start or stop music on hold.

    The music plays while Asterisk waits for commands; commands that send audio interrupt it.

    On the wire: `SET MUSIC on [music_class]`. Since Asterisk 1.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=0`: done. Always, even when the class does not exist.

    Beware:
        - The class is optional, though documented as required. (all; live on 22.10 and 16.28)
        - A first word other than on and off is answered with success and does nothing. (all; live on 22.10)

    Examples:
        `SetMusic(True)` is sent as `SET MUSIC on`.
        `SetMusic(True, "quiet jazz")` is sent as `SET MUSIC on "quiet jazz"`.
        `SetMusic(False)` is sent as `SET MUSIC off`.
    """

    words = ("SET", "MUSIC")
    synopsis = "SET MUSIC on [music_class]"
    dead = False
    interrupt = "never"
    reply_text = "word"

    on: bool = field(validator=Flag())
    """Whether the music is to play."""
    music_class: str | None = field(default=None, validator=Text(nonempty=True, optional=True))
    """The music class, as in musiconhold.conf. When left out: the channel's own class, or the default one."""

    def __init__(self, on: bool, music_class: str | None = None) -> None:
        put = object.__setattr__
        put(self, "on", on)
        put(self, "music_class", music_class)
        if not (type(on) is bool and (music_class is None or (type(music_class) is str and music_class))):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        words = ["on" if self.on else "off"]
        if self.music_class is not None:
            words.append(self.music_class)
        return words

    def interpret_success(self, raw: RawReply) -> Acknowledged:
        match raw.result:
            case "0":
                return Acknowledged("done")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Acknowledged("done"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SetMusic:
        given = Given(words, 1)
        return cls(on=given.switch(0), music_class=given.text_or_none(1))
