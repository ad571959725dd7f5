"""pyst2's AGI class, with agicodec as its codec.

`AGI` is used like pyst2's class: it has the same methods, dicts and exceptions. The streams, the signal and the methods
are pyst2's; agicodec encodes the commands and decodes the replies. Two methods are replaced, since pyst2's are wrong:
one quotes twice, one reads a reply as its opposite.
"""

from __future__ import annotations

import sys
from typing import BinaryIO, TextIO

from asterisk import agi

from agicodec import Call, DeadChannel, InvalidCommand, NeverAnswered, Raw, RawReply, ReplyReceived, UsageError
from agicodec.asterisk import read_command
from agicodec.wire import from_wire, split, to_wire

__all__ = ["AGI"]


class Quoted(str):
    """A word that is sent even if it is empty; agicodec quotes it."""

    __slots__ = ()


class StreamCall(Call):
    """The call on pyst2's streams."""

    def __init__(self, stdin: TextIO | BinaryIO, stdout: TextIO) -> None:
        super().__init__()
        self._stdin: TextIO | BinaryIO = getattr(stdin, "buffer", stdin)
        self._stdout = stdout
        self._bytes: BinaryIO | None = getattr(stdout, "buffer", None)

    def read(self) -> bytes:
        """Read a line that Asterisk has sent."""
        line = self._stdin.readline()
        return to_wire(line) if isinstance(line, str) else line

    def write(self, data: bytes) -> None:
        """Write a line to Asterisk."""
        if self._bytes is None:
            self._stdout.write(from_wire(data))
        else:
            self._bytes.write(data)
        self._stdout.flush()


class AGI(agi.AGI):
    """An AGI script's side of a call."""

    call: StreamCall

    def _get_agi_env(self) -> None:
        self.call = StreamCall(self.stdin, self.stdout)
        self.env = dict(self.call.start().fields)

    def _quote(self, string: object) -> Quoted:
        return Quoted(string)

    def send_command(self, command: str, *args: object) -> None:
        """Send a command: its name, which may be followed by arguments as on a line, and further arguments."""
        words = list(map(from_wire, split(to_wire(command))))
        words += [str(arg) for arg in args if isinstance(arg, Quoted) or str(arg)]
        try:
            self.call.send(read_command(Raw(words[0], *words[1:]).encode()))
        except DeadChannel as error:
            raise agi.AGIResultHangup(str(error)) from error

    def get_result(self, stdin: TextIO | BinaryIO = sys.stdin) -> agi.Result:
        """Read the reply to the command that was sent, as a dict."""
        try:
            event = self.call.reply()
        except NeverAnswered as error:
            raise agi.AGIHangup(str(error)) from error
        raw = event.raw
        match event.reply:
            case InvalidCommand(args=(_, text)):
                raise agi.AGIInvalidCommand(text)
            case UsageError():
                raise agi.AGIUsageError(_text(raw))
            case DeadChannel():
                raise agi.AGIResultHangup(_text(raw))
            case _ if raw.status != 200:
                raise agi.AGIUnknownError(raw.status, "Unhandled code or undefined response")
            case _:
                return self._to_dict(event)

    def _to_dict(self, event: ReplyReceived[object]) -> agi.Result:
        raw = event.raw
        if raw.text == "hangup" and event.command.reply_text != "value":
            raise agi.AGIResultHangup("User hungup during execution")
        if raw.result == "-1":
            raise agi.AGIAppError("Error executing application, or hangup")
        fields = {name: (value, "") for name, value in raw.fields.items()}
        return {"result": (raw.result or "", raw.text or ""), **fields}

    def database_get(self, family: str, key: str) -> str:
        """Read a value from the Asterisk database; raise AGIDBError if there is none."""
        result, value = self.execute("DATABASE GET", self._quote(family), self._quote(key))["result"]
        if result == "0":
            raise agi.AGIDBError(f"Key not found in database: family={family}, key={key}")
        return value

    def database_deltree(self, family: str, key: str = "") -> None:
        """Delete a family, or a part of it; raise AGIDBError if nothing was deleted, which Asterisk reports with 1."""
        if self.execute("DATABASE DELTREE", self._quote(family), key)["result"][0] != "0":
            raise agi.AGIDBError(f"Unable to delete tree from database: family={family}, key={key}")


def _text(raw: RawReply) -> str:
    return from_wire(raw.encode(provisional=False))
