# Generated from spec/applications/channel.toml by `make generate`: change the spec, not this file.

"""The application Answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.done import Done
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Flag, Integer
from agicodec.results import ApplicationResult

__all__ = ["Answer"]


@sparse(init=False, eq=False, repr=False)
class Answer(Application[Done]):
    """Answer the channel, unless it is up already, and wait for audio.

    The command ANSWER does the same without waiting.

    In the dialplan: `Answer([delay],[options])`. Since Asterisk 1.0, in `pbx_builtins`. On a hangup: the
    application ends (`hung up`).

    Beware:
        - The module is a part of Asterisk itself. (all; source: main/pbx_builtins.c, load_pbx_builtins)

    Examples:
        `Answer()` is sent as `EXEC Answer`.
        `Answer(delay=500)` is sent as `EXEC Answer 500`.
        `Answer(at_once=True)` is sent as `EXEC Answer ,i` to Asterisk 22.10.
    """

    title = "Answer"
    module = "pbx_builtins"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("delay", Integer(0))),
        Options((Letter("i", Part("at_once", Flag(), since=((18, 16), (20, 1), (21, 0)))),), raw=True),
    )

    delay: int | None = field(default=None)
    """How long to wait after the answer, in milliseconds. If omitted: waits for audio of the caller, at most half a
    second.
    """
    at_once: bool = field(default=False)
    """Nothing is waited for. Since Asterisk 18.16, 20.1, 21.0."""

    @given_only
    def __init__(self, *, delay: int | None = None, at_once: bool = False) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Done]:
        return Done

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Done:
        return Done.read(ran, values)
