"""The base of the manifests with KEDA in a namespace of its own, on a broker that runs here; and volumes for its claims."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from deploy.manifests.build import K8S
from deploy.manifests.objects import kustomization
from tests.cluster.control_plane import Cluster, Object

WAIT = 900.0
"""Seconds at most for each step. A machine with other work was seen to take minutes where an idle one takes seconds."""
PATIENT = {"KAFKA_CONNECT_TIMEOUT_SECONDS": "300", "KAFKA_SESSION_TIMEOUT_SECONDS": "30"}
"""Settings: a dozen processes that start at a time on two processors are neither given up nor removed from their group."""


@contextmanager
def deployed(
    cluster: Cluster, namespace: str, address: str, *, model_keys: Mapping[str, str], patches: Sequence[Object] = ()
) -> Iterator[None]:
    """It is applied; at the end the namespace is gone. `address` is the broker's."""
    with TemporaryDirectory(dir=K8S) as folder:
        content = kustomization(
            namespace=namespace,
            resources=["../base"],
            components=["../components/autoscaling-keda"],
            configMapGenerator=[{
                "name": "reelbus", "behavior": "merge", "literals": _literals({"KAFKA_BOOTSTRAP_SERVERS": address, **PATIENT}),
            }],
            secretGenerator=[
                {"name": "keda-kafka", "literals": ["sasl=none", "tls=disable", "username=", "password=", "ca="]},
                {"name": "database", "literals": ["DATABASE_URL=postgresql://nowhere/none"]},
                {"name": "model-keys", "literals": _literals(model_keys)},
            ],
            patches=list(patches),
        )  # fmt: skip
        Path(folder, "kustomization.yaml").write_text(yaml.safe_dump(content))
        cluster("create", "namespace", namespace)
        cluster("apply", "-k", folder)
        yield
        cluster("delete", "namespace", namespace, f"--timeout={WAIT:.0f}s")


def _literals(values: Mapping[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in values.items()]


def volumes(owner: Object, namespace: str, folder: Path) -> list[Object]:
    """A volume below `folder` for each claim of a StatefulSet: there is no provisioner here."""
    made = []
    for claim in owner["spec"].get("volumeClaimTemplates", ()):
        for number in range(owner["spec"].get("replicas", 1)):
            name = f"{claim['metadata']['name']}-{owner['metadata']['name']}-{number}"
            spec = {
                "capacity": claim["spec"]["resources"]["requests"],
                "accessModes": claim["spec"]["accessModes"],
                "hostPath": {"path": str(folder / name)},
                "claimRef": {"namespace": namespace, "name": name},
            }
            made.append(
                {
                    "apiVersion": "v1",
                    "kind": "PersistentVolume",
                    "metadata": {"name": f"{namespace}-{name}"},
                    "spec": spec,
                }
            )
    return made
