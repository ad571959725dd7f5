"""Tests against running Asterisks: `make live`."""
