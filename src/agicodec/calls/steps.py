"""What all operations of a call over a stream do: read events, pass them on, write lines, and end by an error."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Final, ParamSpec, TypeAlias, TypeVar

import agicodec
from agicodec.errors import NeverAnswered, RemoteProtocolError
from agicodec.session.events import (
    NEED_DATA,
    CallEvent,
    ChannelHungUp,
    CommandInterrupted,
    ConnectionClosed,
    Event,
    NeedData,
    ReplyReceived,
    SessionStarted,
    Synchronized,
    UnexpectedLine,
)
from agicodec.session.session import Session
from agicodec.wire.command_line import to_wire

__all__ = ["MAX_UNEXPECTED", "Outcome", "Step", "Steps", "Stream"]

P = ParamSpec("P")
R = TypeVar("R")

MAX_UNEXPECTED: Final = 65536
"""How many lines that nothing asked for one wait takes.

They are the rest of a value that a line feed ended early, and a value that fits into a reply (1 MiB) has not as many
lines unless they are shorter than 16 bytes. What brings more is not Asterisk, and the wait would never end.
"""

Step: TypeAlias = bytes | CallEvent | None
"""What is to be done next: bytes to be written, an event to be passed on, or None where more is to be read."""

Steps: TypeAlias = Generator[Step, None, R]
"""The steps up to a result."""

Outcome: TypeAlias = ReplyReceived[object] | CommandInterrupted | Synchronized
"""What ends the command that runs, or the synchronization."""

_OUTCOMES: Final = (ReplyReceived, CommandInterrupted, Synchronized)
_NO_COMMAND: Final = "the session"
"""What is never answered when no command was to be run."""


class Stream:
    """The session of a call, what is known about the stream, and who observes both.

    Args:
        session: the session.
        observers: the objects that observe it; see `observe`.
    """

    __slots__ = ("_failure", "_is_closed", "_is_unsure", "_observation", "_unexpected", "session")

    def __init__(self, session: Session, observers: Sequence[agicodec.calls.Observer] = ()) -> None:
        self.session: Session = session
        self._unexpected = 0
        """How many lines came in the present operation that nothing asked for."""
        self._is_unsure = False
        """Whether the last line may not have been written, since that was cancelled."""
        self._failure: Exception | None = None
        """Why nothing more can be done."""
        self._is_closed = False
        """Whether that is because this side has closed the stream."""
        self._observation: agicodec.calls.observation.Observation | None = None
        """Passes to the observers what happens; None if there are none."""
        for observer in observers:
            self.observe(observer)

    @property
    def failure(self) -> Exception | None:
        """Why nothing more can be done, such as the end of the stream; each operation raises it."""
        return self._failure

    @property
    def lost(self) -> Exception | None:
        """The failure, unless it is that this side has closed the stream."""
        return None if self._is_closed else self._failure

    @property
    def observers(self) -> Sequence[agicodec.calls.Observer]:
        """The observers, in the order in which they were added."""
        return () if self._observation is None else self._observation.observers

    def observe(self, observer: agicodec.calls.Observer) -> None:
        """Call an observer from now on with what happens, and at once with what it has missed of the call itself."""
        session = self.session
        if self._observation is None:
            from agicodec.calls.observation import Observation

            self._observation = Observation({} if session.command is None else {"": session.command})
        started = None if session.environment is None else SessionStarted(session.environment)
        self._observation.add(observer, started, hung_up=session.hung_up)

    def close(self) -> None:
        """Take note that this side closes the stream; every operation then raises `NeverAnswered`."""
        if self._failure is None:
            self._is_closed = True
            self._never_answered(self.session.command, "the call was closed on this side")

    def take(self) -> Event | NeedData:
        """Take the next event.

        Raises:
            RemoteProtocolError: the other side broke the protocol, after which nothing more can be done.
        """
        try:
            event = self.session.next_event()
        except RemoteProtocolError as error:
            self._fail(error)
            raise
        if self._observation is not None and event is not NEED_DATA:
            self._observation.event_received(event, hung_up=self.session.hung_up)
        return event

    def _receive(self, subject: object) -> Steps[Event]:
        """Wait for the next event."""
        try:
            while (event := self.take()) is NEED_DATA:
                yield None
        except ConnectionError as error:
            raise self._never_answered(subject, f"cannot read: {error!r}") from error
        return event

    def _receive_outcome(self, subject: object) -> Steps[Outcome]:
        """Wait for what ends that which is due, and pass on what comes before."""
        while True:
            event = yield from self._receive(subject)
            if isinstance(event, _OUTCOMES):
                return event
            yield from self._pass_on(event, subject)

    def _pass_on(self, event: Event, subject: object) -> Generator[CallEvent, None, None]:
        """Pass on an event that is not the one waited for.

        Raises:
            NeverAnswered: it is the end.
            RemoteProtocolError: it is one unexpected line too many.
        """
        if isinstance(event, ConnectionClosed):
            self._require_open(subject)  # which says so when it is this side that has closed the stream
            raise self._never_answered(subject, event.problem)
        if isinstance(event, (UnexpectedLine, ChannelHungUp)):
            self._unexpected += 1
            if self._unexpected > MAX_UNEXPECTED:
                problem = f"more than the {MAX_UNEXPECTED} lines allowed came that nothing asked for"
                line = to_wire(event.line) if isinstance(event, UnexpectedLine) else b"HANGUP"
                raise self._fail(RemoteProtocolError(problem, line))
        if not isinstance(event, (SessionStarted, Synchronized)):
            yield event

    def _write(self, subject: object, make: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> Steps[None]:
        """Have the session make a line, and write it; until both are done it is not sure that it was written."""
        was_unsure, self._is_unsure = self._is_unsure, True
        try:
            data = make(*args, **kwargs)
        except Exception:
            self._is_unsure = was_unsure
            raise
        if self._observation is not None:
            self._observation.line_sent(data, self.session.command)
        try:
            yield data
        except OSError as error:
            raise self._never_answered(subject, f"cannot write: {error!r}") from error
        except Exception as error:
            self._fail(error)
            raise
        self._is_unsure = False

    def _never_answered(self, subject: object, problem: str) -> Exception:
        """Make the error that this and every later operation raises."""
        return self._fail(NeverAnswered(_NO_COMMAND if subject is None else str(subject), problem))

    def _fail(self, error: Exception) -> Exception:
        """Take note of an error after which nothing more can be done, and return it."""
        self._failure = error
        if self._observation is not None:
            self._observation.lose(error)
        return error

    def _require_open(self, subject: object) -> None:
        """Raise anew what ended the exchange."""
        failure = self._failure
        if failure is None:
            return
        if isinstance(failure, NeverAnswered):
            cause = failure.__cause__
            raise self._never_answered(subject, failure.problem) from cause
        raise failure.with_traceback(None)  # else each raise would add to the last one
