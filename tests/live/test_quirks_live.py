"""The quirks that the spec lists for these servers, reproduced on them."""

from __future__ import annotations

import asyncio
import time
from base64 import b64encode
from collections.abc import Awaitable

import pytest

from agicodec import CallerId, Raw, RawReply, UsageError
from agicodec.commands import GetData, ReceiveText, StreamFile
from tests.live.lab import PATIENCE, Lab, Laboratory, RecordedCall


async def reply_to(call: RecordedCall, *words: str) -> object:
    """Say something that agicodec would not, and return the reply."""
    return (await call.ask(Raw(words[0], *words[1:]))).reply


async def value_of(call: RecordedCall, expression: str) -> str | None:
    """Have an expression evaluated."""
    return (await call.get_full_variable(f"${{{expression}}}")).value


async def lasted(what: Awaitable[object]) -> float:
    """Return how many seconds something takes."""
    start = time.monotonic()
    await asyncio.wait_for(what, PATIENCE)
    return time.monotonic() - start


def test_a_number_or_a_name_alone_empties_the_other(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        await call.set_callerid(CallerId("1001", "Ann"))
        await call.set_callerid("1002")
        assert (await value_of(call, "CALLERID(num)"), await value_of(call, "CALLERID(name)")) == ("1002", "")
        await call.set_callerid('"Ann"')
        assert (await value_of(call, "CALLERID(num)"), await value_of(call, "CALLERID(name)")) == ("", "Ann")

    laboratory.run(work)


def test_a_caller_number_is_stripped(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        await call.set_callerid(CallerId("(555) 1-2.3.", "Ann"))
        assert await value_of(call, "CALLERID(num)") == "555123."
        assert await reply_to(call, "SET CALLERID") == RawReply(200, "1")
        assert await value_of(call, "CALLERID(num)") == "555123."

    laboratory.run(work)


def test_odd_arguments_are_answered_with_success(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        assert await reply_to(call, "SET PRIORITY", "-1") == RawReply(200, "0")
        assert await reply_to(call, "TDD MODE", "maybe") == RawReply(200, "0")
        assert await call.set_variable("CHANNEL(name)", "x")
        assert await value_of(call, "CHANNEL(name)") == call.environment.channel
        assert isinstance(await reply_to(call, "SAY DIGITS", "x1", ""), UsageError)
        assert await reply_to(call, "SET AUTOHANGUP", "inf") == RawReply(200, "0")

    laboratory.run(work, record=False)


def test_a_long_context_or_extension_is_cut(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        await reply_to(call, "SET CONTEXT", "c" * 100)
        await reply_to(call, "SET EXTENSION", "e" * 100)
        assert (await value_of(call, "CONTEXT"), await value_of(call, "EXTEN")) == ("c" * 79, "e" * 79)

    laboratory.run(work, record=False)


def test_a_label_that_begins_with_a_digit_is_a_number(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        await reply_to(call, "SET PRIORITY", "7x")
        assert await value_of(call, "PRIORITY") in ("6", "7")

    laboratory.run(work, record=False)


def test_a_variable_is_cut_after_1023_bytes(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        await call.set_variable("LONG", "x" + "é" * 600)
        assert (await call.get_variable("LONG")).value == "x" + "é" * 511
        await call.set_variable("LONG", "é" * 600)
        assert (await call.get_variable("LONG")).value == "é" * 511 + "\udcc3"
        assert await value_of(call, "LONG") == "é" * 600

    laboratory.run(work)


def test_a_tree_is_named_by_a_pattern(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        await call.database_put("quirk-x", "a", "1")
        await call.database_put("quirk-y", "a", "1")
        assert (await call.database_deltree("QUIRK-_")).outcome == "deleted"
        assert not await call.database_get("quirk-x", "a")
        assert not await call.database_get("quirk-y", "a")

    laboratory.run(work)


def test_a_timeout_of_zero_does_not_wait_for_a_text(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> float:
        return await lasted((await lab.call()).receive_text(0))

    assert laboratory.run(work) < PATIENCE / 2


def test_an_empty_text_is_not_sent(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call, caller = await lab.pair()
        await caller.send(ReceiveText(1000))
        assert await call.send_text("")
        assert (await caller.reply()).reply == ReceiveText(1000).interpret(RawReply(200, "-1"))

    laboratory.run(work)


def test_a_speech_timeout_is_in_seconds_and_matches_are_cut(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call(caller="hums")
        if not await call.speech_create("agicodec"):
            pytest.skip("this server has not the speech engine of these tests")
        assert await lasted(call.speech_recognize("nosuch", 2)) > 0.9
        for _ in range(3):
            await call.speech_set("hear", f"900 menu {'x' * 1900}")
        matches = (await call.speech_recognize("nosuch", 2)).matches
        assert [len(match.text) for match in matches[:2]] == [1900, 1900]
        assert sum(len(match.text) for match in matches) < 4096

    laboratory.run(work, record=False)


def test_the_winding_keys_cannot_be_switched_off(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> int | None:
        call = await lab.call(caller="dials", after=1, KEYS="#")
        await call.send(Raw("CONTROL STREAM FILE", "long", "", "10000", "", ""))
        await asyncio.sleep(2.5)
        await lab.action(Action="ControlPlayback", Channel=call.environment.channel, Control="stop")
        reply = (await call.reply()).reply
        assert isinstance(reply, RawReply)
        return reply.endpos

    endpos = laboratory.run(work, record=False)
    assert endpos is not None
    assert endpos > 10_000


def test_a_stream_control_adds_what_is_no_digit(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> RawReply:
        call = await lab.call()
        await call.send(GetData("short", 2000))
        await asyncio.sleep(1)
        await lab.action(Action="ControlPlayback", Channel=call.environment.channel, Control="stop")
        return (await call.reply()).raw

    reply = laboratory.run(work, record=False)
    assert reply.text == "timeout"
    assert reply.result
    assert not reply.result.isdigit()


def test_a_hangup_after_the_prompt_of_get_option_is_no_digit(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> object:
        call = await lab.call(caller="leaves", after=1.5)
        return await call.get_option("short", "12", 9000)

    assert getattr(laboratory.run(work), "outcome") == "no digit"  # noqa: B009


def test_background_returns_the_key_and_incomplete_returns_12(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call(caller="dials", after=1, KEYS="1")
        assert (await call.exec("Background", "long")).value == ord("1")
        assert (await call.exec("Incomplete", "n")).value == 12

    laboratory.run(work)


def test_options_are_evaluated_when_agiexecfull_says_so(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        await call.exec("Set", "FOUND=${EXTEN}")
        assert (await call.get_variable("FOUND")).value == "${EXTEN}"
        await call.set_variable("AGIEXECFULL", "true")
        await call.exec("Set", "FOUND=${EXTEN}")
        assert (await call.get_variable("FOUND")).value == "fastagi"

    laboratory.run(work)


def test_any_word_asks_for_the_beep(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        reply = await reply_to(call, "RECORD FILE", "/tmp/agicodec-live", "wav", "#", "100", "0", "")
        assert isinstance(reply, RawReply)
        assert reply.text == "randomerror"

    laboratory.run(work, record=False)


def test_a_line_that_begins_with_failure_ends_the_run(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> tuple[bytes, bytes]:
        call = await lab.call()
        await call.write(b"FaiLures happen\n")
        return await asyncio.wait_for(call.read(), PATIENCE), await asyncio.wait_for(call.read(), PATIENCE)

    assert laboratory.run(work, record=False) == (b"HANGUP\n", b"")


def test_a_line_feed_in_a_callers_name_forges_lines(laboratory: Laboratory) -> None:
    name = b64encode(b"Ann\nagi_channel: PJSIP/forged\nagi_forged: yes").decode()

    async def work(lab: Lab) -> RecordedCall:
        return await lab.call("forged", CALLER_NAME=name)

    environment = laboratory.run(work, record=False).environment
    assert environment.channel != "PJSIP/forged"
    assert environment.caller_id_name == "Ann"
    assert len(environment.irregularities) == 2


def test_an_interrupted_playback_leaves_its_variables(laboratory: Laboratory) -> None:
    async def work(lab: Lab) -> None:
        call = await lab.call()
        assert await call.stream_file("short")
        assert await value_of(call, "PLAYBACKSTATUS") == "SUCCESS"
        async with lab.beginning(call, StreamFile("long")):
            await call.send(StreamFile("long"))
        await call.interrupt()
        assert await value_of(call, "PLAYBACKSTATUS") == "SUCCESS"
        assert not await call.stream_file("nosuch")
        assert await value_of(call, "PLAYBACKSTATUS") == "SUCCESS"

    laboratory.run(work)
