"""Plays a sequence of the testing kit on a real Asterisk, with a caller who does everything at its exact time.

The caller is the other half of a Local channel, and runs AGI as well: it plays silence or a tone, which is what the
caller says. Keys and texts are sent through the manager interface. What the kit has happen so many milliseconds after a
command began happens so many after the line of that command was written here.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from typing import Final

from attrs import define, field

from tests.live.lab import PATIENCE, Lab, RecordedCall
from tests.testing.pools import CHANNEL, OWN, PASSES, UNIQUE_ID
from tests.testing.sequences import Exchange, Sequence, TimedAction

__all__ = ["CALLER_ID", "TimedCaller", "play_live"]

CALLER_ID: Final = "Ann <1001>"

NUMBERS: Final = itertools.count(710001)
"""What stands for `OWN`: no run has that of another."""

KEY: Final = 0.1
"""How many seconds a key is held down; it counts when it is let go."""

A_WORD: Final = 0.3
"""How many seconds it takes to say what is recognized."""

SILENCE: Final = b'STREAM FILE silence-60 ""\n'
TONE: Final = b'STREAM FILE long ""\n'

HANGUP_COMES: Final = 1.0
"""Within how many seconds a hangup is told."""


async def play_live(lab: Lab, sequence: Sequence, kit: tuple[Exchange, ...]) -> list[Exchange]:
    """Play a sequence; the exchanges of the kit say during which command the caller does what."""
    if sequence.answered:
        call, other = await lab.pair("kit", CALLER_ID)
        caller = TimedCaller(lab, other)
        await caller.begin()
    else:
        call, caller = await lab.call("kit-unanswered", caller_id=CALLER_ID), None
    playing = _Playing(call, caller)
    exchanges: list[Exchange] = []
    try:
        for place, line in enumerate(sequence.all_lines):
            during = kit[place]
            actions = [d for d in sequence.actions if during.start + 1 < d.at <= during.end + 1]
            exchanges.append(await playing.step(line, actions, during))
        return exchanges
    finally:
        call.close()
        await lab.action(Action="Hangup", Channel=call.environment.channel)
        if caller is not None:
            await caller.end()


@define
class TimedCaller:
    """Somebody who calls, and does everything at its time."""

    lab: Lab
    call: RecordedCall
    """The call of the half of the Local channel that is theirs."""
    _doing: set[asyncio.Task[None]] = field(factory=set[asyncio.Task[None]], init=False)

    async def begin(self) -> None:
        """Be silent, but there: a channel whose other end plays nothing has no audio at all."""
        await self.call.write(SILENCE)

    def will(self, action: TimedAction, at: float) -> None:
        """Have something done at a time of the clock `time.monotonic`."""
        self._doing.add(asyncio.ensure_future(self._do(action, at)))

    async def end(self) -> None:
        """Wait until all is done, and hang up."""
        await asyncio.gather(*self._doing)
        self.call.close()

    async def _do(self, action: TimedAction, at: float) -> None:
        name = self.call.environment.channel
        await asyncio.sleep(at - time.monotonic() - (KEY if action.kind == "presses" else 0))
        match action.kind:
            case "presses":
                await self.lab.action(Action="PlayDTMF", Channel=name, Digit=action.text)
            case "sends a text":
                await self.lab.action(Action="SendText", Channel=name, Message=action.text)
            case "hangs up":
                self.call.close()
            case _:
                await self.call.write(TONE)
                await asyncio.sleep(float(action.text or A_WORD))
                await self.call.write(SILENCE)


@define
class _Playing:
    """A sequence that is being played."""

    call: RecordedCall
    caller: TimedCaller | None
    number: str = field(factory=lambda: str(next(NUMBERS)))
    unread: bytes = b""
    hangups: int = 0
    began: float = field(factory=time.monotonic)

    async def step(self, line: str, actions: list[TimedAction], kit: Exchange) -> Exchange:
        """Run a command, or let time pass, while the caller does something."""
        if any(action.kind == "says" for action in actions):
            await self.ask('SPEECH SET "hear" "900 menu yes"')
        start = time.monotonic()
        for action in actions:
            assert self.caller is not None
            self.caller.will(action, start + (action.at - kit.start) / 1000)
        if line.startswith(PASSES):
            reply, lasts = "", float(line.removeprefix(PASSES))
            await self.listen(start + lasts)
        else:
            reply = await self.ask(line)
        if kit.hangups > self.hangups:
            await self.listen(time.monotonic() + HANGUP_COMES, hangup=True)
        hangups, self.hangups = (0, self.hangups) if line.startswith(PASSES) else (self.hangups, 0)
        return Exchange(line, reply, hangups, (start - self.began) * 1000, (time.monotonic() - self.began) * 1000)

    async def ask(self, line: str) -> str:
        """Send a line, and wait for its reply."""
        await self.call.write(f"{self.own(line)}\n".encode())
        reply = b""
        while True:
            read = await asyncio.wait_for(self.read_line(), PATIENCE)
            if read == b"HANGUP\n":
                self.hangups += 1
                continue
            reply += read
            if not read:
                break
            if reply.startswith(b"520-") and not read.startswith(b"520 End"):
                continue
            if line.startswith("GET ") and reply.startswith(b"200 result=1 (") and not read.endswith(b")\n"):
                continue  # the value has a line feed
            if not read.startswith(b"100 "):
                break
        return self.common(reply.decode("utf-8", "surrogateescape"))

    async def listen(self, until: float, *, hangup: bool = False) -> None:
        """Read what comes while no command runs, until a time or a hangup is told."""
        while not (hangup and self.hangups) and (rest := until - time.monotonic()) > 0:
            try:
                read = await asyncio.wait_for(self.read_line(), rest)
            except asyncio.TimeoutError:
                return
            if not read:
                return
            assert read == b"HANGUP\n", read
            self.hangups += 1

    async def read_line(self) -> bytes:
        """Read a line; empty at the end of the stream."""
        while b"\n" not in self.unread:
            data = await self.call.read()
            if not data:
                return b""
            self.unread += data
        line, _, self.unread = self.unread.partition(b"\n")
        return line + b"\n"

    def own(self, line: str) -> str:
        """Put the names of this run into a line."""
        name = self.call.environment.channel
        return (
            line.replace(CHANNEL[:-1], name[:-1])
            .replace(CHANNEL[:-1].upper(), name[:-1].upper())
            .replace(OWN, self.number)
        )

    def common(self, reply: str) -> str:
        """Take the names of this run out of a reply."""
        environment = self.call.environment
        for name, common in ((environment.channel[:-1], CHANNEL[:-1]), (environment.unique_id, UNIQUE_ID)):
            reply = reply.replace(name, common)
        return reply.replace(self.number, OWN)
