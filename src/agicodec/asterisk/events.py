"""What happens in a session, from Asterisk's side."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from agicodec.asterisk.decoding import Decoded, MalformedCommand
from agicodec.model.command import Command
from agicodec.wire.reply import RawReply

__all__ = ["ApplicationClosed", "AsteriskEvent", "CommandReceived", "LineRefused"]


@frozen
class CommandReceived:
    """A command has arrived; its reply is due."""

    command: Command[object] | MalformedCommand
    ignored: tuple[str, ...] = ()
    """The words that Asterisk ignores, such as those behind the options of EXEC."""


@frozen
class LineRefused:
    """Asterisk has refused a line, and continues with the next one."""

    received: Decoded
    reply: RawReply
    """The refusal, whose status is 510, 511 or 520."""
    data: bytes
    """The bytes of the reply, to be written."""


@frozen
class ApplicationClosed:
    """The application has ended the run. No event follows."""

    failed: bool = False
    """Whether it did so with a line that begins with `failure`, rather than by closing its side."""


AsteriskEvent: TypeAlias = CommandReceived | LineRefused | ApplicationClosed
"""Whatever `AsteriskSession.next_event` may return besides `NEED_DATA`."""
