from typing import BinaryIO

from pystrix.agi.agi_core import _AGI

class FastAGI(_AGI):
    def __init__(self, rfile: BinaryIO, wfile: BinaryIO, debug: bool = False) -> None: ...
