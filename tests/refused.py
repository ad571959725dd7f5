"""The errors of arguments of a wrong type, in Python and in a wheel that mypyc has compiled.

Compiled functions check the types of their arguments before they begin, with a TypeError in mypyc's own words.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Final

import pytest

from agicodec.session import session

COMPILED: Final = not session.__file__.endswith(".py")
"""Whether the tests run with such a wheel."""

_OF_MYPYC: Final = "object expected; got"


def refused(
    problem: str, error: type[Exception] = TypeError
) -> AbstractContextManager[pytest.ExceptionInfo[Exception]]:
    """Expect that a wrong type is refused."""
    if COMPILED:
        return pytest.raises((error, TypeError), match=f"{problem}|{_OF_MYPYC}")
    return pytest.raises(error, match=problem)
