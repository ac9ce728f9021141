"""Traces through event headers. OpenTelemetry is an extra (`tracing`); without it or its settings there is no overhead.

Attribute names follow OpenTelemetry's semantic conventions for messaging (v1.30) and CloudEvents.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Protocol

from libs.telemetry.redaction import redact

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter

_SWITCHES = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_TRACES_EXPORTER")

SHUTDOWN_SECONDS = 2.0


class Traced(Protocol):
    """The attributes of an event for its span; `libs.bus.Event` has them."""

    @property
    def id(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def key(self) -> str | None: ...
    @property
    def attempt(self) -> int: ...
    @property
    def traceparent(self) -> str | None: ...


class Tracer(Protocol):
    """Creates a span for each handled event."""

    def span(self, event: Traced) -> AbstractContextManager[str | None]:
        """A span for the duration of the handler; yields the traceparent for the handler's results.

        An exception marks the span as failed and is raised.
        """
        ...

    def shutdown(self) -> None:
        """Send buffered spans; blocks for at most `SHUTDOWN_SECONDS`."""
        ...


def tracer_from_environment(service: str) -> Tracer | None:
    """A tracer if OpenTelemetry is configured, else None: then the incoming traceparent is passed on unchanged.

    It is configured if `OTEL_EXPORTER_OTLP_ENDPOINT`, its `_TRACES_` form or `OTEL_TRACES_EXPORTER` (`otlp`,
    `console`, `none`) is set. Raises ValueError if it is configured but the extra `tracing` is not installed, or the
    exporter is unknown.
    """
    if not any(os.environ.get(name) for name in _SWITCHES) or os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return None
    kind = os.environ.get("OTEL_TRACES_EXPORTER", "otlp").strip().lower() or "otlp"
    if kind == "none":
        return None
    if kind not in ("otlp", "console"):
        raise ValueError(f"OTEL_TRACES_EXPORTER={kind}: must be otlp, console or none")
    protocol = os.environ.get("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") or os.environ.get("OTEL_EXPORTER_OTLP_PROTOCOL")
    if kind == "otlp" and protocol not in (None, "", "http/protobuf"):
        raise ValueError(f"OTEL_EXPORTER_OTLP_PROTOCOL={protocol}: must be http/protobuf")
    try:
        exporter = _exporter(kind)
        return OpenTelemetry(_provider(service, exporter), exporter.shutdown)
    except ImportError as error:
        raise ValueError(
            f"OTEL_* asks for traces but {error.name} is not installed: pip install '.[tracing]'"
        ) from None


class OpenTelemetry:
    """Spans of the OpenTelemetry SDK. Its exporter runs in a separate thread; `give_up` stops its retries."""

    def __init__(self, provider: "TracerProvider", give_up: Callable[[], None] = lambda: None) -> None:
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._provider = provider
        self._give_up = give_up
        self._tracer = provider.get_tracer("reelbus")
        self._propagator = TraceContextTextMapPropagator()

    @contextmanager
    def span(self, event: Traced) -> Iterator[str | None]:
        """A consumer span whose parent is the event's traceparent; if that is malformed, a new trace starts."""
        from opentelemetry.trace import SpanKind, StatusCode

        parent = self._propagator.extract({"traceparent": event.traceparent} if event.traceparent else {})
        attributes: dict[str, str | int] = {
            "messaging.system": "kafka",
            "messaging.operation.type": "process",
            "messaging.operation.name": "process",
            "messaging.destination.name": event.topic,
            "messaging.message.id": event.id,
            "cloudevents.event_id": event.id,
            "reelbus.attempt": event.attempt,
        }
        if event.key is not None:
            attributes["messaging.kafka.message.key"] = event.key
        with self._tracer.start_as_current_span(
            f"process {event.topic}", context=parent, kind=SpanKind.CONSUMER, attributes=attributes,
            record_exception=False, set_status_on_exception=False,
        ) as span:  # fmt: skip
            carrier: dict[str, str] = {}
            self._propagator.inject(carrier)
            try:
                yield carrier.get("traceparent", event.traceparent)
            except Exception as error:
                # Not by the SDK, which would record the message with a signed URL or a key in it.
                span.set_attribute("error.type", type(error).__qualname__)
                span.set_status(StatusCode.ERROR, redact(f"{type(error).__name__}: {error}"))
                raise

    def shutdown(self) -> None:
        """Send buffered spans, without waiting longer for a collector that does not answer."""
        # The SDK itself would retry until its timeout, which is too long for a stopping process.
        flush = Thread(target=self._provider.shutdown, name="otel-shutdown", daemon=True)
        flush.start()
        flush.join(SHUTDOWN_SECONDS)
        if flush.is_alive():
            self._give_up()


def _exporter(kind: str) -> "SpanExporter":
    if kind == "console":
        from opentelemetry.sdk.trace.export import ConsoleSpanExporter

        return ConsoleSpanExporter()
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter()


def _provider(service: str, exporter: "SpanExporter") -> "TracerProvider":
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    # OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES take precedence over our name.
    own = {} if _names_service() else {"service.name": f"reelbus-{service}"}
    provider = TracerProvider(resource=Resource.create(own), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider


def _names_service() -> bool:
    return bool(os.environ.get("OTEL_SERVICE_NAME")) or "service.name=" in os.environ.get(
        "OTEL_RESOURCE_ATTRIBUTES", ""
    )
