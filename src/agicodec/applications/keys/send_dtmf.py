# Generated from spec/applications/keys.toml by `make generate`: change the spec, not this file.

"""The application SendDTMF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.done import Done
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Flag, Integer
from agicodec.results import ApplicationResult

__all__ = ["SendDTMF"]


@sparse(init=False, eq=False, repr=False)
class SendDTMF(Application[Done]):
    """Send keys to the channel, or to another one.

    A `w` waits half a second, a `W` a second, and an `f` or `F` flashes the line.

    In the dialplan: `SendDTMF(digits,[timeout_ms],[duration_ms],[channel],[options])`. Since Asterisk 1.0, in
    `app_senddtmf`. On a hangup: the application ends (`hung up`).

    Beware:
        - If there is no such other channel, the application returns 0. (all; source: apps/app_senddtmf.c,
          senddtmf_exec)

    Examples:
        `SendDTMF("12#w3")` is sent as `EXEC SendDTMF 12#w3`.
        `SendDTMF("5", pause=100, duration=80, channel="PJSIP/ann-00000001")` is sent as `EXEC SendDTMF
            5,100,80,PJSIP/ann-00000001`.
    """

    title = "SendDTMF"
    module = "app_senddtmf"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("digits", Plain(nonempty=True))),
        Argument(Part("pause", Integer(1))),
        Argument(Part("duration", Integer(1))),
        Argument(Part("channel", Plain(nonempty=True, refuses=("\\", '"', ",", "(", ")", "[", "]", "{")))),
        Options((Letter("a", Part("answer", Flag(), since=((18, 17), (20, 2), (21, 0)))),), raw=True),
    )

    digits: str = field()
    """The keys."""
    pause: int | None = field(default=None)
    """The pause between two keys, in milliseconds. If omitted: 250 milliseconds."""
    duration: int | None = field(default=None)
    """How long each key sounds, in milliseconds. If omitted: that of Asterisk, 100 milliseconds."""
    channel: str | None = field(default=None)
    """The name of the channel that hears them. If omitted: this channel."""
    answer: bool = field(default=False)
    """The channel is answered first. Since Asterisk 18.17, 20.2, 21.0."""

    @given_only
    def __init__(
        self,
        digits: str,
        *,
        pause: int | None = None,
        duration: int | None = None,
        channel: str | None = None,
        answer: bool = False,
    ) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Done]:
        return Done

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Done:
        return Done.read(ran, values)
