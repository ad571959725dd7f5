"""How a framework adds the AGI commands of an Asterisk module of its own; see docs/extending.md."""
