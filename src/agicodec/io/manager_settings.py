"""The arguments of the manager client on asyncio."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from ssl import SSLContext
from typing import Literal

from attrs import frozen

from agicodec._checks import require_choice, require_class, require_run
from agicodec._numbers import require_count, require_seconds
from agicodec.errors import shown
from agicodec.io.flow import Admit
from agicodec.io.manager_call import ManagerCall
from agicodec.serving.addresses import require_host, require_port
from agicodec.serving.login import Credentials
from agicodec.serving.trace import IsSecret
from agicodec.serving.waiting import Waiting

__all__ = ["Refused", "Settings"]

Refused = Literal["break", "leave"]
"""What becomes of the channels that the manager client does not serve."""


@frozen(eq=False)
class Settings:
    """The arguments of `Manager`, which describes them.

    Raises:
        ValueError: a number is out of its range, or a word is none of those that are accepted.
        TypeError: an argument is of a wrong type, or `call_class` is not a class of such calls.
    """

    flow: Callable[..., Awaitable[object]]
    call_class: type[ManagerCall]
    host: str
    port: int
    credentials: Credentials
    ssl: SSLContext | None
    max_calls: int
    call_timeout: float | None
    command_timeout: float | None
    admit: Admit | None
    refused: Refused
    waiting: Waiting
    is_secret: IsSecret | None
    ping_interval: float | None
    connect_timeout: float
    max_delay: float

    def __attrs_post_init__(self) -> None:
        require_class(self.call_class, ManagerCall)
        require_run(self.flow, ("admit", self.admit), ("is_secret", self.is_secret))
        require_host(self.host)
        require_port(self.port, 1)
        _require_context(self.ssl)
        require_count("max_calls", self.max_calls)
        require_seconds("call_timeout", self.call_timeout)
        require_seconds("command_timeout", self.command_timeout)
        require_seconds("ping_interval", self.ping_interval)
        require_seconds("connect_timeout", self.connect_timeout, optional=False)
        require_seconds("max_delay", self.max_delay, optional=False)
        require_choice("waiting", self.waiting, "adopt", "break", "leave")
        require_choice("refused", self.refused, "break", "leave")


def _require_context(value: object) -> None:
    if value is not None and not isinstance(value, SSLContext):
        raise TypeError(f"ssl {shown(value)}: expected an ssl.SSLContext, or None")
