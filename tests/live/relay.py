#!/usr/bin/env python3
"""An AGI process that a server starts: it carries all that is said to a test, and tells it what only a process sees.

    relay.py PORT NOTES agi|eagi NUMBER

The conversation goes to PORT as in FastAGI. NOTES gets a line for each signal, and one with the length of each piece of
audio. It runs on the Python of the server's folder, whatever its age.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys

AUDIO = 3
"""The descriptor on which EAGI has the caller's audio."""


def main(port: str, notes_port: str, kind: str, _number: str) -> None:
    """Carry both ways until the test closes the connection."""
    call = socket.create_connection(("127.0.0.1", int(port)))
    notes = socket.create_connection(("127.0.0.1", int(notes_port)))

    def note(_signal: int, _frame: object) -> None:
        notes.sendall(b"SIGHUP\n")

    signal.signal(signal.SIGHUP, note)
    sources = {sys.stdin.fileno(), call.fileno(), *([AUDIO] if kind == "eagi" else [])}
    while True:
        for source in select.select(sources, [], [])[0]:
            data = os.read(source, 65536)
            if source == call.fileno():
                if not data:
                    return
                os.write(sys.stdout.fileno(), data)
                continue
            if source == AUDIO:
                notes.sendall(b"audio %d\n" % len(data))
            elif data:
                call.sendall(data)
            else:
                notes.sendall(b"end\n")
            if not data:
                sources.remove(source)


if __name__ == "__main__":
    main(*sys.argv[1:])
