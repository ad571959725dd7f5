"""How fast the codec is: `make bench`."""
