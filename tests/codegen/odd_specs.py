"""Specs with one unusual property each, as TOML."""

from __future__ import annotations

from collections.abc import Mapping

from tests.codegen.generated import Toml, example_of, toml

__all__ = [
    "ANY_TYPE",
    "A_NUMBER",
    "A_TEXT",
    "A_WORD",
    "BASE",
    "FAMILY",
    "FLOATING",
    "NAMES",
    "OPTIONAL",
    "VALUES",
    "argument",
    "arguments",
    "field",
    "form",
    "forms",
    "result",
    "result_of",
    "spec",
    "words",
]

BASE: dict[str, Toml] = {
    "words": ["AAA", "BBB"],
    "summary": "Do it.",
    "description": "It is done.",
    "since": "20.0",
    "module": "res_menu",
    "dead": False,
    "interrupt": "never",
    "result": "Acknowledged",
    "reply": [{"form": "200 result=0", "outcome": "done", "meaning": "Always."}],
}
FAMILY: dict[str, Toml] = {"name": "menu", "summary": "Commands of a test."}
VALUES: list[Toml] = [
    {"value": "x", "wire": "5", "meaning": "X."},
    {"value": "y", "wire": "6", "meaning": "X."},
]
OPTIONAL: dict[str, Toml] = {"required": False, "absent": "No."}
FLOATING: dict[str, Toml] = {**OPTIONAL, "floating": True}


def spec(
    *commands: Mapping[str, Toml], family: Mapping[str, Toml] = FAMILY, result: Mapping[str, Toml] | None = None
) -> str:
    """Write a spec of commands, each of which differs from one that is right."""
    entries = [{**BASE, "example": [example_of({**BASE, **command})], **command} for command in commands]
    document: dict[str, Toml] = {"family": family, "command": entries}
    if result is not None:
        document["result"] = [result]
    return "".join(f"{key} = {toml(value)}\n" for key, value in document.items() if value)


def argument(**options: Toml) -> str:
    """Write a spec of a command with one argument."""
    return arguments({"name": "a", **options})


def arguments(*given: Mapping[str, Toml], **command: Toml) -> str:
    """Write a spec of a command with arguments."""
    return spec({**command, "argument": [{"type": "text", "meaning": "It.", **one} for one in given]})


def words(*given: str) -> str:
    """Write a spec of a command with a name of these words."""
    return spec({"words": list(given), "argument": [{"name": "a", "type": "text", "meaning": "It."}]})


def form(text: str, *given: Mapping[str, Toml], **reply: Toml) -> str:
    """Write a spec of a command with one form of its replies."""
    return forms([{"form": text, **reply}], *given)


def forms(replies: list[Mapping[str, Toml]], *given: Mapping[str, Toml]) -> str:
    """Write a spec of a command with forms of its replies."""
    said: list[Toml] = [{"outcome": "done", "meaning": "Always.", **reply} for reply in replies]
    return arguments(*given, reply=said)


def result(name: str = "Found", text: str = "200 result=0", **parts: Toml) -> str:
    """Write a spec of a result, and of a command that has it."""
    reply: Toml = [{"form": text, "outcome": "done", "meaning": "Always."}]
    return spec({"result": name, "reply": reply}, result=result_of(name, **parts))


def result_of(name: str, **parts: Toml) -> dict[str, Toml]:
    """Make a result."""
    return {"name": name, "summary": "It.", "outcome": [{"name": "done", "ok": True, "meaning": "It."}], **parts}


def field(name: str, kind: str = "integer", **options: Toml) -> dict[str, Toml]:
    """Make a field of a result."""
    return {"name": name, "type": kind, "meaning": "It.", **options}


A_NUMBER: dict[str, Toml] = {"name": "a", "type": "integer"}
A_TEXT: dict[str, Toml] = {"name": "a", "type": "text"}
A_WORD: dict[str, Toml] = {"name": "a", "type": "enumeration", "values": VALUES}
ANY_TYPE: dict[str, dict[str, Toml]] = {
    **{
        kind: {"type": kind, "placeholder": placeholder, **OPTIONAL}
        for kind, placeholder in {
            "text": "",
            "name": "x",
            "integer": "-1",
            "milliseconds": "0",
            "seconds": "0",
            "samples": "0",
            "fractional_seconds": "0",
            "epoch": "0",
            "digits": "",
            "spoken_digits": "0",
            "switch": "off",
            "priority": "1",
        }.items()
    },
    "caller_id": {"type": "caller_id", "max_bytes": 30, "placeholder": "", **OPTIONAL},
    "enumeration": {"type": "enumeration", "values": VALUES, "placeholder": "5", **OPTIONAL},
}
NAMES = [
    "bool",
    "field",
    "int",
    "len",
    "property",
    "raw",
    "result",
    "settle",
    "str",
    "text",
    "to_integer",
    "type",
    "values",
]
