"""Turns the spec into the typed commands, results and reference of agicodec."""
