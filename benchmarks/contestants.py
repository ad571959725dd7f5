"""All contestants, by the names that the report shows."""

from __future__ import annotations

from importlib.metadata import version

from benchmarks import floor, own
from benchmarks.peers import PEERS
from benchmarks.peers.streams import Calls
from benchmarks.report import BARE_FLOOR, FLOOR, OWN

__all__ = ["RIVALS", "contestants", "versions"]

RIVALS = [name for name in PEERS if name != "basicagi"]
"""The peers that agicodec is compared with; basicagi is left out, since it hardly parses or quotes."""


def contestants() -> dict[str, Calls]:
    """Return the work of each contestant."""
    return {
        OWN: own.work(),
        FLOOR: floor.work(floor.checked),
        BARE_FLOOR: floor.work(floor.glued),
        **{name: make() for name, make in PEERS.items()},
    }


def versions() -> dict[str, str]:
    """Return the versions of those that are installed."""
    return {name: version(name) for name in (OWN, "attrs", *PEERS)}
