"""Scripts that Asterisk starts for a call: AGI, EAGI and DeadAGI, on standard input and standard output.

from agicodec.io.script import ScriptCall, run

def flow(call: ScriptCall) -> None:
    call.stream_file("welcome")

run(flow)
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Final, NoReturn, TypeVar, overload

import agicodec
from agicodec._checks import require_bool, require_class, require_returned, require_run
from agicodec.calls.call import Call
from agicodec.errors import AgicodecError, CallEnded, LocalProtocolError, shown, unread
from agicodec.io.process import TERMINATED, Signals, Streams
from agicodec.session.events import NeedData

__all__ = [
    "ENVIRONMENT_TIMEOUT",
    "FAILED",
    "FLOW_ENDED",
    "HUNG_UP",
    "INTERRUPTED",
    "NOT_ASTERISK",
    "NO_ROUTE",
    "TERMINATED",
    "ScriptCall",
    "run",
]

FLOW_ENDED: Final = 0
"""The exit status when the flow has returned, whether the channel has hung up or not."""
FAILED: Final = 1
"""The exit status when the flow has raised an error: its traceback is on standard error."""
NOT_ASTERISK: Final = 2
"""The exit status when no environment has arrived: Asterisk did not start the script."""
NO_ROUTE: Final = 3
"""The exit status when a router had no flow for the script."""
HUNG_UP: Final = 129
"""The exit status when the flow has raised a `CallEnded`: 128 + SIGHUP, as shells write it."""
INTERRUPTED: Final = 130
"""The exit status when the flow has raised a `KeyboardInterrupt`: 128 + SIGINT, as shells write it."""

ENVIRONMENT_TIMEOUT: Final = 10.0
"""How many seconds to wait for each part of the environment. Asterisk sends it at once."""

_REPORTED: Final = 20
"""How many lines at the end of a traceback are sent to Asterisk's console."""
_REPORTED_LENGTH: Final = 400
"""How many bytes of each line are sent: every release accepts a line of that length, even if each byte is escaped."""


class ScriptCall(Call):
    """One call, on the standard streams of a process that Asterisk has started; `run` makes it.

    A hangup, which Asterisk reports to a process with the signal SIGHUP, is known at once: `hung_up` is true, and while
    a command is running, `on_event` is called with the event.
    """

    def __init__(self, streams: Streams, audio_format: str = "slin") -> None:
        super().__init__()
        self._streams = streams
        self._audio_format = audio_format
        self._audio: agicodec.io.audio.Audio | None = None

    @property
    def audio(self) -> agicodec.io.audio.Audio:
        """The caller's audio, under EAGI.

        Raises:
            LocalProtocolError: this is not EAGI.
            OSError: descriptor 3, which the audio is read from, is not open.
        """
        if self._audio is None:
            if not self.environment.enhanced:
                raise LocalProtocolError("there is no audio: write EAGI(...) in the dialplan, not AGI(...)")
            from agicodec.io.audio import Audio

            self._audio = Audio(self._audio_format)
        return self._audio

    def read(self) -> bytes | NeedData:
        """Read what Asterisk has sent."""
        return self._streams.read(ENVIRONMENT_TIMEOUT if self.session.environment is None else None)

    def write(self, data: bytes) -> None:
        """Write a line to Asterisk."""
        self._streams.write(data)


CallT = TypeVar("CallT", bound=ScriptCall)


@overload
def run(
    flow: Callable[[ScriptCall], object],
    *,
    report: bool = False,
    audio_format: str = "slin",
    is_secret: agicodec.serving.trace.IsSecret | None = None,
) -> NoReturn: ...
@overload
def run(
    flow: Callable[[CallT], object],
    *,
    call_class: type[CallT],
    report: bool = False,
    audio_format: str = "slin",
    is_secret: agicodec.serving.trace.IsSecret | None = None,
) -> NoReturn: ...
def run(
    flow: Callable[..., object],
    *,
    call_class: type[ScriptCall] = ScriptCall,
    report: bool = False,
    audio_format: str = "slin",
    is_secret: agicodec.serving.trace.IsSecret | None = None,
) -> NoReturn:
    """Run a flow for the call that Asterisk has started this process for, and end the process.

    The protocol is kept apart from what else the process does: whatever is printed, by the flow or by a child process,
    goes to standard error, and standard input is empty. SIGHUP reports a hangup to the call and does not end the
    process; SIGTERM raises `SystemExit` in the flow.

    If the script has imported `logging`, the logger `agicodec` logs the call as servers do: its beginning and its end
    at INFO, and its lines at DEBUG. The traceback of a failure is there too; if a handler of the log writes to standard
    error, only there.

    Asterisk sets AGISTATUS to FAILURE when the exit status is not 0, unless the channel has hung up: then it is HANGUP.
    Before 18.26, 20.11, 21.6 and 22.1 it may lose the status, and AGISTATUS is SUCCESS, once FastAGI, AsyncAGI or a
    script that does not exist has been used since Asterisk started. There, let the last command of the flow set a
    channel variable that the dialplan reads.

    Args:
        flow: what is called with the call, such as a function or a `Router`.
        call_class: the class of the call, for a subclass with an `on_event` or with commands of your own.
        report: whether the traceback of a failure goes to Asterisk's console too, by VERBOSE. Scripts inherit
            the standard error of Asterisk, which nobody sees when it runs as a daemon.
        audio_format: the format of EAGI's audio, where the dialplan sets EAGI_AUDIO_FORMAT to another than `slin`.
        is_secret: called with each command that is logged; returns whether its arguments and its reply are to be kept
            out of the log. The texts of errors that may have them are then left out too, also of the traceback.

    Raises:
        SystemExit: always, with one of the exit statuses above, or that of a `SystemExit` that the flow has raised.
        TypeError: the flow or `is_secret` cannot be called, `call_class` is not a class of such calls, or another
            argument is of the wrong type.
        ValueError: the audio format is not one of `agicodec.io.audio.FORMATS`.
        RuntimeError: this is not the main thread, where signals arrive.
    """
    require_class(call_class, ScriptCall)
    require_run(flow, ("is_secret", is_secret))
    require_bool("report", report)
    if audio_format != "slin":  # so that scripts without audio need not load the module
        agicodec.io.audio.require_format("audio_format", audio_format)
    thread = threading.current_thread()
    if thread is not threading.main_thread():
        raise RuntimeError(f"run() handles signals, so it works in the main thread only, not in {thread.name!r}")
    if os.isatty(0):
        _complain(f"it must be started by Asterisk: write AGI({os.path.abspath(sys.argv[0])}) in the dialplan")
        sys.exit(NOT_ASTERISK)
    try:
        streams = Streams()
    except OSError:
        _complain("it was not started by Asterisk: its standard input or its standard output is closed")
        sys.exit(NOT_ASTERISK)
    call = call_class(streams, audio_format)

    def hang_up() -> None:
        call.session.receive_hangup()

    signals = Signals(streams.waker, hang_up)
    try:
        status = _serve(call, flow, report=report, is_secret=is_secret)
    finally:
        signals.restore()
        streams.close()
        _flush()
    sys.exit(status)


def _serve(
    call: CallT, flow: Callable[[CallT], object], *, report: bool, is_secret: agicodec.serving.trace.IsSecret | None
) -> int:
    """Wait for the environment, run the flow, and return the exit status."""
    try:
        environment = call.start()
    except CallEnded:
        _complain_of_input(f"standard input has ended{unread(call.session.unread)}")
        return NOT_ASTERISK
    except (AgicodecError, OSError) as error:
        _complain_of_input(str(error))
        return NOT_ASTERISK
    if not environment.names_call:
        _complain_of_input(f"it has no agi_request, agi_channel or agi_uniqueid: {shown(environment.encode())}")
        return NOT_ASTERISK
    is_logged = "logging" in sys.modules
    try:
        with _logged(call, is_secret) if is_logged else nullcontext():
            try:
                require_returned(flow(call), "the flow")
            except CallEnded:
                raise
            except Exception as error:
                _refuse(call, error)
                raise
    except CallEnded:
        return HUNG_UP
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return _fail(call, error, report=report, has_secrets=is_secret is not None, is_logged=is_logged)
    return FLOW_ENDED


def _logged(call: Call, is_secret: agicodec.serving.trace.IsSecret | None) -> AbstractContextManager[None]:
    """Log the call; only if something has imported logging, which takes a fifth of the time to load all this."""
    from agicodec.io.script_log import logged

    return logged(call, is_secret)


def _refuse(call: Call, error: Exception) -> None:
    """Run the refusal of a router that has no flow for the call."""
    from agicodec.serving.routing import NoRoute

    if isinstance(error, NoRoute):
        with suppress(AgicodecError):
            for command in error.commands():
                call.execute(command)


def _fail(call: Call, error: Exception, *, report: bool, has_secrets: bool, is_logged: bool) -> int:
    """Report what the flow has raised, and return the exit status."""
    from agicodec.serving.routing import NoRoute

    if isinstance(error, NoRoute):
        _complain(str(error))
        return NO_ROUTE
    shown_error = _hidden(error) if has_secrets else error
    _trace(call, shown_error, report=report, is_written=is_logged and _logs_to_standard_error())
    return FAILED


def _logs_to_standard_error() -> bool:
    """Return whether the log, which has the traceback, goes to standard error."""
    from agicodec.io.script_log import logs_to_standard_error

    return logs_to_standard_error()


def _hidden(error: Exception) -> BaseException:
    """Return what stands for an error whose text may have a secret."""
    from agicodec.calls.failures import hidden

    return hidden(error)


def _trace(call: Call, error: BaseException, *, report: bool, is_written: bool) -> None:
    """Write a traceback to standard error, without the caller of the flow, and to Asterisk's console if asked to.

    Args:
        call: the call.
        error: the error.
        report: whether to write it to the console.
        is_written: whether standard error has it already.
    """
    from traceback import format_exception

    from agicodec.commands import Verbose

    traceback = error.__traceback__
    lines = format_exception(type(error), error, traceback and traceback.tb_next)
    if not is_written:
        _write_error("".join(lines))
    if report:
        with suppress(AgicodecError):
            for line in "".join(lines).splitlines()[-_REPORTED:]:
                call.execute(Verbose(_reportable(line)))


def _reportable(line: str) -> str:
    """Return as much of a line as every release of Asterisk accepts, without what cannot be sent at all."""
    sent = line.replace("\0", "\\0").encode("utf-8", "backslashreplace")
    return sent[:_REPORTED_LENGTH].decode("utf-8", "ignore")


def _complain_of_input(problem: str) -> None:
    _complain(f"it was not started by Asterisk, which sends the environment of the call at once: {problem}")


def _complain(problem: str) -> None:
    _write_error(f"{os.path.basename(sys.argv[0])}: {problem}\n")


def _write_error(text: str) -> None:
    """Write to standard error, and ignore that it is missing or closed."""
    with suppress(OSError, AttributeError, ValueError):
        sys.stderr.write(text)
        sys.stderr.flush()


def _flush() -> None:
    """Flush what was printed; if that fails, discard the text, since it would change the exit status."""
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            stream.flush()
        except (OSError, AttributeError, ValueError):
            with suppress(OSError):
                nothing = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nothing, number)
                os.close(nothing)
