"""An EAGI script: an AGI script that reads the caller's audio from file descriptor 3.

    exten => 100,1,EAGI(/path/to/eagi_process.py)

While the call flow runs, a thread looks for the loudest sample, which is written to the console at the end.
"""

from __future__ import annotations

from array import array
from contextlib import suppress
from threading import Thread

from agicodec import NeverAnswered
from agicodec.io.audio import Audio
from agicodec.io.script import ScriptCall, run
from examples.ivr import balance_blocking


class Listener(Thread):
    """Listens to the caller until the call ends."""

    def __init__(self, audio: Audio) -> None:
        super().__init__(daemon=True)
        self.loudest = 0
        """The largest sample so far, 0 to 32768."""
        self._audio = audio

    def run(self) -> None:
        """Take the audio as it comes, 20 ms at a time: when nobody does, Asterisk drops it."""
        while data := self._audio.read(self._audio.rate // 50 * self._audio.width):
            samples = array("h", data[: len(data) // 2 * 2])
            self.loudest = max(self.loudest, *map(abs, samples), 0)


def flow(call: ScriptCall) -> None:
    """Serve the call."""
    listener = Listener(call.audio)
    listener.start()
    balance_blocking(call)
    listener.join(timeout=1)  # the audio that has arrived is read first, however short the call was
    with suppress(NeverAnswered):
        call.verbose(f"the loudest sample of the caller was {listener.loudest}")


if __name__ == "__main__":
    run(flow)
