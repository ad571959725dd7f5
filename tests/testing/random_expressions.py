"""Random expressions for GET FULL VARIABLE: calls that set a few variables and then evaluate many expressions."""

from __future__ import annotations

import random
from typing import Final

from tests.testing.pools import OWN, quoted
from tests.testing.sequences import Sequence, known

__all__ = ["make_evaluations"]

VALUES: Final = {
    "X": "12345",
    "Y": "abc",
    "N": "-7",
    "S": "a b",
    "E": "",
    "P": "X",
    f"DB(f{OWN}/k)": "stored",
    "HASH(h,a)": "one",
}
"""What is set first, each by SET VARIABLE."""

NAMES: Final = (*(name for name in VALUES if "(" not in name), "NOSUCH", "EXTEN", "PRIORITY", "x")

READ: Final = ("CALLERID(num)", "CALLERID(name)", "CALLERID(all)", *(name for name in VALUES if "(" in name))
"""What only a function reads."""

TEXTS: Final = (
    "",
    "a",
    "1",
    "12",
    "0",
    "-1",
    "abc",
    " ",
    "a b",
    "007",
    "3.5",
    "1.0",
    "x,y",
    "é",
    "A",
    "=",
    "?",
    ":",
    "%",
    '"',
    '"q"',
)

FUNCTIONS: Final = (
    "LEN", "TOUPPER", "TOLOWER", "URIENCODE", "URIDECODE", "ISNULL", "EXISTS", "QUOTE", "DB_EXISTS", "BASE64_ENCODE",
)  # fmt: skip

OPERATORS: Final = ("+", "-", "*", "/", "%", "=", "!=", "<", ">", "<=", ">=", "&", "|", "==", "&&", "||")

COUNT: Final = 40
"""How many expressions a call evaluates."""


def make_evaluations(seed: int) -> Sequence:
    """Make the call of a seed; what the kit refuses to evaluate is none of it."""
    pick = random.Random(f"expressions {seed}")
    sets = tuple(f"SET VARIABLE {quoted(name, value)}" for name, value in VALUES.items())
    gets = tuple(f"GET FULL VARIABLE {quoted(_expression(pick, 3))}" for _ in range(COUNT))
    return known(Sequence(seed, sets + gets))


def _expression(pick: random.Random, depth: int) -> str:
    """Make a text with a few places that are evaluated."""
    parts = pick.choices((_text, _value, _function, _arithmetic, _condition), (3, 4, 3, 3, 1), k=pick.randint(1, 2))
    return "".join(part(pick, depth) for part in parts)


def _text(pick: random.Random, _depth: int) -> str:
    return pick.choice(TEXTS)


def _value(pick: random.Random, depth: int) -> str:
    name = pick.choice((*NAMES, *READ) if depth else NAMES)
    cut = "".join(f":{pick.randint(-6, 6)}" for _ in range(pick.choice((0, 0, 1, 1, 2))))
    return f"${{{name}{cut}}}"


def _function(pick: random.Random, depth: int) -> str:
    # With a function in the argument of another one Asterisk may leave what its memory held before behind a value.
    argument = pick.choice(TEXTS) + (_value(pick, 0) if depth and pick.random() < 0.7 else "")
    cut = "".join(f":{pick.randint(-6, 6)}" for _ in range(pick.choice((0, 0, 0, 1, 2))))
    return f"${{{pick.choice(FUNCTIONS)}({argument}){cut}}}"


def _arithmetic(pick: random.Random, depth: int) -> str:
    one, other = (_expression(pick, depth - 1) if depth else pick.choice(TEXTS) for _ in range(2))
    blank = pick.choice(("", " "))
    return f"$[{one}{blank}{pick.choice(OPERATORS)}{blank}{other}]"


def _condition(pick: random.Random, depth: int) -> str:
    test = _arithmetic(pick, 0) if depth and pick.random() < 0.7 else _text(pick, 0)
    one, other = (pick.choice(TEXTS) for _ in range(2))
    return f"${{IF({test}?{one}:{other})}}"
