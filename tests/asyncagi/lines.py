"""AsyncAGI calls on asyncio whose every step a test controls: sending, running, refusing, delivering and cancelling."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Mapping, MutableMapping

from agicodec import AsyncAgiCall, AsyncAgiCalls, AsyncAgiSession, Command, ReplyReceived
from agicodec.asyncagi import AsyncAgiEvent
from agicodec.testing import Asterisk, ManagerInterface
from agicodec.testing.manager.interface import Sent

Headers = Mapping[str, str]

LONG = "x" * 1023
"""A value whose reply has more bytes than an event brings."""

TURNS = 20
"""How often the event loop runs before a test takes all tasks to wait; more often than one is woken in a row."""


class BrokenConnection(Exception):
    """The transport of a test fails."""


class OnEventError(Exception):
    """The `on_event` of a test fails."""


class Wire:
    """A manager connection that holds what was sent, in both directions, until a test hands it on."""

    def __init__(self) -> None:
        self.actions: deque[Headers] = deque()
        self.messages: deque[Sent] = deque()
        self.breaks = False
        self.asterisk = Asterisk()
        self.manager = ManagerInterface()
        self.client = self.manager.connect(self.messages.append)

    async def send(self, headers: Headers) -> None:
        """Send an action, or fail before or after it is sent."""
        if self.breaks:
            self.breaks = False
            raise BrokenConnection
        self.actions.append(headers)
        await asyncio.sleep(0)

    def run(self) -> None:
        """Have Asterisk take the next action."""
        if self.actions:
            self.take(self.actions.popleft())

    def take(self, action: Headers) -> None:
        """Have Asterisk take an action, and run what it says."""
        self.client.receive(action)
        self._step()

    def refuse(self, message: str = "Permission denied") -> None:
        """Have Asterisk refuse the next action."""
        if self.actions:
            response = {"Response": "Error", "ActionID": self.actions.popleft()["ActionID"], "Message": message}
            self.messages.append(response)

    def enter(self) -> None:
        """Have the channel enter AsyncAGI, unless it is there or has hung up."""
        if not self.manager.is_running(self.asterisk) and not self.asterisk.hung_up:
            self.manager.enter(self.asterisk)
            self._step()

    def hang_up(self) -> None:
        """Have the channel hang up."""
        if not self.asterisk.hung_up:
            self.manager.hang_up(self.asterisk)
            self._step()

    def _step(self) -> None:
        while self.manager.step():
            pass


class WiredCall(AsyncAgiCall):
    """A call over such a connection."""

    def __init__(self, session: AsyncAgiSession, wire: Wire) -> None:
        super().__init__(session)
        self.wire = wire
        self.noted: list[AsyncAgiEvent] = []
        self.fails_on: tuple[type[AsyncAgiEvent], ...] = ()
        self.failure: type[BaseException] = OnEventError
        self._received = asyncio.Event()

    async def send_action(self, headers: Headers) -> None:
        await self.wire.send(headers)

    async def wait(self) -> None:
        self._received.clear()
        await self._received.wait()

    def receive(self, event: AsyncAgiEvent) -> None:
        super().receive(event)
        self._received.set()

    def on_event(self, event: AsyncAgiEvent) -> None:
        self.noted.append(event)
        if isinstance(event, self.fails_on):
            raise self.failure(event)


class Line:
    """The calls of one channel, and who waits for them."""

    def __init__(self) -> None:
        self.wire = Wire()
        self.calls = self.connect()
        self.started: list[WiredCall] = []
        self.tasks: list[asyncio.Task[ReplyReceived[object]]] = []
        self.commands: list[Command[object]] = []
        self.wire.enter()
        self.deliver_all()

    @property
    def call(self) -> WiredCall:
        """The call that started last."""
        return self.started[-1]

    @property
    def variables(self) -> MutableMapping[str, str]:
        """The variables of the channel."""
        return self.wire.asterisk.variables

    def connect(self) -> AsyncAgiCalls[WiredCall]:
        """Make the calls of a connection."""
        return AsyncAgiCalls(lambda session: WiredCall(session, self.wire))

    def move(self, saved: object) -> None:
        """Have another process go on with a saved call: there somebody waits for each command that was sent."""
        for task in self.tasks:
            task.cancel()
        self.calls = self.connect()
        call = self.calls.restore(saved)
        self.started = [call]
        for command_id, command in call.due.items():
            self.tasks.append(asyncio.ensure_future(call.reply(command_id)))
            self.commands.append(command)

    def ask(self, command: Command[object], call: WiredCall | None = None) -> asyncio.Task[ReplyReceived[object]]:
        """Run a command as a task of its own."""
        task = asyncio.ensure_future((self.call if call is None else call).ask(command))
        self.tasks.append(task)
        self.commands.append(command)
        return task

    def deliver(self) -> None:
        """Hand the next message to the calls."""
        if self.wire.messages:
            self.started += self.calls.receive(self.wire.messages.popleft())

    def deliver_all(self) -> None:
        """Hand all messages to the calls."""
        while self.wire.messages:
            self.deliver()

    async def settle(self) -> None:
        """Let all tasks go on as far as they can, with nothing run and nothing delivered."""
        for _ in range(TURNS):
            await asyncio.sleep(0)

    async def finish(self) -> None:
        """Run and deliver all, until nothing happens any more."""
        await self.settle()
        while self.wire.actions or self.wire.messages:
            self.wire.run()
            self.deliver_all()
            await self.settle()

    async def results(self) -> list[ReplyReceived[object] | BaseException]:
        """Finish, and return what each task came to: the event with its reply, or its exception."""
        await self.finish()
        waiting = [command for command, task in zip(self.commands, self.tasks, strict=True) if not task.done()]
        assert not waiting, f"never woken: {waiting}"
        return await asyncio.gather(*self.tasks, return_exceptions=True)


def running(test: Callable[[], Coroutine[object, object, None]]) -> Callable[[], None]:
    """Run a test on an event loop."""

    def run() -> None:
        asyncio.run(asyncio.wait_for(test(), 30))

    run.__name__ = test.__name__
    return run


def reply_to(result: ReplyReceived[object] | BaseException) -> object:
    assert isinstance(result, ReplyReceived)
    return result.reply
