"""The floor: the smallest plain Python program that parses the same bytes, without types and with few or no checks.

It does not handle hangups, late replies, forged lines, values with line feeds, or limits. Its cost is that of the least
code that works if nothing unusual happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote_to_bytes

from benchmarks.material import (
    CALLED,
    CHANNEL,
    DIGITS,
    ENDPOS_REPLY,
    ENVIRONMENT,
    EXEC_EVENTS,
    FILE,
    HANGUP,
    ID,
    LASTS,
    NAME,
    PROMPT,
    REPLIES,
    RINGING,
    ROUNDS,
    START_EVENT,
    TEXT_REPLY,
    TIMEOUT,
    TIMEOUT_REPLY,
    USAGE_REPLY,
    VALUE,
    VARIABLE,
    WARNING,
    Work,
    by_byte,
)

Word = Callable[[str], str]
"""A function that writes a word of a command line."""


_ESCAPES = str.maketrans({char: f"\\{char}" for char in '\\",()[]{'})
"""What an argument of an application needs."""


def glued(word: str) -> str:
    """Write a word without checks: a quotation mark in it would end it."""
    return f'"{word}"'


def checked(word: str) -> str:
    """Write a word so that Asterisk reads it back, or refuse it."""
    if "\n" in word or "\r" in word or "\0" in word:
        raise ValueError(word)
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def set_variable(word: Word, name: str, value: str) -> bytes:
    return f"SET VARIABLE {word(name)} {word(value)}\n".encode()


def get_variable(word: Word, name: str) -> bytes:
    return f"GET VARIABLE {word(name)}\n".encode()


def stream_file(word: Word, filename: str, escape_digits: str) -> bytes:
    return f"STREAM FILE {word(filename)} {word(escape_digits)}\n".encode()


def get_data(word: Word, filename: str, timeout: int, max_digits: int) -> bytes:
    return f"GET DATA {word(filename)} {timeout} {max_digits}\n".encode()


def dial(word: Word, destination: str, timeout: int, lasts: int, warning: int) -> bytes:
    options = f"{destination.translate(_ESCAPES)},{timeout},L({lasts}:{warning})t"
    return f"EXEC Dial {word(options)}\n".encode()


def decode_environment(data: bytes) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in data.decode()[:-2].split("\n"))


def decode_reply(data: bytes) -> tuple[int, str, str]:
    status, _, rest = data.decode().rstrip().partition(" ")
    result, _, rest = rest.removeprefix("result=").partition(" ")
    return int(status), result, rest


def decode_text(data: bytes) -> tuple[int, str, str]:
    status, result, rest = decode_reply(data)
    return status, result, rest[1:-1]


def decode_endpos(data: bytes) -> tuple[int, str, int]:
    status, result, rest = decode_reply(data)
    return status, result, int(rest.removeprefix("endpos="))


def decode_digits(data: bytes) -> tuple[int, str, bool]:
    status, result, rest = decode_reply(data)
    return status, result, rest == "(timeout)"


def decode_usage(data: bytes) -> tuple[int, str]:
    _, *usage, _, _ = data.decode().split("\n")
    return int(data[:3]), "\n".join(usage)


def decode_message(data: bytes) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in data.decode().rstrip().split("\r\n"))


def decode_start(data: bytes) -> dict[str, str]:
    return decode_environment(unquote_to_bytes(decode_message(data)["Env"]))


def run_async(word: Word, data: bytes) -> tuple[bytes, tuple[int, str, str]]:
    command = get_variable(word, VARIABLE).decode()
    action = (
        f"Action: AGI\r\nActionID: {ID}\r\nChannel: {CHANNEL}\r\nCommand: {command[:-1]}\r\nCommandID: {ID}\r\n\r\n"
    )
    response, event = data[:-4].split(b"\r\n\r\n")
    if decode_message(response)["Response"] != "Success":
        raise ValueError(response)
    return action.encode(), decode_text(unquote_to_bytes(decode_message(event)["Result"]))


def lines_of(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Assembles lines."""
    buffer = b""
    for chunk in chunks:
        buffer += chunk
        while b"\n" in buffer:
            line, _, buffer = buffer.partition(b"\n")
            yield line


def session(word: Word, chunks: Iterable[bytes]) -> int:
    """Run a session, and return the number of replies."""
    lines = lines_of(chunks)
    environment: dict[str, str] = {}
    while line := next(lines):
        name, _, value = line.decode().partition(": ")
        environment[name] = value
    done = 0
    for _ in range(ROUNDS):
        for command, decode in (
            (set_variable(word, NAME, VALUE), decode_reply),
            (get_variable(word, VARIABLE), decode_text),
            (stream_file(word, FILE, ""), decode_endpos),
            (get_data(word, PROMPT, TIMEOUT, DIGITS), decode_digits),
        ):
            done += bool(command) and decode(next(lines))[0] == 200
    return done + (next(lines) == b"HANGUP")


def work(word: Word) -> dict[Work, Callable[[], object]]:
    """Return the work with one way to write words."""
    whole = [ENVIRONMENT, *REPLIES, HANGUP]
    bytewise = by_byte(b"".join(whole))
    return {
        Work.ENVIRONMENT: lambda: decode_environment(ENVIRONMENT),
        Work.SET_VARIABLE: lambda: set_variable(word, NAME, VALUE),
        Work.STREAM_FILE: lambda: stream_file(word, FILE, ""),
        Work.WRITE_DIAL: lambda: dial(word, CALLED, RINGING, LASTS, WARNING),
        Work.DIAL: lambda: dial(word, CALLED, RINGING, LASTS, WARNING),
        Work.TEXT_REPLY: lambda: decode_text(TEXT_REPLY),
        Work.ENDPOS_REPLY: lambda: decode_endpos(ENDPOS_REPLY),
        Work.TIMEOUT_REPLY: lambda: decode_digits(TIMEOUT_REPLY),
        Work.USAGE_REPLY: lambda: decode_usage(USAGE_REPLY),
        Work.SESSION: lambda: session(word, whole),
        Work.SESSION_BY_BYTE: lambda: session(word, bytewise),
        Work.ASYNC_START: lambda: decode_start(START_EVENT),
        Work.ASYNC_EXEC: lambda: run_async(word, EXEC_EVENTS),
    }
