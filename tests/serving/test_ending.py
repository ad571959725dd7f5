"""How a call has ended, as the log says it."""

from __future__ import annotations

import builtins
import logging
import sys
from traceback import format_exception

import pytest

from agicodec import DeadChannel, LocalProtocolError, NeverAnswered, RemoteProtocolError
from agicodec.calls.failures import HiddenError
from agicodec.serving.ending import (
    CLOSED_SILENTLY,
    LogEntry,
    after_flow,
    closed_early,
    evicted,
    is_expected,
    no_asterisk,
    not_admitted,
    over_time,
    too_slow,
)

DEAD = DeadChannel("ANSWER", "")
CLOSED = NeverAnswered("NOOP", "Asterisk has closed the connection")


def chained(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "hung_up", "ending"),
    [
        (None, False, LogEntry(logging.INFO, "ended")),
        (None, True, LogEntry(logging.INFO, "ended, after the channel had hung up")),
        (DEAD, True, LogEntry(logging.INFO, "hung up")),
        (CLOSED, True, LogEntry(logging.INFO, "hung up")),
        (
            CLOSED,
            False,
            LogEntry(logging.INFO, "over: NOOP: never answered: Asterisk has closed the connection"),
        ),
        (RemoteProtocolError("too long", b""), False, LogEntry(logging.WARNING, "failed: too long: b''")),
    ],
)
def test_the_end_of_a_call_takes_one_line_and_no_traceback(
    error: Exception | None, hung_up: bool, ending: LogEntry
) -> None:
    assert after_flow(error, hung_up=hung_up) == ending


@pytest.mark.parametrize(
    ("error", "level", "text"),
    [
        (NeverAnswered("NOOP", "closed; unread is b'1234'"), logging.INFO, "over: NeverAnswered"),
        (RemoteProtocolError("too long", b"1234"), logging.WARNING, "failed: RemoteProtocolError"),
        (LocalProtocolError("1234"), logging.ERROR, "failed: LocalProtocolError"),
        (chained(ValueError("1234"), LocalProtocolError("x")), logging.ERROR, "failed: ValueError"),
        (
            chained(ValueError("1234"), chained(KeyError(), LocalProtocolError("x"))),
            logging.ERROR,
            "failed: ValueError",
        ),
    ],
)
def test_texts_of_errors_that_may_have_a_secret_are_hidden(error: Exception, level: int, text: str) -> None:
    ending = after_flow(error, hung_up=False, has_secrets=True)
    assert (ending.level, ending.text) == (level, f"{text}, whose text may have a secret")
    if level == logging.ERROR:
        assert isinstance(ending.error, HiddenError)
        assert ending.error.__traceback__ is error.__traceback__
        assert "1234" not in "".join(format_exception(ending.error))


@pytest.mark.skipif(sys.version_info < (3, 11), reason="there are no groups of exceptions")
def test_a_group_with_such_an_error_is_hidden() -> None:
    group: type[Exception] = vars(builtins)["ExceptionGroup"]
    ending = after_flow(group("many", [KeyError(), LocalProtocolError("1234")]), hung_up=False, has_secrets=True)
    assert ending.text == "failed: ExceptionGroup, whose text may have a secret"
    assert "1234" not in "".join(format_exception(ending.error))


def test_errors_of_the_flow_itself_keep_their_texts() -> None:
    error = KeyError("x")
    assert after_flow(error, hung_up=False, has_secrets=True) == after_flow(error, hung_up=False)


def test_a_hangup_has_no_text_to_hide() -> None:
    assert after_flow(DEAD, hung_up=True, has_secrets=True) == LogEntry(logging.INFO, "hung up")


class Group(Exception):
    """An exception group, as Python has it since 3.11."""

    def __init__(self, *exceptions: Exception) -> None:
        super().__init__("2 sub-exceptions")
        self.exceptions = exceptions


@pytest.mark.parametrize("error", [DEAD, CLOSED])
@pytest.mark.parametrize("hung_up", [True, False])
def test_the_end_of_a_call_may_be_in_a_group(*, error: Exception, hung_up: bool) -> None:
    for group in (Group(error), Group(error, CLOSED), Group(Group(error), DEAD)):
        assert is_expected(group)
        assert after_flow(group, hung_up=hung_up) == after_flow(error, hung_up=hung_up)


def test_what_is_in_a_group_with_the_end_of_a_call_is_logged() -> None:
    for group in (Group(DEAD, ValueError("x")), Group(Group(ValueError("x")), DEAD)):
        assert not is_expected(group)
        assert after_flow(group, hung_up=True).error is group


@pytest.mark.parametrize("error", [KeyError("x"), LocalProtocolError("no"), TimeoutError()])
def test_an_error_that_nothing_foresaw_comes_with_its_traceback(error: Exception) -> None:
    ending = after_flow(error, hung_up=False)
    assert (ending.level, ending.error) == (logging.ERROR, error)


@pytest.mark.parametrize(
    ("ending", "level", "text"),
    [
        (closed_early(b""), logging.DEBUG, "closed by the other side, which had sent nothing"),
        (
            closed_early(b"agi_net"),
            logging.INFO,
            "closed by the other side before the environment had arrived; unread is b'agi_net'",
        ),
        (
            no_asterisk(b"GET / HTTP/1.1\r\n"),
            logging.INFO,
            "closed, since what arrived is not an environment of Asterisk: b'GET / HTTP/1.1\\r\\n'",
        ),
        (too_slow(10.0, b""), logging.INFO, "closed, since its environment has not arrived within 10 s"),
        (evicted(3, b""), logging.WARNING, "closed, since 3 connections are open (max_calls)"),
        (over_time(1.5), logging.WARNING, "ended by its time limit of 1.5 s"),
        (not_admitted(""), logging.WARNING, "refused by admit"),
        (not_admitted("not ours"), logging.WARNING, "refused by admit: not ours"),
    ],
)
def test_each_end_has_a_level_that_suits(ending: LogEntry, level: int, text: str) -> None:
    assert (ending.level, str(ending), ending.error) == (level, text, None)


def test_a_connection_that_said_nothing_ends_silently() -> None:
    assert closed_early(b"") is CLOSED_SILENTLY


@pytest.mark.parametrize(
    "ending",
    [
        no_asterisk(b"GET / HTTP/1.1\r\n\nERROR:root:forged" * 1000),
        closed_early(b"agi_x\nERROR:root:forged" * 1000),
        not_admitted("x\nERROR:root:forged"),
        after_flow(NeverAnswered("NOOP", "x\nERROR:root:forged"), hung_up=False),
        after_flow(ValueError("x\nERROR:root:forged"), hung_up=False),
    ],
)
def test_nothing_that_comes_from_outside_can_forge_a_line_of_the_log(ending: LogEntry) -> None:
    assert str(ending).isprintable()
    assert len(str(ending)) < 1000
