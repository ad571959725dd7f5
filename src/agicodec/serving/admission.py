"""Which connections a server admits: its limits, where it may listen, and what is closed when too many connect."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from math import inf, isnan
from typing import Final, Generic, TypeGuard, TypeVar

from agicodec._checks import require_bool
from agicodec.errors import shown

__all__ = [
    "ACCEPT_PAUSE",
    "BACKLOG",
    "END_TIMEOUT",
    "ENVIRONMENT_TIMEOUT",
    "GRACE",
    "MAX_CALLS",
    "MAX_START",
    "PORT",
    "Admission",
    "begins_like_asterisk",
    "bounded",
    "reason_to_refuse",
    "require_count",
    "require_grace",
    "require_host",
    "require_listenable",
    "require_port",
    "require_seconds",
]

C = TypeVar("C")

PORT: Final = 4573
"""The port that Asterisk connects to when an `agi://` URL names none."""

MAX_CALLS: Final = 500
"""How many connections a server keeps open at once, by default.

Most systems allow a process 1024 file descriptors; what flows open needs some of them too.
"""

ENVIRONMENT_TIMEOUT: Final = 10.0
"""How many seconds a server waits for the whole environment, by default. Asterisk sends it at once."""

GRACE: Final = 10.0
"""How many seconds calls have to end when a server closes, by default."""

END_TIMEOUT: Final = 5.0
"""How many seconds a flow has to end after it was cancelled or its connection was closed, before it is left behind."""

ACCEPT_PAUSE: Final = 0.5
"""How many seconds to wait when no descriptor is left, and no waiting connection can be closed for one."""

BACKLOG: Final = 4096
"""How many connections wait to be accepted. With 100, of 500 that connect at once some wait for seconds."""

_MAX_WAIT: Final = 1_000_000.0
"""How many seconds a wait may take at most, some 11 days: systems refuse waits above 2**31 ms, which is 24 days."""

_MAX_PORT: Final = 65535

_FIRST: Final = b"agi_"
"""How the first line of every environment begins."""

MAX_START: Final = len(_FIRST)
"""How many of the first bytes show whether they may be those of an environment."""


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


def require_count(name: str, value: object) -> None:
    """Check an argument that is a number of things.

    Raises:
        ValueError: it is not an integer above 0.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"{name} {shown(value)}: expected an integer above 0")


def require_grace(value: object) -> None:
    """Check how many seconds calls have to end when a server closes.

    Raises:
        ValueError: it is not a number. Infinity is one; no time is left by 0 and what is below.
    """
    if not _is_number(value):
        raise ValueError(f"grace {shown(value)}: expected a number of seconds")


def require_seconds(name: str, value: object) -> None:
    """Check an argument that is a time limit; None is for no limit.

    Raises:
        ValueError: it is not a finite number above 0.
    """
    if value is None:
        return
    if not _is_number(value) or not 0 < value < inf:
        raise ValueError(f"{name} {shown(value)}: expected a number of seconds above 0, or None for no limit")


def _is_number(value: object) -> TypeGuard[float]:
    """Return whether a value is a number that a float can be; an int may be larger."""
    try:
        return isinstance(value, (int, float)) and not isinstance(value, bool) and not isnan(value)
    except OverflowError:
        return False


def bounded(seconds: float) -> float:
    """Return a number of seconds that every system can wait: not below 0, and 11 days instead of more."""
    return min(max(0.0, seconds), _MAX_WAIT)


def begins_like_asterisk(data: bytes, before: int = 0) -> bool:
    """Return whether the first bytes of a connection may be those of an environment, which begins with `agi_`.

    Args:
        data: some of these bytes.
        before: how many bytes have arrived before these.
    """
    expected = _FIRST[before : before + len(data)]
    return data[: len(expected)] == expected


def reason_to_refuse(answer: object) -> str | None:
    """Return why an admission hook refuses a call, "" for no reason; None if it admits the call.

    Args:
        answer: what the hook returned: True to admit the call, False or a text with the reason to refuse it.

    Raises:
        TypeError: it is something else, such as the None of a hook that forgets to return.
    """
    if answer is True:
        return None
    if answer is False:
        return ""
    if isinstance(answer, str):
        return answer
    raise TypeError(f"admit returned {shown(answer)}: expected True, or False or the reason to refuse the call")


class Admission(Generic[C]):
    """The connections of a server, and which of them to close when there are too many.

    A connection waits until its environment has arrived, which is at once when Asterisk connects; then it is a call.
    When the server is full, a new connection takes the place of the one that has waited longest. So silent
    connections, however many, keep out no call. Calls are never closed for others.

    Args:
        max_calls: how many connections may be open, calls or not.
    """

    def __init__(self, max_calls: int = MAX_CALLS) -> None:
        require_count("max_calls", max_calls)
        self.max_calls: int = max_calls
        self._waiting: dict[C, None] = {}
        self._calls: dict[C, None] = {}

    @property
    def connections(self) -> tuple[C, ...]:
        """All connections, calls first."""
        return (*self._calls, *self._waiting)

    @property
    def longest_waiting(self) -> C | None:
        """The connection that has waited longest for its environment; None if none waits."""
        return next(iter(self._waiting), None)

    @property
    def calls(self) -> tuple[C, ...]:
        """The connections whose environment has arrived."""
        return tuple(self._calls)

    def connect(self, connection: C) -> C | None:
        """Count a new connection, and return the one to close, which is no longer counted; None if none is.

        It is the new connection itself when all others are calls.
        """
        self._waiting[connection] = None
        if len(self._waiting) + len(self._calls) <= self.max_calls:
            return None
        evicted = next(iter(self._waiting))
        del self._waiting[evicted]
        return evicted

    def start(self, connection: C) -> None:
        """Record that the environment of a connection has arrived."""
        if connection in self._waiting:
            del self._waiting[connection]
            self._calls[connection] = None

    def leave(self, connection: C) -> None:
        """Stop counting a connection, if it is counted."""
        self._waiting.pop(connection, None)
        self._calls.pop(connection, None)


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
