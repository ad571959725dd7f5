"""Runs a flow again and again, with a hangup at another place each time."""

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
"""The number of the environment among the commands."""


@frozen
class _Place:
    """When a caller hangs up, and when Asterisk says so."""

    text: str
    plan: Callable[[Caller, int], None]
    command: int
    late: bool = False

    def prepare(self, asterisk: Asterisk) -> None:
        self.plan(asterisk.caller, self.command)
        asterisk.reports_hangup_late = asterisk.reports_hangup_late or self.late


def hang_up_everywhere(run: Callable[[Asterisk], object], make: Callable[[], Asterisk] = Asterisk) -> int:
    """Run a flow once undisturbed, then with a hangup at each place where Asterisk may notice one and say so.

    These are two places between any two commands, before the first one and after the last one: HANGUP comes before the
    flow sends the next command, or ahead of the reply to it. And there are two places during each command: HANGUP comes
    right behind its reply, or only ahead of the reply to the next one. So a flow of n commands is run 4n + 2 times.

    Returns how many runs there were, without those in which the call had ended before the hangup could come, as where
    the flow hangs up and then sets a variable. `Caller.hangs_up_during` says how the commands are counted.

    Args:
        run: calls the flow once and waits for its end.
        make: makes the Asterisk for a run, with the script of its caller.

    Raises:
        CallFlowError: the flow does not survive one, or does not come so far again; it says which, and shows the
            conversation. Or it runs no command at all, or catches a `CallFlowError`, as `except Exception` does.
        TypeError: `run` returns a coroutine, which nobody awaits.
        ValueError: `make` returns an Asterisk that was called before.
    """
    asterisk = _make(make)
    _run(run, asterisk)
    if asterisk.number == 0:
        raise asterisk.caller.conversation.failure("The flow runs no command of the call: run() is given its Asterisk.")
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
    """Yield all places in a flow with so many commands, in the order of the hangups."""
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
