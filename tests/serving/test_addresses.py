"""Where a server may listen."""

from __future__ import annotations

import pytest

from agicodec.serving.addresses import require_listenable


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1.2.3", "::1", "localhost", "LocalHost", "::ffff:127.0.0.1", "::1%lo"]
)
def test_a_server_listens_on_loopback(host: str) -> None:
    require_listenable(host, 0, allow_remote=False)


@pytest.mark.parametrize(
    "host",
    ["", "0.0.0.0", "::", "192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1", "example.com", "localhost.example.com"],
)
def test_a_server_listens_beyond_loopback_only_when_told_to(host: str) -> None:
    with pytest.raises(ValueError, match=r"not a loopback address, and FastAGI has no authentication") as raised:
        require_listenable(host, 0, allow_remote=False)
    assert repr(host) in str(raised.value)
    require_listenable(host, 0, allow_remote=True)


def test_a_host_is_a_string() -> None:
    with pytest.raises(TypeError, match="host None: expected a string"):
        require_listenable(None, 0, allow_remote=True)
