# Generated from spec/applications/queues.toml by `make generate`: change the spec, not this file.

"""The application Queue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.queued import Queued
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Instance, Items, OrAlone, Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place, Removed
from agicodec.dialplan.subroutines import AtStart, Location, Subroutine
from agicodec.model.arguments import Flag, Integer
from agicodec.results import ApplicationResult

__all__ = ["Queue"]


@sparse(init=False, eq=False, repr=False)
class Queue(Application[Queued]):
    r"""Wait in a queue until a member answers, and talk to that member.

    The application does not answer the channel; run ANSWER first, unless the caller shall not pay for waiting. It
    lasts until the call ends.

    In the dialplan:
    `Queue(queuename,[options],[URL],[announceoverride],[timeout],[AGI],[gosub],[rule],[position])`. Since
    Asterisk 1.0, in `app_queue`. On a hangup: the caller leaves the queue (`abandoned`), or the call ends
    (`served`).

    Beware:
        - QUEUESTATUS is not set after a served call; a value of an earlier run remains, which agicodec empties
          first. (all; live on 22.10 and 16.28)
        - ABANDONED is also TRUE after a timeout, and in a queue that became empty. (all; source:
          apps/app_queue.c, record_abandoned)
        - The argument `macro` was between `agi` and `subroutine`; since Asterisk 21 it is gone, and those after
          it have moved. (21 and later; source: apps/app_queue.c, queue_exec)
        - The letters w and W and the value of m are not documented. (22; source: apps/app_queue.c,
          queue_exec_options)
        - A channel that has been forwarded too often returns -1 at once, and looks like a served one. (all;
          source: apps/app_queue.c, queue_exec)
        - The status UNKNOWN is not documented. (all; source: apps/app_queue.c, queue_results)
        - Asterisk documents the option F without the value that it has. (before 20.0; source: apps/app_queue.c,
          queue_exec_options)

    Examples:
        `Queue("sales")` is sent as `EXEC Queue sales`.
        `Queue("sales", timeout=300, ringing=True, continue_after_call=True)` is sent as `EXEC Queue
            sales,cr,,,300`.
        `Queue("sales", subroutine=Subroutine("greet", "Ann"), position=1)` is sent as `EXEC Queue
            sales,,,,,,greet\\,Ann,,1` to Asterisk 22.10.
        `Queue("sales", subroutine=Subroutine("greet", "Ann"), position=1)` is sent as `EXEC Queue
            sales,,,,,,,greet\\,Ann,,1` to Asterisk 16.28.
    """

    title = "Queue"
    module = "app_queue"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("queue", Plain(nonempty=True))),
        Options(
            (
                Letter("b", Part("before_member", Instance(Subroutine))),
                Letter("B", Part("before_caller", Instance(Subroutine))),
                Letter("C", Part("answered_elsewhere", Flag())),
                Letter("c", Part("continue_after_call", Flag())),
                Letter("d", Part("data_quality", Flag())),
                Letter("F", Part("member_continues", OrAlone(Instance(Location)))),
                Letter("h", Part("member_may_hang_up", Flag())),
                Letter("H", Part("caller_may_hang_up", Flag())),
                Letter("i", Part("ignore_forwarding", Flag())),
                Letter("I", Part("ignore_connected_line", Flag())),
                Letter("k", Part("member_may_park", Flag())),
                Letter("K", Part("caller_may_park", Flag())),
                Letter(
                    "m", Part("music", Plain(nonempty=True, max_bytes=79), since=((16, 26), (18, 12), (19, 4), (20, 0)))
                ),
                Letter("n", Part("no_retry", Flag())),
                Letter("r", Part("ringing", Flag())),
                Letter("R", Part("ringing_while_members_ring", Flag())),
                Letter("t", Part("member_may_transfer", Flag())),
                Letter("T", Part("caller_may_transfer", Flag())),
                Letter("x", Part("member_may_mix", Flag())),
                Letter("X", Part("caller_may_mix", Flag())),
                Letter("w", Part("member_may_record", Flag())),
                Letter("W", Part("caller_may_record", Flag())),
            )
        ),
        Argument(Part("url", Plain())),
        Argument(
            Part(
                "announcement", Items(Plain(nonempty=True, refuses=("&", "'", '"', "\\"), trimmed=True)), separator="&"
            )
        ),
        Argument(Part("timeout", Integer())),
        Argument(Part("agi", Plain(nonempty=True))),
        Removed(((21, 0),)),
        Argument(Part("subroutine", AtStart(), separator=",")),
        Argument(Part("rule", Plain(nonempty=True))),
        Argument(Part("position", Integer(1)), raw=True),
    )

    queue: str = field()
    """The queue, as in queues.conf."""
    before_member: Subroutine | None = field(default=None)
    """Each called channel runs this subroutine before it is called."""
    before_caller: Subroutine | None = field(default=None)
    """This channel runs this subroutine before members are called."""
    answered_elsewhere: bool = field(default=False)
    """Channels that the application gives up have HANGUPCAUSE say that the call was answered elsewhere."""
    continue_after_call: bool = field(default=False)
    """If the member hangs up, the application returns 0 instead of -1, with the outcome `member hung up`."""
    data_quality: bool = field(default=False)
    """The call carries a modem: on DAHDI, the audio is not muted to verify DTMF."""
    member_continues: bool | Location = field(default=False)
    """If the caller hangs up, the called member goes on in the dialplan: at the next priority, or at a location."""
    member_may_hang_up: bool = field(default=False)
    """The member may end the call with the keys of features.conf, by default *."""
    caller_may_hang_up: bool = field(default=False)
    """The caller may end the call with the same keys."""
    ignore_forwarding: bool = field(default=False)
    """Requests of members to forward the call are ignored."""
    ignore_connected_line: bool = field(default=False)
    """Updates of the connected line and of the redirecting party are ignored."""
    member_may_park: bool = field(default=False)
    """The member may park the call with the keys of features.conf."""
    caller_may_park: bool = field(default=False)
    """The caller may park the call with the keys of features.conf."""
    music: str | None = field(default=None)
    """The class of the music that the caller hears, unless CHANNEL(musicclass) is set. At most 79 bytes. Since
    Asterisk 16.26, 18.12, 19.4, 20.0.
    """
    no_retry: bool = field(default=False)
    """The caller leaves the queue once all members have been tried."""
    ringing: bool = field(default=False)
    """The caller hears ringing instead of music."""
    ringing_while_members_ring: bool = field(default=False)
    """The caller hears ringing instead of music while a member's phone rings."""
    member_may_transfer: bool = field(default=False)
    """The member may transfer the call with the keys of features.conf."""
    caller_may_transfer: bool = field(default=False)
    """The caller may transfer the call with the keys of features.conf."""
    member_may_mix: bool = field(default=False)
    """The member may record the call by MixMonitor with the keys of features.conf."""
    caller_may_mix: bool = field(default=False)
    """The caller may record the call by MixMonitor with the keys of features.conf."""
    member_may_record: bool = field(default=False)
    """The member may record the call with the keys of features.conf."""
    caller_may_record: bool = field(default=False)
    """The caller may record the call with the keys of features.conf."""
    url: str | None = field(default=None)
    """A URL that the called channel gets, if its technology supports that. If omitted: none."""
    announcement: tuple[str, ...] | None = field(default=None)
    """Files to play to the member before the call is connected; a text or several. If omitted: that of queues.conf."""
    timeout: int | None = field(default=None)
    """After what time the caller leaves the queue, in seconds; looked at between the rounds of calls to members. If
    omitted: there is no limit.
    """
    agi: str | None = field(default=None)
    """An AGI script with its arguments that this channel runs once it is connected. If omitted: none."""
    subroutine: Subroutine | None = field(default=None)
    """A subroutine that the member's channel runs once it is connected. If omitted: that of queues.conf."""
    rule: str | None = field(default=None)
    """A rule of queuerules.conf for the penalties of members. If omitted: that of queues.conf."""
    position: int | None = field(default=None)
    """The place at which the caller enters the queue, 1 for its head. If omitted: at the end, or by QUEUE_PRIO."""

    @given_only
    def __init__(
        self,
        queue: str,
        *,
        before_member: Subroutine | None = None,
        before_caller: Subroutine | None = None,
        answered_elsewhere: bool = False,
        continue_after_call: bool = False,
        data_quality: bool = False,
        member_continues: bool | Location = False,
        member_may_hang_up: bool = False,
        caller_may_hang_up: bool = False,
        ignore_forwarding: bool = False,
        ignore_connected_line: bool = False,
        member_may_park: bool = False,
        caller_may_park: bool = False,
        music: str | None = None,
        no_retry: bool = False,
        ringing: bool = False,
        ringing_while_members_ring: bool = False,
        member_may_transfer: bool = False,
        caller_may_transfer: bool = False,
        member_may_mix: bool = False,
        caller_may_mix: bool = False,
        member_may_record: bool = False,
        caller_may_record: bool = False,
        url: str | None = None,
        announcement: str | Sequence[str] | None = None,
        timeout: int | None = None,
        agi: str | None = None,
        subroutine: Subroutine | None = None,
        rule: str | None = None,
        position: int | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def stale(self) -> Sequence[str]:
        return ("QUEUESTATUS", "ABANDONED", "QUEUE_WITHDRAW_INFO")

    @property
    def variables(self) -> Sequence[str]:
        return ("QUEUESTATUS", "QUEUEWAIT", "ANSWEREDTIME", "DIALEDTIME", "QUEUE_WITHDRAW_INFO", "ABANDONED")

    @classmethod
    def ending(cls) -> type[Queued]:
        return Queued

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Queued:
        return Queued.read(ran, values)
