# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function DB_EXISTS."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import ReadOnly

__all__ = ["DB_EXISTS"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(
        Part("family", Plain(nonempty=True, refuses=("/", "\\", '"', "(", "["))),
        "/",
        Part("key", Plain(nonempty=True)),
        raw=True,
    ),
)


class DB_EXISTS(ReadOnly):
    """Whether the Asterisk database has a key.

    It is 1 or 0. The value is set as DB_RESULT.

    In the dialplan: `DB_EXISTS(family/key)`. Since Asterisk 1.2, in `func_db`. It can only be read.

    Args:
        family: The family.
        key: The key.

    Beware:
        - A family cannot contain a slash, which ends it. (all; source: funcs/func_db.c, function_db_read)

    Examples:
        `DB_EXISTS("pin", "1001")` is `DB_EXISTS(pin/1001)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, family: str, key: str) -> DB_EXISTS:
        return super().__new__(cls, write_function("DB_EXISTS", _PLACES, {"family": family, "key": key}))
