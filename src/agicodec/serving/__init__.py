"""What scripts and servers decide, without I/O.

Nothing here reads, writes, waits or knows an event loop, so the blocking and the awaiting worlds share it. Imports
`calls`, `asyncagi` and the rooms below them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.serving import admission as admission
    from agicodec.serving import ending as ending
    from agicodec.serving.admission import Admission
    from agicodec.serving.ending import Ending

__all__ = [
    "Admission",
    "Ending",
]

_PLACES = {
    "Admission": "admission",
    "Ending": "ending",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
