"""The steps of a call over a stream, without I/O: the part that `Call` and `AsyncCall` share.

An operation yields steps: bytes to write, an event to pass on, or None if more must be read. An exception raised by a
step, such as a cancellation, is thrown in, so the exchange knows which wait was left and in what state.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import suppress
from typing import TypeVar

import agicodec
from agicodec.calls.steps import Outcome, Steps, Stream
from agicodec.errors import LocalProtocolError, NeverAnswered, RemoteProtocolError
from agicodec.model.command import Command, require_command
from agicodec.session.events import (
    NEED_DATA,
    CallEvent,
    CommandInterrupted,
    ConnectionClosed,
    Event,
    ReplyReceived,
    Synchronized,
)
from agicodec.session.session import Session
from agicodec.session.states import READY, State

__all__ = ["Exchange"]

R = TypeVar("R")


class Exchange(Stream):
    """What is due on a stream, from one operation of a call to the next.

    An operation may be left at any step. The state of the session then says what is due, and the next command settles
    that before it is sent.
    """

    __slots__ = ("_early", "_is_reply_left", "_running")

    def __init__(self, session: Session, observers: Sequence[agicodec.calls.Observer] = ()) -> None:
        super().__init__(session, observers)
        self._running: object = None
        """What the operation is about that runs: a command, or a method of the call by its name."""
        self._is_reply_left = False
        """Whether a command was sent whose reply the application is to wait for."""
        self._early: ReplyReceived[object] | CommandInterrupted | None = None
        """What became of the command that was sent, when that came before it was waited for."""

    @property
    def is_running(self) -> bool:
        """Whether an operation runs, which takes what comes; else `idle` is to take it."""
        return self._running is not None

    def begin(self, what: object) -> None:
        """Begin an operation: a command, or a method of the call by its name.

        Raises:
            LocalProtocolError: another one has not ended.
        """
        self.require_idle(what)
        self._running = what
        self._unexpected = 0

    def require_idle(self, what: object, *, besides: str | None = None) -> None:
        """Check that an operation could begin.

        Args:
            what: what it is about.
            besides: a method of the call by its name, which may be running.

        Raises:
            LocalProtocolError: another one has not ended.
        """
        running = self._running  # read once, since another thread may end it meanwhile
        if running is not None and running is not besides:
            running = self.session.command or running
            raise LocalProtocolError(
                f"cannot begin {what} while {running} is running: "
                "a call does one thing at a time, whatever task, thread or on_event() asks for it"
            )

    def end(self) -> None:
        """End the operation, however it went."""
        self._running = None

    def idle(self) -> Generator[CallEvent, None, None]:
        """Take what has come while no operation runs, and pass it on.

        What the command came to that was sent is kept for the operation that waits for it; so is the end of the stream,
        or what broke the protocol, which every operation then raises.
        """
        with suppress(NeverAnswered, RemoteProtocolError):
            while self._running is None and self._failure is None and (event := self.take()) is not NEED_DATA:
                yield from self._keep_or_pass_on(event, None)

    def wait_for_hangup(self) -> Steps[None]:
        """Wait until the channel has hung up or the stream has ended, and pass on what comes meanwhile, as `idle`.

        What has come already is passed on even when a hangup is known.
        """
        subject = self.session.command
        with suppress(NeverAnswered, RemoteProtocolError):
            self._require_open(subject)
            while (event := self.take()) is not NEED_DATA or not self.session.hung_up:
                if event is NEED_DATA:
                    event = yield from self._receive(subject)
                yield from self._keep_or_pass_on(event, subject)

    def send_at_once(self, command: Command[object]) -> bytes | None:
        """Begin to ask a command, and return its line, or None where `ask` is to do it: the straight path.

        Whoever writes the line then waits for data, which `receive_reply` takes.

        Raises:
            InvalidArgument, DeadChannel, TypeError: as `Session.send`; nothing has begun.
        """
        if (
            self._running is not None
            or self._failure is not None
            or self._early is not None
            or self._is_unsure
            or self._observation is not None
        ):
            return None
        line = self.session.send_at_once(command)
        if line is not None:
            self._running = command
            self._is_reply_left = False
        return line

    def receive_reply(self, command: Command[R], data: bytes) -> ReplyReceived[R] | None:
        """Read what came after `send_at_once`, and end its operation.

        Returns:
            The reply; None if it has not come or is not the first event, so that `wait_on` is to go on.
        """
        self._running = None
        if self._observation is None:
            return self.session.receive_reply(command, data)
        self.session.receive_data(data)
        return None

    def give_up(self, command: Command[object], error: BaseException, *, is_written: bool) -> None:
        """End what `send_at_once` has begun, with what writing the line or reading on has raised.

        Raises:
            NeverAnswered: the stream is broken.
        """
        self._running = None
        if not is_written:
            self._is_unsure = True
            if isinstance(error, OSError):
                raise self._never_answered(command, f"cannot write: {error!r}") from error
            if isinstance(error, Exception):
                self._fail(error)
        elif isinstance(error, ConnectionError):
            raise self._never_answered(command, f"cannot read: {error!r}") from error

    def wait_on(self, command: Command[R]) -> Steps[ReplyReceived[R]]:
        """Go on to wait for the reply to a command that `send_at_once` has sent."""
        return (yield from self._receive_reply(command)).answer_to(command)

    def start(self, subject: object = None) -> Steps[None]:
        """Wait for the environment, for the sake of a command or of itself."""
        if self.session.environment is None:
            self._require_open(subject)
        while self.session.environment is None:
            event = yield from self._receive(subject)
            yield from self._pass_on(event, subject)

    def send(self, command: Command[object], *, synchronize: bool) -> Steps[None]:
        """Send a command, whose reply the application is to wait for."""
        yield from self._send(command, synchronize=synchronize)
        self._is_reply_left = True

    def ask(self, command: Command[R], *, synchronize: bool) -> Steps[ReplyReceived[R]]:
        """Send a command and wait for its reply."""
        yield from self._send(command, synchronize=synchronize)
        return (yield from self._receive_reply(command)).answer_to(command)

    def reply(self) -> Steps[ReplyReceived[object]]:
        """Wait for the reply to the command that was sent."""
        if (early := self._take_early()) is not None:
            return self._reply_of(early, early.command)
        command = self.session.command
        self._require_open(command)
        if command is None:
            raise LocalProtocolError("cannot wait for a reply: no command is running")
        if self._is_unsure or self.session.state is not State.AWAITING_REPLY:
            raise LocalProtocolError(
                f"cannot wait for the reply to {command}, which may never come, since a write or an interruption "
                "was cancelled: interrupt() finds out what becomes of it, and so does the next command"
            )
        self._is_reply_left = False
        return (yield from self._receive_reply(command))

    def synchronize(self) -> Steps[None]:
        """Wait until all is read that an earlier text from outside has left."""
        yield from self._make_ready(None)
        yield from self._synchronize(None)

    def interrupt(self) -> Steps[ReplyReceived[object] | CommandInterrupted]:
        """Interrupt the command that was sent, and wait for what becomes of it."""
        if (early := self._take_early()) is not None:
            return early
        command = self.session.command
        self._require_open(command)
        if command is not None and self._is_unsure:
            yield from self._write(command, self.session.settle)
        elif command is None or self.session.state is not State.INTERRUPTING:
            yield from self._write(command, self.session.interrupt)
        self._is_reply_left = False
        while isinstance(outcome := (yield from self._receive_outcome(command)), Synchronized):
            pass  # there is none while a command is due
        return outcome

    def next_event(self) -> Steps[Event]:
        """Wait for whatever happens next."""
        if (early := self._take_early()) is not None:
            return early
        is_reply_left, self._is_reply_left = self._is_reply_left, False
        event = yield from self._receive(self.session.command)
        self._is_reply_left = is_reply_left
        if isinstance(event, ConnectionClosed) and self._failure is None:
            self._never_answered(event.command, event.problem)
        return event

    def _send(self, command: Command[object], *, synchronize: bool) -> Steps[None]:
        session = self.session
        require_command(command)
        yield from self._make_ready(command)
        self._is_reply_left = False
        if synchronize and not session.certain:
            yield from self._synchronize(command)
            yield from self._make_ready(command)
        yield from self._write(command, session.send, command)

    def _synchronize(self, subject: object) -> Steps[None]:
        yield from self._write(subject, self.session.synchronize)
        yield from self._receive_outcome(subject)

    def _make_ready(self, subject: object) -> Steps[None]:
        """Make sure that nothing is due any more, before a command is sent, or a mark unless one is given."""
        session = self.session
        self._require_open(subject)
        if session.environment is None:
            yield from self.start(subject)
        command = session.command if self._early is None else self._early.command
        is_due = session.state is State.AWAITING_REPLY or self._early is not None
        if self._is_reply_left and is_due and command is not None:
            action = "synchronize" if subject is None else f"send {subject}"
            ways = ", interrupt() ends it" if session.is_interruptible else ""
            raise LocalProtocolError(f"cannot {action}: the reply to {command} is due; reply() waits for it{ways}")
        while True:  # what comes right behind that which settles is passed on too, before a command is refused for it
            while (event := self.take()) is not NEED_DATA:
                yield from self._pass_on(event, subject)
            if session.state is not READY:
                yield from self._settle(subject)
            elif self._is_unsure:  # a command was answered before what was to interrupt it, if that was written
                yield from self._synchronize(subject)
            else:
                return

    def _settle(self, subject: object) -> Steps[None]:
        """Wait for what ends that whose wait was left, at once where the spec allows it."""
        session = self.session
        if self._is_unsure:
            yield from self._write(subject, session.settle)
        elif session.state is State.AWAITING_REPLY and session.is_interruptible:
            yield from self._write(subject, session.interrupt)
        outcome = yield from self._receive_outcome(subject)
        yield from self._pass_on(outcome, subject)

    def _receive_reply(self, command: Command[object]) -> Steps[ReplyReceived[object]]:
        return self._reply_of((yield from self._receive_outcome(command)), command)

    def _reply_of(self, outcome: Outcome, command: Command[object]) -> ReplyReceived[object]:
        if not isinstance(outcome, ReplyReceived):
            raise LocalProtocolError(f"{command} was interrupted, and will never be answered")
        return outcome

    def _take_early(self) -> ReplyReceived[object] | CommandInterrupted | None:
        """Return what became of the command that was sent, if that has come, and await it no more."""
        early, self._early = self._early, None
        if early is not None:
            self._is_reply_left = False
        return early

    def _keep_or_pass_on(self, event: Event, subject: object) -> Generator[CallEvent, None, None]:
        """Keep what the application is to wait for, and pass on all else."""
        if self._is_reply_left and isinstance(event, (ReplyReceived, CommandInterrupted)):
            self._early = event
        else:
            yield from self._pass_on(event, subject)
