# Generated from spec/applications/conferences.toml by `make generate`: change the spec, not this file.

"""The application ChanSpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from attrs import field

from agicodec.applications.results.done import Done
from agicodec.dialplan.application import Application, given_only, sparse
from agicodec.dialplan.checks import Items, OrAlone, Plain
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Letter, Options, Place
from agicodec.model.arguments import Flag, Integer
from agicodec.results import ApplicationResult

__all__ = ["ChanSpy"]


@sparse(init=False, eq=False, repr=False)
class ChanSpy(Application[Done]):
    """Listen to the calls of other channels, and talk to one side.

    It goes from one channel to the next until the caller hangs up, or presses a key for that.

    In the dialplan: `ChanSpy([chanprefix],[options])`. Since Asterisk 1.2, in `app_chanspy`. On a hangup: the
    application ends (`hung up`).

    Beware:
        - The letter D is not documented. (all; source: apps/app_chanspy.c, spy_opts)

    Examples:
        `ChanSpy()` is sent as `EXEC ChanSpy`.
        `ChanSpy(prefix="PJSIP/ann", whisper=True, quiet=True)` is sent as `EXEC ChanSpy PJSIP/ann,qw`.
        `ChanSpy(groups=["sales", "support"], volume=2)` is sent as `EXEC ChanSpy ,g(sales:support)v(2)`.
    """

    title = "ChanSpy"
    module = "app_chanspy"
    places: ClassVar[tuple[Place, ...]] = (
        Argument(Part("prefix", Plain(nonempty=True))),
        Options(
            (
                Letter("b", Part("bridged_only", Flag())),
                Letter("B", Part("barge", Flag())),
                Letter("c", Part("next_key", Plain(nonempty=True, max_bytes=1))),
                Letter("d", Part("mode_keys", Flag())),
                Letter("D", Part("stereo", Flag(), since=((18, 22), (20, 7), (21, 2), (22, 0)))),
                Letter("e", Part("extensions", Items(Plain(nonempty=True, refuses=(":",))), separator=":")),
                Letter("E", Part("end_with_call", Flag())),
                Letter("g", Part("groups", Items(Plain(nonempty=True, refuses=(":",))), separator=":")),
                Letter("l", Part("long_queue", Flag())),
                Letter("n", Part("say_name", OrAlone(Plain(nonempty=True)))),
                Letter("N", Part("without_answer", Flag(), since=((20, 16), (21, 11), (22, 6), (23, 0)))),
                Letter("o", Part("one_way", Flag())),
                Letter("q", Part("quiet", Flag())),
                Letter("r", Part("recording", OrAlone(Plain(nonempty=True)))),
                Letter("s", Part("without_technology", Flag())),
                Letter("S", Part("stop_if_none", Flag())),
                Letter("u", Part("by_unique_id", Flag())),
                Letter("v", Part("volume", Integer(-4, 4))),
                Letter("w", Part("whisper", Flag())),
                Letter("W", Part("whisper_only", Flag())),
                Letter("x", Part("exit_key", Plain(nonempty=True, max_bytes=1))),
                Letter("X", Part("extension_exits", Flag())),
            ),
            raw=True,
        ),
    )

    prefix: str | None = field(default=None)
    """How the names of the channels begin. If omitted: all channels."""
    bridged_only: bool = field(default=False)
    """Only channels that are connected to another."""
    barge: bool = field(default=False)
    """Both sides hear the caller."""
    next_key: str | None = field(default=None)
    """The key for the next channel, instead of *. At most 1 bytes."""
    mode_keys: bool = field(default=False)
    """The keys 4, 5 and 6 change between listening, whispering and barging."""
    stereo: bool = field(default=False)
    """A recording has both directions as two channels. Since Asterisk 18.22, 20.7, 21.2, 22.0."""
    extensions: tuple[str, ...] | None = field(default=None)
    """Only channels of these extensions, such as `100`; a text or several."""
    end_with_call: bool = field(default=False)
    """The application ends when the channel that is listened to hangs up."""
    groups: tuple[str, ...] | None = field(default=None)
    """Only channels whose variable SPYGROUP has one of these groups; a text or several."""
    long_queue: bool = field(default=False)
    """More audio is kept, which costs delay."""
    say_name: bool | str = field(default=False)
    """The name of the person is said if it was recorded, perhaps with the mailbox and context in which to look."""
    without_answer: bool = field(default=False)
    """The channel is not answered first. Since Asterisk 20.16, 21.11, 22.6, 23.0."""
    one_way: bool = field(default=False)
    """Only what the channel itself says is heard."""
    quiet: bool = field(default=False)
    """There is no beep, and no name is said."""
    recording: bool | str = field(default=False)
    """What is heard is recorded to a file below Asterisk's monitor, perhaps with this beginning of its name."""
    without_technology: bool = field(default=False)
    """The technology of the channel is not said."""
    stop_if_none: bool = field(default=False)
    """The application ends when there is no channel to listen to."""
    by_unique_id: bool = field(default=False)
    """The prefix is a unique id."""
    volume: int | None = field(default=None)
    """The volume at first, from -4 to 4."""
    whisper: bool = field(default=False)
    """The channel that is listened to hears the caller."""
    whisper_only: bool = field(default=False)
    """It hears the caller, who does not hear it."""
    exit_key: str | None = field(default=None)
    """The key that ends the application. At most 1 bytes."""
    extension_exits: bool = field(default=False)
    """A key that is an extension of the context in SPY_EXIT_CONTEXT, or of the present one, leads there."""

    @given_only
    def __init__(
        self,
        *,
        prefix: str | None = None,
        bridged_only: bool = False,
        barge: bool = False,
        next_key: str | None = None,
        mode_keys: bool = False,
        stereo: bool = False,
        extensions: str | Sequence[str] | None = None,
        end_with_call: bool = False,
        groups: str | Sequence[str] | None = None,
        long_queue: bool = False,
        say_name: bool | str = False,
        without_answer: bool = False,
        one_way: bool = False,
        quiet: bool = False,
        recording: bool | str = False,
        without_technology: bool = False,
        stop_if_none: bool = False,
        by_unique_id: bool = False,
        volume: int | None = None,
        whisper: bool = False,
        whisper_only: bool = False,
        exit_key: str | None = None,
        extension_exits: bool = False,
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
