"""Calls in AsyncAGI in memory, for any event loop: one, or several on a manager connection."""

from __future__ import annotations

import inspect
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final, TypeVar

from agicodec.asyncagi import AsyncAgiCall, AsyncAgiCalls, AsyncAgiEvent, AsyncAgiSession
from agicodec.errors import shown
from agicodec.model import Command
from agicodec.testing.asterisk.asterisk import Asterisk
from agicodec.testing.channel.channel import MOST_COMMANDS
from agicodec.testing.manager.channels import Headers
from agicodec.testing.manager.interface import ManagerEnd, ManagerInterface, Sent

__all__ = ["AsyncAgiTestCall", "ClientEnd", "ConnectedTestCall", "TestConnection"]

C = TypeVar("C", bound=AsyncAgiCall)

LONGEST_WAIT: Final = 10.0
"""How many seconds of true time a flow may wait while nothing happens that it waits for."""


_NOTHING_RUNS: Final = "The flow waits for Asterisk, but no command runs that would be answered."


def _require_pause(pause: Callable[[], Awaitable[object]]) -> None:
    """Check that something can be called without arguments."""
    try:
        inspect.signature(pause).bind()
    except ValueError:  # nothing says what it takes
        return
    except TypeError as error:
        right = "a function that is called without arguments and then awaited, such as partial(asyncio.sleep, 0)"
        raise TypeError(f"pause: expected {right}, found {shown(pause)}: {error}") from None


class ClientEnd:
    """The application's end of a manager connection in memory, which `TestConnection` makes for its calls."""

    def __init__(
        self,
        manager: ManagerInterface,
        take: Callable[[Sent], None],
        pause: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        self.manager: ManagerInterface = manager
        """The manager interface."""
        self.pause: Callable[[], Awaitable[object]] | None = pause
        """What lets other tasks go on while a call waits."""
        self._idle_since: float | None = None
        self._far: ManagerEnd = manager.connect(take)

    @property
    def closed(self) -> bool:
        """Whether the connection has ended."""
        return self._far.closed

    def send(self, headers: Headers) -> None:
        """Send an action.

        Raises:
            ConnectionError: the connection is lost.
        """
        self._far.receive(headers)

    def lose(self) -> None:
        """Lose the connection: its calls are over, though their channels stay in AsyncAGI and run what is queued."""
        self._far.lose()

    def proceed(self, session: AsyncAgiSession) -> None:
        """Have the next thing happen, since the call of a session waits.

        Raises:
            CallFlowError: nothing will happen any more, or has not for ten seconds of true time.
        """
        if self.manager.step():
            self._idle_since = None
            return
        why, now = self.manager.why_idle, time.monotonic()
        self._idle_since = now if self._idle_since is None else self._idle_since
        if not why or self.pause is None or now - self._idle_since > LONGEST_WAIT:
            problem = f"The flow waits, and {why}." if why else _NOTHING_RUNS
            raise self.manager.failure(problem, session.channel)


class TestConnection(AsyncAgiCalls[C]):
    """A manager connection in memory, and the calls in AsyncAGI on it.

        connection = TestConnection(ConnectedTestCall)
        first, second = connection.enter(ann), connection.enter(bob)

    Who waits for a reply has things happen, one after another; a flow that waits for what will never come fails.

    Args:
        make_call: makes the call of a run that has started, of its session and the connection's `end`:
            `ConnectedTestCall`, or a class derived from it.
        manager: the manager interface, which several connections may share; one of its own unless given.
        pause: called and awaited whenever a call waits, so that other tasks of the event loop go on, and time limits
            come about: `partial(asyncio.sleep, 0)` or `trio.lowlevel.checkpoint`. Unless given, no task but the one
            that waits goes on.

    Raises:
        TypeError: `pause` is no function, or takes arguments.
    """

    __test__ = False

    def __init__(
        self,
        make_call: Callable[[AsyncAgiSession, ClientEnd], C],
        manager: ManagerInterface | None = None,
        *,
        pause: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        if pause is not None:
            _require_pause(pause)
        super().__init__(lambda session: make_call(session, self.end))
        self.manager: ManagerInterface = ManagerInterface() if manager is None else manager
        """The manager interface."""
        self.started: list[C] = []
        """The calls that have started, in their order."""
        self.end: ClientEnd = ClientEnd(self.manager, self._take, pause)
        """The application's end of the connection."""

    def enter(self, asterisk: Asterisk) -> C:
        """Have the channel of a call enter AsyncAGI, for the first time or again, and return the call of that run.

        Raises:
            CallFlowError: it is there already, or has hung up, another one has its name or unique id, or the test holds
                what happens.
        """
        before = len(self.started)
        self.manager.enter(asterisk)
        while True:
            for call in self.started[before:]:
                if call.session.channel == asterisk.channel:
                    return call
            if not self.manager.step():
                lost = "the connection is lost" if self.end.closed else "it may not read the events of AGI"
                problem = (
                    f"The client has not heard that {asterisk.channel} is in AsyncAGI: {self.manager.why_idle or lost}."
                )
                raise asterisk.caller.conversation.failure(problem)

    def lose(self) -> None:
        """Lose the connection: its calls are over, though their channels stay in AsyncAGI and run what is queued."""
        self.end.lose()

    def _take(self, message: Sent) -> None:
        self.started += self.receive(message)


class ConnectedTestCall(AsyncAgiCall):
    """A call in AsyncAGI on a manager connection in memory, as `TestConnection` makes it."""

    __test__ = False

    def __init__(self, session: AsyncAgiSession, end: ClientEnd) -> None:
        super().__init__(session)
        self.end: ClientEnd = end
        """The application's end of the connection, with the manager interface."""
        self.events: list[AsyncAgiEvent] = []
        """What `on_event` was told."""
        self._received = 0
        self._attempts = 0

    async def send(self, command: Command[object]) -> str:
        """Send a command.

        Raises:
            CallFlowError: too many could not be sent, one after another.
        """
        self._attempts += 1
        if self._attempts > MOST_COMMANDS:
            problem = f"The flow has tried {MOST_COMMANDS} commands that cannot be sent any more, and does not end."
            raise self.end.manager.failure(problem, self.session.channel)
        return await super().send(command)

    async def send_action(self, headers: Headers) -> None:
        """Send an action to the manager interface of the test."""
        self._attempts = 0
        self.end.send(headers)

    async def wait(self) -> None:
        """Let other tasks go on, and have the next thing happen unless they have."""
        received = self._received
        if self.end.pause is not None:
            await self.end.pause()
        if self._received == received:
            self.end.proceed(self.session)

    def receive(self, event: AsyncAgiEvent) -> None:
        """Take an event of the session."""
        self._received += 1
        super().receive(event)

    def on_event(self, event: AsyncAgiEvent) -> None:
        """Keep what happens besides the replies, as `events`."""
        self.events.append(event)


class AsyncAgiTestCall(ConnectedTestCall):
    """A call in AsyncAGI whose other end is the Asterisk of a test, on a connection of its own.

    The channel enters AsyncAGI when the call is first used: what the test sets until then counts.
    """

    def __init__(self, asterisk: Asterisk) -> None:
        self._asterisk = asterisk

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Begin the call, which sets its attributes."""
            if "session" in vars(self) or "_asterisk" not in vars(self) or name.startswith("__"):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            TestConnection(self._make).enter(self._asterisk)
            return getattr(self, name)

    def _make(self, session: AsyncAgiSession, end: ClientEnd) -> ConnectedTestCall:
        """Make this the call of the first run; any further one is another call."""
        if "session" in vars(self):
            return ConnectedTestCall(session, end)
        super().__init__(session, end)
        return self
