"""An AGI script, started by Asterisk for one call: commands go to standard output, replies come on standard input.

    exten => 100,1,AGI(/path/to/agi_script.py)

It says the caller's number, until the caller hangs up.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

from agicodec import (
    NEED_DATA,
    Command,
    Commands,
    ConnectionClosed,
    DeadChannel,
    Environment,
    Event,
    ReplyReceived,
    Session,
    SessionStarted,
)

R = TypeVar("R")

STDIN, STDOUT = 0, 1


class Script(Commands):
    """One call, on a pair of blocking functions."""

    def __init__(self, read: Callable[[], bytes], write: Callable[[bytes], object]) -> None:
        self.session = Session()
        self._read = read
        self._write = write

    def start(self) -> Environment:
        """Wait for the environment."""
        while True:
            event = self.next_event()
            if isinstance(event, SessionStarted):
                return event.environment

    def execute(self, command: Command[R]) -> R:
        """Run a command and give its result."""
        self._write(self.session.send(command))
        while True:
            event = self.next_event()
            if isinstance(event, ReplyReceived):
                return event.answer_to(command).result()

    def next_event(self) -> Event:
        """Wait for whatever happens next."""
        while (event := self.session.next_event()) is NEED_DATA:
            self.session.receive_data(self._read())
        if isinstance(event, ConnectionClosed):
            raise EOFError(f"Asterisk has gone; not answered: {event.command}")
        return event


def say_number(script: Script) -> None:
    """Say the caller's number twice."""
    environment = script.start()
    try:
        script.answer()
        for _ in range(2):
            script.say_digits(environment.caller_id_number or "0")
    except DeadChannel:
        script.verbose("the caller hung up")


def main() -> None:
    """Serve the call on the standard streams; Asterisk tells of a hangup with SIGHUP."""
    script = Script(lambda: os.read(STDIN, 65536), lambda data: os.write(STDOUT, data))

    def hang_up(number: int, frame: FrameType | None) -> None:
        script.session.receive_hangup()

    signal.signal(signal.SIGHUP, hang_up)
    say_number(script)


if __name__ == "__main__":
    main()
