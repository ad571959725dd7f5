# Generated from spec/applications/events.toml by `make generate`: change the spec, not this file.

"""The application CELGenUserEvent."""

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

__all__ = ["CELGenUserEvent"]


@sparse(init=False, eq=False, repr=False)
class CELGenUserEvent(Application[Done]):
    """Write an event of your own to the channel event log.

    Its type is USER_DEFINED.

    In the dialplan: `CELGenUserEvent(event-name,[extra])`. Since Asterisk 1.8, in `app_celgenuserevent`. On a
    hangup: nothing; it also runs after a hangup.

    Beware:
        - Asterisk documents extra as a part of event-name. (all; source: apps/app_celgenuserevent.c,
          celgenuserevent_exec)

    Examples:
        `CELGenUserEvent("menu", text="sales, 2")` is sent as `EXEC CELGenUserEvent "menu,sales, 2"`.
    """

    title = "CELGenUserEvent"
    module = "app_celgenuserevent"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("event", Plain(nonempty=True))),
        Argument(Part("text", Plain(refuses=("${", "$["))), raw=True),
    )

    event: str = field()
    """The name of the event."""
    text: str | None = field(default=None)
    """A text for the event. If omitted: none."""

    @given_only
    def __init__(self, event: str, *, text: str | None = None) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Done]:
        return Done

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Done:
        return Done.read(ran, values)
