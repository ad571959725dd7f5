"""The work, with agicodec."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agicodec import NEED_DATA, AsyncAgiSession, Command, ConnectionClosed, Environment, RawReply, Session
from agicodec.applications import CallLimit, Dial
from agicodec.asyncagi import AmiReader, Message
from agicodec.commands import GetData, GetVariable, SetVariable, StreamFile
from agicodec.session import ReplyReceived, SessionStarted
from benchmarks.material import (
    CALLED,
    CHANNEL,
    DIGITS,
    ENDPOS_REPLY,
    ENVIRONMENT,
    EXEC_EVENTS,
    FILE,
    HANGUP,
    ID,
    LASTS,
    NAME,
    PROMPT,
    REPLIES,
    RINGING,
    START_EVENT,
    TEXT_REPLY,
    TIMEOUT,
    TIMEOUT_REPLY,
    USAGE_REPLY,
    VALUE,
    VARIABLE,
    WARNING,
    Work,
    by_byte,
)


def decode(command: Command[object], data: bytes) -> object:
    return command.interpret(RawReply.decode(data, command.reply_text))


def refuse(command: Command[object], data: bytes) -> object:
    return command.answer(RawReply.decode(data, command.reply_text))


def make_commands() -> tuple[Command[object], ...]:
    return (
        SetVariable(NAME, VALUE),
        GetVariable(VARIABLE),
        StreamFile(FILE),
        GetData(PROMPT, timeout=TIMEOUT, max_digits=DIGITS),
    )


def make_dial() -> Dial:
    return Dial(CALLED, timeout=RINGING, callee_may_transfer=True, limit=CallLimit(LASTS, warn_at=WARNING))


def session(environment: Sequence[bytes], replies: Sequence[Sequence[bytes]], end: Sequence[bytes]) -> int:
    """Run a session that arrives in chunks, and return the number of replies and whether the channel hung up."""
    session = Session()
    done = 0
    event: object = NEED_DATA
    for chunk in environment:
        session.receive_data(chunk)
        event = session.next_event()
    waiting = iter(replies)
    for _ in range(len(replies) // 4):
        for command in make_commands():
            session.send(command)
            for chunk in next(waiting):
                session.receive_data(chunk)
                event = session.next_event()
            if isinstance(event, ReplyReceived):
                done += command.interpret(event.raw) is not None
    for chunk in end:
        session.receive_data(chunk)
        event = session.next_event()
    done += session.hung_up
    session.receive_data(b"")
    return done if isinstance(session.next_event(), ConnectionClosed) else 0


def receive(session: AsyncAgiSession, reader: AmiReader, data: bytes) -> None:
    reader.receive_data(data)
    while isinstance(message := reader.next_message(), Message):
        session.receive(message)


def start(data: bytes) -> object:
    session = AsyncAgiSession(CHANNEL)
    receive(session, AmiReader(), data)
    event = session.next_event()
    return event.environment if isinstance(event, SessionStarted) else None


def run_async(reader: AmiReader, session: AsyncAgiSession, data: bytes) -> tuple[bytes, object]:
    command = GetVariable(VARIABLE)
    action = session.send(command, command_id=ID, action_id=ID)
    receive(session, reader, data)
    result: object = None
    while (event := session.next_event()) is not NEED_DATA:
        if isinstance(event, ReplyReceived):
            result = command.interpret(event.raw)
    return action, result


def work() -> dict[Work, Callable[[], object]]:
    whole = [ENVIRONMENT], [[reply] for reply in REPLIES], [HANGUP]
    bytewise = by_byte(ENVIRONMENT), [by_byte(reply) for reply in REPLIES], by_byte(HANGUP)
    reader, running = AmiReader(), AsyncAgiSession(CHANNEL)
    receive(running, reader, START_EVENT)
    running.next_event()
    made = make_dial()
    get_variable, stream_file, get_data = GetVariable(VARIABLE), StreamFile(FILE), GetData(PROMPT)
    return {
        Work.ENVIRONMENT: lambda: Environment.decode(ENVIRONMENT),
        Work.SET_VARIABLE: lambda: SetVariable(NAME, VALUE).encode(),
        Work.STREAM_FILE: lambda: StreamFile(FILE).encode(),
        Work.WRITE_DIAL: lambda: made.command().encode(),
        Work.DIAL: lambda: make_dial().command().encode(),
        Work.TEXT_REPLY: lambda: decode(get_variable, TEXT_REPLY),
        Work.ENDPOS_REPLY: lambda: decode(stream_file, ENDPOS_REPLY),
        Work.TIMEOUT_REPLY: lambda: decode(get_data, TIMEOUT_REPLY),
        Work.USAGE_REPLY: lambda: refuse(stream_file, USAGE_REPLY),
        Work.SESSION: lambda: session(*whole),
        Work.SESSION_BY_BYTE: lambda: session(*bytewise),
        Work.ASYNC_START: lambda: start(START_EVENT),
        Work.ASYNC_EXEC: lambda: run_async(reader, running, EXEC_EVENTS),
    }
