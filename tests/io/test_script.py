"""Scripts as real processes: what they print, and how they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from agicodec.io import script as module
from agicodec.io.script import run
from agicodec.testing import Asterisk, call_script
from tests.io.scripts import BLOCK, OK, program, script

# What is no part of the protocol


@pytest.mark.parametrize(
    "noise",
    [
        "print('NOOP noise')",
        "print('NOOP noise', flush=True)",
        "sys.stdout.write('NOOP noise')",
        "os.write(1, b'NOOP noise\\n')",
        "os.system('echo NOOP noise')",
        "subprocess.run(['echo', 'NOOP noise'], check=True)",
        "subprocess.run(['echo', 'NOOP noise'], check=True, close_fds=False)",
        "os.system('cat; echo NOOP noise')",
        "assert sys.stdin.read() == ''; print('NOOP noise')",
        "assert os.read(0, 10) == b''; print('NOOP noise')",
        "subprocess.run([sys.executable, '-c', 'print(input())'], stderr=-1); print('NOOP noise')",
    ],
)
def test_nothing_but_commands_reaches_asterisk_and_none_of_its_replies_is_lost(noise: str) -> None:
    flow = f"""
        def flow(call):
            {noise}
            note(call.get_variable("X").value)
            {noise}
            note(call.get_variable("Y").value)
        run(flow)
    """
    with script(flow) as running:
        assert running.line() == b"GET VARIABLE X\n"
        running.say(b"200 result=1 (one)\n")
        assert running.line() == b"GET VARIABLE Y\n"
        running.say(b"200 result=1 (two)\n")
        assert running.line() == b""
        assert running.end() == 0
        errors = running.rest()
        assert errors.count("NOOP noise") == 2
        assert "one\n" in errors
        assert "two\n" in errors


def test_what_was_printed_before_does_not_reach_asterisk_either() -> None:
    with script("print('early')\nrun(lambda call: call.noop())\n") as running:
        assert running.line() == b"NOOP\n"
        running.say(OK)
        assert (running.line(), running.end(), running.rest()) == (b"", 0, "early\n")


def test_what_is_printed_is_seen_at_once() -> None:
    with script("run(lambda call: (print('now'), call.noop()))") as running:
        assert running.noted() == "now"
        assert running.line() == b"NOOP\n"


def test_a_child_that_lives_on_keeps_the_call_from_nothing() -> None:
    with script("run(lambda call: subprocess.Popen(['sleep', '5'], stderr=subprocess.DEVNULL) and None)") as running:
        assert running.line() == b""
        assert running.end() == 0


def test_without_standard_error_what_is_printed_is_lost() -> None:
    shell = ["sh", "-c", 'exec "$@" 2>&-', "sh", *program("run(lambda call: (print('x'), call.verbose('hi')))")]
    asterisk = Asterisk()
    assert call_script(asterisk, shell) == 0
    assert asterisk.messages == ["hi"]


def test_what_is_opened_does_not_become_standard_error() -> None:
    flow = """
        def flow(call):
            with open(os.devnull) as opened:
                call.verbose(str(opened.fileno() > 2))
            call.verbose(os.popen("echo x >&2; echo whole").read().strip())
        run(flow)
    """
    asterisk = Asterisk()
    assert call_script(asterisk, ["sh", "-c", 'exec "$@" 2>&-', "sh", *program(flow)]) == 0
    assert asterisk.messages == ["True", "whole"]


def test_a_standard_error_that_nobody_reads_changes_no_exit_status() -> None:
    with script("def flow(call):\n    call.noop()\n    print('x' * 100_000)\nrun(flow)\n") as running:
        assert running.line() == b"NOOP\n"
        running.errors.close()
        running.say(OK)
        assert running.end() == module.FAILED


def test_a_thread_that_waits_when_the_script_ends_is_woken() -> None:
    flow = """
        def flow(call):
            threading.Thread(target=lambda: note(call.next_event())).start()
            time.sleep(0.2)
        run(flow)
    """
    with script(flow) as running:
        assert running.line() == b""
        assert running.noted() == "ConnectionClosed(command=None, data=b'')"
        assert (running.end(), running.rest()) == (0, "")


def test_a_long_line_is_written_whole() -> None:
    with script("run(lambda call: [call.verbose('x' * 8000) for _ in range(20)])") as running:
        for _ in range(20):
            assert running.line() == b"VERBOSE " + b"x" * 8000 + b"\n"
            running.say(b"200 result=1\n")
        assert running.end() == 0


def test_streams_that_do_not_block_are_read_and_written() -> None:
    flow = """
        os.set_blocking(0, False)
        os.set_blocking(1, False)
        run(lambda call: [call.verbose('x' * 8000) for _ in range(20)])
    """
    with script(flow) as running:
        for _ in range(20):
            assert running.line() == b"VERBOSE " + b"x" * 8000 + b"\n"
            running.say(b"200 ")
            running.say(b"result=1\n")
        assert running.end() == 0


# How a script ends


ENDS = {
    "pass": (0, ""),
    "return 5": (0, ""),
    "sys.exit()": (0, ""),
    "sys.exit(7)": (7, ""),
    "sys.exit('no such queue')": (1, "no such queue\n"),
    "raise DeadChannel('ANSWER', '')": (module.HUNG_UP, ""),
    "raise NeverAnswered('ANSWER', 'x')": (module.HUNG_UP, ""),
    "raise KeyboardInterrupt": (module.INTERRUPTED, ""),
    "os.kill(os.getpid(), signal.SIGINT); time.sleep(9)": (module.INTERRUPTED, ""),
    "os.kill(os.getpid(), signal.SIGTERM); time.sleep(9)": (module.TERMINATED, ""),
    "sys.stderr.close()": (0, ""),
}


@pytest.mark.parametrize(("end", "expected"), ENDS.items())
def test_the_exit_status_says_how_it_ended(end: str, expected: tuple[int, str]) -> None:
    with script(f"def flow(call):\n    {end}\nrun(flow)\n") as running:
        assert (running.line(), running.end(), running.rest()) == (b"", *expected)


def test_the_statuses_differ() -> None:
    names = ("FLOW_ENDED", "FAILED", "NOT_ASTERISK", "NO_ROUTE", "HUNG_UP", "INTERRUPTED", "TERMINATED")
    assert len({getattr(module, name) for name in names}) == len(names)
    assert set(names) <= set(module.__all__)


def test_the_end_of_the_stream_is_the_end_of_the_call() -> None:
    with script("run(lambda call: call.answer())") as running:
        assert running.line() == b"ANSWER\n"
        running.input.close()
        assert (running.end(), running.rest()) == (module.HUNG_UP, "")


@pytest.mark.parametrize("before", ["", "signal.signal(signal.SIGPIPE, signal.SIG_DFL)\n"])
def test_a_stream_that_nobody_reads_is_the_end_of_the_call(before: str) -> None:
    flow = f"{before}run(lambda call: (note('ready'), time.sleep(0.3), call.verbose('x'), call.answer()))"
    with script(flow) as running:
        assert running.noted() == "ready"
        running.output.close()
        assert (running.end(), running.rest()) == (module.HUNG_UP, "")


def test_a_failure_has_its_traceback_on_standard_error() -> None:
    with script("def flow(call):\n    1 / 0\nrun(flow)\n") as running:
        assert (running.line(), running.end()) == (b"", module.FAILED)
        errors = running.rest()
        assert errors.startswith("Traceback (most recent call last):\n")
        assert errors.endswith("ZeroDivisionError: division by zero\n")
        assert "io/script.py" not in errors


@pytest.mark.parametrize("is_dead", [False, True])
def test_a_failure_is_reported_to_the_console_when_asked_to(is_dead: bool) -> None:
    asterisk = Asterisk()
    if is_dead:
        asterisk.caller.hangs_up_before(1)
    flow = """
        def flow(call):
            call.verbose("a")
            raise ValueError("a\\0b\\n\\udcff" + "x" * 9000)
        run(flow, report=True)
    """
    assert call_script(asterisk, program(flow)) == module.FAILED
    first, *reported = asterisk.messages
    assert (first, reported[0]) == ("a", "Traceback (most recent call last):")
    assert any(line.startswith("ValueError: a") for line in reported)


@pytest.mark.parametrize("line", ['"' * 390, "\\" * 500, "\U0001f600" * 300, "\ud800 alone", "\x7f\x1b"])
def test_all_lines_of_a_failure_are_reported_whatever_is_in_one(line: str) -> None:
    asterisk = Asterisk()
    flow = f"def flow(call):\n    raise ValueError({line + chr(10)!a} 'last')\nrun(flow, report=True)\n"
    assert call_script(asterisk, program(flow)) == module.FAILED
    assert asterisk.messages[-2].startswith("ValueError: ")
    assert asterisk.messages[-1] == "last"


def test_a_failure_after_the_end_is_not_reported() -> None:
    flow = "def flow(call):\n    note('ready')\n    time.sleep(0.3)\n    1 / 0\nrun(flow, report=True)\n"
    with script(flow) as running:
        assert running.noted() == "ready"
        running.output.close()
        running.input.close()
        assert running.end() == module.FAILED
        assert running.rest().endswith("ZeroDivisionError: division by zero\n")


def test_a_coroutine_function_is_no_flow_of_a_script() -> None:
    with script("async def flow(call):\n    pass\nrun(flow)\n") as running:
        assert running.end() == module.FAILED
        errors = running.rest()
        assert "TypeError: the flow returned <coroutine" in errors
        assert "never awaited" not in errors


def test_at_sigterm_the_flow_cleans_up() -> None:
    flow = """
        def flow(call):
            try:
                call.get_data("pin")
            finally:
                call.verbose("bye")
        run(flow)
    """
    with script(flow) as running:
        assert running.line() == b"GET DATA pin\n"
        running.process.send_signal(signal.SIGTERM)
        interrupting = running.line()
        assert interrupting.startswith(b"GET FULL VARIABLE ")
        running.say(b"200 result=1 (%s)\n" % interrupting.split()[-1])
        assert running.line() == b"VERBOSE bye\n"
        running.say(b"200 result=1\n")
        assert running.end() == module.TERMINATED


def test_a_router_is_run() -> None:
    flow = """
        from agicodec.commands import SetContext, Hangup
        from agicodec.serving import Router
        router = Router(refusal=(SetContext("closed"), Hangup()))
        router.add("{name}", lambda call: call.verbose(call.script.parameters["name"]))
        run(router)
    """
    with script(flow) as running:
        assert running.line() == b"VERBOSE script.py\n"
        running.say(b"200 result=1\n")
        assert running.end() == 0
    with script(flow, BLOCK.replace(b"script.py", b"lib/script.py")) as running:
        assert running.line() == b"SET CONTEXT closed\n"
        running.say(OK)
        assert running.line() == b"HANGUP\n"
        running.say(b"200 result=1\n")
        assert running.end() == module.NO_ROUTE
        assert running.rest().endswith(
            "no flow is registered for the script 'lib/script.py'; SET CONTEXT, HANGUP were run\n"
        )


# Not started by Asterisk


def test_in_a_terminal_it_says_what_to_do() -> None:
    try:
        ours, theirs = os.openpty()
    except OSError as error:
        pytest.skip(f"this system has no pseudo-terminals: {error}")
    with os.fdopen(ours), os.fdopen(theirs) as terminal:
        done = subprocess.run(
            program("run(lambda call: None)"), stdin=terminal, capture_output=True, text=True, timeout=20, check=False
        )
    assert (done.returncode, done.stdout) == (module.NOT_ASTERISK, "")
    assert "it must be started by Asterisk: write AGI(" in done.stderr


@pytest.mark.parametrize("data", [b"", b"hello\n", b"agi_request: x\n", b"x" * 100_000], ids=len)
def test_without_an_environment_it_says_so(data: bytes) -> None:
    done = subprocess.run(program("run(lambda call: None)"), input=data, capture_output=True, timeout=20, check=False)
    assert (done.returncode, done.stdout) == (module.NOT_ASTERISK, b"")
    assert b"it was not started by Asterisk" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&-"])
def test_without_its_streams_it_says_so(closed: str) -> None:
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", *program("run(lambda call: None)")]
    done = subprocess.run(shell, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stdout) == (module.NOT_ASTERISK, "")
    assert done.stderr.endswith("its standard input or its standard output is closed\n")
    assert done.stderr.count("\n") == 1


def test_a_stream_that_says_nothing_is_not_waited_for_without_end() -> None:
    with script("import agicodec.io.script as s\ns.ENVIRONMENT_TIMEOUT = 0.2\nrun(lambda call: None)", b"") as running:
        assert running.end() == module.NOT_ASTERISK
        assert "nothing has arrived within 0.2 s" in running.rest()


def test_another_thread_is_refused_and_nothing_has_changed() -> None:
    raised: list[BaseException] = []

    def in_thread() -> None:
        try:
            run(lambda _: None)
        except BaseException as error:
            raised.append(error)

    handler = signal.getsignal(signal.SIGHUP)
    thread = threading.Thread(target=in_thread, name="worker")
    thread.start()
    thread.join()
    assert "main thread only, not in 'worker'" in str(raised[0])
    assert isinstance(raised[0], RuntimeError)
    assert signal.getsignal(signal.SIGHUP) is handler


def test_the_handlers_are_restored_at_the_end() -> None:
    flow = """
        def before(*_): note("before")
        signal.signal(signal.SIGHUP, before)
        try:
            run(lambda call: os.kill(os.getpid(), signal.SIGHUP))
        finally:
            os.kill(os.getpid(), signal.SIGHUP)
            note(signal.getsignal(signal.SIGTERM) is signal.SIG_DFL, signal.set_wakeup_fd(-1))
    """
    with script(flow) as running:
        assert (running.end(), running.rest()) == (0, "before\nTrue -1\n")


# What it costs


def test_a_script_loads_only_what_it_needs(asterisk: Asterisk) -> None:
    unwanted = ("asyncio", "socket", "logging", "traceback", "urllib.parse", "agicodec.serving", "agicodec.io.audio")
    flow = f"run(lambda call: call.verbose(' '.join(name for name in {unwanted} if name in {{*sys.modules}} - before)))"
    code = f"import sys\nbefore = {{*sys.modules}}\nfrom agicodec.io.script import run\n{flow}"
    assert call_script(asterisk, [sys.executable, "-c", code]) == 0
    assert asterisk.messages == [""]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "standard input has ended"),
        (b"hello\n", "standard input has ended; unread is b'hello\\n'"),
        (b"\n", "it has no agi_request, agi_channel or agi_uniqueid: b'\\n'"),
        (b"hello\n\n", "it has no agi_request, agi_channel or agi_uniqueid: b'hello\\n\\n'"),
        (b"agi_request: x\nagi_channel: y\n\n", "it has no agi_request, agi_channel or agi_uniqueid: b'agi_request: x"),
    ],
)
def test_input_that_is_not_of_asterisk_is_refused(data: bytes, problem: str) -> None:
    command = program("run(lambda call: call.noop())")
    done = subprocess.run(command, input=data, capture_output=True, timeout=20, check=False)
    assert done.returncode == module.NOT_ASTERISK
    assert done.stdout == b""
    shown = done.stderr.decode()
    assert f"which sends the environment of the call at once: {problem}" in shown
    assert "Asterisk has closed" not in shown
