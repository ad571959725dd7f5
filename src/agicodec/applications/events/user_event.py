# Generated from spec/applications/events.toml by `make generate`: change the spec, not this file.

"""The application UserEvent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.done import Done
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Headers, Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, HeaderLines, Place
from agicodec.results import ApplicationResult

__all__ = ["UserEvent"]


@sparse(init=False, eq=False, repr=False)
class UserEvent(Application[Done]):
    r"""Send an event to all clients of the manager interface.

    The event is called UserEvent, and has the name and the headers.

    In the dialplan: `UserEvent(eventname,[body])`. Since Asterisk 1.0, in `app_userevent`. On a hangup: nothing;
    it also runs after a hangup.

    Beware:
        - A text that is no UTF-8 is not sent, and the application returns -1. (13 and later; live on 22.10 and
          16.28)
        - Of several headers of the same name, only the last one is sent. (12 and later; source:
          apps/app_userevent.c, userevent_exec)

    Examples:
        `UserEvent("Called")` is sent as `EXEC UserEvent Called`.
        `UserEvent("Called", headers={"Name": "Smith, Ann", "Place": "3"})` is sent as `EXEC UserEvent
            "Called,Name: Smith\\, Ann,Place: 3"`.
    """

    title = "UserEvent"
    module = "app_userevent"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("event", Plain(nonempty=True))),
        HeaderLines(Part("headers", Headers(99))),
    )

    event: str = field()
    """The name of the event."""
    headers: tuple[tuple[str, str], ...] | None = field(default=None)
    """The headers, by their names. If omitted: none."""

    @given_only
    def __init__(self, event: str, *, headers: Mapping[str, str] | Sequence[tuple[str, str]] | None = None) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Done]:
        return Done

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Done:
        return Done.read(ran, values)
