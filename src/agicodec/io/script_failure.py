"""What a script writes when its flow has failed, or when Asterisk has not started it; loaded only then."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from traceback import format_exception
from typing import Final

import agicodec
from agicodec.calls.call import Call
from agicodec.commands import Verbose
from agicodec.errors import AgicodecError
from agicodec.serving.routing import REFUSAL_ENDS, NoRoute

__all__ = ["complain", "explain", "refuse"]

_REPORTED: Final = 20
"""How many lines at the end of a traceback are sent to Asterisk's console."""
_REPORTED_LENGTH: Final = 400
"""How many bytes of each line are sent: every release accepts a line of that length, even if each byte is escaped."""


def refuse(call: Call, error: Exception) -> None:
    """Run the refusal of a router that has no flow for the call."""
    if isinstance(error, NoRoute):
        with suppress(*REFUSAL_ENDS):
            for command in error.commands():
                call.execute(command)


def explain(call: Call, error: Exception, *, report: bool, has_secrets: bool, is_logged: bool) -> bool:
    """Write why the flow has failed to standard error; return whether it is not for the want of a route.

    Args:
        call: the call.
        error: what the flow has raised.
        report: whether to write the traceback to Asterisk's console too.
        has_secrets: whether to leave out the texts of errors that may have a secret.
        is_logged: whether the log has the traceback already.
    """
    if isinstance(error, NoRoute):
        complain(str(error))
        return False
    shown_error = agicodec.calls.failures.hidden(error) if has_secrets else error
    traceback = error.__traceback__
    lines = format_exception(
        type(error), shown_error, traceback and traceback.tb_next
    )  # without the caller of the flow
    if not (is_logged and agicodec.io.script_log.logs_to_standard_error()):
        _write_error("".join(lines))
    if report:
        with suppress(AgicodecError):
            for line in "".join(lines).splitlines()[-_REPORTED:]:
                call.execute(Verbose(_reportable(line)))
    return True


def complain(problem: str) -> None:
    """Write a problem to standard error, after the name of the script."""
    _write_error(f"{os.path.basename(sys.argv[0])}: {problem}\n")


def _write_error(text: str) -> None:
    """Write to standard error, and ignore that it is missing or closed."""
    with suppress(OSError, AttributeError, ValueError):
        sys.stderr.write(text)
        sys.stderr.flush()


def _reportable(line: str) -> str:
    """Return as much of a line as every release of Asterisk accepts, without what cannot be sent at all."""
    sent = line.replace("\0", "\\0").encode("utf-8", "backslashreplace")
    return sent[:_REPORTED_LENGTH].decode("utf-8", "ignore")
