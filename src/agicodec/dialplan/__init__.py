"""Applications, functions and texts of the dialplan: what all applications and functions have in common.

`application` is the base of the generated classes of `agicodec.applications`, and its sans-IO `Run`; `parts`, `checks`,
`destinations` and `subroutines` are the values that applications and functions take, `places` the places between the
commas, which `steps` writes quickly, `functions` writes functions, and `escaping` writes texts so that they arrive
unchanged. `texts` and `several` read values that may contain anything, in the form of `encoding`.
Imports `commands`, `results`, `model`, `wire` and what these import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agicodec.lazy import attach

if TYPE_CHECKING:
    from agicodec.dialplan import application as application
    from agicodec.dialplan import checks as checks
    from agicodec.dialplan import destinations as destinations
    from agicodec.dialplan import encoding as encoding
    from agicodec.dialplan import escaping as escaping
    from agicodec.dialplan import functions as functions
    from agicodec.dialplan import parts as parts
    from agicodec.dialplan import places as places
    from agicodec.dialplan import several as several
    from agicodec.dialplan import steps as steps
    from agicodec.dialplan import subroutines as subroutines
    from agicodec.dialplan import texts as texts
    from agicodec.dialplan.application import Application, ApplicationEnding, Run
    from agicodec.dialplan.destinations import Destination
    from agicodec.dialplan.several import WholeVariables
    from agicodec.dialplan.subroutines import Location, Subroutine
    from agicodec.dialplan.texts import MAX_WHOLE, WholeValue, WholeVariable, join_options

__all__ = [
    "MAX_WHOLE",
    "Application",
    "ApplicationEnding",
    "Destination",
    "Location",
    "Run",
    "Subroutine",
    "WholeValue",
    "WholeVariable",
    "WholeVariables",
    "join_options",
]

_PLACES = {
    "MAX_WHOLE": "texts",
    "Application": "application",
    "ApplicationEnding": "application",
    "Destination": "destinations",
    "Location": "subroutines",
    "Run": "application",
    "Subroutine": "subroutines",
    "WholeValue": "texts",
    "WholeVariable": "texts",
    "WholeVariables": "several",
    "join_options": "texts",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = attach(__name__, _PLACES)
