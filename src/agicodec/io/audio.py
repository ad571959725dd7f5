"""The caller's audio, as a script receives it under EAGI."""

from __future__ import annotations

import os
import select
import sys
from io import FileIO
from typing import Final, Literal

from agicodec.errors import shown

__all__ = ["DESCRIPTOR", "FORMATS", "Audio", "require_format"]

DESCRIPTOR: Final = 3
"""The descriptor that the audio is read from."""

FORMATS: Final = {
    "slin": (8000, 2),
    "slin12": (12000, 2),
    "slin16": (16000, 2),
    "slin24": (24000, 2),
    "slin32": (32000, 2),
    "slin44": (44100, 2),
    "slin48": (48000, 2),
    "slin96": (96000, 2),
    "slin192": (192000, 2),
    "ulaw": (8000, 1),
    "alaw": (8000, 1),
}
"""The formats by Asterisk's names: how many samples a second they have, and how many bytes a sample."""

_CHUNK: Final = 65536


def require_format(name: str, value: object) -> None:
    """Check an argument that is an audio format.

    Raises:
        TypeError: it is not a string.
        ValueError: it is not one of `FORMATS`.
    """
    if not isinstance(value, str):
        raise TypeError(f"{name} {shown(value)}: expected a string, such as 'slin16'")
    if value not in FORMATS:
        raise ValueError(f"{name} {shown(value)}: expected one of {', '.join(FORMATS)}")


class Audio(FileIO):  # a buffer would be locked by a thread that still reads when the script ends
    """The caller's audio, as a stream of one channel: signed integers, unless the format is `ulaw` or `alaw`.

    Read it continuously, in a thread of its own: Asterisk drops what does not fit in the pipe, 64 KiB on Linux.

    Args:
        format: the format, by Asterisk's name.

    Raises:
        TypeError: the format is not a string.
        ValueError: the format is not one of `FORMATS`.
        OSError: descriptor 3 is not open.
    """

    def __init__(self, format: str = "slin") -> None:
        require_format("format", format)
        os.set_inheritable(DESCRIPTOR, False)
        super().__init__(DESCRIPTOR, "rb", closefd=False)  # a thread may read until the process ends
        self.format: str = format
        """The format, by Asterisk's name."""
        self.rate: int = FORMATS[format][0]
        """How many samples a second has."""
        self.width: int = FORMATS[format][1]
        """How many bytes a sample has."""
        self.byteorder: Literal["little", "big"] = sys.byteorder
        """The order of the bytes of a sample, which is that of the machine."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Wait for that many bytes and return them: fewer only at the end, when the call is over.

        It waits even if the descriptor is in non-blocking mode.

        Args:
            size: how many bytes; all until the end if it is negative or None.
        """
        if size is None or size < 0:
            return self.readall()
        data = bytearray()
        while len(data) < size and (part := self._read_some(size - len(data))):
            data += part
        return bytes(data)

    def readall(self) -> bytes:
        """Wait for the end, when the call is over, and return all bytes until then."""
        data = bytearray()
        while part := self._read_some(_CHUNK):
            data += part
        return bytes(data)

    def _read_some(self, size: int) -> bytes:
        """Wait for some bytes and return them, `b""` at the end."""
        while (part := super().read(size)) is None:
            readable = select.poll()
            readable.register(self, select.POLLIN)
            readable.poll()
        return part
