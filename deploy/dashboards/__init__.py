"""Grafana dashboards as code: `make manifests` writes deploy/monitoring/dashboards."""
