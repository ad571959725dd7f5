# Generated from spec/applications/calls.toml by `make generate`: change the spec, not this file.

"""Digits to send to the parties of a call."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Compound, Part

__all__ = ["ConnectDigits"]


@frozen(eq=False, repr=False)
class ConnectDigits(Compound):
    """Digits to send to the parties of a call.

    Raises:
        InvalidArgument: a part is not accepted.
    """

    separator: ClassVar[str] = ":"
    pieces: ClassVar[tuple[Part, ...]] = (
        Part("callee", Plain(refuses=(":",))),
        Part("caller", Plain(refuses=(":",))),
        Part("progress", Plain(refuses=(":",))),
        Part("mf_progress", Plain(refuses=(":",)), since=((16, 24), (18, 10), (19, 2), (20, 0))),
        Part("mf_wink", Plain(refuses=(":",)), since=((16, 24), (18, 10), (19, 2), (20, 0))),
        Part("sf_progress", Plain(refuses=(":",)), since=((16, 24), (18, 10), (19, 2), (20, 0))),
        Part("sf_wink", Plain(refuses=(":",)), since=((16, 24), (18, 10), (19, 2), (20, 0))),
    )

    callee: str | None = field(default=None, kw_only=True)
    """DTMF for the called party, after its answer. If omitted: none."""
    caller: str | None = field(default=None, kw_only=True)
    """DTMF for the caller, after the answer. If omitted: none."""
    progress: str | None = field(default=None, kw_only=True)
    """DTMF for the called party, after its progress. If omitted: none."""
    mf_progress: str | None = field(default=None, kw_only=True)
    """MF digits for the called party, after its progress. Since Asterisk 16.24, 18.10, 19.2, 20.0. If omitted: none."""
    mf_wink: str | None = field(default=None, kw_only=True)
    """MF digits for the called party, after its wink. Since Asterisk 16.24, 18.10, 19.2, 20.0. If omitted: none."""
    sf_progress: str | None = field(default=None, kw_only=True)
    """SF digits for the called party, after its progress. Since Asterisk 16.24, 18.10, 19.2, 20.0. If omitted: none."""
    sf_wink: str | None = field(default=None, kw_only=True)
    """SF digits for the called party, after its wink. Since Asterisk 16.24, 18.10, 19.2, 20.0. If omitted: none."""

    def __attrs_post_init__(self) -> None:
        self.settle()
