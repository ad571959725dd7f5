"""How fast agicodec is, and how much memory it takes, beside its peers and beside plain Python."""
