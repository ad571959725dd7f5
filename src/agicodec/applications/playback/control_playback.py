# Generated from spec/applications/playback.toml by `make generate`: change the spec, not this file.

"""The application ControlPlayback."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.control_played import ControlPlayed
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Integer
from agicodec.results import ApplicationResult

__all__ = ["ControlPlayback"]


@sparse(init=False, eq=False, repr=False)
class ControlPlayback(Application[ControlPlayed]):
    """Play a file, in which the caller's keys move forward and back.

    The commands of the manager interface may control it, too. The command CONTROL STREAM FILE does the same.

    In the dialplan: `ControlPlayback(filename,[skipms],[ff],[rew],[stop],[pause],[restart],[options])`. Since
    Asterisk 1.0, in `app_controlplayback`. On a hangup: the application ends (`failed`).

    Beware:
        - A hangup is an ERROR, and the application returns 0. (all; source: apps/app_controlplayback.c,
          controlplayback_exec)
        - CPLAYBACKSTOPKEY keeps the key of an earlier run, if no key has stopped this one. (all; source:
          apps/app_controlplayback.c, controlplayback_exec)

    Examples:
        `ControlPlayback("news")` is sent as `EXEC ControlPlayback news`.
        `ControlPlayback("news", skip=5000, stop="0", offset=60000)` is sent as `EXEC ControlPlayback
            news,5000,,,0,,,o(60000)`.
    """

    title = "ControlPlayback"
    module = "app_controlplayback"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("file", Plain(nonempty=True))),
        Argument(Part("skip", Integer(1))),
        Argument(Part("forward", Plain())),
        Argument(Part("rewind", Plain())),
        Argument(Part("stop", Plain())),
        Argument(Part("pause", Plain())),
        Argument(Part("restart", Plain())),
        Options((Letter("o", Part("offset", Integer(0))),), raw=True),
    )

    file: str = field()
    """The file, without its extension."""
    skip: int | None = field(default=None)
    """How far to move, in milliseconds. If omitted: 3000 milliseconds."""
    forward: str | None = field(default=None)
    """The keys that move forward; what does not begin with a digit, * or # is ignored, here as for the others. If
    omitted: #, unless it is another key.
    """
    rewind: str | None = field(default=None)
    """The keys that move back. If omitted: *, unless it is another key."""
    stop: str | None = field(default=None)
    """The keys that stop. If omitted: none."""
    pause: str | None = field(default=None)
    """The keys that pause, and then continue. If omitted: none."""
    restart: str | None = field(default=None)
    """The keys that begin anew. If omitted: none."""
    offset: int | None = field(default=None)
    """Where in the file to begin, in milliseconds."""

    @given_only
    def __init__(
        self,
        file: str,
        *,
        skip: int | None = None,
        forward: str | None = None,
        rewind: str | None = None,
        stop: str | None = None,
        pause: str | None = None,
        restart: str | None = None,
        offset: int | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def stale(self) -> Sequence[str]:
        return ("CPLAYBACKSTATUS", "CPLAYBACKOFFSET", "CPLAYBACKSTOPKEY")

    @property
    def variables(self) -> Sequence[str]:
        return ("CPLAYBACKSTATUS", "CPLAYBACKOFFSET", "CPLAYBACKSTOPKEY")

    @classmethod
    def ending(cls) -> type[ControlPlayed]:
        return ControlPlayed

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> ControlPlayed:
        return ControlPlayed.read(ran, values)
