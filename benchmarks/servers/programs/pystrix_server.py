"""The `FastAGIServer` of pystrix, which has a thread for each call."""

from __future__ import annotations

from pystrix.agi import core
from pystrix.agi.fastagi import FastAGI, FastAGIServer

from benchmarks.material import VARIABLE


def flow(agi: FastAGI, *_: object) -> None:
    while True:
        agi.execute(core.GetVariable(VARIABLE))


if __name__ == "__main__":
    server = FastAGIServer("127.0.0.1", 0)
    server.register_script_handler(None, flow)
    print(server.server_address[1], flush=True)
    server.serve_forever()
