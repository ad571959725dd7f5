from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

def instrument_imports(include: Sequence[str] | None = None) -> AbstractContextManager[None]: ...
def Setup(args: Sequence[str], test_one_input: Callable[[bytes], None]) -> Sequence[str]: ...  # noqa: N802
def Fuzz() -> None: ...  # noqa: N802
