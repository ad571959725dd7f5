"""A FastAGI server with a thread for each call.

python -m examples.fastagi_threads
exten => 100,1,AGI(agi://127.0.0.1/balance)
"""

from __future__ import annotations

import logging

from agicodec.io.threads import serve
from examples.ivr import balance_blocking

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    serve(balance_blocking, call_timeout=600)
