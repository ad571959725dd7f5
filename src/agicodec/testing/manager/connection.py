"""AsyncAGI calls in memory, for any event loop: a single one, or several on one manager connection."""

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
"""How many seconds of real time a flow may wait without progress."""


_NOTHING_RUNS: Final = "The flow waits for Asterisk, but no command runs that would be answered."


def _require_pause(pause: Callable[[], Awaitable[object]]) -> None:
    """Check that a value can be called without arguments."""
    try:
        inspect.signature(pause).bind()
    except ValueError:  # the signature of some built-in functions is not known
        return
    except TypeError as error:
        right = "a function that is called without arguments and then awaited, such as partial(asyncio.sleep, 0)"
        raise TypeError(f"pause: expected {right}, found {shown(pause)}: {error}") from None


class ClientEnd:
    """The client's end of a manager connection in memory. `TestConnection` creates it."""

    def __init__(
        self,
        manager: ManagerInterface,
        take: Callable[[Sent], None],
        pause: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        self.manager: ManagerInterface = manager
        """The manager interface."""
        self.pause: Callable[[], Awaitable[object]] | None = pause
        """Called and awaited while a call waits, so that other tasks run; None for none."""
        self._idle_since: float | None = None
        self._far: ManagerEnd = manager.connect(take)

    @property
    def closed(self) -> bool:
        """Whether the connection has ended."""
        return self._far.closed

    def send(self, headers: Headers) -> None:
        """Send an action.

        Raises:
            CallFlowError: the action is not known here, and the test has set no response.
            ConnectionError: the connection is lost.
        """
        self._far.receive(headers)

    def lose(self) -> None:
        """Lose the connection: its calls end, but their channels stay in AsyncAGI and run what is queued."""
        self._far.lose()

    def proceed(self, session: AsyncAgiSession) -> None:
        """Perform the next step of the manager interface, because the call of a session waits.

        Raises:
            CallFlowError: there is no step any more, or there was no progress for ten seconds of real time.
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
    """A manager connection in memory with several AsyncAGI calls.

        connection = TestConnection(ConnectedTestCall)
        first, second = connection.enter(ann), connection.enter(bob)

    While a call waits for a reply, the manager interface performs one step after another. A flow that waits for
    something that never happens fails.

    Args:
        make_call: creates the call for a run from its session and the `end` of the connection: `ConnectedTestCall`, or
            a class derived from it.
        manager: the manager interface, which several connections may share; by default, a new one.
        pause: called and awaited whenever a call waits, so that the event loop runs other tasks and timeouts:
            `partial(asyncio.sleep, 0)` or `trio.lowlevel.checkpoint`. Without it, only the task that waits runs.

    Raises:
        TypeError: `pause` cannot be called, or needs arguments.
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
        """The calls that have started, in order."""
        self.end: ClientEnd = ClientEnd(self.manager, self._take, pause)
        """The client's end of the connection."""

    def enter(self, asterisk: Asterisk) -> C:
        """Have the channel of a call enter AsyncAGI, for the first time or again, and return the call of that run.

        Raises:
            CallFlowError: the channel is in AsyncAGI already, or has hung up; another channel has its name or unique
                id; or the manager interface is on hold.
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
        """Lose the connection: its calls end, but their channels stay in AsyncAGI and run what is queued."""
        self.end.lose()

    def _take(self, message: Sent) -> None:
        self.started += self.receive(message)


class ConnectedTestCall(AsyncAgiCall):
    """An AsyncAGI call on a manager connection in memory, as `TestConnection` creates it."""

    __test__ = False

    def __init__(self, session: AsyncAgiSession, end: ClientEnd) -> None:
        super().__init__(session)
        self.end: ClientEnd = end
        """The client's end of the connection."""
        self.events: list[AsyncAgiEvent] = []
        """The events with which `on_event` was called."""
        self._received = 0
        self._attempts = 0

    async def send(self, command: Command[object]) -> str:
        """Send a command.

        Raises:
            CallFlowError: 10000 commands one after another could not be sent.
        """
        self._attempts += 1
        if self._attempts > MOST_COMMANDS:
            problem = f"The flow has tried {MOST_COMMANDS} commands that cannot be sent any more, and does not end."
            raise self.end.manager.failure(problem, self.session.channel)
        return await super().send(command)

    async def send_action(self, headers: Headers) -> None:
        """Send an action to the simulated manager interface."""
        self._attempts = 0
        self.end.send(headers)

    async def wait(self) -> None:
        """Let other tasks run; if they made no progress, perform the next step of the manager interface."""
        received = self._received
        if self.end.pause is not None:
            await self.end.pause()
        if self._received == received:
            self.end.proceed(self.session)

    def receive(self, event: AsyncAgiEvent) -> None:
        """Handle an event of the session."""
        self._received += 1
        super().receive(event)

    def on_event(self, event: AsyncAgiEvent) -> None:
        """Append an event that is not a reply to `events`."""
        self.events.append(event)


class AsyncAgiTestCall(ConnectedTestCall):
    """An AsyncAGI call to the simulated Asterisk, on a manager connection of its own.

    The channel enters AsyncAGI when the flow first uses the call: attributes of the Asterisk that are set before take
    effect.

    Args:
        asterisk: the simulated Asterisk.
    """

    def __init__(self, asterisk: Asterisk) -> None:
        self._asterisk = asterisk

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Start the call when an attribute is first read."""
            if "session" in vars(self) or "_asterisk" not in vars(self) or name.startswith("__"):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            TestConnection(self._make).enter(self._asterisk)
            return getattr(self, name)

    def _make(self, session: AsyncAgiSession, end: ClientEnd) -> ConnectedTestCall:
        """Return this object as the call of the first run, and a new call for each further run."""
        if "session" in vars(self):
            return ConnectedTestCall(session, end)
        super().__init__(session, end)
        return self
