"""A MESSAGE within a SIP call is not a text to AGI."""

from __future__ import annotations

import asyncio
from contextlib import closing

import pytest

from agicodec.commands import ReceiveChar, ReceiveText
from tests.live.lab import PATIENCE, Lab, Laboratory
from tests.live.server import SIP_MODULES, ServerAddress
from tests.live.sip import Telephone


@pytest.mark.parametrize("command", [ReceiveText(1500), ReceiveChar(1500)], ids=str)
def test_a_sip_message_is_no_text(own_server: ServerAddress, command: ReceiveText | ReceiveChar) -> None:
    async def work(lab: Lab) -> tuple[int, str]:
        for module in SIP_MODULES:
            await lab.action(Action="ModuleLoad", Module=f"{module}.so", LoadType="load")
        with closing(await Telephone.open()) as telephone:
            call = await lab.call(channel=f"PJSIP/telephone/{telephone.address}")
            await call.send(command)
            status = await asyncio.wait_for(telephone.message("hello"), PATIENCE)
            reply = (await call.reply()).reply
            await call.hangup()
            return status, getattr(reply, "outcome", repr(reply))

    assert Laboratory(own_server, {}).run(work, record=False) == (202, "failed")
