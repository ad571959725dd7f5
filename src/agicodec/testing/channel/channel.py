"""The channel of a call without telephone, server or time: what the commands of the call work on."""

# Annotations are no strings here: their names would be looked for where `Asterisk` is, which inherits the attributes.
from collections.abc import Iterable, Mapping
from math import inf
from pathlib import PurePosixPath
from typing import Final

from attrs import define, field

from agicodec.errors import shown
from agicodec.model import Command, Environment
from agicodec.results import ChannelState
from agicodec.testing.caller.caller import Caller
from agicodec.testing.caller.deeds import MILLISECONDS, Deed, HungUp, Takes
from agicodec.testing.caller.steps import milliseconds_of
from agicodec.testing.channel import party
from agicodec.testing.dialplan.database import Database
from agicodec.testing.dialplan.functions import Unknown
from agicodec.testing.kept import Channels, Names, Sounds, Variables, is_name, text_of
from agicodec.wire import AsteriskVersion, from_wire, to_integer

__all__ = ["Channel", "NeverEnds"]

MOST_COMMANDS: Final = 10000
"""How many commands a flow may run; more are taken for a flow that never ends."""

SOUND: Final = 1000
"""How many milliseconds a sound takes of which nothing else is said."""

VERSION: Final = "22.10.1"
"""The version that the environment gives."""


FORMATS: Final = frozenset(
    {
        *(
            "WAV",
            "al",
            "alaw",
            "alw",
            "au",
            "g722",
            "g726-16",
            "g726-24",
            "g726-32",
            "g726-40",
            "gsm",
            "ilbc",
            "mu",
            "ogg",
        ),
        *("pcm", "raw", "slin", "sln", "sln12", "sln16", "sln192", "sln24", "sln32", "sln44", "sln48", "sln96", "ul"),
        *("ulaw", "ulw", "vox", "wav", "wav16", "wav49"),
    }
)
"""The formats of Asterisk's own modules and codecs, by the extension of their files."""

UNIQUE_ID: Final = "1795471207.1"
"""The channel's unique id, unless the test says otherwise."""


CONTEXT, EXTENSION, PRIORITY, LANGUAGE = "default", "100", 1, "en"
"""Where the dialplan is as the call begins, and the channel's language, unless the test says otherwise."""


NOTHING: Final = Takes()
"""What a command takes from the caller that does not listen."""


class NeverEnds(Exception):
    """The command runs until something stops it, and nothing does."""


class Unsaid(Exception):
    """What the command does is for the test to say, which has not."""


def _variables(entries: Mapping[str, str]) -> Variables:
    return entries if isinstance(entries, Variables) else Variables(entries)


def _database(entries: Mapping[tuple[str, str], str]) -> Database:
    return entries if isinstance(entries, Database) else Database(entries)


def _sounds(entries: Mapping[str, float]) -> Sounds:
    return entries if isinstance(entries, Sounds) else Sounds(entries)


def _channels(entries: Mapping[str, ChannelState]) -> Channels:
    return entries if isinstance(entries, Channels) else Channels(entries)


def _names(names: Iterable[str]) -> Names:
    return names if isinstance(names, Names) else Names(names)


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    if isinstance(texts, str):
        raise TypeError(f"arguments: expected several strings, found {texts!r}; write ({texts!r},) for one")
    return tuple(text_of(text, f"arguments[{index}]") for index, text in enumerate(texts))


def _classes(classes: Iterable[type[Command[object]]]) -> tuple[type[Command[object]], ...]:
    if isinstance(classes, type) or not all(map(_is_class, classes)):
        raise TypeError(
            f"classes: expected several classes of commands, such as (QueuePosition,), found {shown(classes)}"
        )
    return tuple(classes)


def _is_class(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Command)


def _is_caller(_channel: object, _attribute: object, value: object) -> None:
    if not isinstance(value, Caller):
        raise TypeError(f"caller: expected a Caller, found {shown(value)}")


@define
class Channel:
    """What one call meets: variables, the database, sounds and the rest; all of it may be set before and read after."""

    caller: Caller = field(factory=Caller, validator=_is_caller)
    """Who calls."""
    variables: Variables = field(factory=Variables, converter=_variables)
    """The channel variables. What a dialplan function returns is there too, under its whole name: `CALLERID(num)`."""
    database: Database = field(factory=Database, converter=_database)
    """The Asterisk database, by family and key."""
    sounds: Sounds = field(factory=Sounds, converter=_sounds)
    """How many seconds a sound takes; one second for those that are not here. `math.inf` for one that never ends."""
    missing: Names = field(factory=Names, converter=_names)
    """The sounds that are not there, and the directories, in which nothing can be recorded either."""
    formats: Names = field(factory=lambda: Names(FORMATS), converter=_names, kw_only=True)
    """The formats in which RECORD FILE can write: unless set, those that Asterisk brings along."""
    channels: Channels = field(factory=Channels, converter=_channels)
    """The other channels that there are, with their states: `channels["PJSIP/ann-2"] = ChannelState("up")`."""
    engines: Names = field(factory=Names, converter=_names)
    """The speech engines besides the default one, by their names in any case."""
    channel: str = field(default="PJSIP/caller-00000001", validator=is_name)
    """The channel's name."""
    arguments: tuple[str, ...] = field(default=(), converter=_texts)
    """What the dialplan gave to the AGI application besides."""
    classes: tuple[type[Command[object]], ...] = field(default=(), converter=_classes)
    """Command classes to know besides those of agicodec, or in their place; set before the flow begins."""
    unique_id: str = field(default=UNIQUE_ID, validator=is_name)
    """The channel's unique id, which tells the calls of one manager connection apart."""
    reports_hangup_late: bool = False
    """Whether the HANGUP line about a hangup during a command comes only ahead of the next reply, when the flow has
    sent its next command already, rather than right behind the reply to that command. On Asterisk either may happen."""
    up: bool = field(default=False, init=False)
    """Whether the call was answered, with ANSWER; a hangup later does not change it."""
    hung_up: bool = field(default=False, init=False)
    """Whether the caller has hung up."""
    heard: list[str] = field(factory=list[str], init=False)
    """The sounds that the caller heard, and what was said, in their order."""
    messages: list[str] = field(factory=list[str], init=False)
    """What was written to the console."""
    texts: list[str] = field(factory=list[str], init=False)
    """The texts that were sent to the caller."""
    recordings: dict[str, float] = field(factory=dict[str, float], init=False)
    """The files that were recorded, with their seconds."""
    music: str | None = field(default=None, init=False)
    """The class of the music on hold that plays; empty for the channel's own, None for none."""
    goes_on_at: dict[str, str | int] = field(factory=dict[str, str | int], init=False)
    """Where the dialplan goes on: `context`, `extension` and `priority`, as far as they were set."""
    hangs_up_at: float = field(default=inf, init=False)
    """The `time` at which the channel hangs up by itself; endless unless SET AUTOHANGUP says so."""
    speech: bool = field(default=False, init=False)
    """Whether there is a speech object."""
    number: int = field(default=0, init=False)
    """How many commands were run or refused."""
    _leaves: bool = field(default=False, init=False)

    @property
    def time(self) -> float:
        """How many milliseconds the call would have taken so far."""
        return self.caller.time

    def know(self, command: type[Command[object]]) -> None:
        """Add a class to `classes`, unless it is one of them."""
        if command not in self.classes:
            self.classes = (*self.classes, command)

    def environment(self, request: str = "agi://127.0.0.1", *, enhanced: bool = False) -> Environment:
        """Make the environment of the call.

        Args:
            request: what the dialplan asked for: a script, a URL that begins with `agi://`, or `async`.
            enhanced: whether it is EAGI.

        Raises:
            CallFlowError: CALLERID(all) is too long.
        """
        network = request.startswith("agi://")
        script = request.removeprefix("agi://").partition("/")[2] if network else ""
        said = self.variables.get
        try:
            number, name = party.identity(self.caller, self.variables)
        except Unknown as error:
            raise self.caller.conversation.failure(str(error)) from None
        return Environment(
            network=network,
            network_script=script or None,
            request=request,
            channel=self.channel,
            language=said("CHANNEL(language)", LANGUAGE),
            type=self.channel.partition("/")[0],
            unique_id=self.unique_id,
            version=AsteriskVersion.parse(VERSION),
            caller_id_number=from_wire(number) or None,
            caller_id_name=from_wire(name) or None,
            context=said("CONTEXT", CONTEXT),
            extension=said("EXTEN", EXTENSION),
            priority=to_integer(said("PRIORITY", "")) or PRIORITY,
            account_code=said("CHANNEL(accountcode)", ""),
            enhanced=enhanced,
            thread_id=1,
            arguments=self.arguments,
        )

    def count(self) -> None:
        """Count a command of the call, run or refused.

        Raises:
            CallFlowError: there are too many.
        """
        self.number += 1
        if self.number > MOST_COMMANDS:
            raise self.caller.conversation.failure(f"The flow has run {MOST_COMMANDS} commands and does not end.")

    def passes(self, seconds: float) -> None:
        """Let time pass between two commands, in which the application does something else.

        Keys, words and texts that come meanwhile are lost; a hangup is reported when the next command comes.

        Args:
            seconds: how long.

        Raises:
            ValueError: that is no time.
        """
        end = self.time + milliseconds_of(seconds, "passes")
        if not self.hung_up:
            self._leaves = self._wait(end - self.time, NOTHING, 0) is not None
        self.caller.time = end

    def hangs_up_now(self) -> bool:
        """Return whether the channel hangs up between two commands: now, or since the last one."""
        leaves, self._leaves = self._leaves, False
        leaves = leaves or (not self.hung_up and self.caller.is_gone_before(self.number + 1)) or self.hangs_up_behind()
        self.hung_up = self.hung_up or leaves
        return leaves

    def hangs_up_behind(self) -> bool:
        """Return whether the caller hangs up right after the last command was answered, or the environment was sent."""
        leaves = not self.hung_up and self.caller.is_gone_after(self.number)
        self.hung_up = self.hung_up or leaves
        return leaves

    def refuse(self) -> bool:
        """Return whether the caller hangs up while a line is refused."""
        leaves = not self.hung_up and self.caller.is_gone_during(self.number)
        self.hung_up = self.hung_up or leaves
        return leaves

    def is_called(self, name: str) -> bool:
        """Return whether a name or a unique id is that of the channel, without regard to case."""
        return name.lower() in (self.channel.lower(), self.unique_id.lower())

    def lacks(self, sound: str) -> bool:
        """Return whether there is no such sound, as there is none without a name or below a missing directory."""
        return not sound or sound in self.missing or self.lacks_directory(sound)

    def lacks_directory(self, sound: str) -> bool:
        """Return whether a directory is missing in which a sound would be."""
        return bool(self.missing) and any(str(place) in self.missing for place in PurePosixPath(sound).parents)

    def opens(self, sound: str) -> float | None:
        """Look for a sound to play, which ends the music on hold; return how many milliseconds it takes.

        None when there is no such sound.
        """
        self.music = None
        return None if self.lacks(sound) else self.length(sound)

    def plays(self, sound: str) -> None:
        """Have a sound begin to play."""
        self.music = None
        self.heard.append(sound)
        self.caller.hears(sound)

    def wait(self, milliseconds: float, takes: Takes = NOTHING) -> Deed | None:
        """Let time pass, and tell what the caller did that ends the wait; None when nothing did.

        Args:
            milliseconds: how long to wait at most.
            takes: what ends the wait, besides a hangup; what else comes is lost.

        Raises:
            NeverEnds: it would take for ever.
        """
        return HungUp(0) if self.hung_up else self._wait(milliseconds, takes, self.number)

    def _wait(self, milliseconds: float, takes: Takes, number: int) -> Deed | None:
        rest = max(0, self.hangs_up_at - self.time)
        deed = self.caller.within(min(milliseconds, rest), takes, number=number)
        if deed is None and rest <= milliseconds and rest < inf:
            self.caller.conversation.asterisk("(the time of SET AUTOHANGUP is up)")
            deed = HungUp(rest)
        if deed is None and milliseconds == inf:
            raise NeverEnds
        if isinstance(deed, HungUp):
            self.hung_up = True
        return deed

    def length(self, sound: str) -> float:
        """Return the milliseconds that a sound takes, which may have been recorded in the call."""
        seconds = self.recordings.get(sound) if sound in self.recordings else self.sounds.get(sound)
        return SOUND if seconds is None else seconds * MILLISECONDS
