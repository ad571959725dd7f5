"""Conversations over TCP: a typed application on one end, the bytes of a real Asterisk 22 on the other.

The first goes over FastAGI, the second, AsyncAGI, over a manager connection.

Each exchange is shown as the application and as the network see it: the typed command, its line, the raw reply, the
typed result.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TypeVar

from agicodec import (
    AsyncAgiCall,
    AsyncCommands,
    CallerId,
    CallEvent,
    Command,
    Observer,
    Raw,
    ReplyError,
    Session,
)
from agicodec.asyncagi import AsyncAgiEvent
from agicodec.commands import StreamFile
from agicodec.io.asyncio import AsyncioCall
from agicodec.io.manager import Manager, ManagerCall
from examples.replay import Replay, read_recording
from examples.replay_manager import ManagerReplay

R = TypeVar("R")

DATA = Path(__file__).parent.parent / "tests" / "data"
WIDTH = 200
"""The number of characters of an event that are shown."""

RECORDINGS = ("asterisk-22-sample.jsonl", "asterisk-22-media.jsonl")


async def show(command: Command[R], run: Callable[[Command[R]], Awaitable[R]]) -> R:
    """Run a command, and print it and its result."""
    print(f"\ncommand  {command!r}")
    try:
        result = await run(command)
    except ReplyError as error:
        print(f"raises   {type(error).__name__}: {error}")
        raise
    print(f"result   {result!r}")
    return result


class ShownCall(AsyncioCall):
    """A call that prints each exchange."""

    shown = 0
    _arrived = b""
    """The part of a line that has arrived."""

    async def execute(self, command: Command[R]) -> R:
        """Run a command, and print the exchange."""
        self.shown += 1
        return await show(command, super().execute)

    def on_event(self, event: CallEvent) -> None:
        """Print an event that no command waits for."""
        print(f"event    {event!r}")

    def received(self, data: bytes) -> None:
        """Pass on whole lines, and print them."""
        self._arrived += data
        if data and not data.endswith(b"\n"):
            return
        arrived, self._arrived = self._arrived, b""
        if self.shown and arrived:
            print(f"reply    {arrived!r}")
        super().received(arrived)


class ShownLines(Observer):
    """Prints each line that is sent."""

    def line_sent(self, line: bytes, command: Command[object] | None) -> None:
        """Print a line."""
        print(f"line     {line!r}")


async def converse(call: ShownCall) -> None:
    """Run one command of each kind."""
    environment = await call.start()
    print(f"{environment.channel} calls {environment.request} from Asterisk {environment.version},")
    print(f"with the arguments {environment.arguments}; irregularities: {environment.irregularities or 'none'}")

    await call.answer()
    await call.channel_status("nosuch")
    await call.set_variable("FOO", 'a "q" \\ b')
    await call.get_variable("FOO")
    await call.get_variable("NOSUCH")
    await call.database_put("fam", "k2", "")
    await call.database_get("fam", "k2")
    await call.database_deltree("fam")
    await call.database_deltree("fam")
    await call.set_callerid(CallerId(number="1234", name="Bob X"))
    await call.get_variable("CALLERID(all)")
    await call.stream_file("short")
    await call.stream_file("nosuch")
    await call.get_data("short", timeout=300, max_digits=4)
    await call.record_file("/tmp/r", "wav", "#", 500, beep=True, silence=1)
    await call.gosub("agi", "stop", 1)
    await call.get_full_variable("${BASE64_DECODE(YQpiCkhBTkdVUApj)}")
    for wrong in (Raw("BOGUS"), Raw("VERBOSE")):
        await refused(call, wrong)

    print("\n-- a playback that the application interrupts --")
    call.shown += 1
    await call.send(StreamFile("long"))
    print(f"event    {await call.interrupt()!r}")

    print("\n-- the caller hangs up during a playback --")
    await call.stream_file("long")
    await refused(call, StreamFile("short"))
    await call.get_variable("UNIQUEID")


async def refused(call: AsyncCommands, command: Command[object]) -> None:
    """Run a command that is refused."""
    try:
        await call.execute(command)
    except ReplyError:
        return
    raise AssertionError(f"{command!r} was not refused")


async def run() -> int:
    """Run both conversations, and return the number of commands."""
    count = await run_fastagi()
    print("\n-- AsyncAGI: commands as manager actions, replies in events --\n")
    return count + await run_asyncagi()


async def run_fastagi() -> int:
    """Run the conversation over FastAGI, and return the number of commands."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        host, port = listening.getsockname()
        print(f"A FastAGI server listens on {host}:{port}; a recorded Asterisk calls it.\n")
        replay = Replay(exchange for name in RECORDINGS for exchange in read_recording(DATA / name))
        replaying = asyncio.ensure_future(replay.call(host, port))
        connection, _ = await asyncio.get_running_loop().sock_accept(listening)
    call = await ShownCall.over(connection, session=Session(mark="agicodec-interrupt"))  # as in the recording
    call.observe(ShownLines())
    try:
        await converse(call)
    finally:
        call.close()
    await replaying
    return call.shown


class ShownAgiCall(ManagerCall):
    """A call in AsyncAGI that prints each exchange."""

    shown = 0

    async def execute(self, command: Command[R]) -> R:
        """Run a command, and print the exchange."""
        self.shown += 1
        return await show(command, super().execute)

    async def send_action(self, headers: Mapping[str, str]) -> None:
        """Write an action, and print it."""
        print(f"action   {dict(headers)!r}")
        await super().send_action(headers)

    def receive(self, event: AsyncAgiEvent) -> None:
        """Receive an event, and print it."""
        print(f"event    {event!r}" if len(repr(event)) < WIDTH else f"event    {repr(event)[:WIDTH]}...")
        super().receive(event)


async def converse_asyncagi(call: AsyncAgiCall) -> int:
    """Run what is different in AsyncAGI, and return the number of commands."""
    print(f"\n{call.environment.channel} has entered AsyncAGI with the arguments {call.environment.arguments}")
    await call.verbose("Puppies like cotton candy.", 1)
    await call.get_variable("UNIQUEID")
    await call.get_full_variable("${BASE64_DECODE(YSkKMjAwIHJlc3VsdD0x)}")
    await call.gosub("live", "sub", 1)
    print("\n-- two commands at once; the reply to the first is longer than an event --")
    call.pipelines = True  # the rest comes with the second one
    await asyncio.gather(refused(call, Raw("CONTROL STREAM FILE")), call.noop())
    return 6


async def run_asyncagi() -> int:
    """Run the conversation over AsyncAGI, and return the number of commands."""
    server = await asyncio.start_server(ManagerReplay(DATA / "asyncagi-22" / "session.ami").serve, "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        print(f"A recorded Asterisk listens on {host}:{port}; the application connects to it as a manager.\n")
        counts: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def flow(call: ShownAgiCall) -> None:
            counts.set_result(await converse_asyncagi(call))

        manager = Manager(
            flow,
            call_class=ShownAgiCall,
            host=host,
            port=port,
            username="user",
            secret="secret",
            authentication="plain",
            waiting="leave",  # the recording has no list of channels
        )
        async with manager:
            return await counts


if __name__ == "__main__":
    print(f"\nDone: {asyncio.run(run())} commands, and every reply went to the command that asked for it.")
