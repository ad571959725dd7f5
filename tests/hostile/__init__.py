"""What hostile input costs, in time and in memory: `make hostile`."""
