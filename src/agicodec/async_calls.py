"""Every command as a coroutine, for AsyncAGI on any manager connection."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Generic, TypeAlias, TypeVar

from agicodec.async_session import AsyncSession
from agicodec.async_sessions import AsyncSessions
from agicodec.asyncagi import Headers
from agicodec.command import Command
from agicodec.environment import Environment
from agicodec.errors import LocalProtocolError, NeverAnswered
from agicodec.events import (
    NEED_DATA,
    AsyncEvent,
    CommandLost,
    CommandRefused,
    ReplyIncomplete,
    ReplyReceived,
    SessionEnded,
    SessionStarted,
)
from agicodec.facade import AsyncCommands
from agicodec.states import AsyncState

__all__ = ["AsyncAgiCall", "AsyncAgiCalls"]

R = TypeVar("R")
C = TypeVar("C", bound="AsyncAgiCall")

_Answer: TypeAlias = ReplyReceived[object] | CommandRefused | CommandLost


class AsyncAgiCall(AsyncCommands):
    """One call in AsyncAGI, over a manager connection that many calls share.

    A subclass says how to `send_action` and how to `wait` until `receive` has been called again. Each command is a
    coroutine method, which raises a `ReplyError` when Asterisk refuses the command, an `ActionError` when the manager
    interface refuses the action, and `NeverAnswered` when AsyncAGI ends. Several commands may wait at a time.
    """

    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        """The session; `AsyncAgiCalls` hands its events to `receive`."""
        self._answers: dict[int, _Answer] = {}
        self._waiting: set[int] = set()
        self._incomplete = False

    @abstractmethod
    async def send_action(self, headers: Mapping[str, str]) -> None:
        """Send a manager action, whose response comes to the session."""

    @abstractmethod
    async def wait(self) -> None:
        """Wait until `receive` has been called again."""

    @property
    def environment(self) -> Environment:
        """What Asterisk has said of the call.

        Raises:
            LocalProtocolError: it has not yet come.
        """
        if self.session.environment is None:
            raise LocalProtocolError("the environment has not come: the channel has not entered AsyncAGI")
        return self.session.environment

    @property
    def hung_up(self) -> bool:
        """Whether the channel has hung up."""
        return self.session.state is AsyncState.GONE

    def receive(self, event: AsyncEvent) -> None:
        """Take an event of the session; a subclass adds what wakes those who `wait`."""
        if isinstance(event, (ReplyReceived, CommandRefused, CommandLost)) and id(event.command) in self._waiting:
            self._answers[id(event.command)] = event
            self._incomplete = False
        elif isinstance(event, ReplyIncomplete):
            self._incomplete = True
        else:
            self.on_event(event)

    def on_event(self, event: AsyncEvent) -> None:
        """Take note of what happens besides the replies: does nothing, unless a subclass does."""

    async def execute(self, command: Command[R]) -> R:
        """Run a command and give its result."""
        if self.session.state in (AsyncState.ENDING, AsyncState.ENDED):
            raise NeverAnswered(str(command), f"AsyncAGI is {self.session.state.value} on the channel")
        headers = self.session.send_headers(command)
        self._waiting.add(id(command))
        try:
            await self.send_action(headers)
            return await self._reply_to(command)
        finally:
            self._waiting.discard(id(command))
            self._answers.pop(id(command), None)

    async def _reply_to(self, command: Command[R]) -> R:
        while (answer := self._answers.get(id(command))) is None:
            if self._incomplete and self.session.state is AsyncState.RUNNING and len(self.session.commands) == 1:
                self._incomplete = False
                await self.send_action(self.session.fetch_headers())
            else:
                await self.wait()
        if isinstance(answer, ReplyReceived):
            return answer.answer_to(command).result()
        raise answer.error


class AsyncAgiCalls(Generic[C]):
    """Hands the messages of a manager connection to the calls that they are about.

    Args:
        make_call: makes the call of a session that has started, such as a subclass of `AsyncAgiCall`.
        sessions: the sessions, when they are to have limits of their own.
    """

    def __init__(self, make_call: Callable[[AsyncSession], C], sessions: AsyncSessions | None = None) -> None:
        self._make_call = make_call
        self.sessions = AsyncSessions() if sessions is None else sessions
        """The sessions of the connection."""
        self._calls: dict[AsyncSession, C] = {}

    def receive(self, headers: Headers) -> list[C]:
        """Take a message of the manager connection; give the calls that have started with it, to be served."""
        started: list[C] = []
        for session, event in self.sessions.receive(headers):
            if isinstance(event, SessionStarted):
                self._calls[session] = call = self._make_call(session)
                started.append(call)
            elif (running := self._calls.get(session)) is not None:
                running.receive(event)
                if isinstance(event, SessionEnded):
                    del self._calls[session]
        return started

    def close(self, reason: str) -> None:
        """Tell all calls that the connection has ended: no command that waits will be answered."""
        for session, call in self._calls.items():
            session.close(reason)
            while (event := session.next_event()) is not NEED_DATA:
                call.receive(event)
        self._calls.clear()
