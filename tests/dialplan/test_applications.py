"""Applications: what they send, what Asterisk reads of it, and what becomes of the variables that they set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agicodec import AsteriskVersion, InvalidArgument, LocalProtocolError
from agicodec.applications import (
    CallLimit,
    ConnectDigits,
    Dial,
    Dialled,
    Location,
    Playback,
    Queue,
    Queued,
    Read,
    Record,
    Subroutine,
)
from agicodec.dialplan import Application, ApplicationEnding
from agicodec.dialplan.escaping import SUBSTITUTED
from agicodec.results import ApplicationResult
from codegen.model import Application as ApplicationSpec
from codegen.model import ApplicationArgument, ApplicationExample
from codegen.model import ApplicationResult as ResultSpec
from tests.dialplan.reading import read_arguments, read_letters, read_shell
from tests.dialplan.values import (
    APPLICATIONS,
    NAMES,
    RECENT,
    RESULTS,
    application_class,
    has,
    made,
    result_class,
)

EXAMPLES = [(example.python, example) for application in APPLICATIONS.values() for example in application.examples]
ENDINGS = [(result, name) for result in RESULTS.values() for name in result.names]
OLD = AsteriskVersion.parse("16.28.0")


@pytest.mark.parametrize("example", [example for _, example in EXAMPLES], ids=[python for python, _ in EXAMPLES])
def test_an_example_is_sent_as_its_line(example: ApplicationExample) -> None:
    found: object = eval(example.python, dict(NAMES))
    assert isinstance(found, Application)
    version = None if example.version is None else AsteriskVersion.parse(example.version)
    assert found.command(version).encode() == f"{example.line}\n".encode()


READING: Mapping[str, Callable[[str], object]] = {
    "letters": read_letters,
    "words": lambda word: word.split(","),
    "shell": read_shell,
}
"""How Asterisk reads arguments that are not texts, by their types."""


def places_of(application: ApplicationSpec, version: AsteriskVersion) -> list[list[ApplicationArgument]]:
    """Return the arguments of each place of a release."""
    places: list[list[ApplicationArgument]] = []
    for argument in application.arguments:
        if argument.joined is not None:
            places[-1].append(argument)
        elif argument.type != "removed" or has(version, argument):
            places.append([argument])
    return places


def is_split(application: ApplicationSpec) -> bool:
    """Return whether Asterisk removes backslashes from the last argument, since it declares a further one."""
    return bool(application.arguments) and application.arguments[-1].raw is False


def read_in(place: Sequence[ApplicationArgument], read: Mapping[str, str | None]) -> object:
    """Return what Asterisk must read in a place."""
    options = {option.letter: read[option.name] for option in place[0].options if option.name in read}
    if place[0].type == "letters":
        return options
    if place[0].type == "words":
        return [*options] or [""]
    return "".join(f"{one.joined or ''}{read[one.name]}" for one in place if one.name in read)


@pytest.mark.parametrize("version", [RECENT, OLD], ids=str)
@pytest.mark.parametrize("name", APPLICATIONS)
@settings(max_examples=40)
@given(data=st.data())
def test_asterisk_reads_each_argument_as_it_is(name: str, version: AsteriskVersion, data: st.DataObject) -> None:
    application = APPLICATIONS[name]
    found = data.draw(made(application, version))
    text = found.application.options_text(version) or ""
    assert not any(mark in text for mark in SUBSTITUTED)  # nothing is replaced, even if AGIEXECFULL is true
    places = places_of(application, version)
    has_headers = any(place[0].type == "headers" for place in places)
    words = read_arguments(text, 101 if has_headers else len(places) + is_split(application))
    words += [""] * (len(places) - len(words))
    if has_headers:
        words = [*words[: len(places) - 1], "\n".join(words[len(places) - 1 :])]
    for place, word in zip(places, words, strict=True):
        kind = place[0].type
        read = READING.get(kind, str)(word)
        assert read == read_in(place, found.read)


@given(st.lists(st.text([*'\\"()[]{}$ab '], max_size=5), min_size=1, max_size=4))
def test_a_subroutine_reads_each_argument_as_it_is(arguments: list[str]) -> None:
    try:
        subroutine = Subroutine("greet", *arguments)
    except InvalidArgument:
        assert read_arguments(",".join(arguments), 100, remove=False) != arguments
        return
    for dial in (Dial("PJSIP/a", on_answer=subroutine), Dial("PJSIP/a", before_callee=subroutine)):
        _, _, options = read_arguments(dial.options_text() or "", 4)
        (routine,) = read_letters(options).values()
        assert routine is not None
        words = routine.replace("^", ",").removeprefix("greet,")
        if dial.before_callee is not None:
            assert words.startswith("s,1(")
            assert words.endswith(")")
            words = words[len("s,1(") : -1]
        assert read_arguments(words, 100, remove=False) == (arguments if words else [])


@pytest.mark.parametrize(("result", "outcome"), ENDINGS, ids=[f"{result.name}-{name}" for result, name in ENDINGS])
def test_a_result_is_read_from_the_variables_that_it_sets(result: ResultSpec, outcome: str) -> None:
    cls = result_class(result.name)
    samples = {"integer": 3, "text": "some text", "digits": "12"}
    none: dict[str, object] = {}
    for fields in (none, {field.name: samples[field.type] for field in result.fields if field.variable}):
        words = [one.word for one in result.outcomes if one.name == outcome]
        if any(one.returned == "key" for one in result.outcomes if one.name == outcome):
            fields |= {field.name: "#" for field in result.fields if field.type == "key"}
        status = {"status": "OTHER"} if words == [None] and result.status else {}
        ended = cls(outcome, **status, **fields)  # type: ignore[call-arg]
        values = [ended.sets().get(variable, "") for variable in result.variables]
        assert ended.read(ended.ran, values) == ended
        assert ended.ok == next(one.ok for one in result.outcomes if one.name == outcome)


@pytest.mark.parametrize("name", APPLICATIONS)
def test_an_application_knows_its_module_its_variables_and_what_is_stale(name: str) -> None:
    entry = APPLICATIONS[name]
    cls = application_class(entry)
    assert (cls.title, cls.module) == (entry.name, entry.module)
    assert [*cls.pieces] == [piece.name for argument in entry.arguments for piece in argument.pieces]


def test_what_is_given_is_kept_and_the_rest_has_its_default() -> None:
    dial = Dial("PJSIP/ann", timeout=30, callee_may_transfer=True)
    assert (dial.destinations, dial.timeout, dial.music, dial.limit) == (("PJSIP/ann",), 30, False, None)
    assert repr(dial) == "Dial(destinations=('PJSIP/ann',), timeout=30, callee_may_transfer=True)"
    assert str(dial) == "Dial"
    assert dial == Dial(["PJSIP/ann"], timeout=30, callee_may_transfer=True, music=False)
    assert dial != Dial("PJSIP/ann", timeout=30)
    assert hash(dial) == hash(Dial("PJSIP/ann", timeout=30, callee_may_transfer=True))
    with pytest.raises(AttributeError):
        dial.timeout = 5  # type: ignore[misc]


@pytest.mark.parametrize(
    ("make", "argument", "problem"),
    [
        (lambda: Dial("PJSIP/ann&PJSIP/bob"), "destinations", "without '&', which no escape protects"),
        (lambda: Dial("ann"), "destinations", "of the form technology/resource"),
        (lambda: Dial([]), "destinations", "one or more"),
        (lambda: Dial(" PJSIP/ann"), "destinations", "without blanks at its ends, which Asterisk strips"),
        (lambda: Dial("PJSIP/ann", timeout=2**31), "timeout", "from -2147483648 to 2147483"),
        (lambda: Dial("PJSIP/ann", url="x${Y}"), "url", "without '${' or '$['"),
        (lambda: Dial("PJSIP/ann", music=""), "music", "expected True, False, or a non-empty string"),
        (lambda: Dial("PJSIP/ann", limit=Location(1)), "limit", "expected a CallLimit"),  # type: ignore[arg-type]
        (lambda: Dial("PJSIP/ann", ringing=1), "ringing", "expected True, False"),  # type: ignore[arg-type]
        (lambda: Dial("PJSIP/ann", on_answer=Subroutine("a", extension="b")), "on_answer", "priority 1 of the ext"),
        (lambda: Dial("PJSIP/ann", introduction="lost"), "introduction", "'kept', 'deleted'"),  # type: ignore[arg-type]
        (lambda: CallLimit(0), "total", "from 1 to"),
        (lambda: ConnectDigits(callee="1:2"), "callee", "without ':'"),
        (lambda: Subroutine("a", "b^c"), "arguments", "without '^' or ','"),
        (lambda: Subroutine("a", "b,c"), "arguments", "without '^' or ','"),
        (lambda: Subroutine("a", 'b"', "c"), "arguments", "balanced quotation marks"),
        (lambda: Subroutine("a", "b\\", "c"), "arguments", "balanced quotation marks"),
        (lambda: Subroutine("a", "b[", "c"), "arguments", "balanced quotation marks"),
        (lambda: Subroutine("a^b"), "context", "without '^'"),
        (lambda: Location("a^b"), "priority", "without '^'"),
        (lambda: Location(1, context="a"), "extension", "expected an extension in the context"),
        (lambda: Playback("it's"), "files", "without '&' or \"'\""),
        (lambda: Record("a", "b.c"), "format", "without '.'"),
        (lambda: Read(variable="CALLERID(num)"), "variable", "the name of a variable"),
    ],
)
def test_what_has_no_escape_is_refused_with_the_reason(make: Callable[[], object], argument: str, problem: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        make()
    assert caught.value.argument == argument
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("application", "version", "expected"),
    [
        (Dial("PJSIP/ann", timeout=0.5), "22.10.1", "PJSIP/ann,0.5"),
        (Dial("PJSIP/ann", timeout=0.5), "22.6.0", "expected whole seconds, since this Asterisk (22.6.0) may cut"),
        (Dial("PJSIP/ann", timeout=0.5), None, "expected whole seconds, since this Asterisk (an unknown release) may"),
        (Dial("PJSIP/ann", timeout=2.0), None, "PJSIP/ann,2"),
        (Dial("PJSIP/ann", progress_timeout=5), None, "PJSIP/ann,^5"),
        (Dial("PJSIP/ann", timeout=30, progress_timeout=5), "20.7.0", "PJSIP/ann,30^5"),
        (Dial("PJSIP/ann", progress_timeout=5), "20.6.0", "only for Asterisk 18.22, 20.7, 21.2, 22.0 and later"),
        (Dial("PJSIP/ann", preserve_topology=True), None, "PJSIP/ann,,j"),
        (Dial("PJSIP/ann", preserve_topology=True), "16.28.0", "this one is 16.28.0"),
        (
            Dial("PJSIP/ann", digits=ConnectDigits(mf_wink="1")),
            "18.9.0",
            "ConnectDigits: mf_wink '1': expected it only",
        ),
        (Queue("a", rule="b"), "16.28.0", "a,,,,,,,,b"),
        (Queue("a", rule="b"), "21.0.0", "a,,,,,,,b"),
        (
            Queue("a", rule="b"),
            None,
            "expected a known release of Asterisk, on which the place of this argument depends",
        ),
        (Queue("a", rule="b"), "GIT-master-1a2b3c", "expected a known release of Asterisk"),
        (Queue("a", agi="b"), None, "a,,,,,b"),
        (Queue("a"), "1.4.44", "expected Asterisk 1.6 or later"),
    ],
)
def test_what_depends_on_the_release(
    application: Application[ApplicationEnding], version: str | None, expected: str
) -> None:
    release = None if version is None else AsteriskVersion.parse(version)
    if not expected.startswith(("PJSIP", "a,")):
        with pytest.raises(LocalProtocolError) as caught:
            application.command(release)
        assert expected in str(caught.value)
    else:
        assert application.options_text(release) == expected


@pytest.mark.parametrize(
    ("ran", "values", "expected"),
    [
        (
            ApplicationResult("failed"),
            ["ANSWER", "PJSIP/ann-1", "ann", "9", "5"],
            Dialled("answered", "ANSWER", "PJSIP/ann-1", "ann", 9, 5),
        ),
        (ApplicationResult("ran", 0), ["busy", "", "", "", ""], Dialled("busy", "busy")),
        (ApplicationResult("ran", 0), ["NEW", "", "", "", ""], Dialled("failed", "NEW")),
        (ApplicationResult("failed"), ["", "", "", "", ""], Dialled("failed")),
    ],
)
def test_how_dial_ended(ran: ApplicationResult, values: list[str], expected: Dialled) -> None:
    assert Dial("PJSIP/ann").interpret(ran, [*values, *[""] * 4]) == expected


@pytest.mark.parametrize(
    ("ran", "status", "abandoned", "expected"),
    [
        (ApplicationResult("failed"), "", "", "served"),
        (ApplicationResult("failed"), "", "TRUE", "abandoned"),
        (ApplicationResult("ran", 0), "", "", "left by key"),
        (ApplicationResult("ran", 0), "TIMEOUT", "TRUE", "timeout"),
        (ApplicationResult("ran", 0), "UNKNOWN", "", "no such queue"),
        (ApplicationResult("ran", 0), "OTHER", "", "failed"),
    ],
)
def test_how_a_stay_in_a_queue_ended(ran: ApplicationResult, status: str, abandoned: str, expected: str) -> None:
    queue = Queue("sales")
    values = {"QUEUESTATUS": status, "ABANDONED": abandoned}
    ended = queue.interpret(ran, [values.get(variable, "") for variable in queue.variables])
    assert ended == Queued(ended.outcome, status)
    assert ended.outcome == expected
