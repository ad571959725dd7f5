# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function DB_DELETE."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import Function

__all__ = ["DB_DELETE"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(
        Part("family", Plain(nonempty=True, refuses=("/", "\\", '"', "(", "["))),
        "/",
        Part("key", Plain(nonempty=True)),
        raw=True,
    ),
)


class DB_DELETE(Function):
    """A value of the Asterisk database, which is deleted.

    Reading it returns and deletes the value; writing anything deletes it.

    In the dialplan: `DB_DELETE(family/key)`. Since Asterisk 1.4, in `func_db`. It can be read and written.

    Args:
        family: The family.
        key: The key.

    Beware:
        - A family cannot contain a slash, which ends it. (all; source: funcs/func_db.c, function_db_read)

    Examples:
        `DB_DELETE("pin", "1001")` is `DB_DELETE(pin/1001)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(cls, family: str, key: str) -> DB_DELETE:
        return super().__new__(cls, write_function("DB_DELETE", _PLACES, {"family": family, "key": key}))
