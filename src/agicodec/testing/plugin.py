"""Fixtures for pytest, which loads them by itself where agicodec is installed.

- `asterisk`: what the call meets, an `agicodec.testing.Asterisk`.
- `caller`: who calls, an `agicodec.testing.Caller`; a test fails when the caller was still to do something, when an
  answer of the Asterisk was never used, or when the flow has caught a `CallFlowError`.
- `agi`: the call itself, for a flow over blocking `Commands`.
- `async_agi`: the call itself, for a flow over `AsyncCommands`, as FastAGI has it.
- `asyncagi_call`: the call itself, for a flow over `AsyncCommands`, as AsyncAGI has it.
- `manager`: the manager interface over TCP, for a client of AsyncAGI: an `agicodec.testing.TestManager`.

When a test fails that has a caller, the report shows the conversation. Where the conversation points out what is likely
to be a mistake, such as a line that ends the run by what it begins with, the reports of tests that pass have it too,
which `pytest -rP` shows. Needs pytest 6.2 or later.
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

# Items have a stash since pytest 7.0 only, and hooks another kind of wrapper since pluggy 1.2. Every run of pytest
# loads this module, whatever its tests are about, and may not fail for that.
_CALLERS: Final = WeakKeyDictionary[object, "testing.Caller"]()
"""Who calls in a test that has a call."""

_OVER: Final = WeakKeyDictionary[object, bool]()
"""The tests that have failed or were skipped, so that nothing more is expected of their callers."""


@pytest.fixture
def asterisk(request: pytest.FixtureRequest) -> Iterator[testing.Asterisk]:
    """Return what the call of a test meets."""
    made = testing.Asterisk()
    node: pytest.Item = request.node
    _CALLERS[node] = made.caller
    yield made
    if node not in _OVER:
        _require_shown(node, made.caller.conversation)
        made.check()


@pytest.fixture
def caller(asterisk: testing.Asterisk) -> testing.Caller:
    """Return who calls in a test."""
    return asterisk.caller


@pytest.fixture
def agi(asterisk: testing.Asterisk) -> testing.TestCall:
    """Return the call of a test, with blocking methods."""
    return testing.TestCall(asterisk)


@pytest.fixture
def async_agi(asterisk: testing.Asterisk) -> testing.AsyncTestCall:
    """Return the call of a test, with coroutine methods, as FastAGI has it."""
    return testing.AsyncTestCall(asterisk)


@pytest.fixture
def asyncagi_call(asterisk: testing.Asterisk) -> testing.AsyncAgiTestCall:
    """Return the call of a test, with coroutine methods, as AsyncAGI has it."""
    return testing.AsyncAgiTestCall(asterisk)


@pytest.fixture
def manager(asterisk: testing.Asterisk) -> Iterator[testing.TestManager]:
    """Return the manager interface with the call of a test."""
    with testing.TestManager(asterisk) as made:
        yield made


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pluggy.Result[pytest.TestReport], None]:
    """Show the conversation of a test that has failed, and of one in which something is likely to be a mistake."""
    outcome = yield
    report = outcome.get_result()
    caller = _CALLERS.get(item)
    if not report.passed:
        _OVER[item] = True
    if caller is None or not (report.failed or (caller.conversation.remarks and call.when == "call")):
        return
    report.sections.append(("AGI conversation", str(caller.conversation)))
    if caller.dropped:
        report.sections.append(("AGI: what no command took", "\n".join(caller.dropped)))


def _require_shown(node: pytest.Item, conversation: testing.Conversation) -> None:
    """Check that a failure of the flow came out of the flow.

    Raises:
        CallFlowError: the flow has caught it.
    """
    failures = [failure for failure in (conversation.failed, conversation.failed_last) if failure is not None]
    if not failures or any(_is_shown(failure.__traceback__, node) for failure in failures):
        return
    raise testing.CallFlowError(
        f"The flow has caught a CallFlowError, as `except Exception` does: {failures[0].problem} A test that expects "
        "one catches it in its own function, or in one that names it, as pytest.raises(CallFlowError) does.",
        failures[0].conversation,
    )


def _is_shown(traceback: TracebackType | None, node: pytest.Item) -> bool:
    """Return whether a failure came to the test, or a fixture: nothing else shows it.

    What has caught an exception is the first place of its traceback. A helper of a test names what it expects, which no
    flow does.
    """
    if traceback is None:  # it was made for another one that was raised
        return True
    if testing.CallFlowError.__name__ in traceback.tb_frame.f_code.co_names:
        return True
    function: object = getattr(node, "function", None)
    test = list[object]()
    while function is not None:  # a decorator keeps the function below it
        test.append(getattr(function, "__code__", None))
        function = getattr(function, "__wrapped__", None)
    places = [frame.f_code for frame, _ in walk_tb(traceback)]
    return any(place in test or place.co_filename == __file__ for place in places)
