"""`make image-digests`, with a registry on this machine."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from deploy.images.digests import Image, files, images, main

ROOT = Path(__file__).parents[3]
HOSTS = ("docker.io", "docker.redpanda.com")


class Registry(BaseHTTPRequestHandler):
    """The manifest endpoint, which wants a token, and the service that gives it."""

    asked: ClassVar[list[str]] = []
    missing: ClassVar[set[str]] = set()
    lies: ClassVar[bool] = False

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/token":
            scope = parse_qs(url.query)["scope"][0]
            return self.answer(200, json.dumps({"token": f"for {scope}"}).encode())
        self.asked.append(self.path)
        repository, _, tag = self.path.removeprefix("/v2/").partition("/manifests/")
        scope = f"repository:{repository}:pull"
        if self.headers.get("Authorization") != f"Bearer for {scope}":
            realm = f"http://127.0.0.1:{self.server.server_address[1]}/token"
            return self.answer(
                401, b"", **{"WWW-Authenticate": f'Bearer realm="{realm}",service="test",scope="{scope}"'}
            )
        if repository in self.missing:
            return self.answer(404, b"{}")
        assert "application/vnd.oci.image.index.v1+json" in self.headers["Accept"]
        body = manifest(repository, tag)
        announced = "sha256:" + ("0" * 64 if self.lies else hashlib.sha256(body).hexdigest())
        return self.answer(200, body, **{"Docker-Content-Digest": announced})

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def manifest(repository: str, tag: str) -> bytes:
    return json.dumps({"schemaVersion": 2, "annotations": {"name": f"{repository}:{tag}"}}).encode()


def made(repository: str, tag: str) -> str:
    return "sha256:" + hashlib.sha256(manifest(repository, tag)).hexdigest()


@pytest.fixture
def mirrors(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    monkeypatch.setattr(Registry, "asked", [])
    with ThreadingHTTPServer(("127.0.0.1", 0), Registry) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        yield [f"--mirror={host}={address}" for host in HOSTS]
        server.shutdown()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The files that name images."""
    for path in files():
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return tmp_path


def test_digests_are_written_and_stay(copy: Path, mirrors: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", *mirrors], copy) == 1
    assert main(mirrors, copy) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2 * 7
    python = made("library/python", "3.11.14-slim-bookworm")
    assert f"\nARG PYTHON=3.11.14-slim-bookworm@{python}\n" in (copy / "Dockerfile").read_text()
    postgres = f"image: docker.io/library/postgres:17.7-alpine@{made('library/postgres', '17.7-alpine')}\n"
    assert postgres in (copy / "docker-compose.yml").read_text()
    assert postgres in (copy / "deploy/k8s/components/dev-datastores/postgres.yaml").read_text()
    assert "image: reelbus-caption\n" in (copy / "docker-compose.yml").read_text(), "ours have no registry"
    assert main(["--check", *mirrors], copy) == 0
    assert main(mirrors, copy) == 0
    assert capsys.readouterr().out == ""


def test_an_old_digest_is_replaced(copy: Path, mirrors: list[str]) -> None:
    dockerfile = copy / "Dockerfile"
    dockerfile.write_text(dockerfile.read_text().replace("slim-bookworm\n", f"slim-bookworm@sha256:{'1' * 64}\n", 1))
    assert main(mirrors, copy) == 0
    assert made("library/python", "3.11.14-slim-bookworm") in dockerfile.read_text()
    assert "1" * 64 not in dockerfile.read_text()


def test_what_is_written_is_read_by_compose_and_kustomize(copy: Path, mirrors: list[str]) -> None:
    shutil.copytree(ROOT / "deploy/k8s", copy / "deploy/k8s", ignore=shutil.ignore_patterns("tmp*"), dirs_exist_ok=True)
    for folder in ("monitoring", "images"):
        shutil.copytree(ROOT / "deploy" / folder, copy / "deploy" / folder)
    assert main(mirrors, copy) == 0
    compose = Path(sys.executable).with_name("docker-compose")
    for command in ([compose, "--profile", "all", "config"], ["kubectl", "kustomize", "deploy/k8s/overlays/local"]):
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert f"redis:8.4-alpine@{made('library/redis', '8.4-alpine')}" in done.stdout


def test_a_missing_image_changes_nothing(
    copy: Path, mirrors: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Registry, "missing", {"library/redis"})
    assert main(mirrors, copy) == 1
    said = capsys.readouterr().err
    assert said.startswith("docker.io/library/redis:8.4-alpine: http://127.0.0.1:")
    assert said.endswith(" answers 404 Not Found\n")
    assert "@sha256" not in (copy / "Dockerfile").read_text()


def test_content_that_is_not_what_was_announced(
    copy: Path, mirrors: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Registry, "lies", True)
    assert main(mirrors, copy) == 1
    assert "sent other content than sha256:0000" in capsys.readouterr().err


def test_a_registry_that_does_not_answer(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nobody = [f"--mirror={host}=http://127.0.0.1:1" for host in HOSTS]
    assert main(nobody, copy) == 1
    assert "Connection refused" in capsys.readouterr().err


def test_each_image_is_found_once() -> None:
    found = set().union(*(images(path.read_text()) for path in files()))
    assert Image("docker.io", "library/python", "3.11.14-slim-bookworm") in found
    assert Image("docker.redpanda.com", "redpandadata/redpanda", "v25.3.1") in found
    assert {each.registry for each in found} == set(HOSTS)
