# Generated from spec/applications/calls.toml by `make generate`: change the spec, not this file.

"""The application Originate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from attrs import field

from agicodec.applications.results.originated import Originated
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import DestinationText, Instance, Items, OrAlone, Pairs, Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, LastArgument, Letter, Options, Place
from agicodec.dialplan.subroutines import Subroutine
from agicodec.model.arguments import Flag, Integer, OneOf
from agicodec.results import ApplicationResult

__all__ = ["Originate"]


@sparse(init=False, eq=False, repr=False)
class Originate(Application[Originated]):
    """Call another channel, and run an application or an extension on it.

    The called channel has nothing to do with this one, which waits until it is answered. What the application
    runs on the called channel may be a shell or a file: never put text from outside into it.

    In the dialplan: `Originate(tech_data,type,arg1,arg2,[arg3],[timeout],[options])`. Since Asterisk 1.6.2, in
    `app_originate`. On a hangup: the application goes on until its end.

    The values of `kind`:
        `application`: An application.
        `extension`: The dialplan.

    Beware:
        - The priority of an extension counts only if no timeout and no option follows; otherwise it is 1. (all;
          source: apps/app_originate.c, originate_exec)
        - A call that was rejected or is out of order is a congestion, and one that rings until the timeout is
          RINGING. (all; source: main/pbx.c, pbx_dial_reason)
        - Asterisk documents the options C, c and n without the values that they have. (16.19, 18.5, 19 and later;
          source: apps/app_originate.c, originate_exec_options)

    Examples:
        `Originate("PJSIP/ann", "application", "Playback", "hello-world")` is sent as `EXEC Originate
            PJSIP/ann,app,Playback,hello-world`.
        `Originate("PJSIP/ann", "extension", "phones", "100", priority=2)` is sent as `EXEC Originate
            PJSIP/ann,exten,phones,100,2`.
        `Originate("PJSIP/ann", "extension", "phones", "100", timeout=10, asynchronous=True, set_variables={"A":
            "1", "B": "2"})` is sent as `EXEC Originate PJSIP/ann,exten,phones,100,,10,av(A=1^B=2)` to Asterisk
            22.10.
    """

    title = "Originate"
    module = "app_originate"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("destination", DestinationText(nonempty=True))),
        Argument(Part("kind", OneOf("application", "extension"), words={"application": "app", "extension": "exten"})),
        Argument(Part("target", Plain(nonempty=True))),
        Argument(Part("data", Plain())),
        LastArgument(Part("priority", Integer(1))),
        Argument(Part("timeout", Integer(0, 2147483))),
        Options(
            (
                Letter("a", Part("asynchronous", Flag())),
                Letter("b", Part("before_callee", Instance(Subroutine))),
                Letter("B", Part("before_caller", Instance(Subroutine))),
                Letter(
                    "C",
                    Part(
                        "codecs",
                        Items(Plain(nonempty=True, refuses=(",",))),
                        since=((16, 21), (18, 7), (19, 0)),
                        separator=",",
                    ),
                ),
                Letter("c", Part("caller_number", OrAlone(Plain(nonempty=True)), since=((16, 19), (18, 5), (19, 0)))),
                Letter("n", Part("caller_name", OrAlone(Plain(nonempty=True)), since=((16, 19), (18, 5), (19, 0)))),
                Letter(
                    "v",
                    Part(
                        "set_variables",
                        Pairs(Plain(refuses=("^", "=", "'", '"', "\\"))),
                        since=((16, 19), (18, 5), (19, 0)),
                        separator="^",
                    ),
                ),
            ),
            raw=True,
        ),
    )

    destination: str = field()
    """What to call, as technology and resource, such as `PJSIP/ann`."""
    kind: Literal["application", "extension"] = field()
    """What the called channel runs."""
    target: str = field()
    """The application, or the context."""
    data: str = field()
    """The options of the application as one text, or the extension, which cannot be empty."""
    priority: int | None = field(default=None)
    """The priority of the extension. If omitted: the priority 1."""
    timeout: int | None = field(default=None)
    """How long to wait for an answer, in seconds. If omitted: 30 seconds."""
    asynchronous: bool = field(default=False)
    """The application does not wait for an answer."""
    before_callee: Subroutine | None = field(default=None)
    """The called channel runs this subroutine before it is called."""
    before_caller: Subroutine | None = field(default=None)
    """This channel runs this subroutine before the other is called."""
    codecs: tuple[str, ...] | None = field(default=None)
    """The codecs of the called channel; a text or several. Since Asterisk 16.21, 18.7, 19.0."""
    caller_number: bool | str = field(default=False)
    """The number of the caller id that the called channel shows: that of this channel, or the one in the value.
    Since Asterisk 16.19, 18.5, 19.0.
    """
    caller_name: bool | str = field(default=False)
    """The name of that caller id: that of this channel, or the one in the value. Since Asterisk 16.19, 18.5, 19.0."""
    set_variables: tuple[tuple[str, str], ...] | None = field(default=None)
    """Variables of the called channel. Since Asterisk 16.19, 18.5, 19.0."""

    @given_only
    def __init__(
        self,
        destination: str,
        kind: Literal["application", "extension"],
        target: str,
        data: str,
        *,
        priority: int | None = None,
        timeout: int | None = None,
        asynchronous: bool = False,
        before_callee: Subroutine | None = None,
        before_caller: Subroutine | None = None,
        codecs: str | Sequence[str] | None = None,
        caller_number: bool | str = False,
        caller_name: bool | str = False,
        set_variables: Mapping[str, str] | Sequence[tuple[str, str]] | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ("ORIGINATE_STATUS",)

    @classmethod
    def ending(cls) -> type[Originated]:
        return Originated

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Originated:
        return Originated.read(ran, values)
