"""A session that raises an error does not change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from attrs import frozen

from agicodec import AgicodecError, AsteriskSession, Command, LocalProtocolError, RawReply, Session, State
from agicodec.asterisk import AsteriskState
from agicodec.commands import Exec, Noop, SetVariable, StreamFile
from agicodec.model import Environment
from tests.refused import refused
from tests.sessions import BLOCK, ENVIRONMENT, MARK, MARKED, asterisk_started, events, started


class Unfinished(Command[RawReply]):
    """A command class that lacks what a session asks for last."""

    words = ("UNFINISHED",)
    dead = True

    def argument_words(self) -> Sequence[str]:
        return []

    def interpret_success(self, raw: RawReply) -> RawReply:
        return raw


@frozen(eq=False)
class Holding(Unfinished):
    """A command that JSON cannot hold."""

    interrupt = "never"
    reply_text = "word"
    data: bytes = b""


STATES: dict[str, Callable[[], Session]] = {
    "awaiting environment": lambda: fed(Session(mark=MARK), BLOCK[:40]),
    "ready": started,
    "with a line begun": lambda: fed(started(), b"200 resu"),
    "with a usage begun": lambda: fed(fed(started(command=Exec("X")), b"200 result=1\n"), b"520-x\n"),
    "dead": lambda: fed(started(), b"HANGUP\n"),
    "awaiting reply": lambda: started(command=StreamFile("x")),
    "awaiting a reply that cannot be interrupted": lambda: started(command=Noop()),
    "interrupting": lambda: asked(started(command=StreamFile("x")), Session.interrupt),
    "with a mark due": lambda: fed(asked(started(command=StreamFile("x")), Session.interrupt), b"200 result=0 x\n"),
    "synchronizing": lambda: asked(started(), Session.synchronize),
    "certain": lambda: fed(asked(started(), Session.synchronize), MARKED),
}

REFUSED: dict[str, Callable[[Session], object]] = {
    "send": lambda session: session.send(Noop()),
    "send to the dead": lambda session: session.send(StreamFile("x")),
    "send what cannot be": lambda session: session.send(SetVariable("X", "a\nb")),
    "send what is too long": lambda session: session.send(SetVariable("X", "a" * 10000)),
    "send what has no bytes": lambda session: session.send(SetVariable("X", "\ud800")),
    "send what says not how it is read": lambda session: session.send(Unfinished(), even_if_hung_up=True),
    "interrupt": lambda session: session.interrupt(),
    "synchronize": lambda session: session.synchronize(),
}


def fed(session: Session, data: bytes) -> Session:
    events(session, data)
    return session


def asked(session: Session, ask: Callable[[Session], object]) -> Session:
    ask(session)
    return session


def seen(session: Session) -> object:
    return (session.save(), session.state, session.command, session.hung_up, session.certain, session.unread)


@pytest.mark.parametrize("refused", REFUSED)
@pytest.mark.parametrize("state", STATES)
def test_what_a_session_refuses_changes_nothing(state: str, refused: str) -> None:
    session = STATES[state]()
    before = seen(session)
    try:
        REFUSED[refused](session)
    except (AgicodecError, AttributeError):
        assert seen(session) == before
        assert events(session) == []
    else:
        assert seen(session) != before


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("awaiting reply", "the reply to STREAM FILE is due; interrupt() ends the wait"),
        ("awaiting a reply that cannot be interrupted", "the reply to NOOP is due"),
        ("interrupting", "STREAM FILE is being interrupted; wait for the event that ends it"),
        ("synchronizing", "the session is being synchronized; wait for the event Synchronized"),
    ],
)
def test_a_refusal_reports_what_the_session_waits_for_and_whether_that_can_be_ended(state: str, reason: str) -> None:
    with pytest.raises(LocalProtocolError) as caught:
        STATES[state]().send(Noop())
    assert str(caught.value) == f"cannot send NOOP: {reason}"


def test_a_session_that_cannot_be_saved_goes_on() -> None:
    session = started(command=Holding())
    for _ in range(2):
        with pytest.raises(LocalProtocolError, match="cannot be written as JSON"):
            session.save()
    assert session.state is State.AWAITING_REPLY
    assert len(events(session, b"200 result=0\n")) == 1


@pytest.mark.parametrize("data", ["HANGUP", 5, None])
def test_what_is_received_is_bytes(data: bytes) -> None:
    session = started()
    with refused(r"^receive_data\(\) received .*, which is not bytes: "):
        session.receive_data(data)
    assert events(session) == []


def test_data_after_the_end_is_refused_and_the_end_comes() -> None:
    session = started()
    session.receive_data(b"")
    with pytest.raises(LocalProtocolError, match="after the end"):
        session.receive_data(b"200 result=0\n")
    assert session.unread == b""
    assert len(events(session)) == 1


# Asterisk's side

UNENCODABLE = RawReply(200, "1", "\ud800")
ASTERISK_STATES: dict[str, Callable[[], AsteriskSession]] = {
    "starting": lambda: AsteriskSession(ENVIRONMENT),
    "idle": asterisk_started,
    "running": lambda: running(b"NOOP\n"),
    "running what stops": lambda: running(b'STREAM FILE x ""\n'),
    "ended": lambda: ended(asterisk_started()),
}
ASTERISK_REFUSED: dict[str, Callable[[AsteriskSession], object]] = {
    "start": lambda session: session.start(),
    "trying": lambda session: session.trying(),
    "reply": lambda session: session.reply(RawReply(200, "0")),
    "reply what has no bytes": lambda session: session.reply(UNENCODABLE),
    "refuse": lambda session: session.refuse(510),
    "refuse with what is no refusal": lambda session: session.refuse(200),
    "abandon": lambda session: session.abandon(),
    "end": lambda session: session.end(),
}


def running(line: bytes) -> AsteriskSession:
    session = asterisk_started()
    session.receive_data(line)
    session.next_event()
    return session


def ended(session: AsteriskSession) -> AsteriskSession:
    session.end()
    return session


def seen_by_asterisk(session: AsteriskSession) -> object:
    return (session.state, session.command, session.hung_up, session.unread, session.is_interrupted)


@pytest.mark.parametrize("refused", ASTERISK_REFUSED)
@pytest.mark.parametrize("state", ASTERISK_STATES)
def test_what_asterisk_s_side_refuses_changes_nothing(state: str, refused: str) -> None:
    session = ASTERISK_STATES[state]()
    session.receive_data(b"rest")
    before = seen_by_asterisk(session)
    try:
        ASTERISK_REFUSED[refused](session)
    except LocalProtocolError:
        assert seen_by_asterisk(session) == before


def test_an_environment_that_has_no_bytes_is_not_started() -> None:
    session = AsteriskSession(Environment(channel="\ud800"))
    for _ in range(2):
        with pytest.raises(LocalProtocolError, match="half a surrogate pair"):
            session.start()
        assert session.state is AsteriskState.STARTING
