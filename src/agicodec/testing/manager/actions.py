"""Responds to the actions of manager clients."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from math import inf
from typing import Final, Protocol

from attrs import define

from agicodec.asyncagi.ami import FoldedHeaders
from agicodec.model.argument_words import leading_integer
from agicodec.testing.asterisk.rules import choose
from agicodec.testing.channel.channel import VERSION
from agicodec.testing.conversation import CallFlowError
from agicodec.testing.manager.channels import AsyncChannels, Headers
from agicodec.wire import to_wire
from agicodec.wire.protocol import MAX_ACTION_LINE

__all__ = ["FAREWELL", "REFUSED", "Actions", "Client"]

FAREWELL: Final = "Thanks for all the fish."
"""The message of the response to Logoff, after which the connection ends."""
REFUSED: Final = "Authentication failed"
"""The message of the response to a refused login, after which the connection ends."""

_CHALLENGE: Final = "795471207"
"""The challenge with which a client hashes its secret, unless it sends the secret itself."""
_OFF: Final = ("off", "no", "0")
"""The values of EventMask that switch events off."""
_LIST_FOLLOWS: Final[Headers] = {"Response": "Success", "EventList": "start", "Message": "Channels will follow"}
_STATUS_FOLLOWS: Final[Headers] = {**_LIST_FOLLOWS, "Message": "Channel status will follow"}
_ANSWERS: Final[Mapping[str, Headers]] = {
    "ping": {"Response": "Success", "Ping": "Pong", "Timestamp": "1795471207.000000"},
    "coresettings": {"Response": "Success", "AMIversion": "11.0.0", "AsteriskVersion": VERSION},
    "coreshowchannels": _LIST_FOLLOWS,
    "status": _STATUS_FOLLOWS,
}
"""The responses to actions that change nothing."""
_BEFORE_LOGIN: Final = ("login", "challenge", "logoff")
"""The actions that need no login."""


class Client(Protocol):
    """The state of a client that actions read and change."""

    logged_in: bool
    wants_events: bool


@define
class _Response:
    """A response that the test has set for an action."""

    action: str
    headers: Headers
    times: float


class Actions:
    """Performs actions, and responds to them.

    Args:
        channels: the channels that actions may name.
        users: the secrets of the users, by their names; None if any login is accepted.
    """

    def __init__(self, channels: AsyncChannels, users: Mapping[str, str] | None) -> None:
        self._channels = channels
        self._users = users
        self._responses: list[_Response] = []
        self.refused: str = ""
        """A description of the last refused login; empty if none was refused."""

    def responds(self, action: str, headers: Headers, times: float = inf) -> None:
        """Set the response to an action, instead of performing the action."""
        self._responses.append(_Response(action.lower(), headers, times))

    def respond(self, client: Client, action: Headers) -> tuple[list[Headers], list[Headers]]:
        """Perform an action; return the response, with the list that the client asked for, and the events for all.

        Raises:
            CallFlowError: the action is not known here, and the test has set no response.
        """
        names = FoldedHeaders.of(list(action.items()))
        if any(len(to_wire(f"{name}: {value}")) > MAX_ACTION_LINE for name, value in action.items()):
            response, events = _error("Failed to parse message: line too long"), list[Headers]()
        else:
            response, events = self._respond(client, names)
        action_id = {"ActionID": names["actionid"]} if "actionid" in names else {}
        responses = [response]
        if response is _LIST_FOLLOWS or response is _STATUS_FOLLOWS:
            responses += self._list_channels(status=response is _STATUS_FOLLOWS)
        return [{**_first(message), **action_id, **message} for message in responses], events

    def _respond(self, client: Client, names: Headers) -> tuple[Headers, list[Headers]]:
        action = names.get("action", "")
        kind = action.lower()
        if not action:
            return _error("Missing action in request"), []
        if not client.logged_in and kind not in _BEFORE_LOGIN:
            return _error("Permission denied"), []
        rule = choose(each for each in self._responses if each.action == kind and each.times > 0)
        if rule is not None:
            rule.times -= 1
            return rule.headers, []
        if kind == "hangup":
            return self._hang_up(names)
        if kind == "redirect":
            return self._redirect(names)
        return self._answer(client, action, names), []

    def _answer(self, client: Client, action: str, names: Headers) -> Headers:
        """Perform an action that causes no event at once, and return the response."""
        match action.lower():
            case "agi":
                return self._queue(names)
            case "login":
                return self._log_in(client, names)
            case "challenge":
                return {"Response": "Success", "Challenge": _CHALLENGE}
            case "logoff":
                return {"Response": "Goodbye", "Message": FAREWELL}
            case "events":
                client.wants_events = names.get("eventmask", "").lower() not in _OFF
                return {"Response": "Success", "Events": "On" if client.wants_events else "Off"}
            case known if known in _ANSWERS:
                return _ANSWERS[known]
            case _:
                problem = f"What the action {action} does is for the test to say: manager.responds({action!r}, ...)."
                raise CallFlowError(problem)

    def _log_in(self, client: Client, names: Headers) -> Headers:
        if client.logged_in:
            return _success("Already authenticated")
        if self._users is not None:
            name = names.get("username", "")
            secret = self._users.get(name)
            hashes = names.get("authtype", "").lower() == "md5"
            received = names.get("key" if hashes else "secret")
            if secret is None or received != (_key(secret) if hashes else secret):
                self.refused = f"the login of {name!r} with {'an unknown name' if secret is None else 'a wrong secret'}"
                return _error(REFUSED)
        client.logged_in = True
        client.wants_events = names.get("events", "").lower() not in _OFF
        return _success("Authentication accepted")

    def _queue(self, names: Headers) -> Headers:
        name, line = names.get("channel", ""), names.get("command", "")
        if not name or not line:
            return _error("Both, Channel and Command are *required*")
        channel = self._channels.find(name)
        if channel is None:
            return _error(f"Channel {name} does not exist.")
        if not channel.entered:
            return _error(f"Failed to add AGI command to channel {channel.asterisk.channel} queue")
        self._channels.queue(channel, line, names.get("commandid", ""))
        return _success("Added AGI command to queue")

    def _list_channels(self, *, status: bool) -> list[Headers]:
        """Return the events of a list of all channels."""
        listed = [channel.describe(status=status) for channel in self._channels if not channel.asterisk.hung_up]
        total = {"EventList": "Complete", "ListItems": str(len(listed))}
        return [*listed, {"Event": "StatusComplete" if status else "CoreShowChannelsComplete", **total}]

    def _hang_up(self, names: Headers) -> tuple[Headers, list[Headers]]:
        """Hang up a channel."""
        name = names.get("channel", "")
        if name.startswith("/"):
            raise CallFlowError(f"Which channels {name} means is for the test to say: manager.responds('Hangup', ...).")
        channel = self._channels.find(name)
        if channel is None:
            return _error("No such channel" if name else "No channel specified"), []
        return _success("Channel Hungup"), channel.hang_up()

    def _redirect(self, names: Headers) -> tuple[Headers, list[Headers]]:
        """Redirect a channel to another place in the dialplan, so that it leaves AsyncAGI."""
        for needed in ("Channel", "Context", "Exten", "Priority"):
            if not names.get(needed.lower()):
                return _error(f"{needed} not specified"), []
        priority = leading_integer(names["priority"])  # None for a label, which is assumed to exist
        if priority is not None and priority < 1:
            return _error("Priority is invalid"), []
        if names.get("extrachannel"):
            raise CallFlowError("What a Redirect of two channels does is for the test to say: manager.responds(...).")
        channel = self._channels.find(names["channel"])
        if channel is None:
            return _error(f"Channel does not exist: {names['channel']}"), []
        return _success("Redirect successful"), channel.leave()


def _first(message: Headers) -> Headers:
    """Return the header that comes before the action id."""
    name = "Response" if "Response" in message else "Event"
    return {name: message[name]}


def _success(message: str) -> Headers:
    return {"Response": "Success", "Message": message}


def _error(message: str) -> Headers:
    return {"Response": "Error", "Message": message}


def _key(secret: str) -> str:
    """Hash a secret with the challenge, as a client does."""
    return hashlib.md5((_CHALLENGE + secret).encode(), usedforsecurity=False).hexdigest()
