"""The directories of the project."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["DATA", "ROOT"]

ROOT: Final = Path(__file__).parent.parent
"""The directory of the project."""

DATA: Final = ROOT / "tests" / "data"
"""What was recorded from Asterisk."""
