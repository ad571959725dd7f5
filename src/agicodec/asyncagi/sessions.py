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
    """Passes the messages of a manager connection to one session for each channel, and opens and closes the sessions.

    A session is opened when its channel enters AsyncAGI. It stays open when AsyncAGI ends, since AsyncAGI may start
    again. It is closed when the channel hangs up, when another channel of the same name enters AsyncAGI, or by `close`.
    If more than `max_sessions` would be open, the session that has been longest without an event is closed.

    Args:
        max_sessions: the largest number of sessions to keep.
        max_reply: the largest reply to reassemble, in bytes.
        max_queued: how many commands of a session may be sent and not executed at a time.
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
        """The present sessions by channel; the one that has been longest without an event is first."""
        return {session.channel: session for session in self._sessions if session.state is not AsyncAgiState.GONE}

    @property
    def count(self) -> int:
        """The number of kept sessions, including those that the application closed with `AsyncAgiSession.close`."""
        return len(self._sessions)

    def __contains__(self, session: object) -> bool:
        return session in self._sessions

    def receive(self, message: Headers | Greeting | NeedData | None) -> list[tuple[AsyncAgiSession, AsyncAgiEvent]]:
        """Process what `AmiReader.next_message` returned, and return the events with their sessions.

        None, the end of the connection, closes all sessions.
        """
        if message is None:
            return self.close(CONNECTION_ENDED)
        received = read_message(message)
        return [] if received is None else self.take(received, self.session_of(received))

    def take(self, received: Received, session: AsyncAgiSession | None) -> list[tuple[AsyncAgiSession, AsyncAgiEvent]]:
        """Process a message that `read_message` returned for a session, and return the events with their sessions."""
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
        """Return the session that a message is about; None if there is none, or if it was closed."""
        received = None if message is None else read_message(message)
        return None if received is None else self.session_of(received)

    def session_of(self, received: Received) -> AsyncAgiSession | None:
        """Return the session for a message that `read_message` returned; see `find`."""
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
        """Add a restored session, which receives the messages about its channel from now on.

        Raises:
            LocalProtocolError: the session has ended, another session has its channel or one of its action ids, or
                `max_sessions` are open.
        """
        if session.state is AsyncAgiState.GONE:
            raise LocalProtocolError(f"cannot add the session of {session.channel}: {session.over}")
        others = (self._by_channel.get(session.channel), self._by_unique_id.get(session.unique_id or ""))
        gone = [other for other in others if other is not None and other.state is AsyncAgiState.GONE]
        if len(gone) < sum(other is not None for other in others):
            raise LocalProtocolError(f"cannot add the session of {session.channel}: another session has that channel")
        if not gone and len(self._sessions) >= self._max_sessions:
            gone = [other for other in self._sessions if other.state is AsyncAgiState.GONE]
            if not gone:
                problem = f"{len(self._sessions)} sessions are open, the limit is {self._max_sessions}"
                raise LocalProtocolError(f"cannot add the session of {session.channel}: {problem}")
        session.register(self._by_action)
        for other in gone:
            self._drop(other, other.channel, other.unique_id)
        self._keep(session)

    def close(self, reason: str) -> list[tuple[AsyncAgiSession, AsyncAgiEvent]]:
        """Close all sessions, and return the events with their sessions: each command that is due is lost."""
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
        """Close the session of another channel of that name, and as many more as needed, and yield their events."""
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
