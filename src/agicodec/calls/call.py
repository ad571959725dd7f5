"""Calls over a transport: every command as a method, and the session behind them; only reading and writing is left.

A framework subclasses one of these and says how bytes are carried. Nothing here does I/O, waits or knows an event loop:
the coroutines await only what the subclass awaits.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TypeVar

import agicodec
from agicodec._checks import require_awaitable, require_bytes, require_done
from agicodec.calls.exchange import MAX_UNEXPECTED, Exchange, Operation
from agicodec.calls.facade import AsyncCommands, Commands
from agicodec.errors import LocalProtocolError
from agicodec.model.command import Command
from agicodec.model.environment import Environment
from agicodec.session.events import NEED_DATA, CallEvent, CommandInterrupted, Event, NeedData, ReplyReceived
from agicodec.session.session import Session

__all__ = ["MAX_UNEXPECTED", "AsyncCall", "Call"]

R = TypeVar("R")


class _Stream:
    """What calls over a stream have in common, whether they block or not."""

    synchronizes = False
    """Whether to `synchronize` before each command that follows a text from outside, so that every reply is certain.

    It costs a command after the environment, and one after each value that was read.
    """

    _script: agicodec.model.Script | None = None

    def __init__(self, session: Session | None = None) -> None:
        self._exchange = Exchange(Session() if session is None else session)

    @property
    def session(self) -> Session:
        """The session, whose events `next_event` returns."""
        return self._exchange.session

    @session.setter
    def session(self, session: Session) -> None:
        self._exchange = Exchange(session)
        self._script = None

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
    def script(self) -> agicodec.model.Script:
        """What the call asks for: the path, its parameters and the query of the URL, which a `Router` goes by.

        Raises:
            LocalProtocolError: the environment has not yet come.
        """
        if self._script is None:
            from agicodec.model.script import Script

            self._script = Script.from_environment(self.environment)
        return self._script

    @script.setter
    def script(self, script: agicodec.model.Script) -> None:
        self._script = script

    @property
    def hung_up(self) -> bool:
        """Whether the channel is known to have hung up; commands that need a live one then raise `DeadChannel`."""
        return self.session.hung_up

    def on_event(self, event: CallEvent) -> None:
        """Take note of what happens besides the replies: does nothing, unless a subclass does.

        That is a hangup, a line that nothing asked for, and what became of a command whose wait was cancelled: its
        late reply, or that it was interrupted.
        """


class Call(_Stream, Commands):
    """One call over a stream whose reads block: AGI on standard streams, or FastAGI with a thread for each call.

    A subclass says how to `read` and to `write`. Each command is a method, which raises a `ReplyError` when Asterisk
    refuses the command, and a `CallEnded` when the call is over: `DeadChannel` when the channel has hung up,
    `NeverAnswered` when the stream has ended or cannot be written to.

    A call does one thing at a time; while a command runs, any other use raises a `LocalProtocolError` that names it.
    A wait may be left at any time, by an error that `read` raises, such as a `TimeoutError`, or a `KeyboardInterrupt`.
    The next command then settles the one that is outstanding: it interrupts it where Asterisk allows that, else waits
    for its reply, and `on_event` hears what became of it.
    """

    @abstractmethod
    def read(self) -> bytes | NeedData:
        """Wait for bytes from Asterisk and return them, `b""` at the end of the stream.

        It may return `NEED_DATA` when none have come but the session was told of a hangup, so that `on_event` hears of
        that before the call reads on.

        What it raises ends the wait of now. A `ConnectionError` ends the call as well, as the end of the stream does.
        """

    @abstractmethod
    def write(self, data: bytes) -> None:
        """Write a whole line to Asterisk, in one piece.

        When it raises an `Exception`, the stream counts as broken, since part of the line may have been written: every
        later command raises `NeverAnswered` for an `OSError`, or else that same exception.
        """

    def start(self) -> Environment:
        """Wait for the environment.

        Raises:
            NeverAnswered: the stream ends before it.
        """
        self._run(Operation(self._exchange, "start()", self._exchange.start()))
        return self.environment

    def execute(self, command: Command[R]) -> R:
        """Run a command and return its result."""
        event = self.ask(command)
        return command.interpret(event.raw, event.version)

    def ask(self, command: Command[R]) -> ReplyReceived[R]:
        """Run a command and return the event with its reply, which may be a refusal."""
        exchange = self._exchange
        line = None if self.synchronizes else exchange.send_at_once(command)
        if line is None:
            steps = exchange.ask(command, synchronize=self.synchronizes)
            return self._run(Operation(exchange, command, steps))
        # A straight path for a command that nothing stands before, which takes two fifths off the time of a call.
        is_written = False
        try:
            require_done(self.write(line))
            is_written = True
            self._receive()
            event = exchange.take()
        except BaseException as error:
            exchange.give_up(command, error, is_written=is_written)
            raise
        exchange.end()
        if type(event) is ReplyReceived:
            return event.answer_to(command)
        return self._run(Operation(exchange, command, exchange.wait_on(command, event)))

    def send(self, command: Command[object]) -> None:
        """Send a command, whose `reply` is to be waited for; it can be interrupted meanwhile.

        Raises:
            LocalProtocolError: the reply to another one is to be waited for.
        """
        steps = self._exchange.send(command, synchronize=self.synchronizes)
        self._run(Operation(self._exchange, command, steps))

    def reply(self) -> ReplyReceived[object]:
        """Wait for the reply to the command that was sent.

        Raises:
            LocalProtocolError: no command is running.
            NeverAnswered: the stream ends before it.
            RemoteProtocolError: more than `MAX_UNEXPECTED` lines came that nothing asked for.
        """
        return self._run(Operation(self._exchange, "reply()", self._exchange.reply()))

    def synchronize(self) -> None:
        """Wait until all that an earlier text from outside has left is read; `on_event` hears of that.

        Raises:
            LocalProtocolError: the reply to a command is to be waited for.
            NeverAnswered: the stream ends.
        """
        self._run(Operation(self._exchange, "synchronize()", self._exchange.synchronize()))

    def interrupt(self) -> ReplyReceived[object] | CommandInterrupted:
        """Interrupt a command that was sent but not waited for, and return its reply if it did answer.

        Raises:
            LocalProtocolError: no command is running, or it runs to its end whatever comes.
            NeverAnswered: the stream ends.
        """
        return self._run(Operation(self._exchange, "interrupt()", self._exchange.interrupt()))

    def next_event(self) -> Event:
        """Wait for whatever happens next, the end of the stream included."""
        return self._run(Operation(self._exchange, "next_event()", self._exchange.next_event()))

    def _run(self, operation: Operation[R]) -> R:
        """Take the steps of an operation, by blocking."""
        try:
            for step in operation:
                if step is None:
                    self._receive()
                elif isinstance(step, bytes):
                    require_done(self.write(step))
                else:
                    self.on_event(step)
        except BaseException as error:
            operation.fail(error)
        return operation.result

    def _receive(self) -> None:
        """Wait until the session may have received more."""
        data = self.read()
        if data is NEED_DATA:
            return
        if type(data) is not bytes:
            require_bytes(data, "read() returned")
        self.session.receive_data(data)


class AsyncCall(_Stream, AsyncCommands):
    """One call over a stream whose reads are awaited: FastAGI on asyncio, trio, Twisted or another.

    A subclass says how to `read` and to `write`. Each command is a coroutine method, which raises as those of `Call`.

    A call does one thing at a time; while a command runs, any other use raises a `LocalProtocolError` that names it.
    A wait may be cancelled at any time, so that `asyncio.wait_for(call.stream_file("story"), 2)` and a cancel scope of
    trio are safe. The next command then settles the one that is outstanding: it interrupts it where Asterisk allows
    that, else waits for its reply, and `on_event` hears what became of it.
    """

    @abstractmethod
    async def read(self) -> bytes:
        """Wait for bytes from Asterisk and return them, `b""` at the end of the stream.

        When it is cancelled or raises, which ends the wait of now, it loses none. A `ConnectionError` ends the call as
        well, as the end of the stream does.
        """

    @abstractmethod
    async def write(self, data: bytes) -> None:
        """Write a whole line to Asterisk, in one piece.

        When it is cancelled, it has written the whole line or nothing of it, and the next command finds out which: the
        streams of asyncio take a line before they wait, those of trio wait before they take it. What may stop within a
        line shields that, or raises. When it raises an `Exception`, the stream counts as broken, since part of the line
        may have been written: every later command raises `NeverAnswered` for an `OSError`, or else that same exception.
        """

    async def start(self) -> Environment:
        """Wait for the environment.

        Raises:
            NeverAnswered: the stream ends before it.
        """
        await self._run(Operation(self._exchange, "start()", self._exchange.start()))
        return self.environment

    async def execute(self, command: Command[R]) -> R:
        """Run a command and return its result."""
        return (await self.ask(command)).result()

    async def ask(self, command: Command[R]) -> ReplyReceived[R]:
        """Run a command and return the event with its reply, which may be a refusal."""
        steps = self._exchange.ask(command, synchronize=self.synchronizes)
        return await self._run(Operation(self._exchange, command, steps))

    async def send(self, command: Command[object]) -> None:
        """Send a command, whose `reply` is to be waited for; it can be interrupted meanwhile.

        Raises:
            LocalProtocolError: the reply to another one is to be waited for.
        """
        steps = self._exchange.send(command, synchronize=self.synchronizes)
        await self._run(Operation(self._exchange, command, steps))

    async def reply(self) -> ReplyReceived[object]:
        """Wait for the reply to the command that was sent.

        Raises:
            LocalProtocolError: no command is running.
            NeverAnswered: the stream ends before it.
            RemoteProtocolError: more than `MAX_UNEXPECTED` lines came that nothing asked for.
        """
        return await self._run(Operation(self._exchange, "reply()", self._exchange.reply()))

    async def synchronize(self) -> None:
        """Wait until all that an earlier text from outside has left is read; `on_event` hears of that.

        Raises:
            LocalProtocolError: the reply to a command is to be waited for.
            NeverAnswered: the stream ends.
        """
        await self._run(Operation(self._exchange, "synchronize()", self._exchange.synchronize()))

    async def interrupt(self) -> ReplyReceived[object] | CommandInterrupted:
        """Interrupt a command that was sent but not waited for, and return its reply if it did answer.

        Raises:
            LocalProtocolError: no command is running, or it runs to its end whatever comes.
            NeverAnswered: the stream ends.
        """
        return await self._run(Operation(self._exchange, "interrupt()", self._exchange.interrupt()))

    async def next_event(self) -> Event:
        """Wait for whatever happens next, the end of the stream included."""
        return await self._run(Operation(self._exchange, "next_event()", self._exchange.next_event()))

    async def _run(self, operation: Operation[R]) -> R:
        """Take the steps of an operation, by awaiting."""
        try:
            for step in operation:
                if step is None:
                    await self._receive()
                elif isinstance(step, bytes):
                    writing = self.write(step)
                    require_awaitable(writing, "write()")
                    await writing
                else:
                    self.on_event(step)
        except BaseException as error:
            operation.fail(error)
        return operation.result

    async def _receive(self) -> None:
        """Wait until the session has received more."""
        reading = self.read()
        require_awaitable(reading, "read()")
        data = await reading
        if type(data) is not bytes:
            require_bytes(data, "read() returned")
        self.session.receive_data(data)
