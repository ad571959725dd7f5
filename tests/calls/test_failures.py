"""What the log has of errors of code beside the flow."""

from __future__ import annotations

import logging

import pytest

from agicodec import LocalProtocolError
from agicodec.calls.failures import hidden, log_failure, log_failure_of_on_event, parts_of

OF_THE_PROGRAM = [KeyboardInterrupt(), GeneratorExit()]


def test_errors_that_come_from_one_another_in_a_circle_are_found() -> None:
    one, two = KeyError("one"), KeyError("two")
    one.__context__, two.__context__ = two, one
    assert hidden(one) is one


@pytest.mark.parametrize("exceptions", [None, 3, [KeyError()], (), ("a", "b")])
def test_what_only_looks_like_a_group_has_no_errors_in_it(exceptions: object) -> None:
    class Wrong(Exception):
        def __init__(self) -> None:
            super().__init__("wrong")
            self.exceptions = exceptions

    assert parts_of(Wrong()) == []


def test_an_error_of_agicodec_is_logged_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    log_failure("it has failed", LocalProtocolError("1234"))
    (record,) = caplog.records
    assert (record.name, record.levelno, record.message) == ("agicodec", logging.ERROR, "it has failed")
    assert "LocalProtocolError, whose text may have a secret" in caplog.text
    assert "1234" not in caplog.text


@pytest.mark.parametrize("error", OF_THE_PROGRAM)
def test_what_ends_the_program_is_not_only_logged(error: BaseException, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(type(error)):
        log_failure_of_on_event("call", "event", error)
    assert caplog.records == []
