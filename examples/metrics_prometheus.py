"""Metrics of calls for Prometheus: how long commands take, how they end, and how many calls hang up.

pip install prometheus-client
python -m examples.metrics_prometheus
exten => 100,1,AGI(agi://127.0.0.1/balance)
curl -s http://127.0.0.1:9464/metrics | grep ^agi_
"""

from __future__ import annotations

import asyncio

from prometheus_client import Counter, Histogram, start_http_server

from agicodec import Command, Observer, ReplyReceived
from agicodec.io.asyncio import AsyncioCall, serve
from examples.ivr import balance

__all__ = ["COMMANDS", "HANGUPS", "SECONDS", "Metrics", "measured"]

SECONDS = Histogram("agi_command_seconds", "The time from a command to its reply.", ["command"])
COMMANDS = Counter("agi_commands", "Commands that have ended.", ["command", "outcome"])
HANGUPS = Counter("agi_hangups", "Channels that have hung up during a call.")


class Metrics(Observer):
    """Counts the commands of a call, and measures their time."""

    def reply_received(self, reply: ReplyReceived[object], seconds: float) -> None:
        """Count a reply by its status, and measure its time."""
        SECONDS.labels(str(reply.command)).observe(seconds)
        COMMANDS.labels(str(reply.command), str(reply.raw.status)).inc()

    def command_interrupted(self, command: Command[object], seconds: float) -> None:
        """Count an interruption."""
        COMMANDS.labels(str(command), "interrupted").inc()

    def command_lost(self, command: Command[object], error: Exception) -> None:
        """Count a command without a reply."""
        COMMANDS.labels(str(command), "lost").inc()

    def channel_hung_up(self) -> None:
        """Count a hangup."""
        HANGUPS.inc()


async def measured(call: AsyncioCall) -> None:
    """Run the flow of the examples, measured."""
    call.observe(Metrics())
    await balance(call)


if __name__ == "__main__":
    start_http_server(9464)
    asyncio.run(serve(measured))
