"""Clients of the kit's manager interface, for the tests of it."""

from __future__ import annotations

from collections.abc import Mapping

from agicodec.asyncagi import Greeting
from agicodec.testing import Asterisk, ManagerInterface
from agicodec.testing.manager.interface import Sent

ANN, BOB = "PJSIP/ann-00000001", "PJSIP/bob-00000002"

ELSEWHERE = {"Context": "sales", "Exten": "7", "Priority": "again"}
"""The headers of a Redirect that say where to."""


class Client:
    """A client of a manager interface, which notes what it is sent."""

    def __init__(self, manager: ManagerInterface, *, logged_in: bool = True) -> None:
        self.sent: list[Sent] = []
        self.end = manager.connect(self.sent.append, logged_in=logged_in)

    def act(self, action: str, **headers: str) -> None:
        self.end.receive({"Action": action, **headers})

    def agi(self, channel: str, command: str, command_id: str = "") -> None:
        self.act("AGI", Channel=channel, Command=command, **({"CommandID": command_id} if command_id else {}))

    @property
    def messages(self) -> list[Mapping[str, str]]:
        return [message for message in self.sent if message is not None and not isinstance(message, Greeting)]

    @property
    def responses(self) -> list[str]:
        return [f"{m['Response']}: {m.get('Message', '')}" for m in self.messages if "Response" in m]

    @property
    def events(self) -> list[str]:
        """The names of the events of AsyncAGI, with the names and the command ids, and of the others."""
        ignored = ("AGIExecStart", "AGIExecEnd")
        events = [message for message in self.messages if message.get("Event", ignored[0]) not in ignored]
        return [" ".join((m["Event"], m["Channel"][6:9], m.get("CommandId", ""))).rstrip() for m in events]


def two() -> tuple[Asterisk, Asterisk]:
    return Asterisk(channel=ANN, unique_id="1.1"), Asterisk(channel=BOB, unique_id="1.2")


def finish(manager: ManagerInterface) -> None:
    while manager.step():
        pass
