"""What the tests of how applications end have in common: a case, how it is run, and what callers and others do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from attrs import field, frozen

from agicodec import Command
from agicodec.dialplan import Application, ApplicationEnding, WholeVariables
from agicodec.results import ApplicationResult
from agicodec.values import is_tuple
from tests.live.lab import PATIENCE, Lab, RecordedCall, Recordings
from tests.seen import APPLICATIONS, Ending, which_outcome, write_ending
from tests.tables import SPEC

__all__ = ["Case", "Doing", "acting", "commanding", "end", "executing", "load", "originating", "others"]

Doing = Callable[[Lab, RecordedCall], Awaitable[None]]
"""What somebody else does about a call."""


@frozen
class Case:
    """A way for an application to end."""

    application: Application[ApplicationEnding]
    outcome: str
    caller: str = "waits"
    after: float | None = None
    """So many seconds after the call is here, the caller acts."""
    keys: str = ""
    """What the caller dials."""
    fields: Mapping[str, object] = field(factory=dict[str, object])
    """What the result says besides."""
    old: str | None = None
    """The outcome on 16.28, if it is another."""
    exten: str = "answered"
    """What the caller calls; `fastagi` does not answer."""
    caller_id: str = ""
    before: tuple[Doing, ...] = ()
    """What is done before the application runs."""
    meanwhile: tuple[Doing, ...] = ()
    """What is done while it runs."""
    since: int = 16
    """The first release whose package has it."""


async def load(lab: Lab, modules: list[str]) -> None:
    """Load modules that are not loaded yet."""
    for module in modules:
        await lab.action(Action="ModuleLoad", Module=f"{module}.so", LoadType="load")


async def end(call: RecordedCall, application: Application[ApplicationEnding], kept: Recordings) -> ApplicationEnding:
    """Run an application to its end, and keep what its outcome depends on, which the spec has to know."""
    version = call.asterisk_version
    assert version is not None
    run = application.start(version)
    number, values = -1, dict[str, str]()
    for command in run:
        result = await call.execute(command)
        if isinstance(result, ApplicationResult):
            number = -1 if result.value is None else result.value
        elif isinstance(command, WholeVariables) and is_tuple(result):
            values = dict(zip(command.names, map(str, result), strict=True))
        run.take(result)
    spec = SPEC.application_result(APPLICATIONS[application.title].result)
    deciding = {*([spec.status] if spec.status else ()), *(name for one in spec.outcomes for name in one.where)}
    variables = {name: value for name, value in values.items() if name in deciding}
    ending = Ending(version.raw, application.title, number, variables)
    name = f"endings-{version.release[0]}.jsonl"
    kept[name] = kept.get(name, b"") + write_ending(ending).encode()
    assert which_outcome(spec, ending).name == run.result.outcome  # type: ignore[attr-defined]
    return run.result


def executing(command: Command[object]) -> Doing:
    """Return a command of the call itself."""

    async def execute(_: Lab, call: RecordedCall) -> None:
        await call.execute(command)

    return execute


def acting(action: str, **headers: str) -> Doing:
    """Return a manager action about the channel of a call."""

    async def act(lab: Lab, call: RecordedCall) -> None:
        channel = call.environment.channel
        filled = {name: value.format(channel=channel) for name, value in headers.items()}
        response = await lab.action(Action=action, **filled)
        assert response["Response"] == "Success", response

    return act


def commanding(line: str) -> Doing:
    """Return a command on the console."""

    async def command(lab: Lab, _: RecordedCall) -> None:
        await lab.command(line)

    return command


def originating(channel: str, application: str, data: str, until: str) -> Doing:
    """Return how another channel runs an application, until a text is in the list of channels."""

    async def begin(lab: Lab, _: RecordedCall) -> None:
        response = await lab.action(
            Action="Originate", Channel=channel, Application=application, Data=data, Async="true"
        )
        assert response["Response"] == "Success", response
        await others(lab, until)

    return begin


async def others(lab: Lab, until: str) -> None:
    """Wait until a text is in the list of channels."""

    async def look() -> None:
        while until not in await lab.command("core show channels concise"):
            await asyncio.sleep(0.02)

    await asyncio.wait_for(look(), PATIENCE)
