"""A FastAGI server on Twisted.

python -m examples.fastagi_twisted
exten => 100,1,AGI(agi://127.0.0.1/balance)
"""

from __future__ import annotations

import typing

from twisted.internet.defer import Deferred
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.internet.task import react
from twisted.python.failure import Failure

from agicodec import AsyncCall
from examples.ivr import balance

PORT = 4573
"""The default port of `agi://`."""


class Transport(typing.Protocol):
    """The part of Twisted's transports that is used here."""

    def write(self, data: bytes) -> object:
        """Write data."""

    def loseConnection(self) -> object:
        """Close the connection when everything is written."""


class TwistedCall(AsyncCall):
    """One call, on a Twisted transport; the protocol passes the received data to `take`."""

    def __init__(self, transport: Transport) -> None:
        super().__init__()
        self._transport = transport
        self._arrived: list[bytes] = []
        self._waiting: Deferred[None] | None = None

    async def read(self) -> bytes:
        """Read what Asterisk has sent."""
        while not self._arrived:
            self._waiting = Deferred()
            await self._waiting
        return self._arrived.pop(0)

    async def write(self, data: bytes) -> None:
        """Write a line to Asterisk."""
        self._transport.write(data)

    def take(self, data: bytes) -> None:
        """Receive data, `b""` at the end, and wake the flow if it waits for it."""
        self._arrived.append(data)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.callback(None)


class FastAgi(Protocol):
    """One connection."""

    call: TwistedCall

    def makeConnection(self, transport: Transport) -> None:
        """Start the call flow."""
        self.call = TwistedCall(transport)
        Deferred.fromCoroutine(self.serve(transport))

    async def serve(self, transport: Transport) -> None:
        """Run the call flow, then close the connection."""
        try:
            await balance(self.call)
        finally:
            transport.loseConnection()

    def dataReceived(self, data: bytes) -> None:
        """Pass received data to the call."""
        self.call.take(data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Pass the end of the stream to the call."""
        self.call.take(b"")


class FastAgiFactory(Factory):
    """Makes a protocol for each connection."""

    protocol = FastAgi


class Reactor(typing.Protocol):
    """The part of Twisted's reactor that is used here."""

    def listenTCP(self, port: int, factory: Factory, *, interface: str) -> object:
        """Listen on a port."""


async def main(reactor: Reactor, port: int = PORT) -> None:
    """Serve until interrupted."""
    print("listening:", reactor.listenTCP(port, FastAgiFactory(), interface="127.0.0.1"), flush=True)
    await Deferred[None]()


if __name__ == "__main__":
    react(main)
