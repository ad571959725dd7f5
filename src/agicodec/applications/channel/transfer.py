# Generated from spec/applications/channel.toml by `make generate`: change the spec, not this file.

"""The application Transfer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.transferred import Transferred
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.results import ApplicationResult

__all__ = ["Transfer"]


@sparse(init=False, eq=False, repr=False)
class Transfer(Application[Transferred]):
    """Have the caller's side call another destination, and leave Asterisk.

    The technology of the channel must support it: PJSIP sends a REFER, or before the answer a redirection.

    In the dialplan: `Transfer(dest)`. Since Asterisk 1.0, in `app_transfer`. On a hangup: the transfer has failed
    (`failed`).

    Beware:
        - A destination of another technology than the channel's fails. (all; source: apps/app_transfer.c,
          transfer_exec)

    Examples:
        `Transfer("PJSIP/sip:100@example.com")` is sent as `EXEC Transfer PJSIP/sip:100@example.com`.
    """

    title = "Transfer"
    module = "app_transfer"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("destination", Plain(nonempty=True, refuses=("${", "$["))), raw=True),
    )

    destination: str = field()
    """The destination, perhaps with the technology and a slash before it."""

    @given_only
    def __init__(self, destination: str) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ("TRANSFERSTATUS", "TRANSFERSTATUSPROTOCOL")

    @classmethod
    def ending(cls) -> type[Transferred]:
        return Transferred

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Transferred:
        return Transferred.read(ran, values)
