"""Measures how the cost grows: per byte with the size of the chunks, per exchange with the number of open sessions."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import perf_counter

from agicodec import NEED_DATA, RawReply, Session
from agicodec.commands import GetFullVariable, StreamFile
from benchmarks.floor import decode_reply
from benchmarks.material import ENDPOS_REPLY, ENVIRONMENT

__all__ = ["CHUNKS", "SESSIONS", "SIZES", "floor_per_byte", "least", "per_byte", "per_exchange"]

CHUNKS = (1, 10, 100, 1000, 10_000, 100_000, 1_000_000)
"""Sizes of chunks, in bytes."""
SIZES = (100, 1000, 10_000, 100_000, 1_000_000)
"""Sizes of replies, in bytes."""
SESSIONS = (1, 10, 100, 1000, 10_000, 100_000)
"""Numbers of sessions that are open at a time."""
_LEAST = 200_000
"""The least number of bytes to read."""
_EXCHANGES = 50_000
_REPEATS = 5


def least(measure: Callable[[], float]) -> float:
    """Return the least of a few measurements, which other work on the machine has disturbed least."""
    return min(measure() for _ in range(_REPEATS))


def per_byte(chunk: int, size: int) -> float:
    """Return the seconds for a byte of replies of a size, which come in chunks of a size."""
    command = GetFullVariable("${X}")
    reply, pieces = _reply(chunk, size)
    count = max(1, _LEAST // len(reply))
    session = started(2 * len(reply))
    gc.collect()
    start = perf_counter()
    for _ in range(count):
        session.send(command)
        for piece in pieces:
            session.receive_data(piece)
            while session.next_event() is not NEED_DATA:
                pass
    return (perf_counter() - start) / (count * len(reply))


def floor_per_byte(chunk: int, size: int) -> float:
    """Return the same for the smallest Python program that assembles a line."""
    reply, pieces = _reply(chunk, size)
    count = max(1, _LEAST // len(reply))
    gc.collect()
    start = perf_counter()
    for _ in range(count):
        buffer = bytearray()
        for piece in pieces:
            buffer += piece
            if piece.endswith(b"\n"):
                decode_reply(bytes(buffer))
    return (perf_counter() - start) / (count * len(reply))


def _reply(chunk: int, size: int) -> tuple[bytes, list[bytes]]:
    reply = RawReply(200, "1", "x" * size).encode()
    return reply, [reply[at : at + chunk] for at in range(0, len(reply), chunk)]


def per_exchange(count: int) -> float:
    """Return the seconds for a command and its reply, in turn on each of many sessions."""
    command = StreamFile("welcome")
    sessions = [started() for _ in range(count)]
    rounds = max(1, _EXCHANGES // count)
    gc.collect()
    gc.freeze()
    start = perf_counter()
    for _ in range(rounds):
        for session in sessions:
            session.send(command)
            session.receive_data(ENDPOS_REPLY)
            session.next_event()
    seconds = perf_counter() - start
    gc.unfreeze()
    return seconds / (rounds * count)


def started(max_reply: int = 65536) -> Session:
    """Open a session."""
    session = Session(max_reply=max_reply)
    session.receive_data(ENVIRONMENT)
    session.next_event()
    return session
