"""For any spec, the generator reports an error with its place, or writes code that matches the spec."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from codegen.__main__ import OK, WRONG_USE
from tests.codegen.generated import check_types, hold, make
from tests.codegen.odd_specs import FLOATING, argument, field, result, spec
from tests.codegen.right_specs import RIGHT
from tests.codegen.wrong_specs import WRONG
from tests.fuzz.specs import SpecFuzzer


@pytest.mark.parametrize("name", RIGHT)
def test_an_odd_spec_becomes_right_code(tmp_path: Path, name: str) -> None:
    made = make(tmp_path, "made", RIGHT[name])
    assert (made.status, made.said) == (OK, "")
    hold(made)


def test_what_odd_specs_become_passes_the_checkers(tmp_path: Path) -> None:
    made = [make(tmp_path, f"made{number}", text, again=False) for number, text in enumerate(RIGHT.values())]
    check_types(*(one.out for one in made))


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_spec_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    text, message = WRONG[name]
    refused = make(tmp_path, "refused", text)
    assert refused.status == WRONG_USE
    assert message in refused.said
    assert all(re.match(r"spec/a\.toml: ", line) for line in refused.said.splitlines())


def test_any_spec_is_refused_with_its_place_or_becomes_right_code(tmp_path: Path) -> None:
    fuzzer = SpecFuzzer(tmp_path)
    fuzzer.run(25, start=1)
    fuzzer.check()
    assert fuzzer.made


def test_of_an_entry_of_an_unknown_type_only_the_type_is_wrong(tmp_path: Path) -> None:
    made = make(tmp_path, "refused", argument(type="millisecond", minimum=0, prefix="s=", **FLOATING))
    assert made.said.startswith(
        "spec/a.toml: command AAA BBB: argument a: type: found 'millisecond', expected one of 'te"
    )
    assert made.said.count("\n") == 1


def test_a_family_has_one_file(tmp_path: Path) -> None:
    made = make(tmp_path, "refused", {"a.toml": spec({}), "b.toml": spec({"words": ["OTHER"]})})
    assert made.said == "spec/b.toml: family menu: found it a second time, expected it in spec/a.toml only\n"


def test_what_takes_the_place_of_a_shipped_result_leaves_the_shipped_commands_alone(tmp_path: Path) -> None:
    made = make(tmp_path, "replacing", result("Acknowledged", text="200 result={n}", field=[field("n")]))
    assert (made.status, made.said) == (OK, "")
    hold(made)
