"""Messages of the Asterisk Manager Interface (AMI), without I/O; only the part that AGI needs.

reader = AmiReader()
reader.receive_data(chunk)              # b"" is the end of the stream
message = reader.next_message()         # Greeting, Message, NEED_DATA or, at the end, None
data = encode_action([("Action", "Ping")])
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import field

from agicodec._checks import require_bytes
from agicodec.errors import InvalidArgument, RemoteProtocolError, Unencodable
from agicodec.session.events import NEED_DATA, NeedData
from agicodec.values import Value, plain, read_only
from agicodec.wire.command_line import from_wire, to_wire
from agicodec.wire.lines import EndOfStream, LineBuffer
from agicodec.wire.protocol import MAX_ACTION_HEADERS, MAX_ACTION_LINE, MAX_MESSAGE, MAX_MESSAGE_LINE

__all__ = ["AmiReader", "FoldedHeaders", "Greeting", "Message", "encode_action"]

_FOLLOWS = "follows"
_HEADERS_OF_OUTPUT = ("privilege", "actionid")
"""The headers that may precede the output of a console command, after `Response: Follows`. Up to Asterisk 13,
action_command (main/manager.c) writes the output unchanged; since 14, each line of it is a header `Output`."""

_END_OF_MESSAGE = b"\r\n\r\n"
_END_OF_OUTPUT = "--END COMMAND--"
_BEFORE_VALUE = "".join(map(chr, range(33)))
"""The characters that ast_skip_blanks skips before a header's value, for __astman_get_header (main/manager.c)."""
_COUNTS = range(1, MAX_ACTION_HEADERS + 1)
"""The accepted numbers of headers in an action."""
_PRINTABLE = "!"
"""The first character after those: a text that is less than it is empty, or begins with one of those."""


@read_only(eq=False, repr=False)
class Greeting(Value):
    """The line with which Asterisk opens a connection, such as `Asterisk Call Manager/11.0.0`."""

    text: str


class FoldedHeaders(dict[str, str]):
    """Headers whose names are in small letters, each with its first value."""

    @classmethod
    def of(cls, headers: Sequence[tuple[str, str]]) -> FoldedHeaders:
        """Return the folded headers of pairs of names and values."""
        folded = cls()
        for name, value in reversed(headers):
            folded[name.casefold()] = value
        return folded


@read_only(eq=False)
class Message(Mapping[str, str]):
    """One message: a response or an event.

    As a mapping, it has the first value of each name, and ignores the case of names; `headers` has all values.
    """

    headers: tuple[tuple[str, str], ...]
    """All names and values, in the order of the message; a line without a colon has the name `""`."""
    output: tuple[str, ...] = field(default=())
    """The output of a console command from Asterisk up to 13: the lines after `Response: Follows`."""
    _folded: FoldedHeaders | None = field(default=None, init=False, repr=False)

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values of a name."""
        folded = name.casefold()
        return tuple(value for key, value in self.headers if key.casefold() == folded)

    @property
    def folded(self) -> FoldedHeaders:
        """The first value of each name, with the names in small letters."""
        folded = self._folded
        if folded is None:
            folded = FoldedHeaders.of(self.headers)
            object.__setattr__(self, "_folded", folded)
        return folded

    def __getitem__(self, name: str) -> str:
        return self.folded[name.casefold()]

    def __iter__(self) -> Iterator[str]:
        names: dict[str, str] = {}
        for name, _ in self.headers:
            names.setdefault(name.casefold(), name)
        return iter(names.values())

    def __len__(self) -> int:
        return len(self.folded)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.casefold() in self.folded

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        return (self.headers, self.output) == (other.headers, other.output)

    def __hash__(self) -> int:
        return hash((self.headers, self.output))


class AmiReader:
    """Divides the bytes that Asterisk sends into messages, which do not depend on the chunks.

    Args:
        max_line: the longest line to accept, in bytes.
        max_message: the largest message to accept, in bytes over all its lines.
    """

    def __init__(self, *, max_line: int = MAX_MESSAGE_LINE, max_message: int = MAX_MESSAGE) -> None:
        self._lines = LineBuffer(max_line)
        self._max_message = max_message
        self._max_whole = min(max_line, max_message)
        self._may_be_whole = True
        self._begun = False
        self._end = EndOfStream()
        self._failure: RemoteProtocolError | None = None
        self._headers: list[tuple[str, str]] = []
        self._output: list[str] = []
        self._output_due = True
        self._in_output = False
        self._size = 0

    def receive_data(self, data: bytes | bytearray) -> None:
        """Add a chunk of bytes from the transport; `b""` is the end of the stream.

        Raises:
            LocalProtocolError: there is data after the end of the stream.
            TypeError: the data is not bytes.
        """
        require_bytes(data, "receive_data() received")
        if self._end.precedes(data) and self._failure is None:
            self._lines.append(data)
            self._may_be_whole = True

    def next_message(self) -> Greeting | Message | NeedData | None:
        """Return the next message, `NEED_DATA`, or None at the end of the stream.

        A first line without a colon is the greeting.

        Raises:
            RemoteProtocolError: a line or a message is too long, or the stream has ended within one.
        """
        if self._failure is not None:
            raise self._failure.with_traceback(None)  # else the traceback would grow with each raise
        try:
            return self._read()
        except RemoteProtocolError as error:
            self._failure = error
            raise

    def _read(self) -> Greeting | Message | NeedData | None:
        while self._lines.ready:
            if not self._size and self._may_be_whole and (message := self._take_whole()) is not None:
                return message
            line = self._lines.next_line()
            if line is None:
                break
            self._size += len(line) + 1
            if self._size > self._max_message:
                raise RemoteProtocolError(f"a message has more than the {self._max_message} bytes allowed", line)
            if not self._begun:
                self._begun = True
                if b":" not in line:
                    self._size = 0
                    return Greeting(from_wire(line.removesuffix(b"\r")))
            message = self._take(line)
            if message is not None:
                return message
        if not self._end.reached:
            return NEED_DATA
        if self._size or self._lines.rest:
            raise RemoteProtocolError("the stream ends within a message", self._lines.rest)
        return None

    def _take_whole(self) -> Message | None:
        """Return a message that has arrived completely and is simple; None if it must be read line by line."""
        # Reading line by line would add 69 % to a command of AsyncAGI and its messages.
        block = self._lines.peek(_END_OF_MESSAGE, self._max_whole)
        lines = from_wire(block or b"").split("\r\n")
        if block is None or block.count(b"\n") >= len(lines):
            self._may_be_whole = False
            return None
        headers = tuple(
            [
                (name, value)
                for line in lines
                for name, separator, value in [line.partition(": ")]
                if separator and ":" not in name
            ]
        )
        if len(headers) < len(lines) or _announces_output(headers):
            return None
        self._begun = True
        self._lines.drop(len(block) + len(_END_OF_MESSAGE))
        return Message(headers)

    def _take(self, line: bytes) -> Message | None:
        """Read a line of a message; return the message if the line ends it."""
        if self._in_output:
            self._take_output(line)
            return None
        text = from_wire(line.removesuffix(b"\r"))
        if not text:
            return self._finish()
        name, colon, value = text.partition(":")
        if self._output_due and _announces_output(self._headers) and name.casefold() not in _HEADERS_OF_OUTPUT:
            self._output_due, self._in_output = False, True
            self._take_output(line)
            return None
        self._headers.append((name, value.removeprefix(" ")) if colon else ("", text))
        return None

    def _take_output(self, line: bytes) -> None:
        """Read a line of a console command's output.

        The end mark may directly follow the last line, since action_command (up to Asterisk 13) adds no line end.
        """
        text = from_wire(line)
        if not text.removesuffix("\r").endswith(_END_OF_OUTPUT):
            self._output.append(text)
            return
        self._in_output = False
        if rest := text.removesuffix("\r").removesuffix(_END_OF_OUTPUT):
            self._output.append(rest)

    def _finish(self) -> Message | None:
        headers, output = tuple(self._headers), tuple(self._output)
        self._headers, self._output, self._output_due, self._size = [], [], True, 0
        return Message(headers, output) if headers else None


def _announces_output(headers: Sequence[tuple[str, str]]) -> bool:
    """Return whether the first header announces the output of a console command."""
    return bool(headers) and headers[0][0].casefold() == "response" and headers[0][1].casefold() == _FOLLOWS


def encode_action(headers: Iterable[tuple[str, str]]) -> bytes:
    """Return a manager action as bytes.

    Raises:
        InvalidArgument: Asterisk would not read these headers: a name or a value is not a string, or contains a line
            end or a NUL, a line is too long, a value begins with a character that Asterisk skips, or there are no
            headers or too many.
    """
    pairs = list(headers)
    if (action := _encode_plain(pairs)) is not None:
        return action
    data = b"".join([_encode_header(*_plain_header(name, value)) for name, value in pairs])
    if len(pairs) not in _COUNTS:
        raise InvalidArgument("action", "headers", len(pairs), f"expected 1 to {MAX_ACTION_HEADERS} headers")
    return data + b"\r\n"


def _encode_plain(pairs: Sequence[tuple[str, str]]) -> bytes | None:
    """Return an action that is short and printable ASCII as bytes; None if its headers must be checked one by one."""
    # Checking each header would add 28 % to a command of AsyncAGI.
    lines = [
        f"{name}: {value}"
        for name, value in pairs
        if type(name) is str is type(value) and name >= _PRINTABLE <= value and ":" not in name
    ]
    text = "".join(lines)
    if text.isprintable() and text.isascii() and len(text) <= MAX_ACTION_LINE and len(lines) == len(pairs) in _COUNTS:
        return ("\r\n".join(lines) + "\r\n\r\n").encode()
    return None


def _plain_header(name: object, value: object) -> tuple[str, str]:
    """Return a name and a value as plain strings, which instances of a subclass of str are not."""
    if not isinstance(name, str):
        raise InvalidArgument("action", "name", name, "expected a string")
    if not isinstance(value, str):
        raise InvalidArgument("action", plain(name), value, "expected a string")
    return plain(name), plain(value)


def _encode_header(name: str, value: str) -> bytes:
    if not name or ":" in name or name[0] in _BEFORE_VALUE:
        raise InvalidArgument("action", "name", name, "expected a name without a colon and without a blank before it")
    if value[:1] and value[0] in _BEFORE_VALUE:
        raise InvalidArgument("action", name, value, "Asterisk would skip the blank before it")
    try:
        line = to_wire(f"{name}: {value}")
    except Unencodable as error:
        raise InvalidArgument("action", name, value, error.problem) from None
    for byte, shown in ((b"\r", "a carriage return"), (b"\n", "a line feed"), (b"\0", "a NUL")):
        if byte in line:
            raise InvalidArgument("action", name, value, f"{shown} would end the header; AMI has no way to send one")
    if len(line) > MAX_ACTION_LINE:
        problem = f"the line has {len(line)} bytes without its end, Asterisk takes {MAX_ACTION_LINE}"
        raise InvalidArgument("action", name, value, problem)
    return line + b"\r\n"
