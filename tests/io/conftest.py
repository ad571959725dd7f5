"""The event loops, and the worlds of calls and servers, of these tests."""

from __future__ import annotations

import pytest

from tests.io.loops import LOOPS, use_loop
from tests.io.worlds import LOOPED, WORLDS, World, world_of


@pytest.fixture(params=LOOPS)
def each_loop(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test on each event loop; used by modules whose tests run with `run_on_loop`."""
    use_loop(str(request.param), monkeypatch)


@pytest.fixture(params=WORLDS)
def world(request: pytest.FixtureRequest) -> World:
    """Run a test in each world."""
    return world_of(str(request.param))


@pytest.fixture(params=LOOPED)
def looped(request: pytest.FixtureRequest) -> World:
    """Run a test in each world with an event loop."""
    return world_of(str(request.param))
