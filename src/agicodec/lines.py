"""A bounded buffer that turns chunks of bytes into lines."""

from __future__ import annotations

from agicodec.errors import LocalProtocolError, RemoteProtocolError

__all__ = ["EndOfStream", "LineBuffer"]


class EndOfStream:
    """Notes the end of a stream, after which nothing may come."""

    __slots__ = ("reached",)

    def __init__(self) -> None:
        self.reached = False
        """Whether the end has come."""

    def precedes(self, data: bytes) -> bool:
        """Take note of a chunk, of which `b""` is the end; tell whether there is data in it.

        Raises:
            LocalProtocolError: there is data after the end.
        """
        if not data:
            self.reached = True
        elif self.reached:
            raise LocalProtocolError(f"{len(data)} bytes of data after the end of the stream")
        return bool(data)


class LineBuffer:
    """Takes bytes in any chunking and gives back lines, in time linear in the bytes.

    A line ends with a line feed, and only with that: a carriage return is data. What has not yet become a line is
    held to `limit` bytes.
    """

    __slots__ = ("_buffer", "_limit", "_scanned", "taken")

    def __init__(self, limit: int) -> None:
        self._buffer = bytearray()
        self._limit = limit
        self._scanned = 0
        self.taken = 0
        """How many bytes have been given back so far, line feeds included: where the next line starts."""

    @property
    def received(self) -> int:
        """How many bytes have come so far."""
        return self.taken + len(self._buffer)

    @property
    def rest(self) -> bytes:
        """What has not been given back yet."""
        return bytes(self._buffer)

    @property
    def has_line(self) -> bool:
        """Whether there is a whole line to take."""
        return self._buffer.find(b"\n", self._scanned) >= 0

    def append(self, data: bytes) -> None:
        """Add a chunk."""
        self._buffer += data

    def next_line(self) -> bytes | None:
        """Take the next line without its line feed; None when there is no whole one.

        Raises:
            RemoteProtocolError: the line is longer than the limit.
        """
        end = self._buffer.find(b"\n", self._scanned)
        length = len(self._buffer) if end < 0 else end
        if length > self._limit:
            start = bytes(self._buffer[: self._limit])
            raise RemoteProtocolError(f"a line has more than the {self._limit} bytes allowed", start)
        if end < 0:
            self._scanned = length
            return None
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        self._scanned = 0
        self.taken += end + 1
        return line
