"""Asterisk's end of a manager connection, played from a recording of a real server."""

from __future__ import annotations

import asyncio
from pathlib import Path

from attrs import Factory, define

from agicodec.asyncagi import AgiExecStarted, AmiReader, Message, read_event
from agicodec.wire import split, to_wire

__all__ = ["ManagerReplay", "read_messages"]

END = b"\r\n\r\n"


def read_messages(data: bytes) -> list[Message]:
    """Read all messages of a recording."""
    reader = AmiReader()
    reader.receive_data(data)
    found: list[Message] = []
    while isinstance(message := reader.next_message(), Message):
        found.append(message)
    return found


@define
class _Answer:
    """The recorded messages for an action."""

    number: str
    words: list[bytes] = Factory(list[bytes])
    data: bytes = b""


class ManagerReplay:
    """Answers each AGI action with the messages that were recorded for its command, in the order of the recording."""

    def __init__(self, path: Path) -> None:
        self._greeting, _, rest = path.read_bytes().partition(b"\r\n")
        self._before: list[bytes] = []
        self._answers: list[_Answer] = []
        for data in rest.split(END)[:-1]:
            (message,) = read_messages(data + END)
            action_id = message.get("ActionID", "")
            if "Response" in message and action_id[:1] == "a":
                self._answers.append(_Answer(action_id[1:]))
            if not self._answers:
                self._before.append(data + END)
                continue
            answer = self._answers[-1]
            event = read_event(message)
            if isinstance(event, AgiExecStarted):
                answer.words = split(to_wire(event.command))
            answer.data += data + END

    def answer(self, action: Message) -> bytes:
        """Return the messages for the next occurrence of this command in the recording, with the ids of the action.

        Raises:
            LookupError: the rest of the recording does not contain the command.
        """
        words = split(to_wire(action["Command"]))
        while self._answers:
            answer = self._answers.pop(0)
            if answer.words == words:
                number, action_id, command_id = answer.number, action["ActionID"], action["CommandID"]
                data = answer.data.replace(_line("ActionID", f"a{number}"), _line("ActionID", action_id))
                return data.replace(_line("CommandId", f"c{number}"), _line("CommandId", command_id))
        raise LookupError(f"nothing was recorded for {action['Command']!r}")

    def _logged_in(self, action: Message) -> bytes:
        """Return the messages for the login: the response, and all that had been recorded before the first command."""
        response, *rest = self._before
        return b"".join([response.replace(b"\r\n", b"\r\n" + _line("ActionID", action["ActionID"]), 1), *rest])

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client: greet it, report a session after its login, and answer its actions until the end."""
        writer.write(self._greeting + b"\r\n")
        while action := await _read_action(reader):
            login = action["Action"].casefold() == "login"
            data = self._logged_in(action) if login else self.answer(action)
            writer.write(data)
            if b"Event: AsyncAGIEnd" in data:
                break
        writer.close()


def _line(name: str, value: str) -> bytes:
    return f"{name}: {value}\r\n".encode()


async def _read_action(reader: asyncio.StreamReader) -> Message | None:
    try:
        (message,) = read_messages(await reader.readuntil(END))
    except asyncio.IncompleteReadError:
        return None
    return message
