"""What becomes of an error that code beside the flow raises, such as an observer, and what the log may have of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Final

from agicodec.errors import AgicodecError

__all__ = [
    "LOGGER",
    "HiddenError",
    "consists_of",
    "hidden",
    "is_of_one_call",
    "log_failure",
    "log_failure_of_on_event",
    "parts_of",
]

LOGGER: Final = "agicodec"
"""The name of the logger."""

_logger = logging.getLogger(LOGGER)


class HiddenError(Exception):
    """Stands in the log for an error whose text may have a secret."""


def parts_of(error: BaseException) -> Sequence[BaseException]:
    """Return the errors in an exception group, of Python 3.11 or the backport that trio uses; none for other errors."""
    exceptions: object = getattr(error, "exceptions", ())
    parts: list[object] = [*(exceptions if isinstance(exceptions, tuple) else ())]
    return [part for part in parts if isinstance(part, BaseException)]


def consists_of(error: BaseException, kind: type[BaseException]) -> bool:
    """Return whether an error is of a class, or is an exception group of nothing else."""
    parts = parts_of(error)
    return all(consists_of(one, kind) for one in parts) if parts else isinstance(error, kind)


def is_of_one_call(error: BaseException) -> bool:
    """Return whether what a flow has raised ends that call alone: all but a KeyboardInterrupt and a GeneratorExit.

    Those end the whole program, or come from its end; a SystemExit does not. They may be in an exception group, as the
    nurseries of trio raise it.
    """
    return all(map(is_of_one_call, parts_of(error))) and not isinstance(error, (KeyboardInterrupt, GeneratorExit))


def hidden(error: BaseException) -> BaseException:
    """Return what stands in the log for an error: itself, unless it is or comes from one of agicodec's.

    Those may have the arguments or the reply of a command in their texts.
    """
    if not any(isinstance(one, AgicodecError) for one in _with_origins(error)):
        return error
    return HiddenError(f"{type(error).__name__}, whose text may have a secret").with_traceback(error.__traceback__)


def _with_origins(error: BaseException) -> Iterator[BaseException]:
    """Return an error, the errors in it, if it is a group, and those that a traceback of it has."""
    found: dict[int, BaseException] = {}
    rest: list[object] = [error]
    while rest:
        one = rest.pop()
        if isinstance(one, BaseException) and id(one) not in found:
            found[id(one)] = one
            rest += [one.__cause__, one.__context__, *parts_of(one)]
    return iter(found.values())


def log_failure(problem: str, error: BaseException) -> None:
    """Log an error that has no effect on the call, with its traceback.

    The code that has raised it does not know what is secret, so the log never has the text of an error of agicodec.
    """
    _logger.error("%s", problem, exc_info=hidden(error))


def log_failure_of_on_event(call: object, event: object, error: BaseException) -> None:
    """Log what `on_event` has raised while no operation of the call ran, which it could have ended.

    Raises:
        BaseException: the error itself, if it ends the whole program.
    """
    if not is_of_one_call(error):
        raise error
    log_failure(f"{type(call).__name__}.on_event() failed on a {type(event).__name__}", error)
