"""Call flows that find out how a server or a script treats hangups, and report it to the test by UserEvent.

Each flow is written once: a generator of steps, which calls that block and calls that are awaited take. The file is run
as a script too, by Python alone with agicodec beside it.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from array import array
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final, TypeAlias, TypeVar
from urllib.parse import quote

from agicodec import AgicodecError, AsyncAgiCall, AsyncCall, Call, Command, DeadChannel, Raw
from agicodec.commands import (
    Answer,
    Exec,
    GetData,
    GetFullVariable,
    GetVariable,
    Hangup,
    SayDigits,
    SetAutohangup,
    SetContext,
    SetExtension,
    SetPriority,
    SetVariable,
    SpeechCreate,
    StreamFile,
    Verbose,
    WaitForDigit,
)
from agicodec.io.script import ScriptCall, run
from agicodec.results import DigitsEntered, EvaluatedText
from agicodec.serving import Router, Script
from examples.ivr import balance_blocking
from tests.live.cases import LEAVING_CALLER, QUIET_CALLER
from tests.live.steps import PATIENCE, Finding, Pause, Steps, UntilHangup, Within, take_steps

__all__ = ["ARRIVED", "BRIEF", "FOUND", "GO", "LOGGED", "READY", "logs", "reported", "routes"]

CallT = TypeVar("CallT", bound=Call | AsyncCall)
R = TypeVar("R")
AnyCall: TypeAlias = Call | AsyncCall | AsyncAgiCall

ARRIVED, READY, FOUND = "Arrived", "Ready", "Found"
"""The events by which a flow says that it runs, asks to be hung up, and reports what it has found."""

GO: Final = "GO"
"""The global variable that is `yes` once all flows of a test run."""

EXCHANGES: Final = 30
"""How many times a call writes a value of its own and reads it back."""

BRIEF: Final[dict[str, Command[object]]] = {
    **{str(case.command): case.command for case in reversed(QUIET_CALLER)},
    "SET CONTEXT": SetContext("flows"),
}
"""Every command, with arguments with which it ends soon, and neither hangs up nor leads elsewhere."""

LAST: Final[dict[str, Command[object]]] = {
    **{str(case.command): case.command for case in LEAVING_CALLER},
    "HANGUP": Hangup(),
    "SET AUTOHANGUP": SetAutohangup(0.2),
}
"""The commands that take as long as the caller stays, or hang up, with arguments with which they do."""

LOGGED: Final[list[Command[object]]] = [
    Answer(),
    Verbose('the "last" \\ é'),
    SetVariable("OWN", "a  b\t(c) é"),
    GetVariable("OWN"),
    GetVariable("NONE"),
    GetFullVariable("${BASE64_DECODE(YSkKMjAwIHJlc3VsdD0x)}"),  # two lines
    GetFullVariable("${BASE64_DECODE(/wkh)}"),  # a byte that is not text, and a tabulator
    SayDigits("12"),
    StreamFile("half"),
    Raw("BOGUS", "1"),
    Raw("CONTROL STREAM FILE"),
]
"""Commands whose lines, or those of their replies, differ from each other in kind."""


def report(call: AnyCall, event: str, text: str = "") -> Exec:
    """Return the command that reports something to the test."""
    return Exec("UserEvent", f"{event},Number: {number_of(call)},Text: {quote(text)}")


def number_of(call: AnyCall) -> str:
    """Return the number that the test has given a call."""
    return call.environment.arguments[0]


def reported(call: AnyCall, finding: Finding) -> Steps:
    """Report what a flow finds, over the call itself, which is still the same one."""
    text = yield from finding
    own = value_of((yield GetFullVariable("${CHANNEL(name)}")))
    assert own == call.environment.channel, own
    yield report(call, FOUND, text)


def around(call: AnyCall, title: str) -> Finding:
    """Run a command, hear of a hangup while none runs, and run the command again."""
    before = outcome_of((yield BRIEF[title]))
    assert not call.hung_up
    yield report(call, READY)
    yield UntilHangup()
    assert call.hung_up
    try:
        after = outcome_of((yield BRIEF[title]))
    except DeadChannel as gone:
        after = "refused" if gone.text else "not sent"
    return f"{before}, {after}"


def during(call: AnyCall, title: str) -> Finding:
    """Run a command, again and again if need be, until the caller has left meanwhile; return its last outcome."""
    command = {**BRIEF, **LAST}[title]
    if title == "SPEECH RECOGNIZE":
        yield SpeechCreate("agicodec")
    yield report(call, READY)
    last = outcome_of((yield command))
    with suppress(DeadChannel):  # HANGUP comes after the reply, 40 ms later where TCP waits for an acknowledgement
        while not call.hung_up and title not in LAST:
            last = outcome_of((yield command))
            yield Pause(0.01)
    yield UntilHangup()
    return last


def dead(call: AnyCall) -> Finding:
    """Run every command on a channel that has hung up before; return those that ran."""
    ran: list[str] = []
    for title, command in BRIEF.items():
        try:
            yield command
        except DeadChannel:
            continue
        ran.append(title)
    assert call.hung_up
    return ", ".join(sorted(ran))


def fails(call: AnyCall) -> Finding:
    """Run a command, and raise what no flow should."""
    yield report(call, FOUND)
    raise ZeroDivisionError("of a flow")


def mixed(call: AnyCall, kind: str, keys: str) -> Finding:
    """Do what a kind of call does among many that run at once."""
    yield report(call, ARRIVED)
    if kind == "enters":
        return (yield from enters(call, keys))
    while value_of((yield GetFullVariable(f"${{GLOBAL({GO})}}"))) != "yes":
        yield Pause(0.2)
    return (yield from {"talks": talks, "hurries": hurries, "idles": idles, "leaves": leaves}[kind](call, keys))


def enters(call: AnyCall, keys: str) -> Finding:
    """Have the caller enter digits, and return them: they are those of this caller."""
    entry = yield GetData("long", 30_000, len(keys))
    assert isinstance(entry, DigitsEntered)
    yield from exchange(call, 0)
    return entry.digits


def talks(call: AnyCall, keys: str) -> Finding:
    """Exchange values with pauses between them."""
    for number in range(EXCHANGES):
        yield from exchange(call, number)
        yield Pause(int(keys) % 50 / 1000)
    return "talked"


def hurries(call: AnyCall, keys: str) -> Finding:
    """Leave prompts before they end: the exchange that follows settles them."""
    for number in range(EXCHANGES // 6):
        yield Within(StreamFile("second"), 0.2)
        yield from exchange(call, number)
    return "hurried"


def idles(call: AnyCall, keys: str) -> Finding:
    """Wait for the hangup, while no command runs."""
    yield from exchange(call, 0)
    yield report(call, READY)
    yield UntilHangup()
    yield from exchange(call, 1)
    return "idled"


def leaves(call: AnyCall, keys: str) -> Finding:
    """Exchange values until the caller has left."""
    yield report(call, READY)
    number = 0
    while not call.hung_up:
        yield from exchange(call, number)
        number += 1
    return "left"


def logs(call: AnyCall) -> Finding:
    """Run commands, leave one, and go on after the hangup, also with a command that is refused then."""
    for command in LOGGED:
        with suppress(AgicodecError):
            yield command
    yield Within(StreamFile("second"), 0.2)
    yield from exchange(call, 0)
    yield report(call, READY)
    yield UntilHangup()
    with suppress(DeadChannel):
        yield Raw("WAIT FOR DIGIT", "1000")
    yield from exchange(call, 1)
    return "logged"


def exchange(call: AnyCall, number: int) -> Steps:
    """Write a value that only this call has, and read it back together with the name of the channel."""
    value = f"{number_of(call)} ({number}) endpos={number}"
    yield SetVariable("OWN", value)
    found = value_of((yield GetFullVariable("${OWN} ${CHANNEL(name)}")))
    assert found == f"{value} {call.environment.channel}", found


def value_of(result: object) -> str | None:
    """Return the text that GET FULL VARIABLE has found."""
    assert isinstance(result, EvaluatedText)
    return result.value


def outcome_of(result: object) -> str:
    """Return the outcome of a command."""
    outcome = getattr(result, "outcome")  # noqa: B009
    assert isinstance(outcome, str)
    return outcome


def routes(take: Callable[[CallT, Steps], R], balance: Callable[[CallT], R]) -> Router[CallT, R]:
    """Return a router of these flows and of that of the examples.

    Args:
        take: takes the steps of a flow, or returns a coroutine that does.
        balance: the flow of the examples.
    """
    router = Router[CallT, R](refusal=[SetExtension("refused"), SetPriority(1)])

    def add(pattern: str, find: Callable[[CallT, Mapping[str, str]], Finding]) -> None:
        router.add(pattern, lambda call: take(call, reported(call, find(call, call.script.parameters))))

    add("around/{title}", lambda call, asked: around(call, asked["title"]))
    add("during/{title}", lambda call, asked: during(call, asked["title"]))
    add("mixed/{kind}/{keys}", lambda call, asked: mixed(call, asked["kind"], asked["keys"]))
    add("dead", lambda call, _: dead(call))
    add("fails", lambda call, _: fails(call))
    add("logs", lambda call, _: logs(call))
    router.add("balance", balance)
    return router


def prints(call: Call) -> Finding:
    """Write what would be commands, and read what would be replies: none of it is part of the protocol."""
    print("HANGUP")
    os.write(1, b"HANGUP\n")
    subprocess.run([sys.executable, "-c", "print('HANGUP')"], check=True)
    assert os.read(0, 1) == b""
    for number in range(5):
        yield from exchange(call, number)
    return "printed"


def hears(call: Call) -> Finding:
    """Take the audio of a second, while a command runs; return its format, and whether it was heard."""
    assert isinstance(call, ScriptCall)
    audio = call.audio
    samples: list[int] = []

    def listen() -> None:
        samples.extend(array("h", audio.read(audio.rate * audio.width)))

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    yield WaitForDigit(1500)
    listener.join(PATIENCE)
    return f"{audio.format}, {len(samples)} samples{' of a tone' if max(samples) > 500 else ''}"


def main() -> None:
    """Serve the call as a script: its second argument says what it asks for."""
    asked = sys.argv[2]
    if asked == "logs":
        logging.basicConfig(level=logging.DEBUG, format="%(levelname)s %(name)s %(message)s")
    router = routes(take_steps, balance_blocking)
    router.add("prints", lambda call: take_steps(call, reported(call, prints(call))))
    router.add("hears/{format}", lambda call: take_steps(call, reported(call, hears(call))))

    def flow(call: ScriptCall) -> None:
        call.script = Script(asked)
        router(call)

    run(flow, report=True, audio_format=asked.removeprefix("hears/") if "hears/" in asked else "slin")


if __name__ == "__main__":
    main()
