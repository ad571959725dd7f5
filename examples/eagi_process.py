"""An EAGI script: an AGI script that reads the caller's audio from file descriptor 3.

    exten => 100,1,EAGI(/path/to/eagi_process.py)

While the call flow runs, a thread looks for the loudest sample, which is written to the console at the end.
"""

from __future__ import annotations

import os
import sys
from array import array
from contextlib import suppress
from threading import Thread

from agicodec import NeverAnswered
from examples.agi_process import ProcessCall
from examples.ivr import balance_blocking

AUDIO = 3
"""The descriptor to read the audio from: signed samples of 16 bits, 8000 a second, in the machine's byte order."""

SAMPLE = 2
"""The number of bytes of a sample."""


class Listener(Thread):
    """Listens to the caller until the call ends."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.loudest = 0
        """The largest sample so far, 0 to 32768."""

    def run(self) -> None:
        """Read the audio as it arrives; Asterisk drops what does not fit into the pipe."""
        rest = b""
        while data := os.read(AUDIO, 4096):
            rest += data
            whole = len(rest) - len(rest) % SAMPLE
            self.loudest = max(self.loudest, *map(abs, array("h", rest[:whole])), 0)
            rest = rest[whole:]


def main() -> None:
    """Serve the call."""
    call = ProcessCall()
    if not call.start().enhanced:
        sys.exit("This is EAGI: write EAGI(...) in the dialplan, not AGI(...)")
    listener = Listener()
    listener.start()
    balance_blocking(call)
    listener.join(timeout=1)  # the audio that has arrived is read first, however short the call was
    with suppress(NeverAnswered):
        call.verbose(f"the loudest sample of the caller was {listener.loudest}")


if __name__ == "__main__":
    main()
