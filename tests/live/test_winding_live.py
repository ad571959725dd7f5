"""CONTROL STREAM FILE, which the caller can wind and pause, and the meaning of its positions."""

from __future__ import annotations

import asyncio
import time

import pytest

from agicodec import Raw, RawReply
from tests.live.lab import PATIENCE, Lab, Laboratory, RecordedCall


async def playback(call: RecordedCall, *words: str) -> RawReply:
    """Play a file with words that agicodec would not send, and return the reply."""
    reply = (await call.ask(Raw("CONTROL STREAM FILE", *words))).reply
    assert isinstance(reply, RawReply)
    return reply


@pytest.mark.parametrize(
    ("keys", "escape_digits", "result", "resumed"),
    [
        ("5www6www1", "1", "1", True),
        ("6www5www1", "1", "1", True),
        ("5www5www1", "15", "1", True),
        ("5www6www1", "16", "6", False),
    ],
)
def test_each_pause_key_resumes_unless_a_later_one_is_an_escape_digit(
    laboratory: Laboratory, keys: str, escape_digits: str, result: str, resumed: bool
) -> None:
    async def work(lab: Lab) -> RawReply:
        call = await lab.call(caller="dials", after=0.5, KEYS=keys)
        return await playback(call, "long", escape_digits, "3000", "#", "*", "56")

    reply = laboratory.run(work, record=False)
    assert reply.result == str(ord(result))
    assert reply.endpos is not None
    assert (reply.endpos > 1200) is resumed


@pytest.mark.parametrize("offset", ["-1", "-100", "-100000"])
def test_a_negative_offset_plays_nothing(laboratory: Laboratory, offset: str) -> None:
    async def work(lab: Lab) -> tuple[RawReply, str | None]:
        call = await lab.call()
        reply = await asyncio.wait_for(playback(call, "long", "", "3000", "#", "*", "", offset), PATIENCE)
        return reply, (await call.get_variable("CPLAYBACKSTATUS")).value

    reply, status = laboratory.run(work, record=False)
    assert (reply.result, reply.endpos, status) == ("0", -1, "SUCCESS")


@pytest.mark.parametrize(("name", "ms_a_second"), [("long", 1000), ("wide", 2000)])
def test_positions_are_reckoned_with_8000_samples_a_second(laboratory: Laboratory, name: str, ms_a_second: int) -> None:
    async def work(lab: Lab) -> tuple[int | None, float]:
        call = await lab.call(caller="dials", after=2, KEYS="1")
        begun = time.monotonic()
        return (await playback(call, name, "1")).endpos, time.monotonic() - begun

    endpos, seconds = laboratory.run(work, record=False)
    assert endpos is not None
    assert 0.6 < endpos / ms_a_second / seconds < 1.2


@pytest.mark.parametrize(
    ("language", "number", "result"), [("en", "1000000", "-1"), ("en_GB", "1000000", "0"), ("de", "101", "0")]
)
def test_some_languages_pass_over_what_is_missing_of_a_number(
    laboratory: Laboratory, language: str, number: str, result: str
) -> None:
    async def work(lab: Lab) -> object:
        call = await lab.call()
        await call.set_variable("CHANNEL(language)", language)
        return (await call.ask(Raw("SAY NUMBER", number, ""))).reply

    assert laboratory.run(work, record=False) == RawReply(200, result)


@pytest.mark.parametrize(
    ("key", "forward_keys", "wound"), [("#", "", True), ("#", "[", False), ("6", "69", True), ("9", "69", True)]
)
def test_each_forward_key_winds_and_what_is_no_key_switches_that_off(
    laboratory: Laboratory, key: str, forward_keys: str, wound: bool
) -> None:
    async def work(lab: Lab) -> int | None:
        call = await lab.call(caller="dials", after=0.5, KEYS=f"{key}w1")
        return (await playback(call, "long", "1", "10000", forward_keys)).endpos

    endpos = laboratory.run(work, record=False)
    assert endpos is not None
    assert (endpos > 10_000) is wound
