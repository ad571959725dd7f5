"""A call with the commands of agicodec and those of one's own module, all typed alike.

asyncio.run(serve(flow, call_class=CallCenterCall))
"""

from __future__ import annotations

from agicodec.io.asyncio import AsyncioCall
from examples.own_commands.agi.facade import AsyncCommands

__all__ = ["CallCenterCall", "say_position"]


class CallCenterCall(AsyncioCall, AsyncCommands):
    """The call of a server on asyncio, with the commands of the call centre as methods too."""


async def say_position(call: CallCenterCall, queue: str) -> int | None:
    """Tell the caller their place in a queue."""
    place = await call.queue_position(queue)
    if place.position is not None:
        await call.say_number(place.position)
    return place.position
