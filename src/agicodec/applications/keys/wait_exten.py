# Generated from spec/applications/keys.toml by `make generate`: change the spec, not this file.

"""The application WaitExten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.key_awaited import KeyAwaited
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import OrAlone, Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import FractionalSeconds
from agicodec.results import ApplicationResult

__all__ = ["WaitExten"]


@sparse(init=False, eq=False, repr=False)
class WaitExten(Application[KeyAwaited]):
    """Wait for a key, such as the first of an extension.

    Under AGI, the key is returned, and leads nowhere. The command WAIT FOR DIGIT does the same without sound.

    In the dialplan: `WaitExten([seconds],[options])`. Since Asterisk 1.0, in `pbx_builtins`. On a hangup: the
    application ends (`failed`).

    Beware:
        - Without a key in time, the application returns 0 if the dialplan has a next priority; if not, it returns
          -1, unless it can go to the extension t or e. (all; source: main/pbx_builtins.c, pbx_builtin_waitexten)
        - `music=True` without a class plays nothing. (before 20.16, 21.11, 22.6; source: main/pbx_builtins.c,
          pbx_builtin_waitexten)

    Examples:
        `WaitExten()` is sent as `EXEC WaitExten`.
        `WaitExten(timeout=2.5, music="jazz")` is sent as `EXEC WaitExten 2.5,m(jazz)`.
        `WaitExten(tone="busy")` is sent as `EXEC WaitExten ,d(busy)` to Asterisk 22.10.
    """

    title = "WaitExten"
    module = "pbx_builtins"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("timeout", FractionalSeconds(0, 2147483))),
        Options(
            (
                Letter("m", Part("music", OrAlone(Plain(nonempty=True)))),
                Letter(
                    "d", Part("tone", OrAlone(Plain(nonempty=True)), value_since=((20, 16), (21, 11), (22, 6), (23, 0)))
                ),
            ),
            raw=True,
        ),
    )

    timeout: float | None = field(default=None)
    """How long to wait; 0 for the default. If omitted: that of the channel, 10 seconds by default."""
    music: bool | str = field(default=False)
    """Music on hold plays meanwhile, perhaps of a class."""
    tone: bool | str = field(default=False)
    """A tone of indications.conf plays meanwhile, by default `dial`. With a value since Asterisk 20.16, 21.11, 22.6,
    23.0.
    """

    @given_only
    def __init__(self, *, timeout: float | None = None, music: bool | str = False, tone: bool | str = False) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[KeyAwaited]:
        return KeyAwaited

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> KeyAwaited:
        return KeyAwaited.read(ran, values)
