"""Measures the memory of a session: idle, after its environment; and busy, in the middle of a reply."""

from __future__ import annotations

import asyncio
import gc
import io
import tracemalloc
from collections.abc import Callable
from types import SimpleNamespace

import aioagi.agi
import asterisk.agi
from aioagi.parser import AGIMessage, AGIRequestParser
from aiohttp import DataQueue
from panoramisk.fast_agi import Application, Request
from pystrix.agi.fastagi import FastAGI

from agicodec import Session
from agicodec.commands import GetVariable
from benchmarks.material import ENVIRONMENT, VARIABLE
from benchmarks.peers.panoramisk import Writer
from benchmarks.peers.streams import ByteSink, Sink

__all__ = ["sizes"]

_COUNT = 500
_HALF = b"200 result=1 (" + b"x" * 500


def sizes() -> dict[str, int]:
    """Return the bytes of one session of each kind."""
    return {name: _size(make) for name, make in _MAKERS.items()}


def _size(make: Callable[[], object]) -> int:
    """Return the bytes of one of many objects, with everything that it refers to."""
    make()
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    made = [make() for _ in range(_COUNT)]
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) // len(made)


def _idle() -> Session:
    session = Session()
    session.receive_data(bytes(bytearray(ENVIRONMENT)))
    session.next_event()
    return session


def _busy() -> Session:
    session = _idle()
    session.send(GetVariable(VARIABLE))
    session.receive_data(bytes(bytearray(_HALF)))
    session.next_event()
    return session


def _pyst2() -> object:
    agi = asterisk.agi.AGI(io.BytesIO(ENVIRONMENT), _SINK, _SINK)
    agi.stdin = _SINK
    return agi


def _pystrix() -> object:
    agi = FastAGI(io.BytesIO(ENVIRONMENT), _BYTE_SINK)
    agi._rfile = _BYTE_SINK
    return agi


def _panoramisk() -> object:
    headers = dict(line.split(": ", 1) for line in bytes(bytearray(ENVIRONMENT)).decode()[:-2].split("\n"))
    return Request(_APPLICATION, headers, asyncio.StreamReader(loop=_LOOP), _WRITER)


def _aioagi_ik() -> object:
    message = AGIRequestParser(None, _LOOP).feed_data(bytes(bytearray(ENVIRONMENT)))
    assert message is not None
    queue: DataQueue[AGIMessage] = DataQueue(_LOOP)
    return aioagi.agi.AGI(SimpleNamespace(headers=message.headers, reader=queue, writer=None))


_LOOP = asyncio.new_event_loop()
_APPLICATION = Application(loop=_LOOP)
_SINK, _BYTE_SINK, _WRITER = Sink(), ByteSink(), Writer()
_MAKERS: dict[str, Callable[[], object]] = {
    "agicodec": _idle,
    "agicodec, busy": _busy,
    "pyst2": _pyst2,
    "pystrix": _pystrix,
    "panoramisk": _panoramisk,
    "aioagi-ik": _aioagi_ik,
}
"""The sessions, without their streams."""
