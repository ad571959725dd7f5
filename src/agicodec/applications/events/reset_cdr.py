# Generated from spec/applications/events.toml by `make generate`: change the spec, not this file.

"""The application ResetCDR."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.done import Done
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Letter, Options, Place
from agicodec.model.arguments import Flag
from agicodec.results import ApplicationResult

__all__ = ["ResetCDR"]


@sparse(init=False, eq=False, repr=False)
class ResetCDR(Application[Done]):
    """Begin the call detail record of the channel anew.

    Its times and its answer are reset.

    In the dialplan: `ResetCDR([options])`. Since Asterisk 1.0, in `app_cdr`. On a hangup: nothing.

    Beware:
        - The letter e, which ends the effect of NoCDR, has gone. (21 and later; source: apps/app_cdr.c,
          resetcdr_opts)

    Examples:
        `ResetCDR(keep_variables=True)` is sent as `EXEC ResetCDR v`.
    """

    title = "ResetCDR"
    module = "app_cdr"
    places: ClassVar[tuple[Place, ...]] = (
        Options(
            (Letter("v", Part("keep_variables", Flag())), Letter("e", Part("enable", Flag(), until=((21, 0),)))),
            raw=True,
        ),
    )

    keep_variables: bool = field(default=False)
    """The variables of the record are kept."""
    enable: bool = field(default=False)
    """There are records of the channel again, after NoCDR. Until Asterisk 21.0."""

    @given_only
    def __init__(self, *, keep_variables: bool = False, enable: bool = False) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Done]:
        return Done

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Done:
        return Done.read(ran, values)
