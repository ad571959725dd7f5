# Generated from spec/applications/channel.toml by `make generate`: change the spec, not this file.

"""The application Busy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.signalled import Signalled
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import FractionalSeconds
from agicodec.results import ApplicationResult

__all__ = ["Busy"]


@sparse(init=False, eq=False, repr=False)
class Busy(Application[Signalled]):
    """Signal that the called party is busy, until the caller hangs up.

    A channel that is up hears the busy tone.

    In the dialplan: `Busy([timeout])`. Since Asterisk 1.0, in `pbx_builtins`. On a hangup: the application ends.

    Examples:
        `Busy()` is sent as `EXEC Busy`.
        `Busy(timeout=5)` is sent as `EXEC Busy 5`.
    """

    title = "Busy"
    module = "pbx_builtins"
    places: ClassVar[tuple[Place, ...]] = (Argument(Part("timeout", FractionalSeconds(0, 2147483)), raw=True),)

    timeout: float | None = field(default=None)
    """How long to signal. If omitted: until the caller hangs up."""

    @given_only
    def __init__(self, *, timeout: float | None = None) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Signalled]:
        return Signalled

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Signalled:
        return Signalled.read(ran, values)
