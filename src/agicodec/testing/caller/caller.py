"""The scripted caller, who performs the steps that a test plans."""

from __future__ import annotations

from bisect import insort
from collections import deque
from math import inf
from typing import Final

from attrs import define, field

from agicodec.testing.caller.actions import MILLISECONDS, Accepts, CallerAction, HungUp
from agicodec.testing.caller.steps import Step, keys_of, match_of, milliseconds_of, number_of
from agicodec.testing.checked import is_text, is_text_or_none, text_of
from agicodec.testing.conversation import Conversation
from agicodec.wire import SpeechMatch

__all__ = ["Caller"]

PAUSE: Final = 0.2
"""The default time between two keys of `Caller.presses`, in seconds."""

MIDST: Final = 500
"""How many milliseconds after the start of a command `Caller.hangs_up_during` hangs up, unless it ends before."""


@define
class Caller:
    """A scripted caller: performs steps one after another as commands can use them, or at fixed times.

    Steps without a time are performed in order. Each one waits for a command that can use it: a key for a prompt that
    the key stops, or a command that waits for digits; words and a text for a command that waits for them; talk for a
    recording. Steps with a time, set by `at` or `during`, happen at that time, whichever command runs. If no command
    can use such a step at that moment, it is lost, as on Asterisk, and listed in `dropped`. Time is simulated.

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
    """The lines of the call so far."""
    time: float = field(init=False, default=0)
    """The simulated time since the call began, in milliseconds."""
    talks_until: float = field(init=False, default=0)
    """The `time` at which the caller stops talking, in milliseconds; in the past if the caller is silent."""
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
        """Have the caller press keys, one right after another, each as soon as a command can use it.

        Args:
            keys: one or more of `0123456789*#ABCD`. A command reads the keys of at most one `dials`; keys that it does
                not read are for the next command.
            after: how many seconds after the previous step, zero or more.

        Raises:
            TypeError: the keys are not a string, or the time is not a number.
            ValueError: a key is unknown, or the time is negative or infinite.
        """
        self._plan(Step("dials", keys_of(keys, "dials")), at=None, during=None, after=after)

    def presses(
        self, keys: str, *, at: float | None = None, during: str | None = None, after: float = 0, every: float = PAUSE
    ) -> None:
        """Have the caller press keys at a fixed time, whether a command can use them or not.

        Args:
            keys: one or more of `0123456789*#ABCD`.
            at: the time of the first key, in seconds since the call began.
            during: instead of `at`: a sound, as in `Asterisk.heard`; the keys are pressed when it plays next.
            after: with `during`: how many seconds after the beginning of the sound, whether it still plays or not.
            every: how many seconds between two keys.

        Raises:
            TypeError: the keys or the sound are not strings, or a time is not a number.
            ValueError: a key is unknown, a time is negative, infinite or past, or not exactly one of `at` and `during`
                is set.
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
        """Have the caller do nothing during the next command that waits for keys, words or a text, or records.

        A command that has already read keys of this caller does not count as the next one, even if it waits for more.
        A recording does: after `talks`, the caller says nothing more until the recording ends.
        """
        self._script.append(Step("stays silent"))

    def says(
        self, *matches: str | SpeechMatch, at: float | None = None, during: str | None = None, after: float = 0
    ) -> None:
        """Have the caller say something that the speech engine recognizes.

        Args:
            matches: the matches that the engine reports, best first; a string is a match with the score 1000.
            at: the time, in seconds since the call began; if no engine listens at that time, the words are lost.
            during: instead of `at`: a sound; the caller speaks when it plays next.
            after: how many seconds after the previous step, or after the beginning of the sound.

        Raises:
            TypeError: an argument has a wrong type.
            ValueError: a time is negative, infinite or past, or both `at` and `during` are set.
        """
        found = tuple(map(match_of, matches))
        text = ", ".join(match.text for match in found)
        self._plan(Step("says", text, found), at=at, during=during, after=after)

    def talks(self, seconds: float, *, at: float | None = None, during: str | None = None, after: float = 0) -> None:
        """Have the caller talk: RECORD FILE detects no silence meanwhile.

        Args:
            seconds: how long; `math.inf` for a caller who never stops.
            at: when the caller begins, in seconds since the call began; by default, at the next recording.
            during: instead of `at`: a sound; the caller begins when it plays next.
            after: how many seconds after the previous step, or after the beginning of the sound.

        Raises:
            TypeError: an argument has a wrong type.
            ValueError: a time is negative, infinite or past, or both `at` and `during` are set.
        """
        lasts = inf if seconds == inf else milliseconds_of(seconds, "talks")
        step = Step("talks", f"for {seconds:g} s", lasts=lasts)
        self._plan(step, at=at, during=during, after=after)

    def sends_text(self, text: str, *, at: float | None = None, during: str | None = None, after: float = 0) -> None:
        """Have the caller send a text message.

        Args:
            text: the text.
            at: the time, in seconds since the call began; if no command waits for a text at that time, it is lost.
            during: instead of `at`: a sound; the text is sent when it plays next.
            after: how many seconds after the previous step, or after the beginning of the sound.

        Raises:
            TypeError: an argument has a wrong type.
            ValueError: a time is negative, infinite or past, or both `at` and `during` are set.
        """
        self._plan(Step("sends a text", text_of(text, "sends a text")), at=at, during=during, after=after)

    def hangs_up(self, *, at: float | None = None, during: str | None = None, after: float = 0) -> None:
        """Have the caller hang up: after all previous steps, as soon as a command runs, or at a fixed time.

        Args:
            at: the time, in seconds since the call began.
            during: instead of `at`: a sound; the caller hangs up when it plays next.
            after: how many seconds after the previous step, or after the beginning of the sound.

        Raises:
            TypeError: an argument has a wrong type.
            ValueError: a time is negative, infinite or past, or both `at` and `during` are set.
        """
        self._plan(Step("hangs up"), at=at, during=during, after=after)

    def hangs_up_during(self, command: int) -> None:
        """Have the caller hang up while a command runs or is refused.

        A command that plays, listens or waits runs for at most half a second before. The HANGUP line follows the reply
        to the command, or precedes the next reply if `Asterisk.reports_hangup_late` is set.

        Args:
            command: the number of the command, 1 for the first one. Every line that Asterisk reads counts, including
                the lines that the session sends by itself to interrupt a command, to synchronize, or to fetch the rest
                of an AsyncAGI reply.

        Raises:
            TypeError: the number is not an integer.
            ValueError: it is less than 1.
        """
        self._hangs_up_during = number_of(command, "hangs up during command")

    def hangs_up_before(self, command: int) -> None:
        """Have the caller hang up just before Asterisk reads a command, so that Asterisk runs it on a dead channel.

        The HANGUP line precedes the reply to the command, which the flow has already sent.

        Args:
            command: the number of the command; see `hangs_up_during`, also for the errors.
        """
        self._hangs_up_before = number_of(command, "hangs up before command")

    def hangs_up_after(self, command: int) -> None:
        """Have the caller hang up just after the reply to a command.

        The HANGUP line follows the reply, before the flow sends its next command.

        Args:
            command: the number of the command; see `hangs_up_during`, also for the errors. 0 is the environment.
        """
        self._hangs_up_after = number_of(command, "hangs up after command", 0)

    @property
    def left(self) -> tuple[str, ...]:
        """The steps that the caller has not performed yet, including the hangups at a command."""
        hangups = (f"hangs up {when} command {number}" for when, number in self._numbered_hangups)
        return (*map(str, self._script), *(step.timed for step in (*self._timed, *self._awaiting)), *hangups)

    @property
    def dropped(self) -> tuple[str, ...]:
        """The keys, words and texts that no command could use, each with its time: `presses 1 at 0.5 s`."""
        return tuple(self._dropped)

    @property
    def is_to_hang_up_at_a_command(self) -> bool:
        """Whether a hangup of `hangs_up_during`, `hangs_up_before` or `hangs_up_after` is still to come."""
        return bool(self._numbered_hangups)

    @property
    def _numbered_hangups(self) -> list[tuple[str, int]]:
        numbers = {"during": self._hangs_up_during, "before": self._hangs_up_before, "after": self._hangs_up_after}
        return [(when, number) for when, number in numbers.items() if number is not None]

    def check(self) -> None:
        """Check that the caller has performed all steps.

        Raises:
            CallFlowError: the flow ended before some of them.
        """
        if self.left:
            lost = f" No command took: {', '.join(self.dropped)}." if self.dropped else ""
            problem = f"The flow has ended, but the caller was still to: {', '.join(self.left)}.{lost}"
            raise self.conversation.failure(problem)

    def is_gone_before(self, command: int) -> bool:
        """Return whether the caller hangs up before the command with a number, or at a time that has passed."""
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
        """Return whether the caller hangs up during the command with a number."""
        if self._hangs_up_during != command:
            return False
        self._hangs_up_during = None
        self._leave()
        return True

    def is_gone_after(self, command: int) -> bool:
        """Return whether the caller hangs up just after the reply to the command with a number."""
        if self._hangs_up_after != command:
            return False
        self._hangs_up_after = None
        self._leave()
        return True

    def hears(self, sound: str) -> None:
        """Schedule the steps that wait for a sound, which begins to play now."""
        begun = [step for step in self._awaiting if step.during == sound]
        for step in begun:
            self._awaiting.remove(step)
            step.during = None
            step.due += self.time
            self._schedule(step)

    def within(self, milliseconds: float, accepts: Accepts, *, number: int = 0) -> CallerAction | None:
        """Let time pass, and return the action of the caller that ends the wait; None if none does.

        A step at exactly the end of the wait does not end it; it is left for the next wait.

        Args:
            milliseconds: how long to wait at most; may be `math.inf`.
            accepts: the actions that end the wait, besides a hangup.
            number: the number of the command in the call; 0 between two commands.
        """
        if self.is_gone_during(number):
            after = min(milliseconds, MIDST)
            self.time += after
            return HungUp(after)
        start, end = self.time, self.time + milliseconds
        self._keep_silent(milliseconds, accepts, number)
        ready = self._ready(milliseconds, accepts, number)
        while self._timed and self._timed[0].due < end and self._timed[0].due <= ready:
            step = self._timed.pop(0)
            self.time = step.due
            if step.is_used(accepts, timed=True):
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
        """Append steps to the script, or schedule them."""
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

    def _keep_silent(self, milliseconds: float, accepts: Accepts, number: int) -> None:
        """Begin `stays_silent`, which covers a whole command, so not the rest of one that has read keys."""
        if self._dialling is not None and self._dialling[0] == number:
            return
        if self._script and self._script[0].kind == "stays silent" and accepts.anything and milliseconds > 0:
            self.conversation.caller(str(self._script.popleft()))
            self._silent_during = number

    def _ready(self, milliseconds: float, accepts: Accepts, number: int) -> float:
        """Return when the next step without a time can be performed; `math.inf` if the command cannot use it."""
        step = self._script[0] if self._script else None
        if step is None or self._silent_during == number or not step.is_used(accepts, timed=False):
            return inf
        if milliseconds <= 0 and step.kind != "hangs up":
            return inf
        if step.kind == "dials" and self._dialling is not None and self._dialling[0] == number:
            return self.time if step is self._dialling[1] else inf
        return self.time if step.begun else max(self.time, self._last + step.due)

    def _take(self, number: int, after: float) -> CallerAction:
        """Perform the next step without a time, or press its next key."""
        step = self._script[0]
        self._last = self.time + step.lasts
        if step.kind != "dials":
            self.conversation.caller(str(self._script.popleft()))
            return self._do(step, after)
        self._dialling = (number, step)
        action = step.action(after)
        self.conversation.caller(f"presses {step.text[0]}")
        step.text, step.begun = step.text[1:], True
        if not step.text:
            self._script.popleft()
        return action

    def _do(self, step: Step, after: float) -> CallerAction:
        if step.kind == "talks":
            self.talks_until = max(self.talks_until, self.time + step.lasts)
        return step.action(after)

    def _lose(self, step: Step) -> None:
        """Perform a step that no command can use: a recording may still hear the talk; all else is lost."""
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
