"""The calls of the manager client: those of one connection, and one that is served, from its start to its end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Protocol

from agicodec.asyncagi.ami import Message
from agicodec.asyncagi.calls import AsyncAgiCalls
from agicodec.asyncagi.session import CONNECTION_ENDED, AsyncAgiSession
from agicodec.asyncagi.states import IN_ASYNC_AGI
from agicodec.calls.failures import is_of_one_call
from agicodec.errors import LocalProtocolError
from agicodec.io.asyncio_log import result_of
from agicodec.io.flow import Result
from agicodec.io.manager_call import Link, ManagerCall
from agicodec.io.manager_connection import ManagerConnection
from agicodec.io.manager_settings import Settings
from agicodec.model.environment import Environment
from agicodec.serving import ending
from agicodec.serving.ending import LogEntry, one_line
from agicodec.serving.trace import log_lines
from agicodec.serving.waiting import WaitingChannels

__all__ = ["CallsConnection", "Host", "ServedCall"]

_CANNOT_LOOK = "cannot look for channels that are in AsyncAGI already"

_FLOW_ENDED = "the flow has ended"


class Host(Protocol):
    """What a connection and its calls use of the manager client."""

    settings: Settings

    def make_call(self, session: AsyncAgiSession, link: Link) -> ManagerCall:
        """Create the call for a session."""
        ...

    def logged_in(self, connection: CallsConnection) -> None:
        """Use a connection from now on."""

    def began(self, call: ManagerCall, connection: CallsConnection, problem: LogEntry | None) -> None:
        """Serve a call that has begun, or refuse it, as where there is a problem."""

    def left(self, served: ServedCall) -> None:
        """Stop counting a call."""

    def wake(self) -> None:
        """Wake the tasks of all calls."""

    def refuse(self, call: ManagerCall, connection: CallsConnection, how: LogEntry | None) -> None:
        """Send the channel of a call on into the dialplan, or leave it where it is."""

    def log(self, call: ManagerCall, how: LogEntry, after: str = "") -> None:
        """Log what has happened to a call."""

    def note(self, what: str, how: LogEntry) -> None:
        """Log what has happened to the connection."""

    async def serve(self, served: ServedCall) -> Result:
        """Run the flow, if the call is admitted."""
        ...


class CallsConnection(ManagerConnection):
    """A connection to the manager interface with the calls of its channels."""

    def __init__(self, client: Host, known: Mapping[str, Environment]) -> None:
        super().__init__(client.settings.credentials, client.settings.ping_interval)
        self._client = client
        self._waiting = WaitingChannels(self.prefix, known)
        """The channels that were in AsyncAGI before; unused if they are to be left."""
        self._present: Mapping[str, Environment] = {}
        self._calls: AsyncAgiCalls[ManagerCall] = AsyncAgiCalls(self._make_call)
        self._problems: dict[ManagerCall, LogEntry] = {}
        """Why calls that are about to begin cannot be served."""

    @property
    def present(self) -> Mapping[str, Environment]:
        """The environments of all channels that are in AsyncAGI, or may be, by their unique ids."""
        return {**self._waiting.unresolved, **self._present}

    def logged_in(self) -> None:
        """Let the manager client use the connection, and begin to look for channels that are in AsyncAGI already."""
        self._client.logged_in(self)
        if self._client.settings.waiting != "leave":
            for action in self._waiting.requests:
                self.write(action)

    def took(self, message: Message) -> None:
        """Pass a message to its call, and begin the calls that it starts."""
        if self._client.settings.waiting != "leave" and not self._waiting.is_over:
            self._look(message)
        for call in self._calls.receive(message):
            self._begin(call)

    def _make_call(self, session: AsyncAgiSession) -> ManagerCall:
        """Make the call for a session; one that is to be refused if the class of calls raises."""
        try:
            return self._client.make_call(session, self)
        except BaseException as error:
            if not is_of_one_call(error):
                raise
            call = ManagerCall(session, self)
            has_secrets = self._client.settings.is_secret is not None
            self._problems[call] = ending.after_flow(error, hung_up=False, has_secrets=has_secrets)
            return call

    def _begin(self, call: ManagerCall) -> None:
        self._client.began(call, self, self._problems.pop(call, None))

    def _look(self, message: Message) -> None:
        """Look for channels that are in AsyncAGI already, and begin their calls."""
        could_look = not self._waiting.problem
        action, found = self._waiting.receive(message)
        if action is not None:
            self.write(action)
        if found is not None:
            adopted: Sequence[ManagerCall] = ()
            with suppress(LocalProtocolError):  # its start has been reported meanwhile
                adopted = self._calls.adopt(found.channel, found.unique_id, found.environment)
            for call in adopted:
                call.was_waiting = True
                self._begin(call)
        if could_look and self._waiting.problem:
            text = f"{one_line(self._waiting.problem)}; the user needs write = reporting in manager.conf"
            self._client.note(_CANNOT_LOOK, LogEntry(logging.WARNING, text, kind=_CANNOT_LOOK))

    def resumed(self) -> None:
        """Wake the calls that wait to write."""
        self._client.wake()

    def ended(self, reason: str) -> None:
        """End all calls."""
        sessions = self._calls.sessions.sessions.values()
        self._present = {
            session.unique_id or "": session.environment
            for session in sessions
            if session.state in IN_ASYNC_AGI and session.environment is not None
        }
        self._calls.close(f"{CONNECTION_ENDED}: {reason}")

    def send_back(self, call: ManagerCall) -> None:
        """Send the channel of a call on into the dialplan, if it is still in this run of AsyncAGI, and end the call."""
        session = call.session
        if session.run == call.run_number and not session.over:
            try:
                self.write(call.break_headers())
            except LocalProtocolError as error:  # too many commands of the flow wait
                self._client.log(call, LogEntry(logging.WARNING, f"stays in AsyncAGI: {one_line(str(error))}"))
        call.close(_FLOW_ENDED)


class ServedCall:
    """A call whose flow runs."""

    def __init__(self, client: Host, connection: CallsConnection, call: ManagerCall) -> None:
        self.call = call
        self.is_admitted: bool = False
        """Whether the flow was called."""
        self._client = client
        self._connection = connection
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()
        self._ending: LogEntry | None = None
        """Why the flow was cancelled."""
        self._timer: asyncio.TimerHandle | None = None
        limit = client.settings.call_timeout
        if limit is not None:
            self._timer = self._loop.call_later(limit, self.cancel, ending.over_time(limit))
        client.log(call, LogEntry(logging.INFO, "was in AsyncAGI" if call.was_waiting else "enters AsyncAGI"))
        log_lines(call, client.settings.is_secret)
        self.task: asyncio.Task[Result] = self._loop.create_task(client.serve(self))
        self.task.add_done_callback(self._finish)  # not within it: a task may be cancelled before it has begun

    def cancel(self, how: LogEntry) -> None:
        """End the call by cancelling its flow."""
        if not self.task.done():
            self._ending = self._ending or how
            self.task.cancel()

    def give_back(self) -> None:
        """Send the channel on, as far as it is still in this run of AsyncAGI, or leave it if the call was refused."""
        if self.is_admitted:
            self._connection.send_back(self.call)
        else:
            self._client.refuse(self.call, self._connection, None)

    def _finish(self, task: asyncio.Task[Result]) -> None:
        """Send the channel on, since the flow has ended, and log how."""
        if self._timer is not None:
            self._timer.cancel()
        hung_up, lost = self.call.session.hung_up, self.call.lost
        self._client.left(self)
        self.give_back()
        how, error = result_of(task)
        if self._ending is not None and (task.cancelled() or ending.is_expected(error)):
            how = self._ending
        seconds = self._loop.time() - self._began
        has_secrets = self._client.settings.is_secret is not None
        how = how or ending.after_flow(error, hung_up=hung_up, lost=lost, has_secrets=has_secrets)
        self._client.log(self.call, how, f" ({seconds:.1f} s)")
