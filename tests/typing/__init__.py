"""Programs that type checkers are held to; see tests/package/test_typing.py."""
