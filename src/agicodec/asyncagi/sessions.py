"""The AsyncAGI sessions of all channels of a manager connection."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping

from agicodec.asyncagi.actions import ActionResponse
from agicodec.asyncagi.ami import Greeting
from agicodec.asyncagi.events import AsyncAgiEvent
from agicodec.asyncagi.messages import AsyncAgiStarted, Headers, Received, read_message
from agicodec.asyncagi.session import CONNECTION_ENDED, AsyncAgiSession
from agicodec.asyncagi.states import AsyncAgiState
from agicodec.errors import LocalProtocolError
from agicodec.session.events import NEED_DATA, NeedData
from agicodec.wire.protocol import MAX_QUEUED, MAX_REPLY, MAX_SESSIONS

__all__ = ["AsyncAgiSessions"]

_FORGOTTEN = "more sessions are open than are kept"
_REPLACED = "another channel has entered AsyncAGI under the same name"


class AsyncAgiSessions:
    """Takes every message of a manager connection, and opens and closes a session for each channel.

    A session opens when its channel enters AsyncAGI, stays when AsyncAGI ends, since it may start again, and closes
    when the channel hangs up, when another channel of the same name starts, or when `close` ends it. When
    the end of sessions never comes, the one longest without an event makes room.

    Args:
        max_sessions: how many sessions to keep.
        max_reply: the largest reply to put together, in bytes.
        max_queued: how many commands of a session may wait to be run.
    """

    def __init__(
        self, *, max_sessions: int = MAX_SESSIONS, max_reply: int = MAX_REPLY, max_queued: int = MAX_QUEUED
    ) -> None:
        self._max_sessions = max_sessions
        self._max_reply = max_reply
        self._max_queued = max_queued
        self._sessions: OrderedDict[AsyncAgiSession, None] = OrderedDict()
        self._by_channel: dict[str, AsyncAgiSession] = {}
        self._by_unique_id: dict[str, AsyncAgiSession] = {}
        self._by_action: dict[str, AsyncAgiSession] = {}

    @property
    def sessions(self) -> Mapping[str, AsyncAgiSession]:
        """The sessions by channel, as they are now; the one longest without an event first."""
        return {session.channel: session for session in self._sessions if session.state is not AsyncAgiState.GONE}

    @property
    def count(self) -> int:
        """How many sessions are kept, with those that were closed by themselves and whose channels are silent."""
        return len(self._sessions)

    def __contains__(self, session: object) -> bool:
        return session in self._sessions

    def receive(self, message: Headers | Greeting | NeedData | None) -> list[tuple[AsyncAgiSession, AsyncAgiEvent]]:
        """Take whatever `AmiReader.next_message` returns, and return what has happened in which session.

        None, the end of the connection, closes all sessions.
        """
        if message is None:
            return self.close(CONNECTION_ENDED)
        received = read_message(message)
        return [] if received is None else self.take(received, self.session_of(received))

    def take(self, received: Received, session: AsyncAgiSession | None) -> list[tuple[AsyncAgiSession, AsyncAgiEvent]]:
        """Take a message that was read, with the session that it is about, and return what has happened in which."""
        happened: list[tuple[AsyncAgiSession, AsyncAgiEvent]] = []
        if session is None:
            if not isinstance(received, AsyncAgiStarted) or not received.channel:
                return happened
            happened += self._make_room(received.channel)
            session = AsyncAgiSession(received.channel, max_reply=self._max_reply, max_queued=self._max_queued)
            self.add(session)
        channel, unique_id = session.channel, session.unique_id
        session.take(received)
        happened += _events(session)
        if session.state is AsyncAgiState.GONE:
            self._drop(session, channel, unique_id)
        elif (session.channel, session.unique_id) != (channel, unique_id):
            self._drop(session, channel, unique_id)
            self._keep(session)
        else:
            self._sessions.move_to_end(session)
        return happened

    def find(self, message: Headers | Greeting | NeedData | None) -> AsyncAgiSession | None:
        """Return the session that a message is about; None when there is none, or it was closed."""
        received = None if message is None else read_message(message)
        return None if received is None else self.session_of(received)

    def session_of(self, received: Received) -> AsyncAgiSession | None:
        """Return the session that a message is about which was read; None when there is none, or it was closed."""
        if isinstance(received, ActionResponse):
            return self._by_action.get(received.action_id)
        unique_id = received.unique_id
        session = self._by_unique_id.get(unique_id or "") or self._by_channel.get(received.channel)
        if session is None:
            return None
        if session.state is AsyncAgiState.GONE:
            self._drop(session, session.channel, session.unique_id)
            return None
        return None if unique_id and session.unique_id not in (None, unique_id) else session

    def add(self, session: AsyncAgiSession) -> None:
        """Take over a session that was restored; messages about its channel go to it from now on.

        Raises:
            LocalProtocolError: the session is over, another session has its channel or one of its action ids, or there
                is no room for it.
        """
        if session.state is AsyncAgiState.GONE:
            raise LocalProtocolError(f"cannot add the session of {session.channel}: {session.over}")
        others = (self._by_channel.get(session.channel), self._by_unique_id.get(session.unique_id or ""))
        gone = [other for other in others if other is not None and other.state is AsyncAgiState.GONE]
        if len(gone) < sum(other is not None for other in others):
            raise LocalProtocolError(f"cannot add the session of {session.channel}: there is one of that channel")
        if not gone and len(self._sessions) >= self._max_sessions:
            gone = [other for other in self._sessions if other.state is AsyncAgiState.GONE]
            if not gone:
                problem = f"{len(self._sessions)} sessions are open, {self._max_sessions} may be"
                raise LocalProtocolError(f"cannot add the session of {session.channel}: {problem}")
        session.register(self._by_action)
        for other in gone:
            self._drop(other, other.channel, other.unique_id)
        self._keep(session)

    def close(self, reason: str) -> list[tuple[AsyncAgiSession, AsyncAgiEvent]]:
        """End all sessions, and return what has happened in which: no command that waits will be answered."""
        return [happened for session in tuple(self._sessions) for happened in self._close(session, reason)]

    def _keep(self, session: AsyncAgiSession) -> None:
        self._sessions[session] = None
        self._by_channel[session.channel] = session
        if session.unique_id is not None:
            self._by_unique_id[session.unique_id] = session

    def _drop(self, session: AsyncAgiSession, channel: str, unique_id: str | None) -> None:
        self._sessions.pop(session, None)
        for key, index in ((channel, self._by_channel), (unique_id or "", self._by_unique_id)):
            if index.get(key) is session:
                del index[key]

    def _make_room(self, channel: str) -> Iterator[tuple[AsyncAgiSession, AsyncAgiEvent]]:
        """Close the session of another channel of that name, and those longest without an event."""
        if (replaced := self._by_channel.get(channel)) is not None:
            yield from self._close(replaced, _REPLACED)
        while len(self._sessions) >= self._max_sessions:
            gone = (session for session in self._sessions if session.state is AsyncAgiState.GONE)
            yield from self._close(next(gone, next(iter(self._sessions))), _FORGOTTEN)

    def _close(self, session: AsyncAgiSession, reason: str) -> Iterator[tuple[AsyncAgiSession, AsyncAgiEvent]]:
        session.close(reason)
        self._drop(session, session.channel, session.unique_id)
        yield from _events(session)


def _events(session: AsyncAgiSession) -> Iterator[tuple[AsyncAgiSession, AsyncAgiEvent]]:
    while (event := session.next_event()) is not NEED_DATA:
        yield session, event
