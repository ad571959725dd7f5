"""The AsyncAGI sessions of all channels of a manager connection."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping

from agicodec.async_session import AsyncSession
from agicodec.asyncagi import FoldedHeaders, Headers, fold, read_event, response_id
from agicodec.events import NEED_DATA, AsyncEvent
from agicodec.protocol import MAX_QUEUED, MAX_REPLY, MAX_SESSIONS
from agicodec.states import AsyncState

__all__ = ["AsyncSessions"]

_FORGOTTEN = "more sessions are open than are kept"


class AsyncSessions:
    """Takes every message of a manager connection, and opens and closes a session for each channel.

    A session opens when its channel enters AsyncAGI, stays when AsyncAGI ends, since it may start again, and closes
    when the channel hangs up. When the end of sessions never comes, the one longest without an event makes room.

    Args:
        max_sessions: how many sessions to keep.
        max_reply: the largest reply to put together, in bytes.
        max_queued: how many commands of a session may wait for their replies.
    """

    def __init__(
        self, *, max_sessions: int = MAX_SESSIONS, max_reply: int = MAX_REPLY, max_queued: int = MAX_QUEUED
    ) -> None:
        self._max_sessions = max_sessions
        self._max_reply = max_reply
        self._max_queued = max_queued
        self._sessions: OrderedDict[str, AsyncSession] = OrderedDict()
        self._by_unique_id: dict[str, AsyncSession] = {}
        self._by_action: dict[str, AsyncSession] = {}

    @property
    def sessions(self) -> Mapping[str, AsyncSession]:
        """The sessions by channel, the one longest without an event first."""
        return self._sessions

    def receive(self, headers: Headers) -> list[tuple[AsyncSession, AsyncEvent]]:
        """Take a message, and give what has happened in which session."""
        happened: list[tuple[AsyncSession, AsyncEvent]] = []
        names = fold(headers)
        session = self._find(names)
        if session is None and names.get("event", "").casefold() in ("asyncagistart", "asyncagi"):
            happened += self._make_room()
            session = self._open(names)
        if session is None:
            return happened
        self._drop(session)
        session.receive(names)
        happened += _events(session)
        if session.state is not AsyncState.GONE:
            self._keep(session)
        return happened

    def add(self, session: AsyncSession) -> None:
        """Take over a session that was restored; messages about its channel go to it from now on."""
        session.register(self._by_action)
        self._keep(session)

    def _keep(self, session: AsyncSession) -> None:
        self._sessions[session.channel] = session
        if session.unique_id is not None:
            self._by_unique_id[session.unique_id] = session

    def _find(self, names: FoldedHeaders) -> AsyncSession | None:
        """Find the session that a message is about."""
        if action_id := response_id(names):
            return self._by_action.get(action_id)
        by_unique_id = self._by_unique_id.get(names.get("uniqueid", ""))
        return by_unique_id or self._sessions.get(names.get("channel", ""))

    def _open(self, names: FoldedHeaders) -> AsyncSession | None:
        channel = names.get("channel")
        if read_event(names) is None or not channel:
            return None
        session = AsyncSession(channel, max_reply=self._max_reply, max_queued=self._max_queued)
        self.add(session)
        return session

    def _make_room(self) -> Iterator[tuple[AsyncSession, AsyncEvent]]:
        while len(self._sessions) >= self._max_sessions:
            session = next(iter(self._sessions.values()))
            session.close(_FORGOTTEN)
            yield from _events(session)
            self._drop(session)

    def _drop(self, session: AsyncSession) -> None:
        self._sessions.pop(session.channel, None)
        if session.unique_id is not None:
            self._by_unique_id.pop(session.unique_id, None)


def _events(session: AsyncSession) -> Iterator[tuple[AsyncSession, AsyncEvent]]:
    while (event := session.next_event()) is not NEED_DATA:
        yield session, event
