"""How a client logs in to the manager interface: the messages and actions from the greeting on, without I/O."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import Enum
from typing import Final, Literal

from attrs import field, frozen

from agicodec._checks import require_choice
from agicodec.asyncagi.ami import Greeting, Message, encode_action
from agicodec.errors import AgicodecError, InvalidArgument, RemoteProtocolError, shown
from agicodec.wire.command_line import to_wire

__all__ = ["EVENTS", "MANAGER_PORT", "Authentication", "Credentials", "Login", "LoginRefused"]

Authentication = Literal["md5", "plain"]
"""How the secret is proved: `md5` sends a hash of it and of Asterisk's challenge, `plain` sends the secret itself."""

MANAGER_PORT: Final = 5038
"""The port of the manager interface, unless manager.conf has another."""

EVENTS: Final = "agi,call"
"""The classes of events that the client asks for: those of AsyncAGI, and those that report hangups and new names."""

_GREETING: Final = "Asterisk Call Manager"
_IN_USE: Final = "in use"
"""Part of the message when another connection of the user is open and the user may have only one."""


class LoginRefused(AgicodecError):
    """The manager interface has refused the login.

    `username` is the user, and `text` is Asterisk's message, which does not say whether the name or the secret is
    wrong.
    """

    def __init__(self, username: str, text: str) -> None:
        super().__init__(username, text)
        self.username = username
        self.text = text

    @property
    def is_final(self) -> bool:
        """Whether another attempt is useless; it is not if the user is only still logged in with another connection."""
        return _IN_USE not in self.text.casefold()

    def __str__(self) -> str:
        hint = "; expected a username and a secret of manager.conf" if self.is_final else ""
        return f"the manager interface refused the login of {shown(self.username)}: {self.text}{hint}"


@frozen
class Credentials:
    """What a client logs in with. The secret appears in no text about the object, and in no error.

    Raises:
        TypeError: an argument is not a string.
        ValueError: the name or the secret is empty or cannot be sent in a header, or the authentication is unknown.
    """

    username: str
    secret: str = field(repr=False)
    authentication: Authentication = "md5"

    def __attrs_post_init__(self) -> None:
        require_choice("authentication", self.authentication, "md5", "plain")
        _require_sendable(self.username, f"username {shown(self.username)}: expected a name of manager.conf")
        _require_sendable(self.secret, "secret: expected a text on one line, which does not begin with a blank")

    def key(self, challenge: str) -> str:
        """Return the hash of a challenge and the secret."""
        return hashlib.md5(to_wire(challenge + self.secret), usedforsecurity=False).hexdigest()


class _Step(Enum):
    GREETING = "greeting"
    CHALLENGE = "challenge"
    LOGIN = "login"
    DONE = "done"


class Login:
    """The login on one connection. Nothing is sent before Asterisk's greeting has arrived.

    Args:
        credentials: the user and the secret.
        action_id: the id of the actions, by which their responses are recognised.
    """

    def __init__(self, credentials: Credentials, action_id: str) -> None:
        self._credentials = credentials
        self._action_id = action_id
        self._step = _Step.GREETING
        self.greeting: str = ""
        """Asterisk's greeting, once it has arrived."""

    @property
    def is_done(self) -> bool:
        """Whether the client is logged in."""
        return self._step is _Step.DONE

    def receive(self, message: Greeting | Message) -> Mapping[str, str] | None:
        """Process a message; return the headers of the next action, None if nothing is to be sent now.

        Messages that are no response to an action of this login are ignored.

        Raises:
            LoginRefused: Asterisk has refused the login.
            RemoteProtocolError: what answers is not the manager interface of Asterisk.
        """
        if self._step is _Step.GREETING:
            return self._greeted(message)
        if not isinstance(message, Message) or message.get("ActionID") != self._action_id or "Event" in message:
            return None
        if message.get("Response", "").casefold() != "success":
            raise LoginRefused(self._credentials.username, message.get("Message", "no reason was sent"))
        if self._step is _Step.CHALLENGE:
            key = self._credentials.key(message.get("Challenge", ""))
            return self._log_in(AuthType="MD5", Key=key)
        self._step = _Step.DONE
        return None

    def _greeted(self, message: Greeting | Message) -> Mapping[str, str]:
        text = message.text if isinstance(message, Greeting) else ""
        if not text.startswith(_GREETING):
            found = to_wire(text) if text else encode_message_start(message)
            raise RemoteProtocolError(f"expected the greeting {_GREETING!r} of the manager interface", found)
        self.greeting = text
        if self._credentials.authentication == "plain":
            return self._log_in(Secret=self._credentials.secret)
        self._step = _Step.CHALLENGE
        return {"Action": "Challenge", "ActionID": self._action_id, "AuthType": "MD5"}

    def _log_in(self, **proof: str) -> Mapping[str, str]:
        self._step = _Step.LOGIN
        user = {"Username": self._credentials.username, "Events": EVENTS}
        return {"Action": "Login", "ActionID": self._action_id, **user, **proof}


def encode_message_start(message: Greeting | Message) -> bytes:
    """Return the first line of a message, for an error."""
    headers = message.headers if isinstance(message, Message) else ()
    return to_wire(": ".join(headers[0])) if headers else b""


def _require_sendable(value: object, problem: str) -> None:
    """Check that a value can be sent in a header; the problem is the text of the error, which has no secret."""
    if not isinstance(value, str):
        raise TypeError(problem)
    if not value or not _is_sendable(value):
        raise ValueError(problem)


def _is_sendable(value: str) -> bool:
    try:
        encode_action([("Secret", value)])
    except InvalidArgument:
        return False
    return True
