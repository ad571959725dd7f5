"""What a script has as a process that Asterisk started: the descriptors of the protocol, and the signals."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from fcntl import F_DUPFD_CLOEXEC, fcntl
from types import FrameType
from typing import Final, NoReturn

from agicodec.session.events import NEED_DATA, NeedData

__all__ = ["TERMINATED", "Signals", "Streams"]

TERMINATED: Final = 143
"""The exit status of a script that SIGTERM has ended: 128 + SIGTERM, as shells write it."""

_STDIN, _STDOUT, _STDERR = 0, 1, 2
_KEPT: Final = 10
"""The lowest number of a descriptor that is kept: 3 is that of EAGI's audio, and shells use those below 10."""
_CHUNK: Final = 65536
_ENDS_BY_HANGUP: Final = (signal.SIGHUP, signal.SIG_DFL)
"""The signal and the handler by which a hangup would end the process."""


class Streams:
    """The streams of the protocol, which nothing else can read from or write to.

    They are moved away from the descriptors 0 and 1, which children inherit: reading standard input returns the end of
    the file, and what is written to standard output, as by `print()`, goes to standard error.
    """

    def __init__(self) -> None:
        os.fstat(_STDIN)
        os.fstat(_STDOUT)  # both are open, or nothing is changed
        self._is_closed = False
        self._input = fcntl(_STDIN, F_DUPFD_CLOEXEC, _KEPT)
        self._output = fcntl(_STDOUT, F_DUPFD_CLOEXEC, _KEPT)
        reads, writes = os.pipe()
        self._woken = fcntl(reads, F_DUPFD_CLOEXEC, _KEPT)
        self.waker: int = fcntl(writes, F_DUPFD_CLOEXEC, _KEPT)
        """The descriptor to which a byte is written to wake a thread that waits in `read`."""
        os.close(reads)
        os.close(writes)
        os.set_blocking(self._woken, False)
        os.set_blocking(self.waker, False)
        self._is_cut = False
        self._readable = select.poll()
        self._readable.register(self._input, select.POLLIN)
        self._readable.register(self._woken, select.POLLIN)
        _redirect()

    def read(self, timeout: float | None) -> bytes | NeedData:
        """Wait for bytes and return them, `b""` at the end or after `close`; NEED_DATA if a signal woke it.

        Raises:
            TimeoutError: nothing has arrived for this many seconds.
        """
        ready = {} if self._is_closed else dict(self._readable.poll(None if timeout is None else timeout * 1000))
        if self._is_closed:  # maybe by another thread, meanwhile
            return b""
        if not ready:
            raise TimeoutError(f"nothing has arrived within {timeout} s")
        if self._woken in ready:
            with suppress(BlockingIOError):
                os.read(self._woken, _CHUNK)
        if self._input not in ready:
            return NEED_DATA
        try:
            return os.read(self._input, _CHUNK)
        except BlockingIOError:
            return NEED_DATA

    def write(self, data: bytes) -> None:
        """Write a whole line.

        An exception within a line, as of a signal handler, may leave a part of it written if it is longer than what a
        pipe accepts at once. Every later write then raises `BrokenPipeError`.
        """
        if self._is_closed:
            raise BrokenPipeError("the script has ended")
        if self._is_cut:
            raise BrokenPipeError("a line was cut short")
        self._is_cut = len(data) > select.PIPE_BUF
        while data:
            try:
                data = data[os.write(self._output, data) :]
            except BlockingIOError:
                writable = select.poll()
                writable.register(self._output, select.POLLOUT)
                writable.poll()
        self._is_cut = False

    def close(self) -> None:
        """Close the streams, which ends the run for Asterisk, and wake a thread that waits in `read`."""
        self._is_closed = True
        with suppress(BlockingIOError):
            os.write(self.waker, b"\0")
        for descriptor in (self._input, self._output, self._woken, self.waker):
            os.close(descriptor)


class Signals:
    """The handlers of a script, from its beginning to its end: SIGHUP, SIGTERM and SIGPIPE.

    Args:
        waker: the descriptor that a byte is written to at each signal.
        hang_up: called at SIGHUP, which Asterisk sends at a hangup; it must not raise.
    """

    def __init__(self, waker: int, hang_up: Callable[[], None]) -> None:
        self._waker = waker
        self._hang_up = hang_up
        # The byte is written even if the signal arrives between the last check and the wait; see also `_handle_hangup`.
        self._waker_before = signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        self._before = {
            signal.SIGHUP: signal.signal(signal.SIGHUP, self._handle_hangup),
            signal.SIGTERM: signal.signal(signal.SIGTERM, _terminate),
            signal.SIGPIPE: signal.signal(signal.SIGPIPE, signal.SIG_IGN),
        }

    def restore(self) -> None:
        """Restore the handlers that were set before, but ignore a SIGHUP that would end the process.

        Asterisk sends SIGHUP whenever it finds the channel hung up, so it may come after the last command, while the
        interpreter cleans up.
        """
        for number, before in self._before.items():
            handler = signal.SIG_DFL if before is None else before
            signal.signal(number, signal.SIG_IGN if (number, handler) == _ENDS_BY_HANGUP else handler)
        signal.set_wakeup_fd(self._waker_before)

    def _handle_hangup(self, _number: int, _frame: FrameType | None) -> None:
        self._hang_up()
        with suppress(BlockingIOError):  # full, so the waiting thread is woken anyway
            os.write(self._waker, b"\0")  # once more, for a wait in another thread, which now sees the hangup


def _terminate(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(TERMINATED)


def _redirect() -> None:
    """Redirect standard input to the null device, and standard output to standard error, or that to the null device.

    Standard error must not stay closed: its number would be that of the next file that is opened.
    """
    nothing = os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
    os.dup2(nothing, _STDIN)
    os.dup2(_STDERR, _STDOUT)
    if nothing == _STDERR:
        os.set_inheritable(nothing, True)
    else:
        os.close(nothing)
    if sys.__stdout__ is not None:
        sys.__stdout__.reconfigure(line_buffering=True)  # else it would buffer until the script ends
