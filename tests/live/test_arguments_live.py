"""The texts of applications and functions arrive as they are, in each kind of place, whatever they contain."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from shlex import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agicodec import InvalidArgument
from agicodec.applications import (
    ConfBridge,
    Dial,
    MixMonitor,
    PauseQueueMember,
    Queue,
    Set,
    StopMixMonitor,
    Subroutine,
    System,
    UnpauseQueueMember,
    UserEvent,
)
from agicodec.dialplan import WholeVariables
from agicodec.functions import CALLERID, CDR, CHANNEL, DB, GLOBAL, Function
from tests.live.endings import load
from tests.live.lab import PATIENCE, Lab, Laboratory, RecordedCall
from tests.live.server import APPLICATION_MODULES, ServerAddress

TEXTS = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8),
        st.text([*"\\\"'()[]{}$,;:|&^~%# ab"], min_size=1, max_size=6),
        st.sampled_from(["${EXTEN}", "$[1+1]", "${", "$", "\\", "a b", "))", "((", '"']),
    ),
    min_size=1,
    max_size=4,
).map("".join)
"""Texts of everything that Asterisk knows a meaning of."""

TOLD = WholeVariables(("TOLD", "TOLD_TOO"))

REASON = 79
"""How many bytes of the reason for a pause app_queue keeps: `reason_paused` in apps/app_queue.c."""


async def tell_event(lab: Lab, call: RecordedCall, text: str) -> str:
    """A plain argument."""
    await call.run(UserEvent("agicodec", headers={"One": text.strip()}))
    event = await asyncio.wait_for(lab.user_events.get(), PATIENCE)
    return text if event["One"] == text.strip() else str(event["One"])


async def tell_destination(lab: Lab, call: RecordedCall, text: str) -> str:
    """A destination: the extension of a Local channel."""
    text = "".join(char for char in text if char not in "@/").strip()[:60]
    await call.run(Dial(f"Local/xy{text}@told/n"))
    return (await call.execute(TOLD))[0].removeprefix("xy")


async def tell_before(lab: Lab, call: RecordedCall, text: str) -> str:
    """The argument of a subroutine in the parentheses of an option."""
    await call.run(Dial("Local/leaves@live/n", before_callee=Subroutine("told", text)))
    return (await call.execute(TOLD))[0]


async def tell_before_with_two(lab: Lab, call: RecordedCall, text: str) -> str:
    """The first of two arguments there."""
    await call.run(Dial("Local/leaves@live/n", before_caller=Subroutine("told", text, "second")))
    first, second = await call.execute(TOLD)
    return first if second == "second" else f"{first} and {second}"


async def tell_on_answer(lab: Lab, call: RecordedCall, text: str) -> str:
    """The argument of a subroutine in an option of another form."""
    await call.run(Dial("Local/talks@live/n", on_answer=Subroutine("told", text), caller_continues=True))
    return (await call.execute(TOLD))[0]


async def tell_in_queue(lab: Lab, call: RecordedCall, text: str) -> str:
    """The argument of a subroutine that is an argument of Queue, whose place depends on the release."""
    await call.run(Queue("agicodec", continue_after_call=True, timeout=10, subroutine=Subroutine("told", text)))
    return (await call.execute(TOLD))[0]


async def tell_conference(lab: Lab, call: RecordedCall, text: str) -> str:
    """The name of a conference, which the caller is removed from at once."""
    lab.watched = ["ConfbridgeJoin"]
    run = asyncio.ensure_future(call.run(ConfBridge(f"c{text[:30]}c")))
    joined = asyncio.ensure_future(lab.user_events.get())
    await asyncio.wait([run, joined], timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    if not joined.done():
        joined.cancel()
        await run  # refused
        return "no conference"
    name = joined.result()["Conference"]
    await lab.action(Action="ConfbridgeKick", Conference=name, Channel="all")
    assert (await run).outcome == "kicked"
    return text if name == f"c{text[:30]}c" else name


async def tell_reason(lab: Lab, call: RecordedCall, text: str) -> str:
    """A last argument, which is raw."""
    lab.watched = ["QueueMemberPause"]
    member = "Local/talks@live/n"
    kept = text.encode()[: REASON - 2].decode(errors="ignore")
    await call.run(PauseQueueMember(queue="agicodec", interface=member, reason=f"r{kept}r"))
    event = await asyncio.wait_for(lab.user_events.get(), PATIENCE)
    await call.run(UnpauseQueueMember(queue="agicodec", interface=member))
    await asyncio.wait_for(lab.user_events.get(), PATIENCE)
    reason = event["PausedReason"]
    return text if reason == f"r{kept}r" else reason


async def tell_recording(_: Lab, call: RecordedCall, text: str) -> str:
    """The name of a file."""
    name = f"m{text[:30].replace('/', '')}.wav"
    recording = await call.run(MixMonitor(name))
    assert recording.id is not None
    assert await call.run(StopMixMonitor(id=recording.id))
    file = (recording.file or "").rpartition("/")[2]
    return text if file == name else file


async def tell_received(lab: Lab, call: RecordedCall, text: str) -> str:
    """The name of a file in the parentheses of an option."""
    name = f"r{text[:30].replace('/', '')}.wav"
    recording = await call.run(MixMonitor("", received=name))
    file = Path(lab.address.home, "spool", "monitor", name)
    for _ in range(100):
        if file.exists():
            break
        await asyncio.sleep(0.02)
    assert await call.run(StopMixMonitor(id=recording.id))
    return text if file.exists() else f"not {name}"


async def tell_set(_: Lab, call: RecordedCall, text: str) -> str:
    """The value of Set."""
    await call.run(Set("TOLD", text))
    return (await call.execute(TOLD))[0]


async def tell_shell(lab: Lab, call: RecordedCall, text: str) -> str:
    """A command of a shell."""
    inside = Path("/", Path(lab.address.home).name, "spool", "told")
    await call.run(System(f"printf %s {quote(text)} > {inside}"))
    return Path(lab.address.home, "spool", "told").read_text("utf-8")


PLACES: list[tuple[Callable[[Lab, RecordedCall, str], Awaitable[str]], int]] = [
    (tell_event, 300),
    (tell_destination, 200),
    (tell_before, 200),
    (tell_before_with_two, 100),
    (tell_on_answer, 8),
    (tell_in_queue, 8),
    (tell_conference, 40),
    (tell_reason, 200),
    (tell_recording, 100),
    (tell_received, 40),
    (tell_set, 200),
    (tell_shell, 100),
]


@pytest.mark.parametrize("full", ["yes", "no"])
@pytest.mark.parametrize(("tell", "count"), PLACES, ids=[tell.__name__ for tell, _ in PLACES])
def test_any_text_arrives(
    own_server: ServerAddress, tell: Callable[[Lab, RecordedCall, str], Awaitable[str]], count: int, full: str
) -> None:
    async def work(lab: Lab) -> None:
        await load(lab, APPLICATION_MODULES)
        call, loop = await lab.call(caller="hums"), asyncio.get_running_loop()
        await call.set_variable("AGIEXECFULL", full)

        arrivals = 0

        async def there(text: str) -> None:
            nonlocal arrivals
            try:
                arrived = await tell(lab, call, text)
            except InvalidArgument:
                return
            if tell is tell_destination:
                text = "".join(char for char in text if char not in "@/").strip()[:60]
            assert arrived == text
            arrivals += 1

        @settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
        @given(TEXTS)
        def each(text: str) -> None:
            asyncio.run_coroutine_threadsafe(there(text), loop).result()

        await asyncio.to_thread(each)
        assert arrivals >= count // 10, f"{count - arrivals} of {count} were refused"

    Laboratory(own_server, {}).run(work, record=False)


FUNCTIONS: list[Callable[[str], Function]] = [
    lambda _: GLOBAL("HOSTILE"),
    lambda _: CALLERID("name"),
    lambda _: CHANNEL("accountcode"),
    lambda _: CDR("userfield"),
    lambda text: DB("agicodec", text or "x"),
]


@pytest.mark.parametrize("number", range(len(FUNCTIONS)), ids=["GLOBAL", "CALLERID", "CHANNEL", "CDR", "DB"])
def test_what_is_written_to_a_function_is_read_back(own_server: ServerAddress, number: int) -> None:
    async def work(lab: Lab) -> None:
        call, loop = await lab.call(), asyncio.get_running_loop()
        await load(lab, ["func_cdr", "func_db"])

        async def there_and_back(text: str) -> None:
            try:
                function = FUNCTIONS[number](text[:30])
            except InvalidArgument:
                return
            value = text[:15].strip()  # CALLERID strips blanks
            await call.set_variable(function, value)
            assert ((await call.get_variable(function)).value or "") == value, function

        @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
        @given(TEXTS)
        def each(text: str) -> None:
            asyncio.run_coroutine_threadsafe(there_and_back(text), loop).result()

        await asyncio.to_thread(each)

    Laboratory(own_server, {}).run(work, record=False)


def test_several_values_are_read_at_once_also_after_a_hangup(own_server: ServerAddress) -> None:
    values = ("1,2,", "a) : b", "${X}", "}", "\\", "200 result=1 (x)", "é" * 9, "")
    names = tuple(f"V{number}" for number in range(len(values)))

    async def work(lab: Lab) -> None:
        call = await lab.call()
        for name, value in zip(names, values, strict=True):
            await call.set_variable(name, value)
        assert await call.execute(WholeVariables(names)) == values
        await lab.have_caller_leave(call)
        while not call.hung_up:
            await call.noop()
        assert await call.execute(WholeVariables(names)) == values

    Laboratory(own_server, {}).run(work, record=False)
