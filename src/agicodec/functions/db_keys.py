# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function DB_KEYS."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import ReadOnly

__all__ = ["DB_KEYS"]

_PLACES: Final[tuple[Place, ...]] = (Argument(Part("prefix", Plain()), raw=True),)


class DB_KEYS(ReadOnly):
    """The keys below a prefix in the Asterisk database.

    They are separated by commas; a comma in a key has a backslash before it.

    In the dialplan: `DB_KEYS(prefix)`. Since Asterisk 10.0, in `func_db`. It can only be read.

    Args:
        prefix: The prefix, such as `pin`; empty for the families.

    Examples:
        `DB_KEYS("pin")` is `DB_KEYS(pin)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, prefix: str) -> DB_KEYS:
        return super().__new__(cls, write_function("DB_KEYS", _PLACES, {"prefix": prefix}))
