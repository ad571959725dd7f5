# Generated from spec/applications/calls.toml by `make generate`: change the spec, not this file.

"""How long a call may last, and the warnings before its end."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen

from agicodec.dialplan.parts import Compound, Part
from agicodec.model.arguments import INT_MAX, Integer
from agicodec.values import setters
from agicodec.wire.versions import AsteriskVersion

__all__ = ["CallLimit"]


@frozen(init=False, eq=False, repr=False)
class CallLimit(Compound):
    """How long a call may last, and the warnings before its end.

    Raises:
        InvalidArgument: a part is not accepted.
    """

    separator: ClassVar[str] = ":"
    pieces: ClassVar[tuple[Part, ...]] = (
        Part("total", Integer(1)),
        Part("warn_at", Integer(0)),
        Part("repeat", Integer(0)),
    )

    total: int = field()
    """How long the call may last, in milliseconds."""
    warn_at: int | None = field(default=None, kw_only=True)
    """How long before the end the first warning comes, in milliseconds. If omitted: there is no warning."""
    repeat: int | None = field(default=None, kw_only=True)
    """After what time the warning is repeated, in milliseconds. If omitted: it is not repeated."""

    def __init__(self, total: int, *, warn_at: int | None = None, repeat: int | None = None) -> None:
        _set_total(self, total)
        _set_warn_at(self, warn_at)
        _set_repeat(self, repeat)
        if not (
            type(total) is int
            and 1 <= total <= INT_MAX
            and (warn_at is None or (type(warn_at) is int and 0 <= warn_at <= INT_MAX))
            and (repeat is None or (type(repeat) is int and 0 <= repeat <= INT_MAX))
        ):
            self.settle()

    def written(self, version: AsteriskVersion | None) -> str:
        if self.repeat is not None:
            return f"{self.total}:{'' if self.warn_at is None else self.warn_at}:{self.repeat}"
        if self.warn_at is not None:
            return f"{self.total}:{self.warn_at}"
        return f"{self.total}"


_set_total, _set_warn_at, _set_repeat = setters(CallLimit)
