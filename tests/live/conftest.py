"""The server to test against, as `python -m tests.live` has described it, and what is recorded of it."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.lab import Laboratory, Recordings
from tests.live.scripts import Scripts, install
from tests.live.server import ServerAddress, start


def pytest_configure() -> None:
    """End as after an interruption when told to, so that a server of one's own is stopped."""

    def end(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)


@pytest.fixture(scope="session")
def server() -> ServerAddress:
    """Return the running Asterisk."""
    return ServerAddress(**json.loads(os.environ["AGICODEC_LIVE"]))


@pytest.fixture(scope="session")
def own_server(server: ServerAddress) -> Iterator[ServerAddress]:
    """Start another Asterisk of the same folder, whose commands have no usage; it may be left in any state."""
    if not server.root:
        pytest.skip("a named server has no folder to start another one in")
    running = start(server.name, Path(server.root), documented=False)
    yield running.address
    running.stop(patience=1)


@pytest.fixture(scope="session")
def scripts(server: ServerAddress) -> Scripts:
    """Return the scripts that the server can run."""
    if not server.root:
        pytest.skip("a named server has no folder to put scripts in")
    return install(server)


@pytest.fixture(scope="session")
def recordings() -> Iterator[Recordings]:
    """Keep what is recorded; it is written down at the end when `AGICODEC_RECORD` names a directory."""
    kept: Recordings = {}
    yield kept
    directory = os.environ.get("AGICODEC_RECORD")
    for name, data in kept.items() if directory else ():
        path = Path(directory or "", name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


@pytest.fixture
def laboratory(server: ServerAddress, recordings: Recordings) -> Laboratory:
    """Return a laboratory around the Asterisk."""
    return Laboratory(server, recordings)
