"""An AGI script, started by Asterisk for one call: commands go to standard output, replies come on standard input.

exten => 100,1,AGI(/path/to/agi_process.py)
"""

from __future__ import annotations

from agicodec.io.script import run
from examples.ivr import balance_blocking

if __name__ == "__main__":
    run(balance_blocking)
