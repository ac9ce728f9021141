"""What an operator sees: structured logs, health endpoints, Prometheus metrics, traces. Imports no other lib."""

from libs.telemetry.health import HealthServer
from libs.telemetry.logs import configure
from libs.telemetry.loop import watch_event_loop
from libs.telemetry.tracing import Tracer, tracer_from_environment

__all__ = ["HealthServer", "Tracer", "configure", "tracer_from_environment", "watch_event_loop"]
