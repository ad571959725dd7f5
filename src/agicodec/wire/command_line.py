"""The grammar of a command line, in both directions.

Asterisk splits a line byte by byte. Space and tab separate words; a quotation mark switches quoting on or off, also
within a word; a backslash makes the next byte literal, both inside and outside of quotes. No notation stands for a line
feed or a NUL, so a word that contains one cannot be sent.

The source is parse_args in res/res_agi.c, the same since 1.2. Before it, in AGI, run_agi reads the line with `fgets`,
which ends the line at a line feed, and treats it as a C string, which ends at a NUL. In AsyncAGI the line is a header
of the manager interface, which get_input (main/manager.c) ends at a line feed, with or without a carriage return before
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from agicodec.errors import LineError, Unencodable, shown
from agicodec.values import plain
from agicodec.wire.limits import SAFEST_LIMITS, Limits

__all__ = [
    "END_OF_RUN",
    "LineError",
    "encode_line",
    "from_wire",
    "line_faults",
    "lower",
    "quote",
    "split",
    "to_integer",
    "to_wire",
    "upper",
]

_BACKSLASH, _QUOTE, _BLANKS = ord("\\"), ord('"'), b" \t"
_ESCAPED = b'\\" \t'
"""The bytes that a backslash has an effect on."""

END_OF_RUN = b"failure"
"""A line that starts with this word, ignoring case, ends the AGI run: run_agi (res/res_agi.c) compares it with
`strncasecmp`, since the child process of launch_script writes the word if it cannot execute the script."""

_BYTES_OF_WORD = 2
"""The smallest number of bytes of a word on a line, with the blank before it or the line feed after it."""

_TO_LOWER = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}
_TO_UPPER = {small: capital for capital, small in _TO_LOWER.items()}
"""The capital and small letters of ASCII, by their code points."""

_MAX_DIGITS = 20
"""More digits than any number of AGI has; a longer text is not read as a number."""


def to_wire(text: str) -> bytes:
    """Encode text for the wire; surrogates for undecodable bytes (`surrogateescape`) become those bytes again.

    Raises:
        TypeError: the text is not a string.
        Unencodable: the text contains another half of a surrogate pair.
    """
    try:
        return str.encode(text, "utf-8", "surrogateescape")
    except TypeError:
        raise TypeError(f"expected a string, found {shown(text)}") from None
    except UnicodeEncodeError as error:
        raise Unencodable(text, error.start) from None


def from_wire(data: bytes) -> str:
    """Decode text from the wire so that `to_wire` returns the same bytes.

    Raises:
        TypeError: the data is not bytes.
    """
    try:
        return data.decode("utf-8", "surrogateescape")
    except AttributeError:
        raise TypeError(f"expected bytes, found {shown(data)}") from None


def lower(word: str) -> str:
    """Return a word in small letters of ASCII, the only letters whose case Asterisk ignores (`strcasecmp`)."""
    return word.lower() if word.isascii() else word.translate(_TO_LOWER)


def upper(word: str) -> str:
    """Return a word in capital letters of ASCII; see `lower`."""
    return word.upper() if word.isascii() else word.translate(_TO_UPPER)


def to_integer(text: str) -> int | None:
    """Return the integer that a text is, as Asterisk writes integers; None if it is not one."""
    digits = text
    if not text.isdecimal():
        if text[:1] != "-" or not text[1:].isdecimal():
            return None
        digits = text[1:]
    return int(text) if len(digits) < _MAX_DIGITS and text.isascii() else None


def quote(word: str) -> str:
    """Escape and quote a word, where needed, so that Asterisk reads the original word."""
    if "\\" in word:
        word = word.replace("\\", "\\\\")
    if '"' in word:
        word = word.replace('"', '\\"')
    return f'"{word}"' if not word or " " in word or "\t" in word else word


def encode_line(words: Sequence[str], limits: Limits, head: str = "") -> bytes:
    """Encode words as one command line with its line feed.

    Args:
        words: the words.
        limits: the limits of the line.
        head: the text before the words, which is not quoted: the name of a command.

    Raises:
        LineError: Asterisk would not read these words: one is not a string, or contains a line feed, a NUL or a code
            point without an encoding, there are too many words, the line is too long, or it would end the run.
    """
    line = head
    for word in words:
        if type(word) is not str:
            return encode_line(_plain_words(words), limits, head)
        line += f" {quote(word)}"
    if not head:
        line = line[1:]
    if "\n" in line or "\0" in line or ("\r" in line and not limits.carriage_return):
        raise LineError(*_blame(words, limits))
    try:
        data = f"{line}\n".encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raise LineError(*_blame(words, limits)) from None
    if len(data) > limits.line or len(data) > _BYTES_OF_WORD * limits.words:
        _check_size(words, len(data) - 1, limits, head)
    if line[:1] in "fF" and data[: len(END_OF_RUN)].lower() == END_OF_RUN:
        raise LineError("a line that starts with 'failure' ends the AGI run", 0)
    return data


def _plain_words(words: Sequence[object]) -> list[str]:
    """Return the words as plain strings, since a subclass of str may convert differently."""
    values: list[str] = []
    for index, word in enumerate(words):
        if not isinstance(word, str):
            raise LineError("expected a string", index)
        values.append(plain(word))
    return values


def _check_size(words: Sequence[str], size: int, limits: Limits, head: str) -> None:
    """Raise `LineError` if a line has too many words or too many bytes; `size` does not include its line feed."""
    before = len(head.split())
    if before + len(words) > limits.words:
        problem = f"the line has {before + len(words)} words, Asterisk reads {limits.words}"
        raise LineError(problem, limits.words - before)
    size += limits.line_feed
    if size > limits.line:
        longest = max(range(len(words)), key=lambda i: len(to_wire(words[i])), default=None)
        raise LineError(_too_long(size, limits), longest)


def _too_long(size: int, limits: Limits) -> str:
    """Return the message for a line with too many bytes; `size` includes the line feed if the limit does."""
    line_feed = " with its line feed" if limits.line_feed else ""
    return f"the line has {size} bytes{line_feed}, this Asterisk takes {limits.line}"


def split(line: bytes | bytearray) -> list[bytes]:
    """Split a command line into words as Asterisk does.

    Asterisk accepts a quotation mark that is never closed and a backslash at the end, and so does this function. A NUL
    ends the line.

    Raises:
        TypeError: the line is not bytes.
    """
    words: list[bytes] = []
    word: bytearray | None = None
    quoted = escaped = False
    for byte in _to_bytes(line).removesuffix(b"\n").partition(b"\0")[0]:
        if escaped:
            escaped = False
        elif byte == _BACKSLASH:
            escaped = True
            continue
        elif byte == _QUOTE:
            quoted = not quoted
            if quoted and word is None:  # parse_args begins a word at the opening mark, so "" is an empty word
                word = bytearray()
            continue
        elif byte in _BLANKS and not quoted:
            if word is not None:
                words.append(bytes(word))
            word = None
            continue
        if word is None:
            word = bytearray()
        word.append(byte)
    if word is not None:
        words.append(bytes(word))
    return words


def line_faults(line: bytes | bytearray, limits: Limits = SAFEST_LIMITS) -> Iterator[str]:
    """Yield the faults of a line: why Asterisk would not read it completely, and mistakes in its quoting.

    Args:
        line: the line, with or without a line feed at its end.
        limits: the limits of the release of Asterisk.

    Raises:
        TypeError: the line is not bytes.
    """
    data = _to_bytes(line).removesuffix(b"\n")
    if data[: len(END_OF_RUN)].lower() == END_OF_RUN:
        yield "a line that starts with 'failure' ends the AGI run"
    if len(data) + limits.line_feed > limits.line:
        yield _too_long(len(data) + limits.line_feed, limits)
    yield from _quoting_faults(data.partition(b"\0")[0])
    yield from _ends_within(data)


def _quoting_faults(data: bytes) -> Iterator[str]:
    """Yield the mistakes in the quoting of a line."""
    inside = escaped = closed = False
    opened = 0
    for place, byte in enumerate(data, 1):
        if closed and byte not in _BLANKS and byte != _QUOTE:
            yield f'the word continues after the quotation mark at {place - 1}; write \\" for a literal one'
        closed = False
        if escaped:
            escaped, inside = False, True
            if byte not in _ESCAPED:
                yield f"the backslash at {place - 1} is lost; write \\\\ for a literal one"
        elif byte == _QUOTE:
            if not opened and inside:
                yield f'the quotation mark at {place} is inside a word; write \\" for a literal one'
            closed, opened, inside = opened > 0, 0 if opened else place, True
        else:
            escaped, inside = byte == _BACKSLASH, byte not in _BLANKS
    if opened:
        yield f"the quotation mark at {opened} is never closed"
    if escaped:
        yield "the backslash at the end is lost"
    if data[-1:] == b"\r":
        yield "the carriage return at the end is part of the last word"


def _ends_within(line: bytes) -> Iterator[str]:
    """Yield the bytes that end a line early."""
    if line_feed := line.find(b"\n") + 1:
        yield f"the line feed at {line_feed} ends the line, and the rest is another line"
    if nul := line.find(b"\0") + 1:
        yield f"the NUL at {nul} ends the line"


def _to_bytes(line: object) -> bytes:
    """Return a line as bytes, checking its type."""
    if isinstance(line, (bytes, bytearray)):
        return bytes(line)
    raise TypeError(f"expected a line as bytes, found {shown(line)}")


def _blame(words: Iterable[str], limits: Limits) -> tuple[str, int]:
    """Return why a word cannot be written on the wire, and the index of the word."""
    for index, word in enumerate(words):
        if "\n" in word:
            return "a line feed would end the command and start another; AGI has no way to send one", index
        if "\0" in word:
            return "a NUL would make Asterisk drop the line; AGI has no way to send one", index
        if "\r" in word and not limits.carriage_return:
            return "a carriage return would end the header; AsyncAGI has no way to send one", index
        try:
            to_wire(word)
        except Unencodable as error:
            return error.problem, index
    raise AssertionError("every word can be written on the wire")
