# Generated from spec/commands/control.toml by `make generate`: change the spec, not this file.

"""Commands about the AGI session itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.commands.control.asyncagi_break import AsyncagiBreak
    from agicodec.commands.control.noop import Noop
    from agicodec.commands.control.verbose import Verbose

__all__ = ["AsyncagiBreak", "Noop", "Verbose"]

_PLACES = {"Noop": "noop", "Verbose": "verbose", "AsyncagiBreak": "asyncagi_break"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
