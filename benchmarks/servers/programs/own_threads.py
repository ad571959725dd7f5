"""The server of agicodec with threads."""

from __future__ import annotations

from agicodec.io.threads import Server, ThreadCall
from benchmarks.material import VARIABLE
from benchmarks.servers.programs.looping import BACKLOG


def flow(call: ThreadCall) -> None:
    while True:
        call.get_variable(VARIABLE)


if __name__ == "__main__":
    with Server(flow, port=0, max_calls=BACKLOG) as server:
        print(server.address[1], flush=True)
        server.serve_forever()
