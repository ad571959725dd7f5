"""How Asterisk reads the options of an application, written after its source: a model to test against."""

from __future__ import annotations

from attrs import define, field

__all__ = ["read_arguments", "read_letters", "read_shell"]

NUL = "\0"


def read_arguments(text: str, most: int, *, remove: bool = True) -> list[str]:
    """Separate arguments (`__ast_app_separate_args` in main/app.c).

    Args:
        text: the options of the application.
        most: how many arguments the application declares.
        remove: whether quotation marks and backslashes are removed, which AST_STANDARD_RAW_ARGS does not.
    """
    scanner = _Scanner([*text, NUL], remove)
    found: list[int] = []
    while scanner.char != NUL and len(found) < most - 1:
        found.append(scanner.place)
        while scanner.char != NUL and not scanner.step():
            pass
    if scanner.char != NUL or scanner.place == scanner.delimited + 1:
        found.append(scanner.place)
    return ["".join(scanner.buffer[start:]).partition(NUL)[0] for start in found]


@define
class _Scanner:
    """The state of `__ast_app_separate_args`."""

    buffer: list[str]
    remove: bool
    place: int = 0
    depth: dict[str, int] = field(factory=lambda: {"(": 0, "[": 0, '"': 0})
    delimited: int = -2

    @property
    def char(self) -> str:
        return self.buffer[self.place] if self.place < len(self.buffer) else NUL

    def step(self) -> bool:
        """Go on by one character; return whether it was a delimiter."""
        char = self.char
        if char in "([":
            self.depth[char] += 1
        elif char in ")]":
            opening = "(" if char == ")" else "["
            self.depth[opening] -= self.depth[opening] > 0
        elif char == '"':
            self.depth[char] ^= 1
            if self.remove:
                del self.buffer[self.place]
                return False
        elif char == "\\":
            if self.remove:
                del self.buffer[self.place]
            else:
                self.place += 1
        elif char == "," and not any(self.depth.values()):
            self.buffer[self.place] = NUL
            self.delimited = self.place
            self.place += 1
            return True
        self.place += 1
        return False


def read_letters(text: str) -> dict[str, str | None]:
    """Read option letters (`parse_options` in main/app.c): each with its value, or None where it stands alone."""
    found: dict[str, str | None] = {}
    buffer = list(text)
    place = 0
    while place < len(buffer):
        letter = buffer[place]
        place += 1
        if place >= len(buffer) or buffer[place] != "(":
            found[letter] = None
            continue
        place += 1
        start, paren, quote = place, 1, False
        quotes = buffer[place : place + 1] == ['"']
        while place < len(buffer):
            char = buffer[place]
            if char == "(" and not quote:
                paren += 1
            elif char == ")" and not quote:
                paren -= 1
            elif char == '"' and quotes:
                quote = not quote
                del buffer[place]
                place -= 1
            elif char == "\\":
                if not quote or buffer[place + 1 : place + 2] == ['"']:
                    del buffer[place]
                else:
                    place += 1
            if paren == 0:
                break
            place += 1
        assert buffer[place : place + 1] == [")"], "Missing closing parenthesis"
        found[letter] = "".join(buffer[start:place])
        place += 1
    return found


def read_shell(text: str) -> str:
    """Return the command that System runs in a shell (`system_exec_helper` in apps/app_system.c)."""
    if "\\" in text:
        text = _decode(text)
    return text[1:-1] if text[0] in "\"'" and text[0] == text[-1] else text


def _decode(text: str) -> str:
    """Decode escapes as in C (`ast_str_get_encoded_str` in main/app.c), except for those of numbers."""
    found, place = "", 0
    while place < len(text):
        char = text[place]
        if char == "\\":
            place += 1
            char = text[place]
            assert char not in "x0"
            char = {"n": "\n", "r": "\r", "t": "\t"}.get(char, char)
        found += char
        place += 1
    return found
