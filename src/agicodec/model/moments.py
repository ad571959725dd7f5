"""Points in time. A module of its own, since `datetime` takes a while to load and most applications use none."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

__all__ = ["Moment"]

Moment: TypeAlias = int | datetime
"""A point in time: seconds since 1970 in UTC, or a datetime that knows its time zone."""
