"""Small programs that use agicodec; each fits on a few screens."""
