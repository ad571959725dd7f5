"""What the generator makes of examples/own_applications/spec."""
