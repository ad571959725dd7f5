"""The application's side of AsyncAGI on one channel.

Messages of the manager interface go in, events come out; commands go in, manager actions come out. No I/O:

    session = AsyncSession(channel)
    session.receive(message)                     # any AMI message, or any mapping of its headers
    event = session.next_event()                 # or NEED_DATA
    data = session.send(GetVariable("UNIQUEID"))  # for the manager connection to write
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Mapping, MutableMapping

from agicodec.asyncagi import (
    Action,
    AsyncAgiEnded,
    AsyncAgiExecuted,
    AsyncAgiStarted,
    FoldedHeaders,
    Headers,
    environment_of,
    fold,
    make_action,
    read_event,
    read_refusal,
    response_id,
)
from agicodec.command import Command
from agicodec.environment import Environment
from agicodec.errors import DeadChannel, LocalProtocolError, NeverAnswered
from agicodec.events import (
    NEED_DATA,
    AsyncEvent,
    ChannelHungUp,
    CommandLost,
    CommandQueued,
    CommandRefused,
    EnvironmentCompleted,
    LateReply,
    NeedData,
    OtherReply,
    ReplyIncomplete,
    ReplyReceived,
    SessionEnded,
    SessionEnding,
    SessionStarted,
    UnexpectedLine,
)
from agicodec.pipe import Asked, Asker, EnvironmentRead, Pipe, PipeItem, PipeState, ReplyRead
from agicodec.protocol import MAX_QUEUED, MAX_REPLY
from agicodec.raw import Raw
from agicodec.saved import FORMAT, CommandClasses, Json, Saved, bytes_to_text
from agicodec.states import ASYNC_REASONS, ASYNC_TRANSITIONS, AsyncState, AsyncTrigger

__all__ = ["AsyncSession"]

_KIND = "async session"
_RUNNING, _GONE = AsyncState.RUNNING, AsyncState.GONE
_FETCH = Raw("GET FULL VARIABLE", "agicodec-rest")
"""What is run to bring the rest of a reply."""
_OTHER = Raw("OTHER")
"""Stands for a command of another client."""


class AsyncSession:
    """AsyncAGI on one channel, as the application has it.

    After each `receive`, call `next_event` until it gives `NEED_DATA`. Several commands may be sent at a time: Asterisk
    runs them in their order. Nothing can interrupt one.

    Args:
        channel: the channel's name.
        prefix: what the ids of actions and commands begin with; at random unless given. Two sessions on one channel
            need different ones.
        max_reply: the largest reply to put together, in bytes.
        max_queued: how many commands may wait for their replies.
    """

    def __init__(
        self, channel: str, *, prefix: str | None = None, max_reply: int = MAX_REPLY, max_queued: int = MAX_QUEUED
    ) -> None:
        self._channel = channel
        self._unique_id: str | None = None
        self._prefix = secrets.token_hex(4) if prefix is None else prefix
        self._count = 0
        self._max_reply = max_reply
        self._max_queued = max_queued
        self._state = AsyncState.WAITING
        self._environment: Environment | None = None
        self._sign_extends = False
        self._pipe: Pipe | None = None
        self._asked: dict[str, Asked] = {}
        self._actions: dict[str, Asked] = {}
        self._registry: MutableMapping[str, AsyncSession] = {}
        self._queue: deque[AsyncEvent] = deque()

    @property
    def channel(self) -> str:
        """The channel's name."""
        return self._channel

    @property
    def prefix(self) -> str:
        """What the ids that the session makes begin with."""
        return self._prefix

    @property
    def unique_id(self) -> str | None:
        """The channel's unique id, once it is known; Asterisk before 12 does not tell."""
        return self._unique_id

    @property
    def state(self) -> AsyncState:
        """Where the session stands."""
        return self._state

    @property
    def environment(self) -> Environment | None:
        """The environment, once it has come."""
        return self._environment

    @property
    def commands(self) -> tuple[Command[object], ...]:
        """The commands that wait for their replies, in their order."""
        running = self._pipe.commands if self._pipe is not None else ()
        asked = (*running, *self._asked.values())
        return tuple(one.command for one in asked if one.by == "application")

    def register(self, registry: MutableMapping[str, AsyncSession]) -> None:
        """Keep a registry, which sessions may share, of the actions whose responses are due."""
        self._registry = registry
        registry.update(dict.fromkeys(self._actions, self))

    def receive(self, headers: Headers) -> None:
        """Take a message; one that is not about this session, or comes after the hangup, changes nothing."""
        if self._state is _GONE:
            return
        names = fold(headers)
        if action_id := response_id(names):
            self._receive_response(action_id, names)
            return
        event = read_event(names, sign_extended=self._sign_extends)
        if event is None:
            if names.get("event", "").casefold() == "hangup" and self._is_mine(names):
                self._hang_up()
            return
        if not self._is_mine(names):
            return
        if isinstance(event, AsyncAgiStarted):
            self._start(event)
        elif isinstance(event, AsyncAgiExecuted):
            self._execute(event)
        elif isinstance(event, AsyncAgiEnded):
            self._end("AsyncAGI has ended on the channel")

    def next_event(self) -> AsyncEvent | NeedData:
        """Give the next thing that has happened; `NEED_DATA` when another message must come first."""
        return self._queue.popleft() if self._queue else NEED_DATA

    def send(self, command: Command[object], *, command_id: str | None = None, action_id: str | None = None) -> bytes:
        """Give the manager action that queues a command, as bytes for the connection.

        Args:
            command: the command.
            command_id: what the event with its reply will carry; made up unless given.
            action_id: what the response to the action will carry; made up unless given.

        Raises:
            InvalidArgument: an argument cannot be sent.
            DeadChannel: the channel has hung up.
            LocalProtocolError: no command may be sent now, or the id is in use.
        """
        return self._ask(command, "application", command_id, action_id).data

    def send_headers(
        self, command: Command[object], *, command_id: str | None = None, action_id: str | None = None
    ) -> Mapping[str, str]:
        """Give the same action as headers, for another AMI client; see `send`."""
        return dict(self._ask(command, "application", command_id, action_id).headers)

    def fetch(self) -> bytes:
        """Give an action that brings the rest of a reply (`ReplyIncomplete`), without an event of its own.

        Raises:
            LocalProtocolError: no command may be sent now.
        """
        return self._ask(_FETCH, "session").data

    def fetch_headers(self) -> Mapping[str, str]:
        """Give the same action as headers, for another AMI client; see `fetch`."""
        return dict(self._ask(_FETCH, "session").headers)

    def close(self, reason: str) -> None:
        """Give the session up: nothing more of it will come, and no command that waits will be answered."""
        if self._state in (AsyncState.RUNNING, AsyncState.ENDING):
            self._end(reason)
        self._asked.clear()
        for action_id in tuple(self._actions):
            self._forget_action(action_id)
        self._move(AsyncTrigger.HANGUP)

    def save(self) -> Mapping[str, Json]:
        """Write the session as plain data, which JSON can hold, for `restore` to go on with in another process.

        Raises:
            LocalProtocolError: there are events to take first.
        """
        if self._queue:
            raise LocalProtocolError("cannot save yet: take all events with next_event() first")
        pipe = None if self._pipe is None else self._pipe.save()
        return {
            "format": FORMAT,
            "kind": _KIND,
            "channel": self._channel,
            "unique_id": self._unique_id,
            "prefix": self._prefix,
            "count": self._count,
            "max_reply": self._max_reply,
            "max_queued": self._max_queued,
            "state": self._state.value,
            "environment": None if self._environment is None else bytes_to_text(self._environment.encode()),
            "asked": [self._save_asked(asked) for asked in self._asked.values()],
            "pipe": None
            if pipe is None
            else {
                "data": bytes_to_text(pipe.data),
                "commands": [self._save_asked(asked) for asked in pipe.commands],
                "in_block": pipe.in_block,
                "lost": pipe.lost,
                "clean": pipe.clean,
            },
        }

    @classmethod
    def restore(cls, data: object, *, classes: CommandClasses = ()) -> AsyncSession:
        """Make a session of what `save` gave.

        Args:
            data: the plain data.
            classes: command classes besides those of agicodec that it may hold.

        Raises:
            SavedStateError: the data is no saved session.
        """
        saved = Saved.of_kind(data, _KIND)
        limits = {"max_reply": saved.integer("max_reply"), "max_queued": saved.integer("max_queued")}
        session = cls(saved.text("channel"), prefix=saved.text("prefix"), **limits)
        session._unique_id, session._count = saved.text_or_none("unique_id"), saved.integer("count")
        session._state = AsyncState(saved.choice("state", *(state.value for state in AsyncState)))
        if saved.text_or_none("environment") is not None:
            session._set_environment(environment_of(saved.data("environment")))
        for entry in saved.tables("asked"):
            asked = session._restore_asked(entry, classes)
            session._asked[asked.command_id] = asked
        pipe = saved.table_or_none("pipe")
        if (pipe is not None) != (session._state in (AsyncState.RUNNING, AsyncState.ENDING)):
            raise saved.wrong("pipe", f"a table while the session runs, else None; it is {session._state.value}")
        if pipe is not None:
            commands = tuple(session._restore_asked(entry, classes) for entry in pipe.tables("commands"))
            state = PipeState(pipe.data("data"), commands, *map(pipe.flag, ("in_block", "lost", "clean")))
            session._pipe = Pipe.restore(state, session._max_reply)
        return session

    def _save_asked(self, asked: Asked) -> Json:
        return {**asked.save(), "confirmed": asked.action_id not in self._actions}

    def _restore_asked(self, saved: Saved, classes: CommandClasses) -> Asked:
        asked = Asked.restore(saved, classes)
        if not saved.flag("confirmed"):
            self._actions[asked.action_id] = asked
        return asked

    def _set_environment(self, environment: Environment) -> None:
        self._environment = environment
        self._sign_extends = environment.version is not None and environment.version.sign_extends

    def _is_mine(self, names: FoldedHeaders) -> bool:
        """Tell whether an event is about this channel, whose name may have changed."""
        channel, unique_id = names.get("channel", ""), names.get("uniqueid")
        if not unique_id or self._unique_id is None:
            return channel == self._channel
        if unique_id != self._unique_id:
            return False
        self._channel = channel or self._channel
        return True

    def _receive_response(self, action_id: str, names: FoldedHeaders) -> None:
        asked = self._forget_action(action_id)
        if asked is None:
            return
        refusal = read_refusal(names, str(asked.command))
        if refusal is not None:
            self._asked.pop(asked.command_id, None)
        if asked.by != "application":
            return
        self._queue.append(CommandQueued(asked.command) if refusal is None else CommandRefused(asked.command, refusal))

    def _forget_action(self, action_id: str) -> Asked | None:
        self._registry.pop(action_id, None)
        return self._actions.pop(action_id, None)

    def _ask(
        self,
        command: Command[object],
        by: Asker,
        command_id: str | None = None,
        action_id: str | None = None,
    ) -> Action:
        if self._state is _GONE:
            raise DeadChannel(str(command), "")
        if self._state is not _RUNNING:
            raise LocalProtocolError(f"cannot send {command}: {ASYNC_REASONS[self._state]}")
        if len(self._asked) >= self._max_queued:
            raise LocalProtocolError(f"cannot send {command}: {len(self._asked)} commands wait, {self._max_queued} may")
        made = f"{self._prefix}-{self._count + 1}"
        action = make_action(self._channel, command, command_id or made, action_id or made)
        for found, name in ((self._asked, action.command_id), (self._actions, action.action_id)):
            if name in found:
                raise LocalProtocolError(f"cannot send {command}: the id {name!r} is in use")
        self._count += 1
        asked = Asked(command, by, action.command_id, action.action_id)
        self._asked[action.command_id] = self._actions[action.action_id] = asked
        self._registry[action.action_id] = self
        return action

    def _start(self, event: AsyncAgiStarted) -> None:
        if self._state in (AsyncState.RUNNING, AsyncState.ENDING):
            self._end("AsyncAGI has started on the channel again")
        self._set_environment(event.environment)
        self._unique_id = event.unique_id or self._unique_id
        self._pipe = Pipe(event.fragment, self._max_reply)
        self._move(AsyncTrigger.START)
        self._queue.append(SessionStarted(event.environment, event.truncated))

    def _execute(self, event: AsyncAgiExecuted) -> None:
        if self._pipe is None:
            return
        command_id = event.command_id or ""
        asked = self._asked.pop(command_id, None) or Asked(_OTHER, "other", command_id)
        self._forget_action(asked.action_id)
        for item in self._pipe.feed(asked, event.fragment):
            self._tell(item)
        for waiting in self._pipe.commands:
            if waiting.by == "application":
                self._queue.append(ReplyIncomplete(waiting.command))
                break

    def _tell(self, item: PipeItem) -> None:
        match item:
            case ReplyRead():
                self._tell_reply(item)
            case EnvironmentRead(block):
                environment = environment_of(block)
                self._set_environment(environment)
                self._queue.append(EnvironmentCompleted(environment))
            case _:
                self._queue.append(UnexpectedLine(item.line))

    def _tell_reply(self, read: ReplyRead) -> None:
        asked, command, raw = read.asked, read.asked.command, read.raw
        if asked.by == "application":
            self._queue.append(ReplyReceived(command, raw, read.certain))
        elif asked.by == "ended":
            self._queue.append(LateReply(command, raw))
        elif asked.by == "other":
            self._queue.append(OtherReply(asked.command_id, raw))
        failed = command.fails(raw)
        if (failed or command.breaks(raw)) and self._state is _RUNNING:
            self._move(AsyncTrigger.FORESEE)
            self._queue.append(SessionEnding(command, failed))

    def _end(self, reason: str) -> None:
        if self._pipe is None:
            return
        for item in self._pipe.end():
            self._tell(item)
        self._pipe = None
        for asked in self._asked.values():
            if asked.by == "application":
                asked.by = "ended"
                self._queue.append(CommandLost(asked.command, NeverAnswered(str(asked.command), reason)))
        self._move(AsyncTrigger.END)
        self._queue.append(SessionEnded())

    def _hang_up(self) -> None:
        self.close("the channel has hung up")
        self._queue.append(ChannelHungUp())

    def _move(self, trigger: AsyncTrigger) -> None:
        self._state = ASYNC_TRANSITIONS[self._state].get(trigger, self._state)
