"""Programs for the type checkers; see tests/package/test_typing.py."""
