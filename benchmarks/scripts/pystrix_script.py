"""Answer, play a file, and exit: with pystrix."""

from pystrix.agi import core
from pystrix.agi.agi import AGI

agi = AGI()
agi.execute(core.Answer())
agi.execute(core.StreamFile("welcome"))
