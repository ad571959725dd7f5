# Generated from spec/applications/channel.toml by `make generate`: change the spec, not this file.

"""The application Ringing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from agicodec.applications.results.done import Done
from agicodec.dialplan.application import Application, sparse
from agicodec.dialplan.places import Place
from agicodec.results import ApplicationResult

__all__ = ["Ringing"]


@sparse(eq=False, repr=False)
class Ringing(Application[Done]):
    """Let the caller hear ringing.

    The application returns at once; the next one that sends audio ends the ringing.

    In the dialplan: `Ringing()`. Since Asterisk 1.0, in `pbx_builtins`. On a hangup: nothing.

    Examples:
        `Ringing()` is sent as `EXEC Ringing`.
    """

    title = "Ringing"
    module = "pbx_builtins"
    places: ClassVar[tuple[Place, ...]] = ()

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Done]:
        return Done

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Done:
        return Done.read(ran, values)
