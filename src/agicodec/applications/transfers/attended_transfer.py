# Generated from spec/applications/transfers.toml by `make generate`: change the spec, not this file.

"""The application AttendedTransfer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.attended_transferred import AttendedTransferred
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.results import ApplicationResult

__all__ = ["AttendedTransfer"]


@sparse(init=False, eq=False, repr=False)
class AttendedTransfer(Application[AttendedTransferred]):
    """Begin an attended transfer to an extension, as the keys of features.conf do.

    The application sends the keys of atxfer and the extension to this channel, as if the caller had pressed them,
    and returns at once. The variable TRANSFER_CONTEXT must have the context of the extension.

    In the dialplan: `AttendedTransfer(exten)`. Since Asterisk 13.28, in `app_attended_transfer`. On a hangup:
    nothing; the keys have no effect.

    Beware:
        - The application returns 0, and its status does not say what becomes of the keys. (all; source:
          apps/app_attended_transfer.c, attended_transfer_exec)

    Examples:
        `AttendedTransfer("100")` is sent as `EXEC AttendedTransfer 100`.
    """

    title = "AttendedTransfer"
    module = "app_attended_transfer"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("extension", Plain(nonempty=True, refuses=("${", "$["))), raw=True),
    )

    extension: str = field()
    """The extension, which ends with a # of its own."""

    @given_only
    def __init__(self, extension: str) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ("ATTENDEDTRANSFERSTATUS",)

    @classmethod
    def ending(cls) -> type[AttendedTransferred]:
        return AttendedTransferred

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> AttendedTransferred:
        return AttendedTransferred.read(ran, values)
