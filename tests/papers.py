"""README and the other papers, and the Python in them."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["PAPERS", "ROOT", "python_blocks", "python_of"]

ROOT = Path(__file__).parent.parent
PAPERS = [
    path for pattern in ("*.md", "docs/*.md", "spec/*.md", "tests/data/*.md") for path in sorted(ROOT.glob(pattern))
]

_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def python_blocks(path: Path) -> list[str]:
    """Give the blocks of Python in a paper."""
    return _PYTHON.findall(path.read_text("utf-8"))


def python_of(path: Path) -> str:
    """Give all Python of a paper as one module, whose lines have the numbers that they have in the paper."""
    text = path.read_text("utf-8")
    lines = [""] * (text.count("\n") + 1)
    for block in _PYTHON.finditer(text):
        first = text.count("\n", 0, block.start(1))
        code = block[1].splitlines()
        lines[first : first + len(code)] = code
    return "\n".join(lines) + "\n"
