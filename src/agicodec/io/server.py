"""What the servers have in common: their arguments, and the addresses that they listen on."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from attrs import frozen

from agicodec._checks import require_hook
from agicodec._numbers import require_count, require_seconds
from agicodec.calls.failures import LOGGER
from agicodec.serving.addresses import require_listenable
from agicodec.serving.trace import IsSecret

__all__ = ["AnyServer", "ServerSettings", "require_new"]

_logger = logging.getLogger(LOGGER)


@frozen(eq=False)
class ServerSettings:
    """The arguments that mean the same to every server.

    Raises:
        ValueError: the host is not a loopback address and `allow_remote` is false, or a number is out of its range.
        TypeError: an argument is of a wrong type.
    """

    host: str
    """The address to listen on, or a name, which stands for all its addresses."""
    port: int
    """The port; 0 for any free port, which `address` then returns."""
    max_calls: int
    """How many connections are open at most.

    When there are more, the one closed is the one that has waited longest for its environment; else the new one.
    """
    environment_timeout: float | None
    """How many seconds a connection may take to send the whole environment; None for no limit."""
    call_timeout: float | None
    """How many seconds a call may take; None for no limit. The servers differ in how they end it then."""
    command_timeout: float | None
    """How many seconds a command may take, after which it raises a `TimeoutError`; None for no limit."""
    allow_remote: bool
    """Allow addresses other than loopback. FastAGI has no authentication: whoever can connect can run the flow."""
    is_secret: IsSecret | None
    """Called with each command that is logged; returns whether to keep its arguments and its reply out of the log.

    The texts of errors that may have them are then left out too.
    """

    def __attrs_post_init__(self) -> None:
        require_listenable(self.host, self.port, allow_remote=self.allow_remote)
        require_count("max_calls", self.max_calls)
        require_seconds("environment_timeout", self.environment_timeout)
        require_seconds("call_timeout", self.call_timeout)
        require_seconds("command_timeout", self.command_timeout)
        require_hook("is_secret", self.is_secret)


class AnyServer:
    """What every server is: it has its settings, and listens on addresses."""

    def __init__(self, settings: ServerSettings) -> None:
        self.settings: ServerSettings = settings
        """The arguments of the server."""
        self._addresses: tuple[tuple[str, int], ...] = ((settings.host, settings.port),)

    @property
    def address(self) -> tuple[str, int]:
        """The host and the port that the server listens on, the first if there are several."""
        return self._addresses[0]

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        """All hosts that the server listens on, each with the port."""
        return self._addresses

    def _listens_on(self, addresses: Iterable[tuple[str, int]]) -> None:
        """Set the addresses, and log them."""
        self._addresses = tuple(addresses)
        for address in self._addresses:
            _logger.info("listening on %s port %d", *address)


def require_new(*, is_started: bool, is_closed: bool, what: str = "server") -> None:
    """Check that a server or client can be started.

    Raises:
        RuntimeError: it was started or closed before.
    """
    if is_started:
        raise RuntimeError(f"the {what} was started before")
    if is_closed:
        raise RuntimeError(f"the {what} was closed before it was started; make a new one")
