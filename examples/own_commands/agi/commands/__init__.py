# Generated from the spec by `python -m codegen`: change the spec, not this file.

"""The AGI commands. A family of them is loaded when one of its commands is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from examples.own_commands.agi.commands.callcenter import QueueAnnounce, QueuePosition

__all__ = ["QueueAnnounce", "QueuePosition"]

_FAMILIES = {"QueuePosition": "callcenter", "QueueAnnounce": "callcenter"}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Load the family of a command when the command is first used."""
        family = _FAMILIES.get(name)
        if family is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        command = getattr(import_module(f"{__name__}.{family}"), name)
        globals()[name] = command
        return command

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
