"""How a framework has its own kind of facade generated, from templates of its own; see docs/extending.md."""
