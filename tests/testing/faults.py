"""Faults that AsyncAGI once had: each function restores one of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, MutableMapping

import pytest

from agicodec import AsyncAgiSession, AsyncAgiSessions, Command, ReplyReceived
from agicodec.asyncagi import (
    AsyncAgiCall,
    AsyncAgiCalls,
    AsyncAgiEvent,
    AsyncAgiStarted,
    CommandRefused,
    CommandWithdrawn,
    LateReply,
    reassembly,
)
from agicodec.asyncagi.actions import ActionResponse
from agicodec.asyncagi.asked import FETCH, Asked
from agicodec.asyncagi.messages import Received, fold
from agicodec.session import ChannelHungUp


def change_incompleteness(patch: pytest.MonkeyPatch, counts: Callable[[AsyncAgiSession], bool]) -> None:
    """Have a session know that a reply is incomplete under a condition only."""
    original: Callable[[AsyncAgiSession], bool] = vars(AsyncAgiSession)["is_incomplete"].fget
    patch.setattr(AsyncAgiSession, "is_incomplete", property(lambda self: original(self) and counts(self)))


def forget_incompleteness(patch: pytest.MonkeyPatch, at: type[AsyncAgiEvent]) -> None:
    """Have a session forget that a reply is incomplete, once something has happened."""
    forgetful: set[AsyncAgiSession] = set()
    original = AsyncAgiCall.receive

    def receive(self: AsyncAgiCall, event: AsyncAgiEvent) -> None:
        if isinstance(event, CommandRefused | CommandWithdrawn) and isinstance(event, at) and event.command != FETCH:
            forgetful.add(self.session)
        original(self, event)

    patch.setattr(AsyncAgiCall, "receive", receive)
    change_incompleteness(patch, lambda session: session not in forgetful)


def trust_what_a_loss_follows(patch: pytest.MonkeyPatch) -> None:
    original: Callable[..., object] = getattr(reassembly, "_Replies")  # noqa: B009

    def replies(data: bytes, count: int, *, alone: bool, doubtful: bool, lost: bool) -> object:
        return original(data, count, alone=alone, doubtful=False, lost=lost)

    patch.setattr("agicodec.asyncagi.reassembly._Replies", replies)


def fetch_for_one_reply_only(patch: pytest.MonkeyPatch) -> None:
    change_incompleteness(patch, lambda session: len(session.due) == 1)


def fetch_no_more_after_a_time_limit(patch: pytest.MonkeyPatch) -> None:
    forget_incompleteness(patch, CommandWithdrawn)


def fetch_no_more_after_a_refusal(patch: pytest.MonkeyPatch) -> None:
    forget_incompleteness(patch, CommandRefused)


def keep_what_was_not_sent(patch: pytest.MonkeyPatch) -> None:
    def abandon(self: AsyncAgiSession, command_id: str) -> None:
        pass

    patch.setattr(AsyncAgiSession, "abandon", abandon)


def drop_the_refusal_of_a_fetch(patch: pytest.MonkeyPatch) -> None:
    original = AsyncAgiSession.take

    def take(self: AsyncAgiSession, received: Received) -> None:
        if not (self.is_incomplete and isinstance(received, ActionResponse) and not received.accepted):
            original(self, received)

    patch.setattr(AsyncAgiSession, "take", take)


def find_who_waits_by_the_command(patch: pytest.MonkeyPatch) -> None:
    waiting: dict[int, str] = {}
    send, receive = AsyncAgiCall.send, AsyncAgiCall.receive

    async def send_and_note(self: AsyncAgiCall, command: Command[object]) -> str:
        sending = send(self, command)
        command_id = await sending
        waiting[id(command)] = command_id
        return command_id

    def find(self: AsyncAgiCall, event: AsyncAgiEvent) -> None:
        if isinstance(event, ReplyReceived | LateReply):
            command_id = waiting.get(id(event.command), event.command_id)
            event = ReplyReceived(event.command, event.raw, True, event.version, command_id)
        receive(self, event)

    patch.setattr(AsyncAgiCall, "send", send_and_note)
    patch.setattr(AsyncAgiCall, "receive", find)


def have_a_call_outlive_its_run(patch: pytest.MonkeyPatch) -> None:
    run = property(lambda self: self.session.run, lambda self, run: None)
    patch.setattr(AsyncAgiCall, "run_number", run, raising=False)


def know_channels_by_their_names(patch: pytest.MonkeyPatch) -> None:
    original = AsyncAgiSessions.session_of

    def session_of(self: AsyncAgiSessions, received: Received) -> AsyncAgiSession | None:
        channel = "" if isinstance(received, ActionResponse) else received.channel
        return original(self, received) or self.sessions.get(channel)

    patch.setattr(AsyncAgiSessions, "session_of", session_of)


def keep_what_was_given_up(patch: pytest.MonkeyPatch) -> None:
    given_up: dict[str, AsyncAgiSession] = {}
    close, original = AsyncAgiSession.close, AsyncAgiSessions.session_of

    def close_and_keep(self: AsyncAgiSession, reason: str) -> None:
        given_up[self.channel] = self
        close(self, reason)

    def session_of(self: AsyncAgiSessions, received: Received) -> AsyncAgiSession | None:
        kept = given_up.get(received.channel) if isinstance(received, AsyncAgiStarted) else None
        return original(self, received) or kept

    patch.setattr(AsyncAgiSession, "close", close_and_keep)
    patch.setattr(AsyncAgiSessions, "session_of", session_of)


class Careless(dict[str, AsyncAgiSession]):
    """A registry of action ids that never says that one is in use."""

    def __contains__(self, key: object) -> bool:
        return False


def use_the_same_ids_in_all_sessions(patch: pytest.MonkeyPatch) -> None:
    registry = Careless()
    original = AsyncAgiSession.register

    def register(self: AsyncAgiSession, shared: MutableMapping[str, AsyncAgiSession]) -> None:
        original(self, registry)

    def session_of(self: AsyncAgiSessions, received: Received) -> AsyncAgiSession | None:
        return registry.get(received.action_id) if isinstance(received, ActionResponse) else by_channel(self, received)

    by_channel = AsyncAgiSessions.session_of

    def token_hex(size: int) -> str:
        return "same"

    patch.setattr(secrets, "token_hex", token_hex)
    patch.setattr(AsyncAgiSession, "register", register)
    patch.setattr(AsyncAgiSessions, "session_of", session_of)


def drop_hangups(patch: pytest.MonkeyPatch) -> None:
    original = AsyncAgiCall.hand_on

    def hand_on(self: AsyncAgiCall, event: AsyncAgiEvent) -> None:
        if not isinstance(event, ChannelHungUp):
            original(self, event)

    patch.setattr(AsyncAgiCall, "hand_on", hand_on)


def forget_what_was_sent_before(patch: pytest.MonkeyPatch) -> None:
    restored: set[AsyncAgiSession] = set()
    restore: Callable[..., AsyncAgiSession] = AsyncAgiSession.restore
    due: Callable[[AsyncAgiSession], object] = vars(AsyncAgiSession)["due"].fget

    def restore_and_note(data: object, **classes: object) -> AsyncAgiSession:
        session = restore(data, **classes)
        restored.add(session)
        return session

    patch.setattr(AsyncAgiSession, "restore", restore_and_note)
    patch.setattr(AsyncAgiSession, "due", property(lambda self: {} if self in restored else due(self)))


def take_headers_only(patch: pytest.MonkeyPatch) -> None:
    original: Callable[..., object] = vars(AsyncAgiCalls)["receive"]

    def receive(self: AsyncAgiCalls[AsyncAgiCall], message: Mapping[str, str]) -> object:
        return original(self, fold(message))

    patch.setattr(AsyncAgiCalls, "receive", receive)


def forget_the_commands_of_others(patch: pytest.MonkeyPatch) -> None:
    original = Asked.by_another_client

    def forget_the_line(line: str | None, command_id: str) -> Asked:
        return original(None, command_id)

    patch.setattr(Asked, "by_another_client", forget_the_line)


def let_rests_pile_up(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(AsyncAgiCall, "pipelines", True)
