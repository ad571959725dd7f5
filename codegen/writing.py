"""Writes texts as Python."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["docstring", "exported", "is_plain", "literal"]

_SPECIAL = frozenset("{}\"'\\ \t")
"""Characters that have a special meaning in an f-string, or to Asterisk on a line."""


def literal(text: str) -> str:
    """Write a string as ruff formats it; characters that cannot be seen are escaped."""
    written = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text.replace("\\", "\\\\"))
    if '"' in text and "'" not in text and written == text:
        return f"'{text}'"
    double = written.replace('"', '\\"')
    return f'"{double}"'


def docstring(text: str) -> str:
    """Put a text in triple quotes: raw if it contains a backslash, escaped if it could not end otherwise."""
    text = text.strip()
    end = "\n    " if "\n" in text else ""
    if '"""' in text or text.endswith(("\\", '"')):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"""{escaped}{end}"""'
    prefix = "r" if "\\" in text else ""
    return f'{prefix}"""{text}{end}"""'


def exported(names: Iterable[str]) -> str:
    """Write names as those that a module exports, in the order of ruff: first the names in capitals."""
    return ", ".join(f'"{name}"' for name in sorted(names, key=lambda name: (not name.isupper(), name)))


def is_plain(word: str) -> bool:
    """Return whether an f-string, and a line, can contain a word unchanged."""
    return bool(word) and word.isprintable() and not _SPECIAL.intersection(word)
