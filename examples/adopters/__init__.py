"""Frameworks whose own codec is replaced by agicodec, while their interface stays the same."""
