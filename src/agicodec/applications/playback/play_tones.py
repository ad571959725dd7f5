# Generated from spec/applications/playback.toml by `make generate`: change the spec, not this file.

"""The application PlayTones."""

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

__all__ = ["PlayTones"]


@sparse(init=False, eq=False, repr=False)
class PlayTones(Application[Done]):
    """Start a tone, and return at once.

    The tone plays until StopPlayTones, or until something else plays.

    In the dialplan: `PlayTones(arg)`. Since Asterisk 1.0, in `app_playtones`. On a hangup: nothing.

    Beware:
        - If a list has a `|`, that separates its parts, and commas do not. (all; source: main/indications.c,
          ast_playtones_start)

    Examples:
        `PlayTones("busy")` is sent as `EXEC PlayTones busy`.
        `PlayTones("440/500,0/250")` is sent as `EXEC PlayTones 440/500,0/250`.
    """

    title = "PlayTones"
    module = "app_playtones"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("tone", Plain(nonempty=True, refuses=("${", "$["))), raw=True),
    )

    tone: str = field()
    """The name of a tone of indications.conf, or frequencies and durations in ms, as in `440/500,0/250`."""

    @given_only
    def __init__(self, tone: str) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Done]:
        return Done

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Done:
        return Done.read(ran, values)
