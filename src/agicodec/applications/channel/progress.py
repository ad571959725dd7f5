# Generated from spec/applications/channel.toml by `make generate`: change the spec, not this file.

"""The application Progress."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from agicodec.applications.results.done import Done
from agicodec.dialplan.application import Application, sparse
from agicodec.dialplan.places import Place
from agicodec.results import ApplicationResult

__all__ = ["Progress"]


@sparse(eq=False, repr=False)
class Progress(Application[Done]):
    """Tell the caller's side that audio comes before an answer.

    The application returns at once.

    In the dialplan: `Progress()`. Since Asterisk 1.0, in `pbx_builtins`. On a hangup: nothing.

    Examples:
        `Progress()` is sent as `EXEC Progress`.
    """

    title = "Progress"
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
