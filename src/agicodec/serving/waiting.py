"""Which channels are in AsyncAGI already when a manager client connects, without I/O.

No event repeats that a channel has entered AsyncAGI. Two lists report which application a channel runs, and neither is
reliable. During an EXEC, both report the application of that; CoreShowChannels also does afterwards, until Asterisk
takes the next snapshot of the channel (pbx_exec in main/pbx_app.c), while Status asks the channel itself. A channel
that neither list shows in AsyncAGI, and that no earlier connection has served, is noticed when a command of any client
has run on it.

So each channel that may be waiting is asked to run NOOP. If the event with the reply arrives, the channel is in
AsyncAGI; if that event is not full, the channel's pipe is empty, so that a session can begin (launch_asyncagi in
res/res_agi.c).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import define, frozen

from agicodec.asyncagi.actions import ActionResponse, make_action
from agicodec.asyncagi.ami import Message
from agicodec.asyncagi.messages import (
    AsyncAgiEnded,
    AsyncAgiExecuted,
    AsyncAgiStarted,
    ChannelEvent,
    ChannelGone,
    ChannelIdentity,
    ChannelRenamed,
    read_message,
)
from agicodec.commands.control import Noop
from agicodec.errors import InvalidArgument
from agicodec.model.environment import Environment
from agicodec.wire.command_line import to_integer
from agicodec.wire.versions import AsteriskVersion

__all__ = ["FoundChannel", "Waiting", "WaitingChannels", "environment_of"]

Waiting = Literal["adopt", "break", "leave"]
"""What becomes of the channels that are in AsyncAGI already when the manager client connects."""

_LISTED: Final = ("coreshowchannel", "status")
"""The events in which the lists report a channel."""

_APPLICATIONS: Final = ("agi", "deadagi")
_SCRIPT: Final = "agi:async"
"""How the first argument begins that means AsyncAGI, in any case: what follows is ignored (launch_script)."""

_UNKNOWN: Final = "<unknown>"
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED: Final = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
"""The characters that ast_escape_c (main/utils.c) writes as letters after a backslash."""


@frozen
class FoundChannel:
    """A channel that is in AsyncAGI, and whose pipe is empty."""

    channel: str
    unique_id: str
    environment: Environment


@define(eq=False)
class _Candidate:
    """A channel that may be in AsyncAGI."""

    identity: ChannelIdentity
    environment: Environment
    probe_id: str


class WaitingChannels:
    """Finds the channels in AsyncAGI on a new connection.

    Write the actions in `requests` after the login; then pass each message to `receive`, until `is_over`.

    Args:
        prefix: the beginning of the ids of all actions, which no other part of the program uses.
        known: the environments, by their unique ids, of channels that were in AsyncAGI when an earlier connection
            ended. These are asked whatever application they seem to run.
    """

    def __init__(self, prefix: str, known: Mapping[str, Environment]) -> None:
        self._settings_id = f"{prefix}-settings"
        self._list_id = f"{prefix}-list"
        self._status_id = f"{prefix}-status"
        self._prefix = prefix
        self._known = dict(known)
        self._version: AsteriskVersion | None = None
        self._is_listed = False
        self._has_status = False
        self._asked: set[str] = set()
        """The unique ids of listed channels that were asked."""
        self._started: set[str] = set()
        """The unique ids, or else the names, of channels whose starts were reported before they were listed."""
        self._others: set[str] = set()
        """The unique ids of channels that were listed, and may be in AsyncAGI although they run another application."""
        self._count = 0
        self._candidates: dict[str, _Candidate] = {}
        """The channels that were asked, by the ids of the last actions."""
        self.problem: str = ""
        """Why no channels are found: Asterisk's message, or empty."""

    @property
    def requests(self) -> Sequence[Mapping[str, str]]:
        """The actions to begin with; the user needs `write = system` or `write = reporting`.

        CoreSettings reports the release of Asterisk, which no list contains.
        """
        return (
            {"Action": "CoreSettings", "ActionID": self._settings_id},
            {"Action": "CoreShowChannels", "ActionID": self._list_id},
            {"Action": "Status", "ActionID": self._status_id},
        )

    @property
    def is_done(self) -> bool:
        """Whether the channels are listed, and those have run NOOP that were asked."""
        return self._is_listed and not self._candidates

    @property
    def is_over(self) -> bool:
        """Whether no channel can be found any more."""
        return self.is_done and self._has_status and not self._others

    @property
    def unresolved(self) -> Mapping[str, Environment]:
        """The environments of the channels that may still be found, by their unique ids."""
        asked = self._candidates.values()
        found = {candidate.identity.unique_id or "": candidate.environment for candidate in asked}
        return found if self._is_listed else {**self._known, **found}

    def receive(self, message: Message) -> tuple[Mapping[str, str] | None, FoundChannel | None]:
        """Process a message; return the action to write, and the channel that is found, or None for each."""
        action_id = message.get("ActionID", "")
        if action_id.startswith(self._prefix) and action_id in (self._list_id, self._status_id, self._settings_id):
            return self._answered(action_id, message), None
        received = read_message(message)
        if isinstance(received, ActionResponse):
            if not received.accepted:
                self._candidates.pop(received.action_id, None)
        elif isinstance(received, AsyncAgiExecuted):
            return self._executed(received, message)
        elif isinstance(received, (AsyncAgiStarted, AsyncAgiEnded, ChannelGone, ChannelRenamed)):
            self._follow(received)
        return None, None

    def _executed(
        self, event: AsyncAgiExecuted, message: Message
    ) -> tuple[Mapping[str, str] | None, FoundChannel | None]:
        """Process the event that a command has run on a channel."""
        candidate = self._candidates.pop(event.command_id or "", None)
        if candidate is None:
            return self._notice(event.unique_id or "", message), None
        if event.fragment.full:
            return self._ask(candidate.identity, candidate.environment), None
        channel, unique_id = candidate.identity.channel, candidate.identity.unique_id or ""
        return None, FoundChannel(channel, unique_id, candidate.environment)

    def _notice(self, unique_id: str, message: Message) -> Mapping[str, str] | None:
        """Ask a channel that was listed with another application, since it has run a command in AsyncAGI."""
        if unique_id not in self._others:
            return None
        self._others.discard(unique_id)
        environment = environment_of(message, self._version)
        return self._ask(ChannelIdentity(environment.channel, unique_id), environment)

    def _answered(self, action_id: str, message: Message) -> Mapping[str, str] | None:
        """Process the response to one of the requests, or a message of a list; return the action to write, or None."""
        if action_id == self._settings_id:
            raw = message.get("AsteriskVersion", "")
            self._version = AsteriskVersion.parse(raw) if raw else None
        elif message.get("Event", "").casefold() in _LISTED:
            return self._listed(message)
        elif "Event" in message or message.get("Response", "success").casefold() != "success":
            self._list_ended(action_id, message)
        return None

    def _list_ended(self, action_id: str, message: Message) -> None:
        """Record the end of a list, or that Asterisk has refused it."""
        if action_id == self._status_id:
            self._has_status = True
            return
        self._is_listed = True
        if "Event" not in message:
            self.problem = message.get("Message", "no reason was sent")

    def _listed(self, message: Message) -> Mapping[str, str] | None:
        """Return the action that has a listed channel run NOOP; None if nothing shows that it is in AsyncAGI."""
        unique_id, channel = message.get("Uniqueid", ""), message.get("Channel", "")
        if unique_id in self._started or channel in self._started or unique_id in self._asked:
            return None
        environment = self._known.get(unique_id)
        if environment is None and _runs_asyncagi(message):
            environment = environment_of(message, self._version)
        if environment is None:
            if unique_id:
                self._others.add(unique_id)
            return None
        self._others.discard(unique_id)
        self._asked.add(unique_id)
        return self._ask(ChannelIdentity(channel, unique_id), environment)

    def _ask(self, identity: ChannelIdentity, environment: Environment) -> Mapping[str, str] | None:
        """Return the action that has a channel run NOOP."""
        self._count += 1
        probe_id = f"{self._prefix}-probe-{self._count}"
        try:
            action = make_action(identity.channel, Noop(), probe_id, probe_id)
        except InvalidArgument:
            return None
        self._candidates[probe_id] = _Candidate(identity, environment, probe_id)
        return dict(action.headers)

    def _follow(self, event: ChannelEvent) -> None:
        """Forget a channel that has hung up or left AsyncAGI, or whose start is reported; or note its new name."""
        if isinstance(event, AsyncAgiStarted) and not (self._is_listed and self._has_status):
            self._started.add(event.unique_id or event.channel)
        if not isinstance(event, ChannelRenamed):
            self._others.discard(event.unique_id or "")
        for candidate in tuple(self._candidates.values()):
            if candidate.identity.is_of(event):
                if isinstance(event, ChannelRenamed):
                    candidate.identity.channel = event.new_name or candidate.identity.channel
                else:
                    del self._candidates[candidate.probe_id]


def environment_of(message: Message, version: AsteriskVersion | None = None) -> Environment:
    """Return what an event says about a channel in AsyncAGI; other attributes have their defaults.

    Args:
        message: the event, such as one of a list.
        version: the release of Asterisk.
    """
    channel = message.get("Channel", "")
    _, *arguments = _arguments_of(_data_of(message)) if _runs_asyncagi(message) else [""]
    return Environment(
        request="async",
        channel=channel,
        version=version,
        language=message.get("Language", ""),
        type=channel.partition("/")[0],
        unique_id=message.get("Uniqueid", ""),
        caller_id_number=_known(message.get("CallerIDNum", _UNKNOWN)),
        caller_id_name=_known(_ESCAPE.sub(_unescape, message.get("CallerIDName", _UNKNOWN))),
        context=message.get("Context", ""),
        extension=message.get("Exten", ""),
        priority=to_integer(message.get("Priority", "")) or 0,
        account_code=message.get("AccountCode", ""),
        arguments=tuple(arguments),
    )


def _runs_asyncagi(message: Message) -> bool:
    """Return whether an event of a list is about a channel that runs AGI(agi:async)."""
    script = _data_of(message).casefold()
    return message.get("Application", "").casefold() in _APPLICATIONS and script.startswith(_SCRIPT)


def _data_of(message: Message) -> str:
    """Return the arguments of the application that a channel runs, as CoreShowChannels or Status names them."""
    return message.get("ApplicationData", message.get("Data", ""))


def _known(text: str) -> str | None:
    return None if text == _UNKNOWN else text


def _unescape(match: re.Match[str]) -> str:
    return _ESCAPED.get(match[1], match[1])


def _arguments_of(text: str) -> list[str]:
    """Split the data of an application as Asterisk does (__ast_app_separate_args in main/app.c)."""
    arguments = [""]
    depth = {"(": 0, "[": 0}
    opened_by = {")": "(", "]": "["}
    quoted = escaped = False
    for character in text:
        if not escaped and character in ('"', "\\"):
            quoted, escaped = quoted != (character == '"'), character == "\\"
            continue
        if not escaped and character == "," and not quoted and not any(depth.values()):
            arguments.append("")
            continue
        if not escaped and character in depth:
            depth[character] += 1
        elif not escaped and character in opened_by:
            depth[opened_by[character]] = max(depth[opened_by[character]] - 1, 0)
        arguments[-1] += character
        escaped = False
    return arguments
