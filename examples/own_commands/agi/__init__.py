"""What the generator makes of examples/own_commands/spec."""
