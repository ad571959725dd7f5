"""Runs a flow many times, with a hangup at another place each time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import CoroutineType
from typing import Final

from attrs import frozen

from agicodec.testing.asterisk.asterisk import Asterisk
from agicodec.testing.caller.caller import Caller
from agicodec.testing.conversation import CallFlowError

__all__ = ["hang_up_everywhere"]

ENVIRONMENT: Final = 0
"""The number that stands for the environment, before the commands."""


@frozen
class _Place:
    """A place where the caller hangs up, and where Asterisk reports it."""

    text: str
    plan: Callable[[Caller, int], None]
    command: int
    late: bool = False

    def prepare(self, asterisk: Asterisk) -> None:
        self.plan(asterisk.caller, self.command)
        asterisk.reports_hangup_late = asterisk.reports_hangup_late or self.late


def hang_up_everywhere(run: Callable[[Asterisk], object], make: Callable[[], Asterisk] = Asterisk) -> int:
    """Run a flow once without a hangup, then once for each place where Asterisk can report one.

    There are two places between two commands, before the first command, and after the last one: the HANGUP line arrives
    before the flow sends the next command, or before the reply to it. And there are two places during each command:
    HANGUP follows the reply to the command, or precedes the reply to the next one. So a flow of n commands is run
    4n + 2 times. `Caller.hangs_up_during` describes how commands are counted.

    Args:
        run: a function that runs the flow once with an Asterisk, and returns when it has ended.
        make: a function that returns a new Asterisk for each run, with the script of its caller.

    Returns:
        The number of runs, without those in which the call ended before the hangup, as when the flow itself hangs up
        and then sets a variable.

    Raises:
        CallFlowError: the flow fails at a hangup, or does not reach its place again; the message names the place, and
            shows the conversation. Or the flow runs no command, or catches a `CallFlowError`, as `except Exception`
            does.
        TypeError: `run` returns a coroutine, which is never awaited.
        ValueError: `make` returns an Asterisk that was used before.
    """
    asterisk = _make(make)
    _run(run, asterisk)
    if asterisk.number == 0:
        raise asterisk.caller.conversation.failure(
            "The flow runs no command of the call: run() must use the Asterisk that it is called with."
        )
    survived = 1
    for place in _places(asterisk.number):
        asterisk = _make(make)
        place.prepare(asterisk)
        try:
            _run(run, asterisk)
        except Exception as error:
            reason = error.problem if isinstance(error, CallFlowError) else repr(error)
            problem = f"The flow does not survive a hangup {place.text}: {reason}"
            raise asterisk.caller.conversation.failure(f"{problem.removesuffix('.')}.") from error
        if not asterisk.caller.is_to_hang_up_at_a_command:
            survived += 1
        elif not asterisk.hung_up:
            problem = f"The flow did not come to a hangup {place.text}, which it ran when undisturbed."
            raise asterisk.caller.conversation.failure(problem)
    return survived


def _make(make: Callable[[], Asterisk]) -> Asterisk:
    asterisk = make()
    if asterisk.number or asterisk.hung_up:
        raise ValueError("make() returned an Asterisk that was called before: expected a new one for each run")
    return asterisk


def _run(run: Callable[[Asterisk], object], asterisk: Asterisk) -> None:
    result = run(asterisk)
    if isinstance(result, CoroutineType):
        result.close()
        raise TypeError(f"run() returned the coroutine {result.__qualname__}: expected a call that waits for its end")
    if asterisk.caller.conversation.failed is not None:
        raise asterisk.caller.conversation.failed


def _places(commands: int) -> Iterator[_Place]:
    """Yield all places in a flow with a number of commands, in order."""
    for number in range(1, commands + 1):
        yield _Place(f"before its command {number}", Caller.hangs_up_before, number)
        yield _after(number - 1)
        during = f"during its command {number}"
        yield _Place(during, Caller.hangs_up_during, number)
        yield _Place(
            f"{during}, which Asterisk reports ahead of the next reply", Caller.hangs_up_during, number, late=True
        )
    yield _after(commands)


def _after(number: int) -> _Place:
    text = "after the environment" if number == ENVIRONMENT else f"after its command {number}"
    return _Place(text, Caller.hangs_up_after, number)
