# Generated from spec/applications/calls.toml by `make generate`: change the spec, not this file.

"""How long a call may last, and the warnings before its end."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen

from agicodec.dialplan.parts import Compound, Part
from agicodec.model.arguments import Integer

__all__ = ["CallLimit"]


@frozen(eq=False, repr=False)
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

    def __attrs_post_init__(self) -> None:
        self.settle()
