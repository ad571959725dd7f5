"""Points in time. They have their own module, because `datetime` is slow to import and most applications need none."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

__all__ = ["Moment"]

Moment: TypeAlias = int | datetime
"""A point in time: seconds since 1970 in UTC, or a datetime with a time zone."""
