"""The lines of a call in the log."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import (
    NEED_DATA,
    Call,
    CallEnded,
    CommandInterrupted,
    ConnectionClosed,
    Environment,
    NeedData,
    NeverAnswered,
    Raw,
    RawReply,
    RemoteProtocolError,
    ReplyError,
    ReplyReceived,
    Session,
    SessionStarted,
    UnexpectedLine,
    UsageError,
)
from agicodec.asyncagi import EnvironmentCompleted, LateReply, OtherReply
from agicodec.commands import Answer, GetVariable, Gosub, Noop, SetVariable, StreamFile
from agicodec.serving import LineLog
from agicodec.serving.trace import log_lines
from tests.asyncagi.lines import LONG, Line

ENVIRONMENT = Environment(channel="PJSIP/ann-00000001", network=True, request="agi://localhost/ivr")


class LoggedCall(Call):
    """A call that reads what a test has prepared."""

    def __init__(self, *chunks: bytes, log: LineLog | None = None) -> None:
        super().__init__(Session(mark="m"))
        self.chunks = [ENVIRONMENT.encode(), *chunks]
        self.observe(LineLog() if log is None else log)
        self.start()

    def read(self) -> bytes | NeedData:
        return self.chunks.pop(0) if self.chunks else NEED_DATA

    def write(self, data: bytes) -> None:
        pass


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG, "agicodec")
    return caplog


def after_environment(log: pytest.LogCaptureFixture, channel: str = "PJSIP/ann-00000001") -> list[str]:
    """Return the lines behind those of the environment, without the channel."""
    assert {(record.name, record.levelno) for record in log.records} <= {("agicodec", logging.DEBUG)}
    prefix = f"<{channel}>"
    assert all(line.startswith(prefix) for line in log.messages)
    lines = [line.removeprefix(prefix) for line in log.messages]
    return lines[lines.index("AGI Tx >> ") + 1 :]


def test_the_environment_is_logged_as_asterisk_sends_it(log: pytest.LogCaptureFixture) -> None:
    LoggedCall()
    sent = ENVIRONMENT.encode().decode().removesuffix("\n").split("\n")
    assert sent[-1] == ""
    assert log.messages == [f"<PJSIP/ann-00000001>AGI Tx >> {line}" for line in sent]


def test_a_command_and_its_reply_are_logged_as_asterisk_logs_them(log: pytest.LogCaptureFixture) -> None:
    LoggedCall(b"200 result=0\n").answer()
    assert log.messages[-2:] == ["<PJSIP/ann-00000001>AGI Rx << ANSWER", "<PJSIP/ann-00000001>AGI Tx >> 200 result=0"]


def test_each_line_of_a_block_is_logged(log: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UsageError):
        LoggedCall(b"520-Invalid command syntax.  Proper usage follows:\nUsage: X\n520 End of proper usage.\n").noop()
    assert after_environment(log) == [
        "AGI Rx << NOOP",
        "AGI Tx >> 520-Invalid command syntax.  Proper usage follows:",
        "AGI Tx >> Usage: X",
        "AGI Tx >> 520 End of proper usage.",
    ]


def test_a_value_of_several_lines_is_logged_as_lines(log: pytest.LogCaptureFixture) -> None:
    LoggedCall(b"200 result=1 (a\nAGI Rx << HANGUP\n)\n").get_variable("A")
    assert after_environment(log) == [
        "AGI Rx << GET VARIABLE A",
        "AGI Tx >> 200 result=1 (a",
        "AGI Tx >> AGI Rx << HANGUP",
        "AGI Tx >> )",
    ]


def test_the_provisional_reply_is_logged(log: pytest.LogCaptureFixture) -> None:
    LoggedCall(b"100 result=0 Trying...\n200 result=0 Gosub complete\n").execute(Gosub("a", "s", "1"))
    assert after_environment(log)[1:] == ["AGI Tx >> 100 result=0 Trying...", "AGI Tx >> 200 result=0 Gosub complete"]


def test_what_the_session_itself_sends_is_logged_with_the_reply(log: pytest.LogCaptureFixture) -> None:
    call = LoggedCall(b"200 result=1 (m)\n", b"late\n200 result=1 (m)\n")
    call.send(StreamFile("endless"))
    assert isinstance(call.interrupt(), CommandInterrupted)
    call.synchronize()
    assert after_environment(log) == [
        'AGI Rx << STREAM FILE endless ""',
        "AGI Rx << GET FULL VARIABLE m",
        "AGI Tx >> 200 result=1 (m)",
        "AGI Rx << GET FULL VARIABLE m",
        "AGI Tx >> late",
        "AGI Tx >> 200 result=1 (m)",
    ]


def test_each_hangup_that_was_a_line_is_logged_as_one(log: pytest.LogCaptureFixture) -> None:
    call = LoggedCall(b"HANGUP\n200 result=0\nHANGUP\n")
    call.noop()
    call.next_event()
    assert after_environment(log) == [
        "AGI Rx << NOOP",
        "AGI Tx >> HANGUP",
        "AGI Tx >> 200 result=0",
        "AGI Tx >> HANGUP",
    ]


def test_a_hangup_that_was_a_signal_is_not_logged_as_a_line(log: pytest.LogCaptureFixture) -> None:
    observer = LineLog()
    call = LoggedCall(log=observer)
    observer.event_received(SessionStarted(Environment(channel="PJSIP/ann-00000001")))
    call.session.receive_hangup()
    call.next_event()
    assert log.messages[-1] == "<PJSIP/ann-00000001>AGI hung up"


def test_what_arrived_of_a_line_before_the_end_is_logged(log: pytest.LogCaptureFixture) -> None:
    call = LoggedCall(b"200 resu", b"")
    with pytest.raises(NeverAnswered):
        call.noop()
    assert after_environment(log) == ["AGI Rx << NOOP", "AGI Tx >> 200 resu"]


def test_before_the_channel_is_known_nothing_stands_in_its_place(log: pytest.LogCaptureFixture) -> None:
    LineLog().event_received(ConnectionClosed(None, b"agi_req"))
    assert log.messages == ["AGI Tx >> agi_req"]


def test_a_log_that_begins_late_begins_with_the_environment(log: pytest.LogCaptureFixture) -> None:
    call = LoggedCall(b"200 result=0\n")
    call.noop()
    log.clear()
    log_lines(call, None)
    assert log.messages[0] == "<PJSIP/ann-00000001>AGI Tx >> agi_network: yes"
    assert after_environment(log) == []


@pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG])
def test_lines_are_logged_if_the_logger_is_enabled_when_the_call_begins(
    level: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(level, "agicodec")
    call = LoggedCall(b"200 result=0\n")
    caplog.clear()
    log_lines(call, None)
    caplog.set_level(logging.DEBUG, "agicodec")
    call.noop()
    assert (caplog.messages.count("<PJSIP/ann-00000001>AGI Rx << NOOP") == 2) is (level == logging.DEBUG)


# What cannot be printed


@pytest.mark.parametrize(
    ("received", "logged"),
    [
        (b"\r", "\\x0d"),
        (b"\x1b[2J", "\\x1b[2J"),
        (b"\x00", "\\x00"),
        (b"\xff", "\\xff"),
        ("\x85".encode(), "\\x85"),
        ("\u2028\u202e".encode(), "\\u2028\\u202e"),
        ("\U000e0001".encode(), "\\U000e0001"),
        ("é☎".encode(), "é☎"),
        (rb"\x1b", r"\x1b"),
        (b"a\tb", "a\\x09b"),
        (b"%s %d", "%s %d"),
    ],
)
def test_characters_that_cannot_be_printed_are_escaped(
    received: bytes, logged: str, log: pytest.LogCaptureFixture
) -> None:
    call = LoggedCall(b"x" + received + b"\n")
    call.next_event()
    assert after_environment(log) == [f"AGI Tx >> x{logged}"]


@given(st.binary(max_size=40), st.text(st.characters(exclude_characters="\n\0\r", codec="utf-8"), max_size=20))
def test_nothing_that_is_sent_or_received_forges_a_line_of_the_log(data: bytes, argument: str) -> None:
    records: list[logging.LogRecord] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    logger, handler = logging.getLogger("agicodec"), Keeper()
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        call = LoggedCall(data + b"\n", b"")
        records.clear()
        with suppress(CallEnded, ReplyError, RemoteProtocolError):
            call.noop(argument)
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    texts = [logging.Formatter().format(record) for record in records]
    assert all(text.startswith("<PJSIP/ann-00000001>AGI ") for text in texts)
    assert all(len(text.splitlines()) == 1 and text.isprintable() for text in texts)
    assert "\n".join(texts).encode()


def test_a_channel_cannot_forge_a_line_of_the_log(log: pytest.LogCaptureFixture) -> None:
    LineLog().event_received(SessionStarted(Environment(channel="a\nb")))
    assert log.messages
    assert all(line.startswith("<a\\x0ab>AGI Tx >> ") for line in log.messages)


# Secrets


def sets_pin(command: object) -> bool:
    return isinstance(command, SetVariable) or (isinstance(command, (GetVariable, Raw)) and "PIN" in repr(command))


@pytest.mark.parametrize(
    ("command", "reply", "sent", "received"),
    [
        (SetVariable("PIN", "1234"), b"200 result=1\n", "SET VARIABLE ***", "200 ***"),
        (GetVariable("PIN"), b"200 result=1 (1234)\n", "GET VARIABLE ***", "200 ***"),
        (GetVariable("PIN"), b"200 result=1 (12\n34)\n", "GET VARIABLE ***", "200 ***"),
        (GetVariable("PIN"), b"510 1234\n", "GET VARIABLE ***", "510 ***"),
        (Raw("SET VARIABLE PIN 1234"), b"200 result=1\n", "SET VARIABLE ***", "200 ***"),
        (Raw("set variable", "PIN", "1234"), b"200 result=1\n", "set variable ***", "200 ***"),
        (Raw("PIN 1234"), b"510 x\n", "PIN ***", "510 ***"),
        (Answer(), b"200 result=0\n", "ANSWER", "200 result=0"),
    ],
)
def test_a_secret_is_not_logged(
    command: Answer | Raw | GetVariable | SetVariable,
    reply: bytes,
    sent: str,
    received: str,
    log: pytest.LogCaptureFixture,
) -> None:
    LoggedCall(reply, log=LineLog(sets_pin)).ask(command)
    assert after_environment(log) == [f"AGI Rx << {sent}", f"AGI Tx >> {received}"]
    assert "1234" not in log.text


def test_what_follows_a_secret_may_be_its_rest(log: pytest.LogCaptureFixture) -> None:
    call = LoggedCall(b"early\n", b"200 result=1 (12)\n34)\n", b"200 result=0\nHANGUP\n56", b"", log=LineLog(sets_pin))
    call.next_event()
    call.get_variable("PIN")
    call.next_event()
    call.noop("x")
    call.next_event()
    call.next_event()
    assert after_environment(log) == [
        "AGI Tx >> early",
        "AGI Rx << GET VARIABLE ***",
        "AGI Tx >> 200 ***",
        "AGI Tx >> ***",
        "AGI Rx << NOOP x",
        "AGI Tx >> 200 result=0",
        "AGI Tx >> HANGUP",
        "AGI Tx >> ***",
    ]


def test_a_predicate_that_raises_reveals_nothing(log: pytest.LogCaptureFixture) -> None:
    def fails(command: object) -> bool:
        raise KeyError("no such thing")

    LoggedCall(b"x\n200 result=1 (1234)\n", log=LineLog(fails)).get_variable("PIN")
    assert [record.getMessage() for record in log.records if record.levelno == logging.DEBUG][-1] == (
        "<PJSIP/ann-00000001>AGI Tx >> 200 ***"
    )
    assert log.text.count("is_secret has failed") == log.text.count("Traceback") == 1
    assert "KeyError: 'no such thing'" in log.text
    assert "1234" not in log.text


# AsyncAGI


def test_calls_in_async_agi_are_logged(log: pytest.LogCaptureFixture) -> None:
    async def play() -> Line:
        line = Line()
        line.call.observe(LineLog())
        line.ask(Noop())
        await line.finish()
        line.wire.hang_up()
        line.deliver_all()
        return line

    line = asyncio.run(play())
    assert after_environment(log, line.wire.asterisk.channel) == [
        "AGI Rx << NOOP",
        "AGI Tx >> 200 result=0",
        "AGI hung up",
    ]


def test_the_reply_to_what_the_session_asks_by_itself_is_logged(log: pytest.LogCaptureFixture) -> None:
    async def play() -> Line:
        line = Line()
        line.variables["A"] = LONG
        line.call.observe(LineLog())
        line.ask(GetVariable("A"))
        await line.finish()
        return line

    line = asyncio.run(play())
    assert after_environment(log, line.wire.asterisk.channel) == [
        "AGI Rx << GET VARIABLE A",
        "AGI Rx << GET FULL VARIABLE agicodec-rest",
        f"AGI Tx >> 200 result=1 ({LONG})",
        "AGI Tx >> 200 result=1 (agicodec-rest)",
    ]


def test_the_rest_of_a_truncated_environment_is_logged_once(log: pytest.LogCaptureFixture) -> None:
    observer = LineLog()
    start = Environment(raw=(("agi_request", "async"), ("agi_channel", "X")))
    observer.event_received(SessionStarted(start, truncated=True))
    observer.event_received(EnvironmentCompleted(Environment(raw=(*start.raw, ("agi_language", "en")))))
    assert [line.partition(">> ")[2] for line in log.messages] == [
        "agi_request: async",
        "agi_channel: X",
        "",
        "agi_language: en",
    ]


@pytest.mark.parametrize(
    ("log_of", "expected"),
    [(LineLog(), "AGI Tx >> 200 result=1 (1234)"), (LineLog(sets_pin), "AGI Tx >> 200 ***")],
)
def test_replies_that_nobody_awaits_are_logged(log_of: LineLog, expected: str, log: pytest.LogCaptureFixture) -> None:
    raw = RawReply(200, "1", "1234")
    log_of.event_received(LateReply(GetVariable("PIN"), raw))
    log_of.event_received(ReplyReceived(GetVariable("PIN"), raw))
    log_of.event_received(OtherReply("x", raw, GetVariable("PIN")))
    log_of.event_received(OtherReply("x", raw))
    assert log.messages == [expected] * 4
    log_of.event_received(OtherReply("x", raw, Noop()))
    log_of.event_received(UnexpectedLine("x"))
    assert log.messages[4:] == ["AGI Tx >> 200 result=1 (1234)", f"AGI Tx >> {'***' if '***' in expected else 'x'}"]
