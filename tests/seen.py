"""Which replies real Asterisk servers sent, and how applications ended, according to the recordings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from attrs import asdict, frozen

from agicodec import AsteriskVersion, Command, RawReply, ReplyReceived, Session
from agicodec.asterisk import read_command
from codegen.load import SHIPPED_SPEC
from codegen.model import ApplicationOutcome, ApplicationResult
from examples.replay import Exchange, read_recording
from tests.places import DATA
from tests.reference import fitting
from tests.sessions import events, started
from tests.tables import COMMANDS, SPEC

__all__ = [
    "APPLICATIONS",
    "DATA",
    "SEEN",
    "Ending",
    "Seen",
    "endings_in",
    "recorded_in",
    "seen_in",
    "which_outcome",
    "with_environments",
    "write_ending",
    "write_seen",
]

Seen = dict[str, dict[str, set[str]]]
"""For each command, or `status`, the forms of replies that were seen, and the releases that sent them.

For each application, likewise, the forms of its outcomes.
"""

APPLICATIONS = {application.name: application for application in SPEC.applications}

_KEYS = "0123456789*#ABCD"

"""Where `make record` keeps what was said in the live tests."""

SEEN = SHIPPED_SPEC / "seen.toml"
"""Where it says which replies were seen."""

STATUS = "status"

HEAD = """\
#:schema ./schema.json
# The replies that the live tests have seen, and the releases that sent them; and how the applications ended, by their
# status or what they returned. Written by `make record`.
"""


@frozen
class Ending:
    """How an application ended; see tests/data/README.md."""

    asterisk: str
    application: str
    returned: int
    variables: Mapping[str, str]


def write_ending(ending: Ending) -> str:
    """Write an ending as a line of a file."""
    return json.dumps(asdict(ending)) + "\n"


def endings_in(directory: Path) -> list[Ending]:
    """Read the endings of applications that were recorded."""
    lines = [
        line for path in sorted(directory.glob("endings-*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    return [Ending(**json.loads(line)) for line in lines]


def which_outcome(result: ApplicationResult, ending: Ending) -> ApplicationOutcome:
    """Return the outcome that the spec has for an ending."""
    return next(outcome for outcome in result.outcomes if _stands_for(result, outcome, ending))


def _stands_for(result: ApplicationResult, outcome: ApplicationOutcome, ending: Ending) -> bool:
    found = ending.variables.get(result.status, "") if result.status else str(ending.returned)
    if outcome.word is not None and outcome.word != found.upper():
        return False
    if any(ending.variables.get(name) != value for name, value in outcome.where.items()):
        return False
    if outcome.returned == "key":
        return ending.returned in map(ord, _KEYS)
    return outcome.returned in (None, ending.returned)


def recorded_in(directory: Path) -> list[Exchange]:
    """Read the calls that were recorded."""
    return [exchange for path in sorted(directory.glob("calls-*.jsonl")) for exchange in read_recording(path)]


def seen_in(exchanges: Iterable[Exchange], endings: Iterable[Ending]) -> Seen:
    """Find which forms of replies, and of outcomes, stand in recordings.

    Raises:
        LookupError: a reply is in none of the forms that the spec has.
    """
    seen: Seen = {}
    for exchange, block in with_environments(exchanges):
        for command, raw in _replies(exchange, started(block=block)):
            for owner, form in _forms_of(command, raw):
                seen.setdefault(owner, {}).setdefault(form, set()).add(_release(exchange.asterisk))
    for ending in endings:
        result = SPEC.application_result(APPLICATIONS[ending.application].result)
        form = result.form(which_outcome(result, ending))
        seen.setdefault(ending.application, {}).setdefault(form, set()).add(_release(ending.asterisk))
    return seen


def write_seen(seen: Mapping[str, Mapping[str, Iterable[str]]]) -> str:
    """Write it as a file of the spec, in the spec's own order."""
    order = {title: [r.form for r in command.replies if not r.until] for title, command in COMMANDS.items()}
    order[STATUS] = [status.line for status in SPEC.statuses]
    for name, application in APPLICATIONS.items():
        result = SPEC.application_result(application.result)
        order[name] = [result.form(outcome) for outcome in result.outcomes]
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


def _release(asterisk: str) -> str:
    return ".".join(map(str, AsteriskVersion.parse(asterisk).release[:2]))


def _numbers(release: str) -> list[int]:
    return [int(part) for part in release.split(".")]
