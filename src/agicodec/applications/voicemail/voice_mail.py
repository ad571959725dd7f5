# Generated from spec/applications/voicemail.toml by `make generate`: change the spec, not this file.

"""The application VoiceMail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.message_left import MessageLeft
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Items, OrAlone, Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Flag, Integer
from agicodec.results import ApplicationResult

__all__ = ["VoiceMail"]


@sparse(init=False, eq=False, repr=False)
class VoiceMail(Application[MessageLeft]):
    """Let the caller leave a message in mailboxes.

    The application answers the channel first, unless an option says otherwise, and writes files on the server. It
    may run a command of the shell there, which voicemail.conf has as externnotify.

    In the dialplan: `VoiceMail(mailboxs,[options])`. Since Asterisk 1.0, in `app_voicemail`. On a hangup: the
    message is kept, if it is long enough (`left`).

    Beware:
        - The key 0 leads to the extension o, and * to the extension a, if they exist; under AGI, they take effect
          after the script. (all; source: apps/app_voicemail.c, leave_voicemail)
        - VMSTATUS keeps the value of an earlier run if a directory cannot be made. (all; source:
          apps/app_voicemail.c, leave_voicemail)
        - Asterisk documents the option t with a value that may be missing; without one, there is no beep. (16.19,
          18.5, 19 and later; source: apps/app_voicemail.c, vm_exec)

    Examples:
        `VoiceMail("100@default")` is sent as `EXEC VoiceMail 100@default`.
        `VoiceMail(["100", "101@sales"], unavailable=True, skip_instructions=True)` is sent as `EXEC VoiceMail
            100&101@sales,su`.
        `VoiceMail("100", beep="tone", gain=-3)` is sent as `EXEC VoiceMail 100,g(-3)t(tone)`.
    """

    title = "VoiceMail"
    module = "app_voicemail"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("mailboxes", Items(Plain(nonempty=True, refuses=("&",))), separator="&")),
        Options(
            (
                Letter("b", Part("busy", Flag())),
                Letter("d", Part("digit_exits", OrAlone(Plain(nonempty=True)))),
                Letter("e", Part("early_greeting", Flag(), since=((16, 16), (18, 2), (19, 0)))),
                Letter("g", Part("gain", Integer(-128, 127))),
                Letter("s", Part("skip_instructions", Flag())),
                Letter("S", Part("skip_instructions_after_greeting", Flag(), since=((16, 21), (18, 7), (19, 0)))),
                Letter("t", Part("beep", OrAlone(Plain(nonempty=True)), since=((16, 19), (18, 5), (19, 0)))),
                Letter("u", Part("unavailable", Flag())),
                Letter("U", Part("urgent", Flag())),
                Letter("P", Part("priority", Flag())),
            ),
            raw=True,
        ),
    )

    mailboxes: tuple[str, ...] = field()
    """The mailboxes, perhaps with their contexts, as in `100@default`; a text or several. The greeting is that of
    the first one.
    """
    busy: bool = field(default=False)
    """The greeting for a busy line is played."""
    digit_exits: bool | str = field(default=False)
    """A digit during the greeting ends the application, if it begins an extension of the context in the value, or of
    the present one.
    """
    early_greeting: bool = field(default=False)
    """The greetings are played before the channel is answered. Since Asterisk 16.16, 18.2, 19.0."""
    gain: int | None = field(default=None)
    """The gain of the recording in dB, which only DAHDI has."""
    skip_instructions: bool = field(default=False)
    """The caller is not told how to leave a message."""
    skip_instructions_after_greeting: bool = field(default=False)
    """The same, if the mailbox has a greeting of its own. Since Asterisk 16.21, 18.7, 19.0."""
    beep: bool | str = field(default=False)
    """The file to play instead of the beep; without a value, nothing is played. Since Asterisk 16.19, 18.5, 19.0."""
    unavailable: bool = field(default=False)
    """The greeting for an absence is played."""
    urgent: bool = field(default=False)
    """The message is marked as urgent."""
    priority: bool = field(default=False)
    """The message is marked as one with priority."""

    @given_only
    def __init__(
        self,
        mailboxes: str | Sequence[str],
        *,
        busy: bool = False,
        digit_exits: bool | str = False,
        early_greeting: bool = False,
        gain: int | None = None,
        skip_instructions: bool = False,
        skip_instructions_after_greeting: bool = False,
        beep: bool | str = False,
        unavailable: bool = False,
        urgent: bool = False,
        priority: bool = False,
    ) -> None:
        """Check and store what is given."""

    @property
    def stale(self) -> Sequence[str]:
        return ("VMSTATUS",)

    @property
    def variables(self) -> Sequence[str]:
        return ("VMSTATUS",)

    @classmethod
    def ending(cls) -> type[MessageLeft]:
        return MessageLeft

    def interpret(self, ran: ApplicationResult, values: Sequence[str]) -> MessageLeft:
        return MessageLeft.read(ran, values)
