"""The common base of commands, replies, results and events."""

from __future__ import annotations

from attrs import fields

from agicodec import RawReply
from agicodec.commands import GetVariable
from agicodec.results import VariableValue


def test_a_value_has_the_parts_of_attrs() -> None:
    raw = RawReply(200, "1", "x")
    assert repr(raw) == "RawReply(status=200, result='1', text='x', tail='', provisional=(), truncated=False)"
    assert [part.name for part in fields(RawReply)][:3] == ["status", "result", "text"]
    assert raw == RawReply(200, "1", "x")
    assert raw != RawReply(200, "1", "y")
    other: object = VariableValue("set", value="x")
    assert raw != other
    assert len({raw, RawReply(200, "1", "x")}) == 1
    assert repr(GetVariable("X")) == "GetVariable(name='X')"
