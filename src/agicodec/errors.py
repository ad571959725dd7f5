"""The exceptions of agicodec.

`LocalProtocolError` means that the application made a mistake, `RemoteProtocolError` that the other side did. A
`ReplyError` is neither: it is Asterisk's reply to a command that it refused or could not run. It is a value in an
event's `reply`, and an exception that an event's `result()` raises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = [
    "ActionError",
    "ActionRefused",
    "AgicodecError",
    "CallEnded",
    "DeadChannel",
    "InvalidArgument",
    "InvalidCommand",
    "LineError",
    "LineTooLong",
    "LocalProtocolError",
    "NeverAnswered",
    "NoSuchApplication",
    "NoSuchChannel",
    "NotInAsyncAgi",
    "RemoteProtocolError",
    "ReplyError",
    "SavedStateError",
    "ServerError",
    "TruncatedReply",
    "Unencodable",
    "UnexpectedResult",
    "UnknownStatus",
    "UsageError",
]

_AGI = "res_agi"
"""The module that provides AGI itself."""

_SHOWN = 80
"""The number of characters of a wrong value that a message shows."""

_USAGE = "usage:"
"""The text before a synopsis, in any case."""

_NO_USAGE = "Invalid command syntax.  Proper usage not available."
"""The text of a 520 if Asterisk has no documentation of the command."""

_CR_LF = "; its lines seem to end in CR LF, where Asterisk writes LF alone"


class AgicodecError(Exception):
    """The base class of all errors of agicodec.

    Errors are values: two errors of the same class with the same arguments are equal.
    """

    if not TYPE_CHECKING:  # type checkers shall only accept comparisons with errors

        def __eq__(self, other: object) -> bool:
            return self.args == other.args if type(other) is type(self) else NotImplemented

        def __hash__(self) -> int:
            return hash(type(self))  # the arguments are not hashed, since some of them are not hashable


class LocalProtocolError(AgicodecError):
    """The application did something that AGI does not allow."""


class InvalidArgument(LocalProtocolError, ValueError):
    """A command's argument cannot be sent.

    `command` and `argument` name the argument, `value` is the refused value, and `problem` says what is wrong with it
    and what would be right.
    """

    def __init__(self, command: str, argument: str, value: object, problem: str) -> None:
        super().__init__(command, argument, value, problem)
        self.command = command
        self.argument = argument
        self.value = value
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.command}: {self.argument} {shown(self.value)}: {self.problem}"


class Unencodable(LocalProtocolError, ValueError):
    """A text cannot be encoded: it contains half a surrogate pair, other than those that represent undecodable bytes.

    `text` is the text, and `index` the position in it.
    """

    def __init__(self, text: str, index: int) -> None:
        super().__init__(text, index)
        self.text = text
        self.index = index

    @property
    def problem(self) -> str:
        """What is wrong, and what would be right."""
        return f"{self.text[self.index]!r} is half a surrogate pair, which cannot be encoded; remove it"

    def __str__(self) -> str:
        return f"{shown(self.text)}: {self.problem}"


class LineError(AgicodecError):
    """A line cannot be sent: `problem` says why, and `index` is the word that causes it (None for no single one)."""

    def __init__(self, problem: str, index: int | None) -> None:
        super().__init__(problem, index)
        self.problem = problem
        self.index = index


class SavedStateError(LocalProtocolError, ValueError):
    """Saved state cannot be restored.

    `path` names the entry, `found` is its value, and `expected` says what would be right. If there is no such entry,
    `missing` is True and `found` is None.
    """

    def __init__(self, path: str, found: object, expected: str, *, missing: bool = False) -> None:
        super().__init__(path, found, expected)
        self.path = path
        self.found = found
        self.expected = expected
        self.missing = missing

    def __str__(self) -> str:
        if self.missing:
            return f"saved state: {self.path} is missing"
        return f"saved state: {self.path}: found {shown(self.found)}, expected {self.expected}"


class RemoteProtocolError(AgicodecError):
    """The other side sent something that AGI does not allow, or more than the session accepts.

    `problem` says what is wrong and what would be right, and `data` contains the wrong bytes, or their beginning.
    """

    def __init__(self, problem: str, data: bytes) -> None:
        super().__init__(problem, data)
        self.problem = problem
        self.data = data

    def __str__(self) -> str:
        return f"{self.problem}: {shown(self.data)}"


class ReplyError(AgicodecError):
    """A reply that refuses a command, or that has no known form.

    `command` names the command, and `text` is the text of the reply.
    """

    summary = "the command was not run"

    def __init__(self, command: str, text: str) -> None:
        super().__init__(command, text)
        self.command = command
        self.text = text

    def __str__(self) -> str:
        return f"{self.command}: {self.summary}: {shown(self.text)}"


class InvalidCommand(ReplyError):
    """510: no loaded Asterisk module knows the command.

    `module` is the module that provides the command according to the spec; it is empty for a command that the spec does
    not contain. If the module is loaded, as `res_agi` is wherever AGI runs, Asterisk has usually read something else: a
    script that also writes to its standard output, for example with `print()`, sends a line of its own, and the reply
    to that line comes first.
    """

    summary = "Asterisk does not know the command (510)"

    def __init__(self, command: str, text: str, *, module: str = "") -> None:
        super().__init__(command, text)
        self.module = module

    def __str__(self) -> str:
        if not self.module:
            return super().__str__()
        known = "AGI itself has it, so" if self.module == _AGI else f"if its module {self.module} is loaded,"
        return f"{super().__str__()}; {known} mostly something else was written to the stream, such as by print()"


class CallEnded(AgicodecError):
    """The call is over: the channel has hung up or does not exist, or Asterisk will send nothing more.

    A flow that has nothing to do after the call catches this class.
    """


class DeadChannel(ReplyError, CallEnded):
    """511: the command needs a live channel, and the channel has hung up.

    `Session.send` also raises it, with an empty `text`, if the channel is known to have hung up.
    """

    summary = "the channel has hung up (511)"

    def __str__(self) -> str:
        return super().__str__() if self.text else f"{self.command}: not sent: the channel has hung up"


class UsageError(ReplyError):
    """520: Asterisk found the arguments wrong. `text` is its documentation of the command.

    Since Asterisk 1.6.2.6 and 1.8.0, `text` is `Invalid command syntax.  Proper usage not available.` if Asterisk has
    no documentation of the command.
    """

    summary = "Asterisk found the arguments wrong (520)"

    @property
    def synopsis(self) -> str | None:
        """The command's words and arguments, as in `GET DATA <file to be streamed> [timeout] [max digits]`.

        None if the text does not contain them: only Asterisk before 1.8 and some modules send them.
        """
        return self._parts[0]

    @property
    def description(self) -> str:
        """The rest of the text; empty if there is none, or if Asterisk has no documentation of the command.

        Since Asterisk 1.8 it has the markup of Asterisk's documentation, such as `<replaceable>file</replaceable>`.
        """
        return self._parts[1]

    @property
    def _parts(self) -> tuple[str | None, str]:
        text = self.text.strip()
        if text == _NO_USAGE:
            return None, ""
        if text[: len(_USAGE)].lower() != _USAGE:
            return None, text
        synopsis: list[str] = []
        lines = [line.strip() for line in text[len(_USAGE) :].split("\n")]
        for number, line in enumerate(lines, 1):
            synopsis += line.removesuffix("\\").split()
            if not line.endswith("\\"):  # the synopsis continues in the next line, as that of RECORD FILE does
                return " ".join(synopsis), "\n".join(lines[number:])
        return " ".join(synopsis), ""


class ServerError(ReplyError):
    """Another status of 500 and above, such as 503: Asterisk could not run the command."""

    summary = "Asterisk could not run the command"


class UnknownStatus(ReplyError):
    """A status that no known Asterisk sends. `text` is the whole reply, including the status."""

    summary = "the reply has an unknown status"


class UnexpectedResult(ReplyError):
    """A 200 reply in none of the forms that are known for the command. `text` is everything after the status."""

    summary = "the reply has a form that is not known for this command"

    def __str__(self) -> str:
        return f"{super().__str__()}{_hint_at_line_ends(self.text)}"


class NoSuchApplication(ReplyError):
    """EXEC returned -2: no loaded module has the dialplan application.

    `command` is the name of the application, and `module` the module that provides it according to the spec. Asterisk
    also returns -2 if AGIEXECFULL is true and it has no memory left.
    """

    summary = "Asterisk does not have the application"

    def __init__(self, command: str, text: str, *, module: str = "") -> None:
        super().__init__(command, text)
        self.module = module

    def __str__(self) -> str:
        return f"{super().__str__()}; its module {self.module} is not loaded" if self.module else super().__str__()


class ActionError(AgicodecError):
    """The manager interface refused an action, so its command will never be answered.

    `command` names the command, and `text` is the message of the response.
    """

    def __init__(self, command: str, text: str) -> None:
        super().__init__(command, text)
        self.command = command
        self.text = text

    def __str__(self) -> str:
        return f"{self.command}: {self.text}"


class NoSuchChannel(ActionError, CallEnded):
    """There is no channel of that name: it has hung up, and the event that reports this will arrive."""


class NotInAsyncAgi(ActionError):
    """The channel has never entered AsyncAGI."""


class LineTooLong(ActionError):
    """A line of the action is too long for Asterisk."""


class ActionRefused(ActionError):
    """The action was refused for another reason, such as a missing permission."""


class NeverAnswered(CallEnded):
    """A command will never be answered, whether it was sent or not: the call, or its session, is over.

    `command` names the command, and `problem` says why.
    """

    def __init__(self, command: str, problem: str) -> None:
        super().__init__(command, problem)
        self.command = command
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.command}: never answered: {self.problem}"


class TruncatedReply(ReplyError):
    """The end of a reply is lost: AsyncAGI cut it off. `text` is the beginning of the reply."""

    summary = "the end of the reply is lost"


def shown(value: object) -> str:
    """Show a value in a message, without its middle if it is long."""
    try:
        text = repr(value)
    except ValueError:  # CPython writes no integer of more than 4300 digits
        text = hex(value) if isinstance(value, int) else object.__repr__(value)
    if len(text) <= _SHOWN:
        return text
    half = _SHOWN // 2
    return f"{text[:half]}...{text[-half:]} ({len(text)} characters)"


def unread(data: bytes) -> str:
    """Write the part of a message about the beginning of incomplete data; empty if there is none."""
    return f"; unread is {shown(data)}{_hint_at_line_ends(data.decode('latin-1'))}" if data else ""


def _hint_at_line_ends(text: str) -> str:
    """Say that lines seem to end in CR LF, which makes them look incomplete, if the last one hints at it."""
    last_line_end = text.rpartition("\n")[0][-1:]
    return _CR_LF if "\r" in (last_line_end, text[-1:]) else ""
