"""Calls in AsyncAGI: every command as a coroutine method, over any manager connection."""

from __future__ import annotations

from abc import abstractmethod
from collections import deque
from collections.abc import Mapping
from typing import Final, TypeAlias, TypeVar

from attrs import define

import agicodec
from agicodec._checks import require_awaitable
from agicodec.asyncagi.asked import FETCH
from agicodec.asyncagi.events import (
    AsyncAgiEvent,
    CommandLost,
    CommandRefused,
    CommandWithdrawn,
    EnvironmentCompleted,
    FetchAnswered,
    LateReply,
    ReplyIncomplete,
    SessionEnding,
)
from agicodec.asyncagi.session import AsyncAgiSession
from agicodec.asyncagi.states import IN_ASYNC_AGI, AsyncAgiState
from agicodec.calls.facade import AsyncCommands
from agicodec.commands.control import AsyncagiBreak
from agicodec.errors import LocalProtocolError, NeverAnswered
from agicodec.model.command import Command, require_command
from agicodec.model.environment import Environment
from agicodec.session.events import NEED_DATA, ReplyReceived, SessionStarted
from agicodec.session.snapshot import Json
from agicodec.wire.command_line import to_wire
from agicodec.wire.versions import AsteriskVersion

__all__ = ["AsyncAgiCall"]

R = TypeVar("R")

_Answer: TypeAlias = ReplyReceived[object] | CommandRefused | CommandLost

_WAKES: Final = ReplyIncomplete(FETCH)
"""An event with which `receive` only wakes the coroutines that wait: it does not call `on_event`."""

_RUN_IS_OVER = "this run of AsyncAGI has ended on the channel"


@define(eq=False)
class _Turn:
    """A command in the line of those to be sent; two turns are never equal."""

    command: Command[object]


class AsyncAgiCall(AsyncCommands):
    """One run of AsyncAGI on a channel, over a manager connection that many calls share.

    A subclass implements `send_action`, and `wait`, which returns after the next call of `receive`. Each command is a
    coroutine method, which raises a `ReplyError` if Asterisk refuses the command, an `ActionError` if the manager
    interface refuses an action, `DeadChannel` if the channel has hung up, and `NeverAnswered` once the run has ended,
    even if the channel enters AsyncAGI again: that is another call.

    Several coroutines may run commands at a time. Each command is sent once the earlier ones have replies and no part
    of these is left in Asterisk, since a full pipe blocks the channel for good. A wait may be cancelled; `on_event` is
    then called with the reply to that command as a `LateReply`.
    """

    pipelines: bool = False
    """Whether to send commands without waiting for the replies to earlier ones.

    It saves the time between commands, but then nothing limits what their replies leave in Asterisk: all replies that
    are due together must have less than 64 KiB.
    """

    def __init__(self, session: AsyncAgiSession) -> None:
        self.session = session
        """The session, whose events `AsyncAgiCalls` passes to `receive`."""
        self.run_number: int = session.run if session.state in IN_ASYNC_AGI else session.run + 1
        """The number of the run: the session's present run, or else its next one."""
        self._environment = session.environment if session.state in IN_ASYNC_AGI else None
        self._script: agicodec.model.Script | None = None
        self._is_ended_here = False
        """Whether a command of this call, or `close`, has ended the run."""
        self._turns: deque[_Turn] = deque()
        self._runs: deque[object] = deque()
        """The runs of applications, of which the first one sends its commands."""
        self._answers: dict[str, Command[object] | _Answer] = dict(session.due)
        self._fetches: dict[str, CommandRefused | None] = {}
        self._observation: agicodec.asyncagi.observation.AsyncAgiObservation | None = None

    @abstractmethod
    async def send_action(self, headers: Mapping[str, str]) -> None:
        """Send a manager action. The session receives the response to it."""

    @abstractmethod
    async def wait(self) -> None:
        """Wait until `receive` has been called again. Several coroutines may wait at a time."""

    @property
    def environment(self) -> Environment:
        """What Asterisk has sent about the call.

        Raises:
            LocalProtocolError: it has not arrived yet.
        """
        if self._environment is None and self.session.run == self.run_number:
            self._environment = self.session.environment
        if self._environment is None:
            raise LocalProtocolError("the environment has not arrived: the channel has not entered AsyncAGI")
        return self._environment

    @property
    def asterisk_version(self) -> AsteriskVersion | None:
        """The version of Asterisk, as the environment has it; None until that has arrived."""
        environment = self._environment or self.session.environment
        return None if environment is None else environment.version

    @property
    def script(self) -> agicodec.model.Script:
        """What the call asks for, which a `Router` goes by: its path is `async` for all channels.

        Raises:
            LocalProtocolError: the environment has not arrived yet.
        """
        if self._script is None:
            from agicodec.model.script import Script

            self._script = Script.from_environment(self.environment)
        return self._script

    @script.setter
    def script(self, script: agicodec.model.Script) -> None:
        self._script = script

    @property
    def hung_up(self) -> bool:
        """Whether the channel has hung up, or the connection to it has ended."""
        return self.session.state is AsyncAgiState.GONE

    @property
    def due(self) -> Mapping[str, Command[object]]:
        """The commands that were sent and whose replies `reply` has not returned yet, by their command ids."""
        return {
            command_id: answer if isinstance(answer, Command) else answer.command
            for command_id, answer in self._answers.items()
        }

    @property
    def lost(self) -> NeverAnswered | None:
        """Why no command can be run any more; None if one can, or if a command of this call or `close` ended it."""
        session = self.session
        if self._is_ended_here or session.run < self.run_number:
            return None
        problem = session.over if session.run == self.run_number else _RUN_IS_OVER
        return NeverAnswered("the run", problem) if problem else None

    def observe(self, observer: agicodec.Observer) -> None:
        """Call the methods of an observer from now on, with what is sent and what happens.

        It is called at once with the environment, the commands that are due and a hangup, if these are known already.
        Several observers are called in the order in which they were added.

        Raises:
            TypeError: it is not an `Observer`.
        """
        from agicodec.asyncagi.observation import AsyncAgiObservation

        if self._observation is None:
            due = {command_id: answer for command_id, answer in self._answers.items() if isinstance(answer, Command)}
            self._observation = AsyncAgiObservation(due)
        present = self.session.run == self.run_number
        environment = self._environment or (self.session.environment if present else None)
        started = None if environment is None else SessionStarted(environment)
        self._observation.add(observer, started, hung_up=present and self.session.hung_up)

    def receive(self, event: AsyncAgiEvent) -> None:
        """Process an event of the session. A subclass extends this method to wake the coroutines in `wait`."""
        match event:
            case ReplyReceived() | CommandRefused() | CommandLost() if event.command_id in self._answers:
                self._answers[event.command_id] = event
            case CommandRefused() if event.command_id in self._fetches:
                self._fetches[event.command_id] = event
            case ReplyIncomplete() | FetchAnswered():
                pass
            case SessionStarted(environment):
                self._environment = environment
            case EnvironmentCompleted(environment):
                self._environment = environment
                self.on_event(event)
            case SessionEnding(command, failed):
                self._is_ended_here = not failed and any(command is own for own in self.due.values())
                self.on_event(event)
            case _:
                self.on_event(event)

    def hand_on(self, event: AsyncAgiEvent) -> None:
        """Call `receive` with an event of the session, and wake the coroutines that wait even if it raises."""
        if self._observation is not None:
            self._observation.event(event)
        self._pass_on(event)

    def _pass_on(self, event: AsyncAgiEvent) -> None:
        try:
            self.receive(event)
        except BaseException:
            self.receive(_WAKES)
            raise

    def on_event(self, event: AsyncAgiEvent) -> None:
        """Handle an event other than an awaited reply; do nothing unless a subclass overrides it."""

    async def run(self, application: agicodec.dialplan.Application[R]) -> R:
        """Run an application of the dialplan when it is its turn, and return its result.

        Several coroutines may run applications at a time, one of which runs after the other: each reads its variables
        before the next one begins. After a hangup there is no result, since AsyncAGI then ends.

        Raises:
            InvalidArgument: this Asterisk would not read an argument as it is meant.
            NoSuchApplication: Asterisk does not have the application.
            ReplyError: Asterisk refused a command.
            ActionError: the manager interface refused an action.
            CallEnded: the call is over.
            TypeError: it is no application.
        """
        turn = object()
        self._runs.append(turn)
        try:
            while self._runs[0] is not turn:
                await self.wait()
            return await super().run(application)
        finally:
            self._runs.remove(turn)
            if self._runs:
                self._pass_on(_WAKES)

    async def execute(self, command: Command[R]) -> R:
        """Run a command and return its result; it calls `ask`, so that a subclass needs to extend that method only."""
        return (await self.ask(command)).result()

    async def ask(self, command: Command[R]) -> ReplyReceived[R]:
        """Run a command and return the event with its reply, which may be a refusal."""
        command_id = await self.send(command)
        try:
            return (await self.reply(command_id)).answer_to(command)
        except BaseException:
            self._withdraw(command, command_id)
            raise

    async def send(self, command: Command[object]) -> str:
        """Send a command when it is its turn, and return its command id, for `reply`.

        Raises:
            InvalidArgument: an argument cannot be sent.
            DeadChannel: the channel has hung up.
            NeverAnswered: the run has ended.
            ActionError: the manager interface refused the action that fetches the rest of an earlier reply.
            LocalProtocolError: too many commands wait.
            TypeError: `command` is not a command.
        """
        require_command(command)
        self._check_run(command)
        turn = self._line_up(command)
        try:
            if not self.pipelines:
                await self._take_turn(turn)
            headers = self.session.send_headers(command)
        except BaseException:
            self._turns.remove(turn)
            self._pass_on(CommandWithdrawn(command))
            raise
        self._turns.remove(turn)
        command_id = headers["CommandID"]
        self._answers[command_id] = command
        try:
            await self._send_action(headers, command)
        except BaseException as error:
            if self._observation is not None and isinstance(error, Exception):
                self._observation.lose(error, command_id)
            self._withdraw(command, command_id)
            raise
        return command_id

    async def reply(self, command_id: str) -> ReplyReceived[object]:
        """Wait for the reply to a command that `send` has sent, in this process or before the call was saved.

        Args:
            command_id: the id that `send` returned, one of those in `due`.

        Raises:
            ActionError: the manager interface refused the command, or the action that fetches the rest of its reply.
            NeverAnswered: the run ended before the reply.
            LocalProtocolError: no such command is due.
        """
        while isinstance(answer := self._answers.get(command_id), Command):
            await self._progress(answer)
        if answer is None:
            raise LocalProtocolError(f"no reply to {command_id!r} is due; expected one of {list(self._answers)}")
        del self._answers[command_id]
        if isinstance(answer, ReplyReceived):
            return answer
        raise answer.error

    def break_headers(self) -> Mapping[str, str]:
        """Return the action that sends the channel on into the dialplan, to be sent at once, before `close`.

        It is for a client whose flow has ended: Asterisk runs ASYNCAGI BREAK after the commands that are due, and
        nobody waits for the reply. Observers are called with the line, which is none of the commands of the flow.

        Raises:
            DeadChannel: the channel has hung up.
            NeverAnswered: the run has ended.
            LocalProtocolError: too many commands wait.
        """
        command = AsyncagiBreak()
        self._check_run(command)
        headers = self.session.send_headers(command)
        self._observe_sent(headers, None)
        return headers

    def close(self, reason: str) -> None:
        """End the call on this side: all waits and all further commands raise `NeverAnswered` with the reason.

        Nothing is sent, and the channel stays in AsyncAGI. If it enters AsyncAGI again, that is another call. If the
        run has already ended, nothing happens.
        """
        if self.session.run > self.run_number:
            return
        self._is_ended_here = self._is_ended_here or not self.session.over
        self.session.close(reason)
        failure: BaseException | None = None
        while (event := self.session.next_event()) is not NEED_DATA:
            try:
                self.hand_on(event)
            except BaseException as error:
                failure = failure or error
        if failure is not None:
            raise failure

    def save(self) -> Mapping[str, Json]:
        """Return the call as plain data, which JSON can represent, for `AsyncAgiCalls.restore` in another process.

        Commands may be due: the restored call has them in `due`.

        Raises:
            LocalProtocolError: the run has ended, a reply has arrived that `reply` has not returned, or a command still
                waits for its turn; both would be lost.
        """
        if self.session.run != self.run_number or self.session.state not in IN_ASYNC_AGI:
            raise LocalProtocolError(f"cannot save the call: {self.session.over or _RUN_IS_OVER}")
        for command_id, command in self.due.items():
            if command_id not in self.session.due:
                raise LocalProtocolError(f"cannot save the call yet: take the reply to {command} first")
        if self._turns:
            raise LocalProtocolError(f"cannot save the call yet: {self._turns[0].command} has not been sent")
        return self.session.save()

    def _check_run(self, command: Command[object]) -> None:
        """Raise `NeverAnswered` if the run has ended: the command would be executed in another run, or never."""
        session = self.session
        if session.run > self.run_number:
            raise NeverAnswered(str(command), _RUN_IS_OVER)
        if session.run == self.run_number and session.over and not session.hung_up:
            raise NeverAnswered(str(command), session.over)

    def _line_up(self, command: Command[object]) -> _Turn:
        if len(self._turns) >= self.session.max_queued:
            problem = f"{len(self._turns)} commands wait, the limit is {self.session.max_queued}"
            raise LocalProtocolError(f"cannot send {command}: {problem}")
        turn = _Turn(command)
        self._turns.append(turn)
        return turn

    async def _take_turn(self, turn: _Turn) -> None:
        """Wait until the earlier commands have replies, and no part of these is left in Asterisk."""
        while self._turns[0] is not turn:
            await self.wait()
            self._check_run(turn.command)
        while self.session.is_busy or self.session.is_incomplete or self.session.is_in_doubt:
            await self._progress(turn.command)
            self._check_run(turn.command)

    async def _progress(self, command: Command[object]) -> None:
        """Wait for the next event, or fetch the rest of replies if no other command does that."""
        session = self.session
        if (session.is_incomplete or session.is_in_doubt) and not session.is_busy and not session.over:
            await self._fetch(command)
        else:
            await self.wait()

    async def _send_action(self, headers: Mapping[str, str], command: Command[object] | None) -> None:
        """Send an action; the command is None if the session itself needs it."""
        self._observe_sent(headers, command)
        sending = self.send_action(headers)
        require_awaitable(sending, "send_action()")
        await sending

    def _observe_sent(self, headers: Mapping[str, str], command: Command[object] | None) -> None:
        if self._observation is not None:
            self._observation.line_sent(to_wire(headers["Command"] + "\n"), command, headers["CommandID"])

    async def _fetch(self, command: Command[object]) -> None:
        """Fetch the rest of replies, or find out whether there is one, before a command is sent.

        Raises:
            ActionError: the manager interface refused the action.
        """
        headers = self.session.fetch_headers()
        fetch_id = headers["CommandID"]
        self._fetches[fetch_id] = None
        try:
            await self._send_action(headers, None)
            while self.session.is_queued(fetch_id):
                await self.wait()
        except BaseException:
            self.session.abandon(fetch_id)
            self._pass_on(CommandWithdrawn(FETCH, fetch_id))
            raise
        finally:
            refusal = self._fetches.pop(fetch_id)
        if refusal is not None:
            raise type(refusal.error)(str(command), refusal.error.text)

    def _withdraw(self, command: Command[object], command_id: str) -> None:
        """Record that nobody waits for a command any more, and wake the coroutines whose turn it may be."""
        answer = self._answers.pop(command_id, None)
        if answer is None:
            return
        self.session.abandon(command_id)
        if isinstance(answer, ReplyReceived):
            self._pass_on(LateReply(answer.command, answer.raw, answer.version, command_id))
        self._pass_on(CommandWithdrawn(command, command_id))
