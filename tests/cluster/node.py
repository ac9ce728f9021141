"""Runs the pods of one service as processes: what a node does, without containers.

Each pod's environment is that of its manifest, from config maps and secrets of the cluster; its command is run by this Python.
A claimed volume is its folder, in settings that name where it is mounted. A deleted pod's process gets SIGTERM, and SIGKILL
after the grace period; one of the same name starts after it. A process that ends is started again.
"""

import asyncio
import base64
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from tests.cluster.control_plane import Cluster, Object, Refused

ROOT = Path(__file__).parents[2]
LOOK_SECONDS = 1.0


class Node:
    """The processes of the pods of `service`. Their logs are in `folder`."""

    def __init__(self, cluster: Cluster, namespace: str, service: str, folder: Path) -> None:
        self._cluster, self._namespace, self._service, self._folder = cluster, namespace, service, folder
        self.processes: dict[str, asyncio.subprocess.Process] = {}
        self.restarts: list[tuple[int, str]] = []
        """Exit status and last line of each process that ended while its pod was there."""
        self.statuses: list[int] = []
        """Exit statuses of processes whose pods were deleted."""
        self._uids: dict[str, str] = {}
        """Of the pods of `processes`: a StatefulSet gives a new pod the name of the one before."""
        self._ending: dict[str, asyncio.Task[None]] = {}
        """By the name of the pod, of which there is one at a time."""

    async def follow(self) -> None:
        """Until cancelled. It ends all processes then."""
        try:
            while True:
                # A busy machine: the next look will do. The process that would be started is started then.
                with suppress(Refused):
                    await self._look()
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            for name in list(self.processes):
                self._end(name, grace=10)
            await asyncio.gather(*self._ending.values())

    async def _look(self) -> None:
        pods = await asyncio.to_thread(
            self._cluster.list, "pods", self._namespace, "-l", f"app.kubernetes.io/name={self._service}"
        )
        running = {
            pod["metadata"]["name"]: pod
            for pod in pods
            if "deletionTimestamp" not in pod["metadata"] and "nodeName" in pod["spec"]
        }
        for name, process in list(self.processes.items()):
            same = name in running and running[name]["metadata"]["uid"] == self._uids[name]
            if same and process.returncode is not None:
                lines = (self._folder / f"{name}.log").read_text(errors="replace").splitlines() or [""]
                self.restarts.append((process.returncode, lines[-1]))
                del self.processes[name]
            elif not same:
                self._end(name)
        for name, pod in running.items():
            if name not in self.processes and name not in self._ending:
                self.processes[name] = await self._start(name, pod)
                self._uids[name] = pod["metadata"]["uid"]

    async def _start(self, name: str, pod: Object) -> asyncio.subprocess.Process:
        container = pod["spec"]["containers"][0]
        python, *arguments = container["command"]
        assert python == "python"
        kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG", "TMPDIR")}
        env = kept | await asyncio.to_thread(self._environment, container) | {"PORT": "0"}
        folders = await asyncio.to_thread(self._folders, pod)
        env = {name: folders.get(value, value) for name, value in env.items()}
        with (self._folder / f"{name}.log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, *arguments, env=env, cwd=ROOT, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log
            )

    def _environment(self, container: Object) -> dict[str, str]:
        found: dict[str, str] = {}
        for source in container["envFrom"]:
            if "configMapRef" in source:
                found |= self._cluster.get("configmap", source["configMapRef"]["name"], self._namespace)["data"]
                continue
            reference = source["secretRef"]
            done = self._cluster.run("get", "secret", reference["name"], "-n", self._namespace)
            if done.returncode and reference.get("optional"):
                continue
            secret = self._cluster.get("secret", reference["name"], self._namespace)
            found |= {key: base64.b64decode(value).decode() for key, value in secret["data"].items()}
        return found

    def _folders(self, pod: Object) -> dict[str, str]:
        """The folder of each claimed volume, by where it is mounted."""
        mounts = {each["name"]: each["mountPath"] for each in pod["spec"]["containers"][0]["volumeMounts"]}
        found = {}
        for each in pod["spec"]["volumes"]:
            if "persistentVolumeClaim" in each:
                claim = self._cluster.get("pvc", each["persistentVolumeClaim"]["claimName"], self._namespace)
                volume = self._cluster.get("pv", claim["spec"]["volumeName"], self._namespace)
                found[mounts[each["name"]]] = volume["spec"]["hostPath"]["path"]
        return found

    def _end(self, name: str, grace: float = 40) -> None:
        task = asyncio.create_task(self._ended(self.processes.pop(name), grace))
        self._ending[name] = task
        task.add_done_callback(lambda _: self._ending.pop(name))

    async def _ended(self, process: asyncio.subprocess.Process, grace: float) -> None:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        try:
            self.statuses.append(await asyncio.wait_for(process.wait(), grace))
        except TimeoutError:
            process.kill()
            self.statuses.append(await process.wait())
