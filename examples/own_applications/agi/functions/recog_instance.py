# Generated from spec/unimrcp.toml by `agicodec generate`: change the spec, not this file.

"""The function RECOG_INSTANCE."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.arguments import Integer
from agicodec.model.functions import ReadOnly

__all__ = ["RECOG_INSTANCE"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(Part("index", Integer(0)), "/", Part("instance", Plain(nonempty=True)), raw=True),
)


class RECOG_INSTANCE(ReadOnly):
    """What an interpretation of the last recognition means, as the grammar says.

    It is XML or JSON, as the option `instance_format` says.

    In the dialplan: `RECOG_INSTANCE(nbest_number/instance_number)`. Since Asterisk 1.4, in `app_unimrcp`. It can
    only be read.

    Args:
        index: Which interpretation, counted from 0.
        instance: Which instance, counted from 0, and perhaps a nested element behind a slash, as in `0/city`.

    Beware:
        - Asterisk's documentation parts the arguments with commas, but the module does with slashes. (app_unimrcp
          1.9; source: app-unimrcp/app_datastore.c, recog_instance_find)
        - A single number would be that of the instance. (app_unimrcp 1.9; source: app-unimrcp/app_datastore.c,
          recog_instance_find)

    Examples:
        `RECOG_INSTANCE(0, "0")` is `RECOG_INSTANCE(0/0)`.
        `RECOG_INSTANCE(0, "0/city")` is `RECOG_INSTANCE(0/0/city)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, index: int, instance: str) -> RECOG_INSTANCE:
        return super().__new__(cls, write_function("RECOG_INSTANCE", _PLACES, {"index": index, "instance": instance}))
