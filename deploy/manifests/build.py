"""Builds an overlay with kustomize, which is part of kubectl."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from deploy.manifests.objects import Object, kustomization

K8S = Path(__file__).parents[1] / "k8s"
OVERLAYS = ("local", "prod-hpa", "prod-keda")
NO_KUBECTL = "kubectl is not installed: https://kubernetes.io/docs/tasks/tools/ (kustomize is part of it)"


class NotBuilt(Exception):
    """Kustomize refused an overlay, or is not installed. The message is for people."""


def overlay(name: str) -> list[Object]:
    """The objects of `overlays/<name>`. Raises NotBuilt."""
    return built(K8S / "overlays" / name)


def combination(components: Sequence[str]) -> list[Object]:
    """The objects of the base with these components. Raises NotBuilt."""
    with TemporaryDirectory(dir=K8S) as folder:
        file = Path(folder) / "kustomization.yaml"
        # What components refer to and overlays make.
        secrets = [{"name": name, "literals": [value]} for name, value in EXPECTED.items()]
        content = kustomization(
            resources=["../base"],
            components=[f"../components/{each}" for each in components],
            secretGenerator=secrets,
            namespace="reelbus",
        )
        file.write_text(yaml.safe_dump(content))
        return built(Path(folder))


EXPECTED = {
    "database": "DATABASE_URL=postgresql://localhost/example",
    "keda-kafka": "sasl=none",
    "postgres-password": "POSTGRES_PASSWORD=example",
    "store-root": "ROOT_ACCESS_KEY=example",
}
"""Secrets that overlays make, with a value each."""


def built(folder: Path) -> list[Object]:
    """The objects that the kustomization in `folder` makes. Raises NotBuilt."""
    kubectl = shutil.which("kubectl")
    if kubectl is None:
        raise NotBuilt(NO_KUBECTL)
    done = subprocess.run(  # noqa: S603 - a fixed program and a folder of ours
        [kubectl, "kustomize", str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotBuilt(f"{folder.name}: {done.stderr.strip()}")
    objects: list[Any] = list(yaml.safe_load_all(done.stdout))
    return objects
