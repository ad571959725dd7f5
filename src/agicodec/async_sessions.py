"""The AsyncAGI sessions of all channels of a manager connection."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping

from agicodec.ami import Greeting
from agicodec.async_session import CONNECTION_ENDED, AsyncSession
from agicodec.asyncagi import Headers, fold, response_id, starts
from agicodec.errors import LocalProtocolError
from agicodec.events import NEED_DATA, AsyncEvent, NeedData
from agicodec.protocol import MAX_QUEUED, MAX_REPLY, MAX_SESSIONS
from agicodec.states import AsyncState

__all__ = ["AsyncSessions"]

_FORGOTTEN = "more sessions are open than are kept"
_REPLACED = "another channel has entered AsyncAGI under the same name"


class AsyncSessions:
    """Takes every message of a manager connection, and opens and closes a session for each channel.

    A session opens when its channel enters AsyncAGI, stays when AsyncAGI ends, since it may start again, and closes
    when the channel hangs up, when another channel of the same name starts, or when it is given up with `close`. When
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
        self._sessions: OrderedDict[AsyncSession, None] = OrderedDict()
        self._by_channel: dict[str, AsyncSession] = {}
        self._by_unique_id: dict[str, AsyncSession] = {}
        self._by_action: dict[str, AsyncSession] = {}

    @property
    def sessions(self) -> Mapping[str, AsyncSession]:
        """The sessions by channel, as they are now; the one longest without an event first."""
        return {session.channel: session for session in self._sessions if session.state is not AsyncState.GONE}

    @property
    def count(self) -> int:
        """How many sessions are kept, with those that were given up by themselves and whose channels are silent."""
        return len(self._sessions)

    def __contains__(self, session: object) -> bool:
        return session in self._sessions

    def receive(self, message: Headers | Greeting | NeedData | None) -> list[tuple[AsyncSession, AsyncEvent]]:
        """Take whatever `AmiReader.next_message` returns, and return what has happened in which session.

        None, the end of the connection, closes all sessions.
        """
        if message is None:
            return self.close(CONNECTION_ENDED)
        if isinstance(message, (Greeting, NeedData)):
            return []
        names = fold(message)
        happened: list[tuple[AsyncSession, AsyncEvent]] = []
        session = self.find(names)
        if session is None:
            channel = names.get("channel")
            if not channel or not starts(names):
                return happened
            happened += self._make_room(channel)
            session = AsyncSession(channel, max_reply=self._max_reply, max_queued=self._max_queued)
            self.add(session)
        channel, unique_id = session.channel, session.unique_id
        session.receive(names)
        happened += _events(session)
        if session.state is AsyncState.GONE:
            self._drop(session, channel, unique_id)
        elif (session.channel, session.unique_id) != (channel, unique_id):
            self._drop(session, channel, unique_id)
            self._keep(session)
        else:
            self._sessions.move_to_end(session)
        return happened

    def find(self, message: Headers | Greeting | NeedData | None) -> AsyncSession | None:
        """Return the session that a message is about; None when there is none, or it was given up."""
        if message is None or isinstance(message, (Greeting, NeedData)):
            return None
        names = fold(message)
        if action_id := response_id(names):
            return self._by_action.get(action_id)
        unique_id = names.get("uniqueid")
        session = self._by_unique_id.get(unique_id or "") or self._by_channel.get(names.get("channel", ""))
        if session is None:
            return None
        if session.state is AsyncState.GONE:
            self._drop(session, session.channel, session.unique_id)
            return None
        return None if unique_id and session.unique_id not in (None, unique_id) else session

    def add(self, session: AsyncSession) -> None:
        """Take over a session that was restored; messages about its channel go to it from now on.

        Raises:
            LocalProtocolError: the session is over, another session has its channel or one of its action ids, or there
                is no room for it.
        """
        if session.state is AsyncState.GONE:
            raise LocalProtocolError(f"cannot add the session of {session.channel}: {session.over}")
        others = (self._by_channel.get(session.channel), self._by_unique_id.get(session.unique_id or ""))
        gone = [other for other in others if other is not None and other.state is AsyncState.GONE]
        if len(gone) < sum(other is not None for other in others):
            raise LocalProtocolError(f"cannot add the session of {session.channel}: there is one of that channel")
        if not gone and len(self._sessions) >= self._max_sessions:
            gone = [other for other in self._sessions if other.state is AsyncState.GONE]
            if not gone:
                problem = f"{len(self._sessions)} sessions are open, {self._max_sessions} may be"
                raise LocalProtocolError(f"cannot add the session of {session.channel}: {problem}")
        session.register(self._by_action)
        for other in gone:
            self._drop(other, other.channel, other.unique_id)
        self._keep(session)

    def close(self, reason: str) -> list[tuple[AsyncSession, AsyncEvent]]:
        """Give all sessions up, and return what has happened in which: no command that waits will be answered."""
        return [happened for session in tuple(self._sessions) for happened in self._close(session, reason)]

    def _keep(self, session: AsyncSession) -> None:
        self._sessions[session] = None
        self._by_channel[session.channel] = session
        if session.unique_id is not None:
            self._by_unique_id[session.unique_id] = session

    def _drop(self, session: AsyncSession, channel: str, unique_id: str | None) -> None:
        self._sessions.pop(session, None)
        for key, index in ((channel, self._by_channel), (unique_id or "", self._by_unique_id)):
            if index.get(key) is session:
                del index[key]

    def _make_room(self, channel: str) -> Iterator[tuple[AsyncSession, AsyncEvent]]:
        """Close the session of another channel of that name, and those longest without an event."""
        if (replaced := self._by_channel.get(channel)) is not None:
            yield from self._close(replaced, _REPLACED)
        while len(self._sessions) >= self._max_sessions:
            gone = (session for session in self._sessions if session.state is AsyncState.GONE)
            yield from self._close(next(gone, next(iter(self._sessions))), _FORGOTTEN)

    def _close(self, session: AsyncSession, reason: str) -> Iterator[tuple[AsyncSession, AsyncEvent]]:
        session.close(reason)
        self._drop(session, session.channel, session.unique_id)
        yield from _events(session)


def _events(session: AsyncSession) -> Iterator[tuple[AsyncSession, AsyncEvent]]:
    while (event := session.next_event()) is not NEED_DATA:
        yield session, event
