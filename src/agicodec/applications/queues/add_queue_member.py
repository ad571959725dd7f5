# Generated from spec/applications/queues.toml by `make generate`: change the spec, not this file.

"""The application AddQueueMember."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.member_added import MemberAdded
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Flag, Integer
from agicodec.results import ApplicationResult

__all__ = ["AddQueueMember"]


@sparse(init=False, eq=False, repr=False)
class AddQueueMember(Application[MemberAdded]):
    """Add a member to a queue.

    The member is a dynamic one, which RemoveQueueMember can remove.

    In the dialplan:
    `AddQueueMember(queuename,[interface],[penalty],[options],[membername],[stateinterface],[wrapuptime])`. Since
    Asterisk 1.0, in `app_queue`. On a hangup: nothing; it also runs after a hangup.

    Beware:
        - AQMSTATUS is not set if Asterisk has no memory left. (all; source: apps/app_queue.c, aqm_exec)

    Examples:
        `AddQueueMember("sales", interface="PJSIP/ann", penalty=2)` is sent as `EXEC AddQueueMember
            sales,PJSIP/ann,2`.
        `AddQueueMember("sales", paused=True, pause_reason="lunch")` is sent as `EXEC AddQueueMember
            sales,,,pr(lunch)` to Asterisk 22.10.
    """

    title = "AddQueueMember"
    module = "app_queue"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("queue", Plain(nonempty=True))),
        Argument(Part("interface", Plain(nonempty=True))),
        Argument(Part("penalty", Integer(0))),
        Options(
            (
                Letter("p", Part("paused", Flag(), since=((20, 12), (21, 7), (22, 2), (23, 0)))),
                Letter("r", Part("pause_reason", Plain(nonempty=True), since=((20, 12), (21, 7), (22, 2), (23, 0)))),
            )
        ),
        Argument(Part("member_name", Plain(nonempty=True))),
        Argument(Part("state_interface", Plain(nonempty=True, refuses=("\\", '"', ",", "(", ")", "[", "]", "{")))),
        Argument(Part("wrap_up", Integer(0), since=((16, 3), (17, 0))), raw=True),
    )

    queue: str = field()
    """The queue."""
    interface: str | None = field(default=None)
    """What is called for the member, such as `PJSIP/ann`. If omitted: this channel, without its number."""
    penalty: int | None = field(default=None)
    """The penalty: members with a smaller one are called first. If omitted: no penalty."""
    paused: bool = field(default=False)
    """The member is paused at first. Since Asterisk 20.12, 21.7, 22.2, 23.0."""
    pause_reason: str | None = field(default=None)
    """Why, if it is paused. Since Asterisk 20.12, 21.7, 22.2, 23.0."""
    member_name: str | None = field(default=None)
    """The name of the member. If omitted: the interface."""
    state_interface: str | None = field(default=None)
    """The device whose state is that of the member. If omitted: the interface."""
    wrap_up: int | None = field(default=None)
    """How long the member is left alone after a call, in seconds. Since Asterisk 16.3, 17.0. If omitted: that of the
    queue.
    """

    @given_only
    def __init__(
        self,
        queue: str,
        *,
        interface: str | None = None,
        penalty: int | None = None,
        paused: bool = False,
        pause_reason: str | None = None,
        member_name: str | None = None,
        state_interface: str | None = None,
        wrap_up: int | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ("AQMSTATUS",)

    @classmethod
    def ending(cls) -> type[MemberAdded]:
        return MemberAdded

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> MemberAdded:
        return MemberAdded.read(ran, values)
