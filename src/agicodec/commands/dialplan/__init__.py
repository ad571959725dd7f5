# Generated from spec/commands/dialplan.toml by `make generate`: change the spec, not this file.

"""Commands that run the dialplan or set where it continues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.commands.dialplan.exec import Exec
    from agicodec.commands.dialplan.gosub import Gosub
    from agicodec.commands.dialplan.set_context import SetContext
    from agicodec.commands.dialplan.set_extension import SetExtension
    from agicodec.commands.dialplan.set_priority import SetPriority

__all__ = ["Exec", "Gosub", "SetContext", "SetExtension", "SetPriority"]

_PLACES = {
    "Exec": "exec",
    "Gosub": "gosub",
    "SetContext": "set_context",
    "SetExtension": "set_extension",
    "SetPriority": "set_priority",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
