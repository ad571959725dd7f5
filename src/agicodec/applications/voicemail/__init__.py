# Generated from spec/applications/voicemail.toml by `make generate`: change the spec, not this file.

"""Applications that leave messages in mailboxes, and play them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.applications.voicemail.voice_mail import VoiceMail
    from agicodec.applications.voicemail.voice_mail_main import VoiceMailMain

__all__ = ["VoiceMail", "VoiceMailMain"]

_PLACES = {"VoiceMail": "voice_mail", "VoiceMailMain": "voice_mail_main"}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
