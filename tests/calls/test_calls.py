"""Calls over any transport: what they transfer, and how they end."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest

from agicodec import (
    AsyncAgiCall,
    AsyncAgiCalls,
    AsyncAgiSession,
    AsyncCall,
    Call,
    CallEnded,
    CallEvent,
    Command,
    CommandInterrupted,
    DeadChannel,
    Environment,
    LocalProtocolError,
    NeverAnswered,
    ReplyReceived,
    Session,
    UnexpectedLine,
)
from agicodec.asyncagi import AsyncAgiEvent, OtherReply
from agicodec.commands import Noop, StreamFile, WaitForDigit
from agicodec.errors import LineTooLong, NotInAsyncAgi
from agicodec.session import ChannelHungUp
from agicodec.testing import Asterisk, ManagerInterface
from agicodec.testing.manager.interface import Sent
from tests.sessions import BLOCK, MARK, MARKED


class ScriptedCall(Call):
    """A call that reads what a test has written down."""

    def __init__(self, *chunks: bytes, session: Session | None = None) -> None:
        super().__init__(Session(mark=MARK) if session is None else session)
        self.chunks = list(chunks)
        self.written: list[bytes] = []
        self.noted: list[CallEvent] = []

    def read(self) -> bytes:
        return self.chunks.pop(0)

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def on_event(self, event: CallEvent) -> None:
        self.noted.append(event)


class AsyncScriptedCall(AsyncCall):
    """The same, with coroutine methods."""

    def __init__(self, *chunks: bytes) -> None:
        super().__init__(Session(mark=MARK))
        self.chunks = list(chunks)

    async def read(self) -> bytes:
        return self.chunks.pop(0)

    async def write(self, data: bytes) -> None:
        pass


def test_a_command_waits_for_the_environment() -> None:
    call = ScriptedCall(BLOCK[:100], BLOCK[100:], b"200 result=0\n")
    with pytest.raises(LocalProtocolError, match=r"call start\(\) first"):
        call.environment  # noqa: B018
    assert call.noop()
    assert call.environment == Environment.decode(BLOCK)
    assert call.written == [b"NOOP\n"]


def test_what_else_happens_is_passed_on() -> None:
    call = ScriptedCall(BLOCK, b"what?\nHANGUP\n", b"200 result=1 (x)\n")
    assert call.get_variable("X").value == "x"
    assert call.noted == [UnexpectedLine("what?"), ChannelHungUp()]
    assert call.hung_up


def test_a_hook_may_be_left_out() -> None:
    call = AsyncScriptedCall(BLOCK, b"what?\n", b"200 result=0\n")
    assert asyncio.run(call.noop())


@pytest.mark.parametrize("chunks", [(b"",), (BLOCK[:50], b"")])
def test_a_stream_that_ends_before_the_environment_is_an_error(chunks: tuple[bytes, ...]) -> None:
    with pytest.raises(NeverAnswered, match="the session: never answered: Asterisk has closed the connection"):
        ScriptedCall(*chunks).start()
    with pytest.raises(NeverAnswered):
        asyncio.run(AsyncScriptedCall(*chunks).start())


def test_a_stream_that_ends_says_what_was_left_unread_and_that_it_is_in_cr_lf() -> None:
    crlf = "; unread is .*; its lines seem to end in CR LF, where Asterisk writes LF alone$"
    with pytest.raises(NeverAnswered, match=f"^the session: never answered: .*{crlf}"):
        ScriptedCall(BLOCK.replace(b"\n", b"\r\n"), b"").start()
    with pytest.raises(NeverAnswered, match=f"^GET VARIABLE: never answered: .*{crlf}"):
        asyncio.run(AsyncScriptedCall(BLOCK, b"200 result=1 (v)\r\n", b"").get_variable("X"))


def test_a_stream_that_ends_before_the_reply_is_an_error() -> None:
    with pytest.raises(NeverAnswered, match="NOOP: never answered: Asterisk has closed the connection"):
        ScriptedCall(BLOCK, b"").noop()
    with pytest.raises(NeverAnswered, match="NOOP"):
        asyncio.run(AsyncScriptedCall(BLOCK, b"").noop())


def test_a_flow_may_catch_that_the_call_is_over() -> None:
    for chunks, error in (((b"",), NeverAnswered), ((b"511 Command Not Permitted on a dead channel\n",), DeadChannel)):
        with pytest.raises(CallEnded) as caught:
            ScriptedCall(BLOCK, *chunks).answer()
        assert isinstance(caught.value, error)


@pytest.mark.parametrize(
    ("command", "chunks", "kind"),
    [
        (StreamFile("x"), (b"HANGUP\n", MARKED), CommandInterrupted),
        (WaitForDigit(-1), (b"200 result=1\n", MARKED), ReplyReceived),
    ],
)
def test_a_command_is_interrupted(command: Command[object], chunks: tuple[bytes, ...], kind: type[object]) -> None:
    call = ScriptedCall(BLOCK, *chunks)
    call.start()
    call.send(command)
    assert isinstance(call.interrupt(), kind)

    async def run() -> object:
        same = AsyncScriptedCall(BLOCK, *chunks)
        await same.start()
        await same.send(command)
        return await same.interrupt()

    assert isinstance(asyncio.run(run()), kind)


def test_a_session_with_other_limits_may_be_passed() -> None:
    session = Session(max_reply=100)
    assert ScriptedCall(session=session).session is session


class ManagedCall(AsyncAgiCall):
    """A call in AsyncAGI whose messages a test hands over."""

    def __init__(self, session: AsyncAgiSession) -> None:
        super().__init__(session)
        self.actions: list[Mapping[str, str]] = []
        self.noted: list[AsyncAgiEvent] = []
        self.woken = asyncio.Event()

    async def send_action(self, headers: Mapping[str, str]) -> None:
        self.actions.append(headers)

    async def wait(self) -> None:
        self.woken.clear()
        await self.woken.wait()

    def receive(self, event: AsyncAgiEvent) -> None:
        super().receive(event)
        self.woken.set()

    def on_event(self, event: AsyncAgiEvent) -> None:
        self.noted.append(event)


class Managed:
    """The calls of a manager connection with one channel, and Asterisk's end of it."""

    def __init__(self) -> None:
        self.calls = AsyncAgiCalls(ManagedCall)
        self.started: list[ManagedCall] = []
        self.manager = ManagerInterface()
        self.client = self.manager.connect(self.take)
        self.manager.enter(Asterisk())
        self.go_on()

    @property
    def call(self) -> ManagedCall:
        return self.started[-1]

    def take(self, message: Sent) -> None:
        self.started += self.calls.receive(message)

    def go_on(self) -> None:
        while self.manager.step():
            pass

    def answer(self) -> None:
        """Answer the next action."""
        self.client.receive(self.call.actions.pop(0))
        self.go_on()

    async def both(self, *commands: Command[object]) -> list[object]:
        """Run commands at once, and answer them in their order."""
        tasks = [asyncio.ensure_future(self.call.execute(command)) for command in commands]
        await asyncio.sleep(0)
        while self.call.actions:
            self.answer()
            await asyncio.sleep(0)
        return list(await asyncio.gather(*tasks))


def test_commands_of_a_call_in_asyncagi_may_wait_together() -> None:
    async def run() -> None:
        managed = Managed()
        first, second = await managed.both(Noop(), StreamFile("hello"))
        assert repr(first) == "Acknowledged(outcome='done')"
        assert repr(second) == "Playback(outcome='finished', digit=None, endpos=8000)"

    asyncio.run(run())


def test_a_call_in_asyncagi_passes_on_what_else_happens() -> None:
    async def run() -> None:
        managed = Managed()
        other = {"Action": "AGI", "Channel": managed.call.session.channel, "Command": "NOOP", "CommandID": "theirs"}
        managed.client.receive(other)
        managed.go_on()
        assert [type(event) for event in managed.call.noted] == [OtherReply]

    asyncio.run(run())


def test_an_action_that_is_refused_is_an_error() -> None:
    async def run(message: str, error: type[Exception]) -> None:
        managed = Managed()
        task = asyncio.ensure_future(managed.call.noop())
        await asyncio.sleep(0)
        action_id = managed.call.actions[0]["ActionID"]
        managed.calls.receive({"Response": "Error", "ActionID": action_id, "Message": message})
        with pytest.raises(error):
            await task

    asyncio.run(run("Failed to add AGI command to channel X queue", NotInAsyncAgi))
    asyncio.run(run("Failed to parse message: line too long", LineTooLong))


def test_the_end_of_the_connection_ends_its_calls() -> None:
    async def run() -> None:
        managed = Managed()
        task = asyncio.ensure_future(managed.call.noop())
        await asyncio.sleep(0)
        managed.calls.close("the manager connection has ended")
        with pytest.raises(NeverAnswered, match="the manager connection has ended"):
            await task
        assert managed.call.hung_up

    asyncio.run(run())


def test_a_call_that_has_not_started_has_no_environment() -> None:
    call = ManagedCall(AsyncAgiSession("PJSIP/ann-00000001"))
    with pytest.raises(LocalProtocolError, match="the channel has not entered AsyncAGI"):
        call.environment  # noqa: B018
