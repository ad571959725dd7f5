"""Starts real Asterisks and runs the tests of this folder against them.

    python -m tests.live [what pytest takes]

The servers are Debian's, 22.x and 16.x, in folders that are made once (`AGICODEC_LIVE_CACHE`). A server that runs
elsewhere is named instead with `AGICODEC_ASTERISK=host:port:user:secret`, the address of its manager interface.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager

from attrs import asdict

from tests.live.build import SUITES, Missing, folder
from tests.live.server import ServerAddress, start

CANNOT = 77
"""The status that says that this machine cannot run these tests."""


@contextmanager
def servers() -> Generator[list[ServerAddress]]:
    """Give the servers to test against, and stop those that were started."""
    named = os.environ.get("AGICODEC_ASTERISK")
    if named:
        host, port, user, secret = named.split(":", 3)
        yield [ServerAddress("named", host, int(port), user, secret)]
        return
    folders = {suite: folder(suite) for suite in SUITES}
    with ExitStack() as stack:
        addresses: list[ServerAddress] = []
        for suite, root in folders.items():
            running = start(suite, root)
            stack.callback(running.stop)
            addresses.append(running.address)
        yield addresses


def main(arguments: list[str]) -> int:
    """Run the tests; gives pytest's status, or `CANNOT`."""
    try:
        with servers() as addresses:
            described = json.dumps([asdict(address) for address in addresses])
            named = any(argument.startswith("tests/live") for argument in arguments)
            command = [sys.executable, "-m", "pytest", "-q", *([] if named else ["tests/live"]), *arguments]
            return subprocess.run(command, env={**os.environ, "AGICODEC_LIVE": described}, check=False).returncode
    except Missing as missing:
        print(f"no live tests: this machine lacks {missing}", file=sys.stderr)
        return CANNOT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
