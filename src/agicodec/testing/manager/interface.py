"""The manager interface of an Asterisk for tests, without I/O: several channels in AsyncAGI, several clients.

manager = ManagerInterface()
client = manager.connect(take)      # take(message) is called with what the client is sent
manager.enter(asterisk)             # the channel of a call enters AsyncAGI
client.receive(headers)             # an action of the client
while manager.step():               # messages are delivered, commands run
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
from agicodec.testing.conversation import CallFlowError
from agicodec.testing.kept import text_of
from agicodec.testing.manager.actions import FAREWELL, REFUSED, Actions
from agicodec.testing.manager.channels import AsyncChannel, AsyncChannels, Headers

__all__ = ["ManagerEnd", "ManagerInterface", "Sent"]

Sent: TypeAlias = Headers | Greeting | None
"""What a client is sent: a greeting, then messages as headers by their names; None is the end of the connection."""

_GREETING: Final = Greeting("Asterisk Call Manager/11.0.0")

_RIGHTS: Final = {"Hangup": "call", "Rename": "call"}
"""The right to read that an event needs; those of AGI need `agi`."""


class ManagerEnd:
    """Asterisk's end of a manager connection, which `ManagerInterface.connect` makes: actions go in.

    What comes out goes to the function that the client has connected with.
    """

    def __init__(self, manager: ManagerInterface, take: Callable[[Sent], None], *, logged_in: bool) -> None:
        self.logged_in: bool = logged_in
        """Whether the client may do more than log in; only then it is sent events."""
        self.wants_events: bool = True
        """Whether the client has not switched events off."""
        self.closed: bool = False
        """Whether the connection has ended."""
        self._manager = manager
        self._take = take
        self._waiting: deque[Sent] = deque([_GREETING])

    @property
    def waiting(self) -> int:
        """How many messages are to be delivered."""
        return len(self._waiting)

    def receive(self, action: Headers) -> None:
        """Take an action, and respond to it. A command is queued; `ManagerInterface.step` runs it.

        Raises:
            CallFlowError: nothing says what the action does.
            ConnectionError: the connection has ended.
        """
        with self._manager.changing():
            if self.closed:
                raise ConnectionResetError("the manager connection has ended")
            self._manager.notice_hangups()
            response, events = self._manager.actions.respond(self, action)
            self._waiting.append(response)
            if response.get("Message") in (FAREWELL, REFUSED):
                self._waiting.append(None)
            self._manager.publish(*events)

    def send(self, message: Sent) -> None:
        """Have a message delivered behind those that wait."""
        self._waiting.append(message)

    def deliver(self) -> None:
        """Deliver the next message."""
        message = self._waiting.popleft()
        if message is None:
            self.closed = True
            self._waiting.clear()
        self._take(message)

    def lose(self) -> None:
        """End the connection: what was to be delivered is lost, and so is what happens until the client comes again."""
        with self._manager.changing():
            self._waiting.clear()
            if not self.closed:
                self.closed = True
                self._take(None)


class ManagerInterface:
    """The manager interface of an Asterisk with the channels of several calls, for any number of clients.

    Nothing is waited for. An action is responded to and its command is queued; after that things happen one at a time,
    by `step`: messages are delivered, or a channel runs the next command of its queue. Each client is sent its messages
    in their order, and each channel runs its commands in theirs. Messages come before the next command, and commands in
    the order in which they were queued, unless a seed chooses another order, message by message.

    Args:
        asterisks: the calls whose channels are there before they enter AsyncAGI. Each call has a `channel` and a
            `unique_id` of its own.
        users: the secrets by the names of the users who may log in; all may unless given.
        reads: what the users may read: `agi` for the events of AGI, `call` for Hangup and Rename.
        seed: chooses the order, the same one each time.
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
        """What the actions of the clients do."""
        self._reads = reads
        self._random = None if seed is None else Random(seed)
        self._ends: list[ManagerEnd] = []
        self._held = False
        for asterisk in asterisks:
            self._channels.of(asterisk)

    @property
    def clients(self) -> tuple[ManagerEnd, ...]:
        """The connections that have not ended, and those that have ended since the last client came."""
        return tuple(self._ends)

    def connect(self, take: Callable[[Sent], None], *, logged_in: bool = True) -> ManagerEnd:
        """Have a client connect, and return Asterisk's end of the connection.

        Args:
            take: called with what the client is sent: the greeting, messages as headers by their names, and None when
                the connection has ended.
            logged_in: whether the client need not log in.
        """
        with self.changing():
            end = ManagerEnd(self, take, logged_in=logged_in)
            self._ends = [*(other for other in self._ends if not other.closed), end]
        return end

    def publish(self, *events: Headers) -> None:
        """Have events sent to all clients who may read them and want any."""
        for event in events:
            right = _RIGHTS.get(event.get("Event", ""), "agi")
            for end in self._ends:
                if end.logged_in and end.wants_events and not end.closed and right in self._reads:
                    end.send(event)

    def enter(self, asterisk: Asterisk) -> None:
        """Have the channel of a call enter AsyncAGI, for the first time or again, where it runs what is still queued.

        Raises:
            CallFlowError: it is there already, or has hung up, or another one has its name or unique id.
        """
        with self.changing():
            self.publish(*self._channels.of(asterisk).enter())

    def leave(self, asterisk: Asterisk) -> None:
        """Have a channel leave AsyncAGI, as when it is redirected; what is queued stays so until it enters it again."""
        with self.changing():
            self.publish(*self._channels.of(asterisk).leave())

    def hang_up(self, asterisk: Asterisk) -> None:
        """Have a channel hang up; what is queued is never run."""
        with self.changing():
            self.publish(*self._channels.of(asterisk).hang_up())

    def rename(self, asterisk: Asterisk, name: str) -> None:
        """Return a channel another name, as a masquerade does.

        Raises:
            CallFlowError: another channel has that name.
        """
        with self.changing():
            self.publish(*self._channels.rename(self._channels.of(asterisk), name))

    def is_running(self, asterisk: Asterisk) -> bool:
        """Whether a channel is in AsyncAGI."""
        with self.changing():
            return self._channels.of(asterisk).running

    @property
    def is_over(self) -> bool:
        """Whether all channels have been in AsyncAGI, and none is there now."""
        channels = tuple(self._channels)
        return bool(channels) and all(channel.entered and not channel.running for channel in channels)

    @property
    def has_begun(self) -> bool:
        """Whether a channel has been in AsyncAGI."""
        return any(channel.entered for channel in self._channels)

    def queued(self, asterisk: Asterisk) -> tuple[str, ...]:
        """Return the lines of the commands that wait to be run on a channel."""
        with self.changing():
            return self._channels.of(asterisk).queued

    def notice_hangups(self) -> None:
        """Have the clients hear of the channels that have hung up between two commands, as in `Asterisk.passes`."""
        for channel in self._channels:
            self.publish(*channel.notice_hangup())

    def responds(self, action: str, response: str, *, times: float = inf, **headers: str) -> None:
        """Have an action responded to, instead of what it would do.

            manager.responds("AGI", "Error", Message="Permission denied", times=1)

        Args:
            action: the action's name, in any case.
            response: `Success` or `Error`.
            times: how often; always unless given. What was said first for so many times is used first, then the last of
                what was said for always, as with `Asterisk.answers`.
            headers: the further headers of the response.

        Raises:
            TypeError: a text is none, or `times` is no integer.
            ValueError: `times` is less than 1.
        """
        found = {name: text_of(value, name) for name, value in {"Response": response, **headers}.items()}
        self.actions.responds(text_of(action, "action"), found, count_of(times, "times"))

    def hold(self) -> None:
        """Have nothing happen by itself until `release`, but what the test says with `run` and `deliver`."""
        with self.changing():
            self._held = True

    def release(self) -> None:
        """Have things happen by themselves again."""
        with self.changing():
            self._held = False

    def run(self, asterisk: Asterisk) -> None:
        """Have a channel run the next command of its queue.

        Raises:
            CallFlowError: it has none that it could run.
        """
        with self.changing():
            channel = self._channels.of(asterisk)
            if channel.next_place is None:
                raise channel.conversation.failure(f"{asterisk.channel} has no command that it could run.")
            self._run(channel)

    def deliver(self, count: float = inf) -> int:
        """Deliver the next messages of each client, and return how many there were in all.

        Args:
            count: how many for each; all that wait unless given.

        Raises:
            TypeError: the count is no integer.
            ValueError: it is negative.
        """
        count, delivered = count_of(count, "count", 0), 0
        with self.changing():
            for end in self._ends:
                for _ in range(int(min(count, end.waiting))):
                    end.deliver()
                    delivered += 1
        return delivered

    def step(self) -> bool:
        """Have the next thing happen: messages are delivered, or a command runs. Return False when nothing is left.

        Without a seed, all messages that wait are delivered before the next command runs.
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
        """Why nothing happens by itself: the test holds it, or a command never ends; empty when nothing is left."""
        if self._held:
            return "the test holds what happens"
        endless: Iterable[str] = (channel.endless for channel in self._channels if channel.endless)
        return next((f"{line} never ends: nothing in the script of the test ends it" for line in endless), "")

    def failure(self, problem: str, channel: str) -> CallFlowError:
        """Make the failure of a flow, with the conversation of its channel."""
        named = [other.conversation for other in self._channels if other.is_named(channel)]
        return named[-1].failure(problem) if named else CallFlowError(problem)

    def lose(self) -> None:
        """End all connections: what was to be delivered is lost, and what happens until a client comes again."""
        for end in self._ends:
            end.lose()

    @contextmanager
    def changing(self) -> Generator[None]:
        """Surround what changes something; does nothing here, but a server whose threads share this one may."""
        yield

    def _run(self, channel: AsyncChannel) -> None:
        self.publish(*self._channels.run(channel))
