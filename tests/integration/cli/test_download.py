"""A download with a known digest, from a host that may send another file."""

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from reelbus.console.errors import UserError
from reelbus.models.download import download

WEIGHTS = b"weights" * 10_000
SHA256 = hashlib.sha256(WEIGHTS).hexdigest()


class Host(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/weights.pt")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = {"/weights.pt": WEIGHTS, "/other": WEIGHTS[::-1], "/short": WEIGHTS[:-1], "/long": WEIGHTS * 2}.get(
            self.path
        )
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Host) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("path", ["/weights.pt", "/moved"])
def test_the_file_of_that_digest_is_kept(host: str, path: str, tmp_path: Path) -> None:
    download(host + path, tmp_path / "w.pt", sha256=SHA256, size=len(WEIGHTS))
    assert (tmp_path / "w.pt").read_bytes() == WEIGHTS


@pytest.mark.parametrize("path", ["/other", "/short", "/long"])
def test_any_other_is_refused_and_removed(host: str, path: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"w\.pt from 127\.0\.0\.1:\d+ has the wrong size or SHA-256"):
        download(host + path, tmp_path / "w.pt", sha256=SHA256, size=len(WEIGHTS))
    assert not (tmp_path / "w.pt").exists()


def test_a_host_that_has_none_is_one_line(host: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"^cannot download w\.pt from 127\.0\.0\.1:\d+: status 404$"):
        download(f"{host}/none?token=secret", tmp_path / "w.pt", sha256=SHA256, size=1)
    with pytest.raises(UserError, match=r"^cannot download w\.pt from 127\.0\.0\.1:1: "):
        download("http://127.0.0.1:1/", tmp_path / "w.pt", sha256=SHA256, size=1)
    assert not (tmp_path / "w.pt").exists()
