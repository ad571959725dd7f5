"""Scripts make calls of the class that they are told to make; for servers, see their tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from agicodec.io import asyncio as on_asyncio
from agicodec.io import script, threads
from agicodec.io.script import ScriptCall
from agicodec.io.threads import ThreadCall
from agicodec.serving.admission import GRACE
from agicodec.testing import Asterisk, call_script
from tests.places import ROOT


@pytest.mark.parametrize("call_class", [ThreadCall, object, None])
def test_the_class_of_a_call_is_checked_in_a_script(call_class: type[ScriptCall]) -> None:
    with pytest.raises(TypeError, match=r"call_class .*: expected ScriptCall or a subclass of it"):
        script.run(fail_in_a_script, call_class=call_class)


def fail_in_a_script(call: ScriptCall) -> None:
    raise AssertionError("no call can be made")


def test_a_script_makes_a_call_of_the_class_of_the_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    program = (
        "from agicodec.io.script import ScriptCall, run\n"
        "class Own(ScriptCall):\n"
        "    def greet(self): self.verbose('hello')\n"
        "run(lambda call: call.greet(), call_class=Own)"
    )
    asterisk = Asterisk()
    assert call_script(asterisk, [sys.executable, "-c", program]) == 0
    assert asterisk.messages == ["hello"]


def test_the_time_to_end_is_defined_once() -> None:
    assert on_asyncio.GRACE is threads.GRACE is GRACE
    sources = [path for path in Path(ROOT / "src").rglob("*.py") if "\nGRACE: Final" in path.read_text("utf-8")]
    assert [path.name for path in sources] == ["admission.py"]
