from aioagi.parser import AGIMessage

class AMIMessage(dict[str, str]):
    def agi_result(self) -> AGIMessage | None: ...
