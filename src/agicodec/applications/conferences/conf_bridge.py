# Generated from spec/applications/conferences.toml by `make generate`: change the spec, not this file.

"""The application ConfBridge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.conference_left import ConferenceLeft
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.results import ApplicationResult

__all__ = ["ConfBridge"]


@sparse(init=False, eq=False, repr=False)
class ConfBridge(Application[ConferenceLeft]):
    """Enter a conference, which begins with its first caller.

    The profiles are those of confbridge.conf; the function CONFBRIDGE changes single options. The application
    lasts until the caller leaves. A profile may have the conference recorded to a file on the server.

    In the dialplan: `ConfBridge(conference,[bridge_profile],[user_profile],[menu])`. Since Asterisk 1.6.2, in
    `app_confbridge`. On a hangup: the caller leaves the conference (`hung up`).

    Beware:
        - A wrong PIN sets CONFBRIDGE_RESULT to FAILED, as do all errors. (all; source: apps/app_confbridge.c,
          confbridge_exec)
        - CONFBRIDGE_RESULT is not set when another channel takes the place of this one. (all; source:
          apps/app_confbridge.c, confbridge_exec)

    Examples:
        `ConfBridge("sales")` is sent as `EXEC ConfBridge sales`.
        `ConfBridge("sales", user_profile="guest", menu="keys")` is sent as `EXEC ConfBridge sales,,guest,keys`.
    """

    title = "ConfBridge"
    module = "app_confbridge"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("conference", Plain(nonempty=True, max_bytes=79))),
        Argument(Part("bridge_profile", Plain(nonempty=True))),
        Argument(Part("user_profile", Plain(nonempty=True))),
        Argument(Part("menu", Plain(nonempty=True, refuses=("${", "$["))), raw=True),
    )

    conference: str = field()
    """The conference. At most 79 bytes."""
    bridge_profile: str | None = field(default=None)
    """The profile of the conference, which its first caller determines. If omitted: `default_bridge`."""
    user_profile: str | None = field(default=None)
    """The profile of the caller. If omitted: `default_user`."""
    menu: str | None = field(default=None)
    """The menu of keys of the caller. If omitted: no menu."""

    @given_only
    def __init__(
        self,
        conference: str,
        *,
        bridge_profile: str | None = None,
        user_profile: str | None = None,
        menu: str | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def stale(self) -> Sequence[str]:
        return ("CONFBRIDGE_RESULT",)

    @property
    def variables(self) -> Sequence[str]:
        return ("CONFBRIDGE_RESULT",)

    @classmethod
    def ending(cls) -> type[ConferenceLeft]:
        return ConferenceLeft

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> ConferenceLeft:
        return ConferenceLeft.read(ran, values)
