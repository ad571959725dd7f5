# Generated from spec/applications/calls.toml by `make generate`: change the spec, not this file.

"""Files to play to both parties before they are connected."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Compound, Part

__all__ = ["Announcement"]


@frozen(eq=False, repr=False)
class Announcement(Compound):
    """Files to play to both parties before they are connected.

    Raises:
        InvalidArgument: a part is not accepted.
    """

    separator: ClassVar[str] = ":"
    pieces: ClassVar[tuple[Part, ...]] = (
        Part("callee", Plain(nonempty=True, refuses=(":",))),
        Part("caller", Plain(nonempty=True, refuses=(":",))),
    )

    callee: str | None = field(default=None, kw_only=True)
    """The file for the called party. If omitted: none."""
    caller: str | None = field(default=None, kw_only=True)
    """The file for the caller. If omitted: none."""

    def __attrs_post_init__(self) -> None:
        self.settle()
