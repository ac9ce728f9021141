"""Every overlay on a real API server: admitted, available, the same after a second apply, and gone with its namespace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from deploy.manifests.build import K8S, OVERLAYS, overlay
from tests.cluster.conftest import PATIENCE, eventually
from tests.cluster.control_plane import Cluster, Object, Refused
from tests.cluster.deployment import volumes

pytestmark = pytest.mark.cluster
NAMESPACE = "reelbus"
TIMEOUT = f"--timeout={PATIENCE:.0f}s"
OF_THE_CLUSTER = ("Namespace", "PersistentVolume")


@pytest.fixture(params=OVERLAYS)
def applied(request: pytest.FixtureRequest, cluster: Cluster) -> Iterator[Path]:
    """The folder of an overlay that was applied, with volumes for its claims: there is no provisioner here."""
    stateful = [each for each in overlay(request.param) if each["kind"] == "StatefulSet"]
    made = [each for owner in stateful for each in volumes(owner, NAMESPACE, Path("/volumes"))]
    cluster("apply", "-f", "-", given=yaml.safe_dump_all(made))
    folder = K8S / "overlays" / request.param
    done = cluster.run("apply", "-k", folder)
    assert (done.returncode, done.stderr) == (0, "")  # no warnings either
    yield folder
    cluster("delete", "namespace", NAMESPACE, "--ignore-not-found", TIMEOUT)
    cluster("delete", "persistentvolume", "--all")


def test_an_overlay_from_the_first_apply_to_the_deletion_of_its_namespace(cluster: Cluster, applied: Path) -> None:
    cluster("wait", "-n", NAMESPACE, "--for=condition=Available", "deployment", "--all", TIMEOUT)
    cluster("wait", "-n", NAMESPACE, "--for=condition=Complete", "job", "--all", TIMEOUT)
    for owner in cluster.list("statefulsets", NAMESPACE):
        cluster("rollout", "status", "-n", NAMESPACE, f"statefulset/{owner['metadata']['name']}", TIMEOUT)
    # A pod that Pod Security refuses is an event of its ReplicaSet, StatefulSet or Job, and nothing else.
    namespace = cluster.get("namespace", NAMESPACE, NAMESPACE)
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    assert [each["message"] for each in cluster.list("events", NAMESPACE) if each["reason"] == "FailedCreate"] == []
    with pytest.raises(Refused, match="violates PodSecurity"):
        cluster("run", "open", "-n", NAMESPACE, "--image=example", "--privileged")

    difference = cluster.run("diff", "-k", applied)
    assert (difference.returncode, difference.stdout) == (0, ""), difference.stderr
    before = written(cluster)
    again = cluster("apply", "-k", applied)
    assert "created" not in again
    assert written(cluster) == before, "a second apply changed something"
    # What kubectl calls configured although nothing changes: it always sends these fields, see docs/kubernetes.md.
    configured = {line.split(".")[0].split("/")[0] for line in again.splitlines() if line.endswith(" configured")}
    assert configured <= {"poddisruptionbudget", "statefulset", "secret"}

    for kind in ("deployment", "statefulset"):
        cluster("rollout", "restart", "-n", NAMESPACE, kind)
        for owner in cluster.list(kind, NAMESPACE):
            cluster("rollout", "status", "-n", NAMESPACE, f"{kind}/{owner['metadata']['name']}", TIMEOUT)

    cluster("delete", "namespace", NAMESPACE, TIMEOUT)
    kinds = cluster("api-resources", "--verbs=list", "--namespaced", "-o", "name").split()
    listed = ",".join(kind for kind in kinds if not kind.endswith(("metrics.k8s.io", "metrics.keda.sh")))
    assert cluster("get", listed, "-n", NAMESPACE, "-o", "name", "--ignore-not-found") == ""
    left = cluster(
        "get",
        "clusterroles,clusterrolebindings,persistentvolumes",
        "-l",
        "app.kubernetes.io/part-of=reelbus",
        "-o",
        "name",
    )
    assert left == ""


def written(cluster: Cluster) -> dict[str, Object]:
    """What an apply can write, without what controllers and the server add, by kind and name."""
    kinds = (
        "deployments,statefulsets,jobs,services,configmaps,secrets,serviceaccounts,poddisruptionbudgets,networkpolicies,"
        "horizontalpodautoscalers,scaledobjects,triggerauthentications,podmonitors,prometheusrules"
    )
    found = {}
    for each in cluster.list(kinds, NAMESPACE):
        meta = {key: each["metadata"].get(key) for key in ("labels", "annotations", "generation", "uid")}
        rest = {key: value for key, value in each.items() if key not in ("metadata", "status")}
        found[f"{each['kind']}/{each['metadata']['name']}"] = rest | {"metadata": meta}
    return found


def test_a_drain_waits_for_the_disruption_budget(cluster: Cluster) -> None:
    cluster("apply", "-k", K8S / "overlays" / "prod-hpa")
    try:
        minimum = '{"spec": {"minReplicas": 3}}'
        cluster("patch", "hpa", "caption", "-n", NAMESPACE, "--type=merge", "-p", minimum)
        eventually(lambda: len(ready(cluster)) == 3, "three replicas")
        sick, other = ready(cluster)[:2]
        node = other["spec"]["nodeName"]
        assert sick["spec"]["nodeName"] != node, "replicas are spread over nodes"
        drain = (
            "drain",
            node,
            "--ignore-daemonsets",
            "--delete-emptydir-data",
            "--pod-selector=app.kubernetes.io/name=caption",
        )

        be_ready(cluster, sick, ready="False")
        eventually(
            lambda: cluster.get("pdb", "caption", NAMESPACE)["status"]["disruptionsAllowed"] == 0, "no disruption"
        )

        def refused() -> bool:
            """In five seconds a busy machine may not have come to ask."""
            done = cluster.run(*drain, "--timeout=5s")
            assert done.returncode != 0
            return "violate the pod's disruption budget" in done.stderr

        eventually(refused, "the budget allows no disruption")
        assert len(ready(cluster)) == 2

        be_ready(cluster, sick, ready="True")
        cluster(*drain, TIMEOUT)
        eventually(lambda: len(ready(cluster)) == 3, "three replicas again")
        assert node not in {pod["spec"]["nodeName"] for pod in ready(cluster)}
        cluster("uncordon", node)
    finally:
        cluster("delete", "namespace", NAMESPACE, TIMEOUT)


def ready(cluster: Cluster) -> list[Object]:
    """The pods of the caption service that are ready."""
    pods = cluster.list("pods", NAMESPACE, "-l", "app.kubernetes.io/name=caption")
    return [pod for pod in pods if {"type": "Ready", "status": "True"}.items() <= _condition(pod).items()]


def _condition(pod: Object) -> Object:
    return next((each for each in pod["status"].get("conditions", ()) if each["type"] == "Ready"), {})


def be_ready(cluster: Cluster, pod: Object, *, ready: str) -> None:
    patch = f'{{"status": {{"conditions": [{{"type": "Ready", "status": "{ready}"}}]}}}}'
    name = pod["metadata"]["name"]
    cluster("patch", "pod", name, "-n", NAMESPACE, "--subresource=status", "--type=strategic", "-p", patch)
