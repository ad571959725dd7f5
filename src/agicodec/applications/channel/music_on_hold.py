# Generated from spec/applications/channel.toml by `make generate`: change the spec, not this file.

"""The application MusicOnHold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.done import Done
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import Integer
from agicodec.results import ApplicationResult

__all__ = ["MusicOnHold"]


@sparse(init=False, eq=False, repr=False)
class MusicOnHold(Application[Done]):
    """Play music on hold.

    The music plays until a time has passed, or the caller hangs up.

    In the dialplan: `MusicOnHold([class],[duration])`. Since Asterisk 1.0, in `res_musiconhold`. On a hangup: the
    application ends (`hung up`).

    Beware:
        - If there is no such class, the application returns 0 at once. (all; source: res/res_musiconhold.c,
          play_moh_exec)
        - Asterisk documents the argument class as required, but does not need it. (all; source:
          res/res_musiconhold.c, play_moh_exec)

    Examples:
        `MusicOnHold()` is sent as `EXEC MusicOnHold`.
        `MusicOnHold(music="jazz", duration=30)` is sent as `EXEC MusicOnHold jazz,30`.
    """

    title = "MusicOnHold"
    module = "res_musiconhold"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("music", Plain(nonempty=True))),
        Argument(Part("duration", Integer(1, 2147483)), raw=True),
    )

    music: str | None = field(default=None)
    """The class of the music, as in musiconhold.conf. If omitted: that of the channel."""
    duration: int | None = field(default=None)
    """How long, in seconds. If omitted: until the caller hangs up."""

    @given_only
    def __init__(self, *, music: str | None = None, duration: int | None = None) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Done]:
        return Done

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Done:
        return Done.read(ran, values)
