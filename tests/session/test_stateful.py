"""Both sides of a session, in any order: each receives what the other has sent."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable

from hypothesis import settings, stateful
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from agicodec import (
    NEED_DATA,
    ChannelHungUp,
    Command,
    CommandInterrupted,
    ConnectionClosed,
    Event,
    RawReply,
    ReplyReceived,
    Session,
    SessionStarted,
    State,
    Synchronized,
    UnexpectedLine,
)
from agicodec.asterisk import ApplicationClosed, AsteriskSession, AsteriskState, CommandReceived, LineRefused
from agicodec.commands import (
    DatabaseGet,
    Exec,
    GetData,
    GetFullVariable,
    GetVariable,
    Gosub,
    Noop,
    SetVariable,
    StreamFile,
    WaitForDigit,
)
from tests.session.test_smuggling import hostile
from tests.sessions import ENVIRONMENT
from tests.tables import texts

COMMANDS: list[Command[object]] = [
    Noop(),
    GetVariable("X"),
    DatabaseGet("a", "b"),
    StreamFile("x"),
    GetData("x"),
    WaitForDigit(-1),
    Exec("X"),
    Gosub("c", "e", 1),
    SetVariable("A", 'a "b" \\'),
]

INTERRUPTIBLE = [command for command in COMMANDS if command.is_interruptible(enhanced=False)]

WHOLE = 10**6
sizes = st.one_of(st.just(WHOLE), st.integers(1, 40))
delays = st.sampled_from([False, False, True])
"""Whether what is sent takes its time; else it arrives at once, so that a conversation gets somewhere."""


def ready(machine: Conversation) -> bool:
    return machine.application.state is State.READY


def waits(machine: Conversation) -> bool:
    return machine.application.state is State.AWAITING_REPLY


def runs(machine: Conversation) -> bool:
    return machine.asterisk.state is AsteriskState.RUNNING


def interrupted(machine: Conversation) -> bool:
    return machine.asterisk.is_interrupted


def lives(machine: Conversation) -> bool:
    return not machine.asterisk.hung_up


class Conversation(RuleBasedStateMachine):
    """An application and Asterisk, with a network between them that delivers when it likes."""

    values = texts(max_size=20)
    happened: Counter[str]
    """What has happened in all conversations."""

    def __init__(self) -> None:
        super().__init__()
        self.application = Session()
        self.asterisk = AsteriskSession(ENVIRONMENT)
        self.to_application = bytearray(self.asterisk.start())
        self.to_asterisk = bytearray()
        self.sent: deque[Command[object]] = deque()
        self.said: list[tuple[Command[object], RawReply | None]] = []
        self.heard = 0
        self.hangups = [0, 0]
        self.tainted = False

    # The application

    @initialize(is_late=delays)
    def begin(self, is_late: bool) -> None:
        self.deliver(is_late)

    @precondition(ready)
    @rule(command=st.sampled_from(COMMANDS), is_late=delays)
    def send(self, command: Command[object], is_late: bool) -> None:
        line = None if self.application.hung_up else self.application.send_at_once(command)
        self.to_asterisk += line or self.application.send(command, even_if_hung_up=True)
        self.sent.append(command)
        self.hear()
        self.deliver(is_late)

    @precondition(ready)
    @rule(is_late=delays)
    def synchronize(self, is_late: bool) -> None:
        self.to_asterisk += self.application.synchronize()
        self.hear()
        self.deliver(is_late)

    @precondition(waits)
    @rule(is_late=delays)
    def interrupt(self, is_late: bool) -> None:
        command = self.application.command
        if command is not None and command.is_interruptible(enhanced=False):
            self.to_asterisk += self.application.interrupt()
            self.deliver(is_late)

    @precondition(ready)
    @rule(command=st.sampled_from(INTERRUPTIBLE), is_late=delays)
    def send_and_interrupt(self, command: Command[object], is_late: bool) -> None:
        self.send(command, is_late)
        if waits(self):
            self.interrupt(is_late)

    @rule(size=sizes)
    def arrive_at_the_application(self, size: int) -> None:
        data = bytes(self.to_application[:size])
        del self.to_application[:size]
        if not data:
            return
        command = self.application.command
        if command is None:
            self.application.receive_data(data)
            self.hear()
        else:
            self.hear(self.application.receive_reply(command, data))

    def hear(self, first: Event | None = None) -> None:
        """Compare the events of the application with what Asterisk has sent."""
        event = first or self.application.next_event()
        while event is not NEED_DATA:
            self.happened[type(event).__name__] += 1
            match event:
                case SessionStarted(environment):
                    assert environment == ENVIRONMENT
                case ReplyReceived() | CommandInterrupted():
                    self.hear_reply(event)
                case ChannelHungUp():
                    self.hangups[1] += 1
                case UnexpectedLine(line):
                    assert self.tainted or line.startswith(("520", "Usage", "\n")) or not line, line
                case Synchronized():
                    pass
                case ConnectionClosed():
                    return
            event = self.application.next_event()

    def hear_reply(self, event: ReplyReceived[object] | CommandInterrupted) -> None:
        command, raw = self.said[self.heard] if self.heard < len(self.said) else (None, None)
        self.heard += 1
        if isinstance(event, ReplyReceived) and self.tainted:
            self.happened["certain though misled" if event.certain else "uncertain"] += 1
        if isinstance(event, ReplyReceived) and event.certain:
            assert raw is not None
            assert (event.command, event.raw.status, event.raw.result) == (command, raw.status, raw.result)
            assert f"{raw.text}".startswith(f"{event.raw.text}")
        if isinstance(event, ReplyReceived) and not self.tainted:
            assert (event.command, event.raw) == (command, raw)
        if isinstance(event, CommandInterrupted):
            assert self.tainted or (event.command, None) == (command, raw)

    # Asterisk

    @rule(size=sizes)
    def arrive_at_asterisk(self, size: int) -> None:
        data = bytes(self.to_asterisk[:size])
        del self.to_asterisk[:size]
        if data:
            self.asterisk.receive_data(data)
            self.listen()

    def listen(self) -> None:
        """Compare the events of Asterisk with what the application has sent."""
        while (event := self.asterisk.next_event()) is not NEED_DATA:
            match event:
                case CommandReceived(GetFullVariable(expression)):
                    self.to_application += self.asterisk.reply(RawReply(200, "1", expression))
                case CommandReceived(command):
                    assert command == self.sent.popleft()
                case LineRefused(received, reply, data):
                    assert self.asterisk.hung_up
                    self.say(received, reply, data)
                case ApplicationClosed():
                    return

    def say(self, received: object, reply: RawReply, data: bytes) -> None:
        command = self.sent.popleft()
        assert received == command
        self.said.append((command, reply))
        self.to_application += data

    @precondition(runs)
    @rule(value=st.data(), is_late=delays)
    def reply(self, value: st.DataObject, is_late: bool) -> None:
        command = self.asterisk.command
        assert isinstance(command, Command)
        if command.reply_text == "value":
            raw = RawReply(200, "1", value.draw(self.values))
            self.tainted = self.tainted or ")\n" in f"{raw.text}"
        elif isinstance(command, Gosub):
            self.to_application += self.asterisk.trying()
            raw = RawReply(200, "0", tail="Gosub complete")
        else:
            raw = RawReply(200, str(value.draw(st.integers(-1, 12))))
        self.said.append((command, raw))
        self.to_application += self.asterisk.reply(raw)
        if isinstance(command, Gosub):
            self.said[-1] = (command, RawReply.decode(b"100 result=0 Trying...\n" + raw.encode()))
        self.listen()
        self.deliver(is_late)

    @precondition(interrupted)
    @rule(is_late=delays)
    def abandon(self, is_late: bool) -> None:
        command = self.asterisk.command
        assert isinstance(command, Command)
        self.asterisk.abandon()
        self.said.append((command, None))
        self.listen()
        self.deliver(is_late)

    def deliver(self, is_late: bool) -> None:
        if not is_late:
            self.arrive_at_asterisk(WHOLE)
            self.arrive_at_the_application(WHOLE)

    @precondition(lives)
    @rule(is_over=st.sampled_from([False, False, False, True]))
    def hang_up(self, is_over: bool) -> None:
        if not is_over:  # what can be done after it is less
            return
        data = self.asterisk.hang_up()
        self.hangups[0] += data == b"HANGUP\n"
        self.to_application += data

    @invariant()
    def nothing_is_heard_that_was_not_said(self) -> None:
        assert self.tainted or self.heard <= len(self.said)
        assert self.tainted or self.hangups[1] <= self.hangups[0]

    def teardown(self) -> None:
        """Deliver everything; unless a value misled it, the application knows all then."""
        while self.to_asterisk or self.to_application or self.asterisk.state is AsteriskState.RUNNING:
            self.arrive_at_asterisk(WHOLE)
            if self.asterisk.state is AsteriskState.RUNNING:
                command = self.asterisk.command
                assert isinstance(command, Command)
                self.said.append((command, RawReply(200, "0")))
                self.to_application += self.asterisk.reply(RawReply(200, "0"))
                self.listen()
            self.arrive_at_the_application(WHOLE)
        if not self.tainted:
            assert self.heard == len(self.said)
            assert self.hangups[1] == self.hangups[0]
            assert self.application.hung_up is self.asterisk.hung_up
        self.application.receive_data(b"")
        self.hear()
        assert self.application.state is State.CLOSED


class HostileConversation(Conversation):
    """The same with values that look like what they are not: what is certain is right all the same."""

    values = hostile


# It has no hints in the hypothesis for Python 3.10.
run: Callable[..., object] = getattr(stateful, "run_state_machine_as_test")  # noqa: B009
MUCH = settings(max_examples=150, stateful_step_count=40, deadline=None)


def converse(conversation: type[Conversation], *expected: str) -> None:
    """Run conversations; what is expected must have happened in some, or they would prove nothing."""
    conversation.happened = Counter()
    for _ in range(5):
        run(conversation, settings=MUCH)
        if conversation.happened.keys() >= {*expected}:
            break
    assert [name for name in expected if name not in conversation.happened] == []


def test_a_conversation_of_any_kind() -> None:
    kinds = (SessionStarted, ReplyReceived, CommandInterrupted, ChannelHungUp, Synchronized, ConnectionClosed)
    converse(Conversation, *(kind.__name__ for kind in kinds))


def test_a_conversation_with_hostile_values() -> None:
    converse(HostileConversation, "CommandInterrupted", "ChannelHungUp", "certain though misled", "uncertain")
