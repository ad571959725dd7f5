"""What only channels of SIP have: messages, transfers, and functions."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing

import pytest

from agicodec.applications import Dial, Subroutine, Transfer
from agicodec.commands import ReceiveChar, ReceiveText
from agicodec.functions import (
    CHANNEL,
    HANGUPCAUSE,
    PJSIP_AOR,
    PJSIP_CONTACT,
    PJSIP_DIAL_CONTACTS,
    PJSIP_ENDPOINT,
    PJSIP_HEADER,
    PJSIP_HEADERS,
    ReadOnly,
)
from tests.live.endings import end, load
from tests.live.lab import PATIENCE, Lab, Laboratory, RecordedCall, Recordings
from tests.live.server import SIP_MODULES, ServerAddress
from tests.live.sip import Telephone


@pytest.mark.parametrize("command", [ReceiveText(1500), ReceiveChar(1500)], ids=str)
def test_a_sip_message_is_no_text(own_server: ServerAddress, command: ReceiveText | ReceiveChar) -> None:
    async def work(lab: Lab) -> tuple[int, str]:
        await load(lab, SIP_MODULES)
        with closing(await Telephone.open()) as telephone:
            call = await lab.call(channel=f"PJSIP/telephone/{telephone.address}")
            await call.send(command)
            status = await asyncio.wait_for(telephone.message("hello"), PATIENCE)
            reply = (await call.reply()).reply
            await call.hangup()
            return status, getattr(reply, "outcome", repr(reply))

    assert Laboratory(own_server, {}).run(work, record=False) == (202, "failed")


@asynccontextmanager
async def called(lab: Lab, telephone: Telephone, **headers: str) -> AsyncGenerator[RecordedCall]:
    """Have the telephone call, and return the call."""
    await load(lab, [*SIP_MODULES, "app_transfer", "func_hangupcause"])
    number = f"sip-{id(telephone)}"
    for name, value in {"AGI_HOST": lab.host, "AGI_PORT": lab.port, "AGI_SCRIPT": "live", "NUMBER": number}.items():
        await lab.action(Action="Setvar", Variable=name, Value=value)
    arrival = asyncio.ensure_future(lab.expect(number))
    await asyncio.sleep(0)
    telephone.call("answered", lab.address.port, {name.replace("_", "-"): value for name, value in headers.items()})
    yield await arrival


async def read(call: RecordedCall, function: str | ReadOnly) -> str | None:
    return (await call.get_variable(function)).value


def test_functions_of_sip_channels(own_server: ServerAddress) -> None:
    async def work(lab: Lab) -> None:
        release = await lab.release()
        with closing(await Telephone.open()) as telephone:
            async with called(lab, telephone, X_Account='a b;c="d", (e)', X_Other="1") as call:
                assert await read(call, CHANNEL("channeltype")) == "PJSIP"
                assert await read(call, CHANNEL("rtp,dest")) == "127.0.0.1:9"
                assert await read(call, CHANNEL("pjsip,call-id")) == f"{id(telephone)}-answered"
                assert await read(call, PJSIP_HEADER("read", "X-Account")) == 'a b;c="d", (e)'
                assert await read(call, PJSIP_HEADER("read", "X-Account", 2)) is None
                assert await read(call, PJSIP_HEADER("read", "X-None")) is None
                if release >= 18:
                    assert await read(call, PJSIP_HEADERS("X-")) == "X-Account,X-Other"
                assert await read(call, PJSIP_ENDPOINT("telephone", "context")) == "live"
                assert await read(call, PJSIP_ENDPOINT("telephone", "aors")) == "telephone"
                assert await read(call, PJSIP_ENDPOINT("nobody", "aors")) is None
                assert await read(call, PJSIP_AOR("telephone", "max_contacts")) == "3"
                contact = await read(call, PJSIP_AOR("telephone", "contact"))
                assert contact is not None
                assert await read(call, PJSIP_CONTACT(contact, "uri")) == "sip:desk@127.0.0.1:9"
                assert await read(call, PJSIP_DIAL_CONTACTS("telephone")) == "PJSIP/telephone/sip:desk@127.0.0.1:9"
                assert await read(call, PJSIP_DIAL_CONTACTS("telephone", "nosuch")) == ""

    Laboratory(own_server, {}).run(work, record=False)


@pytest.mark.parametrize("value", ["plain", 'a b;c="d" (e)', "100 %; $5"])
def test_a_header_is_added_for_the_called_party(own_server: ServerAddress, value: str) -> None:
    async def work(lab: Lab) -> str:
        await load(lab, SIP_MODULES)
        call = await lab.call()
        with closing(await Telephone.open()) as telephone:
            destination = f"PJSIP/telephone/{telephone.address}"
            await call.send(
                Dial(destination, before_callee=Subroutine("adds-header", value)).command(call.asterisk_version)
            )
            return (await asyncio.wait_for(telephone.invited, PATIENCE))["X-Told"]

    assert Laboratory(own_server, {}).run(work, record=False) == value


def test_the_cause_of_a_called_channel_is_read(own_server: ServerAddress) -> None:
    async def work(lab: Lab) -> tuple[str | None, str | None]:
        await load(lab, [*SIP_MODULES, "func_hangupcause"])
        call = await lab.call()
        with closing(await Telephone.open()) as telephone:
            telephone.answers = 486
            dialled = await call.run(Dial(f"PJSIP/telephone/{telephone.address}"))
            assert dialled.outcome == "busy"
            channels = await read(call, "HANGUPCAUSE_KEYS()")
            assert channels is not None
            return await read(call, HANGUPCAUSE(channels, "ast")), await read(call, HANGUPCAUSE(channels, "tech"))

    assert Laboratory(own_server, {}).run(work, record=False) == ("User busy", "SIP 486 Busy")


@pytest.mark.parametrize(
    ("end_of_transfer", "outcome", "status"), [(200, "transferred", 0), (603, "failed", 603)], ids=str
)
def test_a_caller_is_transferred(
    own_server: ServerAddress, recordings: Recordings, end_of_transfer: int, outcome: str, status: int
) -> None:
    async def work(lab: Lab) -> tuple[object, object]:
        with closing(await Telephone.open()) as telephone:
            telephone.transfers_end = end_of_transfer
            async with called(lab, telephone) as call:
                found = await end(call, Transfer("sip:other@127.0.0.1"), recordings)
        return found.outcome, found.protocol_status  # type: ignore[attr-defined]

    assert Laboratory(own_server, {}).run(work, record=False) == (outcome, status)
