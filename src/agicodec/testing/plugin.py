"""Fixtures for pytest, which loads this plugin automatically where agicodec is installed.

- `asterisk`: the simulated Asterisk of the test, an `agicodec.testing.Asterisk`.
- `caller`: the scripted caller, an `agicodec.testing.Caller`. The test fails if the caller has steps left, if a result
  that the test set with `Asterisk.answers` was never used, or if the flow caught a `CallFlowError`.
- `agi`: the call, for a flow that uses blocking `Commands`.
- `async_agi`: the call over FastAGI, for a flow that uses `AsyncCommands`.
- `asyncagi_call`: the call over AsyncAGI, for a flow that uses `AsyncCommands`.
- `manager`: a manager interface over TCP, for an AsyncAGI client: an `agicodec.testing.TestManager`.

The report of a failed test shows the conversation, if the test used one of these fixtures. If the conversation has
remarks about likely mistakes, such as a line that ends the run because it begins with `failure`, the report of a passed
test contains it too; `pytest -rP` shows it. Needs pytest 6.2 or later.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from traceback import walk_tb
from types import TracebackType
from typing import Final
from weakref import WeakKeyDictionary

import pluggy
import pytest

from agicodec import testing

__all__ = ["agi", "asterisk", "async_agi", "asyncagi_call", "caller", "manager", "pytest_runtest_makereport"]

# Item.stash needs pytest 7.0, and new-style hook wrappers need pluggy 1.2. Every run of pytest loads this module, so it
# must work with older versions too.
_CALLERS: Final = WeakKeyDictionary[object, "testing.Caller"]()
"""The caller of each test that uses one."""

_UNCHECKED: Final = WeakKeyDictionary[object, bool]()
"""The tests that failed or were skipped: their callers are not checked."""


@pytest.fixture
def asterisk(request: pytest.FixtureRequest) -> Iterator[testing.Asterisk]:
    """Return the simulated Asterisk of the test."""
    made = testing.Asterisk()
    node: pytest.Item = request.node
    _CALLERS[node] = made.caller
    yield made
    if node not in _UNCHECKED:
        _require_uncaught(node, made.caller.conversation)
        made.check()


@pytest.fixture
def caller(asterisk: testing.Asterisk) -> testing.Caller:
    """Return the scripted caller of the test."""
    return asterisk.caller


@pytest.fixture
def agi(asterisk: testing.Asterisk) -> testing.TestCall:
    """Return the call of the test, with blocking methods."""
    return testing.TestCall(asterisk)


@pytest.fixture
def async_agi(asterisk: testing.Asterisk) -> testing.AsyncTestCall:
    """Return the call of the test over FastAGI, with coroutine methods."""
    return testing.AsyncTestCall(asterisk)


@pytest.fixture
def asyncagi_call(asterisk: testing.Asterisk) -> testing.AsyncAgiTestCall:
    """Return the call of the test over AsyncAGI, with coroutine methods."""
    return testing.AsyncAgiTestCall(asterisk)


@pytest.fixture
def manager(asterisk: testing.Asterisk) -> Iterator[testing.TestManager]:
    """Return a manager interface over TCP with the call of the test."""
    with testing.TestManager(asterisk) as made:
        yield made


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pluggy.Result[pytest.TestReport], None]:
    """Add the conversation to the report of a failed test, and of one whose conversation has remarks."""
    outcome = yield
    report = outcome.get_result()
    caller = _CALLERS.get(item)
    if not report.passed:
        _UNCHECKED[item] = True
    if caller is None or not (report.failed or (caller.conversation.remarks and call.when == "call")):
        return
    report.sections.append(("AGI conversation", str(caller.conversation)))
    if caller.dropped:
        report.sections.append(("AGI: what no command took", "\n".join(caller.dropped)))


def _require_uncaught(node: pytest.Item, conversation: testing.Conversation) -> None:
    """Check that the flow did not catch a `CallFlowError`.

    Raises:
        CallFlowError: it did.
    """
    failures = [failure for failure in (conversation.failed, conversation.failed_last) if failure is not None]
    if not failures or any(_reached_test(failure.__traceback__, node) for failure in failures):
        return
    raise testing.CallFlowError(
        f"The flow has caught a CallFlowError, as `except Exception` does: {failures[0].problem} A test that expects "
        "one catches it in its own function, or in one that names it, as pytest.raises(CallFlowError) does.",
        failures[0].conversation,
    )


def _reached_test(traceback: TracebackType | None, node: pytest.Item) -> bool:
    """Return whether a failure reached the test function or a fixture, or was expected.

    The first frame of the traceback is the one that caught the exception. A function that names `CallFlowError` expects
    it, as a helper of a test may; flows do not name it.
    """
    if traceback is None:  # never raised: another failure was raised from the same problem
        return True
    if testing.CallFlowError.__name__ in traceback.tb_frame.f_code.co_names:
        return True
    function: object = getattr(node, "function", None)
    test = list[object]()
    while function is not None:  # decorators keep the function that they wrap in __wrapped__
        test.append(getattr(function, "__code__", None))
        function = getattr(function, "__wrapped__", None)
    places = [frame.f_code for frame, _ in walk_tb(traceback)]
    return any(place in test or place.co_filename == __file__ for place in places)
