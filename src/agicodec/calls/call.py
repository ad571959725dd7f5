"""Calls over a transport: every command as a method, on top of a session.

A framework subclasses one of these classes and implements `read` and `write`. Nothing here does I/O, waits or depends
on an event loop: the coroutines await only what the subclass awaits.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Coroutine
from typing import TypeVar

import agicodec
from agicodec._checks import require_awaitable, require_bytes, require_done
from agicodec.calls.exchange import Exchange
from agicodec.calls.facade import AsyncCommands, Commands
from agicodec.calls.operation import Operation
from agicodec.calls.steps import MAX_UNEXPECTED
from agicodec.errors import LocalProtocolError
from agicodec.model.command import Command
from agicodec.model.environment import Environment
from agicodec.session.events import NEED_DATA, CallEvent, CommandInterrupted, Event, NeedData, ReplyReceived
from agicodec.session.session import Session
from agicodec.wire.versions import AsteriskVersion

__all__ = ["MAX_UNEXPECTED", "AsyncCall", "Call"]

R = TypeVar("R")


class _Stream:
    """The common part of blocking and awaitable calls over a stream."""

    synchronizes = False
    """Whether to `synchronize` before each command that follows a text from outside, so that every reply is certain.

    It costs a command after the environment, and one after each value that was read.
    """

    _script: agicodec.model.Script | None = None

    def __init__(self, session: Session | None = None) -> None:
        self._exchange = Exchange(Session() if session is None else session)
        self._command_timeout: float | None = None
        """How many seconds a command may take, where a subclass limits that."""

    @property
    def session(self) -> Session:
        """The session, whose events `next_event` returns."""
        return self._exchange.session

    @session.setter
    def session(self, session: Session) -> None:
        self._exchange = Exchange(session, self._exchange.observers)
        self._script = None

    @property
    def environment(self) -> Environment:
        """What Asterisk has sent about the call.

        Raises:
            LocalProtocolError: it has not arrived yet; `start` waits for it.
        """
        if self.session.environment is None:
            raise LocalProtocolError("the environment has not arrived; call start() first")
        return self.session.environment

    @property
    def asterisk_version(self) -> AsteriskVersion | None:
        """The version of Asterisk, as the environment has it; None until that has arrived."""
        return None if self.session.environment is None else self.session.environment.version

    @property
    def script(self) -> agicodec.model.Script:
        """What the call asks for: the path, its parameters and the query of the URL, which a `Router` goes by.

        Raises:
            LocalProtocolError: the environment has not arrived yet.
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

    @property
    def failure(self) -> Exception | None:
        """Why every command raises an error, such as the end of the connection; None while commands can be run."""
        return self._exchange.failure

    @property
    def lost(self) -> Exception | None:
        """How the call was lost: the failure, unless it is that this side has closed the connection."""
        return self._exchange.lost

    def observe(self, observer: agicodec.Observer) -> None:
        """Call the methods of an observer from now on, with what is sent and what happens.

        It is called at once with the environment and a hangup, if these are known already. Several observers are called
        in the order in which they were added.

        Raises:
            TypeError: it is not an `Observer`.
        """
        self._exchange.observe(observer)

    def on_event(self, event: CallEvent) -> None:
        """Handle an event other than an awaited reply; do nothing unless a subclass overrides it.

        The events are a hangup, an unexpected line, and the outcome of a command whose wait was cancelled: its late
        reply, or that it was interrupted.
        """


class Call(_Stream, Commands):
    """One call over a stream whose reads block: AGI on standard streams, or FastAGI with a thread for each call.

    A subclass implements `read` and `write`. Each command is a method, which raises a `ReplyError` if Asterisk refuses
    the command, and a `CallEnded` if the call is over: `DeadChannel` if the channel has hung up, `NeverAnswered` if the
    stream has ended or cannot be written to.

    A call does one thing at a time; while a command runs, any other use raises a `LocalProtocolError` that names it. A
    wait may be abandoned at any time, by an error that `read` raises, such as a `TimeoutError`, or a
    `KeyboardInterrupt`. The next command then settles the outstanding one: it interrupts it if Asterisk allows that, or
    else waits for its reply, and calls `on_event` with the outcome.
    """

    @abstractmethod
    def read(self) -> bytes | NeedData:
        """Wait for bytes from Asterisk and return them, `b""` at the end of the stream.

        It may return `NEED_DATA` when none have arrived but the session was told of a hangup; `on_event` is then called
        before the call reads on.

        An exception ends the current wait. A `ConnectionError` also ends the call, as the end of the stream does.
        """

    @abstractmethod
    def write(self, data: bytes) -> None:
        """Write a whole line to Asterisk, in one piece.

        If it raises an `Exception`, the stream counts as broken, since part of the line may have been written: every
        later command raises `NeverAnswered` after an `OSError`, and otherwise the same exception.
        """

    def start(self) -> Environment:
        """Wait for the environment.

        Raises:
            NeverAnswered: the stream ends before it.
        """
        self._run(Operation(self._exchange, "start()", self._exchange.start()))
        return self.environment

    def execute(self, command: Command[R]) -> R:
        """Run a command and return its result; it calls `ask`, so that a subclass needs to extend that method only."""
        return self.ask(command).result()

    def ask(self, command: Command[R]) -> ReplyReceived[R]:
        """Run a command and return the event with its reply, which may be a refusal."""
        exchange = self._exchange
        line = None
        if self._command_timeout is None and not self.synchronizes:
            line = exchange.send_at_once(command)
        if line is None:
            steps = exchange.ask(command, synchronize=self.synchronizes)
            return self._run_command(Operation(exchange, command, steps))
        # A straight path when nothing else is due: an exchange in memory takes 35,000 instructions instead of 63,000
        # (callgrind, Python 3.11).
        is_written = False
        try:
            require_done(self.write(line))
            is_written = True
            data = self.read()
            if type(data) is bytes:
                reply = exchange.receive_reply(command, data)
            else:
                reply = None
                self._add(data)
        except BaseException as error:
            exchange.give_up(command, error, is_written=is_written)
            raise
        if reply is not None:
            return reply
        exchange.end()
        return self._run(Operation(exchange, command, exchange.wait_on(command)))

    def send(self, command: Command[object]) -> None:
        """Send a command without waiting for its reply; call `reply` or `interrupt` later.

        Raises:
            LocalProtocolError: the reply to another command is still due.
        """
        steps = self._exchange.send(command, synchronize=self.synchronizes)
        self._run_command(Operation(self._exchange, command, steps))

    def reply(self) -> ReplyReceived[object]:
        """Wait for the reply to the command that was sent.

        Raises:
            LocalProtocolError: no command is running.
            NeverAnswered: the stream ends before it.
            RemoteProtocolError: more than `MAX_UNEXPECTED` unexpected lines arrived.
        """
        return self._run_command(Operation(self._exchange, "reply()", self._exchange.reply()))

    def synchronize(self) -> None:
        """Wait until the rest of every earlier text from outside has been read; `on_event` is called with it.

        Raises:
            LocalProtocolError: the reply to a command is still due.
            NeverAnswered: the stream ends.
        """
        self._run_command(Operation(self._exchange, "synchronize()", self._exchange.synchronize()))

    def interrupt(self) -> ReplyReceived[object] | CommandInterrupted:
        """Interrupt the command that was sent, and return its reply, or `CommandInterrupted` if it was not answered.

        Raises:
            LocalProtocolError: no command is running, or the command cannot be interrupted.
            NeverAnswered: the stream ends.
        """
        return self._run_command(Operation(self._exchange, "interrupt()", self._exchange.interrupt()))

    def next_event(self) -> Event:
        """Wait for the next event, which may be the end of the stream."""
        return self._run(Operation(self._exchange, "next_event()", self._exchange.next_event()))

    def _run_command(self, operation: Operation[R]) -> R:
        """Perform the steps of an operation that waits for a command, for which a subclass may have a time limit."""
        return self._run(operation)

    def _run(self, operation: Operation[R]) -> R:
        """Perform the steps of an operation, blocking."""
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
        self._add(self.read())

    def _add(self, data: bytes | NeedData) -> None:
        """Pass what `read` has returned to the session."""
        if data is NEED_DATA:
            return
        require_bytes(data, "read() returned")
        self.session.receive_data(data)


class AsyncCall(_Stream, AsyncCommands):
    """One call over a stream whose reads are awaited: FastAGI on asyncio, trio, Twisted or another.

    A subclass implements `read` and `write`. Each command is a coroutine method, which raises the same exceptions as
    those of `Call`.

    A call does one thing at a time; while a command runs, any other use raises a `LocalProtocolError` that names it. A
    wait may be cancelled at any time, so `asyncio.wait_for(call.stream_file("story"), 2)` and a cancel scope of trio
    are safe. The next command then settles the outstanding one: it interrupts it if Asterisk allows that, or else waits
    for its reply, and calls `on_event` with the outcome.
    """

    @abstractmethod
    async def read(self) -> bytes:
        """Wait for bytes from Asterisk and return them, `b""` at the end of the stream.

        If it is cancelled or raises, the current wait ends, and no bytes may be lost. A `ConnectionError` also ends the
        call, as the end of the stream does.
        """

    @abstractmethod
    async def write(self, data: bytes) -> None:
        """Write a whole line to Asterisk, in one piece.

        If it is cancelled, it must have written either the whole line or nothing, and the next command finds out which:
        the streams of asyncio accept a line before they wait, those of trio wait before they accept it. If the write
        can stop within a line, shield it from cancellation, or raise. If it raises an `Exception`, the stream counts as
        broken, since part of the line may have been written: every later command raises `NeverAnswered` after an
        `OSError`, and otherwise the same exception.
        """

    async def start(self) -> Environment:
        """Wait for the environment.

        Raises:
            NeverAnswered: the stream ends before it.
        """
        await self._run(Operation(self._exchange, "start()", self._exchange.start()))
        return self.environment

    async def execute(self, command: Command[R]) -> R:
        """Run a command and return its result; it calls `ask`, so that a subclass needs to extend that method only."""
        return (await self.ask(command)).result()

    async def ask(self, command: Command[R]) -> ReplyReceived[R]:
        """Run a command and return the event with its reply, which may be a refusal."""
        steps = self._exchange.ask(command, synchronize=self.synchronizes)
        return await self._run_command(Operation(self._exchange, command, steps))

    async def send(self, command: Command[object]) -> None:
        """Send a command without waiting for its reply; call `reply` or `interrupt` later.

        Raises:
            LocalProtocolError: the reply to another command is still due.
        """
        steps = self._exchange.send(command, synchronize=self.synchronizes)
        await self._run_command(Operation(self._exchange, command, steps))

    async def reply(self) -> ReplyReceived[object]:
        """Wait for the reply to the command that was sent.

        Raises:
            LocalProtocolError: no command is running.
            NeverAnswered: the stream ends before it.
            RemoteProtocolError: more than `MAX_UNEXPECTED` unexpected lines arrived.
        """
        return await self._run_command(Operation(self._exchange, "reply()", self._exchange.reply()))

    async def synchronize(self) -> None:
        """Wait until the rest of every earlier text from outside has been read; `on_event` is called with it.

        Raises:
            LocalProtocolError: the reply to a command is still due.
            NeverAnswered: the stream ends.
        """
        await self._run_command(Operation(self._exchange, "synchronize()", self._exchange.synchronize()))

    async def interrupt(self) -> ReplyReceived[object] | CommandInterrupted:
        """Interrupt the command that was sent, and return its reply, or `CommandInterrupted` if it was not answered.

        Raises:
            LocalProtocolError: no command is running, or the command cannot be interrupted.
            NeverAnswered: the stream ends.
        """
        return await self._run_command(Operation(self._exchange, "interrupt()", self._exchange.interrupt()))

    async def next_event(self) -> Event:
        """Wait for the next event, which may be the end of the stream."""
        return await self._run(Operation(self._exchange, "next_event()", self._exchange.next_event()))

    def _run_command(self, operation: Operation[R]) -> Coroutine[object, object, R]:
        """Perform the steps of an operation that waits for a command, for which a subclass may have a time limit."""
        return self._run(operation)

    async def _run(self, operation: Operation[R]) -> R:
        """Perform the steps of an operation, awaiting."""
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
        require_bytes(data, "read() returned")
        self.session.receive_data(data)
