from collections.abc import Mapping

class Command:
    def __init__(self, headers: Mapping[str, str], *, as_list: bool = False) -> None: ...
