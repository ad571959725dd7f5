"""The calls in AsyncAGI of all channels of a manager connection."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from agicodec.asyncagi.ami import Greeting
from agicodec.asyncagi.call import AsyncAgiCall
from agicodec.asyncagi.events import AsyncAgiEvent
from agicodec.asyncagi.messages import Headers, read_message
from agicodec.asyncagi.session import CONNECTION_ENDED, AsyncAgiSession
from agicodec.asyncagi.sessions import AsyncAgiSessions
from agicodec.asyncagi.states import IN_ASYNC_AGI, AsyncAgiState
from agicodec.session.events import NEED_DATA, NeedData, SessionStarted
from agicodec.session.snapshot import CommandClasses

__all__ = ["AsyncAgiCalls"]

C = TypeVar("C", bound=AsyncAgiCall)


class AsyncAgiCalls(Generic[C]):
    """Hands the messages of a manager connection to the calls that they are about.

    Args:
        make_call: makes the call of a run that has started, such as a subclass of `AsyncAgiCall`.
        sessions: the sessions, when they are to have limits of their own.
    """

    def __init__(self, make_call: Callable[[AsyncAgiSession], C], sessions: AsyncAgiSessions | None = None) -> None:
        self._make_call = make_call
        self.sessions: AsyncAgiSessions = AsyncAgiSessions() if sessions is None else sessions
        """The sessions of the connection."""
        self._calls: dict[AsyncAgiSession, C | None] = {}
        """None where `make_call` has raised: nobody serves that run."""
        self._happened: deque[tuple[AsyncAgiSession, AsyncAgiEvent]] = deque()
        self._started: list[C] = []
        self._failures: list[Exception] = []

    def receive(self, message: Headers | Greeting | NeedData | None) -> list[C]:
        """Take whatever `AmiReader.next_message` returns, and return the calls that have started, to be served.

        None, the end of the connection, ends all calls. An exception that `make_call` or a call raises is raised once
        all events are with their calls, the first one if there are several; calls that have started meanwhile are
        returned by the next `receive`.
        """
        if message is None:
            self._happened += self.sessions.close(CONNECTION_ENDED)
        elif (received := read_message(message)) is not None:
            session = self.sessions.session_of(received)
            if session is not None and session.state in IN_ASYNC_AGI and session not in self._calls:
                self._make(session)  # one that was added to the sessions has not been seen to start
            self._happened += self.sessions.take(received, session)
        self._deliver()
        started, self._started = self._started, []
        return started

    def call_of(self, session: AsyncAgiSession) -> C:
        """Return the call of a session: that of its present run or, when it is over, of its last one.

        A session that was added to the `sessions` has a call from now on.
        """
        call = self._calls.get(session)
        if call is None:
            self._calls[session] = call = self._make_call(session)
        return call

    def restore(self, data: object, *, classes: CommandClasses = ()) -> C:
        """Make a call of what `AsyncAgiCall.save` returned; messages about its channel go to it from now on.

        `AsyncAgiCall.due` has the commands that were sent before, and `AsyncAgiCall.reply` waits for their replies.

        Args:
            data: the plain data.
            classes: command classes besides those of agicodec that it may hold.

        Raises:
            SavedStateError: the data is no saved call.
            LocalProtocolError: there is a session of that channel, or no room for one.
        """
        session = AsyncAgiSession.restore(data, classes=classes)
        call = self._make_call(session)
        self.sessions.add(session)
        self._calls[session] = call
        return call

    def close(self, reason: str) -> None:
        """End all calls, since the connection has ended: no command that waits will be answered."""
        self._happened += self.sessions.close(reason)
        self._deliver()

    def _make(self, session: AsyncAgiSession) -> C | None:
        """Make the call of a session; None when that raises."""
        self._calls[session] = None
        try:
            self._calls[session] = self._make_call(session)
        except Exception as error:
            self._failures.append(error)
        return self._calls[session]

    def _deliver(self) -> None:
        """Hand all events to their calls, then raise what they have raised."""
        happened = self._happened
        while happened:
            session, event = happened.popleft()
            is_last = not happened or happened[0][0] is not session
            call = self._calls.get(session)
            if isinstance(event, SessionStarted):
                self._start(session, call)
                continue
            if is_last and session.state is AsyncAgiState.GONE:
                self._calls.pop(session, None)
            self._hand_on(call, event)
        if len(self._calls) > self.sessions.count:
            self._let_go()
        if self._failures:
            failures, self._failures = self._failures, []
            raise failures[0]

    def _start(self, session: AsyncAgiSession, call: C | None) -> None:
        if call is None or call.run != session.run:
            call = self._make(session)
        if call is not None:
            self._started.append(call)

    def _hand_on(self, call: C | None, event: AsyncAgiEvent) -> None:
        try:
            if call is not None:
                call.hand_on(event)
        except Exception as error:
            self._failures.append(error)

    def _let_go(self) -> None:
        """Let the calls go whose sessions were closed without an event, or by themselves."""
        for session in [session for session in self._calls if session not in self.sessions]:
            call = self._calls.pop(session)
            while (event := session.next_event()) is not NEED_DATA:
                self._hand_on(call, event)
