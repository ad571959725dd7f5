"""Many calls at once that ask a server or a script for flows, and what becomes of each."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from attrs import Factory, evolve, field, frozen

from agicodec.asyncagi import Message
from tests.live import flows
from tests.live.lab import Lab
from tests.places import ROOT

__all__ = ["PATIENCE", "Asked", "Asking", "Ended", "Served", "serve"]

PATIENCE: Final = 30
"""How many seconds anything may take."""

MOMENT: Final = 1.0
"""How many seconds after a flow is ready its caller leaves."""

_NUMBERS: Final = count(1)


@frozen
class Asked:
    """What a call asks for, and what its caller does."""

    path: str
    caller: str = "waits"
    variables: Mapping[str, str] = field(default=Factory(dict[str, str]))


@frozen
class Ended:
    """What has become of a call."""

    status: str | None = None
    """AGISTATUS."""
    found: str | None = None
    """What the flow has reported."""


@frozen
class Asking:
    """How calls ask for flows.

    Args:
        script: what stands in the dialplan, without what is asked for: an `agi://` URL, or the name of a file.
        application: AGI, EAGI or DeadAGI.
        dead: whether it is run after the channel has hung up.
    """

    script: str
    application: str = "AGI"
    dead: bool = False

    async def ask(self, lab: Lab, asked: Sequence[Asked], at_once: int = 400) -> list[Ended]:
        """Have all these callers call, and return what becomes of each call."""
        numbers = {f"asked-{next(_NUMBERS)}": one for one in asked}
        ended = dict.fromkeys(numbers, Ended())
        await lab.action(Action="Events", EventMask="user")  # who does not read all others within 100 ms is put out
        await lab.action(Action="Setvar", Variable=flows.GO, Value="")
        begun = iter(numbers)
        for number in list(islice(begun, at_once)):
            await self._begin(lab, number, numbers[number])
        left, arrived = len(asked), 0
        while left:
            try:
                event = await asyncio.wait_for(lab.user_events.get(), PATIENCE)
            except asyncio.TimeoutError:
                waits = [(numbers[number], one) for number, one in ended.items() if one.status is None]
                raise AssertionError(f"{waits} do not end: {await lab.command('core show channels concise')}") from None
            number = event.get("Number", "")
            if number not in ended:
                continue
            match event["UserEvent"]:
                case flows.ARRIVED:
                    arrived += 1
                    if arrived == min(len(asked), at_once):
                        await lab.action(Action="Setvar", Variable=flows.GO, Value="yes")
                case flows.READY:
                    asyncio.get_running_loop().call_later(MOMENT, _hang_up, lab, event)
                case flows.FOUND:
                    ended[number] = evolve(ended[number], found=unquote(event.get("Text", "")))
                case _:
                    ended[number] = evolve(ended[number], status=event["Status"])
                    left -= 1
                    if (another := next(begun, None)) is not None:
                        await self._begin(lab, another, numbers[another])
        return list(ended.values())

    async def _begin(self, lab: Lab, number: str, one: Asked) -> None:
        is_url = self.script.startswith("agi://")
        await lab.originate(
            "flows",
            one.caller,
            FLOW="leaves" if self.dead else "runs",
            **{"RUNS_DEAD" if self.dead else "RUNS": self.application},
            AGI_SCRIPT=self.script + quote(one.path) if is_url else self.script,
            ASKED=quote(one.path),
            NUMBER=number,
            **one.variables,
        )


_ACTIONS: Final[set[asyncio.Task[Message]]] = set()


def _hang_up(lab: Lab, event: Message) -> None:
    """Have the caller leave."""
    caller = event["Channel"].removesuffix("2") + "1"
    task = asyncio.ensure_future(lab.action(Action="Hangup", Channel=caller))
    _ACTIONS.add(task)
    task.add_done_callback(_ACTIONS.discard)


@frozen
class Served:
    """A server that runs as a process."""

    process: subprocess.Popen[bytes]
    log: Path
    port: int

    @property
    def url(self) -> str:
        """What stands in the dialplan for it."""
        return f"agi://127.0.0.1:{self.port}/"

    def used(self) -> tuple[int, int]:
        """Return how many descriptors and threads it has."""
        process = f"/proc/{self.process.pid}"
        return len(os.listdir(f"{process}/fd")), len(os.listdir(f"{process}/task"))

    def lines(self) -> list[str]:
        """Return the lines of its log."""
        return self.log.read_text("utf-8").splitlines()


@contextmanager
def serve(kind: str, log: Path, level: str = "INFO") -> Generator[Served]:
    """Start a server that logs from a level on, and stop it at the end, when nothing may be left of it."""
    command = [sys.executable, "-W", "error", "-m", "tests.live.served", kind, level]
    with log.open("w", encoding="utf-8") as errors, subprocess.Popen(command, stderr=errors, cwd=ROOT) as process:
        try:
            yield Served(process, log, _port_of(process, log))
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)
        finally:
            process.kill()
    assert process.returncode == 0, log.read_text("utf-8")[-4000:]


def _port_of(process: subprocess.Popen[bytes], log: Path) -> int:
    """Wait until a server listens, and return the port."""
    until = time.monotonic() + PATIENCE
    while "listening on" not in (text := log.read_text("utf-8")):
        assert process.poll() is None, text
        assert time.monotonic() < until, text
        time.sleep(0.05)
    return int(text.split()[-1])
