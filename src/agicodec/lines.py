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

    __slots__ = ("_buffer", "_limit", "_line", "_scanned", "ready", "received", "taken")

    def __init__(self, limit: int) -> None:
        self._line = b""
        self._buffer = bytearray()
        self._limit = limit
        self._scanned = 0
        self.ready = False
        """Whether there may be a whole line to take, or one that is too long; if not, `next_line` gives None."""
        self.received = 0
        """How many bytes have come so far."""
        self.taken = 0
        """How many bytes have been given back so far, line feeds included: where the next line starts."""

    @property
    def rest(self) -> bytes:
        """What has not been given back yet."""
        return self._line + self._buffer

    @property
    def has_line(self) -> bool:
        """Whether there is a whole line to take."""
        return self._line != b"" or self._buffer.find(b"\n", self._scanned) >= 0

    def append(self, data: bytes) -> None:
        """Add a chunk. One that is a line of its own, as most replies are, is kept as it is."""
        end = data.find(b"\n")
        self.received += len(data)
        if end >= 0:
            self.ready = True
            if end == len(data) - 1 and not self._line and not self._buffer and type(data) is bytes:
                self._line = data
                return
        if self._line:
            self._buffer += self._line
            self._line = b""
        self._buffer += data
        if len(self._buffer) > self._limit:
            self.ready = True

    def next_line(self) -> bytes | None:
        """Take the next line without its line feed; None when there is no whole one.

        Raises:
            RemoteProtocolError: the line is longer than the limit.
        """
        line = self._line
        if line:
            if len(line) > self._limit + 1:
                raise self._too_long(line)
            self._line = b""
            self.ready = False
            self.taken = self.received
            return line[:-1]
        end = self._buffer.find(b"\n", self._scanned)
        length = len(self._buffer) if end < 0 else end
        if length > self._limit:
            raise self._too_long(self._buffer)
        if end < 0:
            self._scanned = length
            self.ready = False
            return None
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        self._scanned = 0
        self.taken += end + 1
        return line

    def peek(self, end: bytes, limit: int) -> bytes | None:
        """Give what comes before an end, and leave it; None when there is no end, or it is beyond a limit.

        Each call may look through all that has come, up to the limit.
        """
        found = self._buffer.find(end, 0, limit)
        return None if found < 0 else bytes(self._buffer[:found])

    def drop(self, size: int) -> None:
        """Take so many bytes, which `peek` has shown."""
        del self._buffer[:size]
        self._scanned = 0
        self.ready = len(self._buffer) > 0
        self.taken += size

    def _too_long(self, line: bytes | bytearray) -> RemoteProtocolError:
        start = bytes(line[: self._limit])
        return RemoteProtocolError(f"a line has more than the {self._limit} bytes allowed", start)
