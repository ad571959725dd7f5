# Generated from spec/applications/playback.toml by `make generate`: change the spec, not this file.

"""The application BackGround."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.backgrounded import Backgrounded
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Items, Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Flag
from agicodec.results import ApplicationResult

__all__ = ["BackGround"]


@sparse(init=False, eq=False, repr=False)
class BackGround(Application[Backgrounded]):
    """Play files one after the other, until a key is pressed.

    The application answers the channel first, unless an option says otherwise. Files are searched for in the
    sounds of the language.

    In the dialplan: `BackGround(filenames,[options],[langoverride],[context])`. Since Asterisk 1.0, in
    `pbx_builtins`. On a hangup: the application stops (`hung up`).

    Beware:
        - Under AGI, a key that is an extension does not lead there, but is returned. (all; source:
          main/pbx_builtins.c, pbx_builtin_background)
        - After a file that cannot be played, the others are not. (all; source: main/pbx_builtins.c,
          pbx_builtin_background)

    Examples:
        `BackGround(["welcome", "menu"])` is sent as `EXEC BackGround welcome&menu`.
        `BackGround("menu", without_answer=True, language="de")` is sent as `EXEC BackGround menu,n,de`.
    """

    title = "BackGround"
    module = "pbx_builtins"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(
            Part("files", Items(Plain(nonempty=True, refuses=("&", "'", '"', "\\"), trimmed=True)), separator="&")
        ),
        Options(
            (
                Letter("s", Part("skip", Flag())),
                Letter("n", Part("without_answer", Flag())),
                Letter("m", Part("extension_keys", Flag())),
                Letter("p", Part("ignore_keys", Flag())),
            )
        ),
        Argument(Part("language", Plain(nonempty=True))),
        Argument(Part("context", Plain(nonempty=True, refuses=("${", "$["))), raw=True),
    )

    files: tuple[str, ...] = field()
    """The files, without their extensions; a text or several."""
    skip: bool = field(default=False)
    """Nothing is played if the channel is not answered yet."""
    without_answer: bool = field(default=False)
    """The channel is not answered first."""
    extension_keys: bool = field(default=False)
    """Only keys that are extensions of the context stop the files."""
    ignore_keys: bool = field(default=False)
    """Keys do not stop the files."""
    language: str | None = field(default=None)
    """The language of the files. If omitted: that of the channel."""
    context: str | None = field(default=None)
    """The context for `extension_keys`. If omitted: that of the channel."""

    @given_only
    def __init__(
        self,
        files: str | Sequence[str],
        *,
        skip: bool = False,
        without_answer: bool = False,
        extension_keys: bool = False,
        ignore_keys: bool = False,
        language: str | None = None,
        context: str | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def stale(self) -> Sequence[str]:
        return ("BACKGROUNDSTATUS",)

    @property
    def variables(self) -> Sequence[str]:
        return ("BACKGROUNDSTATUS",)

    @classmethod
    def ending(cls) -> type[Backgrounded]:
        return Backgrounded

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Backgrounded:
        return Backgrounded.read(ran, values)
