# Generated from spec/commands/media.toml by `make generate`: change the spec, not this file.

"""Commands that play files, take digits and record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.commands.media.control_stream_file import ControlStreamFile
    from agicodec.commands.media.get_data import GetData
    from agicodec.commands.media.get_option import GetOption
    from agicodec.commands.media.record_file import RecordFile
    from agicodec.commands.media.stream_file import StreamFile
    from agicodec.commands.media.wait_for_digit import WaitForDigit

__all__ = ["ControlStreamFile", "GetData", "GetOption", "RecordFile", "StreamFile", "WaitForDigit"]

_PLACES = {
    "StreamFile": "stream_file",
    "ControlStreamFile": "control_stream_file",
    "GetData": "get_data",
    "GetOption": "get_option",
    "WaitForDigit": "wait_for_digit",
    "RecordFile": "record_file",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
