"""A second stack leaves the first alone."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reelbus.console.errors import UserError
from reelbus.stack.claim import claimed

HOLDER = """
import sys
from pathlib import Path
from reelbus.stack.claim import claimed
with claimed(Path(sys.argv[1]), "127.0.0.1:9092"):
    print("held", flush=True)
    sys.stdin.read()
"""

HOLDER_WITH_A_CHILD = """
import os, sys, signal
from pathlib import Path
from reelbus.stack.claim import claimed
with claimed(Path(sys.argv[1]), "127.0.0.1:9092"):
    child = os.fork()
    if child == 0:
        signal.pause()
    print(child, flush=True)
    signal.pause()
"""


def test_a_folder_that_another_process_holds_is_refused_until_it_ends(tmp_path: Path) -> None:
    folder = tmp_path / "stack"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(UserError) as refused, claimed(folder, "127.0.0.1:9093"):
        pass
    assert refused.value.status == 2
    assert str(refused.value) == (
        f"a stack runs in {folder} already (process {holder.pid}, broker at 127.0.0.1:9092): "
        "stop it, or start a second one with --folder and --port"
    )
    holder.kill()
    holder.communicate()
    with claimed(folder, "127.0.0.1:9093"):
        assert (folder / "stack.lock").read_text() == f"process {os.getpid()}, broker at 127.0.0.1:9093"


def test_a_process_that_was_killed_holds_nothing_though_its_child_lives(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER_WITH_A_CHILD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    child = int(holder.stdout.readline())
    try:
        holder.kill()
        holder.wait()
        with claimed(tmp_path, "127.0.0.1:9093"):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        holder.stdout.close()


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="--folder names another place"), claimed(tmp_path / "file", "x"):
        pass
