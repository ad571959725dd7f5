# Generated from spec/applications/playback.toml by `make generate`: change the spec, not this file.

"""The application SayUnixTime."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from attrs import field

from agicodec.applications.results.time_said import TimeSaid
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Epoch, Flag
from agicodec.results import ApplicationResult

__all__ = ["SayUnixTime"]


@sparse(init=False, eq=False, repr=False)
class SayUnixTime(Application[TimeSaid]):
    """Say a time.

    The application answers the channel first. The commands SAY DATETIME, SAY DATE and SAY TIME do the same.

    In the dialplan: `SayUnixTime([unixtime],[timezone],[format],[options])`. Since Asterisk 1.0, in
    `app_sayunixtime`. On a hangup: the application ends (`failed`).

    Beware:
        - The option is on if the variable SAY_DTMF_INTERRUPT is true; under AGI, the key is returned, and leads
          nowhere. (all; source: apps/app_sayunixtime.c, sayunixtime_exec)

    Examples:
        `SayUnixTime()` is sent as `EXEC SayUnixTime`.
        `SayUnixTime(time=1718000000, timezone="Europe/Berlin", format="ABd", stop_on_key=True)` is sent as `EXEC
            SayUnixTime 1718000000,Europe/Berlin,ABd,j`.
    """

    title = "SayUnixTime"
    module = "app_sayunixtime"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("time", Epoch())),
        Argument(Part("timezone", Plain(nonempty=True))),
        Argument(Part("format", Plain(nonempty=True))),
        Options((Letter("j", Part("stop_on_key", Flag())),), raw=True),
    )

    time: int | datetime | None = field(default=None)
    """The time. If omitted: now."""
    timezone: str | None = field(default=None)
    """The timezone, such as `Europe/Berlin`. If omitted: that of the server."""
    format: str | None = field(default=None)
    """What to say, in the letters of voicemail.conf; names of files are in apostrophes. If omitted: the weekday, the
    month, the day, the year and the time, `ABdY 'digits/at' IMp`.
    """
    stop_on_key: bool = field(default=False)
    """A key ends the application."""

    @given_only
    def __init__(
        self,
        *,
        time: int | datetime | None = None,
        timezone: str | None = None,
        format: str | None = None,
        stop_on_key: bool = False,
    ) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[TimeSaid]:
        return TimeSaid

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> TimeSaid:
        return TimeSaid.read(ran, values)
