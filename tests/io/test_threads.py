"""What only a server with threads has; what every server does is in the tests of servers."""

from __future__ import annotations

import errno
import logging
import threading
import time

import pytest

from agicodec.io.threads import Server, ThreadCall
from tests.io.clients import connected, is_served
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


class Blocking(logging.Handler):
    """Blocks the thread that logs a refused connection."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = threading.Event()
        self.goes_on = threading.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if "is not an environment" in record.getMessage():
            self.blocks.set()
            self.goes_on.wait(10)


def test_a_connection_that_is_closed_for_newer_ones_may_send_at_the_same_moment() -> None:
    def flow(call: ThreadCall) -> None:
        call.verbose("hello")

    logger, handler = logging.getLogger("agicodec"), Blocking()
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        with world_of("threads").running(Server(flow, port=0, max_calls=2)) as served:
            with connected(served) as oldest, connected(served, b"GET / HTTP/1.1\r\n\r\n"):
                assert handler.blocks.wait(10)
                with connected(served), connected(served):
                    oldest.sends(b"agi_")
                    handler.goes_on.set()
                    assert oldest.is_closed()
            assert is_served(served)
    finally:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)


def test_a_server_without_a_descriptor_left_raises_when_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OSError(errno.EMFILE, "too many")

    server = Server(lambda call: call.verbose("hello"), port=0)
    with monkeypatch.context() as patched:
        patched.setattr("selectors.DefaultSelector", refuse)
        with pytest.raises(OSError, match="too many"):
            server.start()
    with world_of("threads").running(server) as served:
        assert is_served(served)
