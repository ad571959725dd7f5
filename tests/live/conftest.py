"""The servers to test against, as `python -m tests.live` has described them, and what is recorded of them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.lab import Laboratory, Recordings
from tests.live.server import ServerAddress

DESCRIBED = os.environ.get("AGICODEC_LIVE", "[]")
SERVERS = [ServerAddress(**described) for described in json.loads(DESCRIBED)]


@pytest.fixture(params=SERVERS, ids=[server.name for server in SERVERS])
def server(request: pytest.FixtureRequest) -> ServerAddress:
    """Give a running Asterisk."""
    address: ServerAddress = request.param
    return address


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
    """Give a laboratory around each Asterisk."""
    return Laboratory(server, recordings)
