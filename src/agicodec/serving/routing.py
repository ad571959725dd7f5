"""Which flow serves a call: patterns of paths, and the flows registered for them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from typing import Final, Generic, Protocol, TypeGuard, TypeVar

from agicodec._checks import require_awaitable, require_hook, require_run
from agicodec.errors import AgicodecError, shown
from agicodec.model.command import Command, require_command
from agicodec.model.script import Script

__all__ = ["REFUSAL_ENDS", "AsyncRouter", "NoRoute", "Routable", "Router"]

_PARAMETER = re.compile(r"\{(.*)\}", re.DOTALL)
_UNSAFE = ("", ".", "..")
"""Segments that match no parameter: a missing value, and the names that lead elsewhere in a file system."""

_MISTAKES: Final = [
    (re.compile(found), problem)
    for found, problem in (
        (r"[{}]", "a parameter is a whole segment"),
        (r"^\.\.?\Z", "it leads nowhere; write the path that is meant"),
        (r"^\*+\Z", "there are no wildcards; a parameter, such as {name}, takes any text, and a fallback any path"),
        (r"[<>]|^:\w", "a parameter is written in braces, as in {name}"),
        (r"%[0-9A-Fa-f]{2}", "it is compared after it has been decoded, so write what is meant without %"),
    )
]
"""What makes a text in a pattern a mistake: such a text would match no path, or not the paths that are meant."""


class Routable(Protocol):
    """The attribute of a call that a router uses: every call of this library has it."""

    @property
    def script(self) -> Script:
        """What the call asks for."""
        ...

    @script.setter
    def script(self, script: Script, /) -> None: ...


CallT = TypeVar("CallT", bound=Routable)
ResultT = TypeVar("ResultT")


class NoRoute(AgicodecError):
    """A call asks for a script that no flow is registered for.

    `script` is what it asks for, and `refusal` are the commands to be run before the call is closed. The server or
    script that serves the call runs them.
    """

    def __init__(self, script: Script, refusal: Sequence[Command[object]] = ()) -> None:
        super().__init__(script, tuple(refusal))
        self.script = script
        self.refusal: tuple[Command[object], ...] = tuple(refusal)
        self._ran: int | None = None

    def __str__(self) -> str:
        text = f"no flow is registered for the script {shown(self.script.path)}"
        if not self.refusal:
            return f"{text}, and the router has no refusal"
        if self._ran is None:
            return f"{text}; the refusal is {_listed(self.refusal)}"
        ran, others = self.refusal[: self._ran], self.refusal[self._ran :]
        done = f"{text}; {_listed(ran)} {'was' if len(ran) == 1 else 'were'} run" if ran else text
        return f"{done}; {_listed(others)} {'was' if len(others) == 1 else 'were'} not run" if others else done

    def commands(self) -> Iterator[Command[object]]:
        """Yield the commands of the refusal, one by one; the message then says which of them were run.

        A command counts as run when the next one is asked for, so leave the loop when one has failed.
        """
        self._ran = 0
        for command in self.refusal:
            yield command
            self._ran += 1


REFUSAL_ENDS: Final = (AgicodecError, TimeoutError)
"""What a command of a refusal raises that only ends the refusal: the call had no flow before."""


class _Node(Generic[CallT, ResultT]):
    """A place in the tree of the patterns: what has been read of a path up to here, and what may follow."""

    __slots__ = ("flow", "literals", "names", "parameter", "pattern")

    def __init__(self) -> None:
        self.literals: dict[str, _Node[CallT, ResultT]] = {}
        self.parameter: _Node[CallT, ResultT] | None = None
        self.flow: Callable[[CallT], ResultT] | None = None
        """The flow of the pattern that ends here."""
        self.pattern = ""
        self.names: tuple[str, ...] = ()


class Router(Generic[CallT, ResultT]):
    """A flow that hands each call to the flow that is registered for its script.

    It is called with a call, puts the parameters of the path into `call.script`, and returns what the flow returns, so
    that it awaits where flows do: a router of coroutine functions can itself be used as a coroutine function. It is for
    FastAGI and for scripts: in AsyncAGI the path of every call is `async`, so a flow chooses by `call.environment`.

    A pattern is a path whose segments, the parts between its slashes, are texts or parameters: `ivr/{queue}` matches
    `ivr/sales` and puts `{"queue": "sales"}` into `call.script.parameters`. A parameter is one whole segment: any text
    except the empty one, `.` and `..`. Segments are compared after those of the path have been decoded,
    case-sensitively, and their number counts, so that `ivr/` and `ivr//sales` match neither `ivr` nor `ivr/{queue}`. A
    pattern may end with a slash; it then matches paths that do. One slash at the beginning is ignored, in patterns and
    in paths. The empty pattern is that of a URL without a path. `*` and `#` are keys of a telephone: `*98#` is a text.

    Where several patterns match, the one with a text in the earliest place where they differ wins, in whatever order
    they were registered: `ivr/help` over `ivr/{queue}`, and `ivr/{queue}` over `{area}/help`.

    Args:
        fallback: the flow of the calls for whose script none is registered; without one, they raise `NoRoute`.
        refusal: the commands that the server or script runs after `NoRoute`. Without any the caller hears
            nothing, and the dialplan goes on; `SetContext`, `SetExtension` and `SetPriority` say where, and `Hangup`
            hangs up.

    Raises:
        ValueError: it has both a fallback and a refusal.
        TypeError: the fallback is no function, or the refusal is no sequence of commands.
    """

    def __init__(
        self, *, fallback: Callable[[CallT], ResultT] | None = None, refusal: Sequence[Command[object]] = ()
    ) -> None:
        require_hook("fallback", fallback)
        _require_sequence(refusal)
        for command in refusal:
            require_command(command)
        if fallback is not None and refusal:
            raise ValueError("a router has a fallback or a refusal, not both: the fallback takes every call")
        self._fallback = fallback
        self._refusal = tuple(refusal)
        self._root: _Node[CallT, ResultT] = _Node()

    def __call__(self, call: CallT) -> ResultT:
        """Hand a call to its flow, and return what the flow returns.

        Raises:
            NoRoute: no flow is registered for its script, and there is no fallback.
            LocalProtocolError: the environment has not arrived yet.
        """
        script = call.script
        flow, parameters = self.find(script)
        call.script = script.with_parameters(parameters)
        return flow(call)

    def find(self, script: Script) -> tuple[Callable[[CallT], ResultT], Mapping[str, str]]:
        """Return the flow for a script, and the parameters of its path.

        Raises:
            NoRoute: no flow is registered for it, and there is no fallback.
        """
        values: list[str] = []
        segments = _without_first_slash(script.path, script.segments)
        node = _find(self._root, segments, 0, values)
        if node is not None and node.flow is not None:
            return node.flow, dict(zip(node.names, values, strict=True))
        if self._fallback is None:
            raise NoRoute(script, self._refusal)
        return self._fallback, {}

    def route(self, pattern: str) -> Callable[[Callable[[CallT], ResultT]], Callable[[CallT], ResultT]]:
        """Register the function below it, as a decorator; see `add`."""
        _require_pattern(pattern)

        def register(flow: Callable[[CallT], ResultT]) -> Callable[[CallT], ResultT]:
            self.add(pattern, flow)
            return flow

        return register

    def add(self, pattern: str, flow: Callable[[CallT], ResultT]) -> None:
        """Register a flow for the paths that a pattern matches.

        Raises:
            ValueError: the pattern is malformed: it has a scheme, a query, an empty segment in its middle, a wildcard
                or percent-encoding, the name of a parameter is no identifier, or is there twice; or it matches the
                same paths as another one.
            TypeError: the pattern is no string, or the flow no function.
        """
        _require_pattern(pattern)
        require_run(flow)
        segments, names = _read_pattern(pattern)
        node = self._root
        for segment in segments:
            if segment is not None:
                node = node.literals.setdefault(segment, _Node())
            else:
                node.parameter = node = node.parameter or _Node()
        if node.flow is not None:
            raise ValueError(f"the pattern {pattern!r} matches the same paths as {node.pattern!r}")
        node.flow, node.pattern, node.names = flow, pattern, names


class AsyncRouter(Router[CallT, Awaitable[object]]):
    """A router of coroutine functions, whatever they return: `AsyncRouter[AsyncioCall]()`.

    What it returns for a call is a coroutine, so that `asyncio.run(router(call))` runs the flow in a test.
    """

    def __call__(self, call: CallT) -> Coroutine[object, object, object]:
        """Hand a call to its flow, and return the coroutine of the flow.

        Raises:
            NoRoute, LocalProtocolError: as `Router` does.
            TypeError: the flow has returned nothing that can be awaited.
        """
        serving = super().__call__(call)
        require_awaitable(serving, "the flow")
        return serving if _is_coroutine(serving) else _awaited(serving)


def _is_coroutine(serving: Awaitable[object]) -> TypeGuard[Coroutine[object, object, object]]:
    return isinstance(serving, Coroutine)


async def _awaited(serving: Awaitable[object]) -> object:
    return await serving


def _find(
    node: _Node[CallT, ResultT], segments: Sequence[str], index: int, values: list[str]
) -> _Node[CallT, ResultT] | None:
    """Find the place of a path in the tree, and put the values of its parameters into `values`."""
    if index == len(segments):
        return node if node.flow is not None else None
    segment = segments[index]
    literal = node.literals.get(segment)
    if literal is not None and (found := _find(literal, segments, index + 1, values)) is not None:
        return found
    if node.parameter is None or segment in _UNSAFE:
        return None
    values.append(segment)
    found = _find(node.parameter, segments, index + 1, values)
    if found is None:
        values.pop()
    return found


def _without_first_slash(path: str, segments: Sequence[str]) -> Sequence[str]:
    return segments[1:] if path.startswith("/") else segments


def _require_pattern(pattern: object) -> None:
    if not isinstance(pattern, str):
        raise TypeError(f"pattern {shown(pattern)}: expected a string, such as 'ivr/{{queue}}'")


def _require_sequence(refusal: object) -> None:
    if not isinstance(refusal, Sequence):
        raise TypeError(f"refusal {shown(refusal)}: expected a list of commands, such as [Hangup()]")


def _listed(commands: Sequence[Command[object]]) -> str:
    return ", ".join(map(str, commands))


def _read_pattern(pattern: str) -> tuple[Sequence[str | None], tuple[str, ...]]:
    """Return the segments of a pattern, None for a parameter, and the names of the parameters."""
    if "://" in pattern:
        raise ValueError(f"the pattern {pattern!r} is a URL; write the path alone, which follows the host")
    if "?" in pattern:
        raise ValueError(f"the pattern {pattern!r} has a query; a flow finds that in call.script.query")
    texts = _without_first_slash(pattern, pattern.split("/"))
    if "" in texts[:-1]:
        raise ValueError(f"the pattern {pattern!r} has an empty segment; a fallback takes paths that have one")
    segments: list[str | None] = []
    names: list[str] = []
    for segment in texts:
        parameter = _PARAMETER.fullmatch(segment)
        if parameter is None:
            _require_text(pattern, segment)
            segments.append(segment)
            continue
        name = parameter[1]
        if not name.isidentifier():
            raise ValueError(f"the pattern {pattern!r}: {segment!r} is no parameter: a name stands in the braces")
        if name in names:
            raise ValueError(f"the pattern {pattern!r} has the parameter {name!r} twice")
        segments.append(None)
        names.append(name)
    return segments, tuple(names)


def _require_text(pattern: str, segment: str) -> None:
    for mistake, problem in _MISTAKES:
        if mistake.search(segment):
            raise ValueError(f"the pattern {pattern!r}, in {segment!r}: {problem}")
