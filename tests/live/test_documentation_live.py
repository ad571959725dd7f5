"""The spec matches what Asterisk's documentation of applications and functions says, save for what quirks explain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agicodec import AsteriskVersion
from tests.documentation import Documentation, of_application, of_function, read_documentation
from tests.live.server import DOCUMENTATION, ServerAddress
from tests.tables import SPEC

APPLICATIONS = {application.name: application for application in SPEC.applications}
FUNCTIONS = {function.name: function for function in SPEC.functions}


@pytest.fixture(scope="module")
def documentation(server: ServerAddress) -> Documentation:
    if not server.root:
        pytest.skip("the files of a named server cannot be read")
    return read_documentation(Path(server.root, DOCUMENTATION, "core-en_US.xml"))


@pytest.fixture(scope="module")
def version(server: ServerAddress, documentation: Documentation) -> AsteriskVersion:
    """Return the release of the package whose documentation it is."""
    assert documentation.applications
    status = Path(server.root, "var/lib/dpkg/status").read_text("utf-8")
    found = re.search(r"^Package: asterisk\n(?:.+\n)*?Version: (?:\d+:)?(\d+(?:\.\d+)+)", status, re.M)
    assert found is not None
    return AsteriskVersion.parse(found[1])


@pytest.mark.parametrize("name", sorted(APPLICATIONS))
def test_the_spec_has_what_is_documented_of_an_application(
    documentation: Documentation, version: AsteriskVersion, name: str
) -> None:
    application = APPLICATIONS[name]
    entry = documentation.applications.get(name)
    if entry is None and version.lacks(tuple(map(int, application.since.split(".")))):
        return
    assert entry is not None, f"{name} is not documented: say so in the spec"
    found = of_application(application, SPEC.application_result(application.result), entry, version)
    assert not found, f"{application.source}: {name}: {'; '.join(map(str, found))}"


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_the_spec_has_what_is_documented_of_a_function(
    documentation: Documentation, version: AsteriskVersion, name: str
) -> None:
    entry = documentation.functions.get(name)
    assert entry is not None, f"{name} is not documented: say so in the spec"
    found = of_function(FUNCTIONS[name], entry, version)
    assert not found, f"spec/functions.toml: {name}: {'; '.join(map(str, found))}"
