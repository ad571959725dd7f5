# Generated from spec/commands/say.toml by `make generate`: change the spec, not this file.

"""Commands that speak numbers, letters and times in the channel's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.commands.say.say_alpha import SayAlpha
    from agicodec.commands.say.say_date import SayDate
    from agicodec.commands.say.say_datetime import SayDatetime
    from agicodec.commands.say.say_digits import SayDigits
    from agicodec.commands.say.say_number import SayNumber
    from agicodec.commands.say.say_phonetic import SayPhonetic
    from agicodec.commands.say.say_time import SayTime

__all__ = ["SayAlpha", "SayDate", "SayDatetime", "SayDigits", "SayNumber", "SayPhonetic", "SayTime"]

_PLACES = {
    "SayNumber": "say_number",
    "SayDigits": "say_digits",
    "SayAlpha": "say_alpha",
    "SayPhonetic": "say_phonetic",
    "SayDate": "say_date",
    "SayTime": "say_time",
    "SayDatetime": "say_datetime",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
