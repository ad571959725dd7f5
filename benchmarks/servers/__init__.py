"""Measures servers on loopback, each on one processor, with a load generator written in C on another."""
