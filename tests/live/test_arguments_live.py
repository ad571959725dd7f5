"""The texts of applications and functions arrive as they are, in each kind of place, whatever they contain."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agicodec import InvalidArgument
from agicodec.applications import Dial, Queue, Subroutine, UserEvent
from agicodec.dialplan import WholeVariables
from agicodec.functions import CALLERID, CDR, CHANNEL, DB, GLOBAL, Function
from tests.live.lab import PATIENCE, Lab, Laboratory, RecordedCall
from tests.live.server import ServerAddress

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


PLACES: list[tuple[Callable[[Lab, RecordedCall, str], Awaitable[str]], int]] = [
    (tell_event, 300),
    (tell_destination, 200),
    (tell_before, 200),
    (tell_before_with_two, 100),
    (tell_on_answer, 8),
    (tell_in_queue, 8),
]


@pytest.mark.parametrize("full", ["yes", "no"])
@pytest.mark.parametrize(("tell", "count"), PLACES, ids=[tell.__name__ for tell, _ in PLACES])
def test_any_text_arrives(
    own_server: ServerAddress, tell: Callable[[Lab, RecordedCall, str], Awaitable[str]], count: int, full: str
) -> None:
    async def work(lab: Lab) -> None:
        call, loop = await lab.call(), asyncio.get_running_loop()
        await call.set_variable("AGIEXECFULL", full)

        async def there(text: str) -> None:
            try:
                arrived = await tell(lab, call, text)
            except InvalidArgument:
                return
            if tell is tell_destination:
                text = "".join(char for char in text if char not in "@/").strip()[:60]
            assert arrived == text

        @settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
        @given(TEXTS)
        def each(text: str) -> None:
            asyncio.run_coroutine_threadsafe(there(text), loop).result()

        await asyncio.to_thread(each)

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
        for module in ("func_cdr", "func_db"):
            await lab.action(Action="ModuleLoad", Module=f"{module}.so", LoadType="load")

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
        call = await lab.call(caller="leaves", DELAY="1")
        for name, value in zip(names, values, strict=True):
            await call.set_variable(name, value)
        assert await call.execute(WholeVariables(names)) == values
        while not call.hung_up:
            await asyncio.sleep(0.2)
            await call.noop()
        assert await call.execute(WholeVariables(names)) == values

    Laboratory(own_server, {}).run(work, record=False)
