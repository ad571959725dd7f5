"""Measures the speed and the memory of agicodec, of other packages and of plain Python."""
