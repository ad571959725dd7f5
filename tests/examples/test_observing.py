"""The examples of observers, with the libraries that they are for."""

from __future__ import annotations

import asyncio

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import REGISTRY

from agicodec.io.asyncio import Flow, Server
from agicodec.testing import Asterisk, call_fastagi
from examples.ivr import balance
from examples.metrics_prometheus import measured
from examples.tracing_opentelemetry import traced


def serve_one(flow: Flow) -> None:
    """Serve a call with the flow of the examples, whose caller hangs up at the last announcement."""
    asterisk = Asterisk(database={("balance", "1234"): "42"})
    asterisk.caller.dials("1234")

    async def main() -> None:
        async with Server(flow, port=0) as server:
            await asyncio.to_thread(call_fastagi, asterisk, *server.address)

    asyncio.run(main())


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0


def test_commands_are_counted_and_measured() -> None:
    before = value("agi_commands_total", command="GET DATA", outcome="200")
    serve_one(measured)
    assert value("agi_commands_total", command="GET DATA", outcome="200") == before + 1
    assert value("agi_command_seconds_count", command="GET DATA") == before + 1


def test_a_call_is_a_span_with_a_span_for_each_command() -> None:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    serve_one(traced(balance, provider.get_tracer("test")))
    *commands, call = exporter.get_finished_spans()
    assert call.name == "AGI call"
    assert "GET DATA" in [span.name for span in commands]
    for span in commands:
        assert span.parent is not None
        assert call.context is not None
        assert span.parent.span_id == call.context.span_id
        assert (span.start_time or 0) <= (span.end_time or 0)
