"""Commands: their arguments, their lines, and the interpretation of their replies.

`Command` is the base of the generated classes of `agicodec.commands`; `raw` has commands that the spec does not
contain. `arguments`, `caller_id` and `moments` are the types of arguments, and `argument_words` reads them from a line.
`functions` has the base classes of dialplan functions.
`Environment` is what Asterisk sends about the call at its start, and `Script` what the call asks for.
Imports `wire` and the base modules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.model import argument_words as argument_words
    from agicodec.model import arguments as arguments
    from agicodec.model import caller_id as caller_id
    from agicodec.model import command as command
    from agicodec.model import environment as environment
    from agicodec.model import functions as functions
    from agicodec.model import moments as moments
    from agicodec.model import raw as raw
    from agicodec.model import script as script
    from agicodec.model.argument_words import Given, Unreadable
    from agicodec.model.arguments import KEYS
    from agicodec.model.caller_id import CallerId
    from agicodec.model.command import Command, Interrupt
    from agicodec.model.environment import Environment
    from agicodec.model.functions import Function, ReadOnly, WriteOnly
    from agicodec.model.moments import Moment
    from agicodec.model.raw import Raw, Unchecked
    from agicodec.model.script import Script

__all__ = [
    "KEYS",
    "CallerId",
    "Command",
    "Environment",
    "Function",
    "Given",
    "Interrupt",
    "Moment",
    "Raw",
    "ReadOnly",
    "Script",
    "Unchecked",
    "Unreadable",
    "WriteOnly",
]

_PLACES = {
    "KEYS": "arguments",
    "CallerId": "caller_id",
    "Command": "command",
    "Environment": "environment",
    "Function": "functions",
    "Given": "argument_words",
    "Interrupt": "command",
    "Moment": "moments",
    "Raw": "raw",
    "Script": "script",
    "Unchecked": "raw",
    "Unreadable": "argument_words",
    "ReadOnly": "functions",
    "WriteOnly": "functions",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
