"""`reelbus demo` and `reelbus up` as their user runs them: output, exit status, and nothing left behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from reelbus.broker import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90
MARK = "REELBUS_TEST_MARK"

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")


class Terminal:
    """One user's shell: runs commands, and finds the processes that came of them by a mark in their environment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mark = uuid.uuid4().hex
        self.port = free_port()
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
        self.environment = kept | {
            MARK: self.mark,
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "KAFKA_BOOTSTRAP_SERVERS": f"127.0.0.1:{self.port}",
        }

    def command(self, *args: str) -> dict[str, Any]:
        return {
            "args": [sys.executable, "-m", "reelbus", *args],
            "env": self.environment,
            "cwd": self.folder,
            "text": True,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
        }

    def run(self, *args: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(**self.command(*args), input=given, timeout=PATIENCE, check=False)

    @contextmanager
    def up(self) -> Iterator["subprocess.Popen[str]"]:
        """`reelbus up`, ready."""
        process = subprocess.Popen(**self.command("up", "--port", str(self.port)), stdin=subprocess.DEVNULL)
        try:
            for line in process.stderr or ():
                if line.startswith("ready"):
                    break
            else:
                pytest.fail(f"up ended with {process.wait()}")
            yield process
        finally:
            process.kill()
            process.communicate()

    def processes(self, word: str = "") -> list[int]:
        """Our processes whose command line holds `word`. The broker gets no environment of ours."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                marked = self.mark in (entry / "environ").read_text(errors="replace")
                line = (entry / "cmdline").read_text(errors="replace")
            except OSError:
                continue
            if (marked or ("tansu" in line and f":{self.port}" in line)) and word in line:
                found.append(int(entry.name))
        return found

    def broker_answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"waited in vain: {what}")
        time.sleep(0.05)


@linux
def test_the_demo_shows_what_six_videos_became(terminal: Terminal) -> None:
    done = terminal.run("demo")
    assert done.returncode == 0, done.stderr
    rows = {}
    for line in done.stdout.splitlines():
        name, *cells = line.split("\t")
        if cells:
            rows[name] = dict(cell.split("=", 1) for cell in cells)
    assert len(rows) == 6
    assert rows["test123"]["price"] == "55,000 (currency?)"
    assert rows["test123"]["sizes"] == "37, 38, 39, 40, 41"
    assert rows["test123"]["tags"] == "#TRACK"
    assert "currency" in rows["test123"]["notes"]
    assert rows["jakarta-1"]["price"].startswith("149,000 IDR")
    assert rows["riyadh-1"]["price"] == "250 SAR"
    assert (rows["hanoi-1"]["price"], rows["hanoi-1"]["by"]) == ("–", "rules")
    assert "direct message" in rows["hanoi-1"]["notes"]
    assert "make up" in done.stdout
    assert terminal.processes() == []


@linux
def test_up_serves_a_second_terminal_and_leaves_nothing_behind(terminal: Terminal) -> None:
    with terminal.up() as stack:
        taken = terminal.run("up", "--port", str(terminal.port), "--folder", "other")
        assert taken.returncode == 1
        assert taken.stderr.startswith(f"reelbus: port {terminal.port} is taken")
        assert "--port" in taken.stderr
        assert taken.stderr.count("\n") == 1

        watching = subprocess.Popen(**terminal.command("watch", "caption-parsed", "--count", "1", "--json"))
        assert watching.stderr is not None
        assert watching.stderr.readline().startswith("watching")
        sent = terminal.run("produce", "new-video-posted", given='{"video_id": "v1", "caption": "Only KSh 500"}\n')
        assert sent.returncode == 0, sent.stderr
        seen, _ = watching.communicate(timeout=PATIENCE)
        assert json.loads(seen)["payload"]["price"] == 500
        assert json.loads(seen)["key"] == "v1"

        stack.send_signal(signal.SIGINT)
        _, said = stack.communicate(timeout=PATIENCE)
        assert stack.returncode == 0, said
        assert "services drain" in said
    assert terminal.processes() == []
    assert not terminal.broker_answers()
    assert "drained" in (terminal.folder / ".reelbus/logs/caption.log").read_text()


@linux
def test_a_service_that_dies_is_told_and_ends_the_stack(terminal: Terminal) -> None:
    with terminal.up() as stack:
        (service,) = terminal.processes("services.caption")
        os.kill(service, signal.SIGKILL)
        _, said = stack.communicate(timeout=PATIENCE)
        assert stack.returncode == 1
        assert "caption ended with status -9; the end of" in said
        assert "Traceback" not in said
    assert terminal.processes() == []


@linux
def test_nothing_outlives_a_killed_stack(terminal: Terminal) -> None:
    with terminal.up() as stack:
        assert len(terminal.processes()) == 3, "the command, its broker and a service"
        stack.kill()
        stack.wait()
        until(lambda: terminal.processes() == [], "the kernel ends the children of a killed command")
