"""Helpers for tests of AsyncAGI: recorded manager messages, and sessions that receive them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agicodec import NEED_DATA, Command, Environment, NeedData, Raw
from agicodec.asyncagi import (
    AgiExecStarted,
    AmiReader,
    AsyncAgiEvent,
    AsyncAgiExecuted,
    AsyncAgiSession,
    AsyncAgiStarted,
    AsyncAgiState,
    Greeting,
    Message,
    quote_uri,
    read_event,
)
from agicodec.session import ReplyReceived, SessionStarted
from agicodec.wire import from_wire, split, to_wire
from tests.places import DATA

CHANNEL, UNIQUE_ID = "PJSIP/ann-00000001", "1795.1"
MINE = {"Channel": CHANNEL, "Uniqueid": UNIQUE_ID}
BLOCK = Environment(request="async", channel=CHANNEL, unique_id=UNIQUE_ID).encode()


def read_messages(data: bytes, chunks: Iterable[int] | None = None) -> list[Greeting | Message]:
    """Read all messages of a stream, cut at the given places or not at all."""
    reader, found = AmiReader(), list[Greeting | Message]()
    places = sorted({place % len(data) for place in chunks or ()} | {0, len(data)}) if data else [0]
    for start, end in zip(places, [*places[1:], None], strict=True):
        if not (piece := data[start:end]):
            continue
        reader.receive_data(piece)
        while (message := reader.next_message()) is not NEED_DATA and message is not None:
            assert not isinstance(message, NeedData)
            found.append(message)
    return found


def recording(name: str) -> list[Message]:
    """Read a recording below tests/data."""
    messages = read_messages((DATA / name).read_bytes())
    return [message for message in messages if isinstance(message, Message)]


def lines_of(messages: Iterable[Message]) -> dict[str, str]:
    """Return the line of each command in a recording by the id of its action."""
    lines: dict[str, str] = {}
    line = ""
    for message in messages:
        match read_event(message):
            case AgiExecStarted(command=command):
                line = command
            case AsyncAgiExecuted(command_id=str(command_id)):
                lines[command_id] = line
            case _:
                pass
    return lines


def raw_of(line: str) -> Raw:
    words = [from_wire(word) for word in split(to_wire(line))]
    return Raw(words[0], *words[1:])


def drain(session: AsyncAgiSession) -> Iterator[AsyncAgiEvent]:
    while (event := session.next_event()) is not NEED_DATA:
        yield event


def replay(name: str, typed: dict[str, Command[object]] | None = None) -> tuple[AsyncAgiSession, list[AsyncAgiEvent]]:
    """Have a session send what was sent in a recording, and take what came; commands that are not typed are raw."""
    messages = recording(name)
    lines = lines_of(messages)
    start = next(event for event in map(read_event, messages) if isinstance(event, AsyncAgiStarted))
    session = AsyncAgiSession(start.channel)
    events: list[AsyncAgiEvent] = []
    for message in messages:
        action_id = message.get("ActionID", "")
        if action_id[:1] == "a" and session.state is AsyncAgiState.RUNNING:
            command_id = f"c{action_id[1:]}"
            command = (typed or {}).get(command_id) or raw_of(lines.get(command_id, "NOOP"))
            session.send(command, command_id=command_id, action_id=action_id)
        session.receive(message)
        events += drain(session)
    return session, events


def started() -> AsyncAgiSession:
    session = AsyncAgiSession(CHANNEL, prefix="p", max_queued=9)
    session.receive({"Event": "AsyncAGIStart", **MINE, "Env": quote_uri(BLOCK)})
    assert isinstance(session.next_event(), SessionStarted)
    return session


def executed(session: AsyncAgiSession, command_id: str, data: bytes) -> list[AsyncAgiEvent]:
    session.receive({"Event": "AsyncAGIExec", **MINE, "CommandId": command_id, "Result": quote_uri(data)})
    return list(drain(session))


def sent(*commands: Command[object]) -> AsyncAgiSession:
    """Return a session that has sent commands, whose ids are p-1 and so on."""
    session = started()
    for command in commands:
        session.send(command)
    return session


def replies(events: list[AsyncAgiEvent]) -> list[tuple[Command[object], object]]:
    return [(event.command, event.reply) for event in events if isinstance(event, ReplyReceived)]
