"""Structured logs, health endpoints, Prometheus metrics and traces. It imports no other lib.

Nothing is imported here: commands that read `libs.telemetry.escape` need no web server, and start sooner.
"""
