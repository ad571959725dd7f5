"""A FastAGI conversation over TCP: a typed application on one end, the bytes of a real Asterisk 22 on the other.

Each exchange is shown as the application has it and as the wire does: the typed command, its line, the raw reply, the
typed result.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TypeVar

from agicodec import CallerId, Command, Raw, ReplyError
from agicodec.commands import StreamFile
from examples.fastagi_asyncio import Call
from examples.replay import Replay, read_recording

R = TypeVar("R")

DATA = Path(__file__).parent.parent / "tests" / "data"
RECORDINGS = ("asterisk-22-sample.jsonl", "asterisk-22-media.jsonl")


class ShownCall(Call):
    """A call that prints each exchange."""

    shown = 0

    async def execute(self, command: Command[R]) -> R:
        """Run a command, and print what goes on."""
        self.shown += 1
        print(f"\ncommand  {command!r}")
        try:
            result = await super().execute(command)
        except ReplyError as error:
            print(f"raises   {type(error).__name__}: {error}")
            raise
        print(f"result   {result!r}")
        return result

    async def read(self) -> bytes:
        """Read on to the end of a line, so that what is printed is whole."""
        data = await super().read()
        while data and not data.endswith(b"\n") and (more := await super().read()):
            data += more
        if self.shown:
            print(f"reply    {data!r}")
        return data

    async def write(self, data: bytes) -> None:
        """Write a line, and print it."""
        print(f"line     {data!r}")
        await super().write(data)


async def converse(call: ShownCall) -> None:
    """Say something of everything."""
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
    await call.write(call.session.send(StreamFile("long")))
    print(f"event    {await call.interrupt()!r}")

    print("\n-- the caller hangs up during a playback --")
    await call.stream_file("long")
    print(f"event    {await call.next_event()!r}")
    await refused(call, StreamFile("short"))
    await call.get_variable("UNIQUEID")


async def refused(call: Call, command: Command[object]) -> None:
    """Run a command that is refused."""
    try:
        await call.execute(command)
    except ReplyError:
        return
    raise AssertionError(f"{command!r} was not refused")


async def run() -> int:
    """Run the conversation; gives the number of commands."""
    done: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        call = ShownCall(reader, writer)
        try:
            await converse(call)
            done.set_result(call.shown)
        except Exception as error:
            done.set_exception(error)
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        print(f"A FastAGI server listens on {host}:{port}; a recorded Asterisk calls it.\n")
        replay = Replay(exchange for name in RECORDINGS for exchange in read_recording(DATA / name))
        await replay.call(host, port)
        return await done


if __name__ == "__main__":
    print(f"\nDone: {asyncio.run(run())} commands, and every reply went to the command that asked for it.")
