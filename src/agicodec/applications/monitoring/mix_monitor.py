# Generated from spec/applications/monitoring.toml by `make generate`: change the spec, not this file.

"""The application MixMonitor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.monitored import Monitored
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Items, OrAlone, Plain, VariableName
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Flag, FractionalSeconds, Integer
from agicodec.results import ApplicationResult

__all__ = ["MixMonitor"]


@sparse(init=False, eq=False, repr=False)
class MixMonitor(Application[Monitored]):
    """Record the audio of the channel to a file in the background, both directions mixed.

    The application returns at once, and the recording goes on until the channel hangs up or StopMixMonitor runs.
    It writes files on the server, and `shell_command` runs in a shell there: never put text from outside into it.

    In the dialplan: `MixMonitor(file,[options],[command])`. Since Asterisk 1.2, in `app_mixmonitor`. On a hangup:
    the recording ends, and the command runs.

    Beware:
        - `^{X}` in the command is replaced by the value of the variable X. (all; source: apps/app_mixmonitor.c,
          launch_monitor_thread)
        - A file that cannot be created is only logged. (all; source: apps/app_mixmonitor.c, mixmonitor_save_prep)
        - The letter S is not documented, and has no effect since both files are synchronized anyway. (18 and
          later; source: apps/app_mixmonitor.c, mixmonitor_exec)

    Examples:
        `MixMonitor("call.wav")` is sent as `EXEC MixMonitor call.wav,i(MIXMONITOR_ID)`.
        `MixMonitor("call.wav", bridged_only=True, beep=30)` is sent as `EXEC MixMonitor
            call.wav,bB(30)i(MIXMONITOR_ID)`.
        `MixMonitor("", received="in.wav", sent="out.wav")` is sent as `EXEC MixMonitor
            ,r(in.wav)t(out.wav)i(MIXMONITOR_ID)`.
    """

    title = "MixMonitor"
    module = "app_mixmonitor"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("file", Plain())),
        Options(
            (
                Letter("a", Part("append", Flag())),
                Letter("b", Part("bridged_only", Flag())),
                Letter("B", Part("beep", OrAlone(Integer(1)))),
                Letter("c", Part("real_caller_id", Flag(), since=((18, 16), (20, 1), (21, 0)))),
                Letter("d", Part("delete", Flag(), since=((18, 16), (20, 1), (21, 0)))),
                Letter("v", Part("heard_volume", Integer(-4, 4))),
                Letter("V", Part("spoken_volume", Integer(-4, 4))),
                Letter("W", Part("volume", Integer(-4, 4))),
                Letter("r", Part("received", Plain(nonempty=True))),
                Letter("t", Part("sent", Plain(nonempty=True))),
                Letter("D", Part("stereo", Flag(), since=((20, 11), (21, 6), (22, 1), (23, 0)))),
                Letter("n", Part("unsynchronized", Flag(), since=((18, 0),))),
                Letter("i", Part("id_variable", VariableName())),
                Letter("p", Part("beep_at_start", Flag())),
                Letter("P", Part("beep_at_end", Flag())),
                Letter("m", Part("mailboxes", Items(Plain(nonempty=True, refuses=(",",))), separator=",")),
                Letter("s", Part("skip", FractionalSeconds(0), since=((20, 18), (22, 8), (23, 2)))),
                Letter("S", Part("synchronized", Flag(), since=((16, 6), (17, 1)), until=((18, 0),))),
            )
        ),
        Argument(Part("shell_command", Plain(refuses=("${", "$["))), raw=True),
    )

    file: str = field()
    """The file with its extension, such as `call.wav`: absolute, or below Asterisk's monitor; empty with `received`
    or `sent`.
    """
    append: bool = field(default=False)
    """A file that exists is continued instead of replaced."""
    bridged_only: bool = field(default=False)
    """Only what is said while the channel is connected to another is recorded."""
    beep: bool | int = field(default=False)
    """A beep sounds every 15 seconds, or after this many, in seconds."""
    real_caller_id: bool = field(default=False)
    """The copy for a mailbox has the caller id of the channel, not that of the connected line. Since Asterisk 18.16,
    20.1, 21.0.
    """
    delete: bool = field(default=False)
    """The file is deleted at the end, such as after a copy went to a mailbox. Since Asterisk 18.16, 20.1, 21.0."""
    heard_volume: int | None = field(default=None)
    """The volume of what the channel hears, from -4 to 4."""
    spoken_volume: int | None = field(default=None)
    """The volume of what the channel says, from -4 to 4."""
    volume: int | None = field(default=None)
    """Both volumes, from -4 to 4."""
    received: str | None = field(default=None)
    """A file for what is received from the channel."""
    sent: str | None = field(default=None)
    """A file for what is sent to the channel."""
    stereo: bool = field(default=False)
    """Both directions are the two channels of a file, whose extension must be `raw`. Since Asterisk 20.11, 21.6,
    22.1, 23.0.
    """
    unsynchronized: bool = field(default=False)
    """No silence is inserted to keep the files of both directions synchronous. Since Asterisk 18.0."""
    id_variable: str = field(default="MIXMONITOR_ID")
    """The channel variable that Asterisk sets to the id of the recording, which the result has too."""
    beep_at_start: bool = field(default=False)
    """A beep sounds at the start."""
    beep_at_end: bool = field(default=False)
    """A beep sounds at the end."""
    mailboxes: tuple[str, ...] | None = field(default=None)
    """The mailboxes that get a copy, such as `100@default`; a text or several."""
    skip: float | None = field(default=None)
    """How long nothing is recorded at first. Since Asterisk 20.18, 22.8, 23.2."""
    synchronized: bool = field(default=False)
    """Silence is inserted to keep the files of both directions synchronous, as later releases always do. Since
    Asterisk 16.6, 17.1. Until Asterisk 18.0.
    """
    shell_command: str | None = field(default=None)
    """A command of the shell that runs on the server when the recording has ended. If omitted: none."""

    @given_only
    def __init__(
        self,
        file: str,
        *,
        append: bool = False,
        bridged_only: bool = False,
        beep: bool | int = False,
        real_caller_id: bool = False,
        delete: bool = False,
        heard_volume: int | None = None,
        spoken_volume: int | None = None,
        volume: int | None = None,
        received: str | None = None,
        sent: str | None = None,
        stereo: bool = False,
        unsynchronized: bool = False,
        id_variable: str = "MIXMONITOR_ID",
        beep_at_start: bool = False,
        beep_at_end: bool = False,
        mailboxes: str | Sequence[str] | None = None,
        skip: float | None = None,
        synchronized: bool = False,
        shell_command: str | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def stale(self) -> Sequence[str]:
        return ("MIXMONITOR_FILENAME", self.id_variable)

    @property
    def variables(self) -> Sequence[str]:
        return ("MIXMONITOR_FILENAME", self.id_variable)

    @classmethod
    def ending(cls) -> type[Monitored]:
        return Monitored

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Monitored:
        return Monitored.read(ran, values)
