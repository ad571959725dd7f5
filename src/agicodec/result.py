"""What all results have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod

from agicodec.value import Value

__all__ = ["Result"]


class Result(Value, ABC):
    """What all results have in common. Each has an `outcome` too: a word that says how the command ended."""

    __slots__ = ()

    @property
    @abstractmethod
    def ok(self) -> bool:
        """Whether the command did what it is for."""

    def __bool__(self) -> bool:
        return self.ok
