"""AGI in the events and actions of the manager interface, without I/O.

`ami` splits a stream into messages and writes actions; `messages` reads each message, whose bytes `encoding` decodes;
`actions` makes the action that queues a command; `asked` has the commands whose replies are due; `reassembly` joins the
environment and the replies, which an event may cut; `run` is one run of AsyncAGI on a channel; `states` has the state
machine as data. An `AsyncAgiSession` is one channel, and `AsyncAgiSessions` all channels of a connection;
`AsyncAgiCall` and `AsyncAgiCalls` run flows over them. Imports `calls`, `asterisk`, `session`, `model`, `wire` and the
base modules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.asyncagi import actions as actions
    from agicodec.asyncagi import ami as ami
    from agicodec.asyncagi import asked as asked
    from agicodec.asyncagi import call as call
    from agicodec.asyncagi import calls as calls
    from agicodec.asyncagi import encoding as encoding
    from agicodec.asyncagi import events as events
    from agicodec.asyncagi import messages as messages
    from agicodec.asyncagi import observation as observation
    from agicodec.asyncagi import reassembly as reassembly
    from agicodec.asyncagi import run as run
    from agicodec.asyncagi import session as session
    from agicodec.asyncagi import sessions as sessions
    from agicodec.asyncagi import states as states
    from agicodec.asyncagi.actions import Action, make_action
    from agicodec.asyncagi.ami import AmiReader, Greeting, Message, encode_action
    from agicodec.asyncagi.call import AsyncAgiCall
    from agicodec.asyncagi.calls import AsyncAgiCalls
    from agicodec.asyncagi.encoding import Fragment, quote_uri, unquote_uri
    from agicodec.asyncagi.events import (
        AsyncAgiEvent,
        CommandLost,
        CommandQueued,
        CommandRefused,
        CommandWithdrawn,
        EnvironmentCompleted,
        FetchAnswered,
        LateReply,
        OtherReply,
        ReplyIncomplete,
        SessionEnded,
        SessionEnding,
    )
    from agicodec.asyncagi.messages import (
        AgiExecEnded,
        AgiExecStarted,
        AsyncAgiEnded,
        AsyncAgiExecuted,
        AsyncAgiStarted,
        ManagerEvent,
        read_event,
        read_refusal,
    )
    from agicodec.asyncagi.session import AsyncAgiSession
    from agicodec.asyncagi.sessions import AsyncAgiSessions
    from agicodec.asyncagi.states import ASYNCAGI_TRANSITIONS, AsyncAgiState, AsyncAgiTrigger

__all__ = [
    "ASYNCAGI_TRANSITIONS",
    "Action",
    "AgiExecEnded",
    "AgiExecStarted",
    "AmiReader",
    "AsyncAgiCall",
    "AsyncAgiCalls",
    "AsyncAgiEnded",
    "AsyncAgiEvent",
    "AsyncAgiExecuted",
    "AsyncAgiSession",
    "AsyncAgiSessions",
    "AsyncAgiStarted",
    "AsyncAgiState",
    "AsyncAgiTrigger",
    "CommandLost",
    "CommandQueued",
    "CommandRefused",
    "CommandWithdrawn",
    "EnvironmentCompleted",
    "FetchAnswered",
    "Fragment",
    "Greeting",
    "LateReply",
    "ManagerEvent",
    "Message",
    "OtherReply",
    "ReplyIncomplete",
    "SessionEnded",
    "SessionEnding",
    "encode_action",
    "make_action",
    "quote_uri",
    "read_event",
    "read_refusal",
    "unquote_uri",
]

_PLACES = {
    "ASYNCAGI_TRANSITIONS": "states",
    "Action": "actions",
    "AgiExecEnded": "messages",
    "AgiExecStarted": "messages",
    "AmiReader": "ami",
    "AsyncAgiCall": "call",
    "AsyncAgiCalls": "calls",
    "AsyncAgiEnded": "messages",
    "AsyncAgiEvent": "events",
    "AsyncAgiExecuted": "messages",
    "AsyncAgiSession": "session",
    "AsyncAgiSessions": "sessions",
    "AsyncAgiStarted": "messages",
    "AsyncAgiState": "states",
    "AsyncAgiTrigger": "states",
    "CommandLost": "events",
    "CommandQueued": "events",
    "CommandRefused": "events",
    "CommandWithdrawn": "events",
    "EnvironmentCompleted": "events",
    "FetchAnswered": "events",
    "Fragment": "encoding",
    "Greeting": "ami",
    "LateReply": "events",
    "ManagerEvent": "messages",
    "Message": "ami",
    "OtherReply": "events",
    "ReplyIncomplete": "events",
    "SessionEnded": "events",
    "SessionEnding": "events",
    "encode_action": "ami",
    "make_action": "actions",
    "quote_uri": "encoding",
    "read_event": "messages",
    "read_refusal": "messages",
    "unquote_uri": "encoding",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
