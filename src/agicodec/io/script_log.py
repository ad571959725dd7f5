"""What the log says of a script."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from time import monotonic

from agicodec.calls.call import Call
from agicodec.serving import ending
from agicodec.serving.ending import Ending, one_line
from agicodec.serving.routing import NoRoute
from agicodec.serving.trace import IsSecret, log_lines

__all__ = ["logged"]

_logger = logging.getLogger(ending.LOGGER)


@contextmanager
def logged(call: Call, is_secret: IsSecret | None) -> Generator[None, None, None]:
    """Log the beginning of a call, its lines, and how it ended; the traceback of an error is on standard error."""
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
        _logger.log(how.level, "%s: %s (%.1f s)", name, how, monotonic() - began)


def _ending_of(error: BaseException | None, call: Call, *, has_secrets: bool) -> Ending:
    if isinstance(error, NoRoute):
        return Ending(logging.WARNING, one_line(str(error)))
    if isinstance(error, SystemExit):
        error = None
    return ending.after_flow(error, hung_up=call.hung_up, lost=call.lost, has_secrets=has_secrets)
