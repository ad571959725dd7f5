"""A call in AsyncAGI on asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Protocol, TypeVar

from attrs import define

from agicodec._numbers import overdue, require_seconds
from agicodec.asyncagi.call import AsyncAgiCall
from agicodec.asyncagi.events import AsyncAgiEvent
from agicodec.asyncagi.session import CONNECTION_ENDED, AsyncAgiSession
from agicodec.asyncagi.states import IN_ASYNC_AGI
from agicodec.calls.failures import log_failure_of_on_event
from agicodec.errors import NeverAnswered
from agicodec.model.command import Command
from agicodec.session.events import ReplyReceived

__all__ = ["Link", "ManagerCall"]

R = TypeVar("R")


class Link(Protocol):
    """What a call uses of the manager connection."""

    @property
    def is_open(self) -> bool:
        """Whether actions can be written, now or later."""
        ...

    @property
    def is_paused(self) -> bool:
        """Whether the other side reads so slowly that calls must wait before they write more."""
        ...

    def write(self, headers: Mapping[str, str]) -> None:
        """Write an action."""


@define(eq=False)
class _Limit:
    """The time limit of the command that a task runs."""

    command: object
    is_over: bool = False


class ManagerCall(AsyncAgiCall):
    """One run of AsyncAGI, as `Manager` passes it to a flow.

    What happens while no command runs is known at once: `hung_up` is true as soon as the event has arrived, and
    `on_event` is called. What `on_event` raises then is logged.

    Args:
        session: the session of the channel.
        link: the manager connection.
        command_timeout: how many seconds a command may take, the wait for its turn included, after which it raises a
            `TimeoutError`. Asterisk still runs it, and the next command waits until it has run. None for no limit,
            since a command such as Dial takes as long as it takes.

    Raises:
        TypeError: the time limit is not a number.
        ValueError: it is not a finite one above 0.
    """

    was_waiting: bool = False
    """Whether the channel was in AsyncAGI before the manager client connected.

    Unless an earlier connection of the manager client has heard of its start, `environment` has only what Asterisk's
    lists of channels report: no `dnid` and `rdnis`, and none of the numbers; and no arguments if the channel ran EXEC
    when the manager client connected. The version is that which Asterisk has reported after the login, if the user may
    ask for it.
    """

    def __init__(self, session: AsyncAgiSession, link: Link, *, command_timeout: float | None = None) -> None:
        super().__init__(session)
        require_seconds("command_timeout", command_timeout)
        self._link = link
        self._command_timeout = command_timeout
        self._happened = asyncio.Event()
        self._limits: dict[asyncio.Task[object] | None, _Limit] = {}
        """The time limits of the tasks that run commands."""

    @property
    def is_over(self) -> bool:
        """Whether the channel has hung up or has left AsyncAGI, or the connection has ended."""
        session = self.session
        return session.run > self.run_number or (session.run == self.run_number and session.state not in IN_ASYNC_AGI)

    async def wait_for_hangup(self) -> None:
        """Wait until the call is over: the channel has hung up or has left AsyncAGI, or the connection has ended."""
        while not self.is_over:
            await self.wait()

    async def ask(self, command: Command[R]) -> ReplyReceived[R]:
        """Run a command and return the event with its reply, which may be a refusal.

        Raises:
            TimeoutError: the command has taken longer than `command_timeout`.
        """
        with self._limited(command):
            return await super().ask(command)

    async def send(self, command: Command[object]) -> str:
        """Send a command when it is its turn, and return its command id, for `reply`.

        Raises:
            InvalidArgument: an argument cannot be sent.
            DeadChannel: the channel has hung up.
            NeverAnswered: the run has ended.
            ActionError: the manager interface refused the action that fetches the rest of an earlier reply.
            LocalProtocolError: too many commands wait.
            TimeoutError: its turn has not come within `command_timeout`.
            TypeError: `command` is not a command.
        """
        with self._limited(command):
            return await super().send(command)

    async def reply(self, command_id: str) -> ReplyReceived[object]:
        """Wait for the reply to a command that `send` has sent.

        Raises:
            ActionError: the manager interface refused the command, or the action that fetches the rest of its reply.
            NeverAnswered: the run ended before the reply.
            LocalProtocolError: no such command is due.
            TimeoutError: the reply has not arrived within `command_timeout`.
        """
        with self._limited(self.due.get(command_id, command_id)):
            return await super().reply(command_id)

    async def send_action(self, headers: Mapping[str, str]) -> None:
        """Write an action once the other side has read enough of the earlier ones.

        Raises:
            NeverAnswered: the connection has ended.
        """
        while self._link.is_open and self._link.is_paused:
            await self.wait()
        if not self._link.is_open:
            raise NeverAnswered(headers["Command"], CONNECTION_ENDED)
        self._link.write(headers)

    async def wait(self) -> None:
        """Wait until something has happened.

        Raises:
            TimeoutError: the time limit of the command that this task runs is over.
        """
        self._happened.clear()
        await self._happened.wait()
        limit = self._limits.get(asyncio.current_task())
        if limit is not None and limit.is_over:
            raise overdue(limit.command, self._command_timeout)

    def receive(self, event: AsyncAgiEvent) -> None:
        """Process an event of the session, and wake the tasks that wait."""
        super().receive(event)
        self.wake()

    def _pass_on(self, event: AsyncAgiEvent) -> None:
        """Process an event, and log what `on_event` raises."""
        try:
            super()._pass_on(event)
        except BaseException as error:
            log_failure_of_on_event(self, event, error)

    def wake(self) -> None:
        """Wake the tasks that wait; called by the manager client when the connection takes actions again."""
        self._happened.set()

    @contextmanager
    def _limited(self, command: object) -> Generator[None, None, None]:
        """Set the time limit of the present task within this context, unless it has one already."""
        task = asyncio.current_task()
        if self._command_timeout is None or task in self._limits:
            yield
            return
        self._limits[task] = limit = _Limit(command)
        timer = asyncio.get_running_loop().call_later(self._command_timeout, self._expire, limit)
        try:
            yield
        finally:
            timer.cancel()
            del self._limits[task]

    def _expire(self, limit: _Limit) -> None:
        limit.is_over = True
        self.wake()
