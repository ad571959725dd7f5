"""Flows with a secret, and how they fail, for tests of what is kept out of the log."""

from __future__ import annotations

import sys
from typing import Any

from agicodec import Command, ReplyError
from agicodec.commands import GetVariable, SetVariable

__all__ = ["FLOWS", "MISTAKE", "PIN", "fail_by_argument", "fail_by_itself", "fail_by_reply", "is_pin", "set_and_get"]

PIN, MISTAKE = "1234", "no such customer"
"""They are not to be in the lines of code that a traceback shows."""


async def set_and_get(call: Any) -> None:
    await call.set_variable("PIN", PIN)
    await call.get_variable("PIN")


async def fail_by_reply(call: Any) -> None:
    await call.set_variable("PIN", PIN)
    reply = await call.ask(GetVariable("PIN"))
    raise ValueError(MISTAKE) from reply.command.unexpected(reply.raw)


async def fail_by_argument(call: Any) -> None:
    await call.set_variable("PIN", f"{PIN}\n")


async def fail_by_itself(call: Any) -> None:
    raise ValueError(MISTAKE)


async def exit_by_reply(call: Any) -> None:
    await call.set_variable("PIN", PIN)
    reply = await call.ask(GetVariable("PIN"))
    try:
        raise reply.command.unexpected(reply.raw)
    except ReplyError as error:
        sys.exit(str(error))


FLOWS = [set_and_get, fail_by_reply, fail_by_argument, fail_by_itself, exit_by_reply]


def is_pin(command: Command[object]) -> bool:
    return isinstance(command, (GetVariable, SetVariable)) and command.name == "PIN"
