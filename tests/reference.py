"""What a reply means, read from the spec's forms by regular expressions: slow, plain, and unlike the generated code."""

from __future__ import annotations

import re
from functools import cache

from agicodec import AsteriskVersion, Command, RawReply, results
from agicodec.wire import SpeechMatch
from agicodec.wire.reply import KEY_CODES, KEY_NUMBERS
from agicodec.wire.versions import Release
from codegen.forms import Slot
from codegen.model import Command as CommandSpec
from codegen.model import Reply
from tests.tables import COMMANDS, SPEC

__all__ = ["fitting", "meaning_of"]

_NUMBER = r"-?[0-9]{1,19}"
_KEY = "|".join(KEY_CODES)
_CHARACTER = f"[{re.escape(''.join(KEY_NUMBERS))}]"
_MATCH = re.compile(r'score\d+=(-?\d+) text\d+="(.*?)" grammar\d+=(.*?)(?= score\d+=|$)', re.DOTALL)


def meaning_of(command: Command[object], raw: RawReply, version: AsteriskVersion | None = None) -> object:
    """Return the result that a reply of status 200 means; None when it is in none of the command's forms.

    Of the forms that it is in, the first one that the release sends counts, else the first one.
    """
    forms = fitting(command, raw)
    if not forms:
        return None
    reply, fields = next((form for form in forms if _sends(form[0], version)), forms[0])
    made: object = getattr(results, COMMANDS[str(command)].result)(reply.outcome, **fields)
    return made


def fitting(command: Command[object], raw: RawReply) -> list[tuple[Reply, dict[str, object]]]:
    """Find all forms that a reply is in, with what it says in each."""
    spec = COMMANDS[str(command)]
    found: list[tuple[Reply, dict[str, object]]] = []
    for reply in spec.replies:
        places = reply.parsed
        sent = {
            slot.value: str(getattr(command, slot.value, None) or 0) for slot in places.slots if slot.kind == "argument"
        }
        match = _pattern(spec.title, reply, tuple(sent.items())).fullmatch(_flat(raw))
        if match is not None and (fields := _fields(spec, reply, match.groupdict())) is not None:
            found.append((reply, fields))
    return found


@cache
def _pattern(title: str, reply: Reply, sent: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Return a pattern that matches the result of `_flat` for a form."""
    spec, form, arguments = COMMANDS[title], reply.parsed, dict(sent)

    def place(slot: Slot, at: str) -> str:
        match slot.kind:
            case "literal":
                return re.escape(slot.value)
            case "any":
                return _NUMBER
            case "negative":
                return f"-{_NUMBER[2:]}"
            case "argument":
                return re.escape(arguments[slot.value])
            case "field":
                field = SPEC.result(spec.result).field(slot.value)
                patterns = {
                    "key": _KEY if at == "result" else _CHARACTER,
                    "integer": _NUMBER,
                    "digits": r"(?!-\d+\0)[^\0]*(?<!\r)",
                    "text": r"[^\0]*",
                    "matches": "[0-9]+(?: .*)?",
                }
                return f"(?P<{slot.value}>{patterns[field.type]})"

    word = "-" if form.word is None else rf"\({place(form.word, 'word')}\)"
    tail = " ".join(f"{key}={place(slot, key)}" for key, slot in form.pairs) or re.escape(form.tail or "")
    return re.compile(rf"={place(form.result, 'result')}\0{word}\0{tail}", re.DOTALL)


def _flat(raw: RawReply) -> str:
    """Write the parts of a reply so that none can be taken for another: no text in a reply has a NUL."""
    result = "-" if raw.result is None else f"={raw.result}"
    return "\0".join((result, "-" if raw.text is None else f"({raw.text})", raw.tail))


def _fields(spec: CommandSpec, reply: Reply, found: dict[str, str]) -> dict[str, object] | None:
    """Take the fields of a result from the places of a form; None when they do not fit."""
    fields: dict[str, object] = {}
    for name, text in found.items():
        field = SPEC.result(spec.result).field(name)
        match field.type:
            case "integer":
                number = int(text)
                if number < (number if field.minimum is None else field.minimum):
                    return None
                if number > (number if field.maximum is None else field.maximum):
                    return None
                fields[name] = number
            case "key":
                fields[name] = KEY_CODES[text] if reply.parsed.result == Slot("field", name) else text
            case "matches":
                matches = _matches(text)
                if matches is None:
                    return None
                fields[name] = matches
            case _:
                fields[name] = text
    return fields


def _matches(text: str) -> tuple[SpeechMatch, ...] | None:
    count, _, rest = text.partition(" ")
    if bool(int(count)) != rest.startswith("score0=") or (count == "0" and rest) or rest[-1:] == "\r":
        return None
    return tuple(SpeechMatch(int(m[1]), m[2], m[3]) for m in _MATCH.finditer(rest))[: int(count)]


def _sends(reply: Reply, version: AsteriskVersion | None) -> bool:
    """Return whether a release sends a form; one that is not known sends what the present one does."""
    since, until = _releases(reply.since), _releases(reply.until)
    if version is None or not version.release:
        return not until
    return (not since or version.has(*since)) and (not until or not version.has(*until))


def _releases(names: tuple[str, ...]) -> tuple[Release, ...]:
    return tuple(tuple(map(int, name.split("."))) for name in names)
