"""Passes to the observers of a call in AsyncAGI what happens, and measures how long commands take."""

from __future__ import annotations

from agicodec.asyncagi.events import AsyncAgiEvent, CommandLost, CommandRefused, LateReply, SessionEnded
from agicodec.calls.observation import Observation
from agicodec.errors import NeverAnswered
from agicodec.session.events import ChannelHungUp, ReplyReceived

__all__ = ["AsyncAgiObservation"]


class AsyncAgiObservation(Observation):
    """The observers of a call in AsyncAGI, and the commands whose ends they have not been called with."""

    def event(self, event: AsyncAgiEvent) -> None:
        """Record an event of the session."""
        self.happened(event)
        match event:
            case ReplyReceived():
                self.answered(event)
            case LateReply():
                self.answered(ReplyReceived(event.command, event.raw, False, event.version, event.command_id))
            case CommandRefused() | CommandLost():
                self.lose(event.error, event.command_id)
            case SessionEnded():  # the commands for which nobody waits have no event of their own
                self.lose(NeverAnswered("", "AsyncAGI has ended on the channel"))
            case ChannelHungUp():
                self.hung_up()
            case _:
                pass
