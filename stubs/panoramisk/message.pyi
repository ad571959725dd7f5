from collections.abc import Mapping

class Message(dict[str, str]):
    def __init__(self, headers: Mapping[str, str], content: str = "") -> None: ...
