"""How applications end, as a real Asterisk says it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import UUID

import pytest

from agicodec.applications import AudioSocket, Authenticate
from agicodec.dialplan import ApplicationEnding
from tests.live.endings import Case, end, load
from tests.live.endings_of_applications import CASES
from tests.live.lab import Lab, Laboratory, Recordings
from tests.live.server import APPLICATION_MODULES, ServerAddress


@pytest.fixture(scope="module")
def release(own_server: ServerAddress) -> int:
    """Load what the applications need, and return the release."""

    async def work(lab: Lab) -> int:
        await load(lab, APPLICATION_MODULES)
        return await lab.release()

    return Laboratory(own_server, {}).run(work, record=False)


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case.application}-{case.outcome}-{index}" for index, case in enumerate(CASES)]
)
def test_an_application_ends_as_the_spec_says(
    own_server: ServerAddress, release: int, recordings: Recordings, case: Case
) -> None:
    if release < case.since:
        pytest.skip("the package does not have it")

    async def work(lab: Lab) -> ApplicationEnding:
        call = await lab.call(case.exten, case.caller, after=case.after, caller_id=case.caller_id, KEYS=case.keys)
        for step in case.before:
            await step(lab, call)
        ending = asyncio.ensure_future(end(call, case.application, recordings))
        for step in case.meanwhile:
            await step(lab, call)
        return await ending

    ended = Laboratory(own_server, {}).run(work, record=False)
    outcome = (case.old or case.outcome) if release < 18 else case.outcome
    assert ended.outcome == outcome, ended  # type: ignore[attr-defined]
    for name, value in case.fields.items():
        assert getattr(ended, name) == value, ended


@pytest.mark.parametrize(("listens", "outcome"), [(True, "ended"), (False, "failed")], ids=["listens", "is not there"])
def test_audio_is_exchanged_with_a_server(
    own_server: ServerAddress, release: int, recordings: Recordings, listens: bool, outcome: str
) -> None:
    if release < 18:
        pytest.skip("the package does not have it")

    async def end_it(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert (await reader.readexactly(19))[3:] == UUID("9b8c5f0e-6a52-4f3b-8f0a-1f1d7a3f0e11").bytes
        writer.write(bytes(3))
        writer.close()

    async def work(lab: Lab) -> ApplicationEnding:
        call = await lab.call()
        server = await asyncio.start_server(end_it, "127.0.0.1", 0)
        port: int = server.sockets[0].getsockname()[1]
        if not listens:
            server.close()
        application = AudioSocket("9b8c5f0e-6a52-4f3b-8f0a-1f1d7a3f0e11", f"127.0.0.1:{port}")
        ended = await end(call, application, recordings)
        server.close()
        return ended

    ended = Laboratory(own_server, {}).run(work, record=False)
    assert ended.outcome == outcome, ended  # type: ignore[attr-defined]


def test_a_known_password_is_refused_without_the_sound_of_thanks(own_server: ServerAddress, release: int) -> None:
    assert release
    sound = Path(own_server.home, "data", "sounds", "en", "auth-thankyou.wav")
    elsewhere = sound.with_name("elsewhere.wav")

    async def work(lab: Lab) -> str:
        call = await lab.call(caller="dials", after=0.5, KEYS="1234#")
        return (await call.run(Authenticate("1234", prompt="short"))).outcome

    sound.rename(elsewhere)
    try:
        assert Laboratory(own_server, {}).run(work, record=False) == "refused"
    finally:
        elsewhere.rename(sound)
