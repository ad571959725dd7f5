# Generated from spec/applications/calls.toml by `make generate`: change the spec, not this file.

"""The application Dial."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from attrs import field

from agicodec.applications.compounds.announcement import Announcement
from agicodec.applications.compounds.call_limit import CallLimit
from agicodec.applications.compounds.connect_digits import ConnectDigits
from agicodec.applications.results.dialled import Dialled
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import DestinationText, Instance, Items, OrAlone, Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.dialplan.subroutines import AtStart, Location, Subroutine
from agicodec.model.arguments import Flag, FractionalSeconds, Integer, OneOf
from agicodec.results import ApplicationResult

__all__ = ["Dial"]


@sparse(init=False, eq=False, repr=False)
class Dial(Application[Dialled]):
    r"""Call other channels, and connect the first one that answers.

    All destinations ring at once. When one answers, the others are hung up, and the application lasts until the
    call ends.

    In the dialplan: `Dial(Technology/Resource,[timeout][^progress_timeout],[options],[URL])`. Since Asterisk 1.0,
    in `app_dial`. On a hangup: the call ends, and with it the application; if the channel has hung up before, it
    calls nobody (`cancelled`).

    The values of `introduction`:
        `kept`: It is kept, as without a value.
        `deleted`: It is always deleted.

    The values of `operator`:
        `ring back`: The caller's phone rings when the caller hangs up, as without a value.
        `flash`: It rings when the operator flashes the trunk.

    The values of `forwarder_presentation`:
        `allowed_not_screened`: Shown; not screened.
        `allowed_passed_screen`: Shown; passed the screening.
        `allowed_failed_screen`: Shown; failed the screening.
        `allowed`: Shown.
        `prohib_not_screened`: Hidden; not screened.
        `prohib_passed_screen`: Hidden; passed the screening.
        `prohib_failed_screen`: Hidden; failed the screening.
        `prohib`: Hidden.
        `unavailable`: Not available.

    Beware:
        - The letters of options that Asterisk does not know are only logged. (all; source: main/app.c,
          parse_options)
        - The text that is called FORWARDERNAME in Asterisk's documentation is set on the called channel, not on
          this one. (all; source: apps/app_dial.c, do_forward)
        - The word that a subroutine of `on_answer` sets as GOSUB_RESULT becomes DIALSTATUS as it is written,
          whether in capitals or not. (all; source: apps/app_dial.c, dial_exec_full)
        - DIALSTATUS remains empty if `limit` has no number, or if a called channel cannot exchange audio with
          this one before it answers. (all; source: apps/app_dial.c, dial_exec_full)

    Examples:
        `Dial("PJSIP/ann")` is sent as `EXEC Dial PJSIP/ann`.
        `Dial(["PJSIP/ann", "PJSIP/bob"], timeout=30, callee_may_transfer=True)` is sent as `EXEC Dial
            PJSIP/ann&PJSIP/bob,30,t`.
        `Dial("PJSIP/ann", limit=CallLimit(60000, warn_at=10000), music="jazz")` is sent as `EXEC Dial
            PJSIP/ann,,L(60000:10000)m(jazz)`.
        `Dial("PJSIP/ann", before_callee=Subroutine("greet", "Ann", "de"))` is sent as `EXEC Dial
            PJSIP/ann,,b(greet^s^1\\\\\\(Ann^de\\\\\\))`.
        `Dial("PJSIP/ann", timeout=0.5, preserve_topology=True)` is sent as `EXEC Dial PJSIP/ann,0.5,j` to
            Asterisk 22.10.
    """

    title = "Dial"
    module = "app_dial"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(
            Part("destinations", Items(DestinationText(nonempty=True, refuses=("&",), trimmed=True)), separator="&")
        ),
        Argument(
            Part("timeout", FractionalSeconds(maximum=2147483), fraction_since=((20, 17), (22, 7), (23, 1))),
            "^",
            Part(
                "progress_timeout",
                FractionalSeconds(maximum=2147483),
                since=((18, 22), (20, 7), (21, 2), (22, 0)),
                fraction_since=((20, 17), (22, 7), (23, 1)),
            ),
        ),
        Options(
            (
                Letter("A", Part("announcement", Instance(Announcement))),
                Letter("a", Part("answer_at_once", Flag())),
                Letter("b", Part("before_callee", Instance(Subroutine))),
                Letter("B", Part("before_caller", Instance(Subroutine))),
                Letter("C", Part("reset_cdr", Flag())),
                Letter("c", Part("answered_elsewhere", Flag())),
                Letter("d", Part("digit_exits", Flag())),
                Letter("D", Part("digits", Instance(ConnectDigits))),
                Letter("E", Part("echo_digits", Flag(), since=((16, 24), (18, 10), (19, 2), (20, 0)))),
                Letter("e", Part("callee_runs_h", Flag())),
                Letter("f", Part("forwarder_id", OrAlone(Plain(nonempty=True)))),
                Letter("F", Part("callee_continues", OrAlone(Instance(Location)))),
                Letter("g", Part("caller_continues", Flag())),
                Letter("G", Part("both_go_to", Instance(Location))),
                Letter("h", Part("callee_may_hang_up", Flag())),
                Letter("H", Part("caller_may_hang_up", Flag())),
                Letter("i", Part("ignore_forwarding", Flag())),
                Letter("I", Part("ignore_connected_line", Flag())),
                Letter("j", Part("preserve_topology", Flag(), since=((18, 21), (20, 6), (21, 1), (22, 0)))),
                Letter("k", Part("callee_may_park", Flag())),
                Letter("K", Part("caller_may_park", Flag())),
                Letter("L", Part("limit", Instance(CallLimit))),
                Letter("m", Part("music", OrAlone(Plain(nonempty=True)))),
                Letter("M", Part("macro_on_answer", AtStart(), until=((21, 0),), separator="^")),
                Letter(
                    "n", Part("introduction", OrAlone(OneOf("kept", "deleted")), words={"kept": "0", "deleted": "1"})
                ),
                Letter("N", Part("screen_anonymous", Flag())),
                Letter("o", Part("original_id", OrAlone(Plain(nonempty=True)))),
                Letter(
                    "O", Part("operator", OrAlone(OneOf("ring back", "flash")), words={"ring back": "1", "flash": "2"})
                ),
                Letter("p", Part("screening", Flag())),
                Letter("P", Part("privacy", OrAlone(Plain(nonempty=True)))),
                Letter("Q", Part("elsewhere_cause", Plain(nonempty=True))),
                Letter("r", Part("ringing", OrAlone(Plain(nonempty=True)))),
                Letter("R", Part("ringing_until_media", Flag())),
                Letter("S", Part("hang_up_after", Integer(1))),
                Letter("s", Part("forwarder_tag", Plain(nonempty=True))),
                Letter("t", Part("callee_may_transfer", Flag())),
                Letter("T", Part("caller_may_transfer", Flag())),
                Letter("U", Part("on_answer", AtStart(), separator="^")),
                Letter(
                    "u",
                    Part(
                        "forwarder_presentation",
                        OneOf(
                            "allowed_not_screened",
                            "allowed_passed_screen",
                            "allowed_failed_screen",
                            "allowed",
                            "prohib_not_screened",
                            "prohib_passed_screen",
                            "prohib_failed_screen",
                            "prohib",
                            "unavailable",
                        ),
                    ),
                ),
                Letter("w", Part("callee_may_record", Flag())),
                Letter("W", Part("caller_may_record", Flag())),
                Letter("x", Part("callee_may_mix", Flag())),
                Letter("X", Part("caller_may_mix", Flag())),
                Letter("z", Part("forwarding_cancels_timeout", Flag())),
            )
        ),
        Argument(Part("url", Plain(refuses=("${", "$["))), raw=True),
    )

    destinations: tuple[str, ...] = field()
    """What to call, each as technology and resource, such as `PJSIP/ann`; a text or several. A part that somebody
    else chose, such as a number that the caller entered, belongs in a `Destination`.
    """
    timeout: float | None = field(default=None)
    """How long to wait for an answer; 0 and less are no limit. A fraction counts since Asterisk 20.17, 22.7, 23.1.
    If omitted: there is no limit.
    """
    progress_timeout: float | None = field(default=None)
    """How long to wait for ringing, progress or audio, after which a destination counts as unavailable. Since
    Asterisk 18.22, 20.7, 21.2, 22.0. A fraction counts since Asterisk 20.17, 22.7, 23.1. If omitted: there is no
    such limit.
    """
    announcement: Announcement | None = field(default=None)
    """Plays files to both parties before they are connected."""
    answer_at_once: bool = field(default=False)
    """The calling channel is answered as soon as the called one is, before announcements and subroutines run."""
    before_callee: Subroutine | None = field(default=None)
    """Each called channel runs this subroutine before it is called."""
    before_caller: Subroutine | None = field(default=None)
    """This channel runs this subroutine before others are called."""
    reset_cdr: bool = field(default=False)
    """The call detail record begins anew."""
    answered_elsewhere: bool = field(default=False)
    """Channels that the application gives up have HANGUPCAUSE say that the call was answered elsewhere."""
    digit_exits: bool = field(default=False)
    """A digit of the caller leads to that extension of the context in EXITCONTEXT, or of the present one."""
    digits: ConnectDigits | None = field(default=None)
    """Sends digits to the parties."""
    echo_digits: bool = field(default=False)
    """The caller hears the MF and SF digits of `digits`. Since Asterisk 16.24, 18.10, 19.2, 20.0."""
    callee_runs_h: bool = field(default=False)
    """The called channel runs the extension h after the call."""
    forwarder_id: bool | str = field(default=False)
    """The caller id for forwarded calls: the hint of the extension; with a value, that caller id for all calls."""
    callee_continues: bool | Location = field(default=False)
    """If the caller hangs up, the called channel goes on in the dialplan: at the next priority, or at a location."""
    caller_continues: bool = field(default=False)
    """If the called party hangs up, the application returns 0 instead of -1."""
    both_go_to: Location | None = field(default=None)
    """On an answer, the caller goes to this location, and the called party to the priority after it."""
    callee_may_hang_up: bool = field(default=False)
    """The called party may end the call with the keys of features.conf."""
    caller_may_hang_up: bool = field(default=False)
    """The caller may end the call, also before the answer, with the keys of features.conf."""
    ignore_forwarding: bool = field(default=False)
    """Requests to forward the call are ignored."""
    ignore_connected_line: bool = field(default=False)
    """Updates of the connected line and of the redirecting party are ignored."""
    preserve_topology: bool = field(default=False)
    """Called channels get the streams that the caller had at first; each Dial of the caller needs the option. Since
    Asterisk 18.21, 20.6, 21.1, 22.0.
    """
    callee_may_park: bool = field(default=False)
    """The called party may park the call with the keys of features.conf."""
    caller_may_park: bool = field(default=False)
    """The caller may park the call with the keys of features.conf."""
    limit: CallLimit | None = field(default=None)
    """The call ends after a time, with warnings before."""
    music: bool | str = field(default=False)
    """The caller hears music on hold, perhaps of a class, instead of ringing."""
    macro_on_answer: Subroutine | None = field(default=None)
    """The called channel runs this macro, named without `macro-`, before it is connected; MACRO_RESULT says what
    happens then. Until Asterisk 21.0.
    """
    introduction: bool | Literal["kept", "deleted"] = field(default=False)
    """What becomes of the name that the caller records for `privacy` or `screening`, if the caller hangs up."""
    screen_anonymous: bool = field(default=False)
    """Calls with a caller id are not screened."""
    original_id: bool | str = field(default=False)
    """The caller id of the called channel: that of this channel, or the one in the value."""
    operator: bool | Literal["ring back", "flash"] = field(default=False)
    """Operator services between two DAHDI channels: the caller cannot end the call."""
    screening: bool = field(default=False)
    """The called party hears who calls, and decides; nothing is remembered."""
    privacy: bool | str = field(default=False)
    """The same, and the decision is kept in the database, under the extension or the family and key in the value."""
    elsewhere_cause: str | None = field(default=None)
    """The cause, as a number or a name such as NO_ANSWER, that the other destinations get when one has answered."""
    ringing: bool | str = field(default=False)
    """The caller hears ringing, or this tone of indications.conf, and no audio before the answer."""
    ringing_until_media: bool = field(default=False)
    """The caller hears ringing until the called channel sends audio."""
    hang_up_after: int | None = field(default=None)
    """How long after the answer the call ends, in seconds."""
    forwarder_tag: str | None = field(default=None)
    """The tag of the caller id of `forwarder_id`."""
    callee_may_transfer: bool = field(default=False)
    """The called party may transfer the call with the keys of features.conf."""
    caller_may_transfer: bool = field(default=False)
    """The caller may transfer the call with the keys of features.conf."""
    on_answer: Subroutine | None = field(default=None)
    """The called channel runs this subroutine before it is connected; GOSUB_RESULT says what happens then."""
    forwarder_presentation: (
        Literal[
            "allowed_not_screened",
            "allowed_passed_screen",
            "allowed_failed_screen",
            "allowed",
            "prohib_not_screened",
            "prohib_passed_screen",
            "prohib_failed_screen",
            "prohib",
            "unavailable",
        ]
        | None
    ) = field(default=None)
    """The presentation of the caller id of `forwarder_id`."""
    callee_may_record: bool = field(default=False)
    """The called party may record the call with the keys of features.conf."""
    caller_may_record: bool = field(default=False)
    """The caller may record the call with the keys of features.conf."""
    callee_may_mix: bool = field(default=False)
    """The called party may record the call by MixMonitor with the keys of features.conf."""
    caller_may_mix: bool = field(default=False)
    """The caller may record the call by MixMonitor with the keys of features.conf."""
    forwarding_cancels_timeout: bool = field(default=False)
    """A call that is forwarded has no timeout any more."""
    url: str | None = field(default=None)
    """A URL that the called channel gets, if its technology supports that. If omitted: none."""

    @given_only
    def __init__(
        self,
        destinations: str | Sequence[str],
        *,
        timeout: float | None = None,
        progress_timeout: float | None = None,
        announcement: Announcement | None = None,
        answer_at_once: bool = False,
        before_callee: Subroutine | None = None,
        before_caller: Subroutine | None = None,
        reset_cdr: bool = False,
        answered_elsewhere: bool = False,
        digit_exits: bool = False,
        digits: ConnectDigits | None = None,
        echo_digits: bool = False,
        callee_runs_h: bool = False,
        forwarder_id: bool | str = False,
        callee_continues: bool | Location = False,
        caller_continues: bool = False,
        both_go_to: Location | None = None,
        callee_may_hang_up: bool = False,
        caller_may_hang_up: bool = False,
        ignore_forwarding: bool = False,
        ignore_connected_line: bool = False,
        preserve_topology: bool = False,
        callee_may_park: bool = False,
        caller_may_park: bool = False,
        limit: CallLimit | None = None,
        music: bool | str = False,
        macro_on_answer: Subroutine | None = None,
        introduction: bool | Literal["kept", "deleted"] = False,
        screen_anonymous: bool = False,
        original_id: bool | str = False,
        operator: bool | Literal["ring back", "flash"] = False,
        screening: bool = False,
        privacy: bool | str = False,
        elsewhere_cause: str | None = None,
        ringing: bool | str = False,
        ringing_until_media: bool = False,
        hang_up_after: int | None = None,
        forwarder_tag: str | None = None,
        callee_may_transfer: bool = False,
        caller_may_transfer: bool = False,
        on_answer: Subroutine | None = None,
        forwarder_presentation: Literal[
            "allowed_not_screened",
            "allowed_passed_screen",
            "allowed_failed_screen",
            "allowed",
            "prohib_not_screened",
            "prohib_passed_screen",
            "prohib_failed_screen",
            "prohib",
            "unavailable",
        ]
        | None = None,
        callee_may_record: bool = False,
        caller_may_record: bool = False,
        callee_may_mix: bool = False,
        caller_may_mix: bool = False,
        forwarding_cancels_timeout: bool = False,
        url: str | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return (
            "DIALSTATUS",
            "DIALEDPEERNAME",
            "DIALEDPEERNUMBER",
            "DIALEDTIME",
            "ANSWEREDTIME",
            "DIALEDTIME_MS",
            "ANSWEREDTIME_MS",
            "RINGTIME_MS",
            "PROGRESSTIME_MS",
        )

    @classmethod
    def ending(cls) -> type[Dialled]:
        return Dialled

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Dialled:
        return Dialled.read(ran, values)
