"""The corpus: for each target a file of inputs, a JSON string on each line, each byte a code point."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"


def path_of(target: str) -> Path:
    """Return where the inputs for a target are."""
    return CORPUS / f"{target}.jsonl"


def read(target: str) -> list[bytes]:
    """Read the inputs for a target."""
    path = path_of(target)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [str(json.loads(line)).encode("latin-1") for line in lines]


def write(target: str, inputs: Iterable[bytes]) -> None:
    """Write the inputs for a target, each once, the short ones first."""
    lines = (json.dumps(data.decode("latin-1")) + "\n" for data in sorted(set(inputs), key=lambda one: (len(one), one)))
    CORPUS.mkdir(exist_ok=True)
    path_of(target).write_text("".join(lines), encoding="utf-8")
