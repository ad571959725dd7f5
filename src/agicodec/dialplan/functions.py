"""Writes dialplan functions with their arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agicodec.dialplan.places import Place, join_places, pieces_of

__all__ = ["write_function"]


def write_function(name: str, places: Sequence[Place], given: Mapping[str, object]) -> str:
    """Return a function as text, with the values that are given and not None, such as `CALLERID(name)`.

    Raises:
        InvalidArgument: a value is not accepted.
    """
    pieces = pieces_of(places)
    taken = {key: pieces[key].taken(value, name) for key, value in given.items() if value is not None}
    return f"{name}({join_places(places, taken, name, None)})"
