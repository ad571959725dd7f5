"""The wire format: conversions between bytes and words or fields.

Command lines (`command_line`), lines from chunks (`lines`), replies (`reply`, `reply_tail`) and the environment block
(`environment_block`), the limits of a line (`limits`), releases of Asterisk (`versions`) and the constants of the spec
(`protocol`). Nothing here depends on the meaning of a command. Imports only the base modules:
`errors`, `values`, `_checks` and `lazy`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.wire import command_line as command_line
    from agicodec.wire import environment_block as environment_block
    from agicodec.wire import limits as limits
    from agicodec.wire import lines as lines
    from agicodec.wire import protocol as protocol
    from agicodec.wire import reply as reply
    from agicodec.wire import reply_tail as reply_tail
    from agicodec.wire import versions as versions
    from agicodec.wire.command_line import encode_line, from_wire, line_faults, quote, split, to_integer, to_wire
    from agicodec.wire.environment_block import Block, BlockReader, Irregularity, IrregularityKind, encode_block
    from agicodec.wire.limits import SAFEST_LIMITS, Limits
    from agicodec.wire.lines import EndOfStream, LineBuffer
    from agicodec.wire.reply import RawReply, ReplyReader, TextKind, is_reply
    from agicodec.wire.reply_tail import SpeechMatch, read_fields, read_matches
    from agicodec.wire.versions import AsteriskVersion

__all__ = [
    "SAFEST_LIMITS",
    "AsteriskVersion",
    "Block",
    "BlockReader",
    "EndOfStream",
    "Irregularity",
    "IrregularityKind",
    "Limits",
    "LineBuffer",
    "RawReply",
    "ReplyReader",
    "SpeechMatch",
    "TextKind",
    "encode_block",
    "encode_line",
    "from_wire",
    "is_reply",
    "line_faults",
    "quote",
    "read_fields",
    "read_matches",
    "split",
    "to_integer",
    "to_wire",
]

_PLACES = {
    "SAFEST_LIMITS": "limits",
    "AsteriskVersion": "versions",
    "Block": "environment_block",
    "BlockReader": "environment_block",
    "EndOfStream": "lines",
    "Irregularity": "environment_block",
    "IrregularityKind": "environment_block",
    "Limits": "limits",
    "LineBuffer": "lines",
    "RawReply": "reply",
    "ReplyReader": "reply",
    "SpeechMatch": "reply_tail",
    "TextKind": "reply",
    "encode_block": "environment_block",
    "encode_line": "command_line",
    "from_wire": "command_line",
    "is_reply": "reply",
    "line_faults": "command_line",
    "quote": "command_line",
    "read_fields": "reply_tail",
    "read_matches": "reply_tail",
    "split": "command_line",
    "to_integer": "command_line",
    "to_wire": "command_line",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
