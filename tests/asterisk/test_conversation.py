"""Asterisk's side of a session, compared with recordings of real servers and with the application's side."""

from __future__ import annotations

import json

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from agicodec import (
    ChannelHungUp,
    ReplyReceived,
    Session,
    SessionStarted,
    UnexpectedLine,
)
from agicodec.asterisk import AsteriskSession, CommandReceived, LineRefused
from agicodec.wire import AsteriskVersion, RawReply
from tests.places import DATA
from tests.sessions import ENVIRONMENT, events, statuses
from tests.sessions import asterisk_started as started
from tests.tables import COMMANDS, any_of, can_be_sent


@pytest.mark.parametrize("name", ["lines-22", "lines-16"])
def test_lines_are_read_as_real_servers_read_them(name: str) -> None:
    """Whatever is cut, joined, written ahead, too long or wrong: as many replies at each step, of the same status."""
    for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines():
        call = json.loads(line)
        session = started(evolve(ENVIRONMENT, version=AsteriskVersion.parse(call["asterisk"]), raw=()))
        for step in call["steps"]:
            session.receive_data(step["sent"].encode("latin-1"))
            assert list(statuses(session)) == step["statuses"], (call["asterisk"], step["sent"][:60])


@given(st.data())
def test_both_sides_understand_each_other(data: st.DataObject) -> None:
    """Any commands, in any chunks, with a hangup anywhere: each reply goes to its command."""
    near, far = Session(), AsteriskSession(ENVIRONMENT)
    cut(near, far.start(), data)
    assert events(near) == [SessionStarted(ENVIRONMENT)]
    any_command = st.sampled_from(sorted(COMMANDS)).flatmap(lambda title: any_of(COMMANDS[title])).filter(can_be_sent)
    for number, command in enumerate(data.draw(st.lists(any_command, max_size=6))):
        cut(far, near.send(command, even_if_hung_up=True), data)
        event = far.next_event()
        hangup = far.hang_up() if data.draw(st.booleans()) else b""
        if isinstance(event, LineRefused):
            answer = event.data
        else:
            assert event == CommandReceived(command)
            answer = far.reply(RawReply(200, str(number + 2)))
        cut(near, hangup + answer if data.draw(st.booleans()) else answer + hangup, data)
        happened = events(near)
        replies = [event for event in happened if isinstance(event, ReplyReceived)]
        assert [(reply.command, reply.raw.result) for reply in replies] == [
            (command, None if isinstance(event, LineRefused) else str(number + 2))
        ]
        assert [event for event in happened if isinstance(event, ChannelHungUp)] == [ChannelHungUp()] * bool(hangup)
        assert not any(isinstance(event, UnexpectedLine) for event in happened)


def cut(session: Session | AsteriskSession, data: bytes, draw: st.DataObject) -> None:
    """Feed data to a session in random chunks."""
    while data:
        size = draw.draw(st.integers(1, len(data)))
        session.receive_data(data[:size])
        data = data[size:]
