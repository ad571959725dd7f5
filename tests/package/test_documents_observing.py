"""What docs/observing.md lists is complete: how calls end, and the methods of an observer."""

from __future__ import annotations

import logging
import re

import pytest

from agicodec import CallEnded, DeadChannel, NeverAnswered, Observer, RemoteProtocolError
from agicodec.commands import Answer
from agicodec.serving import LogEntry, NoRoute, Script, ending
from tests.places import ROOT

TEXT = (ROOT / "docs" / "observing.md").read_text("utf-8")

ENDINGS = [
    *(value for value in vars(ending).values() if isinstance(value, LogEntry)),
    ending.after_flow(None, hung_up=False),
    ending.after_flow(None, hung_up=True),
    ending.after_flow(None, hung_up=False, lost=NeverAnswered("ANSWER", "lost")),
    ending.after_flow(None, hung_up=False, lost=NeverAnswered("ANSWER", "lost"), has_secrets=True),
    ending.after_flow(None, hung_up=False, lost=RemoteProtocolError("no reply", b"x")),
    ending.after_flow(DeadChannel("ANSWER", "dead"), hung_up=True),
    ending.after_flow(NeverAnswered("ANSWER", "lost"), hung_up=False),
    ending.after_flow(CallEnded("lost"), hung_up=False, has_secrets=True),
    ending.after_flow(RuntimeError("boom"), hung_up=False),
    ending.after_flow(RuntimeError("boom"), hung_up=False, has_secrets=True),
    ending.after_flow(RemoteProtocolError("no reply", b"x"), hung_up=False),
    ending.after_flow(RemoteProtocolError("no reply", b"x"), hung_up=False, has_secrets=True),
    ending.cannot_accept(OSError("too many")),
    ending.closed_early(b""),
    ending.closed_early(b"agi_"),
    ending.evicted(500, b""),
    ending.evicted(500, b"agi_"),
    ending.no_asterisk(b"GET / HTTP/1.1"),
    ending.no_descriptor(OSError("too many")),
    ending.no_environment(RemoteProtocolError("no environment", b"x")),
    ending.no_thread(RuntimeError("can't start new thread")),
    ending.not_admitted(""),
    ending.not_admitted("not our Asterisk"),
    ending.over_time(60),
    ending.too_many(500),
    ending.too_slow(10, b""),
    ending.too_slow(10, b"agi_"),
    LogEntry(logging.INFO, "ended, with the exit status 7"),
    LogEntry(logging.WARNING, str(NoRoute(Script("ivr"), [Answer()]))),
]
"""An ending of each kind."""

ROWS = re.findall(r"^\| (`.*`) \| (DEBUG|INFO|WARNING|ERROR) \|", TEXT, re.M)


def _pattern(cell: str) -> str:
    """Return the regular expression of the texts in a cell, in which `...` stands for anything."""
    texts = re.findall(r"`([^`]+)`", cell)
    return "|".join(re.escape(text).replace(re.escape("..."), ".*") for text in texts)


@pytest.mark.parametrize("how", ENDINGS, ids=str)
def test_each_way_in_which_a_call_ends_has_its_row(how: LogEntry) -> None:
    level = logging.getLevelName(how.level)
    text, _, _ = str(how).partition("; unread is ")
    assert [cell for cell, of in ROWS if of == level and re.fullmatch(_pattern(cell), text)], text


def test_each_row_is_a_way_in_which_a_call_ends() -> None:
    for cell, level in ROWS:
        found = [how for how in ENDINGS if re.match(_pattern(cell), str(how))]
        assert level in [logging.getLevelName(how.level) for how in found], cell


def test_the_table_of_observers_has_each_method() -> None:
    methods = [name for name in vars(Observer) if not name.startswith("_")]
    assert re.findall(r"^\| `(\w+)\([\w, ]*\)` \|", TEXT, re.M) == methods
