"""How applications end, as a real Asterisk says it: each outcome that can be brought about without a telephone."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from attrs import field, frozen

from agicodec.applications import (
    AMD,
    AddQueueMember,
    Answer,
    Authenticate,
    BackGround,
    Busy,
    ControlPlayback,
    Dial,
    MixMonitor,
    Originate,
    PauseQueueMember,
    Playback,
    Queue,
    Read,
    Record,
    RemoveQueueMember,
    SayUnixTime,
    System,
    Transfer,
    UnpauseQueueMember,
    Wait,
    WaitExten,
    WaitForSilence,
)
from agicodec.dialplan import Application, ApplicationEnding
from tests.live.lab import Lab, Laboratory
from tests.live.server import APPLICATION_MODULES, ServerAddress


@frozen
class Case:
    """A way for an application to end."""

    application: Application[ApplicationEnding]
    outcome: str
    caller: str = "waits"
    after: float | None = None
    """So many seconds after the call is here, the caller acts."""
    keys: str = ""
    """What the caller dials."""
    fields: Mapping[str, object] = field(factory=dict[str, object])
    """What the result says besides."""
    old: str | None = None
    """The outcome on 16.28, if it is another."""


SALES = "Local/sales@live/n"


CASES = [
    Case(Dial("Local/talks@live/n"), "answered", fields={"answered_seconds": 1, "peer_number": "talks@live/n"}),
    Case(Dial(["Local/busy@live/n", "Local/talks@live/n"], caller_continues=True), "answered"),
    Case(Dial("Local/busy@live/n"), "busy", fields={"peer": None, "answered_seconds": None}),
    Case(Dial("Local/congested@live/n"), "congestion"),
    Case(Dial("Local/rings@live/n", timeout=1), "no answer", fields={"answered_ms": None}),
    Case(Dial("Local/nosuch@nowhere/n"), "unavailable"),
    Case(Dial("NoSuch/technology"), "unavailable"),
    Case(Dial("Local/rings@live/n", timeout=20), "cancelled", "leaves", 1),
    Case(Queue("agicodec", timeout=20), "served"),
    Case(Queue("agicodec", timeout=20, continue_after_call=True), "member hung up"),
    Case(Queue("slow", timeout=1), "timeout"),
    Case(Queue("slow", timeout=20), "abandoned", "leaves", 1),
    Case(Queue("slow", timeout=20, ringing=True), "left by key", "dials", 0.5, "1"),
    Case(Queue("empty"), "joined empty"),
    Case(Queue("nosuch"), "no such queue"),
    Case(Playback("short"), "played"),
    Case(Playback(["short", "half"]), "played"),
    Case(Playback("missing"), "failed"),
    Case(Playback("long"), "hung up", "leaves", 1, old="failed"),
    Case(BackGround("short"), "played"),
    Case(BackGround("missing"), "failed"),
    Case(BackGround("long", context="keys", extension_keys=True), "key", "dials", 0.5, "1", {"key": "1"}),
    Case(BackGround("long"), "hung up", "leaves", 1),
    Case(ControlPlayback("short"), "played"),
    Case(ControlPlayback("missing"), "failed"),
    Case(Read(files="short", maximum=2, timeout=5), "read", "dials", 0.5, "12", {"digits": "12"}),
    Case(Read(files="short", timeout=5), "read", "dials", 0.5, "3#", {"digits": "3"}),
    Case(Read(files="short", timeout=1), "timeout", fields={"digits": ""}),
    Case(Read(timeout=20), "hung up", "leaves", 1),
    Case(Record("/tmp/by-key", "wav", quiet=True), "key", "dials", 0.5, "#"),
    Case(Record("/tmp/by-silence", "wav", silence=1, quiet=True), "silence", "is-silent"),
    Case(Record("/tmp/by-time", "wav", maximum=1, quiet=True), "timeout", "hums"),
    Case(Record("/tmp/by-hangup", "wav", quiet=True), "hung up", "leaves", 1),
    Case(Record("/tmp/skipped", "nosuch", quiet=True), "failed"),
    Case(Read(files="short", maximum=1, timeout=3, skip=True), "timeout"),
    Case(Record("/tmp/by-operator", "wav", operator_key=True, quiet=True), "operator", "dials", 0.5, "0"),
    Case(Queue("emptied"), "left empty"),
    Case(ControlPlayback("long", stop="5"), "stopped", "dials", 1, "5"),
    Case(Originate("Local/talks@live/n", "extension", "caller", "waits"), "answered"),
    Case(Originate("Local/busy@live/n", "extension", "caller", "waits"), "busy"),
    Case(Originate("Local/congested@live/n", "extension", "caller", "waits"), "congestion"),
    Case(Originate("Local/rings@live/n", "extension", "caller", "waits", timeout=1), "no answer"),
    Case(WaitExten(timeout=1), "timeout"),
    Case(Wait(0.2), "done"),
    Case(Wait(20), "hung up", "leaves", 1),
    Case(Answer(), "done"),
    Case(Busy(timeout=1), "ended"),
    Case(AddQueueMember("agicodec", interface=SALES), "added"),
    Case(AddQueueMember("nosuch", interface=SALES), "no such queue"),
    Case(AddQueueMember("agicodec", interface="Local/talks@live/n"), "member already"),
    Case(PauseQueueMember(interface="Local/talks@live/n", queue="agicodec"), "paused"),
    Case(PauseQueueMember(interface="Local/nobody@live/n", queue="agicodec"), "not found"),
    Case(UnpauseQueueMember(interface="Local/talks@live/n", queue="agicodec"), "unpaused"),
    Case(UnpauseQueueMember(interface="Local/nobody@live/n", queue="agicodec"), "not found"),
    Case(RemoveQueueMember("agicodec", interface=SALES), "removed"),
    Case(RemoveQueueMember("agicodec", interface="Local/nobody@live/n"), "not in queue"),
    Case(RemoveQueueMember("nosuch", interface=SALES), "no such queue"),
    Case(RemoveQueueMember("agicodec", interface="Local/talks@live/n"), "not dynamic"),
    Case(WaitForSilence(silence=300, timeout=5), "silence", "is-silent"),
    Case(AMD(initial_silence=500), "machine", "is-silent"),
    Case(System("true"), "succeeded"),
    Case(System("exit 3"), "command failed"),
    Case(Transfer("Local/x@live"), "unsupported"),
    Case(Authenticate("1234", prompt="short"), "authenticated", "dials", 1, "1234#"),
    Case(SayUnixTime(), "said"),
    Case(MixMonitor("/tmp/mixed.wav"), "started"),
]


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case.application}-{case.outcome}-{index}" for index, case in enumerate(CASES)]
)
def test_an_application_ends_as_the_spec_says(own_server: ServerAddress, case: Case) -> None:
    async def work(lab: Lab) -> tuple[ApplicationEnding, str]:
        for module in APPLICATION_MODULES:
            await lab.action(Action="ModuleLoad", Module=f"{module}.so", LoadType="load")
        call = await lab.call(caller=case.caller, after=case.after, KEYS=case.keys)
        release = await lab.release()
        return await call.run(case.application), (case.old or case.outcome) if release < 18 else case.outcome

    ended, outcome = Laboratory(own_server, {}).run(work, record=False)
    assert ended.outcome == outcome, ended  # type: ignore[attr-defined]
    for name, value in case.fields.items():
        assert getattr(ended, name) == value, ended
