"""A connection of a server on trio, from the first byte to the end of the flow."""

from __future__ import annotations

import logging
import math
from collections.abc import Coroutine
from contextlib import suppress
from typing import Protocol

import trio

from agicodec.io.flow import Result
from agicodec.io.server import ServerSettings
from agicodec.io.trio_call import TrioCall, peer_of
from agicodec.model.environment import Environment
from agicodec.serving import ending
from agicodec.serving.arriving import ArrivingEnvironment
from agicodec.serving.ending import Ending, one_line
from agicodec.serving.trace import log_lines
from agicodec.session.session import Session

__all__ = ["Host", "ServedConnection"]


class Host(Protocol):
    """What a connection uses of its server."""

    settings: ServerSettings
    cancel_timeout: float

    def called(self, connection: ServedConnection) -> None:
        """Record that a connection has become a call."""

    def closed(self, connection: ServedConnection) -> None:
        """Record that a connection is closed, and its flow has ended."""

    def log(self, name: str, how: Ending, after: str) -> None:
        """Log what has happened to a connection."""

    def make_call(self, stream: trio.SocketStream, session: Session) -> TrioCall:
        """Make the call of a connection whose environment has arrived."""
        ...

    def serve(self, call: TrioCall) -> Coroutine[object, object, Result]:
        """Return the coroutine that runs the flow, if the call is admitted."""
        ...


class ServedConnection:
    """A connection of a server: first it waits for its environment, then it is a call.

    Args:
        server: the server.
        stream: the connection, which this closes.
        nursery: where the tasks run that a call needs beside its flow.
    """

    def __init__(self, server: Host, stream: trio.SocketStream, nursery: trio.Nursery) -> None:
        self.task: trio.lowlevel.Task | None = None
        """The task that serves it; None before it has begun."""
        self.ended: trio.Event = trio.Event()
        """Set when the connection is closed and its flow has ended."""
        self._server = server
        self._stream = stream
        self._nursery = nursery
        self._arriving = ArrivingEnvironment()
        self._call: TrioCall | None = None
        # Shielded, so that only the server ends it: what a flow raises is then never mixed with a cancellation from
        # outside, which would let it out of the server.
        self._scope = trio.CancelScope(shield=True)
        """Around all that it does."""
        self._name = "{} port {}".format(*peer_of(stream))
        self._limit = math.inf
        """Its time limit, in seconds: that of the environment, then that of the call."""
        self._began = trio.current_time()
        """Since when the time limit holds."""
        self._ending: Ending | None = None
        """Why it was cancelled."""

    @property
    def unread(self) -> bytes:
        """The part of an incomplete environment that has arrived."""
        return self._arriving.unread

    async def serve(self) -> None:
        """Wait for the environment, run the flow, and close the connection: what its task does."""
        self.task = trio.lowlevel.current_task()
        result: Result = None
        error: BaseException | None = None
        try:
            with self._scope:
                result = await self._run()
        except BaseException as raised:
            error = raised
            if not ending.is_of_one_call(error):
                raise
        finally:
            self.close()
            after = "" if self._call is None else f" ({trio.current_time() - self._began:.1f} s)"
            self.log(self._ended(result, error), after)
            self.ended.set()
            self._server.closed(self)

    def cancel(self, how: Ending) -> None:
        """End it, whatever it does."""
        self._ending = self._ending or how
        self._scope.cancel()

    def close(self) -> None:
        """Close the connection."""
        if self._call is None:
            self._stream.socket.close()
        else:
            self._call.close()

    def log(self, how: Ending, after: str = "") -> None:
        """Log what has happened."""
        self._server.log(self._name, how, after)

    async def _run(self) -> Result:
        """Wait for the environment and run the flow."""
        self._begin(self._server.settings.environment_timeout)
        environment = await self._receive_environment()
        if isinstance(environment, Ending):
            return environment
        self._server.called(self)
        self._begin(self._server.settings.call_timeout)
        self._name = f"{one_line(environment.channel)} from {self._name}"
        self.log(Ending(logging.INFO, f"calls {one_line(environment.request)}"))
        call = self._call = self._server.make_call(self._stream, self._arriving.session)
        log_lines(call, self._server.settings.is_secret)
        self._nursery.start_soon(call.receive)
        if self._server.settings.call_timeout is not None:
            self._nursery.start_soon(self._leave_behind)
        return await self._server.serve(call)

    def _begin(self, limit: float | None) -> None:
        """Begin to wait for the environment, or to be a call, for this many seconds at most; None for no limit."""
        self._limit = math.inf if limit is None else limit
        self._began = trio.current_time()
        self._scope.deadline = self._began + self._limit

    async def _receive_environment(self) -> Environment | Ending:
        """Wait for the environment and return it, or how the connection has ended without one."""
        while (environment := self._arriving.environment) is None:
            data = b""
            with suppress(trio.BrokenResourceError):
                data = bytes(await self._stream.receive_some())
            how = self._arriving.receive(data)
            if how is not None:
                return how
        return environment

    async def _leave_behind(self) -> None:
        """Close the connection of a call whose flow goes on after its time limit, although it was cancelled."""
        with trio.move_on_at(self._scope.deadline):
            await self.ended.wait()
        with trio.move_on_after(self._server.cancel_timeout):
            await self.ended.wait()
        if not self.ended.is_set():
            self.log(ending.STILL_RUNNING)
            self.close()

    def _ended(self, result: Result, error: BaseException | None) -> Ending:
        """Return how it has ended, by what its task has returned or raised."""
        if isinstance(result, SystemExit):
            result, error = None, result
        if self._scope.cancel_called and ending.is_expected(error):
            if self._ending is not None:
                return self._ending
            late = ending.too_slow(self._limit, self.unread)
            return late if self._call is None else ending.over_time(self._limit)
        hung_up, has_secrets = self._arriving.session.hung_up, self._server.settings.is_secret is not None
        lost = None if self._call is None else self._call.lost
        return result or ending.after_flow(error, hung_up=hung_up, lost=lost, has_secrets=has_secrets)
