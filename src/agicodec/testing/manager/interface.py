"""The simulated manager interface (AMI), without I/O: several channels in AsyncAGI, and several clients.

manager = ManagerInterface()
client = manager.connect(take)      # take(message) is called with each message for the client
manager.enter(asterisk)             # the channel of a call enters AsyncAGI
client.receive(headers)             # the client sends an action
while manager.step():               # deliver messages, run commands
    pass
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from contextlib import contextmanager
from functools import partial
from math import inf
from random import Random
from typing import Final, TypeAlias

from agicodec.asyncagi import Greeting
from agicodec.testing.asterisk.asterisk import Asterisk
from agicodec.testing.caller.steps import count_of
from agicodec.testing.checked import text_of
from agicodec.testing.conversation import CallFlowError
from agicodec.testing.manager.actions import FAREWELL, REFUSED, Actions
from agicodec.testing.manager.channels import AsyncChannel, AsyncChannels, Headers

__all__ = ["ManagerEnd", "ManagerInterface", "Sent"]

Sent: TypeAlias = Headers | Greeting | None
"""A message to a client: the greeting, or headers by their names; None for the end of the connection."""

_GREETING: Final = Greeting("Asterisk Call Manager/11.0.0")

_RIGHTS: Final = {"Hangup": "call", "Rename": "call"}
"""The right to read that an event needs; events of AGI need `agi`."""


class ManagerEnd:
    """Asterisk's end of a manager connection. `ManagerInterface.connect` creates it.

    Its messages go to the function with which the client has connected.
    """

    def __init__(self, manager: ManagerInterface, take: Callable[[Sent], None], *, logged_in: bool) -> None:
        self.logged_in: bool = logged_in
        """Whether the client has logged in; only then it receives events."""
        self.wants_events: bool = True
        """Whether the client receives events; the action Events switches this off and on."""
        self.closed: bool = False
        """Whether the connection has ended."""
        self._manager = manager
        self._take = take
        self._waiting: deque[Sent] = deque([_GREETING])

    @property
    def waiting(self) -> int:
        """The number of messages that are not delivered yet."""
        return len(self._waiting)

    def receive(self, action: Headers) -> None:
        """Respond to an action of the client. A command is queued; `ManagerInterface.step` runs it.

        Raises:
            CallFlowError: the action is not known here, and the test has set no response.
            ConnectionError: the connection has ended.
        """
        with self._manager.changing():
            if self.closed:
                raise ConnectionResetError("the manager connection has ended")
            self._manager.notice_hangups()
            responses, events = self._manager.actions.respond(self, action)
            self._waiting += responses
            if responses[0].get("Message") in (FAREWELL, REFUSED):
                self._waiting.append(None)
            self._manager.publish(*events)

    def send(self, message: Sent) -> None:
        """Queue a message for the client."""
        self._waiting.append(message)

    def deliver(self) -> None:
        """Deliver the next message."""
        message = self._waiting.popleft()
        if message is None:
            self.closed = True
            self._waiting.clear()
        self._take(message)

    def lose(self) -> None:
        """End the connection: messages that wait are lost, and so are events until the client connects again."""
        with self._manager.changing():
            self._waiting.clear()
            if not self.closed:
                self.closed = True
                self._take(None)


class ManagerInterface:
    """The manager interface of an Asterisk with the channels of several calls, for any number of clients.

    Nothing waits. The interface responds to an action at once, and queues its command. Each `step` then either delivers
    messages or has a channel run the next command of its queue. The messages of a client keep their order, and so do
    the commands of a channel. All messages are delivered before the next command runs, and commands run in the order in
    which they were queued, unless a seed chooses another order.

    Args:
        asterisks: calls whose channels exist before they enter AsyncAGI. Each needs a different `channel` and
            `unique_id`.
        users: the secrets of the users, by their names; by default, any login is accepted.
        reads: the rights of the users: `agi` for the events of AGI, `call` for Hangup and Rename.
        seed: for a pseudo-random order of steps, which is the same each time.
    """

    def __init__(
        self,
        *asterisks: Asterisk,
        users: Mapping[str, str] | None = None,
        reads: Collection[str] = ("agi", "call"),
        seed: int | None = None,
    ) -> None:
        self._channels = AsyncChannels()
        self.actions: Actions = Actions(self._channels, users)
        """Responds to the actions of the clients."""
        self._reads = reads
        self._random = None if seed is None else Random(seed)
        self._ends: list[ManagerEnd] = []
        self._held = False
        for asterisk in asterisks:
            self._channels.of(asterisk)

    @property
    def clients(self) -> tuple[ManagerEnd, ...]:
        """The connections that are open, and those that have ended since the last client connected."""
        return tuple(self._ends)

    def connect(self, take: Callable[[Sent], None], *, logged_in: bool = True) -> ManagerEnd:
        """Connect a client, and return Asterisk's end of the connection.

        Args:
            take: called with each message for the client: the greeting, headers by their names, and None when the
                connection ends.
            logged_in: whether the client is logged in from the beginning.
        """
        with self.changing():
            end = ManagerEnd(self, take, logged_in=logged_in)
            self._ends = [*(other for other in self._ends if not other.closed), end]
        return end

    def publish(self, *events: Headers) -> None:
        """Queue events for all clients that may read them and have not switched events off."""
        for event in events:
            right = _RIGHTS.get(event.get("Event", ""), "agi")
            for end in self._ends:
                if end.logged_in and end.wants_events and not end.closed and right in self._reads:
                    end.send(event)

    def enter(self, asterisk: Asterisk) -> None:
        """Have the channel of a call enter AsyncAGI, for the first time or again, so that it runs its queued commands.

        Raises:
            CallFlowError: the channel is in AsyncAGI already, or has hung up, or another channel has its name or unique
                id.
        """
        with self.changing():
            self.publish(*self._channels.of(asterisk).enter())

    def leave(self, asterisk: Asterisk) -> None:
        """Have a channel leave AsyncAGI, as a Redirect does; its commands stay queued until it enters again."""
        with self.changing():
            self.publish(*self._channels.of(asterisk).leave())

    def hang_up(self, asterisk: Asterisk) -> None:
        """Hang up a channel; its queued commands are never run."""
        with self.changing():
            self.publish(*self._channels.of(asterisk).hang_up())

    def rename(self, asterisk: Asterisk, name: str) -> None:
        """Rename a channel, as a masquerade does.

        Raises:
            CallFlowError: another channel has that name or unique id.
        """
        with self.changing():
            self.publish(*self._channels.rename(self._channels.of(asterisk), name))

    def is_running(self, asterisk: Asterisk) -> bool:
        """Return whether the channel of a call is in AsyncAGI."""
        with self.changing():
            return self._channels.of(asterisk).running

    @property
    def is_over(self) -> bool:
        """Whether all channels have been in AsyncAGI and have left it."""
        channels = tuple(self._channels)
        return bool(channels) and all(channel.entered and not channel.running for channel in channels)

    @property
    def has_begun(self) -> bool:
        """Whether a channel has been in AsyncAGI."""
        return any(channel.entered for channel in self._channels)

    def queued(self, asterisk: Asterisk) -> tuple[str, ...]:
        """Return the lines of the queued commands of a channel."""
        with self.changing():
            return self._channels.of(asterisk).queued

    def notice_hangups(self) -> None:
        """Send events about channels that have hung up between two commands, as in `Asterisk.passes`."""
        for channel in self._channels:
            self.publish(*channel.notice_hangup())

    def responds(self, action: str, response: str, *, times: float = inf, **headers: str) -> None:
        """Set the response to an action, instead of performing the action.

            manager.responds("AGI", "Error", Message="Permission denied", times=1)

        Args:
            action: the name of the action; case is ignored.
            response: `Success` or `Error`.
            times: how many actions get this response; without a limit by default. See `Asterisk.answers` for the order
                of several responses.
            headers: further headers of the response.

        Raises:
            TypeError: a name or a header is not a string, or `times` is not an integer.
            ValueError: `times` is less than 1.
        """
        found = {name: text_of(value, name) for name, value in {"Response": response, **headers}.items()}
        self.actions.responds(text_of(action, "action"), found, count_of(times, "times"))

    def hold(self) -> None:
        """Stop all steps until `release`, except those that the test performs with `run` and `deliver`."""
        with self.changing():
            self._held = True

    def release(self) -> None:
        """Resume the steps after `hold`."""
        with self.changing():
            self._held = False

    def run(self, asterisk: Asterisk) -> None:
        """Have a channel run the next command of its queue.

        Raises:
            CallFlowError: the channel has no command that it can run now.
        """
        with self.changing():
            channel = self._channels.of(asterisk)
            if channel.next_place is None:
                raise channel.conversation.failure(f"{asterisk.channel} has no command that it could run.")
            self._run(channel)

    def deliver(self, count: float = inf) -> int:
        """Deliver the next messages of each client, and return the number of messages delivered.

        Args:
            count: the maximal number for each client; all by default.

        Raises:
            TypeError: the count is neither an integer nor `math.inf`.
            ValueError: it is negative.
        """
        count, delivered = count_of(count, "count", 0), 0
        with self.changing():
            for end in self._ends:
                most = min(count, end.waiting)
                while most > 0 and end.waiting:  # nothing waits any more if a message has ended the connection
                    end.deliver()
                    most, delivered = most - 1, delivered + 1
        return delivered

    def step(self) -> bool:
        """Deliver messages or run a command; return False if there is nothing left to do, or the interface is on hold.

        Without a seed, a step delivers all waiting messages; the next command runs when there are none.
        """
        if self._held:
            return False
        self.notice_hangups()
        if self._random is None and self.deliver():
            return True
        due = [end.deliver for end in self._ends if end.waiting]
        due += [partial(self._run, channel) for channel in self._channels.ready()]
        if due:
            (due[0] if self._random is None else self._random.choice(due))()
        return bool(due)

    @property
    def why_idle(self) -> str:
        """Why `step` does nothing: the interface is on hold, or a command never ends; empty if nothing is left."""
        if self._held:
            return "the test holds what happens"
        endless: Iterable[str] = (channel.endless for channel in self._channels if channel.endless)
        return next((f"{line} never ends: nothing in the script of the test ends it" for line in endless), "")

    def failure(self, problem: str, channel: str) -> CallFlowError:
        """Return the failure for a problem, with the conversation of a channel."""
        named = [other.conversation for other in self._channels if other.is_named(channel)]
        return named[-1].failure(problem) if named else CallFlowError(problem)

    def lose(self) -> None:
        """End all connections: messages that wait are lost, and so are events until a client connects again."""
        for end in self._ends:
            end.lose()

    @contextmanager
    def changing(self) -> Generator[None]:
        """Surround each change; does nothing here, but a server with threads overrides it with a lock."""
        yield

    def _run(self, channel: AsyncChannel) -> None:
        self.publish(*self._channels.run(channel))
