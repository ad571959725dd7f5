"""What the random calls for the testing kit are made of: commands, and small pools of arguments that collide."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final, TypeAlias

__all__ = [
    "AFTERWARDS",
    "APPLICATIONS",
    "AUTOHANGUPS",
    "CHANNEL",
    "LENGTHS",
    "MISSING",
    "OWN",
    "PASSES",
    "RECORDED",
    "SLOW",
    "SOUNDS",
    "SPOKEN",
    "UNIQUE_ID",
    "Pools",
    "quoted",
]

OWN: Final = "700001"
"""Stands in families and files for what is the sequence's own; the live tests put a number of the run there."""

CHANNEL: Final = "Local/kit@live-00000001;2"
"""The channel's name; that of the caller's half ends with 1."""

UNIQUE_ID: Final = "1700000000.1"
"""The channel's unique id."""

PASSES: Final = "(passes) "
"""Begins a step that is no command: the application does something else for so many seconds."""

SLOW: Final = 'SET VARIABLE "CHANNEL(language)" "slow"'
"""Has numbers and the like said in sounds of a second each."""

SOUNDS: Final = {"half": 0.5, "second": 1.0, "long": 30.0, "short": 0.3, "enter-pin": 0.3}
"""The sounds that there are, with their seconds."""

RECORDED: Final = f"k{OWN}"
"""What is recorded."""

NOWHERE: Final = f"n{OWN}"
"""A directory that is not there."""

MISSING: Final = ("nosuch", "beep", RECORDED, NOWHERE)

SPOKEN: Final = {
    "7": 1, "12": 2, "21": 2, "-3": 2, "100": 2, "567": 3, "ab": 2, "Zebra": 5,
    "1700000000": 7, "1700000001": 3, "1700000002": 11, "1700000003": 3,
}  # fmt: skip
"""What is said, with how many sounds it takes."""

LENGTHS: Final = {"en": 0.05, "slow": 1.0}
"""How long each of those takes, by language."""


def quoted(*words: object) -> str:
    """Write the arguments of a command."""
    return " ".join('"' + str(word).replace("\\", "\\\\").replace('"', '\\"') + '"' for word in words)


class Pools:
    """Where the arguments come from."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)
        self.lasting = self.pick.random() < 0.4
        """Whether most commands are such that the caller may end."""

    def one(self, *of: object) -> str:
        """Choose one."""
        return str(self.pick.choice(of))

    def maybe(self, *of: object) -> list[str]:
        """Choose one or none."""
        return [self.one(*of)] if self.pick.random() < 0.5 else []

    def sound(self) -> str:
        """Choose a sound."""
        return self.one("half", "half", "second", "second", "second", "nosuch", "nosuch", RECORDED)

    def keys(self) -> str:
        """Choose escape digits."""
        return self.one("", "", "1", "12", "#", "*", "123456789*0#", "5#")

    def value(self) -> str:
        """Choose a value."""
        return self.one(
            "", "1", "12", "abc", "a b", 'say "x"', "(x) endpos=7", "Ann <12>", "é", "100%", "a,b", "x" * 1500
        )

    def variable(self) -> str:
        """Choose the name of a variable or function."""
        return self.one("X", "X", "X", "Y", "_X", "__Y", "x", "", "LONG_NAME", *FUNCTIONS, *STANDARD)

    def expression(self) -> str:
        """Choose what is evaluated."""
        return self.one(*EXPRESSIONS, *(f"${{{name}}}" for name in STANDARD + FUNCTIONS))

    def family(self) -> str:
        """Choose a database family."""
        return self.one(f"f{OWN}", f"f{OWN}", f"F{OWN}", f"f{OWN}/a", f"f{OWN}/a/b", f"f{OWN}_a")

    def key(self) -> str:
        """Choose a database key."""
        return self.one("a", "a", "b", "A", "a/b", "b/c", "a_b", "a%", "aXb", "")

    def milliseconds(self) -> str:
        """Choose how long to wait."""
        return self.one("1000", "600", "600", "1500", "0")

    def channel(self) -> str:
        """Choose a channel."""
        return self.one(CHANNEL, CHANNEL.upper(), CHANNEL[:-1] + "1", "PJSIP/nosuch-00000001", "PJSIP/nosuch")

    def spoken(self, *of: str) -> list[str]:
        """Choose what is said, and the keys that stop it."""
        return [self.one(*of), self.keys()]

    def line(self) -> str:
        """Make a command."""
        chance = self.pick.random()
        if chance < 0.02:
            return self.one(*WRONG)
        if chance < 0.06:
            return PASSES + self.one("1", "0.7")
        of = LASTING if self.lasting and self.pick.random() < 0.8 else tuple(MAKERS)
        title = self.pick.choices(of, [MAKERS[title][0] for title in of])[0]
        return f"{title} {quoted(*MAKERS[title][1](self))}".rstrip()


FUNCTIONS: Final = (
    "CALLERID(num)", "CALLERID(name)", "CALLERID(all)", "CALLERID(number)", "CHANNEL(state)", "CHANNEL(name)",
    "CHANNEL(language)", f"DB(f{OWN}/a)", f"DB(f{OWN}/a/b)", f"DB(n{OWN}/k)", "HASH(h)", "HASH(h,a)", "LEN(abc)",
    "LEN(${X})", "TOUPPER(abc)", "TOLOWER(${X})", "URIENCODE(a b)", "IF($[1=1]?a:b)", "IF($[${X}=1]?yes:no)",
    "CUT(X,b,1)", f"DB_EXISTS(f{OWN}/a)", "ISNULL(${X})", "EXISTS(${X})", "SET(Z=5)", "FILTER(0-9,a1b2)",
    "STRFTIME(1700000000,UTC,%Y)", "MATH(1+2)", "NOSUCH(a)", "CALLERID(nosuch)", "CHANNEL(nosuch)", "REPLACE(X,a,b)",
    "QUOTE(a b)", f"GLOBAL(G{OWN})", "CALLERID(pres)", "CHANNEL(channeltype)", "CHANNEL(audioreadformat)",
)  # fmt: skip

STANDARD: Final = (
    "CHANNEL", "EXTEN", "CONTEXT", "PRIORITY", "UNIQUEID", "HANGUPCAUSE", "PLAYBACKSTATUS", "CPLAYBACKSTATUS",
    "CPLAYBACKOFFSET", "CPLAYBACKSTOPKEY", "RECORDED_FILE", "DIALSTATUS", "CALLERIDNUM", "AGISTATUS", "SYSTEMNAME",
    "RECORD_STATUS", "ANSWEREDTIME", "DNID", "INVALID_EXTEN", "HINT", "ARG1", "LANGUAGE",
)  # fmt: skip

EXPRESSIONS: Final = (
    "", "plain", "${X}", "a${X}b", "${X}${Y}", "${X:1}", "${X:0:2}", "${X:-1}", "${X:1:1}", "${X:-2:1}", "${X:1:-1}",
    "${X:9}", "${X:a}", "${NOSUCH}", "${NOSUCH:1}", "$[1+2]", "$[${X}+1]", "$[1=1]", "$[5/2]", "$[2*3-1]", "$[1 & 0]",
    '$["${X}"="1"]', "${X", "$X", "$", "${}", "$[", "]", "}", "${${Y}}", "${X${Y}}", "\\${X}", "$${X}", "${ X }",
    "${LEN(${X}):0}", "${CALLERID(num):1}", "${CALLERID(num)} ${EXTEN}", "a,b;c", "$[1 > 2]", "$[abc]", "$[]",
    "$[ 3 % 2 ]", "${X}\t${Y}", "${CHANNEL(name):0:5}", "$[1 ? 2 : 3]", "$[ (1+2) * 3 ]", '$["a" = "a"]', "$[7 >= 7]",
    "${__X}", "${_X}", "${X:}", "${X::}", "${X:0:0}", "${x}", "${SET(Z=6)}${Z}", "${IF($[${LEN(${X})}>1]?${X:1}:none)}",
)  # fmt: skip

Maker: TypeAlias = Callable[[Pools], list[str]]

APPLICATIONS: Final[dict[tuple[str, str], tuple[int | None, float]]] = {
    ("NoOp", "x"): (0, 0),
    ("Wait", "1"): (0, 1),
    ("NoSuchApplication", ""): (None, 0),
    ("UserEvent", "Kit"): (0, 0),
}
"""The applications that EXEC starts: what they return, None where there is no such one, and their seconds."""

AUTOHANGUPS: Final = ("2.3", "2.1", "2.5")
"""After how many seconds a channel may hang up by itself, and what must make no difference."""

SKIPS: Final = (
    "", "300", "300 5 4", "300 5 4 6", "200 # * 12", *(f"300 5 4 6 {offset}" for offset in (0, 300, 400, -1, 5000)),
)  # fmt: skip
"""How CONTROL STREAM FILE winds: the milliseconds, the keys forward, back and for a pause, and where it begins."""

ENTRIES: Final = ("", "600", "1000", "1000 1", "1500 2", "0 3", "700 0")
"""How long GET DATA waits, and for how many keys."""

MAKERS: Final[dict[str, tuple[int, Maker]]] = {
    "ANSWER": (1, lambda p: []),
    "ASYNCAGI BREAK": (1, lambda p: []),
    "CHANNEL STATUS": (2, lambda p: p.maybe(p.channel())),
    "CONTROL STREAM FILE": (
        5,
        lambda p: [p.sound(), p.keys(), *p.one(*SKIPS).split()],
    ),
    "DATABASE DEL": (2, lambda p: [p.family(), p.key()]),
    "DATABASE DELTREE": (3, lambda p: [p.family(), *p.maybe(p.key(), "a_", "_", "%", "a%b", "A")]),
    "DATABASE GET": (4, lambda p: [p.family(), p.key()]),
    "DATABASE PUT": (5, lambda p: [p.family(), p.key(), p.value()]),
    "EXEC": (4, lambda p: list(p.pick.choice(list(APPLICATIONS)))),
    "GET DATA": (7, lambda p: [p.one(p.sound(), ""), *p.one(*ENTRIES).split()]),
    "GET FULL VARIABLE": (9, lambda p: [p.expression(), *(p.maybe(p.channel()) if p.one(0, 0, 1) == "1" else [])]),
    "GET OPTION": (5, lambda p: [p.sound(), p.keys(), *p.maybe(p.milliseconds())]),
    "GET VARIABLE": (8, lambda p: [p.one(p.variable(), p.variable(), "X:1", "X:0:1", "${X}")]),
    "GOSUB": (1, lambda p: ["live", "sub", "1"]),
    "HANGUP": (1, lambda p: p.maybe(p.channel())),
    "NOOP": (1, lambda p: p.maybe(p.value())),
    "RECEIVE CHAR": (3, lambda p: [p.milliseconds()]),
    "RECEIVE TEXT": (3, lambda p: [p.milliseconds()]),
    "RECORD FILE": (
        5,
        lambda p: [
            p.one(RECORDED, RECORDED, RECORDED, f"{NOWHERE}/x"), p.one("wav", "wav", "wav", "nosuch"), p.keys(),
            p.one("800", "1500", "3000"), *p.one("", "", "BEEP", "0", "s=1", "0 s=1", "0 BEEP s=1", "4000").split(),
        ],
    ),
    "SAY ALPHA": (2, lambda p: p.spoken("ab", "Zebra", "")),
    "SAY DATE": (1, lambda p: p.spoken("1700000000")),
    "SAY DATETIME": (1, lambda p: p.spoken("1700000002") if p.one(0, 1) == "1" else [*p.spoken("1700000003"), "IMp"]),
    "SAY DIGITS": (3, lambda p: p.spoken("12", "567", "-3", "")),
    "SAY NUMBER": (3, lambda p: [*p.spoken("7", "21", "-3", "100", "x"), *p.maybe("f")]),
    "SAY PHONETIC": (1, lambda p: p.spoken("ab", "")),
    "SAY TIME": (1, lambda p: p.spoken("1700000001")),
    "SEND IMAGE": (1, lambda p: ["image"]),
    "SEND TEXT": (2, lambda p: [p.value()]),
    "SET AUTOHANGUP": (2, lambda p: [p.one("0", "0", "0", *AUTOHANGUPS[:1], "-1", "x")]),
    "SET CALLERID": (3, lambda p: [p.one("1234", "Ann <77>", '"Bob B" <88>', "<99>", "Carl", "", '"" <5>', "a b")]),
    "SET CONTEXT": (1, lambda p: [p.one("live", "nosuch", "")]),
    "SET EXTENSION": (1, lambda p: [p.one("100", "nosuch", "")]),
    "SET MUSIC": (2, lambda p: p.one("on", "off", "on default", "on nosuch", "maybe").split()),
    "SET PRIORITY": (2, lambda p: [p.one("1", "5", "nosuch", "", "-1", "start")]),
    "SET VARIABLE": (8, lambda p: [p.variable(), p.value()]),
    "SPEECH ACTIVATE GRAMMAR": (1, lambda p: ["menu"]),
    "SPEECH CREATE": (4, lambda p: [p.one("agicodec", "agicodec", "agicodec", "", "nosuch")]),
    "SPEECH DEACTIVATE GRAMMAR": (1, lambda p: ["menu"]),
    "SPEECH DESTROY": (1, lambda p: []),
    "SPEECH LOAD GRAMMAR": (1, lambda p: ["menu", "/x"]),
    "SPEECH RECOGNIZE": (4, lambda p: [p.sound(), p.one("1", "2"), *p.maybe("0", "2400")]),
    "SPEECH SET": (2, lambda p: ["max_time", "5"]),
    "SPEECH UNLOAD GRAMMAR": (1, lambda p: ["menu"]),
    "STREAM FILE": (9, lambda p: [p.sound(), p.keys(), *p.maybe("0", "2400", "2400", "-1", "99999", "x")]),
    "TDD MODE": (1, lambda p: [p.one("on", "off", "mate")]),
    "VERBOSE": (1, lambda p: [p.value(), *p.maybe("1", "x")]),
    "WAIT FOR DIGIT": (6, lambda p: [p.milliseconds()]),
}  # fmt: skip
"""How often each command comes, and its arguments."""

LASTING: Final = (
    "CONTROL STREAM FILE", "GET DATA", "GET OPTION", "RECEIVE CHAR", "RECEIVE TEXT", "RECORD FILE", "SAY DIGITS",
    "SAY NUMBER", "SPEECH CREATE", "SPEECH RECOGNIZE", "STREAM FILE", "WAIT FOR DIGIT",
)  # fmt: skip
"""Those that take time."""

AFTERWARDS: Final = (
    "X", "Y", "x", "PLAYBACKSTATUS", "CPLAYBACKSTATUS", "CPLAYBACKOFFSET", "CPLAYBACKSTOPKEY", "CALLERID(all)",
    "CALLERID(num)", "CALLERID(name)", "CHANNEL(state)", "RECORDED_FILE", "EXTEN", "CONTEXT", "PRIORITY", "DIALSTATUS",
    f"DB(f{OWN}/a)", f"DB(f{OWN}/b)", f"DB(f{OWN}/a/b)", "HASH(h)", "RECORD_STATUS",
)  # fmt: skip
"""What is read at the end."""

WRONG: Final = (
    "",
    "NOSUCH",
    "STREAM FILE",
    "GET DATA",
    "SET VARIABLE X",
    "noop",
    "Get Variable X",
    "RECORD FILE x",
    "SAY DIGITS",
)
"""Lines that are refused, or written in another way."""
