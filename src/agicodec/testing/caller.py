"""The scripted caller: what somebody does on the telephone during a call."""

from __future__ import annotations

from collections import deque
from math import inf
from typing import Final, Literal, TypeAlias

from attrs import define, field, frozen

from agicodec.arguments import KEYS
from agicodec.tail import SpeechMatch
from agicodec.testing.conversation import Conversation

__all__ = ["Caller", "Deed", "HungUp", "Pressed", "Said", "Texted"]

MILLISECONDS: Final = 1000
"""How many make a second."""


@define
class _Act:
    """Something that the caller is to do."""

    kind: Literal["dials", "stays silent", "says", "sends a text", "hangs up"]
    text: str = ""
    matches: tuple[SpeechMatch, ...] = ()
    due: float = 0
    """How many milliseconds are left until then; negative once the first of several keys is pressed."""

    def __str__(self) -> str:
        return f"{self.kind} {self.text}".rstrip()


@frozen
class Pressed:
    """The caller has pressed a key."""

    key: str
    after: float
    """How many milliseconds passed before."""


@frozen
class Said:
    """The caller has said something."""

    matches: tuple[SpeechMatch, ...]
    after: float


@frozen
class Texted:
    """The caller has sent a text."""

    text: str
    after: float


@frozen
class HungUp:
    """The caller has hung up."""

    after: float


Deed: TypeAlias = Pressed | Said | Texted | HungUp
"""What the caller may do while a command runs."""


@define
class Caller:
    """Somebody who calls, and what they do, step by step.

    The steps are taken in their order. A key is pressed when a command takes it: while a prompt plays that it may stop,
    or when digits are waited for; a text is sent and words are said when a command waits for them. Nothing is waited
    for in truth: the seconds are counted, not spent.

        caller.dials("1234#")              # for the first command that takes digits
        caller.stays_silent()              # through the next one, until its time is up
        caller.dials("1", after=2.5)       # after two and a half seconds
        caller.hangs_up()
    """

    number: str = "1001"
    """The caller's number."""
    name: str | None = None
    """The caller's name; None when unknown."""
    conversation: Conversation = field(factory=Conversation)
    """What was said so far."""
    _script: deque[_Act] = field(init=False, factory=deque[_Act])
    _hangs_up_during: int | None = field(init=False, default=None)
    _hangs_up_before: int | None = field(init=False, default=None)

    def dials(self, keys: str, *, after: float = 0) -> None:
        """Have the caller press keys, one right after another.

        Args:
            keys: any of `0123456789*#ABCD`. A command takes those of one `dials` at most: what it leaves is for the
                next one.
            after: how many seconds after the step before.
        """
        wrong = [key for key in keys if key not in KEYS]
        if wrong or not keys:
            raise ValueError(f"dials {keys!r}: expected one or more of the keys {KEYS}")
        self._script.append(_Act("dials", keys, due=after * MILLISECONDS))

    def stays_silent(self) -> None:
        """Have the caller do nothing while the next command runs that takes keys, words or a text."""
        self._script.append(_Act("stays silent"))

    def says(self, *matches: str | SpeechMatch, after: float = 0) -> None:
        """Have the caller say something that the speech engine recognizes as any of these, best first."""
        found = tuple(m if isinstance(m, SpeechMatch) else SpeechMatch(1000, m, "") for m in matches)
        text = ", ".join(match.text for match in found)
        self._script.append(_Act("says", text, found, due=after * MILLISECONDS))

    def sends_text(self, text: str, *, after: float = 0) -> None:
        """Have the caller send a text message."""
        self._script.append(_Act("sends a text", text, due=after * MILLISECONDS))

    def hangs_up(self, *, after: float = 0) -> None:
        """Have the caller hang up when all steps before are taken, as soon as a command runs."""
        self._script.append(_Act("hangs up", due=after * MILLISECONDS))

    def hangs_up_during(self, command: int) -> None:
        """Have the caller hang up while a command runs, or is refused: 1 for the first one of the call.

        The commands are counted by the lines that Asterisk reads, those included by which the session itself interrupts
        a command, synchronizes, or has AsyncAGI bring the rest of a reply.
        """
        self._hangs_up_during = command

    def hangs_up_before(self, command: int) -> None:
        """Have the caller hang up just before Asterisk reads a command, which then comes to a dead channel.

        See `hangs_up_during` for how the commands are counted.
        """
        self._hangs_up_before = command

    @property
    def left(self) -> tuple[str, ...]:
        """The steps that have not been taken, the hangups at a command among them."""
        hangups = (("during", self._hangs_up_during), ("before", self._hangs_up_before))
        numbered = (f"hangs up {when} command {number}" for when, number in hangups if number is not None)
        return (*map(str, self._script), *numbered)

    @property
    def is_to_hang_up_at_a_command(self) -> bool:
        """Whether `hangs_up_during` or `hangs_up_before` is still to come about."""
        return self._hangs_up_during is not None or self._hangs_up_before is not None

    def check(self) -> None:
        """Check that all steps were taken.

        Raises:
            CallFlowError: the flow ended before.
        """
        if self.left:
            raise self.conversation.failure(f"The flow has ended, but the caller was still to: {', '.join(self.left)}.")

    def is_gone_before(self, command: int) -> bool:
        """Tell whether the caller has hung up before a command, by its number in the call."""
        if self._hangs_up_before != command:
            return False
        self._hangs_up_before = None
        self._script.clear()
        self._hang_up(0)
        return True

    def is_gone_during(self, command: int) -> bool:
        """Tell whether the caller hangs up while a command runs, by its number in the call."""
        if self._hangs_up_during != command:
            return False
        self._hangs_up_during = None
        self._script.clear()
        self._hang_up(0)
        return True

    def within(
        self, milliseconds: float, *, keys: str = "", words: bool = False, text: bool = False, number: int = 0
    ) -> Deed | None:
        """Let time pass, and tell what the caller did that ends the wait; None when nothing did.

        Args:
            milliseconds: how long to wait at most.
            keys: the keys that would end the wait.
            words: whether words would.
            text: whether a text would.
            number: the number of the command in the call.
        """
        if self.is_gone_during(number):
            return HungUp(0)
        act = self._script[0] if self._script else None
        if act is None:
            return None
        if act.kind == "stays silent":
            if (keys or words or text) and milliseconds > 0:
                self._take(act)
            return None
        ends_it = {
            "dials": act.text[:1] in keys and bool(keys),
            "says": words,
            "sends a text": text,
            "hangs up": True,
        }[act.kind]
        if not ends_it or act.due > milliseconds:
            act.due = max(0, act.due - milliseconds) if milliseconds < inf else 0
            return None
        return self._do(act)

    def still_dials(self, keys: str) -> Pressed | None:
        """Tell which key the caller presses right after the one before; None when there is none among these."""
        act = self._script[0] if self._script else None
        if act is None or act.kind != "dials" or act.due >= 0 or act.text[0] not in keys:
            return None
        return self._press(act)

    def _do(self, act: _Act) -> Deed:
        match act.kind:
            case "dials":
                return self._press(act)
            case "says":
                self._take(act)
                return Said(act.matches, act.due)
            case "sends a text":
                self._take(act)
                return Texted(act.text, act.due)
            case _:
                self._script.popleft()
                return self._hang_up(act.due)

    def _press(self, act: _Act) -> Pressed:
        key, after = act.text[0], max(0, act.due)
        self.conversation.caller(f"presses {key}")
        act.text = act.text[1:]
        act.due = -1
        if not act.text:
            self._script.popleft()
        return Pressed(key, after)

    def _take(self, act: _Act) -> None:
        self.conversation.caller(str(act))
        self._script.popleft()

    def _hang_up(self, after: float) -> HungUp:
        self.conversation.caller("hangs up")
        return HungUp(after)
