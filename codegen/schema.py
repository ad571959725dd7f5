"""Print the JSON Schema of the spec's files, which editors complete and check them by.

agicodec schema > my/spec/schema.json    write it beside a spec, whose files begin with `#:schema ./schema.json`
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from .shipped import SCHEMA

__all__ = ["main"]


def main(arguments: Sequence[str], prog: str) -> int:
    """Print the schema; return the exit status."""
    formatter = argparse.RawDescriptionHelpFormatter
    argparse.ArgumentParser(prog=prog, description=__doc__, formatter_class=formatter).parse_args(arguments)
    sys.stdout.buffer.write(SCHEMA.read_bytes())
    return 0
