"""How dialling ended, which the dialplan variable DIALSTATUS says, also when the caller has hung up meanwhile.

python -m examples.dialstatus
exten => 100,1,AGI(agi://127.0.0.1/sales)
"""

from __future__ import annotations

import asyncio
import logging

from agicodec import AsyncCall
from agicodec.io.asyncio import serve

log = logging.getLogger(__name__)


async def connect(call: AsyncCall) -> None:
    """Ring the sales department for 20 seconds, and log how that ended; apologize to a caller who is still there."""
    await call.answer()
    await call.exec("Dial", "PJSIP/sales,20")
    status = (await call.get_variable("DIALSTATUS")).value  # a command that works after a hangup too
    log.info("%s: %s%s", call.environment.channel, status, ", and the caller has hung up" if call.hung_up else "")
    if status != "ANSWER" and not call.hung_up:
        await call.stream_file("sorry")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(serve(connect))
