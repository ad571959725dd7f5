# Generated from spec/applications/channel.toml by `make generate`: change the spec, not this file.

"""The application StartMusicOnHold."""

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

__all__ = ["StartMusicOnHold"]


@sparse(init=False, eq=False, repr=False)
class StartMusicOnHold(Application[Done]):
    """Start music on hold, and return at once.

    The music plays until StopMusicOnHold, or until something else plays.

    In the dialplan: `StartMusicOnHold([class])`. Since Asterisk 1.2, in `res_musiconhold`. On a hangup: nothing.

    Beware:
        - Asterisk documents the argument class as required, but does not need it. (all; source:
          res/res_musiconhold.c, start_moh_exec)

    Examples:
        `StartMusicOnHold(music="jazz")` is sent as `EXEC StartMusicOnHold jazz`.
    """

    title = "StartMusicOnHold"
    module = "res_musiconhold"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("music", Plain(nonempty=True, refuses=("${", "$["))), raw=True),
    )

    music: str | None = field(default=None)
    """The class of the music, as in musiconhold.conf. If omitted: that of the channel."""

    @given_only
    def __init__(self, *, music: str | None = None) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Done]:
        return Done

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Done:
        return Done.read(ran, values)
