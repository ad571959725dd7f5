"""A FastAGI server on trio, which the extra `agicodec[trio]` installs.

python -m examples.fastagi_trio
exten => 100,1,AGI(agi://127.0.0.1/balance)
"""

from __future__ import annotations

import logging
from functools import partial

import trio

from agicodec.io.trio import serve
from examples.ivr import balance

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    trio.run(partial(serve, balance, call_timeout=600))
