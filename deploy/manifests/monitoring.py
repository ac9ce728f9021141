"""`components/monitoring/rules.yaml`: the alarms of deploy/monitoring/rules, for the Prometheus operator."""

from pathlib import Path

import yaml

from deploy.manifests.objects import Files, labels, one

RULES = Path(__file__).parents[1] / "monitoring" / "rules" / "reelbus.yml"


def files() -> Files:
    """The rules as a PrometheusRule."""
    spec = yaml.safe_load(RULES.read_text())
    meta = {"name": "reelbus", "labels": labels("reelbus", "monitoring")}
    made = {"apiVersion": "monitoring.coreos.com/v1", "kind": "PrometheusRule", "metadata": meta, "spec": spec}
    return one("components/monitoring/rules.yaml", made)
