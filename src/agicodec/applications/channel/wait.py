# Generated from spec/applications/channel.toml by `make generate`: change the spec, not this file.

"""The application Wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.done import Done
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import FractionalSeconds
from agicodec.results import ApplicationResult

__all__ = ["Wait"]


@sparse(init=False, eq=False, repr=False)
class Wait(Application[Done]):
    """Wait.

    Keys that are pressed meanwhile are lost.

    In the dialplan: `Wait(seconds)`. Since Asterisk 1.0, in `pbx_builtins`. On a hangup: the application ends
    (`hung up`).

    Examples:
        `Wait(1.5)` is sent as `EXEC Wait 1.5`.
    """

    title = "Wait"
    module = "pbx_builtins"
    places: ClassVar[tuple[Place, ...]] = (Argument(Part("duration", FractionalSeconds(0, 2147483)), raw=True),)

    duration: float = field()
    """How long."""

    @given_only
    def __init__(self, duration: float) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Done]:
        return Done

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Done:
        return Done.read(ran, values)
