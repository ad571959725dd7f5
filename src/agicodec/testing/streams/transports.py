"""Calls to a whole application: to a FastAGI server over TCP, and to a script as a process."""

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
from contextlib import suppress
from typing import IO, Final

from agicodec.testing.asterisk.asterisk import Asterisk
from agicodec.testing.caller.actions import MILLISECONDS
from agicodec.testing.conversation import CallFlowError
from agicodec.testing.streams.calls import TIMEOUT, StreamEnd

__all__ = ["call_fastagi", "call_script"]

CHUNK: Final = 65536
"""How many bytes are read at a time; also the limit for what is shown of a script's standard error at a time."""

LONGEST: Final = 1_000_000
"""The longest wait that the system supports, in seconds."""

SILENT_SERVER: Final = (
    "The server has sent nothing since the last line of Asterisk, and not closed the connection: its flow is busy, or "
    "waits for something else. A server in the event loop of the test cannot run while call_fastagi blocks it: "
    "await asyncio.to_thread(call_fastagi, ...)."
)

SILENT_SCRIPT: Final = (
    "The script has written nothing since the last line of Asterisk, and not ended: it is busy, or waits for something "
    "else."
)

LAUNCHER: Final = """
import fcntl, os, sys
audio, status = map(int, sys.argv[1:3])
status = fcntl.fcntl(status, fcntl.F_DUPFD_CLOEXEC, 4)
os.close(int(sys.argv[2]))
os.dup2(audio, 3)
try:
    os.execvp(sys.argv[3], sys.argv[3:])
except OSError as error:
    os.write(status, str(error.errno).encode())
"""
"""Starts an EAGI script with the caller's audio on file descriptor 3, or writes the error number if that fails."""


class _Deadline:
    """The limit for the real duration of a call."""

    def __init__(self, seconds: float) -> None:
        if not seconds > 0:
            raise ValueError(f"timeout {seconds!r}: expected a number of seconds above 0")
        self.seconds: float = seconds
        self._at = time.monotonic() + seconds

    def left(self) -> float:
        """Return how many seconds are left.

        Raises:
            TimeoutError: none are left.
        """
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, LONGEST)


def call_fastagi(asterisk: Asterisk, host: str, port: int, script: str = "", *, timeout: float = TIMEOUT) -> None:
    """Call a FastAGI server over TCP, as Asterisk does, and return when the flow has ended.

    The function blocks: a test that runs the server in an event loop must call it in a thread. As with Asterisk, the
    flow ends when the server closes or resets the connection.

    Args:
        asterisk: the simulated Asterisk.
        host: the address of the server.
        port: the TCP port of the server.
        script: the path of the `agi://` URL.
        timeout: how many seconds of real time the call may take, from the connection to its end.

    Raises:
        CallFlowError: the server cannot be reached, the call takes longer, the flow does something that cannot work, or
            the server writes a line that is not a command and that neither `Asterisk.refuses` nor `Asterisk.answers`
            names.
        ValueError: the timeout is not above 0.
    """
    deadline = _Deadline(timeout)
    url = f"agi://{f'[{host}]' if ':' in host else host}:{port}/{script}"
    end = StreamEnd(asterisk, asterisk.environment(url), "The server")
    try:
        connection = socket.create_connection((host, port), deadline.left())
    except OSError as error:
        problem = f"Asterisk cannot connect to {url}, and AGISTATUS would be FAILURE: {error}."
        raise end.conversation.failure(problem) from error
    with connection:
        _Server(connection, end, deadline).talk()
    end.check()


class _Server:
    """The connection to a FastAGI server."""

    def __init__(self, connection: socket.socket, end: StreamEnd, deadline: _Deadline) -> None:
        self._connection = connection
        self._end = end
        self._deadline = deadline
        self._is_reset = False

    def talk(self) -> None:
        """Transfer data between the server and Asterisk's end until the run ends."""
        self._write(self._end.start())
        while not self._end.ended:
            self._write(self._end.receive(self._read()))
        self._write(self._end.finish())

    def _read(self) -> bytes:
        try:
            self._connection.settimeout(self._deadline.left())
            return self._connection.recv(CHUNK)
        except TimeoutError:
            raise self._too_late(self._end.why_it_waits or SILENT_SERVER) from None
        except ConnectionError:
            self._note_reset()
            return b""

    def _write(self, data: bytes) -> None:
        """Write data to the server; if it has closed the connection, the data is lost."""
        if self._is_reset or not data:
            return
        try:
            self._connection.settimeout(self._deadline.left())
            self._connection.sendall(data)
        except TimeoutError:
            if not self._end.ended:
                raise self._too_late(
                    "The server does not read what Asterisk writes, of which a real one drops the rest of each line "
                    "that waits for more than 0.1 s."
                ) from None
        except ConnectionError:
            self._note_reset()

    def _note_reset(self) -> None:
        if not self._is_reset and not self._end.ended:
            self._end.conversation.event("the server has closed the connection before it read all that Asterisk wrote")
        self._is_reset = True

    def _too_late(self, problem: str) -> CallFlowError:
        return self._end.conversation.failure(f"{problem} The call was to end in {self._deadline.seconds} s.")


def call_script(
    asterisk: Asterisk,
    command: Sequence[str | os.PathLike[str]],
    *,
    audio: bytes | None = None,
    timeout: float = TIMEOUT,
) -> int:
    """Run a program as Asterisk runs an AGI script, and return its exit status when it has ended.

    A hangup sends the signal SIGHUP, which ends a program that does not handle it. The conversation contains what the
    program writes to its standard error. If the call fails, the program and all processes that it started are killed.

    Args:
        asterisk: the simulated Asterisk. If its `request` is the name of a script, that is the request of the call, and
            otherwise the program is, such as the Python that runs the script.
        command: the program and its arguments; `Asterisk.arguments` are appended, as on Asterisk.
        audio: the caller's audio as signed 16-bit samples, 8000 per second. If it is set, the script runs as EAGI, and
            reads the audio from file descriptor 3.
        timeout: how many seconds of real time the call may take, from the start of the program to its end.

    Returns:
        The exit status; for a program that a signal has killed, the negative number of the signal, as in `subprocess`.

    Raises:
        CallFlowError: the program cannot be started, takes longer, does something that cannot work, or writes a line to
            its standard output that is not a command and that neither `Asterisk.refuses` nor `Asterisk.answers` names.
        TypeError: the command is a single string.
        ValueError: the command is empty, or the timeout is not above 0.
    """
    if isinstance(command, str) or not command:
        mistake = TypeError if command else ValueError
        raise mistake(f"command {command!r}: expected the program and its arguments, such as ['python3', 'pin.py']")
    deadline = _Deadline(timeout)
    words = [*(os.fspath(word) for word in command), *asterisk.arguments]
    names_script = not asterisk.request.lower().startswith(("agi:", "hagi:"))
    environment = asterisk.environment(asterisk.request if names_script else words[0], enhanced=audio is not None)
    end = StreamEnd(asterisk, environment, "The script")
    with tempfile.TemporaryFile() as errors:
        try:
            process = _start(words, errors, audio)
        except OSError as error:
            problem = f"Asterisk cannot start {words[0]!r}, and AGISTATUS would be NOTFOUND or FAILURE: {error}."
            raise end.conversation.failure(problem) from error
        with process:
            script = _Script(process, errors, end, deadline)
            try:
                script.talk()
                status = script.wait()
                script.note_errors()
                end.check()
                return status
            except BaseException:
                script.kill()
                raise
            finally:
                script.note_errors()


def _start(command: Sequence[str], errors: IO[bytes], audio: bytes | None) -> subprocess.Popen[bytes]:
    """Start a script.

    Raises:
        OSError: the program cannot be started.
    """
    if audio is None:
        return _run(command, errors)
    with tempfile.TemporaryFile() as sound:
        sound.write(audio)
        sound.seek(0)
        reads, writes = os.pipe()
        with open(reads, "rb") as status:
            try:
                launcher = (sys.executable, "-c", LAUNCHER, str(sound.fileno()), str(writes))
                process = _run((*launcher, *command), errors, (sound.fileno(), writes))
            finally:
                os.close(writes)
            problem = status.read()
    if problem:
        with process:
            process.communicate()
        raise OSError(int(problem), os.strerror(int(problem)), command[0])
    return process


def _run(command: Sequence[str], errors: IO[bytes], inherited: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own, so that the processes that it starts can be killed with it."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command,
        bufsize=0,
        stdin=pipe,
        stdout=pipe,
        stderr=errors,
        pass_fds=inherited,
        start_new_session=True,
    )


class _Script:
    """A running script."""

    def __init__(
        self, process: subprocess.Popen[bytes], errors: IO[bytes], end: StreamEnd, deadline: _Deadline
    ) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._errors = errors.fileno()
        self._noted = 0
        self._end = end
        self._deadline = deadline
        self._input, self._output = process.stdin, process.stdout
        self._reads, self._writes = process.stdout.fileno(), process.stdin.fileno()
        os.set_blocking(self._writes, False)

    def talk(self) -> None:
        """Transfer data between the script and Asterisk's end until the run ends."""
        self._write(self._end.start())
        signalled = False
        while not self._end.ended:
            data = self._end.receive(self._read())
            # Only after the script has written something: before it handles the signal, SIGHUP would end any script.
            if self._end.hangup_reported and not signalled:
                signalled = True
                self._process.send_signal(signal.SIGHUP)
            self._write(data)
        if self._end.closed:
            if self._end.reports_hangups:
                self._process.send_signal(signal.SIGHUP)
            self._input.close()
            self._output.close()

    def wait(self) -> int:
        """Wait for the end of the process, and return its exit status."""
        try:
            status = self._process.wait(self._deadline.left())
        except (TimeoutError, subprocess.TimeoutExpired):
            limit = self._deadline.seconds
            raise self._failure(f"The script has closed its output, but not ended in {limit} s.") from None
        if status:
            self.note_errors()
            self._end.conversation.event(f"the {_ending(status)}")
        return status

    def kill(self) -> None:
        """Kill the process and all processes that it has started."""
        with suppress(ProcessLookupError, PermissionError):  # both may mean that the processes have ended
            os.killpg(self._process.pid, signal.SIGKILL)

    def note_errors(self) -> None:
        """Add what the script has written to its standard error since the last call to the conversation."""
        size = os.fstat(self._errors).st_size
        left_out = max(0, size - self._noted - CHUNK)
        if left_out:
            self._end.conversation.note(f"... ({left_out} bytes are left out) ...")
        data = os.pread(self._errors, CHUNK, self._noted + left_out)  # keeps the script's offset
        self._noted = size
        self._end.conversation.note(data.decode("utf-8", "replace"))

    def _read(self) -> bytes:
        if not self._is_ready(self._reads, select.POLLIN):
            raise self._too_late()
        data = os.read(self._reads, CHUNK)
        self.note_errors()
        return data

    def _write(self, data: bytes) -> None:
        """Write data to the script; if it has closed its input, the data is lost."""
        while data:
            if not self._is_ready(self._writes, select.POLLOUT):
                raise self._failure(
                    f"The script does not read what Asterisk writes, which waits for it: {len(data)} bytes are left "
                    f"after {self._deadline.seconds} s."
                )
            try:
                data = data[os.write(self._writes, data) :]
            except BrokenPipeError:
                return
            except BlockingIOError:
                continue

    def _is_ready(self, descriptor: int, event: int) -> bool:
        """Wait until a descriptor can be read or written; return whether it can be before the deadline."""
        poll = select.poll()  # select() accepts no descriptors above 1023
        poll.register(descriptor, event)
        try:
            return bool(poll.poll(self._deadline.left() * MILLISECONDS))
        except TimeoutError:
            return False

    def _too_late(self) -> CallFlowError:
        """Return the failure of a script that neither writes nor closes its output in time."""
        limit, status = self._deadline.seconds, self._process.poll()
        if status is not None:
            return self._failure(
                f"The {_ending(status)}, but a process that it started has kept its standard output open: "
                f"Asterisk waits until that is closed too, which took longer than {limit} s."
            )
        problem = self._end.why_it_waits or SILENT_SCRIPT
        if self._end.session.command is None:
            problem += " What a script writes must be flushed after each line."
        return self._failure(f"{problem} The call was to end in {limit} s.")

    def _failure(self, problem: str) -> CallFlowError:
        self.note_errors()
        return self._end.conversation.failure(problem)


def _ending(status: int) -> str:
    """Describe how a script has ended."""
    if status >= 0:
        return f"script has ended with the exit status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = str(-status)
    return f"script was killed by the signal {name}"
