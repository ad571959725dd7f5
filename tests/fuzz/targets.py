"""The targets of the fuzzer.

Each target feeds bytes to a decoder, in pieces and between commands that the bytes themselves choose. It raises an
AssertionError if something was lost or depends on how the bytes were split, and passes on any exception of the decoder
that is not an error of agicodec.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from attrs import evolve, frozen

from agicodec import (
    NEED_DATA,
    AsteriskSession,
    AsyncAgiSession,
    Command,
    CommandInterrupted,
    ConnectionClosed,
    DeadChannel,
    Environment,
    Event,
    InvalidArgument,
    LocalProtocolError,
    Raw,
    RawReply,
    RemoteProtocolError,
    ReplyReceived,
    Session,
    SessionStarted,
    Synchronized,
    UnexpectedLine,
)
from agicodec.asterisk import ApplicationClosed, CommandReceived, decode_command
from agicodec.asyncagi import (
    AmiReader,
    AsyncAgiEvent,
    AsyncAgiState,
    CommandLost,
    CommandRefused,
    Greeting,
    LateReply,
    Message,
    encode_action,
    read_event,
    read_refusal,
)
from agicodec.commands import (
    DatabaseGet,
    Exec,
    GetData,
    GetVariable,
    Gosub,
    Noop,
    RecordFile,
    SpeechRecognize,
    StreamFile,
    WaitForDigit,
)
from agicodec.dialplan import WholeVariable
from agicodec.session import State
from agicodec.wire import Limits, from_wire, to_wire
from tests.fuzz.calls import async_calls
from tests.sessions import BLOCK, ENVIRONMENT, MARK, MARKED, USAGE

LIMIT = 8192
WIDE = Limits(line=2**30, words=2**30)

COMMANDS: Sequence[Command[object]] = (
    Noop(),
    GetVariable("X"),
    DatabaseGet("a", "b"),
    StreamFile("x"),
    GetData("x"),
    WaitForDigit(1),
    Exec("X"),
    Gosub("c", "e", 1),
    RecordFile("x", "wav"),
    SpeechRecognize("x", 1),
    WholeVariable("X"),
)

# The environment


def environment(data: bytes) -> None:
    """Read a whole block, and write it again."""
    for strict in (False, True):
        try:
            found = Environment.decode(data, strict=strict)
        except RemoteProtocolError:
            continue
        again = Environment.decode(found.encode())
        assert again == found
        assert again.encode() == found.encode()
        assert found.encode().rstrip(b"\n") == data.rstrip(b"\n")
        assert not (strict and found.irregularities)


# The line protocol

_USAGE_END = b"520Endofproperusage."
"""What ends a usage, without its blanks: on a line of its own, or up to Asterisk 13.16 at the end of the last one."""


@frozen
class Step:
    """A command, what is done about it, and the bytes that come then."""

    command: Command[object] | None
    synchronize: bool
    interrupt: bool
    data: bytes


def _steps(data: bytes) -> Iterator[Step]:
    """Read a script: steps end with a NUL; the first byte of all but the first says what to do."""
    first, *others = data.split(b"\0")
    yield Step(None, False, False, first or BLOCK)
    for step in others:
        if step:
            kind = step[0]
            command = COMMANDS[(kind & 0x3F) % len(COMMANDS)]
            yield Step(command, bool(kind & 0x40), bool(kind & 0x80), step[1:].replace(b"\x01", MARKED))


def line_protocol(data: bytes) -> None:
    """Run a session: the events are the same for every cut, no line is lost, and it goes on when saved at any point.

    Behind a mark that ended something nothing is open.
    """
    steps = list(_steps(data))
    whole = _converse(steps, None)
    assert _converse(steps, 1) == whole
    assert _converse(steps, 20, save=True) == whole
    told, sent = _told(whole), b"".join(step.data for step in steps)
    for line in sent.split(b"\n"):
        text = line.replace(b" ", b"").removeprefix(b"HANGUP")
        parted = text.replace(_USAGE_END, b"\n" + _USAGE_END)
        if text.startswith(b"520-") and text.endswith(_USAGE_END):
            continue  # a usage of one line, which Asterisk does not write, and which is written with a second one
        assert text in told or parted in told or _failed(whole), (line, whole)


def _converse(steps: Iterable[Step], size: int | None, *, save: bool = False) -> list[Event | str]:
    session = Session(max_environment=LIMIT, max_reply=LIMIT, mark=MARK)
    found: list[Event | str] = []
    for step in steps:
        if step.synchronize and session.state is State.READY:
            session.synchronize()
            session = _moved(session) if save else session
        if step.command is not None:
            with suppress(LocalProtocolError):
                session.send(step.command, even_if_hung_up=True)
            session = _moved(session) if save else session
        if step.interrupt:
            with suppress(LocalProtocolError):
                session.interrupt()
        for piece in _pieces(step.data, None if step.data is BLOCK else size):  # the same each time, and long
            session.receive_data(piece)
            if session.state is not State.FAILED:  # else the same error would come for each piece
                events = list(_drain(session))
                found += events
                if events and isinstance(events[-1], Synchronized | CommandInterrupted):
                    _check_that_nothing_is_open(session)
            session = _moved(session) if save else session
    session.receive_data(b"")
    found += _drain(session)
    found += _drain(session)
    return found


def _moved(session: Session) -> Session:
    """Save a session and restore it, unless it is over."""
    return session if session.state in (State.CLOSED, State.FAILED) else Session.restore(session.save())


def _check_that_nothing_is_open(session: Session) -> None:
    """Have a copy of the session ask on, when the line that has begun has ended: each command has its own reply."""
    copy = Session.restore(session.save())
    copy.receive_data(b"\n")
    list(_drain(copy))
    for command, reply in ((Noop(), b"200 result=0\n"), (Raw("X"), USAGE), (GetVariable("X"), b"200 result=1 (v)\n")):
        copy.send(command, even_if_hung_up=True)
        copy.receive_data(reply)
        (event,) = _drain(copy)
        assert isinstance(event, ReplyReceived)
        assert event.certain


def _pieces(data: bytes, size: int | None) -> Iterator[bytes]:
    step = size or len(data) or 1
    return (data[at : at + step] for at in range(0, len(data), step))


def _drain(session: Session) -> Iterator[Event | str]:
    try:
        while (event := session.next_event()) is not NEED_DATA:
            yield event
            if isinstance(event, ConnectionClosed):
                return
            if isinstance(event, ReplyReceived):
                assert event.reply is not None
    except RemoteProtocolError as error:
        assert session.state is State.FAILED
        yield f"{error}"


def _failed(found: Sequence[Event | str]) -> bool:
    return any(isinstance(event, str) for event in found)


def _told(found: Iterable[Event | str]) -> bytes:
    """Put together all that the events have, without blanks, which stand between the parts of a reply."""
    parts: list[bytes] = [MARKED]
    for event in found:
        match event:
            case SessionStarted(start):
                parts.append(start.encode())
            case ReplyReceived():
                parts.append(event.raw.encode())
            case UnexpectedLine(line):
                parts.append(to_wire(line))
            case ConnectionClosed(_, data):
                parts.append(data)
            case _:
                pass
    return b"\n".join(parts).replace(b" ", b"")


# Asterisk's side


def asterisk(data: bytes) -> None:
    """Serve an application that writes anything, in pieces of as many bytes as the first one says."""
    decode_command(data)
    size = data[0] % 64 if data else 0
    network = bool(data and data[0] & 0x80)
    session = AsteriskSession(evolve(ENVIRONMENT, network=network), max_ahead=LIMIT)
    session.start()
    for piece in (*_pieces(data[1:], size), b""):
        session.receive_data(piece)
        for event in _received(session):
            if isinstance(event.command, Command):
                _read_back(event.command)
            session.reply(RawReply(200, "0"))


def _received(session: AsteriskSession) -> Iterator[CommandReceived]:
    """Return each command, which the caller answers, until the session ends or fails."""
    with suppress(RemoteProtocolError):
        while (event := session.next_event()) is not NEED_DATA:
            if isinstance(event, ApplicationClosed):
                assert session.next_event() == event
                return
            if isinstance(event, CommandReceived):
                yield event


def _read_back(command: Command[object]) -> None:
    try:
        line = command.encode(WIDE)
    except InvalidArgument:
        return
    assert decode_command(line) == command


# The manager interface


def manager(data: bytes) -> None:
    """Read messages: the same for every cut; what could be an action is written and read again."""
    whole = _messages(data, None)
    assert _messages(data, 1) == whole
    for message in whole:
        if isinstance(message, Message):
            read_event(message)
            read_refusal(message, "X")
            try:
                data = encode_action(message.headers)
            except InvalidArgument:
                continue
            assert message.output or _messages(b"x\n" + data, None) == [Greeting("x"), message]


def _messages(data: bytes, size: int | None) -> list[Greeting | Message | str]:
    reader = AmiReader(max_line=LIMIT, max_message=LIMIT)
    found: list[Greeting | Message | str] = []
    for piece in (*_pieces(data, size), b""):
        reader.receive_data(piece)
        try:
            while (message := reader.next_message()) is not NEED_DATA and message is not None:
                found.append(message)
        except RemoteProtocolError as error:
            found.append(error.problem)
            return found
    return found


# AsyncAGI


def async_agi(data: bytes) -> None:
    """Run a session of which each message ends with a NUL: what was sent is answered, lost, refused or awaited."""
    session = AsyncAgiSession("c", prefix="p", max_reply=LIMIT, max_queued=4)
    asked: dict[int, Command[object]] = {}
    for number, text in enumerate(data.split(b"\0")):
        command = evolve(GetVariable("X"), name=f"X{number}") if number % 2 else Exec(f"X{number}")
        with suppress(LocalProtocolError, DeadChannel):
            session.send(command)
            asked[id(command)] = command
        session.receive(_message(text))
        for event in _events(session):
            if isinstance(event, ReplyReceived | CommandRefused | CommandLost):
                assert asked.pop(id(event.command)) is event.command
            assert not isinstance(event, ReplyReceived | LateReply) or event.reply is not None
        assert AsyncAgiSession.restore(session.save()).save() == session.save()
        waiting = (
            {id(command) for command in session.commands} if session.state is not AsyncAgiState.GONE else set[int]()
        )
        assert waiting == set(asked)


def _events(session: AsyncAgiSession) -> Iterator[AsyncAgiEvent]:
    while (event := session.next_event()) is not NEED_DATA:
        yield event


def _message(text: bytes) -> Mapping[str, str]:
    kind, value = (text[0] if text else 0), from_wire(text[1:].replace(b"\n", b" ").replace(b"\r", b""))
    number, channel = kind >> 4, {"Channel": "c", "Uniqueid": "1"}
    match kind % 8:
        case 0:
            return {"Event": "AsyncAGIStart", **channel, "Env": value or "agi_request%3A%20async%0A%0A"}
        case 1 | 2 | 3:
            return {"Event": "AsyncAGIExec", **channel, "CommandID": f"p-{number}", "Result": value}
        case 4:
            return {"Response": "Success", "ActionID": f"p-{number}"}
        case 5:
            return {"Response": "Error", "ActionID": f"p-{number}", "Message": value}
        case 6:
            return {"Event": "AsyncAGIEnd", **channel}
        case _:
            return {"Event": "Hangup" if value else "x", **channel}


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "environment": environment,
    "line_protocol": line_protocol,
    "asterisk": asterisk,
    "manager": manager,
    "async_agi": async_agi,
    "async_calls": async_calls,
}
