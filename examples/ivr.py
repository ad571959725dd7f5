"""The call flow of all examples: the caller enters a PIN and hears the balance of the account.

The flow uses commands and results, and does not depend on the transport. It is written twice, for calls that are
awaited and for calls that block. At a hangup, the flow simply ends.
"""

from __future__ import annotations

import logging

from agicodec import AsyncCommands, CallEnded, Commands

__all__ = ["balance", "balance_blocking"]

log = logging.getLogger(__name__)

FAMILY = "balance"
"""The family of the Asterisk database that contains the balance for each PIN."""

TRIES = 3


async def balance(call: AsyncCommands) -> None:
    """Answer, ask for the PIN, and say the balance."""
    try:
        await call.answer()
        for _ in range(TRIES):
            entry = await call.get_data("enter-pin", timeout=5000, max_digits=4)
            found = await call.database_get(FAMILY, entry.digits or "none")
            if found.value is not None and found.value.isdecimal():
                await call.stream_file("your-balance-is")
                await call.say_number(int(found.value))
                break
            await call.stream_file("wrong-pin")
        await call.stream_file("goodbye")
    except CallEnded as gone:
        log.info("%s", gone)


def balance_blocking(call: Commands) -> None:
    """Answer, ask for the PIN, and say the balance."""
    try:
        call.answer()
        for _ in range(TRIES):
            entry = call.get_data("enter-pin", timeout=5000, max_digits=4)
            found = call.database_get(FAMILY, entry.digits or "none")
            if found.value is not None and found.value.isdecimal():
                call.stream_file("your-balance-is")
                call.say_number(int(found.value))
                break
            call.stream_file("wrong-pin")
        call.stream_file("goodbye")
    except CallEnded as gone:
        log.info("%s", gone)
