"""The line buffer."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import RemoteProtocolError
from agicodec.wire import LineBuffer


def lines_of(buffer: LineBuffer) -> list[bytes]:
    return list(iter(buffer.next_line, None))


def append(buffer: LineBuffer, data: bytes, size: int) -> None:
    """Add data in chunks of a size."""
    for at in range(0, len(data), size):
        buffer.append(data[at : at + size])


@given(st.lists(st.binary(max_size=20)))
def test_lines_are_the_same_for_every_chunking(chunks: list[bytes]) -> None:
    data = b"".join(chunks)
    buffer = LineBuffer(1000)
    lines: list[bytes] = []
    for chunk in chunks:
        buffer.append(chunk)
        lines += lines_of(buffer)
    assert b"\n".join([*lines, buffer.rest]) == data
    assert buffer.received == len(data)
    assert buffer.taken == len(data) - len(buffer.rest)


@given(st.lists(st.tuples(st.binary(max_size=20) | st.text("a\n", max_size=20).map(str.encode), st.integers(0, 3))))
def test_chunks_may_come_before_all_lines_are_taken(steps: list[tuple[bytes, int]]) -> None:
    data = b"".join(chunk for chunk, _ in steps)
    buffer = LineBuffer(1000)
    lines: list[bytes] = []
    for chunk, count in steps:
        buffer.append(chunk)
        lines += islice(iter(buffer.next_line, None), count)
        taken = b"".join(line + b"\n" for line in lines)
        assert taken + buffer.rest + data[buffer.received :] == data
        assert (buffer.taken, buffer.has_line) == (len(taken), b"\n" in buffer.rest)
        assert buffer.ready or not buffer.has_line
    assert b"\n".join([*lines, *lines_of(buffer), buffer.rest]) == data


def test_only_a_line_feed_ends_a_line() -> None:
    buffer = LineBuffer(100)
    buffer.append(b"a\rb\r\n\n\x0bc\x1ed\n\xe2\x80\xa8")
    assert lines_of(buffer) == [b"a\rb\r", b"", b"\x0bc\x1ed"]
    assert buffer.rest == b"\xe2\x80\xa8"


@pytest.mark.parametrize("end", [b"", b"\n"])
@pytest.mark.parametrize("size", [1, 4, 100])
def test_a_line_over_the_limit_is_refused_whole_or_not(end: bytes, size: int) -> None:
    buffer = LineBuffer(10)
    append(buffer, b"0123456789\n", size)
    assert buffer.next_line() == b"0123456789"
    assert not buffer.ready
    append(buffer, b"0123456789x" + end, size)
    with pytest.raises(RemoteProtocolError, match="a line has more than the 10 bytes allowed: b'0123456789'") as caught:
        buffer.next_line()
    assert caught.value.data == b"0123456789"


def test_lines_may_have_more_than_the_limit_together() -> None:
    buffer = LineBuffer(10)
    append(buffer, b"01234567\n01234567\n01", 4)
    assert lines_of(buffer) == [b"01234567", b"01234567"]


def test_what_was_searched_is_not_searched_again() -> None:
    class Counted(bytearray):
        searched = 0

        def find(self, sub: object, start: object = 0, end: object = None) -> int:
            assert isinstance(sub, bytes)
            assert isinstance(start, int)
            Counted.searched += len(self) - start
            return bytearray(self).find(sub, start)

    buffer = LineBuffer(10**6)
    setattr(buffer, "_buffer", Counted())  # noqa: B010
    for _ in range(5000):
        buffer.append(b"x")
        assert buffer.next_line() is None
    assert Counted.searched == 5000


def test_a_chunk_that_is_a_line_may_be_followed_before_it_is_taken() -> None:
    buffer = LineBuffer(100)
    buffer.append(b"one\n")
    assert (buffer.rest, buffer.received, buffer.has_line, buffer.ready) == (b"one\n", 4, True, True)
    buffer.append(b"two\nthr")
    assert lines_of(buffer) == [b"one", b"two"]
    assert (buffer.rest, buffer.taken, buffer.has_line, buffer.ready) == (b"thr", 8, False, False)
    buffer.append(b"ee\n")
    assert lines_of(buffer) == [b"three"]


def test_a_line_is_bytes_whatever_came() -> None:
    buffer = LineBuffer(100)
    chunk = bytearray(b"one\n")
    buffer.append(chunk)
    chunk[:3] = b"two"
    assert buffer.next_line() == b"one"


def test_it_is_ready_when_there_is_a_line_or_too_much() -> None:
    buffer = LineBuffer(3)
    for chunk, ready in ((b"ab", False), (b"c", False), (b"d", True)):
        buffer.append(chunk)
        assert buffer.ready is ready


@pytest.mark.parametrize("size", [2, 100])
def test_what_is_peeked_at_stays(size: int) -> None:
    buffer = LineBuffer(100)
    append(buffer, b"a\nb\n\nrest\n\n", size)
    assert buffer.peek(b"\n\n", 4) is None
    assert buffer.peek(b"\n\n", 5) == buffer.peek(b"\n\n", 100) == b"a\nb"
    assert buffer.rest == b"a\nb\n\nrest\n\n"
    buffer.drop(5)
    assert (buffer.rest, buffer.taken, buffer.received) == (b"rest\n\n", 5, 11)
    assert buffer.peek(b"\n\n", 5) is None
    assert buffer.peek(b"\n\n", 6) == b"rest"
    assert lines_of(buffer) == [b"rest", b""]
    append(buffer, b"\n\n", size)
    assert buffer.peek(b"\n\n", 2) == b""
