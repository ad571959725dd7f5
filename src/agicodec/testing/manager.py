"""AsyncAGI for tests: the manager interface of an Asterisk with one call, in memory and over TCP."""

from __future__ import annotations

import socket
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from agicodec.ami import AmiReader, Message
from agicodec.async_call import AsyncAgiCall
from agicodec.async_calls import AsyncAgiCalls
from agicodec.async_session import AsyncSession
from agicodec.asyncagi import quote_uri
from agicodec.command import Command
from agicodec.decoding import Decoded, admit, decode_command, encode_reply
from agicodec.events import NEED_DATA
from agicodec.protocol import ASYNC_LOSSY, ASYNC_READ, MAX_ASYNC_REPLY
from agicodec.reply import RawReply
from agicodec.testing.asterisk import Asterisk
from agicodec.testing.conversation import Conversation
from agicodec.testing.streams import TIMEOUT
from agicodec.wire import from_wire, to_wire

__all__ = ["AsyncAgiTestCall", "ManagerEnd", "TestManager"]

GREETING: Final = b"Asterisk Call Manager/11.0.0\r\n"

Headers: TypeAlias = Mapping[str, str]


class ManagerEnd:
    """Asterisk's end of a manager connection: actions go in, responses and events come out."""

    def __init__(self, asterisk: Asterisk) -> None:
        self.asterisk = asterisk
        self.conversation: Conversation = asterisk.caller.conversation
        self.running: bool = False
        """Whether the channel is in AsyncAGI."""
        self._started = False
        self._queued: deque[tuple[str, str]] = deque()
        self._pipe = b""

    def start(self) -> list[Headers]:
        """Have the channel enter AsyncAGI, and return the events: what was queued before is run now."""
        self.running = self._started = True
        self.conversation.asterisk(f"(AsyncAGI starts on {self.asterisk.channel})")
        self._pipe = self.asterisk.environment("async").encode()
        event = [self._event("AsyncAGIStart", Env=self._read())]
        return event + (self.hang_up() if self.asterisk.hangs_up_now() else self._run_queued())

    def hang_up(self) -> list[Headers]:
        """Have the channel hang up, and return the events; what is queued is never run."""
        self.asterisk.hung_up = True
        self._queued.clear()
        return [*(self._end() if self.running else []), self._event("Hangup")]

    def receive(self, action: Headers) -> list[Headers]:
        """Take an action; return its response, and the events that come of it."""
        names = {name.lower(): value for name, value in action.items()}
        kind = names.get("action", "").lower()
        if kind != "agi":
            return [self._response(names, "Goodbye" if kind == "logoff" else "Success", "Done")]
        channel, line = names.get("channel", ""), names.get("command", "")
        if channel != self.asterisk.channel or self.asterisk.hung_up:
            return [self._response(names, "Error", f"Channel {channel} does not exist.")]
        if not self._started:
            return [self._response(names, "Error", f"Failed to add AGI command to channel {channel} queue")]
        self._queued.append((line, names.get("commandid", "")))
        return [self._response(names, "Success", "Added AGI command to queue"), *self._run_queued()]

    def _run_queued(self) -> list[Headers]:
        events: list[Headers] = []
        while self._queued and self.running:
            events += self._run(*self._queued.popleft())
        return events

    def _run(self, line: str, command_id: str) -> list[Headers]:
        """Run a command; give the event with its reply, and what follows from it."""
        self.conversation.application(line)
        self.asterisk.count()
        command = decode_command(to_wire(line), self.asterisk.classes)
        raw, hung_up = self._answer(command)
        data = encode_reply(command, raw)
        self.conversation.asterisk(from_wire(data))
        self._pipe += data
        if len(self._pipe) > MAX_ASYNC_REPLY:
            problem = f"{len(self._pipe)} bytes would wait in the pipe, and {MAX_ASYNC_REPLY} have room"
            raise self.conversation.failure(f"The channel hangs, or loses replies: after {line}, {problem}.")
        events = [self._event("AsyncAGIExec", Result=self._read(), **({"CommandId": command_id} if command_id else {}))]
        if hung_up or self.asterisk.hangs_up_now():
            return [*events, *self.hang_up()]
        if isinstance(command, Command) and (command.fails(raw) or command.breaks(raw)):
            return [*events, *self._end()]
        return events

    def _answer(self, command: Decoded) -> tuple[RawReply, bool]:
        """Give the reply to a command, and tell whether the caller hung up while it ran."""
        admitted = admit(command)
        if isinstance(admitted, RawReply):
            return admitted, self.asterisk.refuse()
        ran = self.asterisk.run(admitted)
        if ran.raw is None:
            raise self.conversation.failure(f"{command} never ends: nothing in the script of the test ends it.")
        return ran.raw, ran.hung_up

    def _read(self) -> str:
        """Read what an event carries: the rest waits for the next one."""
        data, self._pipe = self._pipe[:ASYNC_READ], self._pipe[ASYNC_READ:]
        text = quote_uri(data)
        if len(text) <= ASYNC_LOSSY:
            return text
        end = ASYNC_LOSSY
        return text[: end - next((back for back in (1, 2) if text[end - back] == "%"), 0)]

    def _end(self) -> list[Headers]:
        self.running = False
        self.conversation.asterisk("(AsyncAGI ends)")
        return [self._event("AsyncAGIEnd")]

    def _event(self, name: str, **headers: str) -> Headers:
        return {"Event": name, "Channel": self.asterisk.channel, "Uniqueid": self.asterisk.unique_id, **headers}

    @staticmethod
    def _response(names: Headers, response: str, message: str) -> Headers:
        action_id = {"ActionID": names["actionid"]} if "actionid" in names else {}
        return {"Response": response, **action_id, "Message": message}


class AsyncAgiTestCall(AsyncAgiCall):
    """A call in AsyncAGI whose other end is the Asterisk of a test, in memory, for any event loop."""

    __test__ = False

    def __init__(self, asterisk: Asterisk) -> None:
        self._end = ManagerEnd(asterisk)
        self._calls = AsyncAgiCalls(self._enter)
        self._take(self._end.start())

    def _enter(self, session: AsyncSession) -> AsyncAgiTestCall:
        super().__init__(session)
        return self

    async def send_action(self, headers: Headers) -> None:
        self._take(self._end.receive(headers))

    async def wait(self) -> None:
        raise self._end.conversation.failure("The flow waits for Asterisk, but no command runs that would be answered.")

    def _take(self, messages: Iterable[Headers]) -> None:
        for message in messages:
            self._calls.receive(message)


class TestManager:
    """The manager interface of an Asterisk with one call, which enters AsyncAGI when a client logs in; over TCP.

        with TestManager(asterisk) as manager:
            serve(manager.host, manager.port)

    It serves one client in a thread of its own, and takes any user and secret.
    """

    __test__ = False

    def __init__(self, asterisk: Asterisk, *, timeout: float = TIMEOUT) -> None:
        self._end = ManagerEnd(asterisk)
        self._timeout = timeout
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(timeout)
        address: tuple[str, int] = self._server.getsockname()
        self.host: str = address[0]
        self.port: int = address[1]
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def join(self) -> None:
        """Wait until the call has ended."""
        self._thread.join(self._timeout)

    def __enter__(self) -> TestManager:
        self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.join()
        self._server.close()
        if self._failure is not None and failure[0] is None:
            raise self._failure

    def _serve(self) -> None:
        try:
            client, _ = self._server.accept()
            with client:
                client.settimeout(self._timeout)
                self._talk(client)
        except Exception as error:
            self._failure = error

    def _talk(self, client: socket.socket) -> None:
        """Answer actions until the client leaves, or the call has ended."""
        client.sendall(GREETING)
        actions = AmiReader()
        while (action := actions.next_message()) is not None:
            if action is NEED_DATA:
                actions.receive_data(client.recv(65536))
            elif isinstance(action, Message):
                answers = self._end.receive(dict(action.headers))
                if action.get("Action", "").lower() == "login":
                    answers += self._end.start()
                client.sendall(b"".join(encode_message(answer) for answer in answers))
                if not self._end.running:
                    return


def encode_message(headers: Headers) -> bytes:
    """Write a message of the manager interface, whose lines have no limit."""
    return to_wire("".join(f"{name}: {value}\r\n" for name, value in headers.items())) + b"\r\n"
