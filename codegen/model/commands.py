"""Commands as the spec has them: their arguments, the forms of their replies, and their families."""

from __future__ import annotations

from attrs import Factory, frozen

from agicodec.model.arguments import INT_MAX, INT_MIN, LONG_MAX, LONG_MIN

from ..forms import Form, parse_form

__all__ = [
    "Argument",
    "Command",
    "Example",
    "Family",
    "Quirk",
    "Reply",
    "Value",
    "Variable",
]

_BOUNDS = {"samples": (LONG_MIN, LONG_MAX), "epoch": (LONG_MIN, LONG_MAX)}
"""The least and the greatest value of the types that Asterisk reads as 64 bits; it reads the others as 32 bits."""

_VALUES = frozenset({"field", "argument"})
"""The kinds of places that may contain a text from outside."""


@frozen
class Value:
    """A value of an enumeration."""

    value: str
    meaning: str
    wire: str = Factory(lambda self: self.value, takes_self=True)
    since: tuple[str, ...] = ()

    @property
    def explained(self) -> str:
        """What it means, and since when."""
        return f"{self.meaning} Since Asterisk {', '.join(self.since)}." if self.since else self.meaning


@frozen(kw_only=True)
class Argument:
    """An argument of a command."""

    name: str
    type: str
    meaning: str
    documented_as: str = Factory(lambda self: self.name, takes_self=True)
    required: bool = True
    preset: str | int | float | bool | None = None
    absent: str | None = None
    placeholder: str | None = None
    floating: bool = False
    minimum: int | None = None
    maximum: int | None = None
    max_bytes: int | None = None
    nonempty: bool = False
    empty_is_absent: bool = False
    values: tuple[Value, ...] = ()
    word: str | None = None
    prefix: str = ""
    lenient: bool = False
    otherwise: str | None = None
    unchecked: bool = False
    last: bool = False
    rest: bool = False
    read: bool = False
    """Whether it names what is read, which may be a function that cannot be written."""
    written: bool = False
    """Whether it names what is written, which may be a function that cannot be read."""
    since: str | None = None

    @property
    def is_count(self) -> bool:
        """Whether it is always sent as a whole number."""
        return self.type in ("integer", "milliseconds", "seconds", "samples") and not self.prefix

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the greatest value that it accepts: the spec's own, or those of its type."""
        least, most = _BOUNDS.get(self.type, (INT_MIN, INT_MAX))
        return (
            least if self.minimum is None else self.minimum,
            most if self.maximum is None else self.maximum,
        )

    @property
    def shown(self) -> str:
        """Its form in a synopsis: its fixed word or its name, in brackets if it is optional."""
        word = self.word or f"{self.prefix}{self.name}"
        return word if self.required else f"[{word}]"


@frozen(kw_only=True)
class Reply:
    """A form of a command's 200 reply."""

    form: str
    outcome: str
    meaning: str
    failure: bool = False
    number: int | None = None
    provisional: bool = False
    since: tuple[str, ...] = ()
    """The first release of each branch that sends it; none when all do."""
    until: tuple[str, ...] = ()
    """The first release of each branch that no longer sends it; none when all still do."""
    unseen: str | None = None

    @property
    def parsed(self) -> Form:
        """The parsed form."""
        return parse_form(self.form)

    @property
    def written(self) -> Form:
        """The form with the number that Asterisk usually writes in place of `*` or `-*`."""
        return self.parsed.with_number(str(self.number))

    @property
    def dates(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """When it is sent."""
        return self.since, self.until

    @property
    def status(self) -> int:
        """Its status."""
        return int(self.form.partition(" ")[0])


@frozen
class Variable:
    """A channel variable that a command sets."""

    name: str
    meaning: str
    since: str | None = None


@frozen
class Quirk:
    """A behaviour of Asterisk that contradicts its documentation or is surprising."""

    what: str
    versions: str
    shown: str


@frozen
class Example:
    """An example: a command as Python and as a line."""

    python: str
    line: str


@frozen(kw_only=True)
class Command:
    """A command."""

    words: tuple[str, ...]
    summary: str
    description: str
    since: str
    module: str
    dead: bool
    interrupt: str
    result: str
    extra_words: str = "refused"
    result_is_status: bool = False
    arguments: tuple[Argument, ...] = ()
    replies: tuple[Reply, ...] = ()
    variables: tuple[Variable, ...] = ()
    quirks: tuple[Quirk, ...] = ()
    examples: tuple[Example, ...] = ()
    own: bool = True
    """Whether code is generated for it; false for a shipped command if there is an overlay."""
    source: str = ""
    """The file that defines it."""
    replaces: bool = False
    """Whether it belongs to an overlay and replaces a shipped command."""

    @property
    def title(self) -> str:
        """Its name in AGI: `GET DATA`."""
        return " ".join(self.words)

    @property
    def rest(self) -> Argument | None:
        """The argument that consists of all words from its own place on; None if there is none."""
        return next((argument for argument in self.arguments if argument.rest), None)

    @property
    def class_name(self) -> str:
        """Its name as a class: `GetData`."""
        return "".join(word.title() for word in self.words)

    @property
    def method_name(self) -> str:
        """Its name as a method: `get_data`."""
        return "_".join(self.words).lower()

    @property
    def synopsis(self) -> str:
        """Its words and arguments in the order in which they are sent, optional ones in brackets."""
        return " ".join([*self.words, *(argument.shown for argument in self.arguments)])

    @property
    def reply_text(self) -> str:
        """What the parentheses in its replies contain; see `agicodec.wire.TextKind`."""
        forms = [form for form in (reply.parsed for reply in self.replies) if form.word and form.word.kind in _VALUES]
        if not forms:
            return "word"
        return "unknown" if any(form.pairs or form.tail for form in forms) else "value"

    @property
    def failures(self) -> tuple[str, ...]:
        """The outcomes that Asterisk counts as a failure of the run."""
        return tuple(sorted({reply.outcome for reply in self.replies if reply.failure}))

    @property
    def unfailing(self) -> tuple[str, ...]:
        """The results that Asterisk does not count as a failure, although others of the same outcome are."""
        spared = (reply for reply in self.replies if reply.outcome in self.failures and not reply.failure)
        return tuple(sorted({reply.parsed.result.value for reply in spared}))

    def argument(self, name: str) -> Argument:
        """Return an argument by name."""
        return next(argument for argument in self.arguments if argument.name == name)


@frozen(kw_only=True)
class Family:
    """The commands of one package."""

    name: str
    summary: str
    source: str = ""
    """The file that defines it."""
    commands: tuple[Command, ...] = ()

    @property
    def own_commands(self) -> tuple[Command, ...]:
        """The commands to generate code for."""
        return tuple(command for command in self.commands if command.own)
