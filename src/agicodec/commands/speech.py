# Generated from spec/commands/speech.toml by `make generate`: change the spec, not this file.

"""Commands for speech recognition; they need a speech engine in Asterisk."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen, validate

from agicodec.arguments import INT_MAX, Integer, Text
from agicodec.command import Command
from agicodec.given import Given
from agicodec.reply import KEY_NUMBERS, RawReply, speech_fields
from agicodec.results import Recognition, SpeechDone

__all__ = [
    "SpeechActivateGrammar",
    "SpeechCreate",
    "SpeechDeactivateGrammar",
    "SpeechDestroy",
    "SpeechLoadGrammar",
    "SpeechRecognize",
    "SpeechSet",
    "SpeechUnloadGrammar",
]


@frozen(init=False, eq=False, repr=False)
class SpeechCreate(Command[SpeechDone]):
    """Create the session's speech object.

    A session has at most one, which all other SPEECH commands use; it is freed when the session ends.

    On the wire: `SPEECH CREATE [engine]`. Since Asterisk 1.6.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=1`: done. The object exists.
        `200 result=0`: failed. There is one already, the engine is unknown, or it refused.

    Beware:
        - The engine is optional, though documented as required. (all; live on 22.10 and 16.28)
        - When Asterisk has no memory for the list of formats, no reply comes at all. (10 and later; source)

    Examples:
        `SpeechCreate()` is sent as `SPEECH CREATE`.
        `SpeechCreate("vosk")` is sent as `SPEECH CREATE vosk`.
    """

    words = ("SPEECH", "CREATE")
    synopsis = "SPEECH CREATE [engine]"
    dead = False
    interrupt = "never"
    reply_text = "word"

    engine: str | None = field(default=None, validator=Text(nonempty=True, optional=True))
    """The engine's name, without regard to case. When left out: the default engine."""

    def __init__(self, engine: str | None = None) -> None:
        put = object.__setattr__
        put(self, "engine", engine)
        if not (engine is None or (type(engine) is str and engine)):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        words: list[str] = []
        if self.engine is not None:
            words.append(self.engine)
        return words

    def interpret_success(self, raw: RawReply) -> SpeechDone:
        match raw.result:
            case "1":
                return SpeechDone("done")
            case "0":
                return SpeechDone("failed")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case SpeechDone("done"):
                return RawReply(200, "1")
            case SpeechDone("failed"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SpeechCreate:
        given = Given(words)
        return cls(engine=given.text_or_none(0))


@frozen(init=False, eq=False, repr=False)
class SpeechSet(Command[SpeechDone]):
    """Change a setting of the speech engine.

    The settings are the engine's own.

    On the wire: `SPEECH SET name value`. Since Asterisk 1.6.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=1`: done. The setting was passed on; whether the engine took it is not known.
        `200 result=0`: failed. There is no speech object.

    Examples:
        `SpeechSet("max_time", "5")` is sent as `SPEECH SET max_time 5`.
    """

    words = ("SPEECH", "SET")
    synopsis = "SPEECH SET name value"
    dead = False
    interrupt = "never"
    reply_text = "word"

    name: str = field(validator=Text(nonempty=True))
    """The setting's name."""
    value: str = field(validator=Text())
    """Its value."""

    def __init__(self, name: str, value: str) -> None:
        put = object.__setattr__
        put(self, "name", name)
        put(self, "value", value)
        if not (type(name) is str and name and type(value) is str):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.name, self.value)

    def interpret_success(self, raw: RawReply) -> SpeechDone:
        match raw.result:
            case "1":
                return SpeechDone("done")
            case "0":
                return SpeechDone("failed")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case SpeechDone("done"):
                return RawReply(200, "1")
            case SpeechDone("failed"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SpeechSet:
        given = Given(words, 2, 2)
        return cls(name=given.text(0), value=given.text(1))


@frozen(eq=False, repr=False)
class SpeechDestroy(Command[SpeechDone]):
    """Destroy the session's speech object.

    Another one may be created afterwards.

    On the wire: `SPEECH DESTROY`. Since Asterisk 1.6.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=1`: done. The object is gone.
        `200 result=0`: failed. There is no speech object.

    Examples:
        `SpeechDestroy()` is sent as `SPEECH DESTROY`.
    """

    words = ("SPEECH", "DESTROY")
    synopsis = "SPEECH DESTROY"
    dead = True
    interrupt = "never"
    reply_text = "word"

    def argument_words(self) -> Sequence[str]:
        return ()

    def interpret_success(self, raw: RawReply) -> SpeechDone:
        match raw.result:
            case "1":
                return SpeechDone("done")
            case "0":
                return SpeechDone("failed")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case SpeechDone("done"):
                return RawReply(200, "1")
            case SpeechDone("failed"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SpeechDestroy:
        return cls()


@frozen(init=False, eq=False, repr=False)
class SpeechLoadGrammar(Command[SpeechDone]):
    """Load a grammar into the speech engine.

    It takes part in recognition once it is activated.

    On the wire: `SPEECH LOAD GRAMMAR name path`. Since Asterisk 1.6.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=1`: done. The grammar is loaded.
        `200 result=0`: failed. There is no speech object, or the engine refused.

    Examples:
        `SpeechLoadGrammar("menu", "/etc/grammars/menu.gram")` is sent as `SPEECH LOAD GRAMMAR menu
            /etc/grammars/menu.gram`.
    """

    words = ("SPEECH", "LOAD", "GRAMMAR")
    synopsis = "SPEECH LOAD GRAMMAR name path"
    dead = False
    interrupt = "never"
    reply_text = "word"

    name: str = field(validator=Text(nonempty=True))
    """The name by which it is known from now on."""
    path: str = field(validator=Text(nonempty=True))
    """Its file."""

    def __init__(self, name: str, path: str) -> None:
        put = object.__setattr__
        put(self, "name", name)
        put(self, "path", path)
        if not (type(name) is str and name and type(path) is str and path):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.name, self.path)

    def interpret_success(self, raw: RawReply) -> SpeechDone:
        match raw.result:
            case "1":
                return SpeechDone("done")
            case "0":
                return SpeechDone("failed")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case SpeechDone("done"):
                return RawReply(200, "1")
            case SpeechDone("failed"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SpeechLoadGrammar:
        given = Given(words, 2, 2)
        return cls(name=given.text(0), path=given.text(1))


@frozen(init=False, eq=False, repr=False)
class SpeechUnloadGrammar(Command[SpeechDone]):
    """Unload a grammar from the speech engine.

    Its name is free again.

    On the wire: `SPEECH UNLOAD GRAMMAR name`. Since Asterisk 1.6.0, in `res_agi`. May run on a dead channel.

    Replies:
        `200 result=1`: done. The grammar is unloaded.
        `200 result=0`: failed. There is no speech object, or the engine refused.

    Examples:
        `SpeechUnloadGrammar("menu")` is sent as `SPEECH UNLOAD GRAMMAR menu`.
    """

    words = ("SPEECH", "UNLOAD", "GRAMMAR")
    synopsis = "SPEECH UNLOAD GRAMMAR name"
    dead = True
    interrupt = "never"
    reply_text = "word"

    name: str = field(validator=Text(nonempty=True))
    """The grammar's name."""

    def __init__(self, name: str) -> None:
        put = object.__setattr__
        put(self, "name", name)
        if not (type(name) is str and name):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.name,)

    def interpret_success(self, raw: RawReply) -> SpeechDone:
        match raw.result:
            case "1":
                return SpeechDone("done")
            case "0":
                return SpeechDone("failed")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case SpeechDone("done"):
                return RawReply(200, "1")
            case SpeechDone("failed"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SpeechUnloadGrammar:
        given = Given(words, 1, 1)
        return cls(name=given.text(0))


@frozen(init=False, eq=False, repr=False)
class SpeechActivateGrammar(Command[SpeechDone]):
    """Activate a loaded grammar of the speech engine.

    It takes part in recognition from now on.

    On the wire: `SPEECH ACTIVATE GRAMMAR name`. Since Asterisk 1.6.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=1`: done. The grammar is active.
        `200 result=0`: failed. There is no speech object, or the engine refused.

    Examples:
        `SpeechActivateGrammar("menu")` is sent as `SPEECH ACTIVATE GRAMMAR menu`.
    """

    words = ("SPEECH", "ACTIVATE", "GRAMMAR")
    synopsis = "SPEECH ACTIVATE GRAMMAR name"
    dead = False
    interrupt = "never"
    reply_text = "word"

    name: str = field(validator=Text(nonempty=True))
    """The grammar's name."""

    def __init__(self, name: str) -> None:
        put = object.__setattr__
        put(self, "name", name)
        if not (type(name) is str and name):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.name,)

    def interpret_success(self, raw: RawReply) -> SpeechDone:
        match raw.result:
            case "1":
                return SpeechDone("done")
            case "0":
                return SpeechDone("failed")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case SpeechDone("done"):
                return RawReply(200, "1")
            case SpeechDone("failed"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SpeechActivateGrammar:
        given = Given(words, 1, 1)
        return cls(name=given.text(0))


@frozen(init=False, eq=False, repr=False)
class SpeechDeactivateGrammar(Command[SpeechDone]):
    """Deactivate a grammar of the speech engine.

    It stays loaded but takes no part in recognition.

    On the wire: `SPEECH DEACTIVATE GRAMMAR name`. Since Asterisk 1.6.0, in `res_agi`. Needs a live channel.

    Replies:
        `200 result=1`: done. The grammar is inactive.
        `200 result=0`: failed. There is no speech object, or the engine refused.

    Examples:
        `SpeechDeactivateGrammar("menu")` is sent as `SPEECH DEACTIVATE GRAMMAR menu`.
    """

    words = ("SPEECH", "DEACTIVATE", "GRAMMAR")
    synopsis = "SPEECH DEACTIVATE GRAMMAR name"
    dead = False
    interrupt = "never"
    reply_text = "word"

    name: str = field(validator=Text(nonempty=True))
    """The grammar's name."""

    def __init__(self, name: str) -> None:
        put = object.__setattr__
        put(self, "name", name)
        if not (type(name) is str and name):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        return (self.name,)

    def interpret_success(self, raw: RawReply) -> SpeechDone:
        match raw.result:
            case "1":
                return SpeechDone("done")
            case "0":
                return SpeechDone("failed")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case SpeechDone("done"):
                return RawReply(200, "1")
            case SpeechDone("failed"):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SpeechDeactivateGrammar:
        given = Given(words, 1, 1)
        return cls(name=given.text(0))


@frozen(init=False, eq=False, repr=False)
class SpeechRecognize(Command[Recognition]):
    """Play a prompt and recognize what the caller says.

    The engine may cut the prompt short when it hears speech. The text that comes back is not escaped: one that
    holds a quotation mark followed by a blank and the word grammar is cut there.

    On the wire: `SPEECH RECOGNIZE prompt timeout [offset]`. Since Asterisk 1.6.0, in `res_agi`. Needs a live
    channel.

    Replies:
        `200 result=1 (speech) endpos={endpos} results={matches}`: speech. The caller spoke; a list of matches,
            perhaps empty.
        `200 result=1 (digit) digit={digit} endpos={endpos}`: digit. A key, as itself.
        `200 result=1 (hangup) endpos={endpos}`: hung up. The channel hung up.
        `200 result=1 (timeout) endpos={endpos}`: timeout. The caller neither spoke nor pressed a key.
        `200 result=0`: failed. There is no speech object, or the channel's audio cannot be had.

    Beware:
        - The timeout is in seconds, where all other commands have milliseconds. (all; live on 22.10 and 16.28)
        - The list of matches is cut after 4095 bytes. (all; live on 22.10 and 16.28)
        - A fourth argument makes Asterisk ignore the offset too. (all; source)

    Examples:
        `SpeechRecognize("say-a-name", 5)` is sent as `SPEECH RECOGNIZE say-a-name 5`.
        `SpeechRecognize("say-a-name", 5, 8000)` is sent as `SPEECH RECOGNIZE say-a-name 5 8000`.
    """

    words = ("SPEECH", "RECOGNIZE")
    synopsis = "SPEECH RECOGNIZE prompt timeout [offset]"
    dead = False
    interrupt = "never"
    reply_text = "word"

    prompt: str = field(validator=Text(nonempty=True))
    """The prompt's name without its extension; one that is missing is passed over."""
    timeout: int = field(validator=Integer(0, 2147483647))
    """How long to wait after the prompt, in seconds; 0 waits forever."""
    offset: int | None = field(default=None, validator=Integer(0, optional=True))
    """Where in the prompt to begin, in samples. When left out: from the beginning."""

    def __init__(self, prompt: str, timeout: int, offset: int | None = None) -> None:
        put = object.__setattr__
        put(self, "prompt", prompt)
        put(self, "timeout", timeout)
        put(self, "offset", offset)
        if not (
            type(prompt) is str
            and prompt
            and type(timeout) is int
            and 0 <= timeout <= 2147483647
            and (offset is None or (type(offset) is int and 0 <= offset <= INT_MAX))
        ):
            validate(self)

    def argument_words(self) -> Sequence[str]:
        words = [self.prompt, str(self.timeout)]
        if self.offset is not None:
            words.append(str(self.offset))
        return words

    def interpret_success(self, raw: RawReply) -> Recognition:
        match raw.result, raw.text, raw.endpos, raw.fields.get("digit"):
            case "1", "speech", int(endpos), _:
                return Recognition("speech", endpos=endpos, matches=raw.matches)
            case "1", "digit", int(endpos), str(digit):
                return Recognition("digit", endpos=endpos, digit=digit)
            case "1", "hangup", int(endpos), _:
                return Recognition("hung up", endpos=endpos)
            case "1", "timeout", int(endpos), _:
                return Recognition("timeout", endpos=endpos)
            case "0", None, None, _:
                return Recognition("failed")
            case _:
                raise self.unexpected(raw)

    def reply_with(self, result: object) -> RawReply:
        match result:
            case Recognition("speech", matches=tuple(matches), digit=None, endpos=int(endpos)):
                return RawReply(200, "1", text="speech", tail=f"endpos={endpos} results={speech_fields(matches)}")
            case Recognition("digit", matches=(), digit=str(digit), endpos=int(endpos)) if digit in KEY_NUMBERS:
                return RawReply(200, "1", text="digit", tail=f"digit={digit} endpos={endpos}")
            case Recognition("hung up", matches=(), digit=None, endpos=int(endpos)):
                return RawReply(200, "1", text="hangup", tail=f"endpos={endpos}")
            case Recognition("timeout", matches=(), digit=None, endpos=int(endpos)):
                return RawReply(200, "1", text="timeout", tail=f"endpos={endpos}")
            case Recognition("failed", matches=(), digit=None, endpos=None):
                return RawReply(200, "0")
            case _:
                raise self.inexpressible(result)

    @classmethod
    def from_words(cls, words: Sequence[str]) -> SpeechRecognize:
        given = Given(words, 2)
        return cls(
            prompt=given.text(0),
            timeout=given.lenient_integer(1),
            offset=given.lenient_integer_or_none(2) if given.count == 3 else None,
        )
