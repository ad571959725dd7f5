"""Adds the AGI commands of one's own Asterisk module to a framework; see docs/extending.md."""
