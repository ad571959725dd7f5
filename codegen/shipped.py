"""Where the spec is that ships with agicodec: within the generator's package once installed, beside it in a clone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

__all__ = ["CLONE", "SCHEMA", "SHIPPED_SPEC"]

_HERE = Path(os.path.realpath(__file__)).parent

CLONE: Final = None if (_HERE / "spec").is_dir() else _HERE.parent
"""The root of the clone or of the unpacked archive that the generator is run in; None when it is installed."""

SHIPPED_SPEC: Final = (CLONE or _HERE) / "spec"
"""The spec that ships with agicodec."""

SCHEMA: Final = SHIPPED_SPEC / "schema.json"
"""The JSON Schema of its files."""
