# Generated from spec/protocol.toml and spec/environment.toml by `make generate`: change the spec, not this file.

"""The limits of the line protocol, and the fields of the environment."""

from __future__ import annotations

from typing import Final

__all__ = [
    "ENVIRONMENT_FIELDS",
    "MAX_ENVIRONMENT",
    "MAX_LINE",
    "MAX_LINE_LARGE",
    "MAX_LINE_LARGE_SINCE",
    "MAX_REPLY",
    "MAX_WORDS",
]

MAX_LINE: Final = 2047
"""The longest command line, in bytes with its line feed, that every Asterisk takes whole.

Source: AGI_BUF_LEN of 2048 in res/res_agi.c; found live at exactly this size on 16.28.
"""

MAX_LINE_LARGE: Final = 8191
"""The longest command line, in bytes with its line feed, that newer Asterisks take whole.

Source: AGI_BUF_LEN of 8192 in res/res_agi.c; found live at exactly this size on 22.10.
"""

MAX_LINE_LARGE_SINCE: Final = ((20, 16), (21, 11), (22, 6), (23, 0))
"""The first release of each branch that has it."""

MAX_WORDS: Final = 127
"""The most words on a command line, the command's own included.

Source: MAX_ARGS of 128 in res/res_agi.c; beyond it words are dropped, and quoted ones crash Asterisk 22.10 (seen
live).
"""

MAX_ENVIRONMENT: Final = 65536
"""The largest environment block, in bytes, that a session takes.

Source: Ours: Asterisk sets none since 1.8. Twenty-two fields and the arguments of one dialplan line, which the
dialplan itself holds to a few kilobytes, fit many times over.
"""

MAX_REPLY: Final = 1048576
"""The largest reply, in bytes over all its lines, that a session takes.

Source: Ours: since 1.8 Asterisk sets none for GET FULL VARIABLE and DATABASE GET.
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
"""The fields of the environment in Asterisk's order, each with whether a genuine block may lack it."""
