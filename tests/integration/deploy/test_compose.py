"""docker-compose.yml, as Compose reads it, and against what the code knows. No daemon is needed."""

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from deploy.manifests.settings import settings
from deploy.manifests.workloads import BY_SERVICE, WORKLOADS

ROOT = Path(__file__).parents[3]
COMPOSE = shutil.which("docker-compose", path=str(Path(sys.executable).parent)) or "docker-compose"
UNITS = {"Mi": 1 << 20, "Gi": 1 << 30}


@cache
def composed(profile: str = "all") -> Any:
    done = subprocess.run(
        [COMPOSE, "--profile", profile, "config", "--format", "json"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["services"]


def seconds(text: str) -> int:
    minutes, _, rest = text.rpartition("m") if "m" in text else ("0", "", text)
    return 60 * int(minutes or 0) + int(rest.rstrip("s") or 0)


def test_every_service_is_there_and_nothing_needs_a_daemon_to_be_read() -> None:
    assert BY_SERVICE.keys() <= composed().keys()
    # Without a profile: what one needs to see captions, tags and thumbnails being made.
    core = composed("core").keys()
    assert {"caption", "tagger", "thumbnail", "kafka", "console", "store", "topics", "bucket"} == core


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda each: each.name)
def test_a_service_runs_as_in_the_cluster(workload: Any) -> None:
    service = composed()[workload.name]
    given = service["environment"]
    assert given.keys() <= settings(workload), given.keys() - settings(workload)
    memory = int(workload.memory[:-2]) * UNITS[workload.memory[-2:]]
    assert int(service["mem_limit"]) == memory
    drain = int(given.get("WORKER_SHUTDOWN_DRAIN_SECONDS", 25))
    assert drain == workload.drain
    assert seconds(service["stop_grace_period"]) >= drain + 10
    assert service["build"]["args"]["SERVICE"] == workload.name
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["depends_on"]["topics"]["condition"] == "service_completed_successfully"
    assert "healthcheck" in service


def test_ports_are_open_to_this_machine_only() -> None:
    for name, service in composed().items():
        for port in service.get("ports", ()):
            assert port["host_ip"] == "127.0.0.1", name


def test_images_have_versions_and_memory_a_limit() -> None:
    for name, service in composed().items():
        assert "mem_limit" in service, name
        image = service["image"]
        assert image.startswith("reelbus-") or (":" in image and not image.endswith(":latest")), name
