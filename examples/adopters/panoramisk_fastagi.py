"""panoramisk's FastAGI application, with agicodec as its codec.

`Application` and `Request` are used as panoramisk's own: routes are coroutines that take a request, `send_command`
takes a command line and returns a dict. The routes and the streams are panoramisk's; `StreamCall` reads and writes the
streams. agicodec encodes and decodes everything that is sent and received.
"""

from __future__ import annotations

import asyncio
import logging

from panoramisk import fast_agi

from agicodec import AsyncCall, DeadChannel, ReplyReceived
from agicodec.asterisk import read_command
from agicodec.wire import to_wire

__all__ = ["Application", "Request", "StreamCall"]

log = logging.getLogger(__name__)

Reply = dict[str, object]
"""What `send_command` returns: `status_code`, `result`, `msg` and others, or `error` and `msg`."""

_HANGUP: Reply = {"error": "AGIResultHangup", "msg": "User hungup during execution"}


class StreamCall(AsyncCall):
    """One call, on a pair of asyncio streams."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        super().__init__()
        self._reader = reader
        self._writer = writer

    async def read(self) -> bytes:
        """Read what Asterisk has sent."""
        return await self._reader.read(65536)

    async def write(self, data: bytes) -> None:
        """Write a line to Asterisk."""
        self._writer.write(data)
        await self._writer.drain()


class Request(fast_agi.Request):
    """One call of a route."""

    def __init__(
        self,
        app: fast_agi.Application,
        call: AsyncCall,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        encoding: str = "utf-8",
    ) -> None:
        fields = call.environment.fields.items()
        headers = {name: to_wire(value).decode(encoding, "surrogateescape") for name, value in fields}
        super().__init__(app, headers, reader, writer, encoding)
        self.call = call

    async def send_command(self, command: str) -> Reply:
        """Send a command line, and return the reply as a dict."""
        try:
            return self._to_dict(await self.call.ask(read_command(command.encode(self.encoding, "surrogateescape"))))
        except DeadChannel:
            return _HANGUP

    def _to_dict(self, event: ReplyReceived[object]) -> Reply:
        raw = event.raw
        reply: Reply = {"status_code": raw.status, "result": ("", ""), "msg": ""}
        text = raw.encode(provisional=False).decode(self.encoding, "surrogateescape")
        match raw.status, raw.result:
            case 200, "-1" if raw.text != "hangup":
                return {"error": "AGIAppError", "msg": "Error executing application, or hangup"}
            case 200, _ if raw.text != "hangup" or event.command.reply_text == "value":
                fields = {name: (value, "") for name, value in raw.fields.items()}
                return {**reply, "result": (raw.result or "", raw.text or ""), **fields}
            case ((200 | 511), _):
                return _HANGUP
            case 510, _:
                return {**reply, "error": "AGIInvalidCommand"}
            case status, _:
                return {**reply, "error": "AGIUsageError" if status == 520 else "AGIUnknownError", "msg": text}


class Application(fast_agi.Application):
    """Routes and their calls."""

    async def handler(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        call = StreamCall(reader, writer)
        try:
            script = (await call.start()).network_script
            route = self._route.get(script or "")
            if route is None:
                log.error('No route for the request "%s"', script)
            else:
                await route(Request(self, call, reader, writer, self.default_encoding))
        except Exception:
            log.exception("An exception has been raised for a request")
        finally:
            writer.close()
