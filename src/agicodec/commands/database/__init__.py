# Generated from spec/commands/database.toml by `make generate`: change the spec, not this file.

"""Commands for the Asterisk database, which keeps values by family and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.commands.database.database_del import DatabaseDel
    from agicodec.commands.database.database_deltree import DatabaseDeltree
    from agicodec.commands.database.database_get import DatabaseGet
    from agicodec.commands.database.database_put import DatabasePut

__all__ = ["DatabaseDel", "DatabaseDeltree", "DatabaseGet", "DatabasePut"]

_PLACES = {
    "DatabasePut": "database_put",
    "DatabaseGet": "database_get",
    "DatabaseDel": "database_del",
    "DatabaseDeltree": "database_deltree",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
