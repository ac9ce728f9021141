"""A Kubernetes control plane without containers, and kubectl on it.

KUBERNETES_TEST_HOME is a folder with `start.sh [--keda] DATA_DIR` and `stop.sh DATA_DIR`: the first starts an API server,
controllers, KEDA and simulated nodes on KUBE_PORT and the eight ports after it, and prints `export` lines of a shell.
"""

import json
import os
import re
import socket
import subprocess
from pathlib import Path
from typing import Any, TypeAlias

Object: TypeAlias = dict[str, Any]
PORTS = 9


class Refused(Exception):
    """What kubectl said on stderr."""


class Cluster:
    """A control plane whose state is in `folder`."""

    def __init__(self, home: Path, folder: Path) -> None:
        self._stop = [home / "stop.sh", folder]
        env = os.environ | {"KUBE_PORT": str(_free_ports()), "KUBE_READY_SECONDS": "300"}
        started = subprocess.run(
            [home / "start.sh", "--keda", folder], env=env, stdout=subprocess.PIPE, text=True, check=True
        )
        found = re.search(r"KUBECONFIG=(\S+) PATH=(\S+?):", started.stdout)
        assert found is not None, started.stdout
        self._env = os.environ | {"KUBECONFIG": found[1], "PATH": f"{found[2]}:{os.environ['PATH']}"}
        self._kubectl = str(Path(found[2], "kubectl"))

    def close(self) -> None:
        """Stop it."""
        subprocess.run(self._stop, check=True)

    def __call__(self, *arguments: str | Path, given: str | None = None) -> str:
        """What kubectl prints on stdout. Raises `Refused`."""
        done = self.run(*arguments, given=given)
        if done.returncode:
            raise Refused(f"kubectl {' '.join(map(str, arguments))}: {done.stdout}{done.stderr}")
        return done.stdout

    def run(self, *arguments: str | Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
        """Kubectl, whatever its status."""
        return subprocess.run(
            [self._kubectl, *arguments], env=self._env, input=given, capture_output=True, text=True, check=False
        )

    def list(self, kinds: str, namespace: str, *selection: str) -> list[Object]:
        """The objects of these kinds, with commas."""
        found: list[Object] = json.loads(self("get", kinds, "-n", namespace, "-o", "json", *selection))["items"]
        return found

    def get(self, kind: str, name: str, namespace: str) -> Object:
        """One object."""
        found: Object = json.loads(self("get", kind, name, "-n", namespace, "-o", "json"))
        return found


def home() -> Path:
    """The folder that the environment names. Fails where it names none."""
    given = os.environ.get("KUBERNETES_TEST_HOME")
    assert given, (
        "set KUBERNETES_TEST_HOME to a folder with start.sh and stop.sh of a control plane: see docs/kubernetes.md"
    )
    folder = Path(given).resolve()
    assert (folder / "start.sh").exists(), f"KUBERNETES_TEST_HOME={given}: there is no start.sh"
    return folder


def _free_ports() -> int:
    """The first of nine free ports in a row."""
    for first in range(18443, 32000, PORTS):
        if not any(_taken(port) for port in range(first, first + PORTS)):
            return first
    raise AssertionError("no nine free ports in a row")


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
