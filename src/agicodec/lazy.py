"""Names and modules that are loaded when they are first used, since not every application needs all of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module

__all__ = ["attach"]


def attach(package: str, places: Mapping[str, str]) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Make the `__getattr__` and the `__dir__` of a package.

    Its modules are attributes of it too, as they are to type checkers, whether anything has imported them or not.

    Args:
        package: the package's name.
        places: for each name that the package takes from one of its modules, that module, relative to the package.
    """

    def load(name: str) -> object:
        if name not in places:
            return _load_module(package, name)
        value: object = getattr(import_module(f"{package}.{places[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    def names() -> list[str]:
        from pkgutil import iter_modules

        module = sys.modules[package]
        modules = (found.name for found in iter_modules(module.__path__) if not found.name.startswith("_"))
        return sorted({*vars(module), *places, *modules})

    return load, names


def _load_module(package: str, name: str) -> object:
    """Import a module of a package.

    Raises:
        AttributeError: there is none of that name, or it needs another module, which there is not; nothing else, since
            what asks for all attributes, as `inspect.getmembers` does, goes past those that raise this.
    """
    path, reason = f"{package}.{name}", ""
    try:
        if name.isidentifier() and not name.startswith("_"):
            return import_module(path)
    except ModuleNotFoundError as error:
        if error.name != path:
            reason = f": {error}"
    raise AttributeError(f"module {package!r} has no attribute {name!r}{reason}")
