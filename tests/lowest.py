"""The lowest supported versions of all dependencies, as constraints for pip.

python -m tests.lowest > constraints.txt
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
LOWEST = re.compile(r"([A-Za-z0-9-]+)>=([0-9.]+)")
"""A requirement with the lowest version that will do."""


def lowest(text: str) -> list[str]:
    """Return the constraints that hold each requirement of a pyproject.toml to its lowest version."""
    settings = tomllib.loads(text)
    project, groups = settings["project"], settings["dependency-groups"]
    requirements = [
        *project["dependencies"],
        *(one for extra in (*project["optional-dependencies"].values(), *groups.values()) for one in extra),
    ]
    found = (LOWEST.fullmatch(requirement) for requirement in requirements)
    return sorted({f"{match[1]}=={match[2]}" for match in found if match})


if __name__ == "__main__":
    print("\n".join(lowest(PROJECT.read_text(encoding="utf-8"))))
