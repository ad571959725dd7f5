# Generated from spec/applications/channel.toml by `make generate`: change the spec, not this file.

"""The application StopMusicOnHold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from agicodec.applications.results.done import Done
from agicodec.dialplan.application import Application, sparse
from agicodec.dialplan.places import Place
from agicodec.results import ApplicationResult

__all__ = ["StopMusicOnHold"]


@sparse(eq=False, repr=False)
class StopMusicOnHold(Application[Done]):
    """Stop music on hold.

    It does nothing if none plays.

    In the dialplan: `StopMusicOnHold()`. Since Asterisk 1.2, in `res_musiconhold`. On a hangup: nothing.

    Examples:
        `StopMusicOnHold()` is sent as `EXEC StopMusicOnHold`.
    """

    title = "StopMusicOnHold"
    module = "res_musiconhold"
    places: ClassVar[tuple[Place, ...]] = ()

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Done]:
        return Done

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Done:
        return Done.read(ran, values)
