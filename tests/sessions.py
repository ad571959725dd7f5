"""Helpers for tests of sessions."""

from __future__ import annotations

import json
from collections.abc import Iterator

from attrs import evolve

from agicodec import (
    NEED_DATA,
    AsteriskSession,
    AsteriskVersion,
    Command,
    ConnectionClosed,
    Environment,
    Event,
    Session,
    SessionStarted,
    State,
)
from agicodec.asterisk import CommandReceived, LineRefused
from agicodec.wire import RawReply

BLOCK = (
    b"agi_network: yes\nagi_network_script: hello?x=1\nagi_request: agi://127.0.0.1:4573/hello?x=1\n"
    b"agi_channel: Local/fast@agi-00000003;2\nagi_language: en\nagi_type: Local\nagi_uniqueid: 1795471207.7\n"
    b"agi_version: 22.10.1+dfsg+~cs6.17.60671434-1\nagi_callerid: 1001\nagi_calleridname: Ann: \xc3\xa9 \xc3\n"
    b"agi_callingpres: 67\nagi_callingani2: 0\nagi_callington: 0\nagi_callingtns: 0\nagi_dnid: unknown\n"
    b"agi_rdnis: unknown\nagi_context: agi\nagi_extension: fast\nagi_priority: 2\nagi_enhanced: 0.0\n"
    b"agi_accountcode: \nagi_threadid: -1339524208\nagi_arg_1: arg one\nagi_arg_2: \nagi_arg_3: three\n\n"
)
MARK = "agicodec-interrupt"
MARKED = b"200 result=1 (agicodec-interrupt)\n"
"""What comes back when a command has been interrupted."""

USAGE = b"520-Invalid command syntax.  Proper usage follows:\nhow to\n200 result=7\n520 End of proper usage.\n"


def events(session: Session, data: bytes | None = None) -> list[Event]:
    """Feed data, and return all events that it causes."""
    if data is not None:
        session.receive_data(data)
    found: list[Event] = []
    while (event := session.next_event()) is not NEED_DATA:
        found.append(event)
        if isinstance(event, ConnectionClosed):
            break
    return found


def started(*, block: bytes = BLOCK, command: Command[object] | None = None) -> Session:
    """Return a session whose environment is complete, and which may have sent a command."""
    session = Session(mark=MARK)
    assert [type(event) for event in events(session, block)] == [SessionStarted]
    if command is not None:
        session.send(command)
    return session


def state_of(session: Session) -> State:
    """Read the state anew: a type checker holds a property to what an earlier assertion said of it."""
    return session.state


ENVIRONMENT = Environment(
    network=True,
    network_script="ivr",
    request="agi://127.0.0.1/ivr",
    channel="PJSIP/ann-00000001",
    language="en",
    type="PJSIP",
    unique_id="1795.1",
    version=AsteriskVersion.parse("22.10.1"),
    caller_id_number="1001",
    context="default",
    extension="100",
    priority=1,
    thread_id=-1,
    arguments=("a", ""),
)
PROCESS = evolve(ENVIRONMENT, network=False, network_script=None, raw=evolve(ENVIRONMENT, network=False).raw)


def asterisk_started(
    environment: Environment = ENVIRONMENT, *, hung_up: bool = False, hangup_lines: bool = True
) -> AsteriskSession:
    """Return Asterisk's side of a session, whose environment is written."""
    session = AsteriskSession(environment, hung_up=hung_up, hangup_lines=hangup_lines)
    session.start()
    return session


def statuses(session: AsteriskSession) -> Iterator[int]:
    """Answer all commands that are read with success, and return the statuses of all replies."""
    while (event := session.next_event()) is not NEED_DATA:
        if isinstance(event, LineRefused):
            yield event.reply.status
        elif isinstance(event, CommandReceived):
            session.reply(RawReply(200, "0"))
            yield 200
        else:
            return


def again(session: Session) -> Session:
    """Save a session, and restore it from what JSON makes of that."""
    return Session.restore(json.loads(json.dumps(session.save())))
