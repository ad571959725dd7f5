"""Answer, play a file, and exit: with agicodec."""

import os

from agicodec import Call


class ProcessCall(Call):
    """One call, on the standard streams."""

    def read(self) -> bytes:
        return os.read(0, 65536)

    def write(self, data: bytes) -> None:
        os.write(1, data)


call = ProcessCall()
call.answer()
call.stream_file("welcome")
