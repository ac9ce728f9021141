"""What an operator sees: structured logs, health endpoints, Prometheus metrics, traces. Imports no other lib.

Nothing is imported here: commands that read `libs.telemetry.escape` need no web server, and start sooner.
"""
