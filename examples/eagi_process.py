"""An EAGI script: an AGI script that hears the caller, whose audio comes on file descriptor 3.

    exten => 100,1,EAGI(/path/to/eagi_process.py)

While the call flow runs, a thread listens for the loudest moment; at the end the console shows it.
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
"""The descriptor that the audio comes on: signed samples of 16 bits, 8000 a second, in the machine's byte order."""

SAMPLE = 2
"""How many bytes a sample has."""


class Listener(Thread):
    """Listens to the caller until the call ends."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.loudest = 0
        """The largest sample so far, 0 to 32768."""

    def run(self) -> None:
        """Take the audio as it comes: when nobody does, Asterisk drops what has no room in the pipe."""
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
    listener.join(timeout=1)  # what has come is heard first, however short the call was
    with suppress(NeverAnswered):
        call.verbose(f"the loudest sample of the caller was {listener.loudest}")


if __name__ == "__main__":
    main()
