"""`Commands` and `AsyncCommands`: every command as a method."""

from __future__ import annotations

import asyncio
import inspect
from typing import TypeVar

import pytest

from agicodec import AsyncCommands, Command, Commands, results
from agicodec.errors import ReplyError
from agicodec.wire import RawReply
from codegen.model import Command as CommandSpec
from tests.tables import COMMANDS, SPEC, command_class, make, reply_rows

R = TypeVar("R")
ALL = [pytest.param(command, id=title) for title, command in COMMANDS.items()]


class Recorder(Commands):
    """Keeps what it is asked to run, and answers it with one reply."""

    def __init__(self, raw: RawReply) -> None:
        self.raw = raw
        self.asked: list[Command[object]] = []

    def execute(self, command: Command[R]) -> R:
        self.asked.append(command)
        return command.interpret(self.raw)


class AsyncRecorder(AsyncCommands):
    """The same, asynchronously."""

    def __init__(self, raw: RawReply) -> None:
        self.sync = Recorder(raw)

    async def execute(self, command: Command[R]) -> R:
        await asyncio.sleep(0)
        return self.sync.execute(command)


@pytest.mark.parametrize("command", ALL)
@pytest.mark.parametrize("full", [False, True])
def test_a_method_runs_its_command(command: CommandSpec, full: bool) -> None:
    made = make(command, full=full)
    row = next(iter(reply_rows(command)))
    raw = RawReply.decode(row.line.encode(), made.reply_text)
    arguments = {argument.name: getattr(made, argument.name) for argument in command.arguments}
    recorder, asynchronous = Recorder(raw), AsyncRecorder(raw)
    result = getattr(recorder, command.method_name)(**arguments)
    awaited = asyncio.run(getattr(asynchronous, command.method_name)(**arguments))
    assert recorder.asked == asynchronous.sync.asked == [made]
    assert result == awaited == made.interpret(raw)


@pytest.mark.parametrize("command", ALL)
def test_a_method_has_the_signature_and_the_words_of_its_command(command: CommandSpec) -> None:
    made = inspect.signature(command_class(command).__init__).parameters
    for cls in (Commands, AsyncCommands):
        method = getattr(cls, command.method_name)
        parameters = inspect.signature(method).parameters
        assert [(p.name, p.default) for p in parameters.values()] == [(p.name, p.default) for p in made.values()]
        documentation = inspect.getdoc(method) or ""
        assert documentation.startswith(command.summary)
        assert all(f"{argument.name}: " in documentation for argument in command.arguments)


def test_execute_is_all_that_a_framework_must_write() -> None:
    assert Commands.__abstractmethods__ == AsyncCommands.__abstractmethods__ == {"execute"}


def test_a_refusal_reaches_the_caller() -> None:
    with pytest.raises(ReplyError, match="does not know"):
        Recorder(RawReply(510)).noop()


@pytest.mark.parametrize("spec", COMMANDS.values(), ids=COMMANDS)
def test_each_result_and_method_says_which_outcomes_are_ok(spec: CommandSpec) -> None:
    outcomes = {reply.outcome for reply in spec.replies}
    result = SPEC.result(spec.result)
    for text, possible in (
        (getattr(results, spec.result).__doc__, result.outcomes),
        (getattr(Commands, spec.method_name).__doc__, [one for one in result.outcomes if one.name in outcomes]),
        (getattr(AsyncCommands, spec.method_name).__doc__, [one for one in result.outcomes if one.name in outcomes]),
    ):
        said = " ".join(str(text).split()).partition(" is `ok`")[2].partition(".")[0]
        ok = {one.name for one in possible if one.ok}
        others = {one.name for one in possible if not one.ok}
        named = set(said.split("`")[1::2])
        assert named == (set() if not others else others if "unless" in said else ok)
        assert ("whatever" in said) is (not others)
