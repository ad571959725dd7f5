# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function DB."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import Function

__all__ = ["DB"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(
        Part("family", Plain(nonempty=True, refuses=("/", "\\", '"', "(", "["))),
        "/",
        Part("key", Plain(nonempty=True)),
        raw=True,
    ),
)


class DB(Function):
    """A value of the Asterisk database.

    DATABASE GET and DATABASE PUT do the same. A value that is there is also set as DB_RESULT.

    In the dialplan: `DB(family/key)`. Since Asterisk 1.2, in `func_db`. It can be read and written.

    Args:
        family: The family.
        key: The key.

    Beware:
        - A family cannot contain a slash, which ends it. (all; source: funcs/func_db.c, function_db_read)
        - The value is cut after 1022 bytes, and there is no difference between an empty one and none. (all;
          source: funcs/func_db.c, function_db_read)

    Examples:
        `DB("pin", "1001")` is `DB(pin/1001)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(cls, family: str, key: str) -> DB:
        return super().__new__(cls, write_function("DB", _PLACES, {"family": family, "key": key}))
