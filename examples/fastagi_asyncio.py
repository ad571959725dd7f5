"""A FastAGI server on asyncio.

python -m examples.fastagi_asyncio
exten => 100,1,AGI(agi://127.0.0.1/balance)
"""

from __future__ import annotations

import asyncio
import logging

from agicodec.io.asyncio import serve
from examples.ivr import balance

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(serve(balance, call_timeout=600))
