"""Packages that import their modules on first use, since not every application needs all of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

__all__ = ["attach"]

_HOOKS = ("__dir__", "__getattr__")


def attach(package: str, places: Mapping[str, str]) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return a `__getattr__` and a `__dir__` for a package.

    Besides the names in `places`, they provide all modules of the package as attributes, as type checkers expect,
    whether or not a module has been imported already. The `__dir__` omits what the package imports for its own use, so
    that `help` shows what is for users.

    Args:
        package: the package's name.
        places: for each name that the package exports, the module that defines it, relative to the package.
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
        exported: Sequence[str] = getattr(module, "__all__", ())
        modules = (found.name for found in iter_modules(module.__path__) if not found.name.startswith("_"))
        special = (name for name in vars(module) if name.startswith("__") and name not in _HOOKS)
        return sorted({*special, *exported, *places, *modules})

    return load, names


def _load_module(package: str, name: str) -> object:
    """Import a module of a package.

    Raises:
        AttributeError: there is no such module, or it needs another module that is not installed. No other exception
            would do: `inspect.getmembers`, which asks for all attributes, skips only those that raise this one.
    """
    path, reason = f"{package}.{name}", ""
    try:
        if name.isidentifier() and not name.startswith("_"):
            return import_module(path)
    except ModuleNotFoundError as error:
        if error.name != path:
            reason = f": {error}"
    raise AttributeError(f"module {package!r} has no attribute {name!r}{reason}")
