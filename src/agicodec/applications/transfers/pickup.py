# Generated from spec/applications/transfers.toml by `make generate`: change the spec, not this file.

"""The application Pickup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.picked_up import PickedUp
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Items, Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.results import ApplicationResult

__all__ = ["Pickup"]


@sparse(init=False, eq=False, repr=False)
class Pickup(Application[PickedUp]):
    """Answer a call that rings elsewhere, on this channel.

    Afterwards this channel has gone: the caller is connected to the device through another one.

    In the dialplan: `Pickup([targets])`. Since Asterisk 1.2, in `app_directed_pickup`. On a hangup: nothing; the
    call is picked up all the same, and ends.

    Beware:
        - The text is not separated as options are: a comma belongs to an extension. (all; source:
          apps/app_directed_pickup.c, pickup_exec)

    Examples:
        `Pickup()` is sent as `EXEC Pickup`.
        `Pickup(targets=["100@phones", "blue@PICKUPMARK"])` is sent as `EXEC Pickup 100@phones&blue@PICKUPMARK`.
    """

    title = "Pickup"
    module = "app_directed_pickup"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("targets", Items(Plain(nonempty=True, refuses=("&", "${", "$["))), separator="&"), raw=True),
    )

    targets: tuple[str, ...] | None = field(default=None)
    """The extensions that ring, perhaps with their contexts; the context PICKUPMARK is for channels whose variable
    PICKUPMARK has the value. If omitted: a call for one of the pickup groups of this channel.
    """

    @given_only
    def __init__(self, *, targets: str | Sequence[str] | None = None) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[PickedUp]:
        return PickedUp

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> PickedUp:
        return PickedUp.read(ran, values)
