"""The work, with the peers: the code of each, from the application's call to its return, on streams in memory.

None of them checks what it writes, and none interprets a reply by its command. The time of a peer that gets the bytes
wrong still counts; `WRONG` lists these cases.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.material import Work
from benchmarks.peers.aioagi_ik import aioagi_ik
from benchmarks.peers.basicagi import basicagi
from benchmarks.peers.panoramisk import panoramisk
from benchmarks.peers.pyst2 import pyst2
from benchmarks.peers.pystrix import pystrix
from benchmarks.peers.streams import Calls

__all__ = ["PEERS", "WRONG"]

WRONG = {
    ("pyst2", Work.SET_VARIABLE): "does not escape",
    ("pyst2", Work.TIMEOUT_REPLY): "loses the timeout",
    ("pyst2", Work.TEXT_REPLY): "takes the text `hangup` for a hangup",
    ("pystrix", Work.SET_VARIABLE): "does not escape",
    ("panoramisk", Work.SET_VARIABLE): "the application writes the line",
    ("panoramisk", Work.STREAM_FILE): "the application writes the line",
    ("panoramisk", Work.TIMEOUT_REPLY): "loses the timeout",
    ("panoramisk", Work.USAGE_REPLY): "reads the second line only, and is out of step from then on",
    ("panoramisk", Work.ASYNC_START): "leaves the environment encoded",
    ("aioagi-ik", Work.SET_VARIABLE): "does not escape",
    ("aioagi-ik", Work.TIMEOUT_REPLY): "loses the timeout",
    ("aioagi-ik", Work.ASYNC_START): "leaves the environment encoded",
    ("basicagi", Work.SET_VARIABLE): "does not escape",
    ("basicagi", Work.USAGE_REPLY): "reads the first line only, and is out of step from then on",
}
"""What a peer does wrong at a piece of work, besides checking nothing."""

PEERS: dict[str, Callable[[], Calls]] = {
    "pyst2": pyst2,
    "pystrix": pystrix,
    "panoramisk": panoramisk,
    "aioagi-ik": aioagi_ik,
    "basicagi": basicagi,
}
"""The peers by the names of their distributions."""
