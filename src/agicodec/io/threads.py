"""FastAGI servers with a thread for each call, for flows that block.

def welcome(call: ThreadCall) -> None:
    call.answer()
    call.stream_file("hello-world")

serve(welcome)
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import TypeAlias, TypeVar, overload

from agicodec._checks import require_class, require_returned, require_run
from agicodec._numbers import bounded, require_grace
from agicodec.calls.failures import LOGGER, log_failure
from agicodec.io.lobby import Arrival, Lobby
from agicodec.io.running_call import RunningCall
from agicodec.io.server import AnyServer, ServerSettings
from agicodec.io.thread_call import ThreadCall
from agicodec.io.thread_signals import SignalArrived, signals_raised
from agicodec.model.environment import Environment
from agicodec.serving import ending
from agicodec.serving.addresses import PORT
from agicodec.serving.admission import END_TIMEOUT, ENVIRONMENT_TIMEOUT, GRACE, MAX_CALLS, reason_to_refuse
from agicodec.serving.closing import Closing
from agicodec.serving.ending import LogEntry, one_line
from agicodec.serving.routing import REFUSAL_ENDS, NoRoute
from agicodec.serving.trace import IsSecret, log_lines

__all__ = ["GRACE", "Admit", "Flow", "Server", "ServerSettings", "ThreadCall", "serve"]

CallT = TypeVar("CallT", bound=ThreadCall)

Flow: TypeAlias = Callable[[ThreadCall], object]
"""What serves a call: a function, which runs in a thread of its own."""

Admit: TypeAlias = Callable[[str, Environment], bool | str]
"""An admission hook: called with the address of Asterisk and the environment, in the thread of the call."""

_logger = logging.getLogger(LOGGER)


class Server(AnyServer):
    """A FastAGI server: it runs a flow for each call in a thread, and closes the connection when the flow ends.

    The thread of a call is started when its environment has arrived, so silent connections use none. Whatever a flow
    raises ends that call alone. A hangup, or a connection that is closed early or was not made by Asterisk, is one line
    in the log. The logger is `agicodec`.

        with Server(flow, port=0) as server:
            print(server.address)
            server.serve_forever()

    Args:
        flow: a function that takes the call, or a `Router` of such functions.
        call_class: the class of the calls, for a subclass with an `on_event` or with commands of your own. When its
            constructor raises, that call is closed.
        call_timeout: how many seconds a call may take, after which its connection is closed, so that commands
            raise `NeverAnswered`; None for no limit.
        admit: called with the address of Asterisk and the environment before the flow; returns True to admit the call,
            or False or a text with the reason to close the connection. When it raises, or returns anything else, such
            as None, the call is refused and the error logged.
        host, port, max_calls, environment_timeout, command_timeout, allow_remote, is_secret: see `ServerSettings`.

    Raises:
        ValueError: the host is not a loopback address and `allow_remote` is false, or a number, such as the port, is
            out of its range.
        TypeError: an argument is of a wrong type, or `call_class` is not a class of such calls.
    """

    @overload
    def __init__(
        self,
        flow: Flow,
        *,
        host: str = "127.0.0.1",
        port: int = PORT,
        max_calls: int = MAX_CALLS,
        environment_timeout: float | None = ENVIRONMENT_TIMEOUT,
        call_timeout: float | None = None,
        command_timeout: float | None = None,
        admit: Admit | None = None,
        allow_remote: bool = False,
        is_secret: IsSecret | None = None,
    ) -> None: ...
    @overload
    def __init__(
        self,
        flow: Callable[[CallT], object],
        *,
        call_class: type[CallT],
        host: str = "127.0.0.1",
        port: int = PORT,
        max_calls: int = MAX_CALLS,
        environment_timeout: float | None = ENVIRONMENT_TIMEOUT,
        call_timeout: float | None = None,
        command_timeout: float | None = None,
        admit: Admit | None = None,
        allow_remote: bool = False,
        is_secret: IsSecret | None = None,
    ) -> None: ...
    def __init__(
        self,
        flow: Callable[..., object],
        *,
        call_class: type[ThreadCall] = ThreadCall,
        host: str = "127.0.0.1",
        port: int = PORT,
        max_calls: int = MAX_CALLS,
        environment_timeout: float | None = ENVIRONMENT_TIMEOUT,
        call_timeout: float | None = None,
        command_timeout: float | None = None,
        admit: Admit | None = None,
        allow_remote: bool = False,
        is_secret: IsSecret | None = None,
    ) -> None:
        require_run(flow, ("admit", admit))
        require_class(call_class, ThreadCall)
        super().__init__(
            ServerSettings(
                host, port, max_calls, environment_timeout, call_timeout, command_timeout, allow_remote, is_secret
            )
        )
        self._flow = flow
        self._call_class = call_class
        self._admit = admit
        self._lobby = Lobby(self._begin, max_calls=max_calls, environment_timeout=environment_timeout)
        self._lock = threading.Lock()
        self._change = threading.Condition(self._lock)
        """Notified when there are fewer calls, or more of their flows close the server."""
        self._calls: dict[RunningCall, None] = {}
        """The calls that are served, in the order in which they began, and so in that of their time limits."""
        self._closing: Closing[RunningCall] = Closing(lambda running: running.thread)
        self._last: threading.Thread | None = None
        """The thread of the call that ended last, which may be about to end itself."""
        self._closed = threading.Event()

    @property
    def calls(self) -> int:
        """How many calls are being served."""
        return len(self._calls)

    def start(self) -> None:
        """Listen, and serve calls from then on, in other threads.

        Raises:
            OSError: the address is in use or not available.
            RuntimeError: the server was started or closed before.
        """
        self._listens_on(self._lobby.open(*self.address, self._expire))

    def serve_forever(self) -> None:
        """Wait until another thread, a flow or a signal handler has closed the server."""
        self._closed.wait()

    def close(self, grace: float = GRACE) -> None:
        """Stop accepting connections, wait for the calls to end, and close.

        Nothing is left behind: no thread, and no open connection, unless a flow does not end. When this is interrupted,
        it does not wait for the calls. A flow may close the server; it is not waited for, and not by another flow that
        does the same.

        Args:
            grace: how many seconds the calls have to end; then their connections are closed, and the commands of
                their flows raise `NeverAnswered`.

        Raises:
            TypeError, ValueError: it is not a number, or NaN.
        """
        require_grace(grace)
        self._lobby.stop_accepting()
        with self._lock:
            self._closing.begin(threading.current_thread())
            self._change.notify_all()
        try:
            self._wait_for_calls(grace)
        finally:
            with self._lock:
                others = self._others()
                for running in self._calls:
                    running.stop(ending.SHUT_DOWN if running in others else None)
            for running in self._wait_for_calls(END_TIMEOUT):
                self._lobby.log(running.name, ending.THREAD_WILL_NOT_END)
            self._lobby.close()
            self._closed.set()

    def __enter__(self) -> Server:
        """Start listening."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def _others(self) -> list[RunningCall]:
        """Return the calls that the present thread waits for when it closes the server."""
        return self._closing.others(threading.current_thread(), self._calls)

    def _wait_for_calls(self, seconds: float) -> list[RunningCall]:
        """Wait until the other calls and their threads have ended; return those that have not."""
        deadline = monotonic() + seconds
        with self._lock:
            while (others := self._others()) and (left := deadline - monotonic()) > 0:
                self._change.wait(bounded(left))
            last = self._last
        if last is not None:
            last.join(bounded(deadline - monotonic()))
        return others

    def _begin(self, arrival: Arrival, environment: Environment) -> None:
        """Start the thread of a call; called by the lobby."""
        running = RunningCall(arrival, environment, self._serve)
        with self._lock:
            self._calls[running] = None
        try:
            running.thread.start()
        except RuntimeError as error:  # the system has no more threads
            self._leave(running, ending.no_thread(error))

    def _expire(self) -> float | None:
        """End the calls whose time limit is over; return the next limit, by `monotonic`; called by the lobby."""
        if self.settings.call_timeout is None:
            return None
        with self._lock:
            for running in self._calls:
                if (due := running.began + self.settings.call_timeout) > monotonic():
                    return due
                running.stop(ending.over_time(self.settings.call_timeout))
        return None

    def _serve(self, running: RunningCall) -> None:
        """Serve a call: what its thread does."""
        _logger.info("%s: calls %s", running.name, one_line(running.environment.request))
        error: BaseException | None = None
        call, how = None, None
        connection, session = running.arrival.connection, running.arrival.arriving.session
        try:
            call = self._call_class(connection, session, command_timeout=self.settings.command_timeout)
            how = self._run(call)
        except BaseException as raised:
            error = raised
        if call is not None:
            _look(call)
        if running.ending is not None and ending.is_expected(error):
            how = running.ending
        lost, has_secrets = None if call is None else call.lost, self.settings.is_secret is not None
        after = ending.after_flow(error, hung_up=session.hung_up, lost=lost, has_secrets=has_secrets)
        self._leave(running, how or after)

    def _run(self, call: ThreadCall) -> LogEntry | None:
        """Run the flow, if the call is admitted; return how the call ended, None if the flow returned."""
        log_lines(call, self.settings.is_secret)
        if self._admit is not None:
            reason = reason_to_refuse(self._admit(call.peer, call.environment))
            if reason is not None:
                return ending.not_admitted(reason)
        try:
            require_returned(self._flow(call), "the flow")
        except NoRoute as refused:
            with suppress(*REFUSAL_ENDS):
                for command in refused.commands():
                    call.execute(command)
            return LogEntry(logging.WARNING, one_line(str(refused)))
        return None

    def _leave(self, running: RunningCall, how: LogEntry) -> None:
        """Close the connection of a call, and log how it ended."""
        with self._lock:  # so that `stop` cannot reach a closed descriptor, which may be in use again
            running.close()
        self._lobby.leave(running.arrival)
        seconds = monotonic() - running.began
        self._lobby.log(running.name, how, f" ({seconds:.1f} s)")
        with self._lock:
            del self._calls[running]
            before = self._last
            if running.thread.ident is not None:
                self._last = running.thread
            self._change.notify_all()
        if before is not None:
            before.join()  # it has nothing left to do; so joining the last one joins all


def _look(call: ThreadCall) -> None:
    """Take what has arrived behind the last reply, and log what `on_event` raises."""
    try:
        call.look()
    except BaseException as error:
        log_failure(f"{type(call).__name__}.on_event() failed after the flow had ended", error)


@overload
def serve(
    flow: Flow,
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    max_calls: int = MAX_CALLS,
    environment_timeout: float | None = ENVIRONMENT_TIMEOUT,
    call_timeout: float | None = None,
    command_timeout: float | None = None,
    admit: Admit | None = None,
    allow_remote: bool = False,
    is_secret: IsSecret | None = None,
    grace: float = GRACE,
) -> None: ...
@overload
def serve(
    flow: Callable[[CallT], object],
    *,
    call_class: type[CallT],
    host: str = "127.0.0.1",
    port: int = PORT,
    max_calls: int = MAX_CALLS,
    environment_timeout: float | None = ENVIRONMENT_TIMEOUT,
    call_timeout: float | None = None,
    command_timeout: float | None = None,
    admit: Admit | None = None,
    allow_remote: bool = False,
    is_secret: IsSecret | None = None,
    grace: float = GRACE,
) -> None: ...
def serve(
    flow: Callable[..., object],
    *,
    call_class: type[ThreadCall] = ThreadCall,
    host: str = "127.0.0.1",
    port: int = PORT,
    max_calls: int = MAX_CALLS,
    environment_timeout: float | None = ENVIRONMENT_TIMEOUT,
    call_timeout: float | None = None,
    command_timeout: float | None = None,
    admit: Admit | None = None,
    allow_remote: bool = False,
    is_secret: IsSecret | None = None,
    grace: float = GRACE,
) -> None:
    """Run a server until SIGINT (Ctrl-C) or SIGTERM; then let the calls end, and close.

    A second signal does not wait for the calls. Signals arrive in the main thread alone: in another one, this serves
    until the process ends. The arguments are those of `Server`, and `grace` that of `close`.

    Raises:
        OSError: the address is in use or not available.
        ValueError, TypeError: as `Server` and its `close` do.
    """
    require_grace(grace)
    server = Server(
        flow,
        call_class=call_class,
        host=host,
        port=port,
        max_calls=max_calls,
        environment_timeout=environment_timeout,
        call_timeout=call_timeout,
        command_timeout=command_timeout,
        admit=admit,
        allow_remote=allow_remote,
        is_secret=is_secret,
    )
    with suppress(SignalArrived), signals_raised():
        try:
            server.start()
            server.serve_forever()
            server.close(grace)
        except SignalArrived:
            _logger.info(ending.closing(server.calls, grace))
            server.close(grace)  # a second signal, which may come before, or while this waits, ends it
        finally:
            server.close(0)
