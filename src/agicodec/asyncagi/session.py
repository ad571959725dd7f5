"""The application's side of an AsyncAGI session, which is that of one channel.

`receive` reads messages of the manager interface, `next_event` returns events, and `send` an action. It does no I/O:

    session = AsyncAgiSession(channel)
    session.receive(message)                     # any AMI message, or any mapping of its headers
    event = session.next_event()                 # or NEED_DATA
    data = session.send(GetVariable("UNIQUEID"))  # for the manager connection to write
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, MutableMapping
from typing import Final

from agicodec.asyncagi.actions import Action, ActionResponse
from agicodec.asyncagi.ami import Greeting
from agicodec.asyncagi.asked import FETCH, Asked, AskedCommands, Asker
from agicodec.asyncagi.events import (
    AsyncAgiEvent,
    CommandLost,
    CommandQueued,
    CommandRefused,
    SessionEnded,
    SessionEnding,
)
from agicodec.asyncagi.messages import (
    AgiExecStarted,
    AsyncAgiEnded,
    AsyncAgiExecuted,
    AsyncAgiStarted,
    ChannelEvent,
    ChannelGone,
    ChannelIdentity,
    ChannelRenamed,
    Headers,
    Received,
    read_message,
)
from agicodec.asyncagi.reassembly import Reassembly
from agicodec.asyncagi.run import NO_RUN, Run
from agicodec.asyncagi.states import (
    ASYNCAGI_REASONS,
    ASYNCAGI_TRANSITIONS,
    ASYNCAGI_WAYS,
    IN_ASYNC_AGI,
    AsyncAgiState,
    AsyncAgiTrigger,
)
from agicodec.errors import DeadChannel, LocalProtocolError, NeverAnswered
from agicodec.model.command import Command, require_command
from agicodec.model.environment import Environment
from agicodec.session.events import NEED_DATA, ChannelHungUp, NeedData, SessionStarted
from agicodec.session.snapshot import FORMAT, CommandClasses, Json, Saved
from agicodec.values import plain
from agicodec.wire.protocol import MAX_QUEUED, MAX_REPLY

__all__ = ["CONNECTION_ENDED", "AsyncAgiSession"]

CONNECTION_ENDED: Final = "the manager connection has ended"
"""The reason with which sessions are closed when the reader of messages has reached the end of the stream."""

_KIND = "async session"
_RUNNING, _GONE = AsyncAgiState.RUNNING, AsyncAgiState.GONE  # saves 1.6 % of a command on Python 3.11
_HAS_HUNG_UP = "the channel has hung up"


class AsyncAgiSession:
    """The application's side of the AsyncAGI session of a channel.

    After each `receive`, call `next_event` until it returns `NEED_DATA`. Several commands may be sent at a time:
    Asterisk runs them in their order, and no command can be interrupted. A channel may enter AsyncAGI several times;
    each time is a run of the session.

    The part of a reply for which an event has no room stays in a pipe in Asterisk, which has room for 64 KiB. A full
    pipe blocks the channel for good, so fetch the rest (`is_incomplete`, `fetch`) before the next command that may have
    a long reply.

    Args:
        channel: the channel's name.
        prefix: the beginning of generated ids of actions and commands; 64 random bits by default. Two sessions on one
            channel need different prefixes.
        max_reply: the largest reply to reassemble, in bytes.
        max_queued: how many commands may be sent and not executed at a time.
    """

    def __init__(
        self, channel: str, *, prefix: str | None = None, max_reply: int = MAX_REPLY, max_queued: int = MAX_QUEUED
    ) -> None:
        self._identity = ChannelIdentity(plain(channel))
        self._max_reply = max_reply
        self._state = AsyncAgiState.WAITING
        self._runs = 0
        self._run: Run | None = None
        self._over = ""
        self._asked: AskedCommands[AsyncAgiSession] = AskedCommands(self, prefix, max_queued)
        self._queue: deque[AsyncAgiEvent] = deque()

    @property
    def state(self) -> AsyncAgiState:
        """The state of the session."""
        return self._state

    @property
    def hung_up(self) -> bool:
        """Whether the channel has hung up; False if the session was only closed."""
        return self._state is _GONE and self._over == _HAS_HUNG_UP

    @property
    def environment(self) -> Environment | None:
        """The environment, once it has arrived."""
        return None if self._run is None else self._run.environment

    @property
    def commands(self) -> tuple[Command[object], ...]:
        """The commands of the application whose replies are due, in their order."""
        return tuple(self.due.values())

    @property
    def due(self) -> Mapping[str, Command[object]]:
        """The commands of the application whose replies are due, by their command ids, in their order."""
        return {asked.command_id: asked.command for asked in (*self._ran, *self._asked) if asked.is_awaited}

    @property
    def is_busy(self) -> bool:
        """Whether a command that was sent in this run is still to be executed."""
        return self._state in IN_ASYNC_AGI and self._asked.is_busy(self._runs)

    @property
    def is_incomplete(self) -> bool:
        """Whether the rest of a reply is still in Asterisk; it arrives with the next command or with `fetch`."""
        return bool(self._ran)

    @property
    def is_in_doubt(self) -> bool:
        """Whether abandoned commands without a response may leave long replies in Asterisk; see `fetch`."""
        return self._asked.may_fill_pipe(self._runs)

    @property
    def over(self) -> str:
        """Why no command can be sent now, in words; empty while commands can be sent."""
        if self._over or self._state is _RUNNING:
            return self._over
        return ASYNCAGI_REASONS[self._state].format(cause="" if self._run is None else self._run.cause)

    @property
    def run(self) -> int:
        """How many times the channel has entered AsyncAGI."""
        return self._runs

    @property
    def channel(self) -> str:
        """The channel's name."""
        return self._identity.channel

    @property
    def unique_id(self) -> str | None:
        """The channel's unique id, once it is known; Asterisk before 12 does not send it."""
        return self._identity.unique_id

    @property
    def prefix(self) -> str:
        """The beginning of the ids that the session generates."""
        return self._asked.prefix

    @property
    def max_queued(self) -> int:
        """How many commands may be sent and not executed at a time."""
        return self._asked.max_queued

    def is_queued(self, command_id: str) -> bool:
        """Return whether a command that was sent, and not abandoned, is still to be executed in this run."""
        return self._asked.awaits(command_id)

    def register(self, registry: MutableMapping[str, AsyncAgiSession]) -> None:
        """Record the actions whose responses are due in a registry, which several sessions may share.

        Raises:
            LocalProtocolError: an action id of this session is in use by another session in the registry.
        """
        self._asked.register(registry)

    def receive(self, message: Headers | Greeting | NeedData | None) -> None:
        """Process what `AmiReader.next_message` returned, or any mapping of headers.

        A message that is not about this session, or that arrives after the hangup, is ignored. None, the end of the
        connection, closes the session.
        """
        if message is None:
            self.close(CONNECTION_ENDED)
        elif (received := read_message(message)) is not None:
            self.take(received)

    def take(self, received: Received) -> None:
        """Process a message that `read_message` returned; see `receive`."""
        if self._state is _GONE:
            return
        if isinstance(received, ActionResponse):
            self._receive_response(received)
        elif self._identity.is_of(received):
            self._take_event(received)

    def next_event(self) -> AsyncAgiEvent | NeedData:
        """Return the next event, or `NEED_DATA` if another message is needed."""
        return self._queue.popleft() if self._queue else NEED_DATA

    def send(self, command: Command[object], *, command_id: str | None = None, action_id: str | None = None) -> bytes:
        """Return the manager action that queues a command, as bytes for the connection.

        Args:
            command: the command.
            command_id: the id in the event with the reply; generated by default.
            action_id: the id in the response to the action; generated by default.

        Raises:
            InvalidArgument: an argument cannot be sent.
            DeadChannel: the channel has hung up.
            LocalProtocolError: no command can be sent now, or an id is in use: the command id in this session, or the
                action id in any session of the connection.
            TypeError: `command` is not a command.
        """
        return self._ask(command, "application", command_id, action_id).data

    def send_headers(
        self, command: Command[object], *, command_id: str | None = None, action_id: str | None = None
    ) -> Mapping[str, str]:
        """Return the action that `send` would return, as headers for another AMI client."""
        return dict(self._ask(command, "application", command_id, action_id).headers)

    def fetch(self) -> bytes:
        """Return an action that fetches the rest of replies (`is_incomplete`); its own reply is a `FetchAnswered`.

        Once its command has run, every earlier command has run too, or was never sent (`is_in_doubt`).

        Raises:
            LocalProtocolError: no command can be sent now.
        """
        return self._ask(FETCH, "session").data

    def fetch_headers(self) -> Mapping[str, str]:
        """Return the action that `fetch` would return, as headers for another AMI client."""
        return dict(self._ask(FETCH, "session").headers)

    def abandon(self, command_id: str) -> None:
        """Record that nobody waits for the reply to a command any more: if it arrives, the event is a `LateReply`.

        If no such command is due, nothing happens.
        """
        for asked in (*self._ran, *self._asked):
            asked.abandoned = asked.abandoned or asked.command_id == command_id

    def close(self, reason: str) -> None:
        """End the session on this side: each command that is due causes a `CommandLost`, and nothing is sent.

        If the session belongs to a call, use `AsyncAgiCall.close`, which also wakes the coroutines that wait.
        """
        if self._state is _GONE:
            return
        self._end(reason)
        self._asked.clear()
        self._over = reason
        self._move(AsyncAgiTrigger.HANGUP)

    def save(self) -> Mapping[str, Json]:
        """Return the session as plain data, which JSON can represent, for `restore` in another process.

        Raises:
            LocalProtocolError: `next_event` has not returned all events yet.
        """
        if self._queue:
            raise LocalProtocolError("cannot save yet: take all events with next_event() first")
        return {
            "format": FORMAT,
            "kind": _KIND,
            "channel": self.channel,
            "unique_id": self.unique_id,
            "prefix": self.prefix,
            "count": self._asked.count,
            "max_reply": self._max_reply,
            "max_queued": self.max_queued,
            "state": self._state.value,
            "run": self._runs,
            "over": self._over,
            "asked": [asked.save() for asked in self._asked],
            **(NO_RUN if self._run is None else self._run.save(with_pipe=self._state in IN_ASYNC_AGI)),
        }

    @classmethod
    def restore(cls, data: object, *, classes: CommandClasses = ()) -> AsyncAgiSession:
        """Return a session restored from what `save` returned.

        Args:
            data: the plain data.
            classes: command classes besides those of agicodec that the data may contain.

        Raises:
            SavedStateError: the data is not a saved session.
        """
        saved = Saved.of_kind(data, _KIND)
        limits = {"max_reply": saved.integer("max_reply"), "max_queued": saved.integer("max_queued")}
        session = cls(saved.text("channel"), prefix=saved.text("prefix"), **limits)
        session._identity.unique_id, session._asked.count = saved.text_or_none("unique_id"), saved.integer("count")
        session._runs, session._over = saved.integer("run"), saved.text("over")
        # No event is replayed: between two events, a run consists of the environment, the bytes of incomplete replies
        # and their commands, and `Run.restore` restores these. Only the state is reached by triggers, those in
        # ASYNCAGI_WAYS, and must fit the other entries: there is a pipe if and only if AsyncAGI runs. The commands that
        # are due are saved as they are, since their order is that of the actions and does not depend on the state.
        state = AsyncAgiState(saved.choice("state", *(state.value for state in AsyncAgiState)))
        for trigger in ASYNCAGI_WAYS[state]:
            session._move(trigger)
        runs = state in IN_ASYNC_AGI
        if (saved.table_or_none("pipe") is not None) != runs:
            raise saved.wrong("pipe", f"a table while the session runs, else null; its state is {state.value!r}")
        if runs or saved.text_or_none("environment") is not None:
            session._run = Run.restore(saved, classes, session._max_reply)
        session._asked.restore(saved.tables("asked"), classes)
        return session

    def _take_event(self, event: ChannelEvent) -> None:
        match event:
            case AsyncAgiExecuted():
                self._execute(event)
            case AgiExecStarted():
                if self._run is not None:
                    self._run.note(event.command)
            case AsyncAgiStarted():
                self._start(event)
            case AsyncAgiEnded():
                self._end("AsyncAGI has ended on the channel" + ("" if self._run is None else self._run.cause))
            case ChannelGone():
                self.close(_HAS_HUNG_UP)
                self._queue.append(ChannelHungUp())
            case ChannelRenamed():
                self._identity.channel = event.new_name or self.channel
            case _:
                pass

    def _start(self, event: AsyncAgiStarted) -> None:
        self._end("AsyncAGI has started on the channel again")
        self._identity.unique_id = event.unique_id or self.unique_id
        self._run = Run(event.environment, Reassembly(event.fragment, self._max_reply))
        self._runs += 1
        self._move(AsyncAgiTrigger.START)
        self._queue.append(SessionStarted(event.environment, event.truncated))

    def _execute(self, event: AsyncAgiExecuted) -> None:
        if self._run is None or self._state not in IN_ASYNC_AGI:
            return
        asked = self._asked.remove(event.command_id or "")
        for happened in self._run.execute(event, asked, foresee=self._state is _RUNNING):
            if isinstance(happened, SessionEnding):
                self._move(AsyncAgiTrigger.FORESEE)
            self._queue.append(happened)

    def _end(self, reason: str) -> None:
        if self._run is None or self._state not in IN_ASYNC_AGI:
            return
        self._queue += self._run.end()
        for asked in self._asked.end_run():
            self._queue.append(CommandLost(asked.command, NeverAnswered(str(asked.command), reason), asked.command_id))
        self._move(AsyncAgiTrigger.END)
        self._queue.append(SessionEnded())

    def _receive_response(self, response: ActionResponse) -> None:
        asked = self._asked.confirm(response.action_id)
        if asked is None:
            return
        refusal = None if response.accepted else response.refusal_of(str(asked.command))
        if refusal is not None:
            self._asked.remove(asked.command_id)
        if asked.abandoned:
            return
        if refusal is not None:
            self._queue.append(CommandRefused(asked.command, refusal, asked.command_id))
        elif asked.by == "application":
            self._queue.append(CommandQueued(asked.command, asked.command_id))

    def _ask(
        self, command: Command[object], by: Asker, command_id: str | None = None, action_id: str | None = None
    ) -> Action:
        if self._state is not _RUNNING:
            require_command(command)
            # Unlike `Session.send`, this refuses all commands: launch_asyncagi (res/res_agi.c) runs none on a channel
            # that has hung up, not even those that need no live channel.
            if self.hung_up:
                raise DeadChannel(str(command), "")
            raise LocalProtocolError(f"cannot send {command}: {self.over}")
        if (ran := self._ran) and command_id is not None and plain(command_id) in [asked.command_id for asked in ran]:
            raise LocalProtocolError(f"cannot send {command}: the id {command_id!r} is in use")
        return self._asked.ask(self.channel, command, by, self._runs, command_id, action_id)

    @property
    def _ran(self) -> tuple[Asked, ...]:
        """The commands that have run and whose replies are incomplete."""
        return () if self._run is None else self._run.incomplete

    def _move(self, trigger: AsyncAgiTrigger) -> None:
        self._state = ASYNCAGI_TRANSITIONS[self._state][trigger]
