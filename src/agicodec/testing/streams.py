"""Calls to a flow over a stream: in memory, over TCP as FastAGI, and to a process as AGI or EAGI."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from agicodec.asterisk import ApplicationClosed, AsteriskEvent, AsteriskSession, LineRefused
from agicodec.calls import AsyncCall, Call
from agicodec.commands.media import WaitForDigit
from agicodec.environment import Environment
from agicodec.events import NEED_DATA, NeedData
from agicodec.results import DigitAwaited
from agicodec.testing.asterisk import Asterisk
from agicodec.testing.conversation import CallFlowError, Conversation
from agicodec.wire import from_wire

__all__ = ["AsyncTestCall", "StreamEnd", "TestCall", "call_fastagi", "call_script"]

TIMEOUT: Final = 10.0
"""How many seconds of true time a flow may take unless the test says otherwise."""

LAUNCHER: Final = "import os, sys; os.dup2(int(sys.argv[1]), 3); os.execvp(sys.argv[2], sys.argv[2:])"
"""Starts an EAGI script, which reads the caller's audio from file descriptor 3."""


class StreamEnd:
    """Asterisk's end of a stream: what the application writes goes in, what it is to read comes out."""

    def __init__(self, asterisk: Asterisk, environment: Environment) -> None:
        self.asterisk = asterisk
        self.session: AsteriskSession = AsteriskSession(environment, classes=asterisk.classes)
        self.conversation: Conversation = asterisk.caller.conversation
        self.ended: bool = False
        """Whether the application has closed its side."""
        self.told_of_hangup: bool = False
        """Whether the application has been told that the caller has hung up: by a line, or a signal must tell it."""
        self._held: bytes | None = None

    def start(self) -> bytes:
        """Give the environment."""
        environment = self.session.environment
        caller = environment.caller_id_number
        self.conversation.asterisk(f"(the environment of {environment.request}, called by {caller})")
        return self.session.start()

    def receive(self, data: bytes) -> bytes:
        """Take what the application has written, `b""` at its end; give what it is to read."""
        if data:
            self.conversation.application(from_wire(data))
        self.session.receive_data(data)
        output = self._interrupt() if self.session.is_interrupted else b""
        while not self.ended and (event := self._next_event()) is not NEED_DATA:
            output += self._take(event)
        return output

    def starve(self) -> CallFlowError:
        """Make the failure of an application that wants to read, though nothing is to come."""
        running, unread = self.session.command, self.session.unread
        if running is not None:
            problem = f"The flow waits, and {running} never ends: nothing in the script of the test ends it."
        elif unread:
            problem = f"The flow waits, and Asterisk has not read this, until it is more or a whole line: {unread!r}."
        else:
            problem = "The flow waits for Asterisk, but no command runs that would be answered."
        return self.conversation.failure(problem)

    def _take(self, event: AsteriskEvent) -> bytes:
        """Answer what the application has sent."""
        held, self._held = self._held or b"", None
        self.told_of_hangup = self.session.dead
        if isinstance(event, ApplicationClosed):
            self.ended = True
            return held
        self.asterisk.count()
        self._write(held)
        if isinstance(event, LineRefused):
            return held + self._answer(event.data, hung_up=self.asterisk.refuse())
        ran = self.asterisk.run(event.command)
        return held if ran.raw is None else held + self._answer(self.session.reply(ran.raw), hung_up=ran.hung_up)

    def _answer(self, reply: bytes, *, hung_up: bool = False) -> bytes:
        data = self._write(reply)
        if hung_up:
            data += self._write(self.session.hang_up())
            self.told_of_hangup = True
        return data

    def _next_event(self) -> AsteriskEvent | NeedData:
        """Give what the application has sent; a hangup just before is told in front of the answer."""
        if self.session.command is None and self.session.unread and self.asterisk.hangs_up_now():
            self._held = self.session.hang_up()
        return self.session.next_event()

    def _interrupt(self) -> bytes:
        """Stop the command that runs."""
        command = self.session.command
        if isinstance(command, WaitForDigit):
            return self._write(self.session.reply(command.reply_with(DigitAwaited("interrupted"))))
        self.session.abandon()
        return b""

    def _write(self, data: bytes) -> bytes:
        if data:
            self.conversation.asterisk(from_wire(data))
        return data


class _Memory:
    """A stream in memory, at whose other end is the Asterisk of a test; what the test sets until it is used counts."""

    def __init__(self, asterisk: Asterisk) -> None:
        self._asterisk = asterisk
        self._data = b""

    @cached_property
    def _end(self) -> StreamEnd:
        end = StreamEnd(self._asterisk, self._asterisk.environment())
        self._data = end.start()
        return end

    def read(self) -> bytes:
        end = self._end
        data, self._data = self._data, b""
        if not data:
            raise end.starve()
        return data

    def write(self, data: bytes) -> None:
        output = self._end.receive(data)
        self._data += output


class TestCall(Call):
    """A call whose other end is the Asterisk of a test, in memory."""

    __test__ = False

    def __init__(self, asterisk: Asterisk) -> None:
        super().__init__()
        self._memory = _Memory(asterisk)

    def read(self) -> bytes:
        return self._memory.read()

    def write(self, data: bytes) -> None:
        self._memory.write(data)


class AsyncTestCall(AsyncCall):
    """The same with coroutine methods, for any event loop: nothing is ever waited for."""

    __test__ = False

    def __init__(self, asterisk: Asterisk) -> None:
        super().__init__()
        self._memory = _Memory(asterisk)

    async def read(self) -> bytes:
        return self._memory.read()

    async def write(self, data: bytes) -> None:
        self._memory.write(data)


def call_fastagi(asterisk: Asterisk, host: str, port: int, script: str = "", *, timeout: float = TIMEOUT) -> None:
    """Call a FastAGI server, as Asterisk does, and return when the flow has ended.

    It blocks; a test that runs the server in an event loop calls it in a thread.

    Args:
        asterisk: what the call meets.
        host: where the server listens.
        port: its port.
        script: the path of the `agi://` URL.
        timeout: how many seconds of true time the flow may take.

    Raises:
        CallFlowError: the flow takes longer, or does what cannot work.
    """
    end = StreamEnd(asterisk, asterisk.environment(f"agi://{host}:{port}/{script}"))
    with socket.create_connection((host, port), timeout) as connection:
        connection.sendall(end.start())
        while not end.ended:
            try:
                data = connection.recv(65536)
            except TimeoutError:
                raise end.starve() from None
            connection.sendall(end.receive(data))


def call_script(
    asterisk: Asterisk,
    command: Sequence[str],
    *,
    audio: bytes | None = None,
    timeout: float = TIMEOUT,
) -> int:
    """Run a program as Asterisk runs an AGI script, and give its exit status when it has ended.

    A hangup is told with the signal SIGHUP.

    Args:
        asterisk: what the call meets.
        command: the program and its arguments.
        audio: what the caller says, as signed 16-bit samples at 8000 a second: makes it EAGI, where the script reads it
            from file descriptor 3.
        timeout: how many seconds of true time the flow may take.

    Raises:
        CallFlowError: the flow takes longer, or does what cannot work.
    """
    deadline = time.monotonic() + timeout
    with tempfile.TemporaryFile() as sound, tempfile.TemporaryFile() as output:
        sound.write(audio or b"")
        sound.seek(0)
        enhanced = audio is not None
        launcher = (sys.executable, "-c", LAUNCHER, str(sound.fileno())) if enhanced else ()
        pipe, inherited = subprocess.PIPE, (sound.fileno(),) if enhanced else ()
        with subprocess.Popen(
            (*launcher, *command),
            stdin=pipe,
            stdout=pipe,
            stderr=output,
            pass_fds=inherited,
        ) as process:
            end = StreamEnd(asterisk, asterisk.environment(command[0], enhanced=enhanced))
            try:
                _talk(process, end, deadline)
                status = process.wait(max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                raise end.conversation.failure(
                    f"The script has closed its output, but not ended in {timeout} s."
                ) from None
            finally:
                process.kill()
        output.seek(0)
        end.conversation.note(output.read().decode("utf-8", "replace"))
    return status


def _talk(process: subprocess.Popen[bytes], end: StreamEnd, deadline: float) -> None:
    """Carry bytes between a process and Asterisk's end, until the process closes its output."""
    assert process.stdin is not None
    assert process.stdout is not None
    reads, writes = process.stdout.fileno(), process.stdin.fileno()
    data, told = end.start(), False
    while not end.ended:
        if end.told_of_hangup and not told:
            told = True
            process.send_signal(signal.SIGHUP)
        try:
            while data:
                data = data[os.write(writes, data) :]
        except BrokenPipeError:
            data = b""
        ready, _, _ = select.select([reads], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            raise end.starve()
        data = end.receive(os.read(reads, 65536))
