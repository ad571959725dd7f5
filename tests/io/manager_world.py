"""A manager client over a manager interface in memory, to which anything may happen.

Time is virtual, so that every time limit passes at once, and a wait that nothing ends fails the test.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import cycle
from typing import Any, Literal

from agicodec import NEED_DATA
from agicodec.asyncagi import AmiReader, Message, quote_uri
from agicodec.commands import GetVariable, Noop
from agicodec.io.manager import Manager, ManagerCall
from agicodec.io.manager_connection import LOGOFF_TIMEOUT
from agicodec.serving.admission import END_TIMEOUT
from agicodec.testing import Asterisk, CallFlowError
from agicodec.testing.manager.interface import ManagerEnd, ManagerInterface, Sent
from agicodec.testing.manager.server import encode_message
from tests.io.virtual_time import VirtualLoop

__all__ = ["GRACE", "INSTRUCTIONS", "Instruction", "Network", "Wire", "World"]

CHANNELS = 3
MAX_CALLS = 2
GRACE = 20.0

Instruction = Literal["ask", "two", "short", "send", "sleep", "wait", "break", "raise", "endless", "stubborn"]
INSTRUCTIONS: tuple[Instruction, ...] = (
    "ask", "two", "short", "send", "sleep", "wait", "break", "raise", "endless", "stubborn",
)  # fmt: skip


class Wire:
    """The client's transport, whose other end is a manager interface, or one that says nothing."""

    def __init__(self, network: Network, protocol: asyncio.Protocol) -> None:
        self._network = network
        self._protocol = protocol
        self._loop = asyncio.get_running_loop()
        self._actions = AmiReader()
        self.end: ManagerEnd | None = None
        self.is_closed = False
        self.unsent = 0

    def take(self, message: Sent) -> None:
        """Take a message of the manager interface; None closes the connection."""
        if message is None:
            self._loop.call_soon(self._lose)
        else:
            self.feed(encode_message(message))

    def feed(self, data: bytes) -> None:
        """Have bytes arrive."""
        self._loop.call_soon(self._arrive, data)

    def _arrive(self, data: bytes) -> None:
        if not self.is_closed:
            self._protocol.data_received(data)

    def write(self, data: bytes) -> None:
        assert not self.is_closed
        self._actions.receive_data(data)
        while (action := self._actions.next_message()) is not NEED_DATA:
            if isinstance(action, Message) and self.end is not None and not self.end.closed:
                if self._network.ignores_actions and action.get("Action") not in ("Challenge", "Login"):
                    continue
                with suppress(CallFlowError):
                    self.end.receive(action)

    def _lose(self) -> None:
        if not self.is_closed:
            self.is_closed = True
            self._protocol.connection_lost(None)

    def abort(self) -> None:
        if self.end is not None:
            self.end.lose()
        self._loop.call_soon(self._lose)

    close = abort

    def is_closing(self) -> bool:
        return self.is_closed

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...

    def get_extra_info(self, name: str) -> None:
        return None

    def get_write_buffer_size(self) -> int:
        return self.unsent


class Network:
    """Connects clients to a manager interface."""

    def __init__(self, interface: ManagerInterface) -> None:
        self.interface = interface
        self.wires: list[Wire] = []
        self.refusals = 0
        self.silent = 0
        self.ignores_actions = False

    async def connect(self, factory: Callable[[], asyncio.Protocol]) -> None:
        await asyncio.sleep(0)
        if self.refusals:
            self.refusals -= 1
            raise ConnectionRefusedError(111, "Connection refused")
        protocol = factory()
        wire = Wire(self, protocol)
        self.wires.append(wire)
        protocol.connection_made(wire)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        if self.silent:
            self.silent -= 1
        else:
            wire.end = self.interface.connect(wire.take, logged_in=False)

    @property
    def wire(self) -> Wire | None:
        """The present connection."""
        return self.wires[-1] if self.wires and not self.wires[-1].is_closed else None


class World:
    """A manager client, the channels that it serves, and what is known of its flows."""

    def __init__(self, plans: list[list[Instruction]], seed: int | None, **options: Any) -> None:
        self.asterisks = [
            Asterisk(
                channel=f"PJSIP/{number}",
                unique_id=f"1.{number}",
                variables={name: f"{name} of 1.{number}" for name in "ABC"},
                sounds={"music": float("inf")},
            )
            for number in range(CHANNELS)
        ]
        self.interface = ManagerInterface(*self.asterisks, seed=seed)
        self.network = Network(self.interface)
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        loop.connect = self.network.connect
        self.loop = loop
        self._plans: Iterator[list[Instruction]] = cycle(plans)
        self.open = 0
        self.stubborn: set[ManagerCall] = set()
        """The calls whose flows have caught a cancellation."""
        self.mixed_up: list[object] = []
        self.manager = Manager(self.flow, username="agi", secret="x", max_calls=MAX_CALLS, **options)

    async def flow(self, call: ManagerCall) -> None:
        self.open += 1
        try:
            if self.open > MAX_CALLS:
                self.mixed_up.append(f"{self.open} flows run")
            for instruction in next(self._plans):
                await self._do(instruction, call)
        finally:
            self.open -= 1
            self.stubborn.discard(call)

    async def _do(self, instruction: Instruction, call: ManagerCall) -> None:
        match instruction:
            case "ask":
                await self._ask(call, "A")
            case "two":
                await asyncio.gather(self._ask(call, "A"), self._ask(call, "B"))
            case "short":
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self._ask(call, "C"), 0.5)
            case "send":
                await call.send(Noop("A"))
            case "sleep":
                await asyncio.sleep(8)
            case "wait":
                await call.wait_for_hangup()
                assert call.is_over
            case "break":
                await call.asyncagi_break()
            case "raise":
                raise ZeroDivisionError
            case "endless":
                await call.stream_file("music")
            case "stubborn":
                try:
                    await asyncio.sleep(3)
                except asyncio.CancelledError:
                    self.stubborn.add(call)

    async def _ask(self, call: ManagerCall, name: str) -> None:
        value = (await call.execute(GetVariable(name))).value
        expected = f"{name} of {call.environment.unique_id}"
        if value != expected:
            self.mixed_up.append((value, expected))

    async def step(self, what: str, number: int) -> None:
        """Have something happen."""
        asterisk, wire = self.asterisks[number % CHANNELS], self.network.wire
        happens = getattr(self, f"_{what}", None)
        if happens is not None:
            await happens(number)
        elif what in ("lose", "unread", "garbage"):
            if wire is not None:
                self._disturb(wire, what, number)
        elif not asterisk.hung_up:
            self._change(asterisk, what, number)

    def _change(self, asterisk: Asterisk, what: str, number: int) -> None:
        """Have something happen to a channel."""
        running = self.interface.is_running(asterisk)
        match what:
            case "enter" if not running:
                self.interface.enter(asterisk)
            case "hang up":
                self.interface.hang_up(asterisk)
            case "leave" if running:
                self.interface.leave(asterisk)
            case "rename":
                self.interface.rename(asterisk, f"PJSIP/{asterisk.unique_id}-{'x' * 40 * number}")
            case "start again" if running:
                self.interface.publish(self._start(asterisk.channel, asterisk.unique_id))
            case _:
                pass

    @staticmethod
    def _disturb(wire: Wire, what: str, number: int) -> None:
        """Have something happen to the connection."""
        match what:
            case "lose" if wire.end is not None:
                wire.end.lose()
            case "unread":
                wire.unsent = 1 << (number % 24)
            case "garbage":
                wire.feed((b"x" * 70_000, b"Event: ", b"\r\n\r\n: \r\n\r\n", b"\xff\r\n")[number % 4])
            case _:
                pass

    async def _flood(self, number: int) -> None:
        self.interface.publish(*(self._start(f"Other/{n}", f"2.{n}") for n in range(20)))
        self.interface.publish(*({"Event": "AsyncAGIEnd", "Channel": "None/1", "Uniqueid": "9"},) * 20)

    async def _steps(self, number: int) -> None:
        for _ in range(number):
            self.interface.step()

    async def _run(self, number: int) -> None:
        for _ in range(number):
            self.interface.step()
            await asyncio.sleep(0)

    async def _yield(self, number: int) -> None:
        for _ in range(number % 8):
            await asyncio.sleep(0)

    async def _pass(self, number: int) -> None:
        for _ in range(number % 100):
            await asyncio.sleep(0.5)
            while number % 2 and self.interface.step():
                await asyncio.sleep(0)

    async def _refuse(self, number: int) -> None:
        self.network.refusals = number % 4

    async def _silent(self, number: int) -> None:
        self.network.silent = number % 3

    async def _deaf(self, number: int) -> None:
        self.network.ignores_actions = not self.network.ignores_actions

    @staticmethod
    def _start(channel: str, unique_id: str) -> dict[str, str]:
        block = f"agi_request: async\nagi_channel: {channel}\nagi_uniqueid: {unique_id}\n\n".encode()
        return {"Event": "AsyncAGIStart", "Channel": channel, "Uniqueid": unique_id, "Env": quote_uri(block)}

    async def close(self, *, lives: bool, is_cancelled: bool, grace: float) -> None:
        """Close the manager, while the manager interface goes on or does nothing any more."""
        began = self.loop.time()
        closing = self.loop.create_task(self.manager.close(grace))
        if is_cancelled:
            await asyncio.sleep(0.1)
            closing.cancel()
        while not closing.done():
            await asyncio.sleep(0)
            if not (lives and self.interface.step()):
                await asyncio.sleep(0.1)
            assert self.loop.time() - began < grace + END_TIMEOUT + LOGOFF_TIMEOUT + 0.5
        for _ in range(5):
            await asyncio.sleep(0)
        if not closing.cancelled():
            closing.result()
            assert self.open == len(self.stubborn)
            assert self.stubborn or not self.loop.timers
        assert not self.manager.is_connected
        assert all(wire.is_closed for wire in self.network.wires)
