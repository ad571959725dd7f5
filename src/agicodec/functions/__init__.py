# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The dialplan functions, under their names in the dialplan. Each class is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach
from agicodec.model.functions import Function, WriteOnly

if TYPE_CHECKING:
    from agicodec.functions.callerid import CALLERID

__all__ = ["CALLERID", "Function", "WriteOnly"]

_PLACES = {"CALLERID": "callerid"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
