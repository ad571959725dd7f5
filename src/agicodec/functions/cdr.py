# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function CDR."""

from __future__ import annotations

from typing import Final, Literal

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import Function

__all__ = ["CDR"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("item", Plain(nonempty=True))),
    Argument(Part("options", Plain()), raw=True),
)


class CDR(Function):
    """A value of the call detail record.

    Besides these values, a record has any others that are written.

    In the dialplan: `CDR(name[,options])`. Since Asterisk 1.2, in `func_cdr`. It can be read and written.

    Args:
        item: The value.
        options: `f` for durations with a fraction, `u` for numbers instead of words and dates. If omitted: times
            are dates, and durations whole seconds.

    The values of `item`, among others:
        `accountcode`: The account code.
        `amaflags`: The flags for billing.
        `answer`: When the call was answered.
        `billsec`: How many seconds have passed since the answer.
        `channel`: The name of the channel.
        `clid`: The caller id.
        `dcontext`: The context of the destination.
        `disposition`: What became of the call, such as `ANSWERED`.
        `dst`: The extension that was dialled.
        `dstchannel`: The channel that was called.
        `duration`: How many seconds have passed since the start.
        `end`: When the call ended.
        `lastapp`: The application that ran last.
        `lastdata`: The options of that application.
        `linkedid`: The identifier of all records of the call.
        `sequence`: The number of the record.
        `src`: The number of the caller.
        `start`: When the call started.
        `uniqueid`: The unique id of the channel.
        `userfield`: The user field.

    Beware:
        - The item linkedid is not documented. (all; source: main/cdr.c, cdr_object_format_property)

    Examples:
        `CDR("billsec")` is `CDR(billsec)`.
        `CDR("duration", "f")` is `CDR(duration,f)`.
        `CDR("customer")` is `CDR(customer)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    writes = True

    def __new__(
        cls,
        item: Literal[
            "accountcode",
            "amaflags",
            "answer",
            "billsec",
            "channel",
            "clid",
            "dcontext",
            "disposition",
            "dst",
            "dstchannel",
            "duration",
            "end",
            "lastapp",
            "lastdata",
            "linkedid",
            "sequence",
            "src",
            "start",
            "uniqueid",
            "userfield",
        ]
        | str,
        options: str | None = None,
    ) -> CDR:
        return super().__new__(cls, write_function("CDR", _PLACES, {"item": item}, {"options": options}))
