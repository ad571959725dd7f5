# Generated from spec/applications/transfers.toml by `make generate`: change the spec, not this file.

"""The application BlindTransfer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.blind_transferred import BlindTransferred
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.results import ApplicationResult

__all__ = ["BlindTransfer"]


@sparse(init=False, eq=False, repr=False)
class BlindTransfer(Application[BlindTransferred]):
    """Send the channel that is connected to this one to an extension.

    This channel must be in a bridge, as it is in an application of features.conf; one that runs the dialplan is
    in none, and the outcome is `invalid`.

    In the dialplan: `BlindTransfer(exten,[context])`. Since Asterisk 13.28, in `app_blind_transfer`. On a hangup:
    the transfer fails.

    Beware:
        - The application always returns 0. (all; source: apps/app_blind_transfer.c, blind_transfer_exec)

    Examples:
        `BlindTransfer("100")` is sent as `EXEC BlindTransfer 100`.
        `BlindTransfer("100", context="phones")` is sent as `EXEC BlindTransfer 100,phones`.
    """

    title = "BlindTransfer"
    module = "app_blind_transfer"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("extension", Plain(nonempty=True))),
        Argument(Part("context", Plain(nonempty=True, refuses=("${", "$["))), raw=True),
    )

    extension: str = field()
    """The extension."""
    context: str | None = field(default=None)
    """Its context. If omitted: that of this channel."""

    @given_only
    def __init__(self, extension: str, *, context: str | None = None) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ("BLINDTRANSFERSTATUS",)

    @classmethod
    def ending(cls) -> type[BlindTransferred]:
        return BlindTransferred

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> BlindTransferred:
        return BlindTransferred.read(ran, values)
