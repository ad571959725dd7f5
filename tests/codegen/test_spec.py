"""Validation of the spec: errors name their place, and valid specs are read completely."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tomli
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator

from agicodec import results
from codegen.build import read_spec
from codegen.forms import Form, Slot, parse_form
from codegen.load import SHIPPED_SPEC, SpecError
from tests.places import ROOT
from tests.tables import COMMANDS, SPEC

OWN_SPEC = (ROOT / "examples" / "own_commands" / "spec" / "callcenter.toml").read_text("utf-8")
SHIPPED_JSON = ROOT / "src" / "agicodec" / "spec.json"

WRONG = tomli.loads((ROOT / "tests" / "data" / "wrong_spec.toml").read_text("utf-8"))["case"]


def problems(*texts: str | bytes, directory: Path) -> str:
    """Add files to the shipped spec, and return the problems that are reported."""
    spec = directory / "spec"
    spec.mkdir()
    for name, text in zip("abc", texts, strict=False):
        (spec / f"{name}.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SpecError) as caught:
        read_spec([spec])
    assert str(caught.value) == "\n".join(caught.value.problems)
    return str(caught.value)


def validator_of(schema: dict[str, object]) -> Validator:
    """Return what holds documents to a schema, which is not checked again for each."""
    return Draft202012Validator(schema)


@pytest.mark.parametrize("case", WRONG, ids=[case["message"][:60] for case in WRONG])
def test_what_is_wrong_is_named_with_file_entry_and_key(tmp_path: Path, case: dict[str, str]) -> None:
    assert case["old"] in OWN_SPEC
    found = problems(OWN_SPEC.replace(case["old"], case["new"], 1), directory=tmp_path)
    assert case["message"] in found
    assert all(line.startswith("spec/a.toml: ") for line in found.splitlines())


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    found = problems("[family]\nname = 5", b"\xff", "", directory=tmp_path)
    assert "spec/a.toml: family: name: found 5, expected a string" in found
    assert "spec/a.toml: family: found no key 'summary', expected one" in found
    assert "spec/b.toml: found invalid TOML: " in found
    assert "spec/c.toml: found {}, expected at least 1 entry" in found


def test_a_long_value_is_shown_in_part(tmp_path: Path) -> None:
    found = problems(f'[family]\nname = "{"x" * 70}!"\nsummary = "X."', directory=tmp_path)
    assert f"found '{'x' * 59}..., expected a Python name" in found


def test_an_entry_without_a_name_is_named_by_its_number(tmp_path: Path) -> None:
    found = problems(OWN_SPEC + "\n[[result]]\nsummary = 5\n", directory=tmp_path)
    assert "spec/a.toml: result number 2: summary: found 5, expected a string" in found


def test_the_environment_is_the_shipped_one(tmp_path: Path) -> None:
    environment = (SHIPPED_SPEC / "environment.toml").read_text("utf-8")
    assert "spec/a.toml: environment: found one, expected it in the shipped spec only" in problems(
        environment, directory=tmp_path
    )


def test_a_directory_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"found no \.toml file, expected a directory of spec files"):
        read_spec([tmp_path])


def test_a_later_directory_replaces_what_an_earlier_one_says(tmp_path: Path) -> None:
    for name, summary in (("one", "First."), ("two", "Second.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.toml").write_text(
            OWN_SPEC.replace("Play a file to everyone who waits in a queue.", summary)
        )
    spec = read_spec([tmp_path / "one", tmp_path / "two"])
    own = {command.title: command.summary for command in spec.commands if command.own}
    assert own["QUEUE ANNOUNCE"] == "Second."
    assert len(own) == 2
    assert len(spec.commands) == len(COMMANDS) + 2


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("200 result=0", Form("200 result=0", Slot("literal", "0"))),
        ("200 result=* (timeout)", Form("200 result=* (timeout)", Slot("any"), Slot("literal", "timeout"))),
        (
            "200 result={a} ({b}) endpos=<c> x=1",
            Form(
                "200 result={a} ({b}) endpos=<c> x=1",
                Slot("field", "a"),
                Slot("field", "b"),
                (("endpos", Slot("argument", "c")), ("x", Slot("literal", "1"))),
            ),
        ),
        ("200 result=0 All done", Form("200 result=0 All done", Slot("literal", "0"), tail="All done")),
    ],
)
def test_a_form_is_taken_apart(text: str, form: Form) -> None:
    assert parse_form(text) == form


def test_what_is_no_form_is_refused() -> None:
    with pytest.raises(ValueError, match="found '510 x', expected it to start with '200 result='"):
        parse_form("510 x")


# The shipped spec


def test_the_schema_is_a_schema_and_every_file_names_it() -> None:
    Draft202012Validator.check_schema(json.loads((SHIPPED_SPEC / "schema.json").read_text("utf-8")))
    for path in SHIPPED_SPEC.rglob("*.toml"):
        first = path.read_text("utf-8").partition("\n")[0]
        assert (path.parent / first.removeprefix("#:schema ")).resolve() == (SHIPPED_SPEC / "schema.json").resolve()


def test_the_json_copy_holds_every_file_and_fits_the_schema() -> None:
    copy = json.loads(SHIPPED_JSON.read_text("utf-8"))
    assert sorted(copy) == sorted(
        f"spec/{p.relative_to(SHIPPED_SPEC).as_posix()}" for p in SHIPPED_SPEC.rglob("*.toml")
    )
    schema = json.loads((SHIPPED_SPEC / "schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = validator_of(schema)
    for document in copy.values():
        validator.validate(document)
    words = [entry["words"] for document in copy.values() for entry in document.get("command", ())]
    assert len(words) == len(COMMANDS)


def test_every_command_has_examples_of_all_its_arguments() -> None:
    for command in COMMANDS.values():
        words = max(len(example.line.split()) for example in command.examples)
        assert words >= len(command.words) + len([a for a in command.arguments if a.required]), command.title


def test_every_status_with_an_error_names_one_of_the_library() -> None:
    import agicodec

    for status in SPEC.statuses:
        assert status.error is None or issubclass(getattr(agicodec, status.error), agicodec.ReplyError)
        assert (status.error is None) == (status.code < 500)


@pytest.mark.parametrize(
    ("result", "variable"),
    [
        (results.ApplicationResult, "DIALSTATUS"),
        (results.ApplicationResult, "QUEUESTATUS"),
        (results.Recording, "RECORD_STATUS"),
        (results.Playback, "PLAYBACKSTATUS"),
        (results.ControlledPlayback, "CPLAYBACKSTATUS"),
        (results.GosubResult, "GOSUB_RETVAL"),
    ],
)
def test_a_result_names_the_variable_that_says_more(result: type[results.Result], variable: str) -> None:
    assert variable in (result.__doc__ or "")


def test_the_variables_of_a_run_are_in_the_reference() -> None:
    reference = (ROOT / "docs" / "reference.md").read_text("utf-8")
    names = [variable.name for variable in SPEC.run_variables]
    assert names == ["AGISIGHUP", "AGIEXITONHANGUP", "AGIEXECFULL", "EAGI_AUDIO_FORMAT", "AGISTATUS"]
    assert all(f"| `{name}` |" in reference for name in names)
