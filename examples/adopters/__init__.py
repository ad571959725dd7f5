"""Frameworks whose own codec is replaced by agicodec, behind the interface that their users know."""
