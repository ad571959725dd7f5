"""Frameworks on agicodec: documented behaviour stays the same, and known faults of the framework are gone.

Each test of documented behaviour runs against the framework as it is and against the one on agicodec. The traps are
known to go wrong in the framework as it is; a strict expectation says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from panoramisk import fast_agi

from agicodec import InvalidArgument
from agicodec.testing import Asterisk, Caller, call_fastagi
from examples.adopters import panoramisk_fastagi
from tests.sessions import BLOCK

USAGE = b"520-Invalid command syntax.  Proper usage follows:\nhow to\n200 result=7\n520 End of proper usage.\n"

PLAIN = BLOCK.replace(b" \xc3\n", b"\n")
"""An environment whose caller has a name that is whole."""

APPLICATIONS = [fast_agi.Application, panoramisk_fastagi.Application]
TRAPS = [
    pytest.param(fast_agi.Application, marks=pytest.mark.xfail(strict=True)),
    panoramisk_fastagi.Application,
]

Reply = dict[str, object]
Route = Callable[[fast_agi.Request], Awaitable[object]]

PATIENCE = 2
"""How many seconds an application may take for an answer; one that has lost its place takes for ever."""

OK: Reply = {"status_code": 200, "result": ("0", ""), "msg": ""}


def converse(
    application: type[fast_agi.Application],
    route: Route,
    *steps: bytes,
    block: bytes = PLAIN,
    path: str = "hello?x=1",
    encoding: str = "utf-8",
) -> list[bytes]:
    """Call an application with a route; answer each line with the next step, and return the lines."""

    async def run() -> list[bytes]:
        app = application(encoding, asyncio.get_running_loop())
        app.add_route(path, route)
        lines: list[bytes] = []
        async with await asyncio.start_server(app.handler, "127.0.0.1", 0) as server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            try:
                writer.write(block)
                for step in steps:
                    lines.append(await asyncio.wait_for(reader.readline(), PATIENCE))
                    writer.write(step)
                rest = await asyncio.wait_for(reader.read(), PATIENCE)
                return [*lines, *rest.splitlines(keepends=True)]
            finally:
                writer.close()
                await writer.wait_closed()

    return asyncio.run(run())


def replies(application: type[fast_agi.Application], *exchanges: tuple[str, bytes]) -> list[Reply]:
    """Have a route send commands, and return what it got."""
    found: list[Reply] = []

    async def route(request: fast_agi.Request) -> None:
        for command, _ in exchanges:
            found.append(await request.send_command(command))

    converse(application, route, *(answer for _, answer in exchanges))
    return found


@pytest.mark.parametrize("application", APPLICATIONS)
def test_panoramisk_sends_a_command_and_returns_a_dict(application: type[fast_agi.Application]) -> None:
    assert replies(application, ("ANSWER", b"100 result=0 Trying...\n200 result=0\n")) == [OK]
    assert replies(application, ("GET VARIABLE X", b"200 result=1 (some value)\n")) == [
        {**OK, "result": ("1", "some value")}
    ]
    assert replies(application, ('STREAM FILE x ""', b"200 result=0 endpos=800\n")) == [{**OK, "endpos": ("800", "")}]


@pytest.mark.parametrize("application", APPLICATIONS)
def test_panoramisk_returns_errors_as_dicts(application: type[fast_agi.Application]) -> None:
    assert replies(application, ("MYCMD", b"510 Invalid or unknown command\n")) == [
        {"status_code": 510, "result": ("", ""), "msg": "", "error": "AGIInvalidCommand"}
    ]
    assert replies(application, ("EXEC X", b"200 result=-1\n")) == [
        {"error": "AGIAppError", "msg": "Error executing application, or hangup"}
    ]
    assert replies(application, ("RECEIVE CHAR 5", b"200 result=-1 (hangup)\n")) == [
        {"error": "AGIResultHangup", "msg": "User hungup during execution"}
    ]
    (unknown,) = replies(application, ("NOOP", b"503 result=-2 Memory allocation failure\n"))
    assert unknown["error"] == "AGIUnknownError"
    (usage,) = replies(application, ("WAIT FOR DIGIT", USAGE))
    assert usage["error"] == "AGIUsageError"
    assert str(usage["msg"]).startswith("520-Invalid command syntax.  Proper usage follows:")


@pytest.mark.parametrize("application", APPLICATIONS)
def test_panoramisk_returns_the_headers_of_the_request(application: type[fast_agi.Application]) -> None:
    headers: list[dict[str, str]] = []

    async def route(request: fast_agi.Request) -> None:
        headers.append(dict(request.headers))

    assert converse(application, route) == []
    assert headers[0]["agi_calleridname"] == "Ann: é"
    assert headers[0]["agi_arg_1"] == "arg one"
    assert headers[0]["agi_priority"] == "2"
    latin = BLOCK.replace(b"Ann: \xc3\xa9 \xc3", b"Ann: \xe9")
    assert converse(application, route, block=latin, encoding="latin-1") == []
    assert headers[1]["agi_calleridname"] == "Ann: é"


@pytest.mark.parametrize("application", APPLICATIONS)
def test_panoramisk_routes_by_the_script(application: type[fast_agi.Application]) -> None:
    async def route(request: fast_agi.Request) -> None:
        await request.send_command("NOOP")

    assert converse(application, route, path="other") == []

    async def raises(request: fast_agi.Request) -> None:
        raise ValueError("my own mistake")

    assert converse(application, raises) == []

    async def run() -> None:
        app = application(loop=asyncio.get_running_loop())
        app.add_route("a", route)
        with pytest.raises(ValueError, match="already exists"):
            app.add_route("a", route)
        app.del_route("a")
        with pytest.raises(ValueError, match="doesn't exist"):
            app.del_route("a")

    asyncio.run(run())


@pytest.mark.parametrize("application", APPLICATIONS)
def test_panoramisk_runs_a_call(application: type[fast_agi.Application], asterisk: Asterisk, caller: Caller) -> None:
    found: list[Reply] = []

    async def route(request: fast_agi.Request) -> None:
        for line in ("ANSWER", "GET DATA pin 5000 4", "SET VARIABLE PIN 1234", "GET VARIABLE PIN"):
            found.append(await request.send_command(line))

    async def run() -> None:
        app = application(loop=asyncio.get_running_loop())
        app.add_route("pin", route)
        async with await asyncio.start_server(app.handler, "127.0.0.1", 0) as server:
            host, port = server.sockets[0].getsockname()
            await asyncio.to_thread(call_fastagi, asterisk, host, port, "pin")

    caller.dials("1234")
    asyncio.run(run())
    assert [reply["result"] for reply in found] == [("0", ""), ("1234", ""), ("1", ""), ("1", "1234")]


@pytest.mark.parametrize("application", TRAPS)
def test_panoramisk_takes_a_caller_name_that_is_cut_in_a_character(application: type[fast_agi.Application]) -> None:
    async def route(request: fast_agi.Request) -> None:
        await request.send_command("NOOP")

    assert converse(application, route, b"200 result=0\n", block=BLOCK) == [b"NOOP\n"]


@pytest.mark.parametrize("application", TRAPS)
def test_panoramisk_takes_an_empty_line(application: type[fast_agi.Application]) -> None:
    assert replies(application, ("NOOP", b"\n200 result=0\n")) == [OK]


@pytest.mark.parametrize("application", TRAPS)
def test_panoramisk_takes_a_hangup_before_the_reply(application: type[fast_agi.Application]) -> None:
    found = replies(application, ("GET VARIABLE X", b"HANGUP\n200 result=1 (x)\n"), ("NOOP", b"200 result=0\n"))
    assert found == [{**OK, "result": ("1", "x")}, OK]


@pytest.mark.parametrize("application", TRAPS)
def test_panoramisk_reports_a_hangup_without_a_command(application: type[fast_agi.Application]) -> None:
    hung_up = {"error": "AGIResultHangup", "msg": "User hungup during execution"}
    found: list[Reply] = []

    async def route(request: fast_agi.Request) -> None:
        for line in ("NOOP", "ANSWER", "ANSWER"):
            found.append(await request.send_command(line))

    dead = b"511 Command Not Permitted on a dead channel or intercept routine\n"
    assert converse(application, route, b"200 result=0\n", dead) == [b"NOOP\n", b"ANSWER\n"]
    assert found == [OK, hung_up, hung_up]


@pytest.mark.parametrize("application", TRAPS)
def test_panoramisk_reads_a_usage_to_its_end(application: type[fast_agi.Application]) -> None:
    usage, after = replies(application, ("WAIT FOR DIGIT", USAGE), ("NOOP", b"200 result=0\n"))
    assert "200 result=7" in str(usage["msg"])
    assert after == OK


@pytest.mark.parametrize("application", APPLICATIONS)
@pytest.mark.parametrize("value", ["x result=-1", "a (b) c=(d"])
def test_panoramisk_takes_a_value_of_one_line(application: type[fast_agi.Application], value: str) -> None:
    assert replies(application, ("GET VARIABLE X", f"200 result=1 ({value})\n".encode())) == [
        {**OK, "result": ("1", value)}
    ]


@pytest.mark.parametrize("application", TRAPS)
def test_panoramisk_gets_the_right_variable_after_an_application_that_returns_1(
    application: type[fast_agi.Application],
) -> None:
    ran, value = replies(
        application, ("EXEC Dial x", b"200 result=1\n" + USAGE), ("GET VARIABLE X", b"200 result=1 (x)\n")
    )
    assert ran["result"] == ("1", "")
    assert value["result"] == ("1", "x")


@pytest.mark.parametrize("application", TRAPS)
@pytest.mark.parametrize("value", ["hangup", "a\nHANGUP\nb"])
def test_panoramisk_takes_any_value_for_a_value(application: type[fast_agi.Application], value: str) -> None:
    answer = f"200 result=1 ({value})\n".encode()
    found = replies(application, ("GET VARIABLE X", answer), ("NOOP", b"200 result=0\n"))
    assert found == [{**OK, "result": ("1", value)}, OK]


@pytest.mark.parametrize("application", TRAPS)
def test_panoramisk_sends_one_line_for_one_command(application: type[fast_agi.Application]) -> None:
    """What was glued by hand and would be two commands is refused, and nothing is sent."""
    refused: list[InvalidArgument] = []

    async def route(request: fast_agi.Request) -> None:
        try:
            await request.send_command('SET VARIABLE NAME "Ann\nEXEC System evil"')
        except InvalidArgument as error:
            refused.append(error)

    assert converse(application, route) == []
    assert "a line feed would end the command" in str(refused[0])


@pytest.mark.parametrize("application", TRAPS)
def test_panoramisk_distinguishes_a_forged_header_from_the_genuine_one(application: type[fast_agi.Application]) -> None:
    headers: list[str] = []

    async def route(request: fast_agi.Request) -> None:
        headers.append(request.headers["agi_callerid"])

    forged = PLAIN.replace(b"agi_arg_2: \n", b"agi_arg_2: \nagi_callerid: 9999\n")
    assert converse(application, route, block=forged) == []
    assert headers == ["1001"]


@pytest.mark.parametrize("line", ["", "   "])
def test_panoramisk_on_agicodec_sends_no_empty_line(line: str) -> None:
    async def route(request: fast_agi.Request) -> None:
        with pytest.raises(InvalidArgument, match="expected at least one word"):
            await request.send_command(line)

    assert converse(panoramisk_fastagi.Application, route) == []
