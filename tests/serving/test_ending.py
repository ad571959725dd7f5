"""How a call has ended, as the log says it."""

from __future__ import annotations

import logging

import pytest

from agicodec import DeadChannel, LocalProtocolError, NeverAnswered, RemoteProtocolError
from agicodec.serving.ending import (
    CLOSED_SILENTLY,
    Ending,
    after_flow,
    closed_early,
    evicted,
    no_asterisk,
    not_admitted,
    over_time,
    too_slow,
)

DEAD = DeadChannel("ANSWER", "")
CLOSED = NeverAnswered("NOOP", "Asterisk has closed the connection")


@pytest.mark.parametrize(
    ("error", "hung_up", "ending"),
    [
        (None, False, Ending(logging.INFO, "ended")),
        (None, True, Ending(logging.INFO, "ended, after the channel had hung up")),
        (DEAD, True, Ending(logging.INFO, "hung up")),
        (CLOSED, True, Ending(logging.INFO, "hung up")),
        (
            CLOSED,
            False,
            Ending(logging.INFO, "over: NOOP: never answered: Asterisk has closed the connection"),
        ),
        (RemoteProtocolError("too long", b""), False, Ending(logging.WARNING, "failed: too long: b''")),
    ],
)
def test_the_end_of_a_call_takes_one_line_and_no_traceback(
    error: Exception | None, hung_up: bool, ending: Ending
) -> None:
    assert after_flow(error, hung_up=hung_up) == ending


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
def test_each_end_has_a_level_that_suits(ending: Ending, level: int, text: str) -> None:
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
def test_nothing_that_comes_from_outside_can_forge_a_line_of_the_log(ending: Ending) -> None:
    assert str(ending).isprintable()
    assert len(str(ending)) < 1000
