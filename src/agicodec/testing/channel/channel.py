"""The simulated channel of a call, which its commands read and change."""

# Without `from __future__ import annotations`: typing.get_type_hints of the subclass `Asterisk` would look up the names
# of string annotations in its own module.
from collections.abc import Iterable, Mapping
from math import inf
from pathlib import PurePosixPath
from typing import Final

from attrs import define, field

from agicodec.errors import shown
from agicodec.model import Command, Environment
from agicodec.results import ChannelState
from agicodec.testing.caller.actions import MILLISECONDS, Accepts, CallerAction, HungUp
from agicodec.testing.caller.caller import Caller
from agicodec.testing.caller.steps import milliseconds_of
from agicodec.testing.channel import caller_id
from agicodec.testing.checked import Channels, Names, Sounds, Variables, is_name, text_of
from agicodec.testing.dialplan.database import Database
from agicodec.testing.dialplan.functions import Unknown
from agicodec.wire import AsteriskVersion, from_wire, to_integer

__all__ = ["Channel", "NeverEnds"]

MOST_COMMANDS: Final = 10000
"""How many commands a flow may run: one that runs more is assumed never to end."""

SOUND: Final = 1000
"""The default length of a sound, in milliseconds."""

VERSION: Final = "22.10.1"
"""The version of Asterisk in the environment."""


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
"""The default unique id of the channel."""


CONTEXT, EXTENSION, PRIORITY, LANGUAGE = "default", "100", 1, "en"
"""The default place in the dialplan and language of the channel."""


NOTHING: Final = Accepts()
"""What a command that does not listen can use of the caller's actions: none."""


class NeverEnds(Exception):
    """The command runs until something stops it, and nothing in the script does."""


class Unsaid(Exception):
    """The kit cannot simulate the command, and the test has set no answer for it."""


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
    """The state of one call in Asterisk: variables, the database, sounds and the rest.

    A test sets these attributes before the call, and reads them afterwards.
    """

    caller: Caller = field(factory=Caller, validator=_is_caller)
    """The caller."""
    variables: Variables = field(factory=Variables, converter=_variables)
    """The channel variables, and the values of dialplan functions under their whole names, such as `CALLERID(num)`."""
    database: Database = field(factory=Database, converter=_database)
    """The Asterisk database, by family and key."""
    sounds: Sounds = field(factory=Sounds, converter=_sounds)
    """The lengths of sounds in seconds; `math.inf` for one that never ends. Any other sound takes one second."""
    missing: Names = field(factory=Names, converter=_names)
    """Sounds that do not exist. May contain directories: nothing below them can be played or recorded."""
    formats: Names = field(factory=lambda: Names(FORMATS), converter=_names, kw_only=True)
    """The formats in which RECORD FILE can write; by default, those of Asterisk's own modules."""
    channels: Channels = field(factory=Channels, converter=_channels)
    """The states of other channels by their names: `channels["PJSIP/ann-2"] = ChannelState("up")`."""
    engines: Names = field(factory=Names, converter=_names)
    """The names of the speech engines besides the default one. Case is ignored."""
    channel: str = field(default="PJSIP/caller-00000001", validator=is_name)
    """The channel's name."""
    arguments: tuple[str, ...] = field(default=(), converter=_texts)
    """The arguments of the AGI application in the dialplan, without the first, which is the script."""
    request: str = field(default="agi://127.0.0.1", validator=is_name, kw_only=True)
    """The first argument of the AGI application, for a `TestCall` or an `AsyncTestCall`: a URL that begins with
    `agi://` or `hagi://`, or the name of a script, which is for `call_script` too. Other kinds of calls have their own.
    """
    classes: tuple[type[Command[object]], ...] = field(default=(), converter=_classes)
    """Command classes of your own, which may replace those of agicodec; set before the call begins."""
    unique_id: str = field(default=UNIQUE_ID, validator=is_name)
    """The channel's unique id; calls on the same manager interface need different ones."""
    reports_hangup_late: bool = False
    """When the HANGUP line about a hangup during a command is sent: if false, right after the reply to that command; if
    true, just before the next reply, when the flow has already sent its next command. Asterisk does either."""
    up: bool = field(default=False, init=False)
    """Whether ANSWER has answered the call; a later hangup does not change it."""
    hung_up: bool = field(default=False, init=False)
    """Whether the caller has hung up."""
    heard: list[str] = field(factory=list[str], init=False)
    """The sounds that the caller heard, and the texts of SAY commands, in order."""
    messages: list[str] = field(factory=list[str], init=False)
    """The messages of VERBOSE."""
    texts: list[str] = field(factory=list[str], init=False)
    """The texts that SEND TEXT sent to the caller."""
    recordings: dict[str, float] = field(factory=dict[str, float], init=False)
    """The lengths of the recorded files, in seconds."""
    music: str | None = field(default=None, init=False)
    """The class of the music on hold that plays; empty for the default class, None if no music plays."""
    goes_on_at: dict[str, str | int] = field(factory=dict[str, str | int], init=False)
    """Where the dialplan continues: `context`, `extension` and `priority`, those of them that commands have set."""
    hangs_up_at: float = field(default=inf, init=False)
    """The `time` in milliseconds at which the channel hangs up by itself; `math.inf` unless SET AUTOHANGUP sets it."""
    speech: bool = field(default=False, init=False)
    """Whether the channel has a speech object."""
    number: int = field(default=0, init=False)
    """The number of commands that were run or refused."""
    _leaves: bool = field(default=False, init=False)

    @property
    def time(self) -> float:
        """The simulated time since the call began, in milliseconds."""
        return self.caller.time

    def know(self, command: type[Command[object]]) -> None:
        """Add a class to `classes`, unless it is there already."""
        if command not in self.classes:
            self.classes = (*self.classes, command)

    def environment(self, request: str | None = None, *, enhanced: bool = False) -> Environment:
        """Return the environment of the call.

        Args:
            request: the first argument of the AGI application: a script, a URL that begins with `agi://` or `hagi://`,
                or `agi:async`, in any case; by default, `self.request`.
            enhanced: whether the application is EAGI, which runs only scripts.

        Raises:
            CallFlowError: CALLERID(all) is too long, or EAGI does not run the request.
        """
        request = self.request if request is None else request
        kind = request.lower()
        network, is_async = kind.startswith(("agi://", "hagi://")), kind.startswith("agi:async")
        if enhanced and (network or is_async):
            raise self.caller.conversation.failure(f"EAGI({request}) fails: AGISTATUS would be FAILURE.")
        script = request.partition("://")[2].partition("/")[2] if network else ""
        said = self.variables.get
        try:
            number, name = caller_id.identity(self.caller, self.variables)
        except Unknown as error:
            raise self.caller.conversation.failure(str(error)) from None
        return Environment(
            network=network,
            network_script=script or None,
            request="async" if is_async else request,
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
        """Count a command that is run or refused.

        Raises:
            CallFlowError: there were 10000 already.
        """
        self.number += 1
        if self.number > MOST_COMMANDS:
            raise self.caller.conversation.failure(f"The flow has run {MOST_COMMANDS} commands and does not end.")

    def passes(self, seconds: float) -> None:
        """Let simulated time pass between two commands, as when the application does something else.

        Keys, words and texts during that time are lost. A hangup is reported at the next command.

        Args:
            seconds: how long, zero or more.

        Raises:
            TypeError: the time is not a number.
            ValueError: it is negative, infinite or NaN.
        """
        end = self.time + milliseconds_of(seconds, "passes")
        if not self.hung_up:
            self._leaves = self._wait(end - self.time, NOTHING, 0) is not None
        self.caller.time = end

    def hangs_up_now(self) -> bool:
        """Return whether the channel has hung up since the last command, after performing a hangup that is due."""
        leaves, self._leaves = self._leaves, False
        leaves = leaves or (not self.hung_up and self.caller.is_gone_before(self.number + 1))
        leaves = leaves or self.hangs_up_after_reply()
        self.hung_up = self.hung_up or leaves
        return leaves

    def hangs_up_after_reply(self) -> bool:
        """Return whether the caller hangs up right after the last reply, or the environment."""
        leaves = not self.hung_up and self.caller.is_gone_after(self.number)
        self.hung_up = self.hung_up or leaves
        return leaves

    def refuse(self) -> bool:
        """Return whether the caller hangs up while a line is refused."""
        leaves = not self.hung_up and self.caller.is_gone_during(self.number)
        self.hung_up = self.hung_up or leaves
        return leaves

    def is_called(self, name: str) -> bool:
        """Return whether a name or a unique id is that of the channel, ignoring case."""
        return name.lower() in (self.channel.lower(), self.unique_id.lower())

    def lacks(self, sound: str) -> bool:
        """Return whether a sound is missing: it has no name, or it or a directory above it is in `missing`."""
        return not sound or sound in self.missing or self.lacks_directory(sound)

    def lacks_directory(self, sound: str) -> bool:
        """Return whether a directory above a sound is missing."""
        return bool(self.missing) and any(str(place) in self.missing for place in PurePosixPath(sound).parents)

    def opens(self, sound: str) -> float | None:
        """Open a sound, which ends the music on hold, and return its length in milliseconds; None if it is missing."""
        self.music = None
        return None if self.lacks(sound) else self.length(sound)

    def plays(self, sound: str) -> None:
        """Begin to play a sound."""
        self.music = None
        self.heard.append(sound)
        self.caller.hears(sound)

    def wait(self, milliseconds: float, accepts: Accepts = NOTHING) -> CallerAction | None:
        """Let time pass, and return the action of the caller that ends the wait; None if none does.

        Args:
            milliseconds: how long to wait at most; may be `math.inf`.
            accepts: the actions that end the wait, besides a hangup; others are lost.

        Raises:
            NeverEnds: the wait has no end.
        """
        return HungUp(0) if self.hung_up else self._wait(milliseconds, accepts, self.number)

    def _wait(self, milliseconds: float, accepts: Accepts, number: int) -> CallerAction | None:
        rest = max(0, self.hangs_up_at - self.time)
        action = self.caller.within(min(milliseconds, rest), accepts, number=number)
        if action is None and rest <= milliseconds and rest < inf:
            self.caller.conversation.asterisk("(the time of SET AUTOHANGUP is up)")
            action = HungUp(rest)
        if action is None and milliseconds == inf:
            raise NeverEnds
        if isinstance(action, HungUp):
            self.hung_up = True
        return action

    def length(self, sound: str) -> float:
        """Return the length of a sound, or of a recording of this call, in milliseconds."""
        seconds = self.recordings.get(sound) if sound in self.recordings else self.sounds.get(sound)
        return SOUND if seconds is None else seconds * MILLISECONDS
