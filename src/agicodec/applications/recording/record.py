# Generated from spec/applications/recording.toml by `make generate`: change the spec, not this file.

"""The application Record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.recorded import Recorded
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Flag, Integer
from agicodec.results import ApplicationResult

__all__ = ["Record"]


@sparse(init=False, eq=False, repr=False)
class Record(Application[Recorded]):
    """Record the channel to a file, until a key, silence or a limit of time ends it.

    Writes a file on the server, and creates its directory. The application answers the channel first, unless an
    option says otherwise, and plays a beep.

    In the dialplan: `Record(filename.format,[silence],[maxduration],[options])`. Since Asterisk 1.0, in
    `app_record`. On a hangup: the recording ends and the file is deleted, unless `keep_on_hangup` is set.

    Beware:
        - On a channel that sends no audio, the limit of time is taken for a hangup: RECORD_STATUS is HANGUP, and
          the file is deleted. (all; live on 22.10 and 16.28)
        - RECORD_STATUS may be OPERATOR, which is not documented as one of its values. (16; source:
          apps/app_record.c, record_exec)
        - `%d` in the name becomes the first number for which there is no file yet. (all; source:
          apps/app_record.c, record_exec)
        - The options count only if they are the last text, so a comma behind them makes Asterisk ignore all.
          (all; source: apps/app_record.c, record_exec)

    Examples:
        `Record("/tmp/message", "wav")` is sent as `EXEC Record /tmp/message.wav`.
        `Record("message", "gsm", silence=3, maximum=60, keep_on_hangup=True)` is sent as `EXEC Record
            message.gsm,3,60,k`.
    """

    title = "Record"
    module = "app_record"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("filename", Plain(nonempty=True)), ".", Part("format", Plain(nonempty=True, refuses=(".", "/")))),
        Argument(Part("silence", Integer(0, 2147483))),
        Argument(Part("maximum", Integer(0, 2147483))),
        Options(
            (
                Letter("a", Part("append", Flag())),
                Letter("n", Part("without_answer", Flag())),
                Letter("o", Part("operator_key", Flag())),
                Letter("q", Part("quiet", Flag())),
                Letter("s", Part("skip", Flag())),
                Letter("t", Part("star_ends", Flag())),
                Letter("u", Part("keep_silence", Flag())),
                Letter("x", Part("ignore_keys", Flag())),
                Letter("k", Part("keep_on_hangup", Flag())),
                Letter("y", Part("any_key_ends", Flag())),
            ),
            raw=True,
        ),
    )

    filename: str = field()
    """The file without its extension: an absolute path, or one below Asterisk's sounds."""
    format: str = field()
    """The format, which is also the extension, such as `wav`."""
    silence: int | None = field(default=None)
    """How much silence ends the recording, in seconds; 0 for any. If omitted: silence does not end it."""
    maximum: int | None = field(default=None)
    """How long the recording may be, in seconds; 0 for no limit. If omitted: there is no limit."""
    append: bool = field(default=False)
    """A file that exists is continued instead of replaced."""
    without_answer: bool = field(default=False)
    """The channel is not answered first."""
    operator_key: bool = field(default=False)
    """The key 0 ends the recording, with the outcome `operator`."""
    quiet: bool = field(default=False)
    """There is no beep."""
    skip: bool = field(default=False)
    """Nothing is recorded if the channel is not answered yet."""
    star_ends: bool = field(default=False)
    """The key * ends the recording instead of #."""
    keep_silence: bool = field(default=False)
    """The silence that ended the recording is not cut off."""
    ignore_keys: bool = field(default=False)
    """No key ends the recording."""
    keep_on_hangup: bool = field(default=False)
    """The file is kept if the channel hangs up."""
    any_key_ends: bool = field(default=False)
    """Any key ends the recording."""

    @given_only
    def __init__(
        self,
        filename: str,
        format: str,
        *,
        silence: int | None = None,
        maximum: int | None = None,
        append: bool = False,
        without_answer: bool = False,
        operator_key: bool = False,
        quiet: bool = False,
        skip: bool = False,
        star_ends: bool = False,
        keep_silence: bool = False,
        ignore_keys: bool = False,
        keep_on_hangup: bool = False,
        any_key_ends: bool = False,
    ) -> None:
        """Check and store what is given."""

    @property
    def stale(self) -> Sequence[str]:
        return ("RECORDED_FILE",)

    @property
    def variables(self) -> Sequence[str]:
        return ("RECORD_STATUS", "RECORDED_FILE")

    @classmethod
    def ending(cls) -> type[Recorded]:
        return Recorded

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Recorded:
        return Recorded.read(ran, values)
