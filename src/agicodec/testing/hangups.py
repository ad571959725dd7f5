"""Runs a flow again and again, with a hangup at another place each time."""

from __future__ import annotations

from collections.abc import Callable

from agicodec.testing.asterisk import Asterisk

__all__ = ["hang_up_everywhere"]


def hang_up_everywhere(run: Callable[[Asterisk], object], make: Callable[[], Asterisk] = Asterisk) -> int:
    """Run a flow once undisturbed, then with a hangup before each of its commands, and during each.

    Returns how many runs there were, without those in which the call had ended before the hangup could come, as where
    the flow hangs up and then sets a variable. `Caller.hangs_up_during` says how the commands are counted.

    Args:
        run: calls the flow once and waits for its end.
        make: makes the Asterisk for a run, with the script of its caller.

    Raises:
        CallFlowError: the flow does not survive one, or does not come so far again; it says which, and shows the
            conversation.
    """
    asterisk = make()
    run(asterisk)
    survived = 1
    places = [(when, number) for number in range(1, asterisk.number + 1) for when in ("before", "during")]
    for when, number in places:
        asterisk = make()
        if when == "before":
            asterisk.caller.hangs_up_before(number)
        else:
            asterisk.caller.hangs_up_during(number)
        try:
            run(asterisk)
        except Exception as error:
            problem = f"The flow does not survive a hangup {when} its command {number}: {error!r}."
            raise asterisk.caller.conversation.failure(problem) from error
        if not asterisk.caller.is_to_hang_up_at_a_command:
            survived += 1
        elif not asterisk.hung_up:
            problem = f"The flow did not come to a hangup {when} its command {number}, which it ran when undisturbed."
            raise asterisk.caller.conversation.failure(problem)
    return survived
