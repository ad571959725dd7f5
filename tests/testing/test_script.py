"""Scripts that misbehave: the call ends as on Asterisk, or fails in time, and shows the conversation."""

from __future__ import annotations

import fcntl
import os
import resource
import signal
import sys
import textwrap
import time
from pathlib import Path
from textwrap import dedent

import pytest

from agicodec import Raw, RawReply
from agicodec.testing import Asterisk, CallFlowError, call_script

READS = """
import os, signal, sys, time
def ask(line):
    os.write(1, line + b"\\n")
    return sys.stdin.readline()
while sys.stdin.readline() != "\\n": pass
"""


def python(program: str) -> list[str]:
    return [sys.executable, "-c", READS + textwrap.dedent(program)]


def failure(command: list[str], timeout: float = 1.5) -> str:
    """Return how a call fails, which it does in time."""
    began = time.monotonic()
    with pytest.raises(CallFlowError) as caught:
        call_script(Asterisk(), command, timeout=timeout)
    assert time.monotonic() - began < timeout + 10
    return str(caught.value)


def test_a_script_that_does_not_read_fails_in_time() -> None:
    asterisk = Asterisk(variables={"X": "x" * 1_000_000})
    began = time.monotonic()
    with pytest.raises(CallFlowError, match=r"does not read what Asterisk writes.*bytes are left after 1\.5 s"):
        call_script(asterisk, python("os.write(1, b'GET FULL VARIABLE ${X}\\n'); time.sleep(60)"), timeout=1.5)
    assert time.monotonic() - began < 12


def test_a_script_that_writes_and_never_reads_fails_in_time() -> None:
    shown = failure(python("while True: os.write(1, b'x' * 5000 + b'\\n')"), 2)
    assert "does not read what Asterisk writes" in shown


def test_a_script_that_dribbles_does_not_stretch_the_time() -> None:
    shown = failure(python("while True: os.write(1, b'N'); time.sleep(0.05)"))
    assert "not read this" in shown
    assert "The call was to end in 1.5 s." in shown


def test_the_failure_of_a_script_that_does_not_flush_suggests_it() -> None:
    shown = failure(python("buffered = open(1, 'w'); buffered.write('ANSWER\\n'); sys.stdin.readline()"))
    assert shown.startswith("The script has written nothing since the last line of Asterisk, and not ended: ")
    assert "What a script writes must be flushed after each line." in shown


def test_a_child_that_keeps_the_output_open_is_reported_and_killed(tmp_path: Path) -> None:
    held = tmp_path / "held"
    child = f"""
    import fcntl, pathlib, time
    file = open({str(held)!r}, "w")
    fcntl.flock(file, fcntl.LOCK_EX)
    pathlib.Path({str(tmp_path / "ready")!r}).touch()
    time.sleep(60)
    """
    program = f"""
    import pathlib, subprocess, time
    child = subprocess.Popen([sys.executable, "-c", {dedent(child)!r}])
    while not pathlib.Path({str(tmp_path / "ready")!r}).exists():
        time.sleep(0.01)
    sys.exit(3)
    """
    shown = failure(python(program))
    assert shown.startswith("The script has ended with the exit status 3, but a process that it started has kept its")
    with held.open() as file:
        for _ in range(500):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.01)
            else:
                return
    raise AssertionError("the child lives")


def test_a_child_that_closes_the_output_in_time_is_waited_for() -> None:
    program = """
    import subprocess
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(0.2); print('VERBOSE late')"])
    """
    asterisk = Asterisk()
    assert call_script(asterisk, python(program)) == 0
    assert asterisk.messages == ["late"]


@pytest.mark.parametrize("audio", [None, b"\0\0"])
def test_a_script_that_cannot_be_started_fails(tmp_path: Path, audio: bytes | None) -> None:
    missing, no_program, no_interpreter = tmp_path / "missing", tmp_path / "plain", tmp_path / "script"
    no_program.write_text("nothing")
    no_interpreter.write_text("#!/no/such/interpreter\n")
    no_interpreter.chmod(0o755)
    for path, problem in (
        (missing, "No such file or directory"),
        (no_program, "Permission denied"),
        (no_interpreter, "No such file or directory"),
    ):
        with pytest.raises(CallFlowError, match=rf"cannot start '{path}'.*AGISTATUS.*{problem}"):
            call_script(Asterisk(), [path], audio=audio)


def test_a_command_is_a_sequence() -> None:
    with pytest.raises(TypeError, match=r"command 'python3 x.py': expected the program and its arguments"):
        call_script(Asterisk(), "python3 x.py")
    with pytest.raises(ValueError, match=r"command \[\]: expected the program and its arguments"):
        call_script(Asterisk(), [])
    with pytest.raises(ValueError, match="timeout 0: expected a number of seconds above 0"):
        call_script(Asterisk(), [sys.executable], timeout=0)


def test_how_a_script_ended_is_in_the_conversation() -> None:
    asterisk = Asterisk()
    assert call_script(asterisk, [sys.executable, "-c", "raise SystemExit(3)"]) == 3
    assert asterisk.caller.conversation.lines[-1].strip() == "(the script has ended with the exit status 3)"
    asterisk = Asterisk()
    assert call_script(asterisk, python("ask(b'NOOP'); os.kill(os.getpid(), signal.SIGKILL)")) == -signal.SIGKILL
    assert asterisk.caller.conversation.lines[-1].strip() == "(the script was killed by the signal SIGKILL)"


def test_a_script_that_does_not_handle_the_signal_of_a_hangup_is_killed_by_it() -> None:
    asterisk = Asterisk()
    asterisk.caller.hangs_up_during(1)
    assert call_script(asterisk, python("ask(b'NOOP'); time.sleep(5)")) == -signal.SIGHUP


def test_a_printed_line_fails_though_the_script_ends_well() -> None:
    program = """
    print("hello, world", flush=True)
    ask(b"ANSWER")
    print("looking up\\t1", flush=True)
    assert ask(b"GET VARIABLE X") == "200 result=0\\n"
    """
    shown = failure(python(program))
    problem = shown.partition("\n")[0]
    assert problem.startswith("The script wrote a line that is no command: 'hello, world'.")
    assert "asterisk.refuses(Raw('hello,', 'world'))" in problem
    assert "it is no command: 'looking up 1'" in shown
    assert shown.count("print(..., file=sys.stderr)") == 1


@pytest.mark.parametrize("printed", ["", '"', "\xff", "a" * 300, '"a b" c', "ANSWERED", "Raw('x')"])
def test_whatever_is_printed_fails_or_can_be_named(printed: str) -> None:
    program = f"os.write(1, {printed.encode('latin-1')!r} + b'\\n')"
    assert "wrote a line that is no command" in failure(python(program))


def test_a_command_that_asterisk_is_to_refuse_is_named() -> None:
    asterisk = Asterisk()
    asterisk.refuses(Raw("MYCMD", "a b"))
    asterisk.refuses(Raw("OTHER"), 520, times=1)
    asterisk.answers(Raw("THIRD"), RawReply(200, "7"))
    program = """
    assert ask(b'MYCMD "a b"') == "510 Invalid or unknown command\\n"
    assert ask(b"OTHER").startswith("520")
    while not sys.stdin.readline().startswith("520"): pass
    assert ask(b"THIRD") == "200 result=7\\n"
    """
    assert call_script(asterisk, python(program)) == 0
    asterisk.check()
    assert not asterisk.caller.conversation.remarks
    with pytest.raises(CallFlowError, match=r"no command: 'OTHER'\."):
        call_script(asterisk, python('ask(b"OTHER")'))
    asterisk.refuses(Raw)
    assert call_script(asterisk, python('ask(b"OTHER"); ask(b"whatever it is")')) == 0


def test_a_command_of_ones_own_without_a_result_is_no_printed_text() -> None:
    shown = failure(python('ask(b"QUEUE POSITION sales")'))
    assert "asterisk.answers(command, result), with an instance of its class" in shown
    assert "asterisk.refuses(Raw('QUEUE', 'POSITION', 'sales'))" in shown
    assert "If it is a text and no command of your own, the flow takes" in shown


@pytest.mark.parametrize(
    ("request_of_test", "expected"),
    [
        ("ivr/sales", "ivr/sales"),
        ("/usr/share/agi/ivr", "/usr/share/agi/ivr"),
        ("agi://127.0.0.1", sys.executable),
        ("HAGI://pbx/x", sys.executable),
        ("agi:async", sys.executable),
    ],
)
def test_the_request_of_a_script_is_that_of_the_asterisk_or_the_program(request_of_test: str, expected: str) -> None:
    asterisk = Asterisk(request=request_of_test)
    code = "import sys\nlines = list(iter(sys.stdin.readline, '\\n'))\n"
    code += "print('VERBOSE', *(line.split()[1] for line in lines if line.startswith('agi_request:')), flush=True)\n"
    code += "sys.stdin.readline()"
    assert call_script(asterisk, [sys.executable, "-c", code]) == 0
    assert asterisk.messages == [expected]


def test_a_printed_line_is_pointed_out_where_a_script_fails_for_it() -> None:
    shown = failure(python("print('hello', flush=True); ask(b'EXEC Nosuch')\nask(b'NOOP')"))
    assert "Nosuch" in shown.partition("\n")[0]
    assert "no commands, 'hello' first" in shown
    assert "file=sys.stderr" in shown


def test_a_printed_line_that_ends_the_run_is_pointed_out() -> None:
    asterisk = Asterisk()
    began = time.monotonic()
    program = "print('Failure to find the account', flush=True); time.sleep(60)"
    assert call_script(asterisk, python(program)) == -signal.SIGHUP
    assert time.monotonic() - began < 5
    assert "a line that begins with 'failure'" in str(asterisk.caller.conversation)


def test_standard_error_stands_where_it_was_written_and_in_a_failure() -> None:
    program = """
    print("one", file=sys.stderr)
    ask(b"NOOP")
    print("two", file=sys.stderr)
    ask(b"EXEC Nosuch")
    """
    lines = failure(python(program)).splitlines()
    assert lines[-5:] == [
        "(stderr) one",
        "flow     NOOP",
        "Asterisk 200 result=0",
        "(stderr) two",
        "flow     EXEC Nosuch",
    ]


def test_a_flood_on_standard_error_is_cut() -> None:
    asterisk = Asterisk()
    assert call_script(asterisk, python("sys.stderr.write('x' * 50 + '\\n' + 'y' * 200_000)")) == 0
    assert len(asterisk.caller.conversation.lines) < 10
    assert any("bytes are left out" in line for line in asterisk.caller.conversation.lines)


def test_the_arguments_of_the_dialplan_follow_those_of_the_command() -> None:
    asterisk = Asterisk(arguments=("one", "two words"))
    program = "import sys; print(*sys.argv[1:], sep='|', file=sys.stderr)"
    assert call_script(asterisk, [sys.executable, "-c", program, "zero"], timeout=float("inf")) == 0
    assert asterisk.caller.conversation.lines[-1] == "(stderr) zero|one|two words"


def test_a_line_without_end_is_cut_as_asterisk_cuts_it() -> None:
    asterisk = Asterisk()
    asterisk.refuses(Raw)
    assert call_script(asterisk, python("os.write(1, b'x' * 60_000)")) == 0
    assert asterisk.number == 8
    assert any("(60000 characters)" in line for line in asterisk.caller.conversation.lines)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGRTMIN + 1])
def test_a_killed_script_whose_child_keeps_the_output_open_is_reported(number: int) -> None:
    program = f"""
    import subprocess
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    os.kill(os.getpid(), {int(number)})
    """
    name = "SIGTERM" if number == signal.SIGTERM else int(number)
    assert failure(python(program)).startswith(f"The script was killed by the signal {name}, but a process that it")


def test_a_script_is_called_by_a_process_with_many_open_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 1200:
        pytest.skip(f"no more than {hard} files can be open")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 1200), hard))
    files = [os.open(os.devnull, os.O_RDONLY) for _ in range(1050)]
    try:
        assert call_script(Asterisk(), python("ask(b'NOOP')"), audio=b"\0\0") == 0
    finally:
        for file in files:
            os.close(file)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
