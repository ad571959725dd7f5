"""README and the other documents, and the code in them.

python -m tests.documents DIR    write the example of docs/extending.md to a directory
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tests.places import ROOT

__all__ = [
    "COPIED",
    "DOCUMENTS",
    "ROOT",
    "generator_lines",
    "modules_of",
    "python_blocks",
    "python_of",
    "write_example",
]

DOCUMENTS = [
    path for pattern in ("*.md", "docs/*.md", "spec/*.md", "tests/data/*.md") for path in sorted(ROOT.glob(pattern))
]

COPIED = [ROOT / "README.md"] + [
    ROOT / "docs" / f"{page}.md" for page in ("asyncagi", "observing", "scripts", "servers", "testing")
]
"""Those from which users copy, so that each block runs by itself; elsewhere, a block may need what is above it."""

_TESTS = ("README.md", "testing.md")
"""Those with tests of a flow that is above them."""

_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def python_blocks(path: Path) -> list[str]:
    """Return the Python blocks of a document."""
    return _PYTHON.findall(path.read_text("utf-8"))


def python_of(path: Path) -> str:
    """Return all Python of a document as one module with the same line numbers."""
    text = path.read_text("utf-8")
    lines = [""] * (text.count("\n") + 1)
    for block in _PYTHON.finditer(text):
        first = text.count("\n", 0, block.start(1))
        code = block[1].splitlines()
        lines[first : first + len(code)] = code
    return "\n".join(lines) + "\n"


def modules_of(path: Path) -> list[str]:
    """Return all Python of a document as modules that can be checked: one, unless each block is one."""
    return python_blocks(path) if path in COPIED and path.name not in _TESTS else [python_of(path)]


def generator_lines(path: Path) -> list[str]:
    """Return the lines of a document that run the generator."""
    return re.findall(r"^agicodec (?:generate|schema) .*$", path.read_text("utf-8"), re.MULTILINE)


def write_example(directory: Path) -> None:
    """Write what docs/extending.md has of a spec of one's own: its two files, `generate.sh` and `use.py`."""
    paper = ROOT / "docs" / "extending.md"
    spec = re.findall(r"^```toml\n(.*?)^```$", paper.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    place = directory / "my" / "spec"
    place.mkdir(parents=True)
    for name, text in zip(("callcenter", "speech"), spec, strict=True):
        (place / f"{name}.toml").write_text(text, "utf-8")
    lines = [line for line in generator_lines(paper) if "my/spec" in line]
    (directory / "generate.sh").write_text("\n".join(lines) + "\n", "utf-8")
    (directory / "use.py").write_text(python_of(paper), "utf-8")


if __name__ == "__main__":
    write_example(Path(sys.argv[1]))
