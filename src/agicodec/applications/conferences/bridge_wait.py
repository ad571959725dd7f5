# Generated from spec/applications/conferences.toml by `make generate`: change the spec, not this file.

"""The application BridgeWait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from attrs import field

from agicodec.applications.results.done import Done
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Flag, Integer, OneOf
from agicodec.results import ApplicationResult

__all__ = ["BridgeWait"]


@sparse(init=False, eq=False, repr=False)
class BridgeWait(Application[Done]):
    """Wait with others in a holding bridge, until something takes the channel out of it.

    The application answers the channel first, unless an option says otherwise.

    In the dialplan: `BridgeWait([name],[role],[options])`. Since Asterisk 12.0, in `app_bridgewait`. On a hangup:
    the application ends (`hung up`).

    The values of `role`:
        `participant`: It waits.
        `announcer`: All others hear it, instead of what they hear otherwise.

    The values of `entertainment`:
        `music`: Music on hold, as without the option.
        `ringing`: Ringing.
        `silence`: Audio that is silent.
        `hold`: The channel is put on hold, with what its technology does then.
        `nothing`: No audio is sent.

    Beware:
        - Asterisk documents the option e without the value that it has. (all; source: apps/app_bridgewait.c,
          apply_option_entertainment)

    Examples:
        `BridgeWait()` is sent as `EXEC BridgeWait`.
        `BridgeWait(bridge="sales", entertainment="ringing", duration=30)` is sent as `EXEC BridgeWait
            sales,,e(r)S(30)`.
        `BridgeWait(bridge="sales", role="announcer")` is sent as `EXEC BridgeWait sales,announcer`.
    """

    title = "BridgeWait"
    module = "app_bridgewait"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("bridge", Plain(nonempty=True))),
        Argument(Part("role", OneOf("participant", "announcer"))),
        Options(
            (
                Letter("m", Part("music", Plain(nonempty=True))),
                Letter(
                    "e",
                    Part(
                        "entertainment",
                        OneOf("music", "ringing", "silence", "hold", "nothing"),
                        words={"music": "m", "ringing": "r", "silence": "s", "hold": "h", "nothing": "n"},
                    ),
                ),
                Letter("S", Part("duration", Integer(1, 4294967))),
                Letter("n", Part("without_answer", Flag(), since=((16, 30), (18, 16), (19, 8), (20, 1), (21, 0)))),
            )
        ),
    )

    bridge: str | None = field(default=None)
    """The name of the bridge, which the first channel that waits in it creates. If omitted: the bridge `default`."""
    role: Literal["participant", "announcer"] | None = field(default=None)
    """What the channel is there for. If omitted: it is a `participant`."""
    music: str | None = field(default=None)
    """The class of music on hold."""
    entertainment: Literal["music", "ringing", "silence", "hold", "nothing"] | None = field(default=None)
    """What the channel hears while it waits."""
    duration: int | None = field(default=None)
    """How long to wait at most, in seconds."""
    without_answer: bool = field(default=False)
    """The channel is not answered first. Since Asterisk 16.30, 18.16, 19.8, 20.1, 21.0."""

    @given_only
    def __init__(
        self,
        *,
        bridge: str | None = None,
        role: Literal["participant", "announcer"] | None = None,
        music: str | None = None,
        entertainment: Literal["music", "ringing", "silence", "hold", "nothing"] | None = None,
        duration: int | None = None,
        without_answer: bool = False,
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
