"""Calls over a transport: every command as a method, and the session behind them; only reading and writing is left.

A framework subclasses one of these and says how bytes, or manager actions, are carried. Nothing here does I/O, waits
or knows an event loop: the coroutines await only what the subclass awaits.
"""

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
    ChannelHungUp,
    CommandInterrupted,
    CommandLost,
    CommandRefused,
    ConnectionClosed,
    Event,
    ReplyIncomplete,
    ReplyReceived,
    SessionEnded,
    SessionStarted,
    Synchronized,
    UnexpectedLine,
)
from agicodec.facade import AsyncCommands, Commands
from agicodec.session import Session
from agicodec.states import AsyncState

__all__ = ["AsyncAgiCall", "AsyncAgiCalls", "AsyncCall", "Call"]

R = TypeVar("R")
C = TypeVar("C", bound="AsyncAgiCall")

_Answer: TypeAlias = ReplyReceived[object] | CommandRefused | CommandLost

_CLOSED = "Asterisk has closed the connection"


class _Stream:
    """What calls over a stream have in common, whether they block or not."""

    synchronizes = False
    """Whether to `synchronize` before each command that follows a text from outside, so that every reply is certain.

    It costs a command after the environment, and one after each value that was read.
    """

    def __init__(self, session: Session | None = None) -> None:
        self.session = Session() if session is None else session
        """The session, whose events `next_event` gives."""

    @property
    def environment(self) -> Environment:
        """What Asterisk has said of the call.

        Raises:
            LocalProtocolError: it has not yet come; `start` waits for it.
        """
        if self.session.environment is None:
            raise LocalProtocolError("the environment has not come; call start() first")
        return self.session.environment

    @property
    def hung_up(self) -> bool:
        """Whether the channel is known to have hung up; commands that need a live one then raise `DeadChannel`."""
        return self.session.dead

    def on_event(self, event: ChannelHungUp | UnexpectedLine) -> None:
        """Take note of what happens besides the replies: does nothing, unless a subclass does."""

    def _pass(self, event: Event) -> None:
        """Pass on an event that is not the one waited for."""
        if isinstance(event, (ChannelHungUp, UnexpectedLine)):
            self.on_event(event)
        elif isinstance(event, ConnectionClosed):
            name = "the session" if event.command is None else str(event.command)
            raise NeverAnswered(name, _CLOSED)


class Call(_Stream, Commands):
    """One call over a stream whose reads block: AGI on standard streams, or FastAGI with a thread for each call.

    A subclass says how to `read` and to `write`. Each command is a method, which raises a `ReplyError` when Asterisk
    refuses the command, `DeadChannel` when the channel has hung up, and `NeverAnswered` when the stream ends.
    """

    @abstractmethod
    def read(self) -> bytes:
        """Wait for bytes from Asterisk and give them; `b""` at the end of the stream."""

    @abstractmethod
    def write(self, data: bytes) -> None:
        """Write a whole line to Asterisk, in one piece."""

    def start(self) -> Environment:
        """Wait for the environment.

        Raises:
            NeverAnswered: the stream ends before it.
        """
        while self.session.environment is None:
            self._pass(self.next_event())
        return self.environment

    def execute(self, command: Command[R]) -> R:
        """Run a command and give its result."""
        return self.ask(command).result()

    def ask(self, command: Command[R]) -> ReplyReceived[R]:
        """Run a command and give the event with its reply, which may be a refusal."""
        self.send(command)
        return self.reply().answer_to(command)

    def send(self, command: Command[object]) -> None:
        """Send a command, whose `reply` is due from then on; it can be interrupted meanwhile."""
        self.start()
        if self.synchronizes and not self.session.certain:
            self.synchronize()
        self.write(self.session.send(command))

    def reply(self) -> ReplyReceived[object]:
        """Wait for the reply to the command that was sent.

        Raises:
            NeverAnswered: the stream ends before it.
        """
        while not isinstance(event := self.next_event(), ReplyReceived):
            self._pass(event)
        return event

    def synchronize(self) -> None:
        """Wait until all that an earlier text from outside has left is read; `on_event` hears of that.

        Raises:
            LocalProtocolError: a command is running.
            NeverAnswered: the stream ends.
        """
        self.start()
        self.write(self.session.synchronize())
        while not isinstance(event := self.next_event(), Synchronized):
            self._pass(event)

    def interrupt(self) -> ReplyReceived[object] | CommandInterrupted:
        """Interrupt a command that was sent but not waited for, and tell whether it did answer.

        Raises:
            LocalProtocolError: no command is running, or it runs to its end whatever comes.
        """
        self.write(self.session.interrupt())
        while not isinstance(event := self.next_event(), (ReplyReceived, CommandInterrupted)):
            self._pass(event)
        return event

    def next_event(self) -> Event:
        """Wait for whatever happens next."""
        while (event := self.session.next_event()) is NEED_DATA:
            self.session.receive_data(self.read())
        return event


class AsyncCall(_Stream, AsyncCommands):
    """One call over a stream whose reads are awaited: FastAGI on asyncio, trio, Twisted or another.

    A subclass says how to `read` and to `write`. Each command is a coroutine method, which raises as those of `Call`.
    """

    @abstractmethod
    async def read(self) -> bytes:
        """Wait for bytes from Asterisk and give them; `b""` at the end of the stream."""

    @abstractmethod
    async def write(self, data: bytes) -> None:
        """Write a whole line to Asterisk, in one piece."""

    async def start(self) -> Environment:
        """Wait for the environment.

        Raises:
            NeverAnswered: the stream ends before it.
        """
        while self.session.environment is None:
            self._pass(await self.next_event())
        return self.environment

    async def execute(self, command: Command[R]) -> R:
        """Run a command and give its result."""
        return (await self.ask(command)).result()

    async def ask(self, command: Command[R]) -> ReplyReceived[R]:
        """Run a command and give the event with its reply, which may be a refusal."""
        await self.send(command)
        return (await self.reply()).answer_to(command)

    async def send(self, command: Command[object]) -> None:
        """Send a command, whose `reply` is due from then on; it can be interrupted meanwhile."""
        await self.start()
        if self.synchronizes and not self.session.certain:
            await self.synchronize()
        await self.write(self.session.send(command))

    async def reply(self) -> ReplyReceived[object]:
        """Wait for the reply to the command that was sent.

        Raises:
            NeverAnswered: the stream ends before it.
        """
        while not isinstance(event := await self.next_event(), ReplyReceived):
            self._pass(event)
        return event

    async def synchronize(self) -> None:
        """Wait until all that an earlier text from outside has left is read; `on_event` hears of that.

        Raises:
            LocalProtocolError: a command is running.
            NeverAnswered: the stream ends.
        """
        await self.start()
        await self.write(self.session.synchronize())
        while not isinstance(event := await self.next_event(), Synchronized):
            self._pass(event)

    async def interrupt(self) -> ReplyReceived[object] | CommandInterrupted:
        """Interrupt a command that was sent but not waited for, and tell whether it did answer.

        Raises:
            LocalProtocolError: no command is running, or it runs to its end whatever comes.
        """
        await self.write(self.session.interrupt())
        while not isinstance(event := await self.next_event(), (ReplyReceived, CommandInterrupted)):
            self._pass(event)
        return event

    async def next_event(self) -> Event:
        """Wait for whatever happens next."""
        while (event := self.session.next_event()) is NEED_DATA:
            self.session.receive_data(await self.read())
        return event


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
