# Generated from spec/commands/text.toml by `make generate`: change the spec, not this file.

"""Commands that send and receive text and images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.commands.text.receive_char import ReceiveChar
    from agicodec.commands.text.receive_text import ReceiveText
    from agicodec.commands.text.send_image import SendImage
    from agicodec.commands.text.send_text import SendText
    from agicodec.commands.text.tdd_mode import TddMode

__all__ = ["ReceiveChar", "ReceiveText", "SendImage", "SendText", "TddMode"]

_PLACES = {
    "ReceiveChar": "receive_char",
    "ReceiveText": "receive_text",
    "SendText": "send_text",
    "SendImage": "send_image",
    "TddMode": "tdd_mode",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
