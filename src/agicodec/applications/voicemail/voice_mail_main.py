# Generated from spec/applications/voicemail.toml by `make generate`: change the spec, not this file.

"""The application VoiceMailMain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from attrs import field

from agicodec.applications.results.done import Done
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Flag, Integer
from agicodec.results import ApplicationResult

__all__ = ["VoiceMailMain"]


@sparse(init=False, eq=False, repr=False)
class VoiceMailMain(Application[Done]):
    """Let the caller hear and keep the messages of a mailbox.

    The application answers the channel first, and asks for what it does not get: the mailbox and its password.

    In the dialplan: `VoiceMailMain([mailbox],[options])`. Since Asterisk 1.0, in `app_voicemail`. On a hangup:
    the application ends (`hung up`).

    The values of `folder`:
        `INBOX`: New messages, folder 0.
        `Old`: Messages that were heard, folder 1.
        `Work`: Folder 2.
        `Family`: Folder 3.
        `Friends`: Folder 4.
        `Cust1`: Folder 5.
        `Cust2`: Folder 6.
        `Cust3`: Folder 7.
        `Cust4`: Folder 8.
        `Cust5`: Folder 9.

    Beware:
        - Without options, a mailbox that begins with s or p would be read as one without that letter, and the
          letter as an option; so the options are always written, even if there are none. (all; source:
          apps/app_voicemail.c, vm_execmain)
        - The application returns 0 also if the caller could not log in. (all; source: apps/app_voicemail.c,
          vm_execmain)
        - Asterisk documents the mailbox as required, but asks for it. (all; source: apps/app_voicemail.c,
          vm_execmain)

    Examples:
        `VoiceMailMain()` is sent as `EXEC VoiceMailMain ,`.
        `VoiceMailMain(mailbox="sales@default")` is sent as `EXEC VoiceMailMain sales@default,`.
        `VoiceMailMain(mailbox="100", without_password=True, folder="Old")` is sent as `EXEC VoiceMailMain
            100,sa(Old)`.
    """

    title = "VoiceMailMain"
    module = "app_voicemail"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("mailbox", Plain(nonempty=True))),
        Options(
            (
                Letter("p", Part("is_prefix", Flag())),
                Letter("g", Part("gain", Integer(-128, 127))),
                Letter("r", Part("read_only", Flag(), since=((16, 27), (18, 13), (19, 5), (20, 0)))),
                Letter("s", Part("without_password", Flag())),
                Letter("a", Part("folder", Plain(nonempty=True))),
            ),
            raw=True,
            always=True,
        ),
    )

    mailbox: str | None = field(default=None)
    """The mailbox, perhaps with its context, as in `100@default`. If omitted: the caller is asked."""
    is_prefix: bool = field(default=False)
    """The caller enters the rest of the mailbox."""
    gain: int | None = field(default=None)
    """The gain of recordings in dB."""
    read_only: bool = field(default=False)
    """The caller cannot delete messages. Since Asterisk 16.27, 18.13, 19.5, 20.0."""
    without_password: bool = field(default=False)
    """The password is not asked for."""
    folder: (
        Literal["INBOX", "Old", "Work", "Family", "Friends", "Cust1", "Cust2", "Cust3", "Cust4", "Cust5"] | str | None
    ) = field(default=None)
    """The folder to begin with, by its name or number."""

    @given_only
    def __init__(
        self,
        *,
        mailbox: str | None = None,
        is_prefix: bool = False,
        gain: int | None = None,
        read_only: bool = False,
        without_password: bool = False,
        folder: Literal["INBOX", "Old", "Work", "Family", "Friends", "Cust1", "Cust2", "Cust3", "Cust4", "Cust5"]
        | str
        | None = None,
    ) -> None:
        """Check and store what is given."""

    @property
    def variables(self) -> Sequence[str]:
        return ()

    @classmethod
    def ending(cls) -> type[Done]:
        return Done

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> Done:
        return Done.read(ran, values)
