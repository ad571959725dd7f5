"""Garbage that a test leaves, whose collection reports errors that nobody has heard of."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager

__all__ = ["collected"]


@contextmanager
def collected() -> Generator[None, None, None]:
    """Collect, at the end of a block, what was made in it, and not look at all else, which takes a second."""
    gc.freeze()
    try:
        yield
        gc.collect()
    finally:
        gc.unfreeze()
