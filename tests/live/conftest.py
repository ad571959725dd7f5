"""The servers to test against, as `python -m tests.live` has described them."""

from __future__ import annotations

import json
import os

import pytest

from tests.live.server import ServerAddress

DESCRIBED = os.environ.get("AGICODEC_LIVE", "[]")
SERVERS = [ServerAddress(**described) for described in json.loads(DESCRIBED)]


@pytest.fixture(params=SERVERS, ids=[server.name for server in SERVERS])
def server(request: pytest.FixtureRequest) -> ServerAddress:
    """Give a running Asterisk."""
    address: ServerAddress = request.param
    return address
