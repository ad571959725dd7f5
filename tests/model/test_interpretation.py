"""Replies mean what the forms of their command say, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agicodec import AsteriskVersion, Command, Environment, RawReply, Session, SessionStarted, commands
from agicodec.errors import UnexpectedResult
from agicodec.results import DatabaseTreeDeleted, OptionChosen, Playback, Recording
from agicodec.wire import from_wire
from agicodec.wire.reply import KEY_CODES, KEY_NUMBERS
from codegen.forms import Slot
from codegen.model import Command as CommandSpec
from tests.reference import fitting, meaning_of
from tests.sessions import events, started
from tests.tables import COMMANDS, SPEC, make, reply_rows

ALL = [pytest.param(spec, id=title) for title, spec in COMMANDS.items()]
KEYED = [
    pytest.param(spec, reply.form, id=f"{title}: {reply.form}")
    for title, spec in COMMANDS.items()
    for reply in spec.replies
    for slot in reply.parsed.slots
    if slot.kind == "field" and SPEC.result(spec.result).field(slot.value).type == "key" and not reply.until
]
LINES = sorted({row.line for spec in COMMANDS.values() for row in reply_rows(spec)})
RELEASES = ["1.0.9", "1.4.17", "1.4.44", "1.6.0", "1.6.2.20", "1.8.23.1", "1.8.24.0-rc1", "1.8.24.0", "10.12.4"]
LATER = ["11.5.1", "11.6.0", "12.0.0", "16.28.0", "22.10.1", "GIT-master-1a2b3c"]

numbers = st.one_of(st.integers(-3, 300), st.integers()).map(str)
places = st.one_of(numbers, st.sampled_from(["", "1 ", '"', "#", "a b", '1 score0=9 text0="a" grammar0=g']))
titles = st.sampled_from(list(COMMANDS))
forms = {title: st.sampled_from([reply.parsed for reply in spec.replies]) for title, spec in COMMANDS.items()}
versions = st.sampled_from([None, *map(AsteriskVersion.parse, RELEASES + LATER)])


@st.composite
def replies(draw: st.DrawFn, title: str) -> RawReply:
    """Draw a reply in a form of a command or of any other, perhaps with something changed, missing or added."""
    form = draw(forms[draw(st.one_of(st.just(title), titles))])
    result = _draw_place(draw, form.result)
    text = None if form.word is None else _draw_place(draw, form.word)
    tail = form.tail or " ".join(f"{key}={_draw_place(draw, slot)}" for key, slot in form.pairs)
    if draw(st.booleans()):
        odd = ["", "-", "-2", "1", "0", f"-{10**19}", f"{result}x", f" {result}", f"+{result}", f"{result}\r"]
        result = draw(st.sampled_from([result, *odd]))
        text = draw(st.sampled_from([text, None, "", "timeout", "hangup", "dtmf"]))
        tail = draw(st.sampled_from([tail, "", " ", f"{tail} more", f"more {tail}", f"{tail} x=1", f"endpos=0 {tail}"]))
    return RawReply(200, result, text, tail)


def _draw_place(draw: st.DrawFn, slot: Slot) -> str:
    if slot.kind == "literal":
        return slot.value
    return draw(places)


@pytest.mark.parametrize("spec", ALL)
@given(data=st.data(), version=versions)
def test_a_reply_means_what_the_spec_says_in_each_release(
    spec: CommandSpec, data: st.DataObject, version: AsteriskVersion | None
) -> None:
    raw = data.draw(replies(spec.title))
    for full in (True, False):
        command = make(spec, full=full)
        assert _read(command, raw, version) == meaning_of(command, raw, version)


@pytest.mark.parametrize("spec", ALL)
def test_a_line_for_any_command_means_what_the_forms_of_this_one_say(spec: CommandSpec) -> None:
    command = make(spec)
    found = [None, *map(AsteriskVersion.parse, RELEASES + LATER)] if command.depends_on_release else [None]
    for line in LINES:
        for added in ("", " ()", " (timeout)", " endpos=8000", " more", " (x) endpos=1", " x=1"):
            raw = RawReply.decode(f"{line}{added}".encode(), command.reply_text)
            for version in found:
                assert _read(command, raw, version) == meaning_of(command, raw, version)


def _read(command: Command[object], raw: RawReply, version: AsteriskVersion | None) -> object:
    """Return what a command reads from a reply, in either way; None if the reply is in none of its forms."""
    answer = command.answer(raw, version)
    if isinstance(answer, UnexpectedResult):
        with pytest.raises(UnexpectedResult):
            command.interpret(raw, version)
        return None
    assert command.interpret(raw, version) == answer
    return answer


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (commands.GetData("x"), b"200 result=0 endpos=8000"),
        (commands.GetData("x"), b"200 result=-2"),
        (commands.GetData("x"), b"200 result=-1\r"),
        (commands.GetData("x"), b"200 result=1234\r"),
        (commands.GetData("x"), b"200 result=\r"),
        (commands.SetVariable("X", "y"), b"200 result=1 (value)"),
        (commands.SetVariable("X", "y"), b"200 result=1 endpos=8000"),
        (commands.Noop(), b"200 result=0 Gosub complete"),
        (commands.Noop(), b"200 result=0 (never closed"),
        (commands.Exec("Echo"), b"200 result=0 (timeout)"),
        (commands.GetVariable("X"), b"200 result=1 (x) endpos=1"),
        (commands.StreamFile("x"), b"200 result=0 endpos=8000 more"),
        (commands.StreamFile("x"), b"200 result=0 (timeout) endpos=8000"),
        (commands.RecordFile("x", "wav"), b"200 result=-1 (writefile) endpos=0"),
        (commands.ControlStreamFile("x"), b"200 result=0 more"),
        (commands.SpeechRecognize("x", 5), b"200 result=1 (digit) digit=12 endpos=0"),
        (commands.SpeechRecognize("x", 5), b"200 result=1 (digit) digit=1 endpos=0 results=0 "),
        (commands.SpeechRecognize("x", 5), b"200 result=1 (speech) endpos=0 results=1 nothing"),
        (commands.SpeechRecognize("x", 5), b"200 result=1 (speech) endpos=0 results=0 something"),
        (commands.SpeechRecognize("x", 5), b'200 result=1 (speech) endpos=0 results=1 score0=9 text0="a" grammar0=g\r'),
        (commands.SpeechRecognize("x", 5), b"200 result=1 (digit) digit=\r endpos=0\r"),
        (commands.ReceiveChar(5), b"200 result=-2"),
        (commands.ReceiveChar(5), b"200 result=8000"),
        (commands.SendText("x"), b"200 result=1"),
    ],
)
def test_what_is_left_over_is_not_dropped(command: Command[object], line: bytes) -> None:
    assert isinstance(command.answer(RawReply.decode(line, command.reply_text)), UnexpectedResult)


@pytest.mark.parametrize(("spec", "form"), KEYED)
def test_a_key_is_any_character_that_asterisk_passes_on(spec: CommandSpec, form: str) -> None:
    command = make(spec, full=False)
    place = next(reply.parsed for reply in spec.replies if reply.form == form)
    for byte in range(1, 256):
        key = from_wire(bytes([byte]))
        pairs = " ".join(f"{name}={key if slot == Slot('field', 'digit') else 8}" for name, slot in place.pairs)
        result = str(byte) if place.result.kind == "field" else place.result.value
        raw = RawReply(
            200,
            result,
            None if place.word is None else place.word.value,
            pairs.replace("8", "0" if "<" in form else "8"),
        )
        if byte == 1 and spec.title == "WAIT FOR DIGIT":  # that is what it answers when it is interrupted
            continue
        answer = command.interpret(raw)
        assert getattr(answer, "digit", None) == key
        assert command.reply_with(answer) == raw


def test_a_key_has_one_number() -> None:
    assert [KEY_CODES[str(ord(key))] for key in "0123456789*#ABCDabcd!"] == list("0123456789*#ABCDabcd!")
    assert KEY_NUMBERS["\udcff"] == "255"
    assert "0" not in KEY_CODES
    assert "256" not in KEY_CODES


OLD, RECENT = "1.8.23.1", "22.10.1"


@pytest.mark.parametrize(
    ("version", "command", "line", "result"),
    [
        (OLD, commands.StreamFile("x"), "result=0 endpos=0", Playback("not played")),
        ("10.12.4", commands.StreamFile("x"), "result=0 endpos=0", Playback("not played")),
        ("11.5.1", commands.StreamFile("x", offset=80), "result=0 endpos=80", Playback("not played")),
        (OLD, commands.StreamFile("x", offset=80), "result=0 endpos=90", Playback("finished", None, 90)),
        (OLD, commands.StreamFile("x"), "result=-1 endpos=0", Playback("hung up", None, 0)),
        ("11.6.0", commands.StreamFile("x"), "result=0 endpos=0", Playback("finished", None, 0)),
        (RECENT, commands.StreamFile("x"), "result=0 endpos=0", Playback("finished", None, 0)),
        (RECENT, commands.StreamFile("x"), "result=-1 endpos=0", Playback("not played")),
        (OLD, commands.GetOption("x", "1"), "result=0 endpos=0", OptionChosen("not played")),
        (OLD, commands.GetOption("x", "1"), "result=0 endpos=8", OptionChosen("no digit", None, 8)),
        (RECENT, commands.GetOption("x", "1"), "result=0 endpos=0", OptionChosen("no digit", None, 0)),
        ("1.4.44", commands.DatabaseDeltree("x"), "result=1", DatabaseTreeDeleted("deleted")),
        ("1.4.44", commands.DatabaseDeltree("x"), "result=0", DatabaseTreeDeleted("nothing deleted")),
        ("1.6.0.6", commands.DatabaseDeltree("x"), "result=0", DatabaseTreeDeleted("deleted")),
        (RECENT, commands.DatabaseDeltree("x"), "result=0", DatabaseTreeDeleted("deleted")),
        ("GIT-master-1a2b3c", commands.DatabaseDeltree("x"), "result=1", DatabaseTreeDeleted("nothing deleted")),
        ("1.4.17", commands.RecordFile("x", "wav"), "result=0 (hangup) endpos=8", Recording("hung up", None, 8)),
        (RECENT, commands.RecordFile("x", "wav"), "result=0 (hangup) endpos=8", Recording("hung up", None, 8)),
    ],
)
def test_a_session_reads_a_reply_as_its_asterisk_means_it(
    version: str, command: Command[object], line: str, result: object
) -> None:
    session = started(block=f"agi_request: x\nagi_channel: c\nagi_version: {version}\n\n".encode())
    session.send(command)
    (event,) = events(session, f"200 {line}\n".encode())
    assert getattr(event, "version", None) == AsteriskVersion.parse(version)
    assert getattr(event, "reply", None) == result
    assert getattr(event, "result")() == result  # noqa: B009
    assert getattr(event, "answer_to")(command).reply == result  # noqa: B009


AS_1_4_SENDS_IT = Environment(request="x", channel="SIP/ann-1", unique_id="1.1", context="a", extension="s", priority=1)


def deltree_in(session: Session) -> object:
    session.send(commands.DatabaseDeltree("x"))
    (event,) = events(session, b"200 result=1\n")
    return getattr(event, "reply", None)


def test_the_version_can_be_set_for_an_asterisk_that_does_not_report_it() -> None:
    assert AS_1_4_SENDS_IT.version is None
    old = AsteriskVersion.parse("1.4.44")
    session = Session(version=old)
    restored = Session.restore(session.save())
    for one in (session, restored):
        (started_event,) = events(one, AS_1_4_SENDS_IT.encode())
        assert isinstance(started_event, SessionStarted)
        assert deltree_in(one) == DatabaseTreeDeleted("deleted")
        assert deltree_in(Session.restore(one.save())) == DatabaseTreeDeleted("deleted")
    unknown = Session()
    events(unknown, AS_1_4_SENDS_IT.encode())
    assert deltree_in(unknown) == DatabaseTreeDeleted("nothing deleted")


def test_the_version_of_the_environment_overrides_the_one_that_was_set() -> None:
    session = Session(version=AsteriskVersion.parse("1.4.44"))
    events(session, attrs.evolve(AS_1_4_SENDS_IT, raw=(("agi_version", RECENT),)).encode())
    assert deltree_in(session) == DatabaseTreeDeleted("nothing deleted")
    recent = AsteriskVersion.parse(RECENT)
    session = Session(version=recent)
    events(session, AS_1_4_SENDS_IT.encode())
    assert len(session.send(commands.Noop("x" * (recent.limits.line - 6)))) == recent.limits.line


def apply(function: Callable[..., object], *arguments: object, **named: object) -> None:
    """Call a function with what type checkers would refuse."""
    function(*arguments, **named)


@pytest.mark.parametrize("found", [b"200 result=0", "200 result=0", 200, None, RawReply])
@pytest.mark.parametrize("spec", ALL)
def test_what_is_no_reply_is_refused(spec: CommandSpec, found: object) -> None:
    for method in (make(spec).interpret, make(spec).answer):
        with pytest.raises(TypeError, match="expected a RawReply"):
            apply(method, found)


@pytest.mark.parametrize("version", ["1.4.44", (1, 4, 44), 22])
def test_what_is_no_version_is_refused(version: object) -> None:
    command = commands.DatabaseDeltree("x")
    for method in (command.interpret, command.answer):
        with pytest.raises(TypeError, match=r"expected an AsteriskVersion, such as AsteriskVersion.parse\('22.10.1'\)"):
            apply(method, RawReply(200, "1"), version)
    with pytest.raises(TypeError, match="expected an AsteriskVersion"):
        apply(Session, version=version)


def test_what_an_old_asterisk_counts_as_a_failure() -> None:
    old, recent = map(AsteriskVersion.parse, (OLD, RECENT))
    missing = RawReply(200, "0", tail="endpos=0")
    assert not commands.StreamFile("x").fails(missing, old)
    assert commands.StreamFile("x").fails(RawReply(200, "-1", tail="endpos=0"), old)
    assert commands.StreamFile("x").fails(RawReply(200, "-1", tail="endpos=0"), recent)
    assert commands.RecordFile("x", "wav").fails(RawReply(200, "0", "hangup", "endpos=8"))


def test_without_a_version_a_reply_is_that_of_a_recent_asterisk() -> None:
    command = commands.DatabaseDeltree("x")
    assert command.interpret(RawReply(200, "0")) == DatabaseTreeDeleted("deleted")
    assert [reply.outcome for reply, _ in fitting(command, RawReply(200, "0"))] == ["deleted", "nothing deleted"]
