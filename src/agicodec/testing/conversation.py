"""What was said in a call, for the failures to show."""

from __future__ import annotations

from typing import Final

__all__ = ["CallFlowError", "Conversation"]

SHOWN: Final = 200
"""How many characters of a line are shown."""


class CallFlowError(AssertionError):
    """A call flow did what cannot work, or the script of the test does not fit it; the conversation so far follows."""


class Conversation:
    """The lines of a call, in their order."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        """The lines, each with who said it."""

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

    def failure(self, problem: str) -> CallFlowError:
        """Make the failure that says what is wrong, and what led to it."""
        return CallFlowError(f"{problem}\n\nThe conversation so far:\n{self}")

    def __str__(self) -> str:
        return "\n".join(self.lines) or "(nothing was said)"

    def _note(self, who: str, text: str) -> None:
        for line in text.removesuffix("\n").split("\n"):
            self.lines.append(f"{who}{line if len(line) <= SHOWN else f'{line[:SHOWN]}... ({len(line)} characters)'}")
