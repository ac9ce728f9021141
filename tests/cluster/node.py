"""Runs the pods of one service as processes: what a node does, without containers.

Each pod's environment is that of its manifest, from config maps and secrets of the cluster; its command is run by this Python.
A deleted pod's process gets SIGTERM, and SIGKILL after the grace period. A process that ends is started again.
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
        self._ending: set[asyncio.Task[None]] = set()

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
            await asyncio.gather(*self._ending)

    async def _look(self) -> None:
        pods = await asyncio.to_thread(
            self._cluster.list, "pods", self._namespace, "-l", f"app.kubernetes.io/name={self._service}"
        )
        running = {pod["metadata"]["name"]: pod for pod in pods if "deletionTimestamp" not in pod["metadata"]}
        for name, process in list(self.processes.items()):
            if name in running and process.returncode is not None:
                lines = (self._folder / f"{name}.log").read_text(errors="replace").splitlines() or [""]
                self.restarts.append((process.returncode, lines[-1]))
                del self.processes[name]
            elif name not in running:
                self._end(name)
        for name, pod in running.items():
            if name not in self.processes:
                self.processes[name] = await self._start(name, pod)

    async def _start(self, name: str, pod: Object) -> asyncio.subprocess.Process:
        container = pod["spec"]["containers"][0]
        python, *arguments = container["command"]
        assert python == "python"
        kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG", "TMPDIR")}
        env = kept | await asyncio.to_thread(self._environment, container) | {"PORT": "0"}
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

    def _end(self, name: str, grace: float = 40) -> None:
        task = asyncio.create_task(self._ended(self.processes.pop(name), grace))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _ended(self, process: asyncio.subprocess.Process, grace: float) -> None:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        try:
            self.statuses.append(await asyncio.wait_for(process.wait(), grace))
        except TimeoutError:
            process.kill()
            self.statuses.append(await process.wait())
