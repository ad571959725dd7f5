"""What a call asks for: the script that the dialplan wrote in AGI(...), taken apart."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from attrs import Factory, evolve, field

from agicodec.model.environment import Environment
from agicodec.values import Value, read_only

__all__ = ["Script"]

_SCHEMES = ("agi://", "hagi://")
"""What begins a URL, in any case."""


@read_only(eq=False, repr=False)
class Script(Value):
    """What a call asks for: `AGI(agi://host/ivr/sales?lang=de)` asks for the path `ivr/sales` with `lang=de`.

    Asterisk sends what follows the host of an `agi://` or a `hagi://` URL as the dialplan wrote it, and so it is read
    here: nothing is put in order. An empty segment, as in `ivr//sales` and `ivr/`, stays, and so do `.` and `..`. A `#`
    is a key on a telephone, and no fragment. What the dialplan put in with `${EXTEN}` was chosen by the caller, and
    may have a `/` or a `?` of its own, unless the dialplan wrote `${URIENCODE(${EXTEN})}`.
    """

    path: str = ""
    """The path of the URL, without the slash before it and without the query, not decoded; empty when there is none.
    Of a script that Asterisk starts it is the name of the file, as the dialplan wrote it; in AsyncAGI it is `async`.
    """
    parameters: Mapping[str, str] = field(default=Factory(dict[str, str]))
    """The parameters of the path, decoded; a `Router` puts them there."""
    query: Mapping[str, str] = field(default=Factory(dict[str, str]))
    """The query of the URL, decoded. Of a name that is repeated the first value counts, so that nothing that a caller
    has dialled replaces what stands before it. A name without a value has an empty one. A plus sign is a plus sign, as
    in `?caller=+4930123`, and as the dialplan's URIENCODE has it; a semicolon does not separate.
    """

    def __hash__(self) -> int:
        return hash((Script, self.path))

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts of the path between its slashes, decoded: that of an encoded slash, `%2F`, is no slash here."""
        return tuple(map(_decode, self.path.split("/")))

    def with_parameters(self, parameters: Mapping[str, str]) -> Script:
        """Return the same script with the parameters of its path."""
        return evolve(self, parameters=dict(parameters))

    @classmethod
    def parse(cls, text: str) -> Script:
        """Read what follows the host of an `agi://` URL, as `agi_network_script` has it: a path, and maybe a query.

        Percent-encoded bytes are decoded as UTF-8, and those that are not UTF-8 are preserved, as in the environment. A
        percent sign without two hexadecimal digits behind it is itself.
        """
        path, _, pairs = text.partition("?")
        query: dict[str, str] = {}
        for pair in filter(None, pairs.split("&")):
            name, _, value = pair.partition("=")
            query.setdefault(_decode(name), _decode(value))
        return cls(path, query=query)

    @classmethod
    def from_environment(cls, environment: Environment) -> Script:
        """Read what the environment of a call asks for.

        Over FastAGI that is `agi_network_script`, which Asterisk leaves out when the URL has no path; elsewhere it is
        `agi_request`.
        """
        request = environment.request
        if environment.network:
            return cls.parse(environment.network_script or "")
        if request.lower().startswith(_SCHEMES):
            return cls.parse(request.partition("://")[2].partition("/")[2])
        return cls(request)


def _decode(text: str) -> str:
    return unquote(text, errors="surrogateescape")
