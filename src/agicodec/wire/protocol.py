# Generated from spec/{protocol,environment,asyncagi}.toml by `make generate`: change the spec, not this file.

"""The limits of the protocol, its commands, the fields of the environment, and the messages of AsyncAGI."""

from __future__ import annotations

from typing import Final

__all__ = [
    "ASYNC_EVENTS",
    "ASYNC_LOSSY",
    "ASYNC_READ",
    "ASYNC_REFUSALS",
    "COMMANDS",
    "ENVIRONMENT_FIELDS",
    "MAX_ACTION_HEADERS",
    "MAX_ACTION_LINE",
    "MAX_AHEAD",
    "MAX_ASYNC_COMMAND",
    "MAX_ASYNC_REPLY",
    "MAX_ENVIRONMENT",
    "MAX_LINE",
    "MAX_LINE_LARGE",
    "MAX_LINE_LARGE_SINCE",
    "MAX_MESSAGE",
    "MAX_MESSAGE_LINE",
    "MAX_QUEUED",
    "MAX_REPLY",
    "MAX_SESSIONS",
    "MAX_WORDS",
    "STATUS_LINES",
]

MAX_LINE: Final = 2047
"""The longest command line, in bytes with its line feed, that every Asterisk reads completely.

Source: AGI_BUF_LEN of 2048 in res/res_agi.c; found live at exactly this size on 16.28.
"""

MAX_LINE_LARGE: Final = 8191
"""The longest command line, in bytes with its line feed, that newer releases of Asterisk read completely.

Source: AGI_BUF_LEN of 8192 in res/res_agi.c; found live at exactly this size on 22.10.
"""

MAX_LINE_LARGE_SINCE: Final = ((20, 16), (21, 11), (22, 6), (23, 0))
"""The first release of each branch that has it."""

MAX_WORDS: Final = 127
"""The most words on a command line, the command's own included.

Source: MAX_ARGS of 128 in res/res_agi.c; further words are dropped, and 129 or more quoted words end Asterisk
itself (seen live on 22.10 and 16.28).
"""

MAX_ENVIRONMENT: Final = 65536
"""The largest environment block, in bytes, that a session accepts.

Source: Chosen for agicodec: Asterisk has no limit since 1.8. Twenty-two fields and the arguments of one dialplan
line, which the dialplan itself holds to a few kilobytes, fit many times over.
"""

MAX_REPLY: Final = 1048576
"""The largest reply, in bytes over all its lines, that a session accepts.

Source: Chosen for agicodec: since 1.8 Asterisk has no limit for GET FULL VARIABLE and DATABASE GET.
"""

MAX_AHEAD: Final = 1048576
"""How many bytes Asterisk's side of a session keeps of what an application has written ahead.

Source: Chosen for agicodec: Asterisk leaves them in the socket, whose buffers make the application wait after
some hundred kilobytes.
"""

MAX_ACTION_LINE: Final = 1022
"""The longest line of a manager action, in bytes without its line end, that every Asterisk reads completely.

Source: The input buffer of a manager session in main/manager.c has 1024 bytes; found live at exactly this size on
22.10 and 16.28.
"""

MAX_ACTION_HEADERS: Final = 127
"""The most headers of a manager action that every Asterisk accepts.

Source: AST_MAX_MANHEADERS of 128 in include/asterisk/manager.h; before 1.8.9 the last one was ignored.
"""

MAX_ASYNC_COMMAND: Final = 1013
"""The longest command, in bytes, of the manager action AGI.

Source: The length of a line of the action without the header's name; found live at exactly this size on 22.10 and
16.28.
"""

ASYNC_READ: Final = 1024
"""How many bytes of replies AsyncAGI reads for one event; the rest comes with the next one.

Source: AGI_BUF_SIZE in launch_asyncagi, res/res_agi.c; seen live on 22.10 and 16.28.
"""

MAX_ASYNC_REPLY: Final = 61414
"""The longest reply, in bytes, that AsyncAGI delivers completely if nothing else waits to be read; after a longer
one other replies are lost, and one of more than 65,536 bytes stops the channel for good.

Source: The pipe of launch_asyncagi, res/res_agi.c, of 16 pages on Linux: the last page holds the replies to
further commands until the first page has been read. Found live at exactly this size on 22.10 and 16.28.
"""

ASYNC_LOSSY: Final = 2045
"""An encoded Env or Result of this many characters may have lost its end.

Source: AMI_BUF_SIZE of 2048 in launch_asyncagi, less room for an escape; seen live on 22.10 and 16.28.
"""

MAX_MESSAGE_LINE: Final = 65536
"""The longest line of a manager message, in bytes, that is accepted.

Source: Chosen for agicodec: Asterisk has no limit; the lines that it writes are much shorter.
"""

MAX_MESSAGE: Final = 1048576
"""The largest manager message, in bytes over all its lines, that is accepted.

Source: Chosen for agicodec: Asterisk has no limit; its largest message is the output of a console command.
"""

MAX_QUEUED: Final = 1000
"""The most commands of an AsyncAGI session that wait for their replies.

Source: Chosen for agicodec: Asterisk's queue has no limit.
"""

MAX_SESSIONS: Final = 10000
"""The most AsyncAGI sessions that are kept for one connection; beyond it, the session that has had no event for the
longest time is dropped.

Source: Chosen for agicodec: more than the calls of one Asterisk server, so that only sessions whose end was never
reported are dropped.
"""

ENVIRONMENT_FIELDS: Final = (
    ("agi_network", True),
    ("agi_network_script", True),
    ("agi_request", False),
    ("agi_channel", False),
    ("agi_language", False),
    ("agi_type", False),
    ("agi_uniqueid", False),
    ("agi_version", True),
    ("agi_callerid", False),
    ("agi_calleridname", False),
    ("agi_callingpres", False),
    ("agi_callingani2", False),
    ("agi_callington", False),
    ("agi_callingtns", False),
    ("agi_dnid", False),
    ("agi_rdnis", False),
    ("agi_context", False),
    ("agi_extension", False),
    ("agi_priority", False),
    ("agi_enhanced", False),
    ("agi_accountcode", False),
    ("agi_threadid", True),
)
"""The fields of the environment in Asterisk's order, each with whether a genuine block may omit it."""

COMMANDS: Final = {
    "ANSWER": "res_agi",
    "HANGUP": "res_agi",
    "CHANNEL STATUS": "res_agi",
    "SET AUTOHANGUP": "res_agi",
    "SET CALLERID": "res_agi",
    "SET MUSIC": "res_agi",
    "NOOP": "res_agi",
    "VERBOSE": "res_agi",
    "ASYNCAGI BREAK": "res_agi",
    "DATABASE PUT": "res_agi",
    "DATABASE GET": "res_agi",
    "DATABASE DEL": "res_agi",
    "DATABASE DELTREE": "res_agi",
    "EXEC": "res_agi",
    "GOSUB": "app_stack",
    "SET CONTEXT": "res_agi",
    "SET EXTENSION": "res_agi",
    "SET PRIORITY": "res_agi",
    "STREAM FILE": "res_agi",
    "CONTROL STREAM FILE": "res_agi",
    "GET DATA": "res_agi",
    "GET OPTION": "res_agi",
    "WAIT FOR DIGIT": "res_agi",
    "RECORD FILE": "res_agi",
    "SAY NUMBER": "res_agi",
    "SAY DIGITS": "res_agi",
    "SAY ALPHA": "res_agi",
    "SAY PHONETIC": "res_agi",
    "SAY DATE": "res_agi",
    "SAY TIME": "res_agi",
    "SAY DATETIME": "res_agi",
    "SPEECH CREATE": "res_agi",
    "SPEECH SET": "res_agi",
    "SPEECH DESTROY": "res_agi",
    "SPEECH LOAD GRAMMAR": "res_agi",
    "SPEECH UNLOAD GRAMMAR": "res_agi",
    "SPEECH ACTIVATE GRAMMAR": "res_agi",
    "SPEECH DEACTIVATE GRAMMAR": "res_agi",
    "SPEECH RECOGNIZE": "res_agi",
    "RECEIVE CHAR": "res_agi",
    "RECEIVE TEXT": "res_agi",
    "SEND TEXT": "res_agi",
    "SEND IMAGE": "res_agi",
    "TDD MODE": "res_agi",
    "GET VARIABLE": "res_agi",
    "GET FULL VARIABLE": "res_agi",
    "SET VARIABLE": "res_agi",
}
"""The names of all commands, each with the module of Asterisk that has it."""

STATUS_LINES: Final = {
    503: "503 result=-2 Memory allocation failure",
    510: "510 Invalid or unknown command",
    511: "511 Command Not Permitted on a dead channel or intercept routine",
    520: "520 End of proper usage.",
}
"""The line of each status that is a refusal; for 520, the line that ends the block."""

ASYNC_EVENTS: Final = {
    "asyncagistart": "AsyncAgiStarted",
    "asyncagi start": "AsyncAgiStarted",
    "asyncagiexec": "AsyncAgiExecuted",
    "asyncagi exec": "AsyncAgiExecuted",
    "asyncagiend": "AsyncAgiEnded",
    "asyncagi end": "AsyncAgiEnded",
    "agiexecstart": "AgiExecStarted",
    "agiexec start": "AgiExecStarted",
    "agiexecend": "AgiExecEnded",
    "agiexec end": "AgiExecEnded",
}
"""The classes of the events by name, or by name and kind, in small letters."""

ASYNC_REFUSALS: Final = (
    ("Channel ", "does not exist", "NoSuchChannel"),
    ("Failed to add AGI command to channel", "", "NotInAsyncAgi"),
    ("Failed to parse message", "line too long", "LineTooLong"),
    ("", "", "ActionRefused"),
)
"""How the message of an error response begins, what else it contains, and the exception for it."""
