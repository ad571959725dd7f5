"""The channel of a call: who calls, what time it is, and what each command does on it.

Imports `caller`, `dialplan`, `conversation`, `checked` and the packages outside `testing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.testing.channel import behaviour as behaviour
    from agicodec.testing.channel import caller_id as caller_id
    from agicodec.testing.channel import channel as channel
    from agicodec.testing.channel import listening as listening
    from agicodec.testing.channel import recording as recording
    from agicodec.testing.channel import sounds as sounds
    from agicodec.testing.channel import values as values

__all__: list[str] = []

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, {})
