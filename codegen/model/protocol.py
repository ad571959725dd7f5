"""The protocol as the spec has it: the environment, limits, statuses, variables and the messages of AsyncAGI."""

from __future__ import annotations

from attrs import frozen

__all__ = [
    "AsyncAgiEvent",
    "EnvironmentField",
    "Limit",
    "Older",
    "Refusal",
    "RunVariable",
    "Status",
]


@frozen
class EnvironmentField:
    """A field of the environment."""

    name: str
    attribute: str
    type: str
    meaning: str
    optional: bool = False
    since: str | None = None


@frozen
class Limit:
    """A limit of the line protocol."""

    name: str
    value: int
    meaning: str
    source: str
    since: tuple[str, ...] = ()

    @property
    def constants(self) -> tuple[str, ...]:
        """The names of its constants."""
        return (self.name, f"{self.name}_SINCE") if self.since else (self.name,)


@frozen
class Status:
    """A status of replies."""

    code: int
    line: str
    meaning: str
    error: str | None = None
    unseen: str | None = None


@frozen
class RunVariable:
    """A channel variable that controls a run of AGI, or that a run sets."""

    name: str
    set_by: str
    meaning: str
    shown: str
    since: tuple[str, ...] = ()


@frozen
class Older:
    """The name of an event up to Asterisk 11."""

    event: str
    subevent: str


@frozen
class AsyncAgiEvent:
    """An event of AsyncAGI."""

    class_name: str
    event: str
    older: Older
    headers: tuple[str, ...]
    meaning: str


@frozen
class Refusal:
    """An error response to the action of AsyncAGI."""

    begins: str
    contains: str
    error: str
    example: str
    meaning: str
