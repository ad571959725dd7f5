"""Texts that pass through the dialplan unchanged."""

from __future__ import annotations

import asyncio
from base64 import b64encode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from agicodec import UnexpectedResult
from agicodec.commands import Exec
from agicodec.dialplan import WholeValue, WholeVariable, join_options
from agicodec.wire import to_wire
from tests.live.lab import PATIENCE, Lab, Laboratory, RecordedCall
from tests.tables import texts

VALUES = 1000
"""How many values are tried in one call."""

LINES = st.one_of(
    texts(max_size=60), st.just("\n"), st.sampled_from(["\nHANGUP\n", ")\n200 result=1 (", "):1", "${X}"])
)
"""Texts, and what makes them hostile."""

MANY = settings(max_examples=VALUES, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)


async def put(call: RecordedCall, value: str) -> None:
    """Set a variable to any text, line feeds too."""
    await call.execute(Exec("Set", f"HOSTILE=${{BASE64_DECODE({b64encode(to_wire(value)).decode()})}}"))


def test_any_value_comes_whole(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call, loop = await lab.call(), asyncio.get_running_loop()
        await call.set_variable("AGIEXECFULL", "true")

        async def there_and_back(value: str) -> None:
            await put(call, value)
            assert (await call.execute(WholeVariable("HOSTILE"))).text == value

        @MANY
        @given(st.lists(LINES, min_size=1, max_size=4).map("".join).filter(bool))
        @example("a):1")
        @example(")" * 31 + ":2")
        @example("200 result=1 (x)\nHANGUP\n520 End of proper usage.\n")
        def each(value: str) -> None:
            asyncio.run_coroutine_threadsafe(there_and_back(value), loop).result()

        await asyncio.to_thread(each)
        assert (await call.execute(WholeVariable("NONE"))).data == b""
        assert (await call.execute(WholeVariable("CHANNEL(name)"))).text == call.environment.channel
        assert not await call.execute(WholeVariable("X", "PJSIP/nobody"))

    laboratory.run(work, record=False)


def test_a_value_over_the_maximum_says_so(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        await call.set_variable("AGIEXECFULL", "true")
        value = "é:)" * 20
        await put(call, value)
        whole = to_wire(value)
        for maximum in (1, 7, len(whole) - 1):
            read = await call.execute(WholeVariable("HOSTILE", maximum=maximum))
            assert read == WholeValue("too long", whole[:maximum])
        assert (await call.execute(WholeVariable("HOSTILE", maximum=len(whole)))).data == whole
        assert (await call.execute(WholeVariable("HOSTILE", maximum=None))).data == whole
        name = to_wire(call.environment.channel)
        assert await call.execute(WholeVariable("CHANNEL(name)", maximum=3)) == WholeValue("too long", name[:3])

    laboratory.run(work, record=False)


def test_a_value_that_becomes_an_expression_is_no_value(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        await call.set_variable("AGIEXECFULL", "true")
        await put(call, ")" * 33 + ":2")
        with pytest.raises(UnexpectedResult):
            await call.execute(WholeVariable("HOSTILE"))

    laboratory.run(work, record=False)


@pytest.mark.parametrize("full", ["yes", "no"])
def test_options_arrive_as_they_are(laboratory: Laboratory, full: str) -> None:
    printable = st.lists(
        st.one_of(
            st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20),
            st.sampled_from(["${EXTEN}", "$[1+1]", "$", "{", "${", "\\", "${CHANNEL(name)}"]),
        ),
        min_size=1,
        max_size=4,
    ).map("".join)

    async def work(lab: Lab) -> None:
        call, loop = await lab.call(), asyncio.get_running_loop()
        await call.set_variable("AGIEXECFULL", full)

        async def tell(one: str, other: str) -> None:
            await call.exec("UserEvent", join_options("agicodec", f"One: {one}", f"Other: {other}"))
            event = await asyncio.wait_for(lab.user_events.get(), PATIENCE)
            assert (event["One"], event["Other"]) == (one, other)

        @MANY
        @given(printable, printable)
        def each(one: str, other: str) -> None:
            asyncio.run_coroutine_threadsafe(tell(one, other), loop).result()

        await asyncio.to_thread(each)

    laboratory.run(work, record=False)
