"""`AsteriskSession`: how it reads lines, what it refuses by itself, and what it writes."""

from __future__ import annotations

import pytest
from attrs import evolve

from agicodec import (
    NEED_DATA,
    Environment,
    LocalProtocolError,
    UsageError,
)
from agicodec.asterisk import (
    ASTERISK_TRANSITIONS,
    ApplicationClosed,
    AsteriskEvent,
    AsteriskSession,
    AsteriskState,
    CommandReceived,
    LineRefused,
    MalformedCommand,
    UnknownCommand,
)
from agicodec.asterisk.session import STDIO_READ
from agicodec.commands import (
    Answer,
    Exec,
    GetData,
    Gosub,
    Noop,
    SayNumber,
    SetVariable,
    StreamFile,
    Verbose,
    WaitForDigit,
)
from agicodec.errors import DeadChannel, InvalidCommand, ServerError
from agicodec.results import ApplicationResult, GosubResult, Playback
from agicodec.session import NeedData
from agicodec.wire import AsteriskVersion, RawReply
from codegen.model import Command as CommandSpec
from tests.sessions import ENVIRONMENT, PROCESS
from tests.sessions import asterisk_started as started
from tests.tables import COMMANDS, make


def only(session: AsteriskSession, data: bytes) -> AsteriskEvent | NeedData:
    session.receive_data(data)
    return session.next_event()


def test_the_environment_is_written_once() -> None:
    session = AsteriskSession(ENVIRONMENT)
    assert session.next_event() is NEED_DATA
    assert Environment.decode(session.start()) == ENVIRONMENT
    assert session.environment is ENVIRONMENT
    with pytest.raises(LocalProtocolError, match="cannot start: the session is idle"):
        session.start()


def test_a_command_is_read_and_answered() -> None:
    session = started()
    assert only(session, b"STREAM FILE hello 12") is NEED_DATA
    assert only(session, b"3#\n") == CommandReceived(StreamFile("hello", "123#"))
    assert session.state is AsteriskState.RUNNING
    assert session.command == StreamFile("hello", "123#")
    assert session.reply(StreamFile("hello").reply_with(Playback("digit", digit="1", endpos=800))) == (
        b"200 result=49 endpos=800\n"
    )
    assert session.command is None


@pytest.mark.parametrize("line", [b"\n", b"FOO BAR\n", b"NOOP\r\n"])
def test_a_line_that_names_no_command_gets_510(line: bytes) -> None:
    event = only(started(), line)
    assert isinstance(event, LineRefused)
    assert isinstance(event.received, UnknownCommand)
    assert event.data == b"510 Invalid or unknown command\n"


def test_wrong_arguments_get_the_usage() -> None:
    event = only(started(), b"WAIT FOR DIGIT\n")
    assert isinstance(event, LineRefused)
    assert event.received == MalformedCommand(WaitForDigit, (), "found 0 arguments, expected at least 1", refused=True)
    assert event.data == (
        b"520-Invalid command syntax.  Proper usage follows:\nUsage: WAIT FOR DIGIT timeout\n\n"
        b"520 End of proper usage.\n"
    )


def test_odd_arguments_are_run() -> None:
    session = started()
    event = only(session, b"SET MUSIC maybe\n")
    assert isinstance(event, CommandReceived)
    assert isinstance(event.command, MalformedCommand)
    assert session.reply(RawReply(200, "0")) == b"200 result=0\n"
    event = only(session, b"SET PRIORITY -1\n")
    assert session.refuse(520).startswith(b"520-")


@pytest.mark.parametrize("spec", COMMANDS.values(), ids=list(COMMANDS))
def test_a_dead_channel_answers_511_by_itself(spec: CommandSpec) -> None:
    command = make(spec)
    session = started()
    assert session.hang_up() == b"HANGUP\n"
    event = only(session, command.encode())
    if command.dead:
        assert event == CommandReceived(command)
    else:
        assert isinstance(event, LineRefused)
        assert event.received == command
        assert event.data == b"511 Command Not Permitted on a dead channel or intercept routine\n"


def test_a_malformed_command_on_a_dead_channel_gets_511_first() -> None:
    event = only(started(hung_up=True), b"WAIT FOR DIGIT\n")
    assert isinstance(event, LineRefused)
    assert event.reply.status == 511


def test_a_hangup_is_reported_once_and_again_at_the_end() -> None:
    session = started()
    assert session.hang_up() == b"HANGUP\n"
    assert session.hung_up
    assert session.hang_up() == b""
    assert session.end() == b"HANGUP\n"
    assert session.next_event() == ApplicationClosed()


def test_the_end_is_reported_though_the_channel_lives() -> None:
    session = started()
    session.receive_data(b"")
    assert session.next_event() == ApplicationClosed()
    assert session.next_event() == ApplicationClosed()
    assert session.end() == b"HANGUP\n"


@pytest.mark.parametrize("session", [started(PROCESS), started(hangup_lines=False)])
def test_a_process_gets_no_line_of_a_hangup(session: AsteriskSession) -> None:
    assert session.hang_up() == b""
    assert session.hung_up
    assert session.end() == b""


def test_only_one_line_is_read_for_each_arrival() -> None:
    session = started()
    assert only(session, b"NOOP\nVERBOSE a\nVERBOSE b\n") == CommandReceived(Noop())
    assert session.next_event() is NEED_DATA
    session.reply(RawReply(200, "0"))
    assert session.next_event() is NEED_DATA
    assert session.unread == b"VERBOSE a\nVERBOSE b\n"
    assert only(session, b"ANSWER\n") == CommandReceived(Verbose("a"))
    session.reply(RawReply(200, "1"))
    assert session.next_event() == CommandReceived(Verbose("b"))
    session.reply(RawReply(200, "1"))
    assert session.next_event() == CommandReceived(Answer())
    session.reply(RawReply(200, "0"))
    assert session.next_event() is NEED_DATA
    assert session.unread == b""


def test_all_lines_are_read_at_the_end_of_the_stream() -> None:
    session = started()
    assert only(session, b"NOOP\nVERBOSE a\n") == CommandReceived(Noop())
    session.receive_data(b"")
    session.reply(RawReply(200, "0"))
    assert session.next_event() == CommandReceived(Verbose("a"))
    session.reply(RawReply(200, "1"))
    assert session.next_event() == ApplicationClosed()
    assert session.unread == b""


def test_what_the_c_library_has_not_read_counts_as_an_arrival() -> None:
    session = started()
    long = SetVariable("X", "x" * STDIO_READ)
    assert only(session, long.encode(AsteriskVersion.parse("22.10.1").limits) + b"NOOP\n") == CommandReceived(long)
    session.reply(RawReply(200, "1"))
    assert session.next_event() is NEED_DATA
    far = started()
    assert only(far, b"NOOP\n" + b"VERBOSE " + b"v" * STDIO_READ + b"\n") == CommandReceived(Noop())
    far.reply(RawReply(200, "0"))
    assert far.next_event() == CommandReceived(Verbose("v" * STDIO_READ))


@pytest.mark.parametrize(("version", "limit"), [("22.10.1", 8191), ("16.28.0", 2047), ("1.4", 2047)])
def test_what_exceeds_the_limit_of_a_line_is_run_as_a_further_command(version: str, limit: int) -> None:
    parsed = AsteriskVersion.parse(version)
    session = started(evolve(ENVIRONMENT, version=parsed, raw=()))
    padded = b"SET VARIABLE L " + b"a" * (limit - len(b"SET VARIABLE L "))
    event = only(session, padded + b"SET VARIABLE PWN yes\n")
    assert event == CommandReceived(SetVariable("L", "a" * (limit - 15)))
    session.reply(RawReply(200, "1"))
    session.receive_data(b"NOOP\n")
    assert session.next_event() == CommandReceived(SetVariable("PWN", "yes"))
    whole = started(evolve(ENVIRONMENT, version=parsed, raw=()))
    assert only(whole, SetVariable("L", "a" * (limit - 16)).encode(parsed.limits)) == CommandReceived(
        SetVariable("L", "a" * (limit - 16))
    )
    assert whole.unread == b""


def test_a_nul_joins_a_line_with_the_next_one() -> None:
    session = started()
    assert only(session, b"NOOP a\0b\n") is NEED_DATA
    assert session.unread == b"NOOP a"
    assert only(session, b"NOOP\n") == CommandReceived(Noop("aNOOP"))
    assert session.next_event() is NEED_DATA


def test_a_nul_ends_the_line_of_a_process() -> None:
    assert only(started(PROCESS), b"VERBOSE a\0b\n") == CommandReceived(Verbose("a"))
    assert only(started(PROCESS), b"\0\n") == ApplicationClosed()


def test_a_nul_at_the_end_of_the_stream_ends_the_last_line() -> None:
    session = started()
    session.receive_data(b"VERBOSE a\0b")
    session.receive_data(b"")
    assert session.next_event() == CommandReceived(Verbose("a"))


def test_a_line_without_a_line_feed_is_run_at_the_end_of_the_stream() -> None:
    session = started()
    assert only(session, b"NOOP") is NEED_DATA
    session.receive_data(b"")
    assert session.next_event() == CommandReceived(Noop())


def test_a_line_that_starts_with_failure_ends_the_run() -> None:
    session = started()
    assert only(session, b"FAILURE to start\n") == ApplicationClosed(failed=True)
    session.receive_data(b"NOOP\n")
    assert session.next_event() == ApplicationClosed(failed=True)


def test_data_after_the_end_of_the_stream_is_refused() -> None:
    session = started()
    session.receive_data(b"")
    with pytest.raises(LocalProtocolError, match="5 bytes of data after the end"):
        session.receive_data(b"NOOP\n")


def test_what_the_state_does_not_allow_is_refused() -> None:
    session = started()
    for call in (lambda: session.reply(RawReply(200, "0")), session.abandon, session.trying):
        with pytest.raises(LocalProtocolError, match="cannot "):
            call()
    session.end()
    assert session.end() == b"HANGUP\n"
    assert ASTERISK_TRANSITIONS[session.state] == {}


def test_a_command_is_interrupted_without_a_reply() -> None:
    session = started()
    assert only(session, b"STREAM FILE music #\n") == CommandReceived(StreamFile("music", "#"))
    assert not session.is_interrupted
    session.receive_data(b"NOOP\n")
    assert session.is_interrupted
    session.abandon()
    assert session.next_event() == CommandReceived(Noop())
    session.receive_data(b"NOOP\n")
    assert not session.is_interrupted
    with pytest.raises(LocalProtocolError, match="cannot abandon NOOP"):
        session.abandon()


def test_saying_a_number_is_interrupted_under_eagi_only() -> None:
    for enhanced in (True, False):
        session = started(evolve(ENVIRONMENT, enhanced=enhanced, raw=()))
        assert only(session, b'SAY NUMBER 5 ""\n') == CommandReceived(SayNumber(5))
        session.receive_data(b"NOOP\n")
        assert session.is_interrupted is enhanced


def test_an_application_that_returns_1_gets_a_usage_that_nobody_asked_for() -> None:
    session = started()
    assert only(session, b"EXEC Echo\n") == CommandReceived(Exec("Echo"))
    lines = session.reply(Exec("Echo").reply_with(ApplicationResult("ran", value=1))).split(b"\n")
    assert lines[:2] == [b"200 result=1", b"520-Invalid command syntax.  Proper usage follows:"]


def test_gosub_tries_first() -> None:
    session = started()
    assert only(session, b"GOSUB a s 1\n") == CommandReceived(Gosub("a", "s", 1))
    assert session.trying() == b"100 result=0 Trying...\n"
    complete = Gosub("a", "s", 1).reply_with(GosubResult("complete"))
    assert session.reply(evolve(complete, provisional=())) == b"200 result=0 Gosub complete\n"
    assert complete.encode() == b"100 result=0 Trying...\n200 result=0 Gosub complete\n"


@pytest.mark.parametrize(
    ("status", "error"), [(503, ServerError), (510, InvalidCommand), (511, DeadChannel), (520, UsageError)]
)
def test_a_refusal_is_read_as_such(status: int, error: type[Exception]) -> None:
    session = started()
    session.receive_data(b"GOSUB a s 1\n")
    session.next_event()
    raw = RawReply.decode(session.refuse(status))
    assert isinstance(Gosub("a", "s", 1).answer(raw), error)


def test_only_a_refusal_refuses() -> None:
    session = started()
    session.receive_data(b"NOOP\n")
    session.next_event()
    with pytest.raises(LocalProtocolError, match="cannot refuse with 200; expected one of 503, 510, 511, 520"):
        session.refuse(200)


def test_a_get_data_entry_may_look_like_anything() -> None:
    assert GetData("x").interpret(RawReply.decode(b"200 result= (timeout)", "word")).timed_out
