"""Fuzzing of the decoders: guided by coverage (`make fuzz`), and with the corpus in the ordinary tests."""
