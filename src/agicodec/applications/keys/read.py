# Generated from spec/applications/keys.toml by `make generate`: change the spec, not this file.

"""The application Read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.digits_read import DigitsRead
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Items, Plain, VariableName
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Flag, FractionalSeconds, Integer
from agicodec.results import ApplicationResult

__all__ = ["Read"]


@sparse(init=False, eq=False, repr=False)
class Read(Application[DigitsRead]):
    """Play files, and read digits of the caller.

    The application answers the channel first, unless an option says otherwise. A key that ends the input, by
    default #, is no part of the digits.

    In the dialplan: `Read(variable,[filenames],[maxdigits],[options],[attempts],[timeout])`. Since Asterisk 1.0,
    in `app_read`. On a hangup: the application ends (`hung up`); the variable has the digits until then.

    Beware:
        - Without a key that ends the input, and before the timeout, 255 digits are read. (all; source:
          apps/app_read.c, read_exec)
        - With `repeated_tone`, no digit within the timeout is an outcome `timeout`, and further attempts play the
          tone again. (all; source: apps/app_read.c, read_exec)
        - Asterisk documents the option t without the value that it has. (all; source: apps/app_read.c,
          read_app_options)

    Examples:
        `Read(files="enter-pin", maximum=4)` is sent as `EXEC Read DIGITS,enter-pin,4`.
        `Read(files=["beep", "enter-pin"], terminators="*#", timeout=2.5, attempts=3)` is sent as `EXEC Read
            DIGITS,beep&enter-pin,,t(*#),3,2.5`.
    """

    title = "Read"
    module = "app_read"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("variable", VariableName())),
        Argument(
            Part("files", Items(Plain(nonempty=True, refuses=("&", "'", '"', "\\"), trimmed=True)), separator="&")
        ),
        Argument(Part("maximum", Integer(0, 255))),
        Options(
            (
                Letter("s", Part("skip", Flag())),
                Letter("i", Part("repeated_tone", Flag())),
                Letter("n", Part("without_answer", Flag())),
                Letter("t", Part("terminators", Plain(), since=((16, 21), (18, 7), (19, 0)))),
                Letter("e", Part("keep_lone_terminator", Flag(), since=((18, 17), (20, 2), (21, 0)))),
            )
        ),
        Argument(Part("attempts", Integer(1))),
        Argument(Part("timeout", FractionalSeconds(0, 2147483)), raw=True),
    )

    variable: str = field(default="DIGITS")
    """The channel variable that Asterisk sets to the digits, which the result has too."""
    files: tuple[str, ...] | None = field(default=None)
    """Files to play, without their extensions, until the first key; a text or several. If omitted: nothing is
    played.
    """
    maximum: int | None = field(default=None)
    """How many digits to read at most; 0 for 255. If omitted: 255 digits."""
    skip: bool = field(default=False)
    """Nothing is read if the channel is not answered yet."""
    repeated_tone: bool = field(default=False)
    """The file is a tone of indications.conf, which plays until the first key."""
    without_answer: bool = field(default=False)
    """The channel is not answered first."""
    terminators: str | None = field(default=None)
    """The keys that end the input; empty for none. Since Asterisk 16.21, 18.7, 19.0."""
    keep_lone_terminator: bool = field(default=False)
    """A key that would end the input, pressed alone, is read as a digit. Since Asterisk 18.17, 20.2, 21.0."""
    attempts: int | None = field(default=None)
    """How often to play and read until there are digits. If omitted: one attempt."""
    timeout: float | None = field(default=None)
    """How long to wait for the first digit, and for each further one; 0 for the default. If omitted: the timeouts of
    the channel, 6 seconds for the first digit by default.
    """

    @given_only
    def __init__(
        self,
        *,
        variable: str = "DIGITS",
        files: str | Sequence[str] | None = None,
        maximum: int | None = None,
        skip: bool = False,
        repeated_tone: bool = False,
        without_answer: bool = False,
        terminators: str | None = None,
        keep_lone_terminator: bool = False,
        attempts: int | None = None,
        timeout: float | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def stale(self) -> Sequence[str]:
        return (self.variable,)

    @property
    def variables(self) -> Sequence[str]:
        return ("READSTATUS", self.variable)

    @classmethod
    def ending(cls) -> type[DigitsRead]:
        return DigitsRead

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> DigitsRead:
        return DigitsRead.read(ran, values)
