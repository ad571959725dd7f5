"""Names that are loaded when they are first used, since not every application needs all of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module

__all__ = ["attach"]


def attach(
    module: str, places: Mapping[str, str], within: str | None = None
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Make the `__getattr__` and the `__dir__` of a module that gives names from others.

    Args:
        module: the module's name.
        places: for each name the module that has it, relative to a package.
        within: the package; the module itself unless given.
    """

    def load(name: str) -> object:
        if name not in places:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        value: object = getattr(import_module(f"{within or module}.{places[name]}"), name)
        setattr(sys.modules[module], name, value)
        return value

    def names() -> list[str]:
        return sorted({*vars(sys.modules[module]), *places})

    return load, names
