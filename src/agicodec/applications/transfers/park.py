# Generated from spec/applications/transfers.toml by `make generate`: change the spec, not this file.

"""The application Park."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.parked import Parked
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Instance, Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.dialplan.subroutines import Location
from agicodec.model.arguments import Flag, Integer
from agicodec.results import ApplicationResult

__all__ = ["Park"]


@sparse(init=False, eq=False, repr=False)
class Park(Application[Parked]):
    r"""Park the channel, until it is picked up, hangs up, or a time has passed.

    The channel is answered, hears where it is parked, and waits with music. When its time has passed, it goes to
    another place of the dialplan, which ends the AGI run.

    In the dialplan: `Park([parking_lot_name],[options])`. Since Asterisk 1.0, in `res_parking`. On a hangup: the
    application ends (`ended`).

    Beware:
        - The option m, for music on hold, is not documented. (16.27, 18.13, 19.5, 20 and later; source:
          res/parking/parking_applications.c, park_opts)
        - PARKINGEXTEN names the space; if it is taken, the channel is not parked. (12 and later; source:
          res/parking/parking_bridge.c, generate_parked_user)

    Examples:
        `Park()` is sent as `EXEC Park`.
        `Park(lot="sales", timeout=60, location=Location(1, "100", "phones"))` is sent as `EXEC Park
            sales,c(phones\\,100\\,1)t(60)`.
    """

    title = "Park"
    module = "res_parking"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("lot", Plain(nonempty=True))),
        Options(
            (
                Letter("r", Part("ringing", Flag())),
                Letter("R", Part("random", Flag())),
                Letter("s", Part("quiet", Flag())),
                Letter("c", Part("location", Instance(Location), separator=",")),
                Letter("t", Part("timeout", Integer(0))),
                Letter("m", Part("music", Plain(nonempty=True), since=((16, 27), (18, 13), (19, 5), (20, 0)))),
            )
        ),
    )

    lot: str | None = field(default=None)
    """The parking lot. If omitted: that of the variable PARKINGLOT, or of the channel, or the default one."""
    ringing: bool = field(default=False)
    """The channel hears ringing instead of music."""
    random: bool = field(default=False)
    """The space is chosen at random."""
    quiet: bool = field(default=False)
    """The number of the space is not said."""
    location: Location | None = field(default=None)
    """Where the channel goes when its time has passed."""
    timeout: int | None = field(default=None)
    """How long it is parked at most, in seconds; 0 for no limit."""
    music: str | None = field(default=None)
    """The class of music on hold. Since Asterisk 16.27, 18.13, 19.5, 20.0."""

    @given_only
    def __init__(
        self,
        *,
        lot: str | None = None,
        ringing: bool = False,
        random: bool = False,
        quiet: bool = False,
        location: Location | None = None,
        timeout: int | None = None,
        music: str | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Parked]:
        return Parked

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Parked:
        return Parked.read(ran, values)
