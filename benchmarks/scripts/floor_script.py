"""Answer, play a file, and exit: with plain Python."""

import sys

environment = {}
for line in iter(sys.stdin.readline, "\n"):
    name, _, value = line[:-1].partition(": ")
    environment[name] = value
for command in ("ANSWER", 'STREAM FILE welcome ""'):
    sys.stdout.write(command + "\n")
    sys.stdout.flush()
    status, _, rest = sys.stdin.readline().partition(" ")
