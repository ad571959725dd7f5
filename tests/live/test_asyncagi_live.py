"""AsyncAGI byte for byte: a server sends the same as in the recordings of tests/data."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from agicodec.wire.protocol import MAX_ASYNC_COMMAND
from tests.asyncagi import test_golden as golden
from tests.live.lab import Lab, Laboratory
from tests.live.server import ServerAddress

QUIET = 0.3
"""How many seconds without a byte end what is said of something."""

PATIENCE = 15
"""How many seconds anything may take."""

LOSSY = "GET FULL VARIABLE \"${{SHELL(head -c {} /dev/zero | tr '\\\\0' {})}}\""
"""A command whose reply is as long as wanted, of one character."""


def encode(headers: Mapping[str, str]) -> bytes:
    """Write an action."""
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode() + b"\r\n"


class Console:
    """A manager connection whose bytes are kept as they came."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._numbers = itertools.count(1)
        self.received = b""
        """What has come since it was last taken."""

    @classmethod
    async def open(cls, server: ServerAddress) -> Console:
        """Log in."""
        console = cls(*await asyncio.open_connection(server.host, server.port))
        await console.action(Action="Login", Username=server.user, Secret=server.secret)
        await console.until(b"accepted")
        return console

    def close(self) -> None:
        """Log off."""
        self._writer.close()

    async def action(self, **headers: str) -> None:
        """Send an action, even one that agicodec refuses to write."""
        self._writer.write(encode(headers))

    async def until(self, wanted: bytes = b"", patience: float = PATIENCE) -> bytes:
        """Read until something has come, and then until nothing more comes; give what came."""
        start, deadline = len(self.received), asyncio.get_running_loop().time() + patience
        while True:
            try:
                self.received += await asyncio.wait_for(self._reader.read(65536), QUIET)
            except asyncio.TimeoutError:
                if wanted in self.received[start:]:
                    return self.received[start:]
                assert asyncio.get_running_loop().time() < deadline, (wanted, self.received[start:])

    async def enter(self, exten: str, **variables: str) -> str:
        """Have a channel enter AsyncAGI, and return its name."""
        await self.originate(exten, **variables)
        came = await self.until(b"Event: AsyncAGIStart")
        found = re.search(rb"Event: AsyncAGIStart\r\n.*?Channel: (.*?)\r\n", came, re.DOTALL)
        assert found is not None
        return found[1].decode()

    async def originate(self, exten: str, **variables: str) -> None:
        """Have a caller call."""
        values = ",".join(f"__{name}={value}" for name, value in variables.items())
        await self.action(
            Action="Originate",
            ActionID="o1",
            Channel=f"Local/{exten}@live/n",
            Application="Wait",
            Data="60",
            Async="true",
            Variable=values,
        )

    async def run(self, channel: str, line: str) -> None:
        """Run a command and wait for its reply."""
        (command_id,) = await self.queue(channel, line)
        await self.until(f"CommandId: {command_id}\r\n".encode())

    async def queue(self, channel: str, *lines: str) -> list[str]:
        """Queue commands, all before the first one may have run, and give their ids."""
        numbers = [next(self._numbers) for _ in lines]
        actions = [
            {"Action": "AGI", "ActionID": f"a{number}", "Channel": channel, "Command": line, "CommandID": f"c{number}"}
            for number, line in zip(numbers, lines, strict=True)
        ]
        self._writer.write(b"".join(map(encode, actions)))
        return [f"c{number}" for number in numbers]

    def take(self) -> bytes:
        """Return what has come since the last time."""
        taken, self.received = self.received, b""
        return taken


async def session(console: Console) -> bytes:
    """Run commands of all kinds, up to a break."""
    channel = await console.enter("twice")
    for line in (
        'VERBOSE "Puppies like cotton candy." 1',
        "GET VARIABLE UNIQUEID",
        'SET VARIABLE PCT "a%2Bb+c é"',
        "GET VARIABLE PCT",
        'GET FULL VARIABLE "${BASE64_DECODE(YSkKMjAwIHJlc3VsdD0x)}"',
        "GOSUB live sub 1",
        "EXEC NoOp x",
        "BOGUS",
        "CONTROL STREAM FILE",
        "NOOP",
        "NOOP",
        LOSSY.format(2600, "x"),
        *["NOOP"] * 4,
        LOSSY.format(900, ":"),
        "NOOP",
        LOSSY.format(1500, ":"),
        "NOOP",
        "NOOP",
    ):
        await console.run(channel, line)
    await console.queue(channel, "NOOP")
    await console.queue(channel, "GET VARIABLE UNIQUEID")
    await console.run(channel, "GET VARIABLE CHANNEL")
    await console.queue("nosuch", "NOOP")
    await console.until(b"does not exist")
    await console.action(Action="AGI", ActionID="x1", Channel=channel, Command="NOOP " + "x" * (MAX_ASYNC_COMMAND - 4))
    await console.until()
    longest = "NOOP " + "x" * (MAX_ASYNC_COMMAND - 5)
    await console.action(Action="AGI", ActionID="x2", Channel=channel, Command=longest, CommandID="limit")
    await console.until(b"CommandId: limit\r\n")
    await console.action(Action="AGI", ActionID="x3", Channel=channel)
    await console.until(b"ActionID: x3\r\n")
    await console.action(Action="AGI", ActionID="x4", Channel=channel, Command="NOOP")
    await console.until(b"ActionID: x4\r\n")
    await console.queue(channel, 'STREAM FILE nosuch ""', "NOOP", "GET VARIABLE UNIQUEID")
    await console.until(b"Event: AsyncAGIStart")
    await console.queue(channel, "ASYNCAGI BREAK")
    await console.until(b"Event: Hangup\r\n")
    return console.take()


async def not_async(console: Console) -> bytes:
    """Send a command to a channel that is not in AsyncAGI."""
    await console.originate("plain")
    came = await console.until(b"Event: OriginateResponse")
    found = re.search(rb"(Local/plain@live-[0-9a-f]+;2)", came)
    assert found is not None
    console.take()
    await console.queue(found[1].decode(), "NOOP")
    await console.until(b"ActionID: ")
    return console.take()


async def hangup(console: Console) -> bytes:
    """Hang up while a command runs and another one waits."""
    channel = await console.enter("twice")
    await console.queue(channel, "WAIT FOR DIGIT 5000")
    await console.queue(channel, "NOOP")
    await asyncio.sleep(0.3)
    await console.action(Action="Hangup", ActionID="h1", Channel=channel)
    await console.until(b"Event: AsyncAGIEnd")
    return console.take()


async def long_environment(console: Console) -> bytes:
    """Enter AsyncAGI with an environment that has no room in its event."""
    channel = await console.enter("long", LONG="xyz" * 300)
    await console.run(channel, "NOOP")
    await console.run(channel, "NOOP")
    await console.action(Action="Hangup", ActionID="h2", Channel=channel)
    await console.until(b"Event: AsyncAGIEnd")
    return console.take()


CONVERSATIONS = {"session": session, "notasync": not_async, "hangup": hangup, "longenv": long_environment}


def test_asyncagi_is_as_it_was_recorded(laboratory: Laboratory, tmp_path: Path) -> None:
    async def work(lab: Lab) -> int:
        console = await Console.open(laboratory.server)
        with closing(console):
            for name, conversation in CONVERSATIONS.items():
                (tmp_path / f"{name}.ami").write_bytes(await conversation(console))
        return await lab.release()

    release = laboratory.run(work)
    golden.test_every_command_of_a_recorded_session_has_its_own_reply(str(tmp_path / "session.ami"))
    golden.test_the_rest_of_a_long_usage_is_not_the_reply_to_the_noop_after_it(str(tmp_path / "session.ami"))
    golden.test_what_had_no_room_in_an_event_is_lost_and_said_so(str(tmp_path / "session.ami"))
    golden.test_a_hangup_leaves_what_is_queued_unanswered(str(tmp_path / "hangup.ami"))
    golden.test_an_environment_that_was_cut_is_completed(str(tmp_path / "longenv.ami"))
    for path in tmp_path.glob("*.ami"):
        laboratory.record(f"asyncagi-{release}/{path.name}", path.read_bytes())
