"""Spans of OpenTelemetry: one for each call, around the flow, and within it one for each command.

pip install opentelemetry-sdk
python -m examples.tracing_opentelemetry
exten => 100,1,AGI(agi://127.0.0.1/balance)
"""

from __future__ import annotations

import asyncio
import time

from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import ConsoleSpanExporter, SimpleSpanProcessor
from opentelemetry.trace import StatusCode, Tracer

from agicodec import Command, Observer, ReplyReceived
from agicodec.io.asyncio import AsyncioCall, Flow, serve
from examples.ivr import balance

__all__ = ["Spans", "traced"]

_NANOSECONDS = 1_000_000_000


class Spans(Observer):
    """Makes a span of each command that has ended, within the span of the call."""

    def __init__(self, tracer: Tracer, call_span: trace.Span) -> None:
        self._tracer = tracer
        self._span = call_span

    def reply_received(self, reply: ReplyReceived[object], seconds: float) -> None:
        """Make the span of a command, with the status of the reply."""
        self._add(reply.command, seconds, str(reply.raw.status), is_error=reply.raw.status != 200)

    def command_interrupted(self, command: Command[object], seconds: float) -> None:
        """Make the span of a command that was interrupted."""
        self._add(command, seconds, "interrupted")

    def command_lost(self, command: Command[object], error: Exception) -> None:
        """Make the span of a command that has no reply."""
        self._add(command, 0, "lost", is_error=True)

    def channel_hung_up(self) -> None:
        """Add the hangup to the span of the call."""
        self._span.add_event("hangup")

    def _add(self, command: Command[object], seconds: float, outcome: str, *, is_error: bool = False) -> None:
        end = time.time_ns()
        span = self._tracer.start_span(
            str(command),
            context=trace.set_span_in_context(self._span),
            start_time=end - int(seconds * _NANOSECONDS),
            attributes={"agi.outcome": outcome},
        )
        if is_error:
            span.set_status(StatusCode.ERROR)
        span.end(end)


def traced(flow: Flow, tracer: Tracer) -> Flow:
    """Return a flow that runs another one within a span."""

    async def run(call: AsyncioCall) -> None:
        with tracer.start_as_current_span("AGI call", attributes={"agi.channel": call.environment.channel}) as span:
            call.observe(Spans(tracer, span))
            await flow(call)

    return run


if __name__ == "__main__":
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(ConsoleSpanExporter()))
    asyncio.run(serve(traced(balance, provider.get_tracer("agi"))))
