"""The cost of hostile input in time and memory: `make hostile`."""
