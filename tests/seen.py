"""Which replies real Asterisk servers sent, according to the recordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from agicodec import AsteriskVersion, Command, RawReply, ReplyReceived, Session
from agicodec.asterisk import read_command
from codegen.load import SHIPPED_SPEC
from examples.replay import Exchange, read_recording
from tests.places import DATA
from tests.reference import fitting
from tests.sessions import events, started
from tests.tables import COMMANDS, SPEC

__all__ = ["DATA", "SEEN", "Seen", "recorded_in", "seen_in", "with_environments", "write_seen"]

Seen = dict[str, dict[str, set[str]]]
"""For each command, or `status`, the forms of replies that were seen, and the releases that sent them."""

"""Where `make record` keeps what was said in the live tests."""

SEEN = SHIPPED_SPEC / "seen.toml"
"""Where it says which replies were seen."""

STATUS = "status"

HEAD = """\
#:schema ./schema.json
# The replies that the live tests have seen, and the releases that sent them: written by `make record`.
"""


def recorded_in(directory: Path) -> list[Exchange]:
    """Read the calls that were recorded."""
    return [exchange for path in sorted(directory.glob("calls-*.jsonl")) for exchange in read_recording(path)]


def seen_in(exchanges: Iterable[Exchange]) -> Seen:
    """Find which forms of replies stand in a recording.

    Raises:
        LookupError: a reply is in none of the forms that the spec has.
    """
    seen: Seen = {}
    for exchange, block in with_environments(exchanges):
        release = ".".join(map(str, AsteriskVersion.parse(exchange.asterisk).release[:2]))
        for command, raw in _replies(exchange, started(block=block)):
            for owner, form in _forms_of(command, raw):
                seen.setdefault(owner, {}).setdefault(form, set()).add(release)
    return seen


def write_seen(seen: Mapping[str, Mapping[str, Iterable[str]]]) -> str:
    """Write it as a file of the spec, in the spec's own order."""
    order = {title: [r.form for r in command.replies if not r.until] for title, command in COMMANDS.items()}
    order[STATUS] = [status.line for status in SPEC.statuses]
    lines = [HEAD]
    for owner, forms in order.items():
        if owner in seen:
            lines.append(f'[seen."{owner}"]')
            for form in (form for form in forms if form in seen[owner]):
                releases = ", ".join(f'"{release}"' for release in sorted(seen[owner][form], key=_numbers))
                lines.append(f'"{form}" = [{releases}]')
            lines.append("")
    return "\n".join(lines)


def with_environments(exchanges: Iterable[Exchange]) -> Iterator[tuple[Exchange, bytes]]:
    """Return each exchange that had an answer with the environment of its call."""
    block = b""
    for exchange in exchanges:
        if exchange.state == "env":
            block = exchange.received.partition(b"\n\n")[0] + b"\n\n"
        elif exchange.received:
            yield exchange, block


def _replies(exchange: Exchange, session: Session) -> Iterator[tuple[Command[object], RawReply]]:
    """Take an exchange apart; a command that was interrupted for good has no reply."""
    command = read_command(exchange.running or exchange.sent)
    session.send(command)
    if exchange.running:
        session.interrupt()
    for event in events(session, exchange.received):
        if isinstance(event, ReplyReceived):
            yield command, event.raw


def _forms_of(command: Command[object], raw: RawReply) -> Iterator[tuple[str, str]]:
    """Find the form of a reply among those of its command, and those of its status and of the replies before it."""
    for part in (*raw.provisional, raw):
        yield STATUS, next(status.line for status in SPEC.statuses if status.code == part.status)
    if raw.status == 200:
        forms = [reply.form for reply, _ in fitting(command, raw) if not reply.until]
        if not forms:
            raise LookupError(f"{command!r}: {raw!r} is in none of the forms that the spec has")
        yield str(command), forms[0]


def _numbers(release: str) -> list[int]:
    return [int(part) for part in release.split(".")]
