"""Generates another kind of facade for a framework, from one's own templates; see docs/extending.md."""
