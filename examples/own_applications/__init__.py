"""Adds the dialplan applications of UniMRCP, for servers that speak and recognise speech; see docs/extending.md."""
