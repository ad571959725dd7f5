from collections.abc import Mapping
from typing import NamedTuple

from aiohttp import DataQueue

class AGIRequestMessage(NamedTuple):
    method: str
    path: str
    headers: Mapping[str, str]
    url: object

class AGIMessage:
    status: int
    result: str | None
    data: Mapping[str, str]
    info: str

class AGIRequestParser:
    def __init__(self, protocol: object, loop: object) -> None: ...
    def feed_data(self, data: bytes, sep: bytes = b"\n", empty: bytes = b"") -> AGIRequestMessage | None: ...

class AGIPayloadParser:
    def __init__(self, payload: DataQueue[AGIMessage]) -> None: ...
    def feed_data(self, data: bytes, sep: bytes = b"\n") -> tuple[bool, bytes]: ...
