from collections.abc import Callable
from socketserver import TCPServer
from typing import BinaryIO

from pystrix.agi.agi_core import _AGI

class FastAGI(_AGI):
    def __init__(self, rfile: BinaryIO, wfile: BinaryIO, debug: bool = False) -> None: ...

class FastAGIServer(TCPServer):
    def __init__(
        self, interface: str = "127.0.0.1", port: int = 4573, daemon_threads: bool = True, debug: bool = False
    ) -> None: ...
    def register_script_handler(
        self, regex: str | None, handler: Callable[[FastAGI, object, object, object, str], object]
    ) -> None: ...
