"""The conversation in a failure: its beginning, its end, and the number of lines between."""

from __future__ import annotations

import asyncio
import copy
import pickle
from collections.abc import Callable
from contextlib import suppress

import pytest

from agicodec import AsyncCommands, CallEnded, DeadChannel, Raw
from agicodec.commands import StreamFile
from agicodec.errors import InvalidCommand
from agicodec.testing import Asterisk, AsyncAgiTestCall, AsyncTestCall, CallFlowError, Conversation, TestCall


def test_an_endless_flow_shows_the_first_and_the_last_lines() -> None:
    agi = TestCall(Asterisk())

    def flow() -> None:
        while True:
            agi.get_variable("X")

    with pytest.raises(CallFlowError, match="has run 10000 commands and does not end") as caught:
        flow()
    lines = str(caught.value).splitlines()
    assert len(lines) == 3 + 5 + 1 + 20
    assert lines[3].startswith("Asterisk (the environment of")
    assert lines[4:6] == ["flow     GET VARIABLE X", "Asterisk 200 result=0"]
    assert lines[8] == "... (19977 lines are left out; Conversation.lines has all of them) ..."
    assert lines[-1] == "flow     GET VARIABLE X"


@pytest.mark.parametrize("count", [1, 25, 26, 27, 1000])
def test_nothing_is_left_out_that_would_take_no_more_room(count: int) -> None:
    conversation = Conversation()
    for number in range(count):
        conversation.caller(str(number))
    lines = str(conversation).splitlines()
    assert len(lines) == min(count, 26)
    assert lines[0].split() == ["caller", "0"]
    assert lines[-1].split() == ["caller", str(count - 1)]
    assert ("left out" in str(conversation)) == (count > 26)
    assert len(conversation.lines) == count


def test_a_remark_is_shown_once_behind_any_number_of_lines() -> None:
    conversation = Conversation()
    for _ in range(100):
        conversation.asterisk("200 result=0")
        conversation.remark("Do not do that.")
    assert str(conversation).endswith("result=0\n\nDo not do that.")
    assert str(conversation).count("Do not do that.") == 1


def test_what_cannot_be_printed_is_escaped() -> None:
    asterisk = Asterisk()
    with pytest.raises(InvalidCommand):
        TestCall(asterisk).execute(Raw("x\udcff\x1b[2J\r"))
    shown = str(asterisk.caller.conversation)
    assert shown.isascii()
    assert r"flow     x\udcff\x1b[2J\r" in shown.splitlines()
    shown.encode()


def test_a_failure_has_its_parts_and_can_be_copied() -> None:
    conversation = Conversation()
    conversation.caller("hangs up")
    error = conversation.failure("It went wrong.")
    for same in (error, copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert same.problem == "It went wrong."
        assert same.conversation == "  caller hangs up"
        assert str(same) == "It went wrong.\n\nThe conversation so far:\n  caller hangs up"
    assert str(CallFlowError("Only this.")) == "Only this."


def test_a_report_of_pytest_shows_as_much(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        def test_fails(agi):
            for _ in range(2000):
                agi.noop()
            assert False
    """)
    result = pytester.runpytest()
    result.assert_outcomes(failed=1)
    section = result.stdout.str().partition("AGI conversation")[2]
    assert section.count("flow     NOOP") < 20
    assert "lines are left out" in section


@pytest.mark.parametrize("sends", [True, False])
def test_a_flow_that_tries_for_ever_what_cannot_be_sent_fails(*, sends: bool) -> None:
    asterisk = Asterisk()
    asterisk.caller.hangs_up_after(1)
    agi = TestCall(asterisk)
    agi.noop()

    def flow() -> None:
        while True:
            with suppress(DeadChannel):
                agi.send(StreamFile("menu")) if sends else agi.stream_file("menu")

    with pytest.raises(CallFlowError, match="has tried 10000 commands that cannot be sent any more, and does not end"):
        flow()


@pytest.mark.parametrize("make", [AsyncTestCall, AsyncAgiTestCall])
def test_a_flow_of_coroutines_that_tries_for_ever_what_cannot_be_sent_fails(
    make: Callable[[Asterisk], AsyncCommands],
) -> None:
    asterisk = Asterisk()
    asterisk.caller.hangs_up_after(1)

    async def flow() -> None:
        agi = make(asterisk)
        await agi.noop()
        while True:
            with suppress(CallEnded):
                await agi.stream_file("menu")

    with pytest.raises(CallFlowError, match="has tried 10000 commands that cannot be sent any more, and does not end"):
        asyncio.run(flow())


def test_a_report_of_pytest_shows_what_is_likely_to_be_a_mistake_in_a_test_that_passes(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile("""
        import sys
        from agicodec.testing import call_script

        def test_prints(asterisk):
            assert call_script(asterisk, [sys.executable, "-c", "print('failure')"]) in (0, -1)
    """)
    result = pytester.runpytest("-rP")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*AGI conversation*", "flow     failure", "The flow wrote a line that begins with*"])


def test_nothing_is_expected_of_the_caller_of_a_test_that_was_skipped_or_was_to_fail(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import pytest

        def test_skips(caller):
            caller.dials("1")
            pytest.skip()

        @pytest.mark.xfail
        def test_was_to_fail(caller):
            caller.dials("1")
            assert False

        def test_passes(caller):
            caller.dials("1")
    """)
    pytester.runpytest().assert_outcomes(skipped=1, xfailed=1, passed=1, errors=1)


def test_a_failure_that_the_flow_catches_fails_the_test_with_a_fixture(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import asyncio
        from contextlib import suppress
        import pytest

        def flow(agi):
            try:
                agi.exec("Dial")
            except Exception:
                pass

        async def flow_of_coroutines(agi):
            with suppress(AssertionError):
                await agi.exec("Dial")

        class Wrapped(Exception):
            pass

        def wraps(agi):
            try:
                agi.exec("Dial")
            except Exception as error:
                raise Wrapped from error

        def test_flow(agi):
            flow(agi)

        def test_inner(agi):
            def inner():
                with suppress(Exception):
                    agi.exec("Dial")
            inner()

        def test_async_agi(async_agi):
            asyncio.run(flow_of_coroutines(async_agi))

        def test_asyncagi(asyncagi_call):
            asyncio.run(flow_of_coroutines(asyncagi_call))

        def test_wraps(agi):
            with pytest.raises(Wrapped):
                wraps(agi)

        class TestClass:
            def test_method(self, agi):
                flow(agi)
    """)
    result = pytester.runpytest()
    result.assert_outcomes(passed=6, errors=6)
    result.stdout.fnmatch_lines(["*The flow has caught a CallFlowError, as `except Exception` does: What Exec(*"])


def test_a_failure_that_the_test_expects_is_none_of_the_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import asyncio
        import functools
        from contextlib import suppress
        import pytest
        from agicodec import testing
        from agicodec.testing import CallFlowError

        def flow(agi):
            agi.exec("Dial")

        async def flow_of_coroutines(agi):
            with suppress(AssertionError):
                await agi.exec("Dial")
            await agi.noop()

        def fails(agi):
            with pytest.raises(CallFlowError) as caught:
                flow(agi)
            return caught.value.problem

        def fails_too(agi):
            with pytest.raises(testing.CallFlowError):
                flow(agi)

        def decorated(test):
            @functools.wraps(test)
            def run(*args, **kwargs):
                test(*args, **kwargs)
            return run

        def test_raises(agi):
            with pytest.raises(CallFlowError):
                flow(agi)

        def test_any(agi):
            with pytest.raises(AssertionError):
                flow(agi)

        @decorated
        @decorated
        def test_decorated(agi):
            with suppress(Exception):
                flow(agi)

        def test_helper(agi):
            assert "Dial" in fails(agi)

        def test_other_helper(agi):
            fails_too(agi)

        @pytest.mark.parametrize("number", [1, 2])
        def test_except(agi, number):
            try:
                flow(agi)
            except CallFlowError as error:
                assert "Dial" in str(error)

        def test_async_agi(async_agi):
            with pytest.raises(CallFlowError):
                asyncio.run(flow_of_coroutines(async_agi))

        def test_asyncagi(asyncagi_call):
            with pytest.raises(CallFlowError):
                asyncio.run(flow_of_coroutines(asyncagi_call))
    """)
    pytester.runpytest().assert_outcomes(passed=9)
