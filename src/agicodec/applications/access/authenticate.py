# Generated from spec/applications/access.toml by `make generate`: change the spec, not this file.

"""The application Authenticate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.authenticated import Authenticated
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Items, Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Flag, Integer
from agicodec.results import ApplicationResult

__all__ = ["Authenticate"]


@sparse(init=False, eq=False, repr=False)
class Authenticate(Application[Authenticated]):
    """Ask the caller for a password, three times at most.

    The application answers the channel first. A password that begins with a slash names a file on the server,
    each line of which is a password, or with `database` a family of the Asterisk database, whose keys are
    passwords: never put text from outside into it.

    In the dialplan: `Authenticate(password,[options],[maxdigits],[prompt])`. Since Asterisk 1.0, in
    `app_authenticate`. On a hangup: the caller is not authenticated (`refused`).

    Beware:
        - A caller who knows the password is `refused` nevertheless if the server has no file `auth-thankyou`,
          which is played then. (all; live on 22.10 and 16.28)
        - A file that cannot be read is only logged, and is an attempt. (all; source: apps/app_authenticate.c,
          auth_exec)

    Examples:
        `Authenticate("1234")` is sent as `EXEC Authenticate 1234`.
        `Authenticate("/pins", database=True, remove=True, maximum=4)` is sent as `EXEC Authenticate /pins,dr,4`.
        `Authenticate("1234", prompt=["welcome", "enter-pin"])` is sent as `EXEC Authenticate
            1234,,,welcome&enter-pin`.
    """

    title = "Authenticate"
    module = "app_authenticate"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("password", Plain(nonempty=True))),
        Options(
            (
                Letter("a", Part("set_account", Flag())),
                Letter("d", Part("database", Flag())),
                Letter("m", Part("hashed", Flag())),
                Letter("r", Part("remove", Flag())),
            )
        ),
        Argument(Part("maximum", Integer(1, 254))),
        Argument(
            Part(
                "prompt",
                Items(Plain(nonempty=True, refuses=("&", "'", '"', "\\", "${", "$["), trimmed=True)),
                separator="&",
            ),
            raw=True,
        ),
    )

    password: str = field()
    """The password, or where passwords are."""
    set_account: bool = field(default=False)
    """The account code of the channel becomes the password, or with `hashed` the one of the file."""
    database: bool = field(default=False)
    """The password is a slash, and the family in the Asterisk database that has the passwords as its keys."""
    hashed: bool = field(default=False)
    """Each line of the file is an account code, a colon, and the MD5 hash of a password."""
    remove: bool = field(default=False)
    """The key of the database is removed, so that it is valid once."""
    maximum: int | None = field(default=None)
    """How many digits to read at most; the key # ends them before. If omitted: 254 digits."""
    prompt: tuple[str, ...] | None = field(default=None)
    """The files to ask with, without their extensions; a text or several. If omitted: the file `agent-pass`."""

    @given_only
    def __init__(
        self,
        password: str,
        *,
        set_account: bool = False,
        database: bool = False,
        hashed: bool = False,
        remove: bool = False,
        maximum: int | None = None,
        prompt: str | Sequence[str] | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Authenticated]:
        return Authenticated

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Authenticated:
        return Authenticated.read(ran, values)
