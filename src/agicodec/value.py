"""What commands and results have in common: they are values.

attrs would compile these methods anew for each class, which is most of the time that it takes to load one.
"""

from __future__ import annotations

from attrs import fields, has

__all__ = ["Value"]


class Value:
    """A frozen attrs class, made with `eq=False` and `repr=False`: its instances are equal when their parts are."""

    __slots__ = ()

    @classmethod
    def part_names(cls) -> tuple[str, ...]:
        """Name the parts, in their order."""
        return tuple(attribute.name for attribute in fields(cls)) if has(cls) else ()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.part_names())

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in self.part_names())))

    def __repr__(self) -> str:
        parts = (f"{name}={getattr(self, name)!r}" for name in self.part_names())
        return f"{type(self).__name__}({', '.join(parts)})"
