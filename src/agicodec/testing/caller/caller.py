"""The scripted caller: what somebody does on the telephone during a call."""

from __future__ import annotations

from bisect import insort
from collections import deque
from math import inf
from typing import Final

from attrs import define, field

from agicodec.testing.caller.deeds import MILLISECONDS, Deed, HungUp, Takes
from agicodec.testing.caller.steps import Step, keys_of, match_of, milliseconds_of, number_of
from agicodec.testing.conversation import Conversation
from agicodec.testing.kept import is_text, is_text_or_none, text_of
from agicodec.wire import SpeechMatch

__all__ = ["Caller"]

PAUSE: Final = 0.2
"""How many seconds lie between two keys of `Caller.presses` unless it says otherwise."""

MIDST: Final = 500
"""After how many milliseconds `Caller.hangs_up_during` hangs up, unless the command ends before."""


@define
class Caller:
    """Somebody who calls, and what they do: patiently, step by step, or at fixed times.

    Steps without a time are taken in their order, and each waits for a command that takes it: a key while a prompt
    plays that it may stop, or when digits are waited for; words and a text when a command waits for them; talk during
    a recording. Steps with a time, which is given by `at` or `during`, come at that time whatever runs then: as on
    Asterisk, what no command takes at that moment is lost, and `dropped` has it. Nothing is waited for in truth: the
    seconds are counted, not spent.

        caller.dials("1234#")                            # for the first command that takes digits
        caller.stays_silent()                            # through the next one, until its time is up
        caller.dials("1", after=2.5)                     # after two and a half seconds
        caller.presses("12", at=0.5)                     # half a second after the call began, whatever runs
        caller.presses("9", during="menu", after=1)      # one second into the sound
        caller.hangs_up()
    """

    number: str = field(default="1001", validator=is_text)
    """The caller's number."""
    name: str | None = field(default=None, validator=is_text_or_none)
    """The caller's name; None when unknown."""
    conversation: Conversation = field(factory=Conversation)
    """What was said so far."""
    time: float = field(init=False, default=0)
    """How many milliseconds the call would have taken so far."""
    talks_until: float = field(init=False, default=0)
    """The milliseconds since the call began at which the caller stops talking; in the past for one who is silent."""
    _script: deque[Step] = field(init=False, factory=deque[Step])
    _timed: list[Step] = field(init=False, factory=list[Step])
    _awaiting: list[Step] = field(init=False, factory=list[Step])
    _dropped: list[str] = field(init=False, factory=list[str])
    _last: float = field(init=False, default=0)
    _dialling: tuple[int, Step] | None = field(init=False, default=None)
    _silent_during: int | None = field(init=False, default=None)
    _hangs_up_during: int | None = field(init=False, default=None)
    _hangs_up_before: int | None = field(init=False, default=None)
    _hangs_up_after: int | None = field(init=False, default=None)

    def dials(self, keys: str, *, after: float = 0) -> None:
        """Have the caller press keys, one right after another, each when a command takes it.

        Args:
            keys: any of `0123456789*#ABCD`. A command takes those of one `dials` at most: what it leaves is for the
                next one.
            after: how many seconds after the step before.

        Raises:
            TypeError: the keys are no text, or the time is no number.
            ValueError: one is no key, or the time is none.
        """
        self._plan(Step("dials", keys_of(keys, "dials")), at=None, during=None, after=after)

    def presses(
        self, keys: str, *, at: float | None = None, during: str | None = None, after: float = 0, every: float = PAUSE
    ) -> None:
        """Have the caller press keys at a fixed time, whether a command takes them or not.

        Args:
            keys: any of `0123456789*#ABCD`.
            at: the time of the first one, in seconds since the call began.
            during: instead of `at`: the sound, as in `Asterisk.heard`, that they wait for: when it plays next.
            after: how many seconds after the beginning of that sound, whether it still plays or not.
            every: how many seconds lie between two keys.

        Raises:
            ValueError: one is no key, or a time is none, past, or not given by exactly one of `at` and `during`.
        """
        keys = keys_of(keys, "presses")
        if at is None and during is None:
            raise ValueError(f"presses {keys!r}: expected a time, as at= or during=; dials waits for a command instead")
        pause = milliseconds_of(every, "every")
        steps = [Step("presses", key) for key in keys]
        for number, step in enumerate(steps):
            step.due = number * pause
        self._plan(*steps, at=at, during=during, after=after)

    def stays_silent(self) -> None:
        """Have the caller do nothing while the next command runs that takes keys, words or a text, or records.

        A command that has taken keys is not the next one, though it waits for more. A recording is, behind `talks`: the
        caller says nothing more until it ends.
        """
        self._script.append(Step("stays silent"))

    def says(
        self, *matches: str | SpeechMatch, at: float | None = None, during: str | None = None, after: float = 0
    ) -> None:
        """Have the caller say something that the speech engine recognizes as any of these, best first.

        Args:
            matches: what is recognized; a text counts as a match with the score 1000.
            at: the time, in seconds since the call began: without an engine that listens then, nothing is recognized.
            during: instead of `at`: the sound during which it is said when it plays next.
            after: how many seconds after the step before, or after the beginning of that sound.

        Raises:
            ValueError: a time is none or past, or there are two.
        """
        found = tuple(map(match_of, matches))
        text = ", ".join(match.text for match in found)
        self._plan(Step("says", text, found), at=at, during=during, after=after)

    def talks(self, seconds: float, *, at: float | None = None, during: str | None = None, after: float = 0) -> None:
        """Have the caller talk, so that a recording has no silence until they have ended.

        Args:
            seconds: for how long; `math.inf` for ever.
            at: when it begins, in seconds since the call began; else as soon as something is recorded.
            during: instead of `at`: the sound during which it begins when it plays next.
            after: how many seconds after the step before, or after the beginning of that sound.

        Raises:
            ValueError: a time is none or past, or there are two.
        """
        lasts = inf if seconds == inf else milliseconds_of(seconds, "talks")
        step = Step("talks", f"for {seconds:g} s", lasts=lasts)
        self._plan(step, at=at, during=during, after=after)

    def sends_text(self, text: str, *, at: float | None = None, during: str | None = None, after: float = 0) -> None:
        """Have the caller send a text message.

        Args:
            text: the text.
            at: the time, in seconds since the call began: without a command that waits for a text then, it is lost.
            during: instead of `at`: the sound during which it is sent when it plays next.
            after: how many seconds after the step before, or after the beginning of that sound.

        Raises:
            ValueError: a time is none or past, or there are two.
        """
        self._plan(Step("sends a text", text_of(text, "sends a text")), at=at, during=during, after=after)

    def hangs_up(self, *, at: float | None = None, during: str | None = None, after: float = 0) -> None:
        """Have the caller hang up: when all steps before are taken, as soon as a command runs, or at a fixed time.

        Args:
            at: the time, in seconds since the call began.
            during: instead of `at`: the sound during which the caller hangs up when it plays next.
            after: how many seconds after the step before, or after the beginning of that sound.

        Raises:
            ValueError: a time is none or past, or there are two.
        """
        self._plan(Step("hangs up"), at=at, during=during, after=after)

    def hangs_up_during(self, command: int) -> None:
        """Have the caller hang up while a command runs, or is refused: 1 for the first one of the call.

        A command that plays, listens or waits has begun then, and runs for half a second at most.

        HANGUP comes right behind the reply to the command, or only ahead of the next reply if
        `Asterisk.reports_hangup_late` is set. The commands are counted by the lines that Asterisk reads, those included
        by which the session itself interrupts a command, synchronizes, or has AsyncAGI bring the rest of a reply.
        """
        self._hangs_up_during = number_of(command, "hangs up during command")

    def hangs_up_before(self, command: int) -> None:
        """Have the caller hang up just before Asterisk reads a command, which then comes to a dead channel.

        The flow has sent the command when HANGUP comes, ahead of the reply. See `hangs_up_during` for how the commands
        are counted.
        """
        self._hangs_up_before = number_of(command, "hangs up before command")

    def hangs_up_after(self, command: int) -> None:
        """Have the caller hang up just after a command was answered, 0 for the environment.

        HANGUP comes right behind the reply, before the flow sends its next command. See `hangs_up_during` for how the
        commands are counted.
        """
        self._hangs_up_after = number_of(command, "hangs up after command", 0)

    @property
    def left(self) -> tuple[str, ...]:
        """The steps that have not been taken or whose time has not come, and the hangups at a command among them."""
        planned = (
            ("during", self._hangs_up_during),
            ("before", self._hangs_up_before),
            ("after", self._hangs_up_after),
        )
        numbered = (f"hangs up {when} command {number}" for when, number in planned if number is not None)
        return (*map(str, self._script), *(step.timed for step in (*self._timed, *self._awaiting)), *numbered)

    @property
    def dropped(self) -> tuple[str, ...]:
        """The keys, words and texts that came while no command took them, each with its time: `presses 1 at 0.5 s`."""
        return tuple(self._dropped)

    @property
    def is_to_hang_up_at_a_command(self) -> bool:
        """Whether `hangs_up_during`, `hangs_up_before` or `hangs_up_after` is still to come about."""
        return any(
            number is not None for number in (self._hangs_up_during, self._hangs_up_before, self._hangs_up_after)
        )

    def check(self) -> None:
        """Check that all steps were taken, and that the time of those with a time has come.

        Raises:
            CallFlowError: the flow ended before.
        """
        if self.left:
            lost = f" No command took: {', '.join(self.dropped)}." if self.dropped else ""
            problem = f"The flow has ended, but the caller was still to: {', '.join(self.left)}.{lost}"
            raise self.conversation.failure(problem)

    def is_gone_before(self, command: int) -> bool:
        """Return whether the caller has hung up before a command, by its number in the call, or at the present time."""
        if self._hangs_up_before == command:
            self._hangs_up_before = None
            self._leave()
            return True
        timely = (step for step in self._timed if step.due <= self.time and step.kind == "hangs up")
        if not self._timed or (step := next(timely, None)) is None:
            return False
        self._timed.remove(step)
        self.conversation.caller("hangs up")
        return True

    def is_gone_during(self, command: int) -> bool:
        """Return whether the caller hangs up while a command runs, by its number in the call."""
        if self._hangs_up_during != command:
            return False
        self._hangs_up_during = None
        self._leave()
        return True

    def is_gone_after(self, command: int) -> bool:
        """Return whether the caller hangs up just after a command was answered, by its number in the call."""
        if self._hangs_up_after != command:
            return False
        self._hangs_up_after = None
        self._leave()
        return True

    def hears(self, sound: str) -> None:
        """Take note of a sound that begins to play, which some timed steps may wait for."""
        begun = [step for step in self._awaiting if step.during == sound]
        for step in begun:
            self._awaiting.remove(step)
            step.during = None
            step.due += self.time
            self._schedule(step)

    def within(self, milliseconds: float, takes: Takes, *, number: int = 0) -> Deed | None:
        """Let time pass, and tell what the caller did that ends the wait; None when nothing did.

        A step whose time is that at which the wait ends belongs to what follows.

        Args:
            milliseconds: how long to wait at most.
            takes: what ends the wait.
            number: the number of the command in the call; 0 between two commands.
        """
        if self.is_gone_during(number):
            after = min(milliseconds, MIDST)
            self.time += after
            return HungUp(after)
        start, end = self.time, self.time + milliseconds
        self._keep_silent(milliseconds, takes, number)
        ready = self._ready(milliseconds, takes, number)
        while self._timed and self._timed[0].due < end and self._timed[0].due <= ready:
            step = self._timed.pop(0)
            self.time = step.due
            if step.is_taken(takes, timed=True):
                self.conversation.caller(str(step))
                return self._do(step, step.due - start)
            self._lose(step)
        if ready <= end and ready < inf:
            self.time = ready
            return self._take(number, ready - start)
        if end < inf:
            self.time = end
        if self._silent_during == number:
            self._last = self.time
        return None

    def _plan(self, *steps: Step, at: float | None, during: str | None, after: float) -> None:
        """Put steps into the script, or to their time."""
        title = str(steps[0])
        later = milliseconds_of(after, f"{title}: after")
        if at is not None and (during is not None or after):
            raise ValueError(f"{title}: expected one time, not at={at!r} and {'during' if during else 'after'} too")
        if at is None and during is None:
            if not self._script:
                self._last = max(self._last, self.time)
            for step in steps:
                step.due = later
                self._script.append(step)
            return
        if during is not None:
            during = text_of(during, f"{title}: during")
        begins = later if at is None else milliseconds_of(at, f"{title}: at")
        if during is None and begins < self.time:
            raise ValueError(f"{title} at {at!r} s: this is past, since the call is at {self.time / MILLISECONDS:g} s")
        for step in steps:
            step.due += begins
            step.during = during
            if during is None:
                self._schedule(step)
            else:
                self._awaiting.append(step)

    def _schedule(self, step: Step) -> None:
        insort(self._timed, step, key=lambda other: other.due)

    def _keep_silent(self, milliseconds: float, takes: Takes, number: int) -> None:
        """Take the step to do nothing, which is about a whole command: not the rest of one that has taken keys."""
        if self._dialling is not None and self._dialling[0] == number:
            return
        if self._script and self._script[0].kind == "stays silent" and takes.something and milliseconds > 0:
            self.conversation.caller(str(self._script.popleft()))
            self._silent_during = number

    def _ready(self, milliseconds: float, takes: Takes, number: int) -> float:
        """Tell when the next patient step can be taken; never by a command that does not take it, or does not wait."""
        step = self._script[0] if self._script else None
        if step is None or self._silent_during == number or not step.is_taken(takes, timed=False):
            return inf
        if milliseconds <= 0 and step.kind != "hangs up":
            return inf
        if step.kind == "dials" and self._dialling is not None and self._dialling[0] == number:
            return self.time if step is self._dialling[1] else inf
        return self.time if step.begun else max(self.time, self._last + step.due)

    def _take(self, number: int, after: float) -> Deed:
        """Take the next patient step, or press its next key."""
        step = self._script[0]
        self._last = self.time + step.lasts
        if step.kind != "dials":
            self.conversation.caller(str(self._script.popleft()))
            return self._do(step, after)
        self._dialling = (number, step)
        deed = step.deed(after)
        self.conversation.caller(f"presses {step.text[0]}")
        step.text, step.begun = step.text[1:], True
        if not step.text:
            self._script.popleft()
        return deed

    def _do(self, step: Step, after: float) -> Deed:
        if step.kind == "talks":
            self.talks_until = max(self.talks_until, self.time + step.lasts)
        return step.deed(after)

    def _lose(self, step: Step) -> None:
        """Have a step come about that no command takes: talk is only heard by a recording, all else is lost."""
        if step.kind == "talks":
            self._do(step, 0)
            self.conversation.caller(str(step))
            return
        self.conversation.caller(f"{step.timed}, which no command takes")
        self._dropped.append(step.timed)

    def _leave(self) -> None:
        for steps in (self._script, self._timed, self._awaiting):
            steps.clear()
        self.conversation.caller("hangs up")
