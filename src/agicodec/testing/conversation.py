"""What was said in a call, for the failures to show."""

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
    """A call flow did what cannot work, or the script of the test does not fit it; the conversation so far follows."""

    def __init__(self, problem: str, conversation: str = "") -> None:
        super().__init__(problem, conversation)
        self.problem: str = problem
        """What is wrong, without the conversation."""
        self.conversation: str = conversation
        """What led to it, as it is shown."""

    def __str__(self) -> str:
        return f"{self.problem}\n\nThe conversation so far:\n{self.conversation}" if self.conversation else self.problem


class Conversation:
    """The lines of a call, in their order.

    As a text it has the first 5 and the last 20 of them, with how many are left out between, and behind them the
    remarks.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        """All lines, each with who said it."""
        self.remarks: list[str] = []
        """What is likely to be a mistake of the flow, and what would be right."""
        self.failed: CallFlowError | None = None
        """The first failure, which a flow that catches everything hides."""
        self.failed_last: CallFlowError | None = None
        """The last failure, which may be the first."""

    def application(self, line: str) -> None:
        """Note what the application wrote."""
        self._note("flow     ", line)

    def asterisk(self, line: str) -> None:
        """Note what Asterisk wrote."""
        self._note("Asterisk ", line)

    def caller(self, deed: str) -> None:
        """Note what the caller did."""
        self._note("  caller ", deed)

    def note(self, text: str) -> None:
        """Note what a script wrote to its standard error."""
        if text:
            self._note("(stderr) ", text)

    def event(self, text: str) -> None:
        """Note what happened besides, such as how a script ended."""
        self._note("         ", f"({text})")

    def remark(self, text: str) -> None:
        """Point out what is likely to be a mistake of the flow, once for all times that it happens."""
        if text not in self.remarks:
            self.remarks.append(text)

    def failure(self, problem: str) -> CallFlowError:
        """Make the failure that says what is wrong, and what led to it."""
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
    """Escape what no terminal can print, such as a byte that is no UTF-8, or would not show, such as a CR."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)


def shorten(text: str) -> str:
    """Return as much of a text as is shown, with its length when that is not all."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}... ({len(text)} characters)"
