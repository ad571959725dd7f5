"""How each application ends: each outcome that can be brought about without a telephone."""

from __future__ import annotations

import asyncio

from agicodec.applications import (
    AMD,
    AddQueueMember,
    Answer,
    AttendedTransfer,
    Authenticate,
    BackGround,
    BlindTransfer,
    BridgeWait,
    Busy,
    CELGenUserEvent,
    ChanSpy,
    ConfBridge,
    Congestion,
    ControlPlayback,
    Dial,
    MixMonitor,
    MusicOnHold,
    Originate,
    Page,
    Park,
    PauseQueueMember,
    Pickup,
    Playback,
    PlayTones,
    Progress,
    Queue,
    Read,
    Record,
    RemoveQueueMember,
    ResetCDR,
    Ringing,
    SayUnixTime,
    SendDTMF,
    Set,
    StartMusicOnHold,
    StopMixMonitor,
    StopMusicOnHold,
    StopPlayTones,
    System,
    Transfer,
    TrySystem,
    UnpauseQueueMember,
    UserEvent,
    VoiceMail,
    VoiceMailMain,
    Wait,
    WaitExten,
    WaitForSilence,
)
from agicodec.commands import DatabasePut, Exec, SetVariable
from tests.live.endings import Case, Doing, acting, commanding, executing, originating, others
from tests.live.lab import Lab, RecordedCall

__all__ = ["CASES"]

SALES = "Local/sales@live/n"

ANN = '"Ann" <1234>'

SLOWLY = executing(SetVariable("CHANNEL(language)", "slow"))
"""Sounds that last a second."""


def privacy(what: str) -> Doing:
    """Return what the called party has decided about Ann before."""
    return executing(DatabasePut("privacy", "live/1234", what))


def waiting_in(queue: str) -> Doing:
    """Return how another caller waits in a queue."""
    return originating("Local/stays-up@live/n", "Queue", queue, f"!Queue!{queue}!")


def entered(application: str) -> Doing:
    """Return how to wait until the call is in the application."""

    async def wait(lab: Lab, call: RecordedCall) -> None:
        await others(lab, f"!{application}!")
        await asyncio.sleep(0.5)

    return wait


stop_playing = acting("ControlPlayback", Channel="{channel}", Control="stop")

withdraw = acting("QueueWithdrawCaller", Queue="vacant", Caller="{channel}", WithdrawInfo="why")

hang_up_other = acting("Hangup", Channel="/^Local/stays-up@live-.*;1$/")

kick = commanding("confbridge kick kicked all")


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
    Case(MixMonitor("/tmp/mixed.wav"), "started", fields={"file": "/tmp/mixed.wav"}),
    Case(Dial("Local/talks@live/n", privacy="live"), "rejected", caller_id=ANN, before=(privacy("kill"),)),
    Case(
        Dial("Local/talks@live/n", privacy="live"), "rejected for torture", caller_id=ANN, before=(privacy("torture"),)
    ),
    Case(Queue("one", timeout=5), "full", before=(waiting_in("one"),)),
    Case(
        Queue("vacant", timeout=20),
        "withdrawn",
        meanwhile=(
            entered("Queue"),
            acting("QueueWithdrawCaller", Queue="vacant", Caller="{channel}", WithdrawInfo="why"),
        ),
        fields={"withdrawal": "why"},
        since=22,
    ),
    Case(ControlPlayback("long"), "stopped remotely", meanwhile=(entered("ControlPlayback"), stop_playing)),
    Case(SayUnixTime(stop_on_key=True), "key", "dials", 0.5, "1", {"key": "1"}, before=(SLOWLY,)),
    Case(SayUnixTime(), "failed", "leaves", 0.5, before=(SLOWLY,)),
    Case(Read(files="missing", timeout=1), "failed"),
    Case(Read(skip=True), "skipped", exten="fastagi"),
    Case(Record("/tmp/not-answered", "wav", skip=True), "skipped", exten="fastagi"),
    Case(Originate("Local/leaves@live/n", "extension", "caller", "waits"), "failed"),
    Case(Originate("NoSuch/technology", "extension", "caller", "waits"), "failed"),
    Case(WaitExten(timeout=5), "key", "dials", 0.5, "1", {"key": "1"}),
    Case(WaitExten(timeout=20), "failed", "leaves", 0.5),
    Case(MixMonitor(""), "failed"),
    Case(StopMixMonitor(), "done", before=(executing(Exec("MixMonitor", "/tmp/stopped.wav")),)),
    Case(Authenticate("1234", prompt="short"), "refused", "leaves", 0.5),
    Case(WaitForSilence(silence=5000, timeout=1), "timeout", "is-silent"),
    Case(WaitForSilence(silence=5000, timeout=20), "hung up", "leaves", 0.5),
    Case(AMD(), "person", "greets", 0.3),
    Case(AMD(initial_silence=4000, total_time=500), "not sure", "is-silent"),
    Case(AMD(initial_silence=4000), "hung up", "leaves", 0.5),
    Case(System("nosuchcommand"), "failed"),
    Case(TrySystem("true"), "succeeded"),
    Case(Transfer("PJSIP/x"), "failed"),
    Case(Congestion(timeout=1), "ended"),
    Case(Ringing(), "done"),
    Case(Progress(), "done"),
    Case(PlayTones("dial"), "done"),
    Case(StopPlayTones(), "done"),
    Case(StartMusicOnHold(), "done"),
    Case(StopMusicOnHold(), "done"),
    Case(MusicOnHold(duration=1), "done"),
    Case(Set("X", "1"), "done"),
    Case(SendDTMF("1"), "done"),
    Case(UserEvent("agicodec"), "done"),
    Case(CELGenUserEvent("agicodec"), "done"),
    Case(ResetCDR(), "done"),
    Case(ChanSpy(prefix="nosuch", stop_if_none=True, quiet=True), "done"),
    Case(BridgeWait(duration=1), "done"),
    Case(Page("Local/talks@live/n", quiet=True), "ended", "leaves", 1),
    Case(ConfBridge("left"), "hung up", "leaves", 1),
    Case(ConfBridge("keys", menu="agicodec"), "left by keys", "dials", 1, "9"),
    Case(ConfBridge("kicked"), "kicked", meanwhile=(entered("ConfBridge"), kick)),
    Case(ConfBridge("timed", user_profile="brief"), "timeout"),
    Case(ConfBridge("none", user_profile="nosuch"), "failed"),
    Case(
        ConfBridge("marked", user_profile="ends"),
        "last marked left",
        before=(originating("Local/stays-up@live/n", "ConfBridge", "marked,,marked", "!ConfBridge!marked,,marked!"),),
        meanwhile=(entered("ConfBridge"), hang_up_other),
    ),
    Case(BlindTransfer("sub"), "invalid"),
    Case(AttendedTransfer("sub"), "not permitted"),
    Case(AttendedTransfer("sub"), "begun", before=(executing(SetVariable("TRANSFER_CONTEXT", "live")),)),
    Case(Pickup(targets="nosuch@live"), "no call"),
    Case(
        Pickup(targets="rings@live"),
        "picked up",
        before=(originating("Local/rings@live/n", "Wait", "9", "!rings!1!Ringing!"),),
    ),
    Case(Park(lot="nosuch"), "not parked"),
    Case(Park(), "ended", "leaves", 1),
    Case(VoiceMail("100@default", skip_instructions=True), "left", "hums", before=(SLOWLY,), since=22),
    Case(VoiceMail("nosuch@default"), "failed", since=22),
    Case(VoiceMail("100@default", digit_exits="keys"), "user exit", "dials", 0.5, "1", since=22),
    Case(VoiceMailMain(mailbox="100@default", without_password=True), "hung up", "leaves", 1, since=22),
]
