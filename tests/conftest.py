"""Settings for all tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.documents import write_example

collect_ignore = [] if "AGICODEC_LIVE" in os.environ else ["live"]

settings.register_profile("agicodec", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("agicodec")

pytest_plugins = ["agicodec.testing.plugin", "pytester"]


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Follow the steps of docs/extending.md; return the directory."""
    directory = tmp_path_factory.mktemp("example")
    write_example(directory)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment: Mapping[str, str] = {**os.environ, "PATH": path}
    subprocess.run(["sh", "-e", "generate.sh"], cwd=directory, env=environment, check=True)
    return directory
