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
from contextlib import nullcontext, suppress
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


class ScriptCall(Call):
    """One call, on the standard streams of a process that Asterisk has started; `run` makes it.

    A hangup, which Asterisk reports to a process with the signal SIGHUP, is known at once: `hung_up` is true.
    `on_event` is called with it at once while a command is running, else with the next command or after the flow.
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

    def look(self) -> None:
        """Call `on_event` with what has come while no command ran, such as a hangup; `run` does so after the flow."""
        for event in self._exchange.idle():
            self.on_event(event)

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
        SystemExit: always, with `FLOW_ENDED` or another exit status of this module, or with that of a `SystemExit` that
            the flow has raised.
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
        path = os.path.abspath(sys.argv[0])
        sys.exit(_complain(f"it must be started by Asterisk: write AGI({path}) in the dialplan"))
    try:
        streams = Streams()
    except OSError:
        sys.exit(_complain("it was not started by Asterisk: its standard input or its standard output is closed"))
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
        return _complain_of_input(f"standard input has ended{unread(call.session.unread)}")
    except (AgicodecError, OSError) as error:
        return _complain_of_input(str(error))
    if not environment.names_call:
        return _complain_of_input(f"it has no agi_request, agi_channel or agi_uniqueid: {shown(environment.encode())}")
    is_logged = "logging" in sys.modules  # to load it takes a fifth of the time to load all this
    try:
        with agicodec.io.script_log.logged(call, is_secret) if is_logged else nullcontext():
            try:
                require_returned(flow(call), "the flow")
            except CallEnded:
                raise
            except Exception as error:
                agicodec.io.script_failure.refuse(call, error)
                raise
            finally:
                call.look()
    except CallEnded:
        return HUNG_UP
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        has_secrets = is_secret is not None
        explain = agicodec.io.script_failure.explain
        has_route = explain(call, error, report=report, has_secrets=has_secrets, is_logged=is_logged)
        return FAILED if has_route else NO_ROUTE
    return FLOW_ENDED


def _complain_of_input(problem: str) -> int:
    """Complain of what has arrived on standard input, and return the exit status."""
    return _complain(f"it was not started by Asterisk, which sends the environment of the call at once: {problem}")


def _complain(problem: str) -> int:
    """Write that Asterisk has not started the script, and return the exit status."""
    agicodec.io.script_failure.complain(problem)
    return NOT_ASTERISK


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
