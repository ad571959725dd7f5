"""The environment of a connection while it arrives, without I/O."""

from __future__ import annotations

from typing import Final

from agicodec.errors import RemoteProtocolError
from agicodec.model.environment import Environment
from agicodec.serving import ending
from agicodec.serving.ending import LogEntry
from agicodec.session.session import Session
from agicodec.wire.protocol import MAX_ENVIRONMENT

__all__ = ["ArrivingEnvironment", "begins_like_asterisk"]

_FIRST: Final = b"agi_"
"""How the first line of every environment begins."""


class ArrivingEnvironment:
    """Receives the environment of a connection, which may not be Asterisk's, and holds no more than that may have."""

    def __init__(self) -> None:
        self.session: Session = Session()
        """The session of the call that the connection becomes."""
        self._size = 0
        """How many bytes have arrived."""

    @property
    def environment(self) -> Environment | None:
        """The environment; None until it is complete."""
        return self.session.environment

    @property
    def unread(self) -> bytes:
        """The part of an incomplete environment that has arrived."""
        return self.session.unread

    def receive(self, data: bytes) -> LogEntry | None:
        """Process bytes that have arrived, `b""` at the end of the connection.

        Returns:
            How the connection has ended, since it will have no environment; None otherwise.
        """
        if not data:
            return ending.closed_early(self.unread)
        size, self._size = self._size, self._size + len(data)
        if size > MAX_ENVIRONMENT or not begins_like_asterisk(data, size):
            return ending.no_asterisk(self.unread + data)
        self.session.receive_data(data)
        try:
            self.session.next_event()
        except RemoteProtocolError as error:
            return ending.no_environment(error)
        if self.environment is not None and not self.environment.names_call:
            return ending.no_asterisk(self.environment.encode())
        return None


def begins_like_asterisk(data: bytes, before: int = 0) -> bool:
    """Return whether the first bytes of a connection may be those of an environment, which begins with `agi_`.

    Args:
        data: some of these bytes.
        before: how many bytes have arrived before these.
    """
    expected = _FIRST[before : before + len(data)]
    return data[: len(expected)] == expected
