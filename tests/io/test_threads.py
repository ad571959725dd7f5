"""What only a server with threads has; what every server does is in the tests of servers."""

from __future__ import annotations

import threading
import time

import pytest

from agicodec.io.threads import Server, ThreadCall
from tests.io.clients import connected
from tests.io.worlds import world_of
from tests.sessions import BLOCK


def test_a_hangup_before_the_first_command_is_known() -> None:
    seen: list[bool] = []

    def flow(call: ThreadCall) -> None:
        while not call.hung_up:
            time.sleep(0.002)
        seen.append(call.wait_for_hangup())

    with world_of("threads").running(Server(flow, port=0)) as served, connected(served, BLOCK) as client:
        time.sleep(0.01)
        client.sends(b"HANGUP\n")
        assert client.is_closed()
    assert seen == [True]


@pytest.mark.parametrize("seconds", [3_000_000, 1e300])
def test_limits_within_a_call_may_be_longer_than_a_system_can_wait(seconds: float) -> None:
    def flow(call: ThreadCall) -> None:
        with call.time_limit(seconds):
            call.verbose("hello")
        call.wait_for_hangup(seconds)

    with world_of("threads").running(Server(flow, port=0)) as served, connected(served, BLOCK) as client:
        assert client.answers() == b"VERBOSE hello\n"
        client.sends(b"HANGUP\n")
        assert client.is_closed()


def test_a_thread_that_still_waits_does_not_keep_the_connection_open() -> None:
    helpers: list[threading.Thread] = []

    def flow(call: ThreadCall) -> None:
        helper = threading.Thread(target=call.wait_for_hangup)
        helper.start()
        helpers.append(helper)
        time.sleep(0.05)

    with world_of("threads").running(Server(flow, port=0)) as served, connected(served, BLOCK) as client:
        assert client.is_closed()
        helpers[0].join(5)
        assert not helpers[0].is_alive()


def test_a_program_may_wait_for_another_thread_to_close_the_server() -> None:
    def flow(call: ThreadCall) -> None:
        server.close(0)

    server = Server(flow, port=0)
    with world_of("threads").running(server) as served, connected(served, BLOCK) as client:
        server.serve_forever()
        assert client.is_closed()
