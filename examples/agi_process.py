"""An AGI script, started by Asterisk for one call: commands go to standard output, replies come on standard input.

exten => 100,1,AGI(/path/to/agi_process.py)
"""

from __future__ import annotations

import os
import signal
from types import FrameType

from agicodec import Call
from examples.ivr import balance_blocking

STDIN, STDOUT = 0, 1


class ProcessCall(Call):
    """One call, on the standard streams; Asterisk reports a hangup with the signal SIGHUP."""

    def __init__(self) -> None:
        super().__init__()
        signal.signal(signal.SIGHUP, self._hang_up)

    def read(self) -> bytes:
        """Read what Asterisk has sent."""
        return os.read(STDIN, 65536)

    def write(self, data: bytes) -> None:
        """Write a line to Asterisk."""
        os.write(STDOUT, data)

    def _hang_up(self, number: int, frame: FrameType | None) -> None:
        self.session.receive_hangup()


if __name__ == "__main__":
    balance_blocking(ProcessCall())
