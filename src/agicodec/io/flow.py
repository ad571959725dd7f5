"""Running the flow of a call where flows are awaited, on any event loop."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol, TypeAlias, TypeVar

from agicodec._checks import require_awaitable
from agicodec.model.command import Command
from agicodec.model.environment import Environment
from agicodec.serving import ending
from agicodec.serving.admission import reason_to_refuse
from agicodec.serving.ending import LogEntry, one_line
from agicodec.serving.routing import REFUSAL_ENDS, NoRoute

__all__ = ["Admit", "Answer", "Result", "Servable", "run_flow"]

R = TypeVar("R")

Answer: TypeAlias = bool | str
"""What an admission hook returns: True to admit the call, False or a text with the reason to refuse it."""

Admit: TypeAlias = Callable[[str, Environment], Answer | Awaitable[Answer]]
"""An admission hook: called with the address of Asterisk and the environment; it may be a coroutine function."""


Result: TypeAlias = LogEntry | SystemExit | None
"""What `run_flow` returns: how a call ended that was refused, a `SystemExit` of the flow, or None if it returned."""


class Servable(Protocol):
    """What `run_flow` uses of a call."""

    @property
    def environment(self) -> Environment:
        """What Asterisk has sent about the call."""
        ...

    async def execute(self, command: Command[R]) -> R:
        """Run a command and return its result."""
        ...


CallT = TypeVar("CallT", bound=Servable)


async def run_flow(flow: Callable[[CallT], Awaitable[object]], call: CallT, admit: Admit | None, peer: str) -> Result:
    """Run the flow of a call, if the call is admitted.

    A `SystemExit` is returned: it ends the call alone, and an event loop would let it end the program.
    """
    # One coroutine for all of it, since each open call keeps the frames of those that wait.
    try:
        if admit is not None:
            answer = admit(peer, call.environment)
            reason = reason_to_refuse(await answer if inspect.isawaitable(answer) else answer)
            if reason is not None:
                return ending.not_admitted(reason)
        try:
            serving = flow(call)
            require_awaitable(serving, "the flow")
            await serving
        except NoRoute as refused:
            with suppress(*REFUSAL_ENDS):
                for command in refused.commands():
                    await call.execute(command)
            return LogEntry(logging.WARNING, one_line(str(refused)))
    except SystemExit as error:
        return error
    return None
