"""Writes dialplan functions with their arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agicodec.dialplan.places import Place, join_places, pieces_of

__all__ = ["write_function"]


_NONE: Mapping[str, object] = {}


def write_function(
    name: str, places: Sequence[Place], required: Mapping[str, object], optional: Mapping[str, object] = _NONE
) -> str:
    """Return a function as text, such as `CALLERID(name)`, with those of its optional values that are not None.

    Raises:
        InvalidArgument: a value is not accepted.
    """
    pieces = pieces_of(places)
    given = {**required, **{key: value for key, value in optional.items() if value is not None}}
    taken = {key: pieces[key].taken(value, name) for key, value in given.items()}
    return f"{name}({join_places(places, taken, name, None)})"
