"""The event loops of these tests."""

from __future__ import annotations

import pytest

from tests.io.loops import LOOPS, use_loop


@pytest.fixture(params=LOOPS)
def each_loop(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test on each event loop; used by modules whose tests run with `run_on_loop`."""
    use_loop(str(request.param), monkeypatch)
