# Generated from spec/applications/playback.toml by `make generate`: change the spec, not this file.

"""The application Playback."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.played import Played
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Items, Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Flag
from agicodec.results import ApplicationResult

__all__ = ["Playback"]


@sparse(init=False, eq=False, repr=False)
class Playback(Application[Played]):
    """Play files one after the other; keys do not stop them.

    The application answers the channel first, unless an option says otherwise. Files are searched for in the
    sounds of the channel's language; a URL is fetched.

    In the dialplan: `Playback(filenames,[options])`. Since Asterisk 1.0, in `app_playback`. On a hangup: the
    application stops (`hung up`).

    Beware:
        - After a hangup, PLAYBACKSTATUS is FAILED and the application returns 0, as if a file could not be
          played: the outcome is `failed`. (before 18.17 and 20.2, and all of 19; live on 16.28)
        - After a hangup, PLAYBACKSTATUS is SUCCESS. (18.17, 20.2, 21 and later; live on 22.10)
        - Without any file, PLAYBACKSTATUS keeps the value of an earlier run. (all; source: apps/app_playback.c,
          playback_exec)
        - If one of several files cannot be played, the others are, and PLAYBACKSTATUS is FAILED. (all; source:
          apps/app_playback.c, playback_exec)
        - Quotation marks and apostrophes in a name of the list group text; agicodec refuses them. (18.21, 20.6,
          21.1, 22 and later; source: main/utils.c, ast_strsep)

    Examples:
        `Playback("hello-world")` is sent as `EXEC Playback hello-world`.
        `Playback(["beep", "goodbye"], without_answer=True, skip=True)` is sent as `EXEC Playback
            beep&goodbye,skip,noanswer`.
    """

    title = "Playback"
    module = "app_playback"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(
            Part("files", Items(Plain(nonempty=True, refuses=("&", "'", '"', "\\"), trimmed=True)), separator="&")
        ),
        Options(
            (
                Letter("skip", Part("skip", Flag())),
                Letter("noanswer", Part("without_answer", Flag())),
                Letter("say", Part("say", Flag())),
                Letter("mix", Part("mix", Flag(), since=((16, 23), (18, 9), (19, 1), (20, 0)))),
            ),
            separator=",",
            raw=True,
        ),
    )

    files: tuple[str, ...] = field()
    """The files, without their extensions; a text or several."""
    skip: bool = field(default=False)
    """Nothing is played if the channel is not answered yet."""
    without_answer: bool = field(default=False)
    """The channel is not answered first."""
    say: bool = field(default=False)
    """The files are expressions of say.conf, such as `number:42`."""
    mix: bool = field(default=False)
    """Those with a colon are such expressions. Since Asterisk 16.23, 18.9, 19.1, 20.0."""

    @given_only
    def __init__(
        self,
        files: str | Sequence[str],
        *,
        skip: bool = False,
        without_answer: bool = False,
        say: bool = False,
        mix: bool = False,
    ) -> None:
        """Check and store what is given."""

    @property
    def stale(self) -> Sequence[str]:
        return ("PLAYBACKSTATUS",)

    @property
    def variables(self) -> Sequence[str]:
        return ("PLAYBACKSTATUS",)

    @classmethod
    def ending(cls) -> type[Played]:
        return Played

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Played:
        return Played.read(ran, values)
