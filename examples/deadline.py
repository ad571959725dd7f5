"""A flow with a deadline: what takes too long is cancelled, and the call goes on.

python -m examples.deadline
exten => 100,1,AGI(agi://127.0.0.1/survey)

`serve(flow, call_timeout=600)` is a deadline that ends the call, and `command_timeout` one for each command.
"""

from __future__ import annotations

import asyncio
import logging

from agicodec import AsyncCall
from agicodec.io.asyncio import serve
from agicodec.io.threads import ThreadCall

LIMIT = 60.0
"""How many seconds the survey may take."""


async def survey(call: AsyncCall) -> None:
    """Ask questions for at most a minute, then say goodbye."""
    await call.answer()
    try:
        await asyncio.wait_for(ask(call), LIMIT)
    except asyncio.TimeoutError:
        await call.verbose("the survey has taken too long")
    await call.stream_file("goodbye")  # interrupts a playback that was cancelled


async def ask(call: AsyncCall) -> None:
    """Ask the questions."""
    for question in ("how-was-it", "what-was-good"):
        await call.get_data(question, timeout=10000, max_digits=1)


def survey_blocking(call: ThreadCall) -> None:
    """Do the same in a thread."""
    call.answer()
    try:
        with call.time_limit(LIMIT):
            for question in ("how-was-it", "what-was-good"):
                call.get_data(question, timeout=10000, max_digits=1)
    except TimeoutError:
        call.verbose("the survey has taken too long")
    call.stream_file("goodbye")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(serve(survey))
