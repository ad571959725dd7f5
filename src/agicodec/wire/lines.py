"""A bounded buffer that turns chunks of bytes into lines."""

from __future__ import annotations

from agicodec.errors import LocalProtocolError, RemoteProtocolError

__all__ = ["EndOfStream", "LineBuffer"]


class EndOfStream:
    """Notes the end of a stream, after which nothing may come."""

    __slots__ = ("reached",)

    def __init__(self) -> None:
        self.reached: bool = False
        """Whether the end has come."""

    def precedes(self, data: bytes | bytearray) -> bool:
        """Take note of a chunk, of which `b""` is the end; return whether there is data in it.

        Raises:
            LocalProtocolError: there is data after the end.
        """
        if not data:
            self.reached = True
        elif self.reached:
            raise LocalProtocolError(f"{len(data)} bytes of data after the end of the stream")
        return bool(data)


class LineBuffer:
    """Takes bytes in any chunking and returns lines, in time linear in the bytes.

    A line ends with a line feed, and only with that: a carriage return is data. What has not yet become a line is
    held to `limit` bytes.

    A chunk that has a line and comes while nothing is held, as most do, is kept as it is, and lines are cut from it;
    other chunks are put together.
    """

    __slots__ = ("_at", "_buffer", "_chunk", "_end", "_limit", "_scanned", "ready", "received", "taken")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._chunk = b""
        self._at = self._end = 0
        self._buffer = bytearray()
        self._scanned = 0
        self.ready: bool = False
        """Whether there may be a whole line to take, or one that is too long; if not, `next_line` returns None."""
        self.received: int = 0
        """How many bytes have come so far."""
        self.taken: int = 0
        """How many bytes have been returned so far, line feeds included: where the next line starts."""

    @property
    def rest(self) -> bytes:
        """What has not been returned yet."""
        return self._chunk[self._at :] or bytes(self._buffer)

    @property
    def has_line(self) -> bool:
        """Whether there is a whole line to take, or one that is too long."""
        return self._chunk != b"" or len(self._buffer) > self._limit or self._buffer.find(b"\n", self._scanned) >= 0

    def append(self, data: bytes | bytearray) -> None:
        """Add a chunk."""
        end = data.find(b"\n")
        self.received += len(data)
        if end >= 0:
            self.ready = True
            if not self._chunk and not self._buffer and type(data) is bytes:
                self._chunk = data
                self._at = 0
                self._end = end
                return
        if self._chunk:
            self._buffer += self._chunk[self._at :]
            self._chunk = b""
        self._buffer += data
        if len(self._buffer) > self._limit:
            self.ready = True

    def next_line(self) -> bytes | None:
        """Take the next line without its line feed; None when there is no whole one.

        Raises:
            RemoteProtocolError: the line is longer than the limit.
        """
        if self._chunk:
            line = self._chunk[self._at : self._end]
            if len(line) > self._limit:
                raise self._too_long(line)
            if self._end + 1 < len(self._chunk):
                self.drop(len(line) + 1)
                return line
            self._chunk = b""
            self.ready = False
            self.taken = self.received
            return line
        end = self._buffer.find(b"\n", self._scanned)
        length = len(self._buffer) if end < 0 else end
        if length > self._limit:
            raise self._too_long(self._buffer)
        if end < 0:
            self._scanned = length
            self.ready = False
            return None
        line = bytes(self._buffer[:end])
        self.drop(end + 1)
        return line

    def peek(self, end: bytes, limit: int) -> bytes | None:
        """Return what comes before an end, and leave it; None when there is no end, or it is beyond a limit.

        Each call may look through all that has come, up to the limit.
        """
        if self._chunk:
            found = self._chunk.find(end, self._at, self._at + limit)
            return None if found < 0 else self._chunk[self._at : found]
        found = self._buffer.find(end, 0, limit)
        return None if found < 0 else bytes(self._buffer[:found])

    def drop(self, size: int) -> None:
        """Take so many bytes, a whole number of lines."""
        self.taken += size
        if not self._chunk:
            del self._buffer[:size]
            self._scanned = 0
            self.ready = len(self._buffer) > 0
            return
        self._at += size
        self._end = self._chunk.find(b"\n", self._at)
        if self._end < 0:
            self._buffer += self._chunk[self._at :]
            self._chunk = b""
            self.ready = len(self._buffer) > self._limit

    def _too_long(self, line: bytes | bytearray) -> RemoteProtocolError:
        start = bytes(line[: self._limit])
        return RemoteProtocolError(f"a line has more than the {self._limit} bytes allowed", start)
