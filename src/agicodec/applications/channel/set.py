# Generated from spec/applications/channel.toml by `make generate`: change the spec, not this file.

"""The application Set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.done import Done
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain, WrittenName
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import WriteOnly
from agicodec.results import ApplicationResult

__all__ = ["Set"]


@sparse(init=False, eq=False, repr=False)
class Set(Application[Done]):
    """Set a variable or a function.

    The command SET VARIABLE does the same, and its text may contain `${`. Functions such as SHELL run a shell,
    and others write files.

    In the dialplan: `Set(name=value)`. Since Asterisk 1.2, in `pbx_variables`. On a hangup: nothing; it also runs
    after a hangup.

    Beware:
        - The module is a part of Asterisk itself. (all; source: main/pbx_variables.c, load_pbx_variables)
        - The setting app_set of asterisk.conf, which is documented, has no effect. (16 and later; source:
          main/pbx_variables.c, pbx_builtin_setvar)

    Examples:
        `Set("COLOUR", "blue, green")` is sent as `EXEC Set "COLOUR=blue, green"`.
        `Set("CHANNEL(language)", "de")` is sent as `EXEC Set CHANNEL(language)=de`.
    """

    title = "Set"
    module = "pbx_variables"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(
            Part("name", WrittenName(nonempty=True, refuses=("=", "${", "$["))),
            "=",
            Part("value", Plain(refuses=("${", "$["))),
            raw=True,
        ),
    )

    name: str = field()
    """The variable or function; a variable that begins with `_` is inherited, one with `__` for good."""
    value: str = field()
    """The value."""

    @given_only
    def __init__(self, name: str | WriteOnly, value: str) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Done]:
        return Done

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Done:
        return Done.read(ran, values)
