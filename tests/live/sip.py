"""A telephone that speaks just enough SIP to be called, and to send a MESSAGE within the call."""

from __future__ import annotations

import asyncio
import re
from typing import Final

__all__ = ["Telephone"]

_SDP: Final = "".join(
    f"{line}\r\n"
    for line in ("v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0", "m=audio 9 RTP/AVP 0")
)
"""What it says of its audio, of which there is none."""

_TAG: Final = ";tag=telephone"
"""What marks this end of a call."""

_ECHOED: Final = ("Via", "From", "To", "Call-ID", "CSeq")
"""The headers of a request that stand in its response too."""


class Telephone(asyncio.DatagramProtocol):
    """Answers a call, and says yes to whatever else is asked of it."""

    _transport: asyncio.DatagramTransport
    address: str
    """Where it is called."""

    def __init__(self) -> None:
        self._invitation: dict[str, str] = {}
        self._status: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @classmethod
    async def open(cls) -> Telephone:
        """Open a socket for it."""
        transport, telephone = await asyncio.get_running_loop().create_datagram_endpoint(cls, ("127.0.0.1", 0))
        host, port = transport.get_extra_info("sockname")
        telephone._transport = transport
        telephone.address = f"sip:telephone@{host}:{port}"
        return telephone

    def datagram_received(self, data: bytes, addr: tuple[str | object, int]) -> None:
        """Answer a request, or take the response to the MESSAGE."""
        start, *lines = data.decode().partition("\r\n\r\n")[0].split("\r\n")
        headers = {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
        method, *_ = start.split()
        if method == "SIP/2.0":
            if "MESSAGE" in headers["CSeq"] and not self._status.done():
                self._status.set_result(int(start.split()[1]))
        elif method != "ACK":
            self._peer = addr
            if method == "INVITE":
                self._invitation = headers
            self._answer(headers, _SDP if method == "INVITE" else "")

    async def message(self, text: str) -> int:
        """Send a MESSAGE within the call, and return the status of its response."""
        found = re.search("<(.*?)>", self._invitation["Contact"])
        assert found is not None
        headers = {
            "Via": f"SIP/2.0/UDP {self.address.partition('@')[2]};branch=z9hG4bK{self._invitation['Call-ID']}",
            "From": self._invitation["To"] + _TAG,
            "To": self._invitation["From"],
            "Call-ID": self._invitation["Call-ID"],
            "CSeq": "1 MESSAGE",
            "Max-Forwards": "70",
            "Content-Type": "text/plain",
        }
        self._send(f"MESSAGE {found[1]} SIP/2.0", headers, text)
        return await self._status

    def close(self) -> None:
        """Close the socket."""
        self._transport.close()

    def _answer(self, request: dict[str, str], body: str) -> None:
        headers = {name: request[name] for name in _ECHOED}
        if "tag=" not in headers["To"]:
            headers["To"] += _TAG
        if body:
            headers.update({"Contact": f"<{self.address}>", "Content-Type": "application/sdp"})
        self._send("SIP/2.0 200 OK", headers, body)

    def _send(self, start: str, headers: dict[str, str], body: str) -> None:
        lines = [start, *(f"{name}: {value}" for name, value in headers.items()), f"Content-Length: {len(body)}"]
        self._transport.sendto(("\r\n".join(lines) + "\r\n\r\n" + body).encode(), self._peer)
