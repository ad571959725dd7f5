# Generated from spec/applications/playback.toml by `make generate`: change the spec, not this file.

"""The application StopPlayTones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from agicodec.applications.results.done import Done
from agicodec.dialplan.application import Application, sparse
from agicodec.dialplan.places import Place
from agicodec.results import ApplicationResult

__all__ = ["StopPlayTones"]


@sparse(eq=False, repr=False)
class StopPlayTones(Application[Done]):
    """Stop a tone that PlayTones has started.

    It stops whatever Asterisk generates for the channel, also music on hold.

    In the dialplan: `StopPlayTones()`. Since Asterisk 1.0, in `app_playtones`. On a hangup: nothing.

    Examples:
        `StopPlayTones()` is sent as `EXEC StopPlayTones`.
    """

    title = "StopPlayTones"
    module = "app_playtones"
    places: ClassVar[tuple[Place, ...]] = ()

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Done]:
        return Done

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Done:
        return Done.read(ran, values)
