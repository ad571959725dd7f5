"""The examples run, and so does what README and docs say of them."""

from __future__ import annotations

import asyncio
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from agicodec import NEED_DATA, ConnectionClosed, ReplyReceived, Session, SessionStarted
from agicodec.ami import Message, encode_action
from agicodec.asyncagi import quote_uri
from agicodec.commands import DatabaseGet, GetData
from examples import asyncagi_asyncio, demo, fastagi_asyncio
from examples.own_commands.call import CallCenterCall, say_position
from examples.replay import Replay, read_recording
from tests.manager import read_messages
from tests.sessions import BLOCK

ROOT = Path(__file__).parent.parent
PAPERS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "spec" / "README.md", *(ROOT / "docs").glob("*.md")]


async def conversation(serve: fastagi_asyncio.Handler, answers: dict[bytes, bytes]) -> list[bytes]:
    """Call a server as Asterisk does, answer its lines from a table, and give the lines."""
    lines: list[bytes] = []
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(BLOCK)
        while line := await reader.readline():
            lines.append(line)
            if line not in answers:
                break
            writer.write(answers[line])
        writer.close()
        await writer.wait_closed()
    return lines


WELCOME = {
    b"ANSWER\n": b"200 result=0\n",
    b"GET DATA enter-pin 5000 4\n": b"200 result=1234\n",
    b"DATABASE GET pin 1234\n": b"200 result=1 (Ann (sales))\n",
    b'SET VARIABLE OWNER "Ann (sales)"\n': b"200 result=1\n",
    b"STREAM FILE welcome #\n": b"200 result=0 endpos=8000\n",
}


def test_the_fastagi_server_knows_an_owner() -> None:
    assert asyncio.run(conversation(fastagi_asyncio.handle, WELCOME)) == list(WELCOME)


def test_the_fastagi_server_knows_no_owner() -> None:
    answers = WELCOME | {
        b"DATABASE GET pin 1234\n": b"200 result=0\n",
        b'VERBOSE "wrong PIN from 1001"\n': b"200 result=1\n",
        b'STREAM FILE goodbye ""\n': b"200 result=0 endpos=8000\n",
    }
    assert asyncio.run(conversation(fastagi_asyncio.handle, answers))[-2:] == [
        b'VERBOSE "wrong PIN from 1001"\n',
        b'STREAM FILE goodbye ""\n',
    ]


def test_the_fastagi_server_goes_on_when_the_caller_hangs_up() -> None:
    answers = {
        b"ANSWER\n": b"200 result=0\nHANGUP\n",
        b'VERBOSE "the caller hung up"\n': b"200 result=1\n",
    }
    assert asyncio.run(conversation(fastagi_asyncio.handle, answers)) == list(answers)


def test_the_fastagi_server_tells_what_was_not_answered(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(conversation(fastagi_asyncio.handle, {b"ANSWER\n": b"200 result=0\n"}))
    assert "not answered: GET DATA" in capsys.readouterr().out


class Manager:
    """Asterisk's end of a manager connection with one channel, whose commands are answered from a table."""

    def __init__(self, answers: dict[bytes, bytes]) -> None:
        self.answers = {**answers, b"ASYNCAGI BREAK\n": b"200 result=0\n"}
        self.lines: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"Asterisk Call Manager/11.0.0\r\n")
        await reader.readuntil(b"\r\n\r\n")
        self.tell(writer, Event="AsyncAGIStart", Env=quote_uri(BLOCK))
        for _ in range(len(self.answers)):
            (action,) = (m for m in read_messages(await reader.readuntil(b"\r\n\r\n")) if isinstance(m, Message))
            self.lines.append(action["Command"].encode() + b"\n")
            writer.write(f"Response: Success\r\nActionID: {action['ActionID']}\r\n\r\n".encode())
            result = quote_uri(self.answers[self.lines[-1]])
            self.tell(writer, Event="AsyncAGIExec", Result=result, CommandId=action["CommandID"])
            if b"BREAK" in self.lines[-1] or "-1" in result:
                break
        self.tell(writer, Event="AsyncAGIEnd")
        writer.close()

    def tell(self, writer: asyncio.StreamWriter, **headers: str) -> None:
        writer.write(encode_action([*headers.items(), ("Channel", "PJSIP/ann-00000001"), ("Uniqueid", "1795.1")]))


async def manage(answers: dict[bytes, bytes]) -> list[bytes]:
    """Run the example of AsyncAGI, and give the lines of its commands."""
    manager = Manager(answers)
    server = await asyncio.start_server(manager.serve, "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        await asyncagi_asyncio.main(host, str(port), "user", "secret")
    return manager.lines


WRONG_PIN = WELCOME | {
    b"DATABASE GET pin 1234\n": b"200 result=0\n",
    b'VERBOSE "wrong PIN from 1001"\n': b"200 result=1\n",
    b'STREAM FILE goodbye ""\n': b"200 result=0 endpos=8000\n",
}


@pytest.mark.parametrize("answers", [WELCOME, WRONG_PIN])
def test_one_flow_runs_unchanged_over_fastagi_and_over_asyncagi(answers: dict[bytes, bytes]) -> None:
    over_fastagi = asyncio.run(conversation(fastagi_asyncio.handle, answers))
    over_asyncagi = asyncio.run(manage(answers))
    assert over_asyncagi == [*over_fastagi, b"ASYNCAGI BREAK\n"]


def test_a_flow_over_asyncagi_learns_that_its_session_has_ended(capsys: pytest.CaptureFixture[str]) -> None:
    lines = asyncio.run(manage({**WELCOME, b"STREAM FILE welcome #\n": b"200 result=-1 endpos=0\n"}))
    assert lines == [*WELCOME]
    assert "ASYNCAGI BREAK: never answered: AsyncAGI has ended on the channel" in capsys.readouterr().out


def test_the_call_centre_says_a_position() -> None:
    positions: list[int | None] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        call = CallCenterCall(reader, writer)
        await call.start()
        positions.append(await say_position(call, "sales"))
        positions.append(await say_position(call, "none"))
        writer.close()

    answers = {
        b"QUEUE POSITION sales\n": b"200 result=3 (sales) wait=40\n",
        b'SAY NUMBER 3 ""\n': b"200 result=0\n",
        b"QUEUE POSITION none\n": b"200 result=-1\n",
    }
    assert asyncio.run(conversation(serve, answers)) == list(answers)
    assert positions == [3, None]


def test_the_demo_shows_each_exchange(capsys: pytest.CaptureFixture[str]) -> None:
    count = asyncio.run(demo.run())
    shown, _, shown_async = capsys.readouterr().out.partition("\n-- AsyncAGI")
    assert count >= 25
    assert shown.count("\nline     b'") == shown.count("\ncommand  ") + 1
    assert "command  GetData(filename='short', timeout=300, max_digits=4)" in shown
    assert "result   DigitsEntered(outcome='timeout', digits='')" in shown
    assert "raises   UsageError: " in shown
    assert "event    CommandInterrupted(" in shown
    assert "result   Playback(outcome='hung up'" in shown
    assert "action   b'Action: AGI" in shown_async
    assert "result   EvaluatedText(outcome='evaluated', value='a)\\n200 result=1')" in shown_async
    assert "event    ReplyIncomplete(command=Raw(command='CONTROL STREAM FILE', arguments=()))" in shown_async
    assert "raises   UsageError: CONTROL STREAM FILE: " in shown_async
    assert "event    SessionEnded()" in shown_async


def test_what_was_not_recorded_is_not_answered() -> None:
    replay = Replay(read_recording(ROOT / "tests" / "data" / "asterisk-22-sample.jsonl"))
    assert replay.answer(b"NOOP\n") == b"200 result=0\n"
    with pytest.raises(LookupError, match="nothing was recorded for b'MAKE COFFEE"):
        replay.answer(b"MAKE COFFEE\n")


# README and docs


def python_blocks(path: Path) -> list[str]:
    return re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("path", PAPERS, ids=[path.relative_to(ROOT).as_posix() for path in PAPERS])
def test_python_in_papers_is_python_and_runs(path: Path) -> None:
    names: dict[str, object] = {"__name__": "papers"}
    for block in python_blocks(path):
        exec(compile(block, str(path), "exec"), names)
    assert path.stat().st_size


@pytest.mark.parametrize("path", PAPERS, ids=[path.relative_to(ROOT).as_posix() for path in PAPERS])
def test_links_in_papers_lead_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    anchors = {
        re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in re.findall(r"^#+ (.*)$", text, re.M)
    }
    for target in re.findall(r"\]\(([^)]+)\)", text):
        file, _, anchor = target.partition("#")
        assert file.startswith("https://") or (path.parent / file).exists(), target
        assert file or anchor in anchors, target


def test_the_two_minute_example_of_the_readme_is_the_conversation_it_says() -> None:
    readme = ModuleType("readme")
    for block in python_blocks(ROOT / "README.md"):
        exec(block, vars(readme))
    handle: fastagi_asyncio.Handler = readme.handle
    answers = {key: WELCOME[key] for key in list(WELCOME)[:1]} | {
        b"GET DATA agent-pass 5000 4\n": b"200 result=12 (timeout)\n",
        b'SAY DIGITS 12 ""\n': b"200 result=0\n",
    }
    assert asyncio.run(conversation(handle, answers)) == list(answers)


@pytest.mark.parametrize("path", PAPERS, ids=[path.relative_to(ROOT).as_posix() for path in PAPERS])
def test_commands_of_the_generator_in_papers_work(path: Path) -> None:
    for line in re.findall(r"^python -m codegen .*$", path.read_text("utf-8"), re.M):
        arguments = [sys.executable, *shlex.split(line)[1:], "--check"]
        run = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr


def test_a_session_by_hand() -> None:
    session = Session()
    session.receive_data(BLOCK)
    assert isinstance(session.next_event(), SessionStarted)
    assert session.send(GetData("enter-pin", timeout=5000, max_digits=4)) == b"GET DATA enter-pin 5000 4\n"
    session.receive_data(b"200 result=1234\n")
    event = session.next_event()
    assert isinstance(event, ReplyReceived)
    assert session.next_event() is NEED_DATA
    session.send(DatabaseGet("pin", "1234"))
    session.receive_data(b"")
    assert session.next_event() == ConnectionClosed(DatabaseGet("pin", "1234"))


@contextmanager
def script() -> Generator[subprocess.Popen[bytes], None, None]:
    """Start the script as Asterisk does, and hand it the environment."""
    arguments = [sys.executable, "-m", "examples.agi_script"]
    with subprocess.Popen(arguments, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        try:
            yield process
        finally:
            process.kill()


def exchange(process: subprocess.Popen[bytes], data: bytes) -> bytes:
    """Write data to a script and give the line that it answers with; none at its end."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(data)
    return process.stdout.readline()


def test_the_script_says_the_callers_number() -> None:
    with script() as process:
        assert exchange(process, BLOCK) == b"ANSWER\n"
        assert exchange(process, b"200 result=0\n") == b'SAY DIGITS 1001 ""\n'
        assert exchange(process, b"200 result=0\n") == b'SAY DIGITS 1001 ""\n'
        assert exchange(process, b"200 result=0\n") == b""
        assert process.wait(10) == 0


def test_the_script_learns_of_a_hangup_by_a_signal() -> None:
    with script() as process:
        assert exchange(process, BLOCK) == b"ANSWER\n"
        process.send_signal(signal.SIGHUP)
        assert exchange(process, b"200 result=-1\n") == b'VERBOSE "the caller hung up"\n'
        assert exchange(process, b"200 result=1\n") == b""
        assert process.wait(10) == 0
