from pystrix.agi.agi_core import _AGI

class AGI(_AGI):
    def __init__(self, debug: bool = False) -> None: ...
