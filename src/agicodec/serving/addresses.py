"""Where a server may listen, and a client connect to."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from typing import Final

from agicodec._checks import require_bool
from agicodec.errors import shown

__all__ = ["BACKLOG", "PORT", "require_host", "require_listenable", "require_port"]

PORT: Final = 4573
"""The port that Asterisk connects to when an `agi://` URL names none."""

BACKLOG: Final = 4096
"""How many connections wait to be accepted. With 100, of 500 that connect at once some wait for seconds."""

_MAX_PORT: Final = 65535


def require_host(host: object) -> None:
    """Check the name or the address of a machine.

    Raises:
        TypeError: it is not a string.
        ValueError: it contains a NUL, which no system takes.
    """
    if not isinstance(host, str):
        raise TypeError(f"host {shown(host)}: expected a string, such as '127.0.0.1'")
    if "\0" in host:
        raise ValueError(f"host {shown(host)}: expected an address or a name, which contains no NUL")


def require_port(port: object, least: int = 0) -> None:
    """Check a TCP port; some systems would take another one for a number that is too large.

    Args:
        port: the port.
        least: 0 for a port to listen on, where 0 stands for any free one; 1 for a port to connect to.

    Raises:
        TypeError: it is not an integer.
        ValueError: it is not between `least` and 65535.
    """
    if not isinstance(port, int) or isinstance(port, bool):
        raise TypeError(f"port {shown(port)}: expected an integer from {least} to {_MAX_PORT}")
    if not least <= port <= _MAX_PORT:
        raise ValueError(f"port {port}: expected an integer from {least} to {_MAX_PORT}")


def require_listenable(host: object, port: object, *, allow_remote: object) -> None:
    """Check that a server may listen on a host and a port.

    Args:
        host: an address, or `localhost`; any other name counts as remote, since it may resolve to any address.
        port: the port; 0 for any free port.
        allow_remote: whether other machines may be able to connect.

    Raises:
        ValueError: the host is not a loopback address, and `allow_remote` is false; or the port is out of its range.
        TypeError: an argument is of another type.
    """
    require_port(port)
    require_host(host)
    require_bool("allow_remote", allow_remote)
    if allow_remote or (isinstance(host, str) and _is_loopback(host)):
        return
    raise ValueError(
        f"host {shown(host)} is not a loopback address, and FastAGI has no authentication: whoever can connect can run "
        "the flow. Listen on '127.0.0.1', '::1' or 'localhost', or pass allow_remote=True and admit only Asterisk, "
        "with a firewall or admit"
    )


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped.is_loopback
    return address.is_loopback
