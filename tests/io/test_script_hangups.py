"""Scripts as real processes: what they know of a hangup, and when."""

from __future__ import annotations

import pytest

from agicodec.io import script as module
from agicodec.testing import Asterisk, call_script, hang_up_everywhere
from tests.io.scripts import BLOCK, OK, program, script

class_of_notes = """
    class Noting(ScriptCall):
        def on_event(self, event: CallEvent) -> None:
            note("event", event, self.hung_up)
"""


def test_a_hangup_while_a_command_runs_is_told_of_at_once() -> None:
    flow = f"""{class_of_notes}
    def flow(call):
        note(call.get_data("pin").digits)
        note(call.hung_up)
        note(call.get_variable("X").value)
        call.stream_file("more")
    run(flow, call_class=Noting)
    """
    with script(flow) as running:
        assert running.line() == b"GET DATA pin\n"
        running.hang_up()
        assert running.noted() == "event ChannelHungUp() True"
        running.say(b"200 result=-1\n")
        assert running.noted() == ""
        assert running.noted() == "True"
        assert running.line() == b"GET VARIABLE X\n"
        running.say(b"200 result=1 (x)\n")
        assert running.noted() == "x"
        assert running.line() == b""
        assert (running.end(), running.rest()) == (module.HUNG_UP, "")


def test_a_hangup_while_another_thread_waits_is_told_of_at_once() -> None:
    flow = f"""{class_of_notes}
    def flow(call):
        thread = threading.Thread(target=lambda: call.get_variable("X"))
        thread.start()
        thread.join()
    run(flow, call_class=Noting)
    """
    with script(flow) as running:
        assert running.line() == b"GET VARIABLE X\n"
        running.hang_up()
        assert running.noted() == "event ChannelHungUp() True"
        running.say(OK)
        assert running.end() == 0


def test_a_hangup_while_no_command_runs_is_known_at_once() -> None:
    flow = """
        def flow(call):
            note("ready")
            while not call.hung_up:
                time.sleep(0.01)
            note("hung up")
            call.answer()
        run(flow)
    """
    with script(flow) as running:
        assert running.noted() == "ready"
        running.hang_up()
        assert running.noted() == "hung up"
        assert running.line() == b""
        assert running.end() == module.HUNG_UP


def test_next_event_returns_a_hangup() -> None:
    with script("run(lambda call: (note('ready'), note(call.next_event())))") as running:
        assert running.noted() == "ready"
        running.hang_up()
        assert running.noted() == "ChannelHungUp()"
        assert running.end() == 0


def test_many_hangups_lose_nothing() -> None:
    with script("run(lambda call: [note(call.get_variable('X').value) for _ in range(200)])") as running:
        for number in range(200):
            assert running.line() == b"GET VARIABLE X\n"
            running.hang_up()
            running.say(b"200 result=1 (%d)\n" % number)
            running.hang_up()
            assert running.noted() == str(number)
        assert running.end() == 0


def test_a_hangup_before_the_environment_is_kept() -> None:
    flow = """
        def hang_up_soon():
            while signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
                time.sleep(0.001)
            os.kill(os.getpid(), signal.SIGHUP)
            note("hung up")
        threading.Thread(target=hang_up_soon).start()
        run(lambda call: call.answer())
    """
    with script(flow, b"") as running:
        assert running.noted() == "hung up"
        running.say(BLOCK)
        assert running.line() == b""
        assert (running.end(), running.rest()) == (module.HUNG_UP, "")


def test_the_flow_survives_a_hangup_anywhere() -> None:
    flow = """
        def flow(call):
            call.answer()
            digits = call.get_data("pin").digits
            call.say_digits(digits or "0")
            call.verbose("done")
        run(flow)
    """

    def once(asterisk: Asterisk) -> None:
        status = call_script(asterisk, program(flow))
        assert status in (module.FLOW_ENDED, module.HUNG_UP)
        assert not any("Traceback" in line for line in asterisk.caller.conversation.lines)

    def make() -> Asterisk:
        asterisk = Asterisk()
        asterisk.caller.dials("12")
        return asterisk

    assert hang_up_everywhere(once, make) >= 2 * 4 + 1


HEEDFUL = """
    class Heedful(ScriptCall):
        def on_event(self, event):
            note(type(event).__name__)

    def flow(call):
        call.noop()
        note("ready")
        while not call.hung_up:
            time.sleep(0.01)
        {rest}
        note("over")
    run(flow, call_class=Heedful)
"""
"""A script whose last command has been answered when the channel hangs up."""


@pytest.mark.parametrize(
    ("rest", "notes", "status"),
    [
        ("", ["over", "ChannelHungUp"], 0),
        ("call.look()", ["ChannelHungUp", "over"], 0),
        ("raise ValueError", ["ChannelHungUp"], module.FAILED),
        ("sys.exit(5)", ["ChannelHungUp"], 5),
    ],
)
def test_a_hangup_after_the_last_command_is_passed_on(rest: str, notes: list[str], status: int) -> None:
    with script(HEEDFUL.format(rest=rest)) as running:
        assert running.line() == b"NOOP\n"
        running.say(b"200 result=0\n")
        assert running.noted() == "ready"
        running.hang_up()
        assert [running.noted() for _ in notes] == notes
        assert running.end() == status


def test_what_on_event_raises_after_the_flow_fails_the_script() -> None:
    flow = """
        class Broken(ScriptCall):
            def on_event(self, event):
                raise ValueError("broken")

        run(lambda call: os.kill(os.getpid(), signal.SIGHUP), call_class=Broken)
    """
    with script(flow) as running:
        assert running.end() == module.FAILED
        assert "ValueError: broken" in running.rest()


def test_a_hangup_after_the_end_of_the_flow_does_not_end_the_process() -> None:
    flow = """
        import atexit
        atexit.register(lambda: (os.kill(os.getpid(), signal.SIGHUP), note("cleaned up")))
        run(lambda call: call.hangup())
    """
    with script(flow) as running:
        assert running.line() == b"HANGUP\n"
        running.say(b"200 result=1\n")
        assert (running.end(), running.rest()) == (0, "cleaned up\n")
