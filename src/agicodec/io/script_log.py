"""What the log says of a script."""

from __future__ import annotations

import logging
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from time import monotonic

from agicodec.calls.call import Call
from agicodec.calls.failures import LOGGER, hidden
from agicodec.serving import ending
from agicodec.serving.ending import LogEntry, one_line
from agicodec.serving.routing import NoRoute
from agicodec.serving.trace import IsSecret, log_lines

__all__ = ["logged", "logs_to_standard_error"]

_logger = logging.getLogger(LOGGER)


@contextmanager
def logged(call: Call, is_secret: IsSecret | None) -> Generator[None, None, None]:
    """Log the beginning of a call, its lines, and how it ended, with the traceback of an error."""
    environment, began = call.environment, monotonic()
    name = one_line(environment.channel)
    _logger.info("%s: calls %s", name, one_line(environment.request))
    log_lines(call, is_secret)
    error: BaseException | None = None
    try:
        yield
    except BaseException as raised:
        error = raised
        raise
    finally:
        how = _ending_of(error, call, has_secrets=is_secret is not None)
        _logger.log(how.level, "%s: %s (%.1f s)", name, how, monotonic() - began, exc_info=how.error)


def logs_to_standard_error() -> bool:
    """Return whether a handler has written the traceback to standard error, where standard output goes too."""
    return _logger.isEnabledFor(logging.ERROR) and not _logger.filters and any(map(_writes_it, _handlers()))


def _handlers() -> Iterator[logging.Handler]:
    """Return the handlers that a record of the logger reaches."""
    logger: logging.Logger | None = _logger
    found = False
    while logger is not None:
        for handler in logger.handlers:
            found = True
            yield handler
        logger = logger.parent if logger.propagate else None
    if not found and logging.lastResort is not None:
        yield logging.lastResort


def _writes_it(handler: logging.Handler) -> bool:
    if not isinstance(handler, logging.StreamHandler) or handler.filters or handler.level > logging.ERROR:
        return False
    stream: object = vars(handler).get("stream", sys.stderr)  # that of `lastResort` is a property
    return stream in (sys.stderr, sys.stdout, sys.__stderr__, sys.__stdout__)


def _ending_of(error: BaseException | None, call: Call, *, has_secrets: bool) -> LogEntry:
    if isinstance(error, NoRoute):
        return LogEntry(logging.WARNING, one_line(str(error)))
    exits = isinstance(error, SystemExit)
    how = ending.after_flow(None if exits else error, hung_up=call.hung_up, lost=call.lost, has_secrets=has_secrets)
    return _with_status(how, error, has_secrets=has_secrets) if isinstance(error, SystemExit) else how


def _with_status(how: LogEntry, error: SystemExit, *, has_secrets: bool) -> LogEntry:
    """Return how a call ended whose flow has ended the script, with the exit status unless that is 0."""
    code: object = error.code
    if code is None or code == 0:
        return how
    if isinstance(code, int):
        return LogEntry(how.level, f"{how}, with the exit status {code}")
    text = "a text that may have a secret" if has_secrets and hidden(error) is not error else str(code)
    return LogEntry(how.level, f"{how}, with the exit status 1: {one_line(text)}")
