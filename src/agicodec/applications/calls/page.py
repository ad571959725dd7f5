# Generated from spec/applications/calls.toml by `make generate`: change the spec, not this file.

"""The application Page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.paged import Paged
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import DestinationText, Instance, Items, Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.dialplan.subroutines import Subroutine
from agicodec.model.arguments import Flag, Integer
from agicodec.results import ApplicationResult

__all__ = ["Page"]


@sparse(init=False, eq=False, repr=False)
class Page(Application[Paged]):
    """Call phones and speak to all that answer.

    All destinations are called, and those that answer enter a conference with the channel, in which only this
    channel is heard, unless an option says otherwise. The application lasts until the channel hangs up or leaves.
    The server needs the module `app_confbridge`.

    In the dialplan: `Page(Technology/Resource,[options],[timeout])`. Since Asterisk 1.2, in `app_page`. On a
    hangup: the page ends, and all destinations are hung up.

    Beware:
        - The application returns -1 in every case. (all; source: apps/app_page.c, page_exec)
        - A destination without a resource, and the device of this channel, are left out. (all; source:
          apps/app_page.c, page_exec)

    Examples:
        `Page(["PJSIP/ann", "PJSIP/bob"])` is sent as `EXEC Page PJSIP/ann&PJSIP/bob`.
        `Page("PJSIP/ann", full_duplex=True, announcement="attention", timeout=10)` is sent as `EXEC Page
            PJSIP/ann,dA(attention),10`.
    """

    title = "Page"
    module = "app_page"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(
            Part("destinations", Items(DestinationText(nonempty=True, refuses=("&",), trimmed=True)), separator="&")
        ),
        Options(
            (
                Letter("b", Part("before_callee", Instance(Subroutine))),
                Letter("B", Part("before_caller", Instance(Subroutine))),
                Letter("d", Part("full_duplex", Flag())),
                Letter("i", Part("ignore_forwarding", Flag())),
                Letter("q", Part("quiet", Flag())),
                Letter("r", Part("record", Flag())),
                Letter("s", Part("idle_only", Flag())),
                Letter("A", Part("announcement", Plain(nonempty=True))),
                Letter("n", Part("announcement_to_others_only", Flag())),
            )
        ),
        Argument(Part("timeout", Integer(0, 2147483)), raw=True),
    )

    destinations: tuple[str, ...] = field()
    """What to call, each as technology and resource, such as `PJSIP/ann`; a text or several. A part that somebody
    else chose, such as a number that the caller entered, belongs in a `Destination`.
    """
    before_callee: Subroutine | None = field(default=None)
    """Each called channel runs this subroutine before it is called."""
    before_caller: Subroutine | None = field(default=None)
    """This channel runs this subroutine before others are called."""
    full_duplex: bool = field(default=False)
    """The destinations are heard, too."""
    ignore_forwarding: bool = field(default=False)
    """Requests to forward the call are ignored."""
    quiet: bool = field(default=False)
    """There is no beep for the channel."""
    record: bool = field(default=False)
    """The conference is recorded to a file on the server."""
    idle_only: bool = field(default=False)
    """Destinations whose state is neither NOT_INUSE nor UNKNOWN are left out."""
    announcement: str | None = field(default=None)
    """A file that all hear when they enter."""
    announcement_to_others_only: bool = field(default=False)
    """This channel does not hear the file."""
    timeout: int | None = field(default=None)
    """How long to wait for answers, in seconds; 0 for no limit. If omitted: there is no limit."""

    @given_only
    def __init__(
        self,
        destinations: str | Sequence[str],
        *,
        before_callee: Subroutine | None = None,
        before_caller: Subroutine | None = None,
        full_duplex: bool = False,
        ignore_forwarding: bool = False,
        quiet: bool = False,
        record: bool = False,
        idle_only: bool = False,
        announcement: str | None = None,
        announcement_to_others_only: bool = False,
        timeout: int | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Paged]:
        return Paged

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Paged:
        return Paged.read(ran, values)
