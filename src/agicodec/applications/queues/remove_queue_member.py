# Generated from spec/applications/queues.toml by `make generate`: change the spec, not this file.

"""The application RemoveQueueMember."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.member_removed import MemberRemoved
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.results import ApplicationResult

__all__ = ["RemoveQueueMember"]


@sparse(init=False, eq=False, repr=False)
class RemoveQueueMember(Application[MemberRemoved]):
    """Remove a dynamic member from a queue.

    Members of queues.conf cannot be removed.

    In the dialplan: `RemoveQueueMember(queuename,[interface])`. Since Asterisk 1.0, in `app_queue`. On a hangup:
    nothing; it also runs after a hangup.

    Examples:
        `RemoveQueueMember("sales", interface="PJSIP/ann")` is sent as `EXEC RemoveQueueMember sales,PJSIP/ann`.
    """

    title = "RemoveQueueMember"
    module = "app_queue"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("queue", Plain(nonempty=True))),
        Argument(Part("interface", Plain(nonempty=True, refuses=("${", "$["))), raw=True),
    )

    queue: str = field()
    """The queue."""
    interface: str | None = field(default=None)
    """The interface of the member. If omitted: this channel, without its number."""

    @given_only
    def __init__(self, queue: str, *, interface: str | None = None) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ("RQMSTATUS",)

    @classmethod
    def ending(cls) -> type[MemberRemoved]:
        return MemberRemoved

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> MemberRemoved:
        return MemberRemoved.read(ran, values)
