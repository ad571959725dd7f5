# Generated from spec/applications/servers.toml by `make generate`: change the spec, not this file.

"""The application TrySystem."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.system_ran import SystemRan
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Place, Shell
from agicodec.results import ApplicationResult

__all__ = ["TrySystem"]


@sparse(init=False, eq=False, repr=False)
class TrySystem(Application[SystemRan]):
    """Run a command in a shell of the server, and return 0 even if it could not be run.

    The command runs as the user of Asterisk, and the application waits for it: never put text from outside into
    it. What it writes is lost.

    In the dialplan: `TrySystem(command)`. Since Asterisk 1.0, in `app_system`. On a hangup: the command runs to
    its end.

    Examples:
        `TrySystem("test -e /tmp/called")` is sent as `EXEC TrySystem "test -e /tmp/called"`.
    """

    title = "TrySystem"
    module = "app_system"
    places: ClassVar[tuple[Place, ...]] = (Shell(Part("shell_command", Plain(nonempty=True))),)

    shell_command: str = field()
    """The command of the shell."""

    @given_only
    def __init__(self, shell_command: str) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ("SYSTEMSTATUS",)

    @classmethod
    def ending(cls) -> type[SystemRan]:
        return SystemRan

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> SystemRan:
        return SystemRan.read(ran, values)
