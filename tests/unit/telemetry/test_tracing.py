"""Spans of handled events, and no cost without them."""

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from aiohttp import web

from libs.bus.event import Event
from libs.events.video import NewVideoPosted
from libs.telemetry.health import listen
from libs.telemetry.tracing import SHUTDOWN_SECONDS, OpenTelemetry, tracer_from_environment

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
SETTINGS = (
    "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_TRACES_EXPORTER", "OTEL_SDK_DISABLED",
    "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_SERVICE_NAME",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)


def event(traceparent: str | None = f"00-{TRACE}-{PARENT}-01") -> Event[Any]:
    return Event("e1", "new-video-posted", "v1", NewVideoPosted(video_id="v1"), 2, traceparent)


class Recorder:
    """A tracer whose finished spans stay in memory."""

    def __init__(self) -> None:
        sdk = pytest.importorskip("opentelemetry.sdk.trace")
        export = pytest.importorskip("opentelemetry.sdk.trace.export")
        memory = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")
        self._exporter = memory.InMemorySpanExporter()
        provider = sdk.TracerProvider()
        provider.add_span_processor(export.SimpleSpanProcessor(self._exporter))
        self.tracer = OpenTelemetry(provider)

    @property
    def spans(self) -> list[Any]:
        return list(self._exporter.get_finished_spans())


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    made = Recorder()
    yield made
    made.tracer.shutdown()


def test_a_span_follows_the_incoming_trace_and_results_follow_the_span(recorder: Recorder) -> None:
    with recorder.tracer.span(event()) as traceparent:
        pass
    (span,) = recorder.spans
    assert f"{span.context.trace_id:032x}" == TRACE
    assert f"{span.parent.span_id:016x}" == PARENT
    assert traceparent == f"00-{TRACE}-{span.context.span_id:016x}-01"


def test_what_a_span_says(recorder: Recorder) -> None:
    with recorder.tracer.span(event()):
        pass
    (span,) = recorder.spans
    assert span.name == "process new-video-posted"
    assert span.kind.name == "CONSUMER"
    assert dict(span.attributes) == {
        "messaging.system": "kafka",
        "messaging.operation.type": "process",
        "messaging.operation.name": "process",
        "messaging.destination.name": "new-video-posted",
        "messaging.message.id": "e1",
        "messaging.kafka.message.key": "v1",
        "cloudevents.event_id": "e1",
        "reelbus.attempt": 2,
    }


@pytest.mark.parametrize("given", [None, "", "garbage", "00-" + "0" * 32 + "-" + "0" * 16 + "-01"])
def test_without_a_valid_parent_a_trace_begins(recorder: Recorder, given: str | None) -> None:
    with recorder.tracer.span(event(given)) as traceparent:
        pass
    (span,) = recorder.spans
    assert span.parent is None
    assert traceparent is not None
    # The flags say more than "sampled" in W3C level 2.
    assert traceparent[:-2] == f"00-{span.context.trace_id:032x}-{span.context.span_id:016x}-"


def test_a_trace_that_is_not_sampled_stays_so(recorder: Recorder) -> None:
    with recorder.tracer.span(event(f"00-{TRACE}-{PARENT}-00")) as traceparent:
        pass
    assert not recorder.spans
    assert traceparent is not None
    assert traceparent.startswith(f"00-{TRACE}-")
    assert traceparent.endswith("-00")


def test_a_failed_handler_is_a_failed_span_without_its_secrets(recorder: Recorder) -> None:
    with pytest.raises(ValueError, match="hunter2"), recorder.tracer.span(event()):
        raise ValueError("GET https://b/k?X-Amz-Signature=hunter2")
    (span,) = recorder.spans
    assert span.status.status_code.name == "ERROR"
    assert span.attributes["error.type"] == "ValueError"
    assert "hunter2" not in span.to_json()


async def test_handlers_at_the_same_time_keep_apart(recorder: Recorder) -> None:
    together = asyncio.Barrier(2)

    async def handle(trace: str) -> str | None:
        with recorder.tracer.span(event(f"00-{trace}-{PARENT}-01")) as traceparent:
            await together.wait()
            return traceparent

    traces = ["1" * 32, "2" * 32]
    assert [str(parent).split("-")[1] for parent in await asyncio.gather(*map(handle, traces))] == traces


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"OTEL_TRACES_EXPORTER": "none"},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://h:1", "OTEL_TRACES_EXPORTER": "none"},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://h:1", "OTEL_SDK_DISABLED": "true"},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": ""},
    ],
)
def test_no_tracer_unless_asked_for(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert tracer_from_environment("caption") is None


@pytest.mark.parametrize(
    "environment",
    [{"OTEL_TRACES_EXPORTER": "zipkin"}, {"OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}],
)
def test_what_we_cannot_do_is_said(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValueError, match="OTEL_"):
        tracer_from_environment("caption")


def test_without_the_extra_it_is_said_and_nothing_is_imported() -> None:
    """In a fresh interpreter: one that cannot import OpenTelemetry, then one that could but is not asked to."""
    script = (
        "import os, sys\n"
        "if len(sys.argv) > 1: sys.modules['opentelemetry'] = None; os.environ['OTEL_TRACES_EXPORTER'] = 'console'\n"
        "from libs.telemetry.tracing import tracer_from_environment\n"
        "try: print(tracer_from_environment('caption'))\n"
        "except ValueError as error: print(error)\n"
        "print('opentelemetry.sdk' in sys.modules)\n"
    )
    absent = subprocess.run([sys.executable, "-c", script, "absent"], capture_output=True, text=True, check=True)
    assert "pip install '.[tracing]'" in absent.stdout
    unasked = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert unasked.stdout.split() == ["None", "False"]


async def test_spans_arrive_at_a_collector(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("opentelemetry.exporter.otlp.proto.http")
    bodies: list[bytes] = []

    async def collect(request: web.Request) -> web.Response:
        bodies.append(await request.read())
        return web.Response()

    app = web.Application()
    app.router.add_post("/v1/traces", collect)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listener = listen("127.0.0.1", 0)
    await web.SockSite(runner, listener).start()
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{listener.getsockname()[1]}")
    try:
        tracer = tracer_from_environment("caption")
        assert tracer is not None
        with tracer.span(event()):
            pass
        await asyncio.to_thread(tracer.shutdown)
    finally:
        await runner.cleanup()
    (body,) = bodies
    assert b"process new-video-posted" in body
    assert b"reelbus-caption" in body
    assert bytes.fromhex(TRACE) in body


async def test_a_dead_collector_holds_a_stopping_process_for_seconds_only(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("opentelemetry.exporter.otlp.proto.http")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    tracer = tracer_from_environment("caption")
    assert tracer is not None
    with tracer.span(event()):
        pass
    started = time.monotonic()
    await asyncio.to_thread(tracer.shutdown)
    assert time.monotonic() - started < SHUTDOWN_SECONDS + 1
    for thread in threading.enumerate():
        if thread.name.startswith("Otel"):
            await asyncio.to_thread(thread.join, 5)
            assert not thread.is_alive()
