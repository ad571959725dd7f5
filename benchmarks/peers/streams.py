"""The streams in memory that the peers read and write."""

from __future__ import annotations

import io
from collections.abc import Callable, Coroutine
from typing import TypeAlias, TypeVar

from typing_extensions import Buffer

from benchmarks.material import (
    ENVIRONMENT,
    HANGUP,
    REPLIES,
    Work,
)

__all__ = ["WHOLE", "ByteSink", "Calls", "Sink", "T", "bytewise", "run"]

T = TypeVar("T")
Calls: TypeAlias = dict[Work, Callable[[], object]]
"""A piece of work of a contestant."""

WHOLE = b"".join([ENVIRONMENT, *REPLIES, HANGUP])


class Sink(io.StringIO):
    """A stream that discards what is written."""

    def write(self, text: str) -> int:
        return len(text)


class ByteSink(io.BytesIO):
    def write(self, data: Buffer) -> int:
        return 1


class _OneByOne(io.RawIOBase):
    """Returns data byte by byte, like a slow transport."""

    def __init__(self, data: bytes) -> None:
        self._bytes = iter(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        for byte in self._bytes:
            memoryview(buffer)[0] = byte
            return 1
        return 0


def bytewise() -> io.BufferedReader:
    return io.BufferedReader(_OneByOne(WHOLE))


def run(coroutine: Coroutine[object, object, T]) -> T:
    """Run a coroutine that never waits."""
    try:
        coroutine.send(None)
    except StopIteration as ended:
        value: T = ended.value
        return value
    raise AssertionError("there was something to wait for")
