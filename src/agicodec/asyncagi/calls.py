"""The AsyncAGI calls of all channels of a manager connection."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from agicodec.asyncagi.ami import Greeting
from agicodec.asyncagi.call import AsyncAgiCall
from agicodec.asyncagi.events import AsyncAgiEvent
from agicodec.asyncagi.messages import AsyncAgiStarted, Headers, read_message
from agicodec.asyncagi.reassembly import NOTHING
from agicodec.asyncagi.session import CONNECTION_ENDED, AsyncAgiSession
from agicodec.asyncagi.sessions import AsyncAgiSessions
from agicodec.asyncagi.states import IN_ASYNC_AGI, AsyncAgiState
from agicodec.errors import LocalProtocolError
from agicodec.model.environment import Environment
from agicodec.session.events import NEED_DATA, NeedData, SessionStarted
from agicodec.session.snapshot import CommandClasses

__all__ = ["AsyncAgiCalls"]

C = TypeVar("C", bound=AsyncAgiCall)


class AsyncAgiCalls(Generic[C]):
    """Creates a call for each run of AsyncAGI on a manager connection, and passes it its events.

    Args:
        make_call: creates the call for a session, such as a subclass of `AsyncAgiCall`.
        sessions: the sessions, if they need other limits than the default ones.
    """

    def __init__(self, make_call: Callable[[AsyncAgiSession], C], sessions: AsyncAgiSessions | None = None) -> None:
        self._make_call = make_call
        self.sessions: AsyncAgiSessions = AsyncAgiSessions() if sessions is None else sessions
        """The sessions of the connection."""
        self._calls: dict[AsyncAgiSession, C | None] = {}
        """The call of each session; None if `make_call` has raised, so that the run has no call."""
        self._happened: deque[tuple[AsyncAgiSession, AsyncAgiEvent]] = deque()
        self._started: list[C] = []
        self._failures: list[BaseException] = []

    def receive(self, message: Headers | Greeting | NeedData | None) -> list[C]:
        """Process what `AmiReader.next_message` returned, and return the calls that have started, for you to run.

        None, the end of the connection, ends all calls. If `make_call` or a call raises an exception, all other events
        are still passed on, and then the first exception is raised, or the first that ends a program, such as
        `SystemExit`; the next `receive` returns the calls that have started meanwhile.
        """
        if message is None:
            self._happened += self.sessions.close(CONNECTION_ENDED)
        elif (received := read_message(message)) is not None:
            session = self.sessions.session_of(received)
            if session is not None and session.state in IN_ASYNC_AGI and session not in self._calls:
                self._make(session)  # it was added to the sessions after its start
            self._happened += self.sessions.take(received, session)
        self._deliver()
        return self._take_started()

    def call_of(self, session: AsyncAgiSession) -> C:
        """Return the call of the session's present run or, if that has ended, of its last run.

        For a session that was added to `sessions`, this creates the call.
        """
        call = self._calls.get(session)
        if call is None:
            self._calls[session] = call = self._make_call(session)
        return call

    def restore(self, data: object, *, classes: CommandClasses = ()) -> C:
        """Restore a call from what `AsyncAgiCall.save` returned; it receives the events of its channel from now on.

        `AsyncAgiCall.due` has the commands that were sent before, and `AsyncAgiCall.reply` waits for their replies.

        Args:
            data: the plain data.
            classes: command classes besides those of agicodec that the data may contain.

        Raises:
            SavedStateError: the data is not a saved call.
            LocalProtocolError: another session has that channel, or as many sessions are open as are allowed.
        """
        session = AsyncAgiSession.restore(data, classes=classes)
        call = self._make_call(session)
        self.sessions.add(session)
        self._calls[session] = call
        return call

    def adopt(self, channel: str, unique_id: str, environment: Environment) -> list[C]:
        """Begin a call for a channel that entered AsyncAGI before this connection could hear of it; return it.

        The pipe of the channel must be empty: a command with a short reply has run, and the event with that reply had
        less than 1024 bytes of it.

        Args:
            channel: the channel's name.
            unique_id: the channel's unique id.
            environment: what is known about the call; nothing else arrives.

        Raises:
            LocalProtocolError: the channel has a call already.
            Exception: what `make_call` or a call raises, as in `receive`.
        """
        started = AsyncAgiStarted(channel, unique_id, NOTHING, environment)
        session = self.sessions.session_of(started)
        if session is not None and session.state in IN_ASYNC_AGI:
            raise LocalProtocolError(f"cannot adopt {channel}: it has a call already")
        self._happened += self.sessions.take(started, session)
        self._deliver()
        return self._take_started()

    def close(self, reason: str) -> None:
        """End all calls, for example because the connection has ended; see `AsyncAgiCall.close`."""
        self._happened += self.sessions.close(reason)
        self._deliver()

    def _make(self, session: AsyncAgiSession) -> C | None:
        """Return a new call for a session; None if `make_call` raises."""
        self._calls[session] = None
        try:
            self._calls[session] = self._make_call(session)
        except BaseException as error:
            self._failures.append(error)
        return self._calls[session]

    def _deliver(self) -> None:
        """Pass all events to their calls, then raise the first exception that they have raised."""
        happened = self._happened
        while happened:
            session, event = happened.popleft()
            is_last = not happened or happened[0][0] is not session
            call = self._calls.get(session)
            if isinstance(event, SessionStarted):
                self._start(session, call, event)
                continue
            if is_last and session.state is AsyncAgiState.GONE:
                self._calls.pop(session, None)
            self._hand_on(call, event)
        if len(self._calls) > self.sessions.count:
            self._let_go()
        if self._failures:
            failures, self._failures = self._failures, []
            raise next((error for error in failures if not isinstance(error, Exception)), failures[0])

    def _take_started(self) -> list[C]:
        started, self._started = self._started, []
        return started

    def _start(self, session: AsyncAgiSession, call: C | None, event: SessionStarted) -> None:
        if call is None or call.run_number != session.run:
            call = self._make(session)
        else:
            self._hand_on(call, event)
        if call is not None:
            self._started.append(call)

    def _hand_on(self, call: C | None, event: AsyncAgiEvent) -> None:
        try:
            if call is not None:
                call.hand_on(event)
        except BaseException as error:
            self._failures.append(error)

    def _let_go(self) -> None:
        """Remove the calls whose sessions are no longer kept, after their last events."""
        for session in [session for session in self._calls if session not in self.sessions]:
            call = self._calls.pop(session)
            while (event := session.next_event()) is not NEED_DATA:
                self._hand_on(call, event)
