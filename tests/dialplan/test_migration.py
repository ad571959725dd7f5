"""The typed forms of untyped code in docs/dialplan.md send the lines that are beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from agicodec.commands import Exec, SetVariable
from agicodec.dialplan import Application, join_options
from agicodec.model import WriteOnly
from tests.dialplan.values import NAMES, RECENT
from tests.places import ROOT

_ROW = re.compile(r"^\| (.+) \| `(call\..+)` \| `(.+)` \|$", re.MULTILINE)
ROWS: Sequence[tuple[str, str, str]] = _ROW.findall((ROOT / "docs" / "dialplan.md").read_text("utf-8"))


class Sender:
    """A call that returns the line that it would send."""

    def run(self, application: Application[object]) -> bytes:
        return application.command(RECENT).encode()

    def exec(self, name: str, options: str) -> bytes:
        return Exec(name, options).encode()

    def set_variable(self, name: str | WriteOnly, value: str) -> bytes:
        return SetVariable(name, value).encode()


@pytest.mark.parametrize(("before", "now", "line"), ROWS, ids=[now for _, now, _ in ROWS])
def test_a_typed_form_sends_its_line(before: str, now: str, line: str) -> None:
    assert before
    found: object = eval(now, {**NAMES, "call": Sender(), "join_options": join_options})
    assert found == f"{line}\n".encode()


def test_each_of_the_libraries_is_there() -> None:
    text = " ".join(before for before, _, _ in ROWS)
    assert all(name in text for name in ("pyst2: `agi.appexec(", "phpagi: `$agi->exec_dial(", "asterisk-java: `exec("))
    assert r"\|" in text
