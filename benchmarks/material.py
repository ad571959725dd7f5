"""The bytes that every contestant works on, and the pieces of work."""

from __future__ import annotations

from enum import Enum
from urllib.parse import quote_from_bytes

_UNRESERVED = "-_.!~*'()"
"""The characters besides letters and digits that Asterisk does not encode."""

ENVIRONMENT = (
    b"agi_network: yes\nagi_network_script: menu\nagi_request: agi://127.0.0.1/menu\n"
    b"agi_channel: PJSIP/alice-00000001\nagi_language: en\nagi_type: PJSIP\nagi_uniqueid: 1795471207.7\n"
    b"agi_version: 22.10.1\nagi_callerid: 1001\nagi_calleridname: Alice\nagi_callingpres: 0\nagi_callingani2: 0\n"
    b"agi_callington: 0\nagi_callingtns: 0\nagi_dnid: 100\nagi_rdnis: unknown\nagi_context: default\n"
    b"agi_extension: 100\nagi_priority: 1\nagi_enhanced: 0.0\nagi_accountcode: \nagi_threadid: 140213812\n\n"
)
"""The 22 lines of FastAGI without arguments, and the empty one."""

NAME, VALUE = "GREETING", 'say "good day", C:\\sounds\\hello'
"""What SET VARIABLE sets: a value that must be quoted and escaped."""
SET_VARIABLE = b'SET VARIABLE GREETING "say \\"good day\\", C:\\\\sounds\\\\hello"\n'
"""How that must be written."""

FILE = "welcome"
"""What STREAM FILE plays."""
STREAM_FILE = b'STREAM FILE welcome ""\n'
"""How that may be written; some write the default offset too, or quote more."""

VARIABLE = "CALLERID(name)"
"""What GET VARIABLE reads."""
GET_VARIABLE = b"GET VARIABLE CALLERID(name)\n"

PROMPT, TIMEOUT, DIGITS = "enter-pin", 5000, 4
"""What GET DATA plays, how many milliseconds it waits, and how many digits it takes."""
GET_DATA = b"GET DATA enter-pin 5000 4\n"

CALLED, RINGING, LASTS, WARNING = "PJSIP/ann", 30, 60_000, 10_000
"""Whom Dial calls, for how many seconds, and how many milliseconds the call may last and has left at the warning."""
DIAL = b"EXEC Dial PJSIP/ann,30,L(60000:10000)t\n"
"""How that must be written, if the called party may transfer the call."""

TEXT_REPLY = b"200 result=1 (some value)\n"
ENDPOS_REPLY = b"200 result=0 endpos=12345\n"
TIMEOUT_REPLY = b"200 result= (timeout)\n"
DIGITS_REPLY = b"200 result=1234\n"
SET_REPLY = b"200 result=1\n"
USAGE_REPLY = (
    b"520-Invalid command syntax.  Proper usage follows:\n Usage: STREAM FILE <filename> <escape digits> [offset]\n"
    b" Send the given file, allowing playback to be interrupted by the given\n digits, if any.\n"
    b"520 End of proper usage.\n"
)

ROUNDS = 5
"""How often a session sets a variable, reads one, plays a file and asks for digits: four exchanges each time."""
REPLIES = (SET_REPLY, TEXT_REPLY, ENDPOS_REPLY, DIGITS_REPLY) * ROUNDS
"""The replies of a session, in their order."""
HANGUP = b"HANGUP\n"

ASYNC_ENVIRONMENT = b"agi_request: async\n" + ENVIRONMENT.partition(b"/menu\n")[2]
"""The same call in AsyncAGI, whose block has no lines of the network."""
_CALL = (
    "Privilege: agi,all\r\nChannel: PJSIP/alice-00000001\r\nChannelState: 6\r\nChannelStateDesc: Up\r\n"
    "CallerIDNum: 1001\r\nCallerIDName: Alice\r\nConnectedLineNum: <unknown>\r\nConnectedLineName: <unknown>\r\n"
    "Language: en\r\nAccountCode: \r\nContext: default\r\nExten: 100\r\nPriority: 1\r\nUniqueid: 1795471207.7\r\n"
    "Linkedid: 1795471207.7\r\n"
)
START_EVENT = (
    f"Event: AsyncAGIStart\r\n{_CALL}Env: {quote_from_bytes(ASYNC_ENVIRONMENT, safe=_UNRESERVED)}\r\n\r\n".encode()
)
"""The event with which AsyncAGI starts."""

CHANNEL, ID = "PJSIP/alice-00000001", "bench-1"
EXEC_EVENTS = (
    f"Response: Success\r\nActionID: {ID}\r\nMessage: Added AGI command to queue\r\n\r\n"
    f"Event: AsyncAGIExec\r\n{_CALL}Result: 200%20result%3D1%20(some%20value)%0A\r\nCommandId: {ID}\r\n\r\n"
).encode()
"""The response to that, and the event with the reply."""


class Work(Enum):
    """What is measured."""

    ENVIRONMENT = "decode the environment"
    SET_VARIABLE = "encode SET VARIABLE"
    STREAM_FILE = "encode STREAM FILE"
    WRITE_DIAL = "encode Dial"
    DIAL = "make Dial, and encode it"
    TEXT_REPLY = "decode a value"
    ENDPOS_REPLY = "decode an endpos"
    TIMEOUT_REPLY = "decode a timeout"
    USAGE_REPLY = "decode a 520 block"
    SESSION = "a session, fed whole"
    SESSION_BY_BYTE = "a session, fed byte by byte"
    ASYNC_START = "AsyncAGI starts"
    ASYNC_EXEC = "AsyncAGI runs a command"


def by_byte(data: bytes) -> list[bytes]:
    """Cut data into single bytes."""
    return [data[at : at + 1] for at in range(len(data))]
