"""The kit's manager interface over TCP: several clients, lost connections, and failures."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from agicodec.asyncagi import AmiReader, Greeting, Message, encode_action
from agicodec.session import NEED_DATA
from agicodec.testing import Asterisk, CallFlowError, TestManager

CHANNEL = "PJSIP/caller-00000001"


class Client:
    """A client that blocks."""

    def __init__(self, manager: TestManager, secret: str = "secret") -> None:
        self.socket = socket.create_connection((manager.host, manager.port))
        self.socket.settimeout(10)
        self.messages = self.read()
        assert isinstance(next(self.messages), Greeting)
        self.act("Login", Username="app", Secret=secret)

    def read(self) -> Iterator[Greeting | Message]:
        reader = AmiReader()
        while (message := reader.next_message()) is not None:
            if message is NEED_DATA:
                reader.receive_data(self.socket.recv(65536))
            else:
                yield message

    def act(self, action: str, **headers: str) -> None:
        self.socket.sendall(encode_action([("Action", action), *headers.items()]))

    def agi(self, command: str, channel: str = CHANNEL) -> None:
        self.act("AGI", Channel=channel, Command=command, CommandID=command)

    def next(self) -> str:
        """Return what comes next: the message of a response, or the name of an event and what is of it."""
        message = next(self.messages)
        assert isinstance(message, Message)
        if message.get("Event") in ("AGIExecStart", "AGIExecEnd"):
            return self.next()
        return message.get("Message") or " ".join((message["Event"], message.get("CommandId", ""))).strip()

    def next_ones(self, count: int) -> list[str]:
        return [self.next() for _ in range(count)]

    def ends(self) -> bool:
        """Close, and return whether the connection had ended."""
        ended = next(self.messages, None) is None
        self.socket.close()
        return ended


def begin(manager: TestManager) -> Client:
    client = Client(manager)
    assert client.next_ones(2) == ["Authentication accepted", "AsyncAGIStart"]
    return client


def test_two_clients_are_served_and_leave_at_the_end() -> None:
    with TestManager(Asterisk()) as manager:
        one, other = begin(manager), Client(manager)
        assert other.next() == "Authentication accepted"
        one.agi("NOOP")
        assert one.next_ones(2) == ["Added AGI command to queue", "AsyncAGIExec NOOP"]
        other.agi("ASYNCAGI BREAK")
        assert other.next_ones(4)[-3:] == ["Added AGI command to queue", "AsyncAGIExec ASYNCAGI BREAK", "AsyncAGIEnd"]
        assert one.next_ones(2) == ["AsyncAGIExec ASYNCAGI BREAK", "AsyncAGIEnd"]
        assert one.ends() is other.ends() is True


def test_a_lost_connection_is_made_again_and_the_calls_go_on() -> None:
    asterisk = Asterisk()
    with TestManager(asterisk) as manager:
        client = begin(manager)
        manager.hold()
        client.agi("NOOP")
        while not manager.queued(asterisk):
            pass
        manager.lose()
        manager.release()
        assert client.ends()
        again = Client(manager)
        again.agi("ASYNCAGI BREAK")
        assert again.next_ones(4)[2:] == ["AsyncAGIExec ASYNCAGI BREAK", "AsyncAGIEnd"]
        assert again.ends()
    assert asterisk.number == 2


def test_a_call_enters_asyncagi_again_where_the_connections_stay() -> None:
    asterisk = Asterisk()
    with TestManager(asterisk, stays=True) as manager:
        client = Client(manager)
        client.agi("ASYNCAGI BREAK")
        client.agi("NOOP")
        manager.join()
        assert client.next_ones(6)[-1] == "Added AGI command to queue"
        manager.enter(asterisk)
        assert client.next_ones(2) == ["AsyncAGIStart", "AsyncAGIExec NOOP"]
        manager.hang_up(asterisk)
        assert client.next_ones(2) == ["AsyncAGIEnd", "Hangup"]
    assert client.ends()


def test_a_call_that_the_test_has_enter_is_served() -> None:
    with TestManager() as manager:
        client = Client(manager)
        assert client.next() == "Authentication accepted"
        asterisk = Asterisk()
        manager.enter(asterisk)
        assert client.next() == "AsyncAGIStart"
        manager.hang_up(asterisk)
        assert client.next_ones(2) == ["AsyncAGIEnd", "Hangup"]
        assert client.ends()


def test_a_login_may_fail() -> None:
    with TestManager(users={"app": "secret"}) as manager:
        client = Client(manager, "wrong")
        assert client.next() == "Authentication failed"
        assert client.ends()


@pytest.mark.parametrize("stays", [False, True])
@pytest.mark.parametrize(
    ("secret", "users", "missing"),
    [
        ("wrong", {"app": "secret"}, "; the login of 'app' with a wrong secret was refused."),
        ("secret", {"other": "secret"}, "; the login of 'app' with an unknown name was refused."),
    ],
)
def test_calls_that_never_began_since_no_login_was_right_fail(
    secret: str, users: dict[str, str], missing: str, stays: bool
) -> None:
    def run() -> None:
        with TestManager(Asterisk(), users=users, stays=stays) as manager:
            client = Client(manager, secret)
            assert client.next() == "Authentication failed"
            assert client.ends()

    with pytest.raises(CallFlowError, match="No call has begun: no client has logged in, which has") as caught:
        run()
    assert caught.value.problem.endswith(missing)


def test_calls_that_never_began_since_the_client_left_without_a_login_fail() -> None:
    def run() -> None:
        with TestManager(Asterisk()) as manager, socket.create_connection((manager.host, manager.port)) as client:
            client.recv(100)

    with pytest.raises(CallFlowError, match=r"No call has begun: no client has logged in, .* enter AsyncAGI\."):
        run()


def test_a_call_that_hung_up_before_a_login_need_not_begin() -> None:
    asterisk = Asterisk()
    with TestManager(asterisk, stays=True) as manager:
        manager.hang_up(asterisk)
    assert asterisk.caller.conversation.lines == ["Asterisk (PJSIP/caller-00000001 is hung up)"]


def test_a_client_that_leaves_at_once_is_let_go() -> None:
    with TestManager(Asterisk()) as manager:
        client = Client(manager)
        assert client.next() == "Authentication accepted"
        client.socket.close()


def test_a_call_that_does_not_end_fails() -> None:
    def run() -> None:
        with TestManager(Asterisk(), timeout=0.1) as manager:
            clients.append(begin(manager))

    clients: list[Client] = []
    with pytest.raises(CallFlowError, match=r"(?s)The calls have not ended in 0.1 s.*\(AsyncAGI starts on"):
        run()
    assert clients[0].ends()


def test_the_failure_of_calls_that_none_has_taken_says_what_is_missing() -> None:
    def run(count: int) -> None:
        with TestManager(Asterisk(), users={"app": "secret"}, timeout=0.1) as manager:
            for _ in range(count):
                connection = socket.create_connection((manager.host, manager.port))
                connections.append(connection)
                connection.recv(1)

    connections: list[socket.socket] = []
    with pytest.raises(CallFlowError, match=r"The calls have not ended in 0\.1 s: no client has connected\."):
        run(0)
    with pytest.raises(CallFlowError, match=r"not ended in 0\.1 s: no client has logged in, which has its channels"):
        run(1)
    for connection in connections:
        connection.close()


def test_what_fails_while_a_client_is_served_is_raised_at_the_end() -> None:
    def run() -> None:
        with TestManager(Asterisk()) as manager:
            client = begin(manager)
            client.agi("EXEC Dial PJSIP/ann")
            assert client.next() == "Added AGI command to queue"
            assert client.ends()
            raise RuntimeError

    with pytest.raises(CallFlowError, match="What Exec"):
        run()


def test_what_fails_in_the_test_is_raised() -> None:
    def run() -> None:
        with TestManager(Asterisk()) as manager:
            begin(manager).socket.close()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        run()
