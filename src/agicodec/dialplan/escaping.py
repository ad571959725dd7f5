"""Writes texts so that they arrive unchanged, one function for each kind of place in the options of an application.

An application separates its options by Asterisk's own rule (`__ast_app_separate_args` in main/app.c), which removes
backslashes and quotation marks, from all but the last option that it declares: that one is the rest of the text, as it
is. What stands in the parentheses of an option letter is read once more (`parse_options`), whichever option it is in.
`${` and `$[` are replaced beforehand if AGIEXECFULL is true; a backslash before the bracket prevents that.
"""

from __future__ import annotations

from typing import Final

__all__ = ["ESCAPED", "SUBSTITUTED", "in_argument", "in_last_option", "in_option", "in_shell"]

SUBSTITUTED: Final = ("${", "$[")
"""What begins an expression, and has no escape where backslashes are not removed."""


ESCAPED: Final = '\\",()[]{'
"""The characters that a backslash protects in one place or another."""


def _escapes(characters: str) -> dict[int, str]:
    return str.maketrans({char: f"\\{char}" for char in characters})


_ARGUMENT: Final = _escapes(ESCAPED)
_LAST_OPTION: Final = _escapes('\\"()[{')
_OPTION: Final = str.maketrans(
    {char: str.translate(str.translate(char, _escapes('\\"()')), _ARGUMENT) for char in ESCAPED}
)

_SHELL: Final = {**_escapes("\\[{"), **str.maketrans({"\n": "\\n", "\r": "\\r"})}


def in_argument(text: str) -> str:
    """Write an argument, other than the last one that an application declares."""
    return text.translate(_ARGUMENT)


def in_option(text: str) -> str:
    """Write what stands in the parentheses of an option letter."""
    return text.translate(_OPTION)


def in_last_option(text: str) -> str:
    """Write the same where the options are the last argument that an application declares."""
    return text.translate(_LAST_OPTION)


def in_shell(text: str) -> str:
    """Write a command of a shell for System.

    If there is a backslash, System decodes escapes as those of C (`ast_str_get_encoded_str` in main/app.c). Then it
    removes a quotation mark or apostrophe from both ends, if both have the same.
    """
    if text[0] in "\"'" and text[0] == text[-1]:
        text = f'"{text}"'
    return text.translate(_SHELL)
