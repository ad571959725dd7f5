"""A connection of a server on trio, from the first byte to the end of the flow."""

from __future__ import annotations

import logging
import math
from contextlib import suppress

import trio

from agicodec.io.listening import Address, resolve
from agicodec.io.trio_call import TrioCall, peer_of
from agicodec.model.environment import Environment
from agicodec.serving import ending
from agicodec.serving.arriving import ArrivingEnvironment
from agicodec.serving.ending import Ending, one_line
from agicodec.session.session import Session

__all__ = ["ServedConnection", "resolve_all"]

_logger = logging.getLogger(ending.LOGGER)


class ServedConnection:
    """A connection of a server: first it waits for its environment, then it is a call."""

    def __init__(self, stream: trio.SocketStream) -> None:
        self.stream: trio.SocketStream = stream
        self._arriving = ArrivingEnvironment()
        self.session: Session = self._arriving.session
        self.call: TrioCall | None = None
        """The call; None until it is made."""
        self.task: trio.lowlevel.Task = trio.lowlevel.current_task()
        """The task that serves it."""
        self.ended: trio.Event = trio.Event()
        # Shielded, so that only the server ends it: what a flow raises is then never mixed with a cancellation from
        # outside, which would let it out of the server.
        self.scope: trio.CancelScope = trio.CancelScope(shield=True)
        """Around all that it does."""
        self._name = "{} port {}".format(*peer_of(stream))
        self._limit = math.inf
        """Its time limit, in seconds: that of the environment, then that of the call."""
        self._began = trio.current_time()
        """Since when the time limit holds."""
        self._ending: Ending | None = None
        """Why it was cancelled."""

    def begin(self, limit: float | None) -> None:
        """Begin to wait for the environment, or to be a call, for this many seconds at most; None for no limit."""
        self._limit = math.inf if limit is None else limit
        self._began = trio.current_time()
        self.scope.deadline = self._began + self._limit

    def cancel(self, how: Ending) -> None:
        """End it, whatever it does."""
        self._ending = self._ending or how
        self.scope.cancel()

    def close(self) -> None:
        """Close the connection."""
        if self.call is None:
            self.stream.socket.close()
        else:
            self.call.close()

    async def receive_environment(self) -> Environment | Ending:
        """Wait for the environment and return it, or how the connection has ended without one."""
        while (environment := self._arriving.environment) is None:
            data = b""
            with suppress(trio.BrokenResourceError):
                data = bytes(await self.stream.receive_some())
            how = self._arriving.receive(data)
            if how is not None:
                return how
        return environment

    def begin_call(self, environment: Environment, limit: float | None) -> None:
        """Begin to be a call, since the environment has arrived, for this many seconds at most."""
        self.begin(limit)
        self._name = f"{one_line(environment.channel)} from {self._name}"
        _logger.info("%s: calls %s", self._name, one_line(environment.request))

    def ending(self, how: Ending | None, error: BaseException | None, *, has_secrets: bool) -> Ending:
        """Return how it has ended.

        Args:
            how: what it has come to, None if the flow has returned or raised an error.
            error: what it has raised.
            has_secrets: whether to leave out the texts of errors that may have secrets.
        """
        if self.scope.cancel_called and ending.is_expected(error):
            if self._ending is not None:
                return self._ending
            late = ending.too_slow(self._limit, self.session.unread)
            return late if self.call is None else ending.over_time(self._limit)
        return how or ending.after_flow(error, hung_up=self.session.hung_up, has_secrets=has_secrets)

    def log(self, how: Ending) -> None:
        """Log what has happened."""
        after = "" if self.call is None else f" ({trio.current_time() - self._began:.1f} s)"
        _logger.log(how.level, "%s: %s%s", self._name, how, after, exc_info=how.error)


async def resolve_all(host: str, port: int) -> list[Address]:
    """Return every address of a host; a name is looked up in a thread, since that may take seconds."""
    try:
        return resolve(host, port, numeric=True)
    except OSError:
        return await trio.to_thread.run_sync(resolve, host, port)
