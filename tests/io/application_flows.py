"""Flows that run applications, for calls of every kind. They tell what happened by setting variables."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from agicodec import AgicodecError, Command
from agicodec.applications import Authenticate, Playback, Queue, Read, Record, Set
from agicodec.commands import Exec
from agicodec.dialplan import WholeVariables

__all__ = ["FLOWS", "PIN", "Flow", "is_pin", "lost", "mistaken", "queue", "queue_twice", "record", "secretly"]

Flow = Callable[[Any], Awaitable[None]]

PIN = "1234"
"""It is in no line of code that a traceback shows."""


async def tell(call: Any, text: object) -> None:
    await call.set_variable("TOLD", repr(text))


async def queue(call: Any) -> None:
    await tell(call, await call.run(Queue("sales", timeout=300)))


async def queue_twice(call: Any) -> None:
    first = await call.run(Queue("sales"))
    await tell(call, (first, await call.run(Queue("sales"))))


async def record(call: Any) -> None:
    await tell(call, await call.run(Record("msg", "wav")))


async def unknown(call: Any) -> None:
    try:
        await call.run(Playback("beep"))
    except AgicodecError as error:
        await tell(call, (type(error).__name__, str(error)))


async def lost(call: Any) -> None:
    """Run an application whose variables cannot be read, and then another one."""
    try:
        await call.run(Playback("beep"))
    except AgicodecError as error:
        await tell(call, (type(error).__name__, (await call.run(Queue("sales"))).outcome))


async def mistaken(call: Any) -> None:
    """Run what cannot be sent, and what is no application; nothing may be sent of either."""
    told: list[str] = []
    for application in (Queue("a\nb"), Queue("sales", rule="x" * 9000), Queue, "Queue"):
        try:
            await call.run(application)
        except (AgicodecError, TypeError) as error:
            told.append(type(error).__name__)
    await tell(call, told)


async def secretly(call: Any) -> None:
    """Use a PIN in all ways, and fail with it in the end."""
    await call.run(Set("PIN", PIN))
    await call.run(Authenticate(PIN))
    digits = (await call.run(Read(files="enter-pin", variable="PIN"))).digits
    await tell(call, digits == PIN)
    await call.run(Authenticate(f"{PIN}\n"))


def is_pin(command: Command[object]) -> bool:
    match command:
        case Exec(application="Authenticate" | "Set") | WholeVariables():
            return True
        case _:
            return False


FLOWS: Mapping[str, Flow] = {
    flow.__name__: flow for flow in (queue, queue_twice, record, unknown, lost, mistaken, secretly)
}
