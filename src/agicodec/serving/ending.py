"""How a call on a server or in a script has ended, as one line for the log and its level."""

from __future__ import annotations

from logging import DEBUG, ERROR, INFO, WARNING
from typing import Final, NamedTuple

from agicodec.calls.failures import consists_of, hidden, parts_of
from agicodec.errors import CallEnded, DeadChannel, NeverAnswered, RemoteProtocolError, shown, unread

__all__ = [
    "CLIENT_CLOSED",
    "CLIENT_LEFT",
    "CLOSED_SILENTLY",
    "NOT_SERVED",
    "SENT_BACK",
    "SHUT_DOWN",
    "STILL_RUNNING",
    "WILL_NOT_END",
    "Ending",
    "after_flow",
    "closed_early",
    "closing",
    "evicted",
    "is_expected",
    "no_asterisk",
    "no_descriptor",
    "no_environment",
    "not_admitted",
    "one_line",
    "over_time",
    "too_many",
    "too_slow",
]


class Ending(NamedTuple):
    """How a call or a connection has ended: `logger.log(ending.level, "%s: %s", peer, ending)`."""

    level: int
    """The level of the line, one of `logging`."""
    text: str
    """What has happened, on one line."""
    error: BaseException | None = None
    """The unexpected error whose traceback is logged; None for any other ending."""
    kind: str = ""
    """What many endings in a row have in common, which are then counted; empty if each is logged."""

    def __str__(self) -> str:
        return self.text


CLOSED_SILENTLY: Final = Ending(DEBUG, "closed by the other side, which had sent nothing")
"""What a port scan does, or the health check of a load balancer."""

SHUT_DOWN: Final = Ending(WARNING, "ended because the server closes")
"""The call was still running when its time to end was over."""

WILL_NOT_END: Final = Ending(WARNING, "its flow is still running although it was cancelled; the server closes")
"""The flow has caught its cancellation, or has not reached an `await` since."""

CLIENT_CLOSED: Final = Ending(WARNING, "ended because the manager client closes")
"""The call in AsyncAGI was still running when its time to end was over."""

CLIENT_LEFT: Final = Ending(WARNING, "its flow is still running although it was cancelled; the manager client closes")
"""The flow of a call in AsyncAGI has caught its cancellation, or has not reached an `await` since."""

SENT_BACK: Final = Ending(INFO, "was in AsyncAGI, and is sent back to the dialplan")
"""The channel was in AsyncAGI already when the manager client connected, which is not to serve it."""

NOT_SERVED: Final = Ending(
    INFO, "not served, since the manager client closes", kind="not served, since the manager client closes"
)
"""The channel has entered AsyncAGI while calls had time to end."""

STILL_RUNNING: Final = Ending(WARNING, "its flow is still running although it was cancelled; its connection is closed")
"""The same after the time limit of the call."""


def is_expected(error: BaseException | None) -> bool:
    """Return whether a flow has returned, or has raised only what the end of its call raises.

    It may be in an exception group, as `asyncio.TaskGroup` and the nurseries of trio raise it.
    """
    return error is None or consists_of(error, CallEnded)


def after_flow(
    error: BaseException | None, *, hung_up: bool, lost: Exception | None = None, has_secrets: bool = False
) -> Ending:
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
        return Ending(INFO, "hung up")
    if has_secrets:
        return _after_hidden(error)
    if isinstance(error, CallEnded):
        return Ending(INFO, f"over: {one_line(str(error))}")
    if isinstance(error, RemoteProtocolError):
        return Ending(WARNING, f"failed: {one_line(str(error))}")
    return Ending(ERROR, f"failed: {one_line(repr(error))}", error)


def _after_return(*, hung_up: bool, lost: Exception | None, has_secrets: bool) -> Ending:
    """Return how a call ended whose flow has returned."""
    if hung_up:
        return Ending(INFO, "ended, after the channel had hung up")
    if lost is None:
        return Ending(INFO, "ended")
    reason = lost.problem if isinstance(lost, NeverAnswered) else str(lost) or repr(lost)
    text = "ended, after the call was over"
    level = INFO if isinstance(lost, CallEnded) else WARNING
    return Ending(level, text if has_secrets else f"{text}: {one_line(reason)}")


def _after_hidden(error: BaseException) -> Ending:
    """Return how a call ended by an error whose text may have a secret."""
    shown_error = hidden(error)
    if isinstance(error, CallEnded):
        return Ending(INFO, f"over: {shown_error}")
    if isinstance(error, RemoteProtocolError):
        return Ending(WARNING, f"failed: {shown_error}")
    return Ending(ERROR, f"failed: {one_line(repr(error) if shown_error is error else str(shown_error))}", shown_error)


def closing(calls: int, grace: float) -> str:
    """Return the line about a server that closes, and lets its calls end for a number of seconds."""
    return f"closing; {calls} {'call has' if calls == 1 else 'calls have'} {grace:g} s to end"


def over_time(seconds: float) -> Ending:
    """Return how a call ended that has taken longer than its time limit."""
    return Ending(WARNING, f"ended by its time limit of {seconds:g} s")


def too_slow(seconds: float, data: bytes) -> Ending:
    """Return how a connection ended that has not sent its environment in time, with the part that has arrived."""
    kind = f"closed, since its environment has not arrived within {seconds:g} s"
    return Ending(INFO, f"{kind}{unread(data)}", kind=kind)


def evicted(max_calls: int, data: bytes) -> Ending:
    """Return how a connection ended that was closed for a newer one, or exceeded the limit itself."""
    kind = f"closed, since {max_calls} connections are open (max_calls)"
    return Ending(WARNING, f"{kind}{unread(data)}", kind=kind)


def too_many(max_calls: int) -> Ending:
    """Return how a call in AsyncAGI ended that was refused, since it was one too many."""
    kind = f"not served, since {max_calls} calls are served (max_calls)"
    return Ending(WARNING, kind, kind=kind)


def closed_early(data: bytes) -> Ending:
    """Return how a connection ended that the other side closed before its environment had arrived."""
    if not data:
        return CLOSED_SILENTLY
    kind = "closed by the other side before the environment had arrived"
    return Ending(INFO, f"{kind}{unread(data)}", kind=kind)


def no_asterisk(data: bytes) -> Ending:
    """Return how a connection ended whose first bytes are not those of an environment, such as an HTTP request."""
    kind = "closed, since what arrived is not an environment of Asterisk"
    return Ending(INFO, f"{kind}: {shown(data)}", kind=kind)


def not_admitted(reason: str) -> Ending:
    """Return how a call ended that the admission hook has refused."""
    kind = "refused by admit"
    return Ending(WARNING, f"{kind}: {one_line(reason)}" if reason else kind, kind=kind)


def no_environment(error: RemoteProtocolError) -> Ending:
    """Return how a connection ended whose environment is invalid."""
    return Ending(WARNING, f"failed: {one_line(str(error))}", kind="failed, since their environments are invalid")


def no_descriptor(error: OSError) -> Ending:
    """Return how a connection ended that was closed so that another can be accepted."""
    kind = "closed, since no other can be accepted"
    return Ending(WARNING, f"{kind}: {error}", kind=kind)


def one_line(text: str) -> str:
    """Return a text on one line, so that what arrives from outside cannot forge lines of the log."""
    return text if text.isprintable() else shown(text)
