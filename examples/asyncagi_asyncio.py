"""AsyncAGI on asyncio: call flows over one manager connection.

    python -m examples.asyncagi_asyncio 127.0.0.1 5038 USER SECRET
    exten => 100,1,AGI(agi:async)

The manager user needs `read = agi,call` (`call` is for events about hangups) and `write = agi,reporting` (`reporting`
is for channels that entered AsyncAGI before).
"""

from __future__ import annotations

import asyncio
import sys

from agicodec.io.manager import serve
from examples.ivr import balance


async def main(host: str, port: str, user: str, secret: str) -> None:
    """Serve until interrupted."""
    await serve(balance, host=host, port=int(port), username=user, secret=secret)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
