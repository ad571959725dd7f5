"""A telephone that speaks just enough SIP to call and to be called, and for what happens within a call."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
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
        self.invited: asyncio.Future[Mapping[str, str]] = asyncio.get_running_loop().create_future()
        """The headers of the INVITE that called it."""
        self.answers: int = 200
        """The status with which it answers a call."""
        self.transfers_end: int = 200
        """The status of a call that it is asked to place instead; from 300 on, it refuses to place one."""
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
            status = int(start.split()[1])
            if "MESSAGE" in headers["CSeq"] and not self._status.done():
                self._status.set_result(status)
            elif "INVITE" in headers["CSeq"] and status == 200:
                self._send(f"ACK {_address_in(headers['Contact'])} SIP/2.0", self._request(headers, "1 ACK"), "")
        elif method != "ACK":
            self._peer = addr
            if method == "INVITE":
                self._invitation = headers
                if not self.invited.done():
                    self.invited.set_result(headers)
            if method == "REFER":
                self._transfer(headers)
            elif method == "INVITE" and self.answers >= 300:
                self._send(f"SIP/2.0 {self.answers} Busy", {name: headers[name] for name in _ECHOED}, "")
            else:
                self._answer(headers, _SDP if method == "INVITE" else "")

    async def message(self, text: str) -> int:
        """Send a MESSAGE within the call, and return the status of its response."""
        invitation = self._invitation
        caller = {**invitation, "From": invitation["To"] + _TAG, "To": invitation["From"]}
        headers = {**self._request(caller, "1 MESSAGE"), "Content-Type": "text/plain"}
        self._send(f"MESSAGE {_address_in(invitation['Contact'])} SIP/2.0", headers, text)
        return await self._status

    def call(self, extension: str, port: int, headers: Mapping[str, str]) -> None:
        """Call an extension of a server, with headers of one's own in the INVITE."""
        self._peer = ("127.0.0.1", port)
        address = f"sip:{extension}@127.0.0.1:{port}"
        ends = {"From": f"<sip:telephone@127.0.0.1>{_TAG}", "To": f"<{address}>", "Call-ID": f"{id(self)}-{extension}"}
        contact = {"Contact": f"<{self.address}>", "Content-Type": "application/sdp"}
        self._send(f"INVITE {address} SIP/2.0", {**self._request(ends, "1 INVITE"), **contact, **headers}, _SDP)

    def close(self) -> None:
        """Close the socket."""
        self._transport.close()

    def _request(self, ends: Mapping[str, str], sequence: str) -> dict[str, str]:
        """Return the headers of a request to the other end of a call."""
        branch = f"z9hG4bK{ends['Call-ID']}{sequence.replace(' ', '')}"
        return {
            "Via": f"SIP/2.0/UDP {self.address.partition('@')[2]};branch={branch}",
            **{name: ends[name] for name in ("From", "To", "Call-ID")},
            "CSeq": sequence,
            "Max-Forwards": "70",
        }

    def _transfer(self, request: dict[str, str]) -> None:
        """Refuse to place another call, or say how that one ended."""
        headers = {name: request[name] for name in _ECHOED}
        if self.transfers_end >= 300:
            self._send(f"SIP/2.0 {self.transfers_end} No", headers, "")
            return
        self._send("SIP/2.0 202 Accepted", {**headers, "Contact": f"<{self.address}>"}, "")
        told = {
            **self._request({**request, "From": request["To"], "To": request["From"]}, "2 NOTIFY"),
            "Contact": f"<{self.address}>",
            "Event": "refer",
            "Subscription-State": "terminated;reason=noresource",
            "Content-Type": "message/sipfrag;version=2.0",
        }
        self._send(f"NOTIFY {_address_in(request['Contact'])} SIP/2.0", told, f"SIP/2.0 {self.transfers_end} OK\r\n")

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


def _address_in(contact: str) -> str:
    found = re.search("<(.*?)>", contact)
    assert found is not None
    return found[1]
