"""Chromium as a user's browser: shows a page of a loopback server, which sends back what it saw."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import pytest

from tests.support.debian import found_or_installed

PATIENCE = 240.0
HEADLESS = (
    "--headless=new", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage", "--disable-background-networking",
    "--autoplay-policy=no-user-gesture-required",
)  # fmt: skip


def chromium() -> str:
    """The path of the browser."""
    return found_or_installed(
        lambda: shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome"),
        "chromium",
        "install the package, or Chrome",
    )


def shown(files: Mapping[str, Path | bytes]) -> Any:
    """Show the page `/`, one of `files` by path, until it posts JSON to `/seen`; returns that."""
    answers: SimpleQueue[bytes] = SimpleQueue()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, files, answers))
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    with tempfile.TemporaryDirectory(prefix="reelbus-chromium-", ignore_cleanup_errors=True) as profile:
        # Root may not use its sandbox; the pages are ours.
        sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
        address = f"http://127.0.0.1:{server.server_port}/"
        process = subprocess.Popen(
            [chromium(), *HEADLESS, *sandbox, f"--user-data-dir={profile}", address],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            return json.loads(answers.get(timeout=PATIENCE))
        except Empty:
            pytest.fail(f"the page sent nothing for {PATIENCE:.0f} s; browser: {process.poll()}")
        finally:
            process.terminate()
            process.wait()
            server.shutdown()
            server.server_close()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, files: Mapping[str, Path | bytes], answers: "SimpleQueue[bytes]", *args: Any) -> None:
        self._files, self._answers = files, answers
        super().__init__(*args)

    def do_GET(self) -> None:
        found = self._files.get(self.path)
        if found is None:
            self.send_error(404)
            return
        content = found if isinstance(found, bytes) else found.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8" if self.path == "/" else "application/octet-stream")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self) -> None:
        self._answers.put(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Log nothing."""
