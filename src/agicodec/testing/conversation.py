"""The conversation of a call, which failures show, and the failure itself."""

from __future__ import annotations

from typing import Final

__all__ = ["CallFlowError", "Conversation", "shorten"]

SHOWN: Final = 200
"""How many characters of a line are shown."""

FIRST: Final = 5
"""How many lines of a long conversation are shown from its beginning."""

LAST: Final = 20
"""How many lines of a long conversation are shown from its end."""


class CallFlowError(AssertionError):
    """The call flow did something that cannot work, or the test's script does not fit it.

    The text of the error ends with the conversation up to that point.
    """

    def __init__(self, problem: str, conversation: str = "") -> None:
        super().__init__(problem, conversation)
        self.problem: str = problem
        """The problem, without the conversation."""
        self.conversation: str = conversation
        """The conversation up to that point, as text."""

    def __str__(self) -> str:
        return f"{self.problem}\n\nThe conversation so far:\n{self.conversation}" if self.conversation else self.problem


class Conversation:
    """The lines of a call, in order.

    `str()` returns the first 5 and the last 20 lines, with the number of lines between them that are left out, followed
    by the remarks.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        """All lines; each begins with who wrote it."""
        self.remarks: list[str] = []
        """Likely mistakes of the flow, and what would be right."""
        self.failed: CallFlowError | None = None
        """The first failure; a flow that catches every exception hides it."""
        self.failed_last: CallFlowError | None = None
        """The last failure; may be the same as `failed`."""

    def application(self, line: str) -> None:
        """Add a line that the application wrote."""
        self._note("flow     ", line)

    def asterisk(self, line: str) -> None:
        """Add a line that Asterisk wrote."""
        self._note("Asterisk ", line)

    def caller(self, action: str) -> None:
        """Add an action of the caller."""
        self._note("  caller ", action)

    def note(self, text: str) -> None:
        """Add what a script wrote to its standard error."""
        if text:
            self._note("(stderr) ", text)

    def event(self, text: str) -> None:
        """Add another event, such as the end of a script."""
        self._note("         ", f"({text})")

    def remark(self, text: str) -> None:
        """Add a remark about a likely mistake of the flow, unless there is the same one already."""
        if text not in self.remarks:
            self.remarks.append(text)

    def failure(self, problem: str) -> CallFlowError:
        """Create the failure for a problem, with the conversation up to now, and remember it."""
        made = CallFlowError(problem, str(self))
        self.failed, self.failed_last = self.failed or made, made
        return made

    def __str__(self) -> str:
        left_out = len(self.lines) - FIRST - LAST
        lines = self.lines
        if left_out > 1:
            gap = f"... ({left_out} lines are left out; Conversation.lines has all of them) ..."
            lines = [*lines[:FIRST], gap, *lines[-LAST:]]
        remarks = [f"\n{remark}" for remark in self.remarks]
        return "\n".join([*(lines or ["(nothing was said)"]), *remarks])

    def _note(self, who: str, text: str) -> None:
        for line in text.removesuffix("\n").split("\n"):
            self.lines.append(f"{who}{_printable(shorten(line))}")


def _printable(text: str) -> str:
    """Escape characters that are not printable, such as CR and bytes that are not UTF-8."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)


def shorten(text: str) -> str:
    """Return the first 200 characters of a text, followed by its length if it is longer."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}... ({len(text)} characters)"
