# Generated from spec/functions.toml by `make generate`: change the spec, not this file.

"""The function EXTENSION_STATE."""

from __future__ import annotations

from typing import Final

from agicodec.dialplan.checks import Plain
from agicodec.dialplan.functions import write_function
from agicodec.dialplan.parts import Part
from agicodec.dialplan.places import Argument, Place
from agicodec.model.functions import ReadOnly

__all__ = ["EXTENSION_STATE"]

_PLACES: Final[tuple[Place, ...]] = (
    Argument(
        Part("extension", Plain(nonempty=True, refuses=("@",))), "@", Part("context", Plain(nonempty=True)), raw=True
    ),
)


class EXTENSION_STATE(ReadOnly):
    """The state of an extension, by its hint.

    It is one of the words of DEVICE_STATE.

    In the dialplan: `EXTENSION_STATE(extension[@context])`. Since Asterisk 1.6, in `func_extstate`. It can only
    be read.

    Args:
        extension: The extension.
        context: Its context. If omitted: the context `default`.

    Examples:
        `EXTENSION_STATE("100", "phones")` is `EXTENSION_STATE(100@phones)`.

    Raises:
        InvalidArgument: an argument is not accepted.
    """

    __slots__ = ()

    def __new__(cls, extension: str, context: str | None = None) -> EXTENSION_STATE:
        return super().__new__(
            cls, write_function("EXTENSION_STATE", _PLACES, {"extension": extension}, {"context": context})
        )
