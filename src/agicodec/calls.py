"""Calls over a transport: every command as a method, and the session behind them; only reading and writing is left.

A framework subclasses one of these and says how bytes, or manager actions, are carried. Nothing here does I/O, waits
or knows an event loop: the coroutines await only what the subclass awaits.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TypeVar

from agicodec.command import Command, require_command
from agicodec.environment import Environment
from agicodec.errors import LocalProtocolError, NeverAnswered
from agicodec.events import (
    NEED_DATA,
    ChannelHungUp,
    CommandInterrupted,
    ConnectionClosed,
    Event,
    ReplyReceived,
    Synchronized,
    UnexpectedLine,
)
from agicodec.facade import AsyncCommands, Commands
from agicodec.session import Session

__all__ = ["AsyncCall", "Call"]

R = TypeVar("R")


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
            raise NeverAnswered(name, event.problem)


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
        require_command(command)
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
        require_command(command)
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
