"""AsyncAGI calls when several things happen at once, in any order.

Each byte is a step: a command begins, Asterisk accepts an action or refuses it, a message arrives, a wait is cancelled,
the connection fails, another process continues the call, the channel leaves AsyncAGI or hangs up. Each command must end
with its own reply, or an error that says why it has none.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress

from agicodec import AsyncAgiSession, CallEnded, Command, LocalProtocolError, ReplyReceived
from agicodec.asyncagi import AsyncAgiState
from agicodec.commands import AsyncagiBreak, GetFullVariable, GetVariable, Noop, StreamFile, Verbose
from agicodec.errors import ActionError, TruncatedReply
from agicodec.results import Acknowledged, EvaluatedText, Playback, VariableValue
from tests.asyncagi.lines import BrokenConnection, Line, WiredCall

VALUES: Mapping[str, str] = {"SHORT": "s", "LONG": "l" * 1023, "LONGER": "r" * 3000, "LARGE": "g" * 30_000}
REPLIES: Mapping[Command[object], object] = {
    Noop(): Acknowledged("done"),
    Verbose("x"): Acknowledged("done"),
    AsyncagiBreak(): Acknowledged("done"),
    StreamFile("there"): Playback("finished", endpos=8000),
    StreamFile("missing"): Playback("not played"),
    GetVariable("NONE"): VariableValue("not set"),
    **{GetVariable(name): VariableValue("set", VALUES[name]) for name in ("SHORT", "LONG")},
    **{GetFullVariable(f"${{{name}}}"): EvaluatedText("evaluated", value) for name, value in VALUES.items()},
}
"""The commands, and the reply that is each one's own."""
COMMANDS = tuple(REPLIES)
ENDS = (AsyncagiBreak(), StreamFile("missing"))
"""Those that end the run."""
LARGE = GetFullVariable("${LARGE}")
"""A reply of which two, but not three, have room in Asterisk."""


class Steps:
    """Does what each byte says."""

    def __init__(self) -> None:
        self.line = Line()
        self.line.wire.asterisk.variables.update(VALUES)
        self.line.wire.asterisk.missing.add("missing")
        self.doubtful = False
        """Whether somebody gave up before it was known that the command was queued: then replies may pile up."""
        self.steps: tuple[Callable[[int], object], ...] = (
            self.ask,
            self.ask,
            self.ask,
            self.ask_of_the_first_call,
            lambda _: self.line.wire.run(),
            lambda _: self.line.wire.run(),
            self.refuse,
            lambda _: self.line.deliver(),
            lambda _: self.line.deliver_all(),
            self.cancel,
            self.break_next,
            self.hang_up,
            lambda _: self.line.wire.enter(),
            self.run_of_another_client,
            self.save,
        )

    def ask(self, number: int) -> None:
        self.line.ask(self.command(number))

    def ask_of_the_first_call(self, number: int) -> None:
        self.line.ask(self.command(number), self.line.started[0])

    def command(self, number: int) -> Command[object]:
        command = COMMANDS[number % len(COMMANDS)]
        return Noop() if command == LARGE and self.doubtful else command

    def refuse(self, number: int) -> None:
        if number % 2:
            self.line.wire.refuse()

    def cancel(self, number: int) -> None:
        if self.line.tasks and number % 2:
            self.doubtful = True
            self.line.tasks[-1 - number // 2 % len(self.line.tasks)].cancel()

    def break_next(self, number: int) -> None:
        self.doubtful = self.doubtful or number % 2 == 1 or number == 2
        if number % 2:
            self.line.wire.breaks = True
        elif number == 2:
            self.line.call.pipelines = True

    def hang_up(self, number: int) -> None:
        if number == 0:
            self.line.wire.hang_up()

    def run_of_another_client(self, number: int) -> None:
        wire = self.line.wire
        command = (Noop(), GetVariable("LONG"))[number % 2]
        line = command.encode().decode().strip()
        channel = self.line.call.session.channel
        wire.take({"Action": "AGI", "Channel": channel, "Command": line, "CommandID": "other", "ActionID": "other"})

    def save(self, number: int) -> None:
        session = self.line.call.session
        saved = session.save()
        assert AsyncAgiSession.restore(saved).save() == saved
        with suppress(LocalProtocolError):
            if number % 2:
                moved = json.loads(json.dumps(self.line.call.save()))
                self.doubtful = True
                self.line.move(moved)

    async def take(self, data: bytes) -> None:
        """Take a step for each byte, then let all come to its end."""
        for byte in data:
            self.steps[byte % len(self.steps)](byte // len(self.steps))
            await asyncio.sleep(0)
        results = await self.line.results()
        for command, result in zip(self.line.commands, results, strict=True):
            check(command, result)
        for call in self.line.started:
            due = [(asyncio.ensure_future(call.reply(command_id)), command) for command_id, command in call.due.items()]
            await self.line.finish()
            for task, command in due:  # who waited for it by its id had to give up
                assert task.done(), command
                check(command, (await asyncio.gather(task, return_exceptions=True))[0])
            assert_at_rest(call)


def assert_at_rest(call: WiredCall) -> None:
    """Hold that the session awaits nothing: all that waited has ended."""
    assert call.session.due == {}, call.session.due
    assert call.session.state is not AsyncAgiState.WAITING


def check(command: Command[object], result: ReplyReceived[object] | BaseException) -> None:
    """Hold that a command ended with its own reply, or with an error that may end it."""
    if isinstance(result, ReplyReceived):
        assert result.command == command
        assert isinstance(result.reply, TruncatedReply) or result.reply == REPLIES[command], (command, result.reply)
        assert not (isinstance(result.reply, TruncatedReply) and result.certain)
        return
    allowed = (asyncio.CancelledError, BrokenConnection, ActionError, CallEnded, LocalProtocolError)
    assert isinstance(result, allowed), (command, result)


def async_calls(data: bytes) -> None:
    """Run calls on a line, of which each byte is a step."""

    async def run() -> None:
        await Steps().take(data)

    asyncio.run(run())
