"""Answer, play a file, and exit: with pyst2."""

from asterisk.agi import AGI

agi = AGI()
agi.answer()
agi.stream_file("welcome")
