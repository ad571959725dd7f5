"""What the log says of a script, on its standard error."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.io.scripts import OK, script

LOGGED = """
import logging
logging.basicConfig(level="{level}", format="%(levelname)s %(message)s")
PIN, MISTAKE = "1234", "no such customer"
def is_secret(command):
    return True
"""


def log_of(flow: str, *replies: bytes, level: str = "DEBUG", options: str = "") -> list[str]:
    """Run a script with a flow of one line, and return what it writes on standard error."""
    with script(LOGGED.format(level=level) + f"def flow(call):\n    {flow}\nrun(flow{options})\n") as running:
        for reply in replies:
            assert running.line()
            running.say(reply)
        assert running.line() == b""
        running.end()
        return running.rest().splitlines()


def test_a_call_and_its_lines_are_logged() -> None:
    first, *lines, last = log_of("call.noop()", OK)
    assert first == "INFO PJSIP/a-1: calls script.py"
    assert lines[0] == "DEBUG <PJSIP/a-1>AGI Tx >> agi_request: script.py"
    assert lines[-2:] == ["DEBUG <PJSIP/a-1>AGI Rx << NOOP", "DEBUG <PJSIP/a-1>AGI Tx >> 200 result=0"]
    assert last.startswith("INFO PJSIP/a-1: ended (0.")


def test_at_info_only_the_call_is_logged() -> None:
    assert len(log_of("call.noop()", OK, level="INFO")) == 2


def test_nothing_is_logged_where_logging_is_not_imported() -> None:
    with script("def flow(call):\n    call.noop()\n    assert 'logging' not in sys.modules\nrun(flow)") as running:
        assert running.line() == b"NOOP\n"
        running.say(OK)
        assert running.end() == 0
        assert running.rest() == ""


@pytest.mark.parametrize(
    ("flow", "ending"),
    [
        ("raise SystemExit(5)", "INFO PJSIP/a-1: ended, with the exit status 5 ("),
        ("raise SystemExit('no queue')", "INFO PJSIP/a-1: ended, with the exit status 1: no queue ("),
        ("raise SystemExit", "INFO PJSIP/a-1: ended ("),
        ("raise SystemExit(0)", "INFO PJSIP/a-1: ended ("),
        ("raise KeyError(MISTAKE)", "ERROR PJSIP/a-1: failed: KeyError('no such customer') ("),
        ("raise CallEnded", "INFO PJSIP/a-1: over: "),
        (
            "from agicodec.serving import Router; Router()(call)",
            "WARNING PJSIP/a-1: no flow is registered for the script 'script.py', and the router has no refusal (",
        ),
    ],
)
def test_the_end_is_logged(flow: str, ending: str) -> None:
    lines = log_of(flow, level="INFO")
    assert lines[1].startswith(ending)
    assert any("KeyError: " in line for line in lines[2:]) is ("KeyError" in flow)


@pytest.mark.parametrize(
    "configured",
    [
        "logging.basicConfig(filename=PATH)",
        "logging.basicConfig(filename=PATH); logging.getLogger().addHandler(logging.StreamHandler())",
        "logging.basicConfig(filename=PATH); logging.getLogger().addHandler(logging.StreamHandler(sys.stdout))",
        "logging.basicConfig(filename=PATH); logging.getLogger().addHandler(logging.NullHandler())",
        "logging.basicConfig()",
        "pass",
        "logging.getLogger('agicodec').addHandler(logging.NullHandler())",
        "logging.disable(logging.CRITICAL)",
        "logging.basicConfig(); logging.getLogger().handlers[0].setLevel(logging.CRITICAL)",
        "logging.basicConfig(); logging.getLogger('agicodec').addFilter(lambda record: False)",
    ],
)
def test_a_traceback_is_in_the_log_and_once_on_standard_error(configured: str, tmp_path: Path) -> None:
    path = tmp_path / "log"
    text = (
        f"import logging\nPATH = {str(path)!r}\n{configured}\ndef flow(call):\n    raise KeyError('boom')\nrun(flow)\n"
    )
    with script(text) as running:
        assert running.line() == b""
        assert running.end() == 1
        assert running.rest().count("KeyError: 'boom'") == 1
    assert ("PATH" not in configured) or path.read_text().count("KeyError: 'boom'") == 1


def test_a_call_whose_flow_has_caught_its_end_is_not_logged_as_ended() -> None:
    flow = "from contextlib import suppress\n    with suppress(CallEnded): call.noop()"
    with script(LOGGED.format(level="INFO") + f"def flow(call):\n    {flow}\nrun(flow)\n") as running:
        assert running.line() == b"NOOP\n"
        running.input.close()
        assert running.process.wait(10) == 0
        _, last = running.errors.read().decode().splitlines()
    assert last.startswith("INFO PJSIP/a-1: ended, after the call was over: Asterisk has closed the connection (")


def test_the_end_says_what_a_router_has_run() -> None:
    flow = "from agicodec.serving import Router; from agicodec.commands import Noop; Router(refusal=[Noop()])(call)"
    _, last, complaint = log_of(flow, OK, level="INFO")
    assert last.startswith("WARNING PJSIP/a-1: no flow is registered for the script 'script.py'; NOOP was run (")
    assert complaint.endswith(": no flow is registered for the script 'script.py'; NOOP was run")


@pytest.mark.parametrize("rest", ["; call.next_event()", ""])
def test_a_hangup_is_logged_at_debug_and_not_as_a_line(rest: str) -> None:
    flow = f"import time; note('ready'); time.sleep(2) if not call.hung_up else None{rest}"
    with script(LOGGED.format(level="DEBUG") + f"def flow(call):\n    {flow}\nrun(flow)\n") as running:
        while running.noted() != "ready":
            pass
        running.hang_up()
        assert running.noted() == "DEBUG <PJSIP/a-1>AGI hung up"
        assert running.noted().startswith("INFO PJSIP/a-1: ended, after the channel had hung up (")


@pytest.mark.parametrize(
    ("flow", "replies"),
    [
        ("call.set_variable('PIN', PIN); call.get_variable('PIN')", (b"200 result=1\n", b"200 result=1 (1234)\n")),
        ("call.set_variable('PIN', PIN)", (b"200 result=1234\n",)),
        ("call.set_variable('PIN', PIN + '\\0')", ()),
    ],
)
def test_secrets_are_on_no_line(flow: str, replies: tuple[bytes, ...]) -> None:
    for level in ("DEBUG", "INFO"):
        lines = log_of(flow, *replies, level=level, options=", is_secret=is_secret")
        assert "1234" not in "".join(lines)


def test_secrets_do_not_reach_the_console_of_asterisk() -> None:
    options = "run(lambda call: call.noop(), report=True, is_secret=lambda command: True)"
    with script(options) as running:
        running.line()
        running.say(b"200 result=1234\n")
        lines = b""
        while (line := running.line()) != b"":
            lines += line
            running.say(b"200 result=1\n")
        assert b"whose text may have a secret" in lines
        assert b"1234" not in lines
        assert "1234" not in running.rest()
