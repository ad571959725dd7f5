"""How a call on a server or in a script has ended, as one line for the log and its level."""

from __future__ import annotations

from logging import DEBUG, ERROR, INFO, WARNING
from typing import Final, NamedTuple

from agicodec.calls.failures import consists_of, hidden, parts_of
from agicodec.errors import CallEnded, DeadChannel, NeverAnswered, RemoteProtocolError, shown, unread

__all__ = [
    "CLIENT_CLOSED",
    "CLIENT_WILL_NOT_END",
    "CLOSED_SILENTLY",
    "NOT_SERVED",
    "SENT_BACK",
    "SHUT_DOWN",
    "STILL_RUNNING",
    "THREAD_WILL_NOT_END",
    "WILL_NOT_END",
    "LogEntry",
    "after_flow",
    "cannot_accept",
    "closed_early",
    "closing",
    "evicted",
    "is_expected",
    "no_asterisk",
    "no_descriptor",
    "no_environment",
    "no_thread",
    "not_admitted",
    "one_line",
    "over_time",
    "too_many",
    "too_slow",
]


class LogEntry(NamedTuple):
    """What has happened to a call or a connection, for the log: `logger.log(entry.level, "%s: %s", name, entry)`."""

    level: int
    """The level of the line, one of `logging`."""
    text: str
    """What has happened, on one line."""
    error: BaseException | None = None
    """The unexpected error whose traceback is logged; None if there is none."""
    kind: str = ""
    """What many entries in a row have in common, which are then counted; empty if each is logged."""

    def __str__(self) -> str:
        return self.text


_GOES_ON: Final = "its flow is still running although it was cancelled"
"""The flow has caught its cancellation, or has not reached an `await` since."""

CLOSED_SILENTLY: Final = LogEntry(DEBUG, "closed by the other side, which had sent nothing")
"""What a port scan does, or the health check of a load balancer."""

STILL_RUNNING: Final = LogEntry(WARNING, f"{_GOES_ON}; its connection is closed")
"""The time limit of the call was over."""

SHUT_DOWN: Final = LogEntry(WARNING, "ended because the server closes")
"""The call was still running when its time to end was over."""

WILL_NOT_END: Final = LogEntry(WARNING, f"{_GOES_ON}; the server closes")
"""The call was cancelled so that the server can close."""

THREAD_WILL_NOT_END: Final = LogEntry(
    WARNING, "its flow is still running although its connection was closed; the server closes"
)
"""The same of a flow in a thread, which cannot be cancelled: it waits for something else than the call."""

CLIENT_CLOSED: Final = LogEntry(WARNING, "ended because the manager client closes")
"""The call in AsyncAGI was still running when its time to end was over."""

CLIENT_WILL_NOT_END: Final = LogEntry(WARNING, f"{_GOES_ON}; the manager client closes")
"""The call in AsyncAGI was cancelled so that the client can close."""

_NOT_SERVED: Final = "not served, since the manager client closes"

NOT_SERVED: Final = LogEntry(INFO, _NOT_SERVED, kind=_NOT_SERVED)
"""The channel has entered AsyncAGI while calls had time to end."""

SENT_BACK: Final = LogEntry(INFO, "was in AsyncAGI, and is sent back to the dialplan")
"""The channel was in AsyncAGI already when the manager client connected, which is not to serve it."""


def is_expected(error: BaseException | None) -> bool:
    """Return whether a flow has returned, or has raised only what the end of its call raises.

    It may be in an exception group, as `asyncio.TaskGroup` and the nurseries of trio raise it.
    """
    return error is None or consists_of(error, CallEnded)


def after_flow(
    error: BaseException | None, *, hung_up: bool, lost: Exception | None = None, has_secrets: bool = False
) -> LogEntry:
    """Return how a call ended whose flow has returned, or raised an error.

    Args:
        error: the error; None if the flow has returned.
        hung_up: whether the channel has hung up.
        lost: why no command can be run any more; None if one can, or if this side has ended the call.
        has_secrets: whether to leave out the texts of errors that may have the arguments or the reply of a command.
    """
    while error is not None and (parts := parts_of(error)) and is_expected(error):
        error = parts[0]
    if error is None:
        return _after_return(hung_up=hung_up, lost=lost, has_secrets=has_secrets)
    if isinstance(error, DeadChannel) or (isinstance(error, CallEnded) and hung_up):
        return LogEntry(INFO, "hung up")
    if has_secrets:
        return _after_hidden(error)
    if isinstance(error, CallEnded):
        return LogEntry(INFO, f"over: {one_line(str(error))}")
    if isinstance(error, RemoteProtocolError):
        return LogEntry(WARNING, f"failed: {one_line(str(error))}")
    return LogEntry(ERROR, f"failed: {one_line(repr(error))}", error)


def _after_return(*, hung_up: bool, lost: Exception | None, has_secrets: bool) -> LogEntry:
    """Return how a call ended whose flow has returned."""
    if hung_up:
        return LogEntry(INFO, "ended, after the channel had hung up")
    if lost is None:
        return LogEntry(INFO, "ended")
    reason = lost.problem if isinstance(lost, NeverAnswered) else str(lost) or repr(lost)
    text = "ended, after the call was over"
    level = INFO if isinstance(lost, CallEnded) else WARNING
    return LogEntry(level, text if has_secrets else f"{text}: {one_line(reason)}")


def _after_hidden(error: BaseException) -> LogEntry:
    """Return how a call ended by an error whose text may have a secret."""
    shown_error = hidden(error)
    if isinstance(error, CallEnded):
        return LogEntry(INFO, f"over: {shown_error}")
    if isinstance(error, RemoteProtocolError):
        return LogEntry(WARNING, f"failed: {shown_error}")
    text = repr(error) if shown_error is error else str(shown_error)
    return LogEntry(ERROR, f"failed: {one_line(text)}", shown_error)


def closing(calls: int, grace: float) -> str:
    """Return the line about a server that closes, and lets its calls end for a number of seconds."""
    return f"closing; {calls} {'call has' if calls == 1 else 'calls have'} {grace:g} s to end"


def over_time(seconds: float) -> LogEntry:
    """Return how a call ended that has taken longer than its time limit."""
    return LogEntry(WARNING, f"ended by its time limit of {seconds:g} s")


def too_slow(seconds: float, data: bytes) -> LogEntry:
    """Return how a connection ended that has not sent its environment in time, with the part that has arrived."""
    kind = f"closed, since its environment has not arrived within {seconds:g} s"
    return LogEntry(INFO, f"{kind}{unread(data)}", kind=kind)


def evicted(max_calls: int, data: bytes) -> LogEntry:
    """Return how a connection ended that was closed for a newer one, or exceeded the limit itself."""
    kind = f"closed, since {max_calls} connections are open (max_calls)"
    return LogEntry(WARNING, f"{kind}{unread(data)}", kind=kind)


def too_many(max_calls: int) -> LogEntry:
    """Return how a call in AsyncAGI ended that was refused, since it was one too many."""
    kind = f"not served, since {max_calls} calls are served (max_calls)"
    return LogEntry(WARNING, kind, kind=kind)


def closed_early(data: bytes) -> LogEntry:
    """Return how a connection ended that the other side closed before its environment had arrived."""
    if not data:
        return CLOSED_SILENTLY
    kind = "closed by the other side before the environment had arrived"
    return LogEntry(INFO, f"{kind}{unread(data)}", kind=kind)


def no_asterisk(data: bytes) -> LogEntry:
    """Return how a connection ended whose first bytes are not those of an environment, such as an HTTP request."""
    kind = "closed, since what arrived is not an environment of Asterisk"
    return LogEntry(INFO, f"{kind}: {shown(data)}", kind=kind)


def not_admitted(reason: str) -> LogEntry:
    """Return how a call ended that the admission hook has refused."""
    kind = "refused by admit"
    return LogEntry(WARNING, f"{kind}: {one_line(reason)}" if reason else kind, kind=kind)


def no_environment(error: RemoteProtocolError) -> LogEntry:
    """Return how a connection ended whose environment is invalid."""
    return LogEntry(WARNING, f"failed: {one_line(str(error))}", kind="failed, since their environments are invalid")


def no_descriptor(error: OSError) -> LogEntry:
    """Return how a connection ended that was closed so that another can be accepted."""
    kind = "closed, since no other can be accepted"
    return LogEntry(WARNING, f"{kind}: {error}", kind=kind)


def cannot_accept(error: OSError) -> LogEntry:
    """Return what a server logs that can accept no connection, and has none that it could close for another."""
    kind = "cannot accept a connection"
    return LogEntry(WARNING, f"{kind}: {error}", kind=kind)


def no_thread(error: RuntimeError) -> LogEntry:
    """Return how a call ended for which the system has no more threads."""
    kind = "closed, since no thread can be started"
    return LogEntry(WARNING, f"{kind}: {error}", kind=kind)


def one_line(text: str) -> str:
    """Return a text on one line, so that what arrives from outside cannot forge lines of the log."""
    return text if text.isprintable() else shown(text)
