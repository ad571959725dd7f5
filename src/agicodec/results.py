# Generated from spec/results.toml by `make generate`: change the spec, not this file.

"""What the 200 replies of the commands become.

A result says its outcome in words. It is true when the command did what it is for, so `if result:` and `result.ok` ask
the same.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Literal

from attrs import frozen

from agicodec.reply import SpeechMatch

__all__ = [
    "Acknowledged",
    "Answered",
    "ApplicationResult",
    "ChannelState",
    "CharReceived",
    "ControlledPlayback",
    "DatabaseDeleted",
    "DatabaseStored",
    "DatabaseTreeDeleted",
    "DatabaseValue",
    "DigitAwaited",
    "DigitsEntered",
    "EvaluatedText",
    "GosubResult",
    "HangupRequested",
    "OptionChosen",
    "Playback",
    "Recognition",
    "Recording",
    "Result",
    "Sent",
    "SpeechDone",
    "Spoken",
    "TddModeSet",
    "TextReceived",
    "VariableValue",
]


class Result(ABC):
    """What all results have in common. Each has an `outcome` too: a word that says how the command ended."""

    __slots__ = ()

    @property
    @abstractmethod
    def ok(self) -> bool:
        """Whether the command did what it is for."""

    def __bool__(self) -> bool:
        return self.ok


@frozen
class Acknowledged(Result):
    """The command ran; there is nothing more to say.

    Outcomes:
        `done`: The command ran.
    """

    outcome: Literal["done"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return True


@frozen
class Answered(Result):
    """Whether the channel was answered.

    Outcomes:
        `answered`: The channel is up.
        `failed`: The channel could not be answered, or it hung up.
    """

    outcome: Literal["answered", "failed"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "answered"


@frozen
class ChannelState(Result):
    """The state of a channel.

    Outcomes:
        `down`: The channel is down and available.
        `reserved`: The channel is down but reserved.
        `off hook`: The channel is off hook.
        `digits dialled`: Digits have been dialled.
        `line ringing`: The line is ringing.
        `remote end ringing`: The remote end is ringing.
        `up`: The line is up.
        `busy`: The line is busy.
        `dialing off hook`: Digits have been dialled while off hook.
        `pre-ring`: The channel has detected an incoming call and waits for ringing.
        `no such channel`: There is no channel of that name.
    """

    outcome: Literal[
        "down",
        "reserved",
        "off hook",
        "digits dialled",
        "line ringing",
        "remote end ringing",
        "up",
        "busy",
        "dialing off hook",
        "pre-ring",
        "no such channel",
    ]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome != "no such channel"


@frozen
class HangupRequested(Result):
    """Whether a channel was asked to hang up.

    Outcomes:
        `requested`: The channel is marked to hang up, and does so in its own time.
        `no such channel`: There is no channel of that name.
    """

    outcome: Literal["requested", "no such channel"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "requested"


@frozen
class DatabaseStored(Result):
    """Whether a value was stored in the Asterisk database.

    Outcomes:
        `stored`: The value is in the database.
        `failed`: The database refused it.
    """

    outcome: Literal["stored", "failed"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "stored"


@frozen
class DatabaseValue(Result):
    """A value read from the Asterisk database.

    Outcomes:
        `found`: The key has a value, which may be empty.
        `not found`: There is no such key.
        `out of memory`: Asterisk had no memory to read it.
    """

    outcome: Literal["found", "not found", "out of memory"]
    """How the command ended."""
    value: str | None = None
    """The value; None when none was found."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "found"


@frozen
class DatabaseDeleted(Result):
    """Whether a key was deleted from the Asterisk database.

    Outcomes:
        `deleted`: The key is not in the database any more.
        `failed`: Nothing was deleted.
    """

    outcome: Literal["deleted", "failed"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "deleted"


@frozen
class DatabaseTreeDeleted(Result):
    """Whether anything was deleted from the Asterisk database.

    Outcomes:
        `deleted`: At least one key was deleted.
        `nothing deleted`: No key matched, or the database failed.
    """

    outcome: Literal["deleted", "nothing deleted"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "deleted"


@frozen
class ApplicationResult(Result):
    """What a dialplan application returned.

    Outcomes:
        `ran`: The application ran and returned `value`.
        `failed`: The application returned -1: it failed, or the channel hung up.
        `no such application`: No loaded module has the application.
    """

    outcome: Literal["ran", "failed", "no such application"]
    """How the command ended."""
    value: int | None = None
    """What the application returned, mostly 0; None unless it ran."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "ran"


@frozen
class GosubResult(Result):
    """How a dialplan subroutine ended.

    Outcomes:
        `complete`: The routine returned.
        `abnormal exit`: The routine ended without Return.
        `label not found`: There is no such context, extension or priority.
        `failed`: The application Gosub failed.
    """

    outcome: Literal["complete", "abnormal exit", "label not found", "failed"]
    """How the command ended."""
    value: int | None = None
    """What the application Gosub returned when it failed, else None."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "complete"


@frozen
class VariableValue(Result):
    """The value of a channel variable or dialplan function.

    Outcomes:
        `set`: It has a value, which may be empty.
        `not set`: It is not set, or the function failed.
    """

    outcome: Literal["set", "not set"]
    """How the command ended."""
    value: str | None = None
    """The value; None when it is not set."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "set"


@frozen
class EvaluatedText(Result):
    """An expression with its variables and functions replaced by their values.

    Outcomes:
        `evaluated`: The expression was evaluated; an unset variable counts as empty.
        `no such channel`: There is no channel of that name.
    """

    outcome: Literal["evaluated", "no such channel"]
    """How the command ended."""
    value: str | None = None
    """The text that came out; None when there is no such channel."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "evaluated"


@frozen
class Playback(Result):
    """How the playback of a file ended.

    Outcomes:
        `finished`: The file was played to its end.
        `digit`: The caller pressed one of the escape digits.
        `not played`: Nothing was played: the file is missing, or the channel had hung up.
        `hung up`: The channel hung up, or the stream failed, while the file played.
    """

    outcome: Literal["finished", "digit", "not played", "hung up"]
    """How the command ended."""
    digit: str | None = None
    """The key that was pressed, else None."""
    endpos: int | None = None
    """Where playback ended, in samples; None when nothing was played."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome in ("finished", "digit")


@frozen
class ControlledPlayback(Result):
    """How the playback of a file that the caller can steer ended.

    Outcomes:
        `finished`: The file was played to its end.
        `digit`: The caller pressed one of the escape digits.
        `stopped remotely`: The manager interface or ARI stopped the playback.
        `not played`: The file is missing, or the channel hung up at its very end.
        `hung up`: The channel hung up, or the stream failed, while the file played.
        `failed`: The file is missing or the channel hung up; Asterisk before 12 does not say which.
    """

    outcome: Literal["finished", "digit", "stopped remotely", "not played", "hung up", "failed"]
    """How the command ended."""
    digit: str | None = None
    """The key that was pressed, else None."""
    endpos: int | None = None
    """Where playback ended, in milliseconds; None at the end of the file, and before Asterisk 12."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome in ("finished", "digit", "stopped remotely")


@frozen
class OptionChosen(Result):
    """The option that the caller chose.

    Outcomes:
        `digit`: The caller pressed one of the escape digits.
        `no digit`: No accepted digit came in time, or the channel hung up after the prompt.
        `not played`: Nothing was played: the file is missing, or the channel had hung up.
        `hung up`: The channel hung up, or the stream failed, while the prompt played.
    """

    outcome: Literal["digit", "no digit", "not played", "hung up"]
    """How the command ended."""
    digit: str | None = None
    """The key that was pressed, else None."""
    endpos: int | None = None
    """Where the prompt ended, in samples; None when nothing was played."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome in ("digit", "no digit")


@frozen
class DigitsEntered(Result):
    """The digits that the caller entered.

    Outcomes:
        `entered`: The caller pressed `#` or entered as many digits as were asked for.
        `timeout`: Time ran out; `digits` holds what had been entered.
        `failed`: The channel hung up, or the prompt is missing.
    """

    outcome: Literal["entered", "timeout", "failed"]
    """How the command ended."""
    digits: str = ""
    """The digits without the ending `#`; may be empty."""

    @property
    def timed_out(self) -> bool:
        """Whether time ran out before the entry was complete."""
        return self.outcome == "timeout"

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome != "failed"


@frozen
class DigitAwaited(Result):
    """The digit that was waited for.

    Outcomes:
        `digit`: The caller pressed a key.
        `timeout`: No key was pressed in time.
        `interrupted`: A further command line ended the wait.
        `failed`: The channel hung up or failed.
        `stop`: The manager interface or ARI asked to stop a stream.
        `suspend`: The manager interface or ARI asked to pause a stream.
        `restart`: The manager interface or ARI asked to restart a stream.
        `reverse`: The manager interface or ARI asked to rewind a stream.
        `forward`: The manager interface or ARI asked to forward a stream.
    """

    outcome: Literal["digit", "timeout", "interrupted", "failed", "stop", "suspend", "restart", "reverse", "forward"]
    """How the command ended."""
    digit: str | None = None
    """The key that was pressed, else None."""

    @property
    def timed_out(self) -> bool:
        """Whether no key was pressed in time."""
        return self.outcome == "timeout"

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome != "failed"


@frozen
class Recording(Result):
    """How a recording ended.

    Outcomes:
        `digit`: The caller pressed one of the escape digits.
        `timeout`: The time limit was reached, or the caller fell silent.
        `digit during beep`: The caller pressed a key while the beep played; nothing was recorded.
        `beep failed`: The beep is missing or the channel hung up while it played; nothing was recorded.
        `hung up`: The channel hung up; what was recorded is kept.
        `cannot write`: The file could not be created.
        `wait failed`: Waiting for audio failed; what was recorded is kept.
        `failed`: The channel cannot give the audio that silence detection needs.
    """

    outcome: Literal[
        "digit", "timeout", "digit during beep", "beep failed", "hung up", "cannot write", "wait failed", "failed"
    ]
    """How the command ended."""
    digit: str | None = None
    """The key that was pressed, else None."""
    endpos: int | None = None
    """The length of the file, in samples; None when there is none."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome in ("digit", "timeout")


@frozen
class Spoken(Result):
    """How something said to the caller ended.

    Outcomes:
        `finished`: All of it was said.
        `digit`: The caller pressed one of the escape digits.
        `failed`: The channel hung up, or a sound file is missing.
    """

    outcome: Literal["finished", "digit", "failed"]
    """How the command ended."""
    digit: str | None = None
    """The key that was pressed, else None."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome != "failed"


@frozen
class Sent(Result):
    """Whether something was sent to the caller.

    Outcomes:
        `sent`: Asterisk reports no failure.
        `failed`: It could not be sent.
    """

    outcome: Literal["sent", "failed"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "sent"


@frozen
class CharReceived(Result):
    """The character that the caller sent.

    Outcomes:
        `received`: A text came; `code` is its first byte.
        `empty`: An empty text came.
        `failed`: Nothing came in time, or the channel hung up.
    """

    outcome: Literal["received", "empty", "failed"]
    """How the command ended."""
    code: int | None = None
    """The first byte of the text, 1 to 255; None when there is none."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome != "failed"


@frozen
class TextReceived(Result):
    """The text that the caller sent.

    Outcomes:
        `received`: A text came.
        `failed`: Nothing came in time, or the channel hung up.
    """

    outcome: Literal["received", "failed"]
    """How the command ended."""
    text: str | None = None
    """The text; None when none came."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "received"


@frozen
class TddModeSet(Result):
    """Whether the TDD mode was set.

    Outcomes:
        `set`: The channel is in the mode asked for.
        `not supported`: The channel has no TDD mode.
    """

    outcome: Literal["set", "not supported"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "set"


@frozen
class SpeechDone(Result):
    """Whether a speech command did its work.

    Outcomes:
        `done`: It did.
        `failed`: The session has no speech engine, or the engine refused.
    """

    outcome: Literal["done", "failed"]
    """How the command ended."""

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome == "done"


@frozen
class Recognition(Result):
    """What the speech engine made of what the caller said.

    Outcomes:
        `speech`: The caller spoke; `matches` holds what was recognized.
        `digit`: The caller pressed a key.
        `timeout`: The caller neither spoke nor pressed a key in time.
        `hung up`: The channel hung up.
        `failed`: The session has no speech engine, or its audio cannot be had.
    """

    outcome: Literal["speech", "digit", "timeout", "hung up", "failed"]
    """How the command ended."""
    matches: tuple[SpeechMatch, ...] = ()
    """What was recognized, best first; may be empty."""
    digit: str | None = None
    """The key that was pressed, else None."""
    endpos: int | None = None
    """Where the prompt ended, in samples; 0 unless the caller cut it short."""

    @property
    def timed_out(self) -> bool:
        """Whether the caller neither spoke nor pressed a key in time."""
        return self.outcome == "timeout"

    @property
    def ok(self) -> bool:
        """Whether the command did what it is for."""
        return self.outcome not in ("hung up", "failed")
