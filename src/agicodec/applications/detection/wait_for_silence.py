# Generated from spec/applications/detection.toml by `make generate`: change the spec, not this file.

"""The application WaitForSilence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.silence_awaited import SilenceAwaited
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import Integer
from agicodec.results import ApplicationResult

__all__ = ["WaitForSilence"]


@sparse(init=False, eq=False, repr=False)
class WaitForSilence(Application[SilenceAwaited]):
    """Wait until the caller has been silent for a time.

    The application answers the channel first.

    In the dialplan: `WaitForSilence([silencerequired],[iterations],[timeout])`. Since Asterisk 1.2, in
    `app_waitforsilence`. On a hangup: the application ends (`hung up`).

    Beware:
        - The status HANGUP is not documented. (all; source: apps/app_waitforsilence.c, do_waiting)

    Examples:
        `WaitForSilence()` is sent as `EXEC WaitForSilence`.
        `WaitForSilence(silence=2000, times=2, timeout=30)` is sent as `EXEC WaitForSilence 2000,2,30`.
    """

    title = "WaitForSilence"
    module = "app_waitforsilence"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("silence", Integer(0))),
        Argument(Part("times", Integer(1))),
        Argument(Part("timeout", Integer(0)), raw=True),
    )

    silence: int | None = field(default=None)
    """How much silence, in milliseconds. If omitted: 1000 milliseconds."""
    times: int | None = field(default=None)
    """How often. If omitted: once."""
    timeout: int | None = field(default=None)
    """How long to wait for it, in seconds; 0 for no limit. If omitted: there is no limit."""

    @given_only
    def __init__(self, *, silence: int | None = None, times: int | None = None, timeout: int | None = None) -> None:
        """Check and store what is given."""

    @property
    def stale(self) -> Sequence[str]:
        return ("WAITSTATUS",)

    @property
    def variables(self) -> Sequence[str]:
        return ("WAITSTATUS",)

    @classmethod
    def ending(cls) -> type[SilenceAwaited]:
        return SilenceAwaited

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> SilenceAwaited:
        return SilenceAwaited.read(ran, values)
