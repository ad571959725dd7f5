# Generated from spec/applications/queues.toml by `make generate`: change the spec, not this file.

"""The application PauseQueueMember."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.member_paused import MemberPaused
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Options, Place
from agicodec.results import ApplicationResult

__all__ = ["PauseQueueMember"]


@sparse(init=False, eq=False, repr=False)
class PauseQueueMember(Application[MemberPaused]):
    """Pause a member of a queue, or of all its queues.

    A paused member is not called.

    In the dialplan: `PauseQueueMember([queuename],interface,[options],[reason])`. Since Asterisk 1.2, in
    `app_queue`. On a hangup: nothing; it also runs after a hangup.

    Beware:
        - A reason is cut after 79 bytes, be it within a character: the events of the manager interface then are
          not UTF-8. (all; live on 16.28)

    Examples:
        `PauseQueueMember("PJSIP/ann")` is sent as `EXEC PauseQueueMember ,PJSIP/ann`.
        `PauseQueueMember("PJSIP/ann", queue="sales", reason="lunch")` is sent as `EXEC PauseQueueMember
            sales,PJSIP/ann,,lunch`.
    """

    title = "PauseQueueMember"
    module = "app_queue"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("queue", Plain(nonempty=True))),
        Argument(Part("interface", Plain(nonempty=True))),
        Options(()),
        Argument(Part("reason", Plain(refuses=("${", "$["))), raw=True),
    )

    interface: str = field()
    """The interface of the member."""
    queue: str | None = field(default=None)
    """The queue. If omitted: all queues of the member."""
    reason: str | None = field(default=None)
    """Why, for the log and the manager interface. If omitted: none."""

    @given_only
    def __init__(self, interface: str, *, queue: str | None = None, reason: str | None = None) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ("PQMSTATUS",)

    @classmethod
    def ending(cls) -> type[MemberPaused]:
        return MemberPaused

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> MemberPaused:
        return MemberPaused.read(ran, values)
