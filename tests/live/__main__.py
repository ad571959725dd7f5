"""Starts real Asterisks and runs the tests of this folder against them.

    python -m tests.live [what pytest takes]
    python -m tests.live --record

Without arguments all tests run; the replies that were seen must be those of spec/seen.toml; and the ordinary tests run
on the newest Python that Debian has. With `--record` what was said becomes the recordings of tests/data, which the
ordinary tests replay, and spec/seen.toml is written anew.

The servers are Debian's, 22.x and 16.x, in folders that are made once (`AGICODEC_LIVE_CACHE`). A server that runs
elsewhere is named instead with `AGICODEC_ASTERISK=host:port:user:secret`, the address of its manager interface. All its
calls are hung up, so it must be one that is there for these tests. It needs the dialplan and the sounds that
`python -m tests.live --prepare DIRECTORY` writes.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Generator, Iterable, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from attrs import asdict

from tests.live.build import SUITES, Missing, folder
from tests.live.ordinary import run_ordinary_tests
from tests.live.server import ServerAddress, prepare, start
from tests.seen import DATA, SEEN, Seen, endings_in, recorded_in, seen_in, write_seen
from tests.tables import SPEC

CANNOT = 77
"""The status that says that this machine cannot run these tests."""


@contextmanager
def servers() -> Generator[list[ServerAddress]]:
    """Return the servers to test against, and stop those that were started."""
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
    if arguments[:1] == ["--prepare"]:
        prepare(Path(arguments[1]))
        return 0
    record = arguments == ["--record"]
    try:
        with servers() as addresses, TemporaryDirectory() as directory:
            status = run_tests(addresses, [] if record else arguments, directory)
            if status == 0 and record:
                shutil.copytree(directory, DATA, dirs_exist_ok=True)
                SEEN.write_text(write_seen(seen_in(recorded_in(DATA), endings_in(DATA))), "utf-8")
            elif status == 0 and not arguments and all(address.root for address in addresses):
                seen = seen_in(recorded_in(Path(directory)), endings_in(Path(directory)))
                status = compare(seen) or run_ordinary_tests(folder(SUITES[0]))
            return status
    except Missing as missing:
        print(f"no live tests: this machine lacks {missing}", file=sys.stderr)
        return CANNOT


def run_tests(addresses: list[ServerAddress], arguments: list[str], directory: str) -> int:
    """Run the tests of all servers at a time, a process for each; gives the highest status."""
    named = any(argument.startswith("tests/live") for argument in arguments)
    command = [sys.executable, "-m", "pytest", "-q", *([] if named else ["tests/live"]), *arguments]
    with ExitStack() as stack:
        runs: list[tuple[ServerAddress, IO[bytes], subprocess.Popen[bytes]]] = []
        for address in addresses:
            environment = {**os.environ, "AGICODEC_LIVE": json.dumps(asdict(address)), "AGICODEC_RECORD": directory}
            output = stack.enter_context(TemporaryFile())
            run = stack.enter_context(subprocess.Popen(command, env=environment, stdout=output))
            stack.callback(run.terminate)
            runs.append((address, output, run))
        for address, written, started in runs:
            started.wait()
            written.seek(0)
            print(f"{address.name}:\n{written.read().decode()}", flush=True)
        return max(started.returncode for _, _, started in runs)


def compare(seen: Seen) -> int:
    """Say which replies and outcomes the spec has seen and these tests have not, or the other way round."""
    differences = 0
    for major in {release.split(".")[0] for forms in seen.values() for found in forms.values() for release in found}:
        now, before = forms_of(seen, major), forms_of(SPEC.seen, major)
        for owner, form in sorted(now ^ before):
            where = "seen, but not in spec/seen.toml" if (owner, form) in now else "in spec/seen.toml, but not seen"
            print(f"Asterisk {major}: {owner}: {form}: {where}; if that is right: make record", file=sys.stderr)
            differences = 1
    return differences


def forms_of(seen: Mapping[str, Mapping[str, Iterable[str]]], major: str) -> set[tuple[str, str]]:
    """Return the forms that a release, or a later one of its branch, was seen to send."""
    return {
        (owner, form)
        for owner, forms in seen.items()
        for form, releases in forms.items()
        if major in (release.split(".")[0] for release in releases)
    }


def _end(_signal: int, _frame: object) -> None:
    """End as after an exception, so that what was started is stopped."""
    sys.exit(1)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    sys.exit(main(sys.argv[1:]))
