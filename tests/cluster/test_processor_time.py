"""An HPA follows the processor time that pods are said to use: up, and down again."""

import json

import pytest

from deploy.manifests.autoscaling import CPU
from deploy.manifests.build import K8S
from tests.cluster.conftest import PATIENCE, eventually
from tests.cluster.control_plane import Cluster

pytestmark = pytest.mark.cluster
NAMESPACE = "reelbus"
REQUESTED = 250
"""Thousandths of a processor, as in the manifest of the caption service."""
LOAD = 1000
"""Of all replicas together, which share it."""


def test_replicas_follow_processor_time(cluster: Cluster) -> None:
    cluster("apply", "-k", K8S / "overlays" / "prod-hpa")
    try:
        # As in the overlay, but not for minutes.
        soon = {"stabilizationWindowSeconds": 5, "policies": [{"type": "Pods", "value": 4, "periodSeconds": 5}]}
        patch = json.dumps({"spec": {"behavior": {"scaleDown": soon}}})
        cluster("patch", "hpa", "caption", "-n", NAMESPACE, "--type=merge", "-p", patch)
        wanted = -(-LOAD * 100 // (REQUESTED * CPU))
        assert wanted == 6
        seen = {1}

        def settled(load: int, replicas: int) -> bool:
            """The load is divided among the pods that are there."""
            pods = cluster.list("pods", NAMESPACE, "-l", "app.kubernetes.io/name=caption")
            usage = f"kwok.x-k8s.io/usage-cpu={load // max(1, len(pods))}m"
            cluster("annotate", "pod", "-n", NAMESPACE, "-l", "app.kubernetes.io/name=caption", usage, "--overwrite")
            status = cluster.get("hpa", "caption", NAMESPACE)["status"]
            seen.add(len(pods))
            used = next(
                (each["resource"]["current"]["averageUtilization"] for each in status.get("currentMetrics") or ()), 0
            )
            return len(pods) == replicas and used <= CPU

        eventually(lambda: settled(LOAD, wanted), f"{wanted} replicas")
        eventually(lambda: settled(0, 1), "one replica")
        assert max(seen) <= 12
    finally:
        cluster("delete", "namespace", NAMESPACE, f"--timeout={PATIENCE:.0f}s")
