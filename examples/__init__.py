"""Small programs on top of agicodec, each to be read at one sitting."""
