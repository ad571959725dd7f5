"""A laboratory around one Asterisk: calls are made over the manager interface, and answered by FastAGI or AsyncAGI."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from types import TracebackType
from typing import TypeAlias, TypeVar

from attrs import evolve, frozen

from agicodec import (
    NEED_DATA,
    AsteriskVersion,
    AsyncAgiCalls,
    AsyncAgiSession,
    ChannelHungUp,
    Command,
    CommandInterrupted,
    Environment,
    ReplyReceived,
    Session,
    UnexpectedLine,
)
from agicodec.asyncagi import AgiExecStarted, AmiReader, Message, encode_action
from agicodec.asyncagi.actions import ActionResponse
from agicodec.asyncagi.messages import read_message
from examples.adopters.panoramisk_fastagi import StreamCall
from examples.asyncagi_panoramisk import AsyncioAgiCall
from examples.replay import Exchange, write_exchange
from tests.live.server import ServerAddress
from tests.sessions import MARK

__all__ = ["Lab", "Laboratory", "RecordedCall", "Recordings", "caller_of"]

T = TypeVar("T")

PATIENCE = 20
"""How many seconds anything may take."""

_NUMBERS = itertools.count(1)
"""Numbers for actions and calls; no laboratory has those of another, whose events may still come."""

_DOINGS = ("KEYS", "TEXT")
"""The variables that say what a caller does."""


class RecordedCall(StreamCall):
    """A call that keeps what is said in it, as tests/data/README.md tells."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        super().__init__(reader, writer)
        self.session = Session(mark=MARK)  # what is recorded is to be the same each time
        self.caller = ""
        """What the caller does."""
        self.exchanges = [Exchange("", "env", b"")]
        """What was said."""

    async def read(self) -> bytes:
        """Read what Asterisk has sent."""
        data = await super().read()
        self.exchanges[-1] = evolve(self.exchanges[-1], received=self.exchanges[-1].received + data)
        return data

    async def interrupt(self) -> ReplyReceived[object] | CommandInterrupted:
        """Interrupt a command, and wait for all that comes of it, so that it is recorded in its place."""
        event = await super().interrupt()
        while not self.session.certain:
            self.session.receive_data(await self.read())
            while (other := self.session.next_event()) is not NEED_DATA:
                if isinstance(other, (ChannelHungUp, UnexpectedLine)):
                    self.on_event(other)
        return event

    async def write(self, data: bytes) -> None:
        """Write to Asterisk; what was written before and has no answer yet is still running."""
        last = self.exchanges[-1]
        running = b"" if last.received else self.exchanges.pop().sent
        state = "dead" if self.hung_up else f"up; the caller {self.caller}"
        self.exchanges.append(Exchange("", state, b"", data, running))
        await super().write(data)

    @property
    def address(self) -> tuple[str, int]:
        """The address that the server has called."""
        host, port, *_ = self._writer.get_extra_info("sockname")
        return host, port

    def close(self) -> None:
        """Close the connection, as an application does that has done its work."""
        self._writer.close()

    def recording(self) -> list[Exchange]:
        """Return the exchanges with the version of the server; none when no environment came."""
        environment = self.session.environment
        if environment is None or environment.version is None:
            return []
        return [evolve(exchange, asterisk=environment.version.raw) for exchange in self.exchanges]


class Lab:
    """One Asterisk, a manager connection to it, and a FastAGI server that it can call."""

    def __init__(self, address: ServerAddress, *, events: bool = True) -> None:
        self.address = address
        self._events = events
        """Whether the server is to report what happens there."""
        self._responses: dict[str, asyncio.Future[Message]] = {}
        self.calls: list[RecordedCall] = []
        """The FastAGI calls that came."""
        self._arrivals: dict[str, asyncio.Future[RecordedCall]] = {}
        self._starts: dict[tuple[str, str], asyncio.Future[None]] = {}
        """What waits until a command runs, by its channel and title."""
        self._agi_arrivals: dict[str, asyncio.Future[AsyncioAgiCall]] = {}
        self.watched = ["UserEvent"]
        """The events that are kept."""
        self.user_events: asyncio.Queue[Message] = asyncio.Queue()
        """What the application UserEvent has told."""
        self._async = AsyncAgiCalls(self._make_call)
        self._writers: list[asyncio.StreamWriter] = []

    async def __aenter__(self) -> Lab:
        self._reader, self._writer = await asyncio.open_connection(self.address.host, self.address.port)
        self._task = asyncio.ensure_future(self._read())
        self.host: str = self._writer.get_extra_info("sockname")[0]
        """Where the server finds this machine."""
        self._server = await asyncio.start_server(self._answer, self.host, 0)
        events = {} if self._events else {"Events": "off"}
        response = await self.action(Action="Login", Username=self.address.user, Secret=self.address.secret, **events)
        assert response["Response"] == "Success", response
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._task.done():
            await self.command("channel request hangup all")
        for writer in (*self._writers, self._writer):
            writer.close()
        self._server.close()
        self._task.cancel()
        await asyncio.wait([self._task])

    async def action(self, **headers: str) -> Message:
        """Send an action, and return its response."""
        action_id = f"lab-{next(_NUMBERS)}"
        response = self._responses[action_id] = asyncio.get_running_loop().create_future()
        await self._send({**headers, "ActionID": action_id})
        return await asyncio.wait_for(response, PATIENCE)

    async def command(self, line: str) -> str:
        """Run a command on the console, and return its output."""
        message = await self.action(Action="Command", Command=line)
        return "\n".join((*message.output, *(value for name, value in message.headers if name == "Output")))

    async def release(self) -> int:
        """Return the first number of the server's version."""
        words = (await self.command("core show version")).split()
        return AsteriskVersion.parse(words[1]).release[0]

    async def call(
        self,
        exten: str = "answered",
        caller: str = "waits",
        *,
        script: str = "live",
        channel: str = "",
        codecs: str = "",
        caller_id: str = "",
        after: float | None = None,
        **variables: str,
    ) -> RecordedCall:
        """Have a caller call, and return the call once its FastAGI session is here.

        The caller acts DELAY seconds after the call has begun, or so many seconds `after` the session is here, however
        long that takes.
        """
        number, arrival = self._expect(self._arrivals)
        variables.update(AGI_HOST=self.host, AGI_PORT=self.port, AGI_SCRIPT=script, NUMBER=number)
        if after is not None:
            variables.update(DELAY=str(after))
        first = caller if after is None else "waits"
        await self.originate(exten, first, channel=channel, codecs=codecs, caller_id=caller_id, **variables)
        call = await asyncio.wait_for(arrival, PATIENCE)
        if after is not None:
            to = {"Channel": caller_of(call.environment), "Context": "caller", "Exten": caller, "Priority": "1"}
            await self._send({"Action": "Redirect", **to})
        call.caller = " ".join([caller, *(value for name, value in variables.items() if name in _DOINGS)])
        return call

    @asynccontextmanager
    async def beginning(self, call: RecordedCall, command: Command[object]) -> AsyncGenerator[None, None]:
        """Send a command in a block, at whose end Asterisk runs it, so that a further line interrupts it.

        When two lines arrive at once, Asterisk does not notice the second while it runs the first.
        """
        started: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._starts[call.environment.channel, str(command)] = started
        yield
        await asyncio.wait_for(started, PATIENCE)

    async def have_caller_leave(self, call: RecordedCall | AsyncioAgiCall) -> None:
        """Hang up the other half of the channel of a call, and wait until it is gone."""
        caller = caller_of(call.environment)
        await self.action(Action="Hangup", Channel=caller)
        while f"{caller}!" in await self.command("core show channels concise"):
            await asyncio.sleep(0.05)

    async def expect(self, number: str) -> RecordedCall:
        """Wait for a call that another one leads to, by its number."""
        return await asyncio.wait_for(self._expect(self._arrivals, number)[1], PATIENCE)

    async def until_gone(self) -> None:
        """Wait until the server has closed the manager connection."""
        await asyncio.wait([self._task], timeout=PATIENCE)

    async def pair(self, exten: str = "answered", caller_id: str = "") -> tuple[RecordedCall, RecordedCall]:
        """Connect two calls, each of which is the other's caller."""
        number, arrival = self._expect(self._arrivals)
        _, other = self._expect(self._arrivals, f"caller-{number}")
        variables = {"AGI_HOST": self.host, "AGI_PORT": self.port, "AGI_SCRIPT": "live", "NUMBER": number}
        await self.originate(exten, "answers", caller_id=caller_id, **variables)
        call, caller = await asyncio.wait_for(asyncio.gather(arrival, other), PATIENCE)
        call.caller = caller.caller = "is a call of the other end"
        return call, caller

    async def agi_call(self, exten: str = "async", caller: str = "waits", **variables: str) -> AsyncioAgiCall:
        """Have a caller call, and return the call once it is in AsyncAGI."""
        number, arrival = self._expect(self._agi_arrivals)
        await self.originate(exten, caller, NUMBER=number, **variables)
        return await asyncio.wait_for(arrival, PATIENCE)

    async def originate(
        self, exten: str, caller: str, *, channel: str = "", codecs: str = "", caller_id: str = "", **variables: str
    ) -> None:
        """Have a caller call an extension; a caller on a channel that is no Local one runs the extension itself."""
        response = await self.action(
            Action="Originate",
            Channel=channel or f"Local/{exten}@live/n",
            Context="live" if channel else "caller",
            Exten=exten if channel else caller,
            Priority="1",
            Async="true",
            Variable=",".join(f"__{name}={value}" for name, value in variables.items()),
            **({"Codecs": codecs} if codecs else {}),
            **({"CallerID": caller_id} if caller_id else {}),
        )
        assert response["Response"] == "Success", response

    @property
    def port(self) -> str:
        """The port of the FastAGI server."""
        return str(self._server.sockets[0].getsockname()[1])

    @staticmethod
    def _expect(arrivals: dict[str, asyncio.Future[T]], number: str = "") -> tuple[str, asyncio.Future[T]]:
        """Wait for a call that is to come, by a number that is made up unless given."""
        number = number or str(next(_NUMBERS))
        arrival = arrivals[number] = asyncio.get_running_loop().create_future()
        return number, arrival

    async def _send(self, headers: Mapping[str, str]) -> None:
        self._writer.write(encode_action(headers.items()))

    def _make_call(self, session: AsyncAgiSession) -> AsyncioAgiCall:
        return AsyncioAgiCall(session, self._send)

    async def _read(self) -> None:
        messages = AmiReader()
        while (message := messages.next_message()) is not None:
            if message is NEED_DATA:
                try:
                    messages.receive_data(await self._reader.read(65536))
                except ConnectionError:
                    return
            elif isinstance(message, Message):
                self._take(message)

    def _take(self, message: Message) -> None:
        if message.get("Event") in self.watched:
            self.user_events.put_nowait(message)
        received = read_message(message)
        response = self._responses.pop(received.action_id, None) if isinstance(received, ActionResponse) else None
        if response is not None and not response.done():
            response.set_result(message)
        if isinstance(received, AgiExecStarted):
            for channel, title in list(self._starts):
                if channel == received.channel and received.command.startswith(title):
                    self._starts.pop((channel, title)).set_result(None)
        for call in self._async.receive(message):
            _arrive(self._agi_arrivals, call, call.environment)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        call = RecordedCall(reader, writer)
        self.calls.append(call)
        _arrive(self._arrivals, call, await call.start())


def caller_of(environment: Environment) -> str:
    """Return the other half of the Local channel of a call, which runs what the caller does."""
    return environment.channel.removesuffix("2") + "1"


def _arrive(arrivals: dict[str, asyncio.Future[T]], call: T, environment: Environment) -> None:
    """Hand a call to who expects it: its last argument is its number."""
    arrival = arrivals.pop(environment.arguments[-1], None) if environment.arguments else None
    if arrival is not None and not arrival.done():
        arrival.set_result(call)


Recordings: TypeAlias = dict[str, bytes]
"""What was recorded: files by their names below tests/data."""


@frozen
class Laboratory:
    """Where tests of one server are made."""

    server: ServerAddress
    recordings: Recordings

    def run(self, work: Callable[[Lab], Awaitable[T]], *, record: bool = True) -> T:
        """Do something in a laboratory, and keep what is said in its FastAGI calls."""

        async def run() -> T:
            async with Lab(self.server) as lab:
                try:
                    return await work(lab)
                finally:
                    for exchange in (exchange for call in lab.calls if record for exchange in call.recording()):
                        release = AsteriskVersion.parse(exchange.asterisk).release
                        self.record(f"calls-{release[0]}.jsonl", write_exchange(exchange).encode())

        return asyncio.run(run())

    def record(self, name: str, data: bytes) -> None:
        """Keep what belongs at the end of a file."""
        self.recordings[name] = self.recordings.get(name, b"") + data
