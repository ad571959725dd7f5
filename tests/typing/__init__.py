"""Programs that type checkers are held to; see tests/test_typing.py."""
