"""Channels in AsyncAGI: the queues of their commands, and the pipes through which Asterisk reads the replies."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import count
from operator import itemgetter
from typing import Final, TypeAlias

from attrs import frozen

from agicodec.asterisk import Decoded, decode_command, encode_reply
from agicodec.asterisk.decoding import admit
from agicodec.asyncagi import quote_uri
from agicodec.commands.dialplan import Exec
from agicodec.model import Command
from agicodec.results import ChannelState
from agicodec.testing.asterisk.asterisk import Asterisk
from agicodec.testing.conversation import Conversation
from agicodec.wire import RawReply, from_wire, to_wire
from agicodec.wire.protocol import ASYNC_LOSSY, ASYNC_READ, MAX_ASYNC_REPLY

__all__ = ["AsyncChannel", "AsyncChannels", "Headers"]

Headers: TypeAlias = Mapping[str, str]
"""The headers of a manager message, by their names."""

_RESULTS: Final = {510: "Invalid or unknown command", 520: "Usage"}
"""The Result header of AGIExecEnd by the status; `Success` for any other status."""

_ROOM: Final = ASYNC_LOSSY + 2
"""The maximal length of a reply in an event, in characters; an escape that does not fit is left out."""

_UNKNOWN: Final = "<unknown>"
"""The caller's number and name in a list of channels, when they are not known."""

_FAILURE: Final = ("-1", "Failure")


@frozen
class _Queued:
    """A queued command."""

    line: str
    command_id: str
    place: int
    """The position among the commands of all channels."""


class AsyncChannel:
    """A channel that enters AsyncAGI, in Asterisk. Its methods return the events that they cause."""

    def __init__(self, asterisk: Asterisk) -> None:
        self.asterisk = asterisk
        self.conversation: Conversation = asterisk.caller.conversation
        self.running: bool = False
        """Whether the channel is in AsyncAGI."""
        self.entered: bool = False
        """Whether the channel has ever been in AsyncAGI: only then, commands can be queued for it."""
        self._queued: deque[_Queued] = deque()
        self._pipe = b""
        self._endless: tuple[_Queued, Command[object]] | None = None
        self._application: tuple[str, str] | None = None
        """The last application that EXEC ran in this run of AsyncAGI, and its options; None if there is none."""
        self._executed = 0

    @property
    def queued(self) -> tuple[str, ...]:
        """The lines of the queued commands."""
        return tuple(queued.line for queued in self._queued)

    @property
    def next_place(self) -> int | None:
        """The position of the next command; None if there is none, or the channel cannot run it now."""
        return self._queued[0].place if self._queued and self.running and self._endless is None else None

    @property
    def endless(self) -> str:
        """The line of a running command that never ends by itself; empty if there is none."""
        return "" if self._endless is None else self._endless[0].line

    @property
    def state(self) -> ChannelState:
        """The state that CHANNEL STATUS on another channel reports for this one."""
        return ChannelState("up" if self.asterisk.up else "line ringing")

    def is_named(self, name: str) -> bool:
        """Return whether a name in an action is the name or the unique id of this channel."""
        return name.lower() == self.asterisk.channel.lower() or name == self.asterisk.unique_id

    def describe(self, *, status: bool = False) -> Headers:
        """Return the event that describes the channel in a list of all channels: that of CoreShowChannels or Status.

        CoreShowChannels reports the application of an EXEC also when that has ended, since Asterisk takes no snapshot
        of the channel then (pbx_exec in main/pbx_app.c).
        """
        environment = self.asterisk.environment("agi:async")
        application = ("AGI", ",".join(("agi:async", *environment.arguments))) if self.running else ("Wait", "60")
        if self.running and self._application is not None and (self._endless is not None or not status):
            application = self._application
        return {
            "Event": "Status" if status else "CoreShowChannel",
            "Channel": self.asterisk.channel,
            "CallerIDNum": environment.caller_id_number or _UNKNOWN,
            "CallerIDName": environment.caller_id_name or _UNKNOWN,
            "Language": environment.language,
            "AccountCode": environment.account_code,
            "Context": environment.context,
            "Exten": environment.extension,
            "Priority": str(environment.priority),
            "Uniqueid": self.asterisk.unique_id,
            "Application": application[0],
            "Data" if status else "ApplicationData": application[1],
        }

    def enter(self) -> list[Headers]:
        """Start AsyncAGI on the channel.

        Raises:
            CallFlowError: the channel is in AsyncAGI already, or has hung up.
        """
        if self.running or self.asterisk.hung_up:
            problem = "is in AsyncAGI already" if self.running else "has hung up"
            raise self.conversation.failure(f"{self.asterisk.channel} cannot enter AsyncAGI: it {problem}.")
        self.running = self.entered = True
        self.conversation.asterisk(f"(AsyncAGI starts on {self.asterisk.channel})")
        self._application = None
        self._pipe = self.asterisk.environment("agi:async").encode()
        started = self._event("AsyncAGIStart", Env=self._read())
        return [started, *(self._hang_up() if self.asterisk.hangs_up_now() else [])]

    def notice_hangup(self) -> list[Headers]:
        """End the run if the channel has hung up since the last command."""
        return self._hang_up() if self.running and self.asterisk.hung_up else []

    def leave(self) -> list[Headers]:
        """End AsyncAGI on the channel, as a Redirect does."""
        return self._stop_endless() + self._end("HANGUP") if self.running else []

    def hang_up(self) -> list[Headers]:
        """Hang up the channel unless it has hung up already; queued commands are never run."""
        if self.asterisk.hung_up and not self.running:
            return []
        self.asterisk.hung_up = True
        self.conversation.asterisk(f"({self.asterisk.channel} is hung up)")
        return self._hang_up()

    def rename(self, name: str) -> list[Headers]:
        """Rename the channel."""
        event = self._event("Rename", Newname=name)
        self.asterisk.channel = name
        self.conversation.asterisk(f"({event['Channel']} is called {name} now)")
        return [event]

    def queue(self, line: str, command_id: str, place: int) -> None:
        """Queue a command."""
        self._queued.append(_Queued(line, command_id, place))

    def run(self) -> list[Headers]:
        """Run the next command.

        Raises:
            CallFlowError: the command needs an answer that the test did not set, or the pipe has no room for its reply.
        """
        queued = self._queued.popleft()
        self.conversation.application(queued.line)
        self.asterisk.count()
        self._executed += 1
        command = decode_command(to_wire(queued.line), self.asterisk.classes)
        if isinstance(command, Exec):
            self._application = command.application, command.options or ""
        began = self._executing("AGIExecStart", queued)
        raw, hung_up = self._reply(queued, command)
        if raw is None:
            return [began]
        events = [began, *self._answer(queued, command, raw)]
        failed, breaks = _outcome(command, raw)
        if hung_up or self.asterisk.hangs_up_now():
            return [*events, *self._hang_up()]
        if failed or breaks:
            return [*events, *self._end("FAILURE" if failed else "SUCCESS")]
        return events

    def _reply(self, queued: _Queued, command: Decoded) -> tuple[RawReply | None, bool]:
        """Return the reply to a command, None if it never ends, and whether the caller hung up during it."""
        admitted = self.asterisk.named(command) or admit(command)
        if isinstance(admitted, RawReply):
            return admitted, self.asterisk.refuse()
        ran = self.asterisk.run(admitted, may_last=True)
        if ran.raw is None and isinstance(admitted, Command):
            self._endless = queued, admitted
        return ran.raw, ran.hung_up

    def _answer(self, queued: _Queued, command: Decoded, raw: RawReply) -> list[Headers]:
        """Return the events that report the reply to a command."""
        data = encode_reply(command, raw)
        self.conversation.asterisk(from_wire(data))
        self._write(queued, data)
        failed, _ = _outcome(command, raw)
        code, word = _FAILURE if failed else (str(raw.status), _RESULTS.get(raw.status, "Success"))
        command_id = {"CommandId": queued.command_id} if queued.command_id else {}
        return [
            self._executing("AGIExecEnd", queued, ResultCode=code, Result=word),
            self._event("AsyncAGIExec", Result=self._read(), **command_id),
        ]

    def _write(self, queued: _Queued, data: bytes) -> None:
        self._pipe += data
        if len(self._pipe) > MAX_ASYNC_REPLY:
            problem = f"{len(self._pipe)} bytes would wait in the pipe, and {MAX_ASYNC_REPLY} have room"
            raise self.conversation.failure(f"The channel hangs, or loses replies: after {queued.line}, {problem}.")

    def _read(self) -> str:
        """Read the data for an event from the pipe; the rest stays for the next event."""
        data, self._pipe = self._pipe[:ASYNC_READ], self._pipe[ASYNC_READ:]
        text = quote_uri(data)
        if len(text) <= _ROOM:
            return text
        return text[: _ROOM - next((back for back in (1, 2) if text[_ROOM - back] == "%"), 0)]

    def _hang_up(self) -> list[Headers]:
        self._queued.clear()
        events = self._stop_endless()
        return [*events, *(self._end("HANGUP") if self.running else []), self._event("Hangup", Cause="16")]

    def _stop_endless(self) -> list[Headers]:
        """End the running command that never ends by itself, because its channel leaves or hangs up."""
        running, self._endless = self._endless, None
        if running is None:
            return []
        queued, command = running
        hung_up = self.asterisk.hung_up
        raw = self.asterisk.hang_up_during(command)
        self.asterisk.hung_up = hung_up
        return self._answer(queued, command, raw)

    def _end(self, status: str) -> list[Headers]:
        self.running = False
        self.asterisk.speech = False
        self.asterisk.variables["AGISTATUS"] = status
        self.conversation.asterisk("(AsyncAGI ends)")
        return [self._event("AsyncAGIEnd")]

    def _executing(self, name: str, queued: _Queued, **headers: str) -> Headers:
        return self._event(name, CommandId=str(self._executed), Command=queued.line, **headers)

    def _event(self, name: str, **headers: str) -> Headers:
        return {"Event": name, "Channel": self.asterisk.channel, "Uniqueid": self.asterisk.unique_id, **headers}


def _outcome(command: Decoded, raw: RawReply) -> tuple[bool, bool]:
    """Return whether a reply ends the run as a failure, and whether it ends the run as a success."""
    return isinstance(command, Command) and command.fails(raw), isinstance(command, Command) and command.breaks(raw)


class AsyncChannels:
    """All channels of a manager interface."""

    def __init__(self) -> None:
        self._channels: list[AsyncChannel] = []
        self._places = count()

    def __iter__(self) -> Iterator[AsyncChannel]:
        return iter(self._channels)

    def of(self, asterisk: Asterisk) -> AsyncChannel:
        """Return the channel of a call, which is added if it is new.

        Raises:
            CallFlowError: another channel that has not hung up has the same name or unique id.
        """
        for channel in self._channels:
            if channel.asterisk is asterisk:
                return channel
        if self.find(asterisk.channel) or self.find(asterisk.unique_id):
            names = f"Asterisk(channel={asterisk.channel!r}, unique_id={asterisk.unique_id!r})"
            problem = f"{names}: another channel has that name or that unique id; each needs its own."
            raise asterisk.caller.conversation.failure(problem)
        made = AsyncChannel(asterisk)
        self._channels.append(made)
        return made

    def rename(self, channel: AsyncChannel, name: str) -> list[Headers]:
        """Rename a channel.

        Raises:
            CallFlowError: another channel has that name or unique id.
        """
        if self.find(name) not in (None, channel):
            raise channel.conversation.failure(f"{channel.asterisk.channel} cannot be called {name}: another one is.")
        return channel.rename(name)

    def find(self, name: str) -> AsyncChannel | None:
        """Return the channel with a name or a unique id that has not hung up; None if there is none."""
        found = (channel for channel in self._channels if channel.is_named(name) and not channel.asterisk.hung_up)
        return next(found, None)

    def queue(self, channel: AsyncChannel, line: str, command_id: str) -> None:
        """Queue a command for a channel, after the commands of all channels."""
        channel.queue(line, command_id, next(self._places))

    def ready(self) -> list[AsyncChannel]:
        """Return the channels that have a command to run, in the order in which the commands were queued."""
        places = [(place, channel) for channel in self._channels if (place := channel.next_place) is not None]
        return [channel for _, channel in sorted(places, key=itemgetter(0))]

    def run(self, channel: AsyncChannel) -> list[Headers]:
        """Run the next command of a channel, which may read the states of the others and hang one of them up."""
        others = {
            other.asterisk.channel: other
            for other in self._channels
            if other is not channel and not other.asterisk.hung_up
        }
        known = channel.asterisk.channels
        known.update({name: other.state for name, other in others.items()})
        events = channel.run()
        gone = [other for name, other in others.items() if name not in known]
        for name in others:
            known.pop(name, None)
        return events + [event for other in gone for event in other.hang_up()]
