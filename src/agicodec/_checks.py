"""Checks of types that a user passes or returns: a wrong one would otherwise fail far from its cause, or not at all."""

from __future__ import annotations

from collections.abc import Awaitable
from types import CoroutineType, GeneratorType

from agicodec.errors import shown

__all__ = [
    "require_awaitable",
    "require_bool",
    "require_bytes",
    "require_choice",
    "require_class",
    "require_done",
    "require_hook",
    "require_returned",
    "require_run",
]


def require_bytes(data: object, source: str) -> None:
    """Check that received data is of type bytes or bytearray.

    Args:
        data: the data.
        source: its origin, for the message, such as `read() returned`.

    Raises:
        TypeError: the data is of another type.
    """
    # Whoever reads each reply asks `type(data) is bytes` first: a call for each takes 5 % of decoding a reply.
    if isinstance(data, (bytes, bytearray)):
        return
    if data is None:
        hint = 'return b"" at the end of the stream, and otherwise wait until there is data'
    elif isinstance(data, str):
        hint = "open the stream in binary mode, or encode the text"
    elif _is_awaitable(data):
        hint = "await it; a call whose read() is a coroutine function is an AsyncCall"
    else:
        hint = "expected bytes or a bytearray"
    raise TypeError(f"{source} {_dispose(data)}, which is not bytes: {hint}")


def require_done(result: object) -> None:
    """Check that a blocking `write()` did not return an awaitable.

    Raises:
        TypeError: it did.
    """
    if result is not None and _is_awaitable(result):
        raise TypeError(
            f"write() returned {_dispose(result)} and wrote nothing: "
            "a call whose write() is a coroutine function is an AsyncCall"
        )


def require_class(call_class: object, base: type) -> None:
    """Check the class of the calls that a server or script makes.

    Raises:
        TypeError: it is not the class of the calls of that server or script, or a subclass.
    """
    if not isinstance(call_class, type) or not issubclass(call_class, base):
        raise TypeError(f"call_class {shown(call_class)}: expected {base.__name__} or a subclass of it")


def require_run(flow: object, *hooks: tuple[str, object]) -> None:
    """Check the functions that a server or script calls: the flow, and hooks, each with its name, which may be None.

    Raises:
        TypeError: one cannot be called.
    """
    if not callable(flow):
        raise TypeError(f"flow {shown(flow)}: expected a function of the call, or a Router")
    for name, hook in hooks:
        require_hook(name, hook)


def require_hook(name: str, hook: object) -> None:
    """Check an argument that is a function, or None for none.

    Raises:
        TypeError: it is something else.
    """
    if hook is not None and not callable(hook):
        raise TypeError(f"{name} {shown(hook)}: expected a function, or None")


def require_bool(name: str, value: object) -> None:
    """Check an argument that is True or False.

    Raises:
        TypeError: it is something else, such as a text.
    """
    if not isinstance(value, bool):
        raise TypeError(f"{name} {shown(value)}: expected True or False")


def require_choice(name: str, value: object, *choices: str) -> None:
    """Check an argument that is one of a few words.

    Raises:
        TypeError: it is not a string.
        ValueError: it is another one.
    """
    *first, last = map(repr, choices)
    problem = f"{name} {shown(value)}: expected {', '.join(first)} or {last}"
    if not isinstance(value, str):
        raise TypeError(problem)
    if value not in choices:
        raise ValueError(problem)


def require_returned(result: object, source: str) -> None:
    """Check that a flow that blocks has run, rather than returned something to be awaited.

    Raises:
        TypeError: it has not.
    """
    if result is not None and _is_awaitable(result):
        raise TypeError(
            f"{source} returned {_dispose(result)} and has not run: "
            "it is to be a plain function, since nothing here awaits a coroutine function (async def)"
        )


def require_awaitable(waiting: object, source: str) -> None:
    """Check that the `read()` or `write()` of an `AsyncCall` returned an awaitable.

    Raises:
        TypeError: it did not.
    """
    if type(waiting) is not CoroutineType and not _is_awaitable(waiting):
        raise TypeError(
            f"{source} returned {shown(waiting)}, which cannot be awaited: "
            "it must be a coroutine function (async def); a call that blocks is a Call"
        )


def _is_awaitable(value: object) -> bool:
    """Return whether a value can be awaited, including a generator made by `types.coroutine`."""
    return isinstance(value, (Awaitable, GeneratorType))


def _dispose(value: object) -> str:
    """Show a value that will not be used; close a coroutine, so that Python does not warn that it was never awaited."""
    text = shown(value)
    if isinstance(value, CoroutineType):
        value.close()
    return text
