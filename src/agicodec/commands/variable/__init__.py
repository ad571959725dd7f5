# Generated from spec/commands/variable.toml by `make generate`: change the spec, not this file.

"""Commands for channel variables and dialplan functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.commands.variable.get_full_variable import GetFullVariable
    from agicodec.commands.variable.get_variable import GetVariable
    from agicodec.commands.variable.set_variable import SetVariable

__all__ = ["GetFullVariable", "GetVariable", "SetVariable"]

_PLACES = {"GetVariable": "get_variable", "GetFullVariable": "get_full_variable", "SetVariable": "set_variable"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
