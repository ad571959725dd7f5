# Generated from spec/applications/monitoring.toml by `make generate`: change the spec, not this file.

"""The application StopMixMonitor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.done import Done
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.results import ApplicationResult

__all__ = ["StopMixMonitor"]


@sparse(init=False, eq=False, repr=False)
class StopMixMonitor(Application[Done]):
    """End a recording by MixMonitor; its file is then complete.

    Without an id, the first recording of the channel ends.

    In the dialplan: `StopMixMonitor([MixMonitorID])`. Since Asterisk 1.4, in `app_mixmonitor`. On a hangup:
    nothing; a hangup has ended all recordings.

    Beware:
        - There is no difference if there was no such recording. (all; source: apps/app_mixmonitor.c,
          stop_mixmonitor_exec)

    Examples:
        `StopMixMonitor()` is sent as `EXEC StopMixMonitor`.
    """

    title = "StopMixMonitor"
    module = "app_mixmonitor"
    places: ClassVar[tuple[Place, ...]] = (Argument(Part("id", Plain(nonempty=True, refuses=("${", "$["))), raw=True),)

    id: str | None = field(default=None)
    """The id of the recording: the attribute `id` of the result of MixMonitor. If omitted: the first one."""

    @given_only
    def __init__(self, *, id: str | None = None) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Done]:
        return Done

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Done:
        return Done.read(ran, values)
