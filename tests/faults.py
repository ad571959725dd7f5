"""Faults that AsyncAGI once had: each function puts one of them back."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, MutableMapping

import pytest

from agicodec import AsyncSession, AsyncSessions, Command, ReplyReceived, pipe
from agicodec.ami import Greeting
from agicodec.asked import FETCH, Asked
from agicodec.async_call import AsyncAgiCall
from agicodec.asyncagi import fold
from agicodec.events import AsyncEvent, ChannelHungUp, CommandRefused, CommandWithdrawn, LateReply
from agicodec.testing.manager import Sent


def names_of(message: Sent) -> dict[str, str]:
    """Return the headers of a message by their names in small letters; none of what is no message."""
    return {} if message is None or isinstance(message, Greeting) else dict(fold(message))


def change_incompleteness(patch: pytest.MonkeyPatch, counts: Callable[[AsyncSession], bool]) -> None:
    """Have a session know that a reply is incomplete under a condition only."""
    original: Callable[[AsyncSession], bool] = vars(AsyncSession)["is_incomplete"].fget
    patch.setattr(AsyncSession, "is_incomplete", property(lambda self: original(self) and counts(self)))


def forget_incompleteness(patch: pytest.MonkeyPatch, at: type[AsyncEvent]) -> None:
    """Have a session forget that a reply is incomplete, once something has happened."""
    forgetful: set[AsyncSession] = set()
    original = AsyncAgiCall.receive

    def receive(self: AsyncAgiCall, event: AsyncEvent) -> None:
        if isinstance(event, CommandRefused | CommandWithdrawn) and isinstance(event, at) and event.command != FETCH:
            forgetful.add(self.session)
        original(self, event)

    patch.setattr(AsyncAgiCall, "receive", receive)
    change_incompleteness(patch, lambda session: session not in forgetful)


def trust_what_a_loss_follows(patch: pytest.MonkeyPatch) -> None:
    original: Callable[..., object] = getattr(pipe, "_Replies")  # noqa: B009

    def replies(data: bytes, count: int, *, alone: bool, doubtful: bool, lost: bool) -> object:
        return original(data, count, alone=alone, doubtful=False, lost=lost)

    patch.setattr("agicodec.pipe._Replies", replies)


def fetch_for_one_reply_only(patch: pytest.MonkeyPatch) -> None:
    change_incompleteness(patch, lambda session: len(session.due) == 1)


def fetch_no_more_after_a_time_limit(patch: pytest.MonkeyPatch) -> None:
    forget_incompleteness(patch, CommandWithdrawn)


def fetch_no_more_after_a_refusal(patch: pytest.MonkeyPatch) -> None:
    forget_incompleteness(patch, CommandRefused)


def keep_what_was_not_sent(patch: pytest.MonkeyPatch) -> None:
    def abandon(self: AsyncSession, command_id: str) -> None:
        pass

    patch.setattr(AsyncSession, "abandon", abandon)


def drop_the_refusal_of_a_fetch(patch: pytest.MonkeyPatch) -> None:
    original = AsyncSession.receive

    def receive(self: AsyncSession, message: Sent) -> None:
        if not (self.is_incomplete and names_of(message).get("response") == "Error"):
            original(self, message)

    patch.setattr(AsyncSession, "receive", receive)


def find_who_waits_by_the_command(patch: pytest.MonkeyPatch) -> None:
    waiting: dict[int, str] = {}
    send, receive = AsyncAgiCall.send, AsyncAgiCall.receive

    async def send_and_note(self: AsyncAgiCall, command: Command[object]) -> str:
        sending = send(self, command)
        command_id = await sending
        waiting[id(command)] = command_id
        return command_id

    def find(self: AsyncAgiCall, event: AsyncEvent) -> None:
        if isinstance(event, ReplyReceived | LateReply):
            command_id = waiting.get(id(event.command), event.command_id)
            event = ReplyReceived(event.command, event.raw, True, event.version, command_id)
        receive(self, event)

    patch.setattr(AsyncAgiCall, "send", send_and_note)
    patch.setattr(AsyncAgiCall, "receive", find)


def have_a_call_outlive_its_run(patch: pytest.MonkeyPatch) -> None:
    run = property(lambda self: self.session.run, lambda self, run: None)
    patch.setattr(AsyncAgiCall, "run", run, raising=False)


def know_channels_by_their_names(patch: pytest.MonkeyPatch) -> None:
    original = AsyncSessions.find

    def find(self: AsyncSessions, message: Sent) -> AsyncSession | None:
        return original(self, message) or self.sessions.get(names_of(message).get("channel", ""))

    patch.setattr(AsyncSessions, "find", find)


def keep_what_was_given_up(patch: pytest.MonkeyPatch) -> None:
    given_up: dict[str, AsyncSession] = {}
    close, find = AsyncSession.close, AsyncSessions.find

    def close_and_keep(self: AsyncSession, reason: str) -> None:
        given_up[self.channel] = self
        close(self, reason)

    def find_or_keep(self: AsyncSessions, message: Sent) -> AsyncSession | None:
        names = names_of(message)
        kept = names.get("event") == "AsyncAGIStart"
        return find(self, message) or (given_up.get(names["channel"]) if kept else None)

    patch.setattr(AsyncSession, "close", close_and_keep)
    patch.setattr(AsyncSessions, "find", find_or_keep)


class Careless(dict[str, AsyncSession]):
    """A registry of action ids that never says that one is in use."""

    def __contains__(self, key: object) -> bool:
        return False


def use_the_same_ids_in_all_sessions(patch: pytest.MonkeyPatch) -> None:
    registry = Careless()
    original = AsyncSession.register

    def register(self: AsyncSession, shared: MutableMapping[str, AsyncSession]) -> None:
        original(self, registry)

    def find(self: AsyncSessions, message: Sent) -> AsyncSession | None:
        names = names_of(message)
        return registry.get(names["actionid"]) if "response" in names else by_channel(self, message)

    by_channel = AsyncSessions.find

    def token_hex(size: int) -> str:
        return "same"

    patch.setattr(secrets, "token_hex", token_hex)
    patch.setattr(AsyncSession, "register", register)
    patch.setattr(AsyncSessions, "find", find)


def drop_hangups(patch: pytest.MonkeyPatch) -> None:
    original = AsyncAgiCall.hand_on

    def hand_on(self: AsyncAgiCall, event: AsyncEvent) -> None:
        if not isinstance(event, ChannelHungUp):
            original(self, event)

    patch.setattr(AsyncAgiCall, "hand_on", hand_on)


def forget_what_was_sent_before(patch: pytest.MonkeyPatch) -> None:
    restored: set[AsyncSession] = set()
    restore: Callable[..., AsyncSession] = AsyncSession.restore
    due: Callable[[AsyncSession], object] = vars(AsyncSession)["due"].fget

    def restore_and_note(data: object, **classes: object) -> AsyncSession:
        session = restore(data, **classes)
        restored.add(session)
        return session

    patch.setattr(AsyncSession, "restore", restore_and_note)
    patch.setattr(AsyncSession, "due", property(lambda self: {} if self in restored else due(self)))


def take_headers_only(patch: pytest.MonkeyPatch) -> None:
    original = AsyncSessions.receive

    def receive(self: AsyncSessions, message: Mapping[str, str]) -> object:
        return original(self, fold(message))

    patch.setattr(AsyncSessions, "receive", receive)


def forget_the_commands_of_others(patch: pytest.MonkeyPatch) -> None:
    original = Asked.by_another_client

    def forget_the_line(line: str | None, command_id: str) -> Asked:
        return original(None, command_id)

    patch.setattr(Asked, "by_another_client", forget_the_line)


def let_rests_pile_up(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(AsyncAgiCall, "pipelines", True)
