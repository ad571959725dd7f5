from collections.abc import Awaitable, Callable

from aioagi.request import AGIRequest
from aiohttp.web_runner import Application

class _Router:
    def add_route(self, method: str, path: str, handler: Callable[[AGIRequest], Awaitable[object]]) -> object: ...

class AGIApplication(Application):
    router: _Router
    def __init__(self) -> None: ...
