"""A flow that leaves without hanging up: the call goes on in the dialplan, at the place that the flow has set.

python -m examples.leaving
exten => 100,1,AGI(agi://127.0.0.1/menu)
same => n,Hangup()
"""

from __future__ import annotations

import asyncio
import logging

from agicodec import AsyncCall
from agicodec.io.asyncio import serve

CONTEXTS = {"1": "sales", "2": "support"}


async def choose(call: AsyncCall) -> None:
    """Ask for a department, and leave; without a choice, the dialplan goes on behind AGI()."""
    await call.answer()
    entry = await call.get_data("which-department", timeout=5000, max_digits=1)
    context = CONTEXTS.get(entry.digits)
    if context is not None:
        await call.set_context(context)
        await call.set_extension("s")
        await call.set_priority(1)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(serve(choose))
