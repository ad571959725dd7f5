"""Which channels are in AsyncAGI already when a manager client connects, without I/O.

No event repeats that a channel has entered AsyncAGI. CoreShowChannels reports the application that a channel runs, but
not reliably: during an EXEC, it reports the application of that. So each channel that may be waiting is asked to run
NOOP. If the event with the reply arrives, the channel is in AsyncAGI; if that event is not full, the channel's pipe is
empty, so that a session can begin (launch_asyncagi in res/res_agi.c).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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

__all__ = ["FoundChannel", "Waiting", "WaitingChannels", "environment_of"]

Waiting = Literal["adopt", "break", "leave"]
"""What becomes of the channels that are in AsyncAGI already when the manager connects."""

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

    Write the action `request` after the login; then pass each message to `receive`, until `is_done`.

    Args:
        prefix: the beginning of the ids of all actions, which no other part of the program uses.
        known: the environments, by their unique ids, of channels that were in AsyncAGI when an earlier connection
            ended. These are asked whatever application they seem to run.
    """

    def __init__(self, prefix: str, known: Mapping[str, Environment]) -> None:
        self._list_id = f"{prefix}-list"
        self._prefix = prefix
        self._known = dict(known)
        self._is_listed = False
        self._started: set[str] = set()
        """The unique ids, or else the names, of channels whose starts were reported before they were listed."""
        self._count = 0
        self._candidates: dict[str, _Candidate] = {}
        """The channels that were asked, by the id of the last action."""
        self.problem: str = ""
        """Why no channels are found: Asterisk's message, or empty."""

    @property
    def request(self) -> Mapping[str, str]:
        """The action that lists all channels; the user needs `write = system` or `write = reporting`."""
        return {"Action": "CoreShowChannels", "ActionID": self._list_id}

    @property
    def is_done(self) -> bool:
        """Whether nothing is due any more."""
        return self._is_listed and not self._candidates

    @property
    def unresolved(self) -> Mapping[str, Environment]:
        """The environments of the channels that may still be found, by their unique ids."""
        asked = (candidate for candidate in self._candidates.values())
        found = {candidate.identity.unique_id or "": candidate.environment for candidate in asked}
        return found if self._is_listed else {**self._known, **found}

    def receive(self, message: Message) -> tuple[Mapping[str, str] | None, FoundChannel | None]:
        """Process a message; return the action to write, and the channel that is found, or None for each."""
        if message.get("ActionID") == self._list_id:
            return self._listed(message), None
        received = read_message(message)
        if isinstance(received, ActionResponse):
            if not received.accepted:
                self._candidates.pop(received.action_id, None)
        elif isinstance(received, AsyncAgiExecuted) and received.command_id in self._candidates:
            candidate = self._candidates.pop(received.command_id)
            if received.fragment.full:
                return self._ask(candidate.identity, candidate.environment), None
            channel, unique_id = candidate.identity.channel, candidate.identity.unique_id or ""
            return None, FoundChannel(channel, unique_id, candidate.environment)
        elif isinstance(received, (AsyncAgiStarted, AsyncAgiEnded, ChannelGone, ChannelRenamed)):
            self._follow(received)
        return None, None

    def _listed(self, message: Message) -> Mapping[str, str] | None:
        """Process the response to the request, or a message of the list."""
        if message.get("Event", "").casefold() == "coreshowchannel":
            unique_id, channel = message.get("Uniqueid", ""), message.get("Channel", "")
            if unique_id in self._started or channel in self._started:
                return None
            environment = self._known.get(unique_id)
            if environment is None and _runs_asyncagi(message):
                environment = environment_of(message)
            if environment is not None:
                return self._ask(ChannelIdentity(channel, unique_id), environment)
        elif message.get("Response", "success").casefold() != "success":
            self.problem = message.get("Message", "no reason was sent")
            self._is_listed = True
        elif "Event" in message:
            self._is_listed = True
        return None

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
        if isinstance(event, AsyncAgiStarted) and not self._is_listed:
            self._started.add(event.unique_id or event.channel)
        for candidate in tuple(self._candidates.values()):
            if candidate.identity.is_of(event):
                if isinstance(event, ChannelRenamed):
                    candidate.identity.channel = event.new_name
                else:
                    del self._candidates[candidate.probe_id]


def environment_of(message: Message) -> Environment:
    """Return what an event CoreShowChannel says about a channel in AsyncAGI; other attributes have their defaults."""
    channel = message.get("Channel", "")
    _, *arguments = _arguments_of(message.get("ApplicationData", ""))
    return Environment(
        request="async",
        channel=channel,
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
    """Return whether an event CoreShowChannel is about a channel that runs AGI(agi:async)."""
    script = message.get("ApplicationData", "").casefold()
    return message.get("Application", "").casefold() in _APPLICATIONS and script.startswith(_SCRIPT)


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
