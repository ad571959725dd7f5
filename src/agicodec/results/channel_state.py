# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""The state of a channel."""

from __future__ import annotations

from typing import Literal

from agicodec.values import Result, read_only

__all__ = ["ChannelState"]


@read_only(eq=False, repr=False)
class ChannelState(Result):
    """The state of a channel.

    Outcomes:
        `down`: The channel is down and available.
        `reserved`: The channel is down but reserved.
        `off hook`: The channel is off hook.
        `digits dialled`: Digits have been dialled.
        `line ringing`: The line is ringing.
        `remote end ringing`: The remote end is ringing.
        `up`: The line is up.
        `busy`: The line is busy.
        `dialing off hook`: Digits have been dialled while off hook.
        `pre-ring`: The channel has detected an incoming call and waits for ringing.
        `no such channel`: There is no channel of that name.

    It is `ok`, and so true, unless the outcome is `no such channel`.
    """

    outcome: Literal[
        "down",
        "reserved",
        "off hook",
        "digits dialled",
        "line ringing",
        "remote end ringing",
        "up",
        "busy",
        "dialing off hook",
        "pre-ring",
        "no such channel",
    ]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome != "no such channel"
