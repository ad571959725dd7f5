"""The servers that are measured."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from benchmarks.report import FLOOR, OWN

__all__ = ["CONTESTANTS", "Contestant", "World"]


class World(Enum):
    """What runs the calls of a server; servers are compared with those of the same world."""

    ASYNCIO = "asyncio"
    UVLOOP = "uvloop"
    THREADS = "threads"


@frozen
class Contestant:
    """A server."""

    name: str
    world: World
    module: str
    """Its module in `programs`."""


_ON_LOOPS = {
    OWN: "own_asyncio",
    FLOOR: "floor_asyncio",
    "panoramisk": "panoramisk_server",
    "aioagi-ik": "aioagi_server",
}
_ON_THREADS = {
    OWN: "own_threads",
    FLOOR: "floor_threads",
    "pystrix": "pystrix_server",
    "pyst2": "pyst2_server",
}

CONTESTANTS = [
    *(Contestant(name, world, module) for world in (World.ASYNCIO, World.UVLOOP) for name, module in _ON_LOOPS.items()),
    *(Contestant(name, World.THREADS, module) for name, module in _ON_THREADS.items()),
]
