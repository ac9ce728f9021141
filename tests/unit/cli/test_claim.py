"""A folder is locked by one stack."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reelbus.console.errors import UserError
from reelbus.stack.claim import locked_folder

HOLDER = """
import sys
from pathlib import Path
from reelbus.stack.claim import locked_folder
with locked_folder(Path(sys.argv[1]), "127.0.0.1:9092"):
    print("held", flush=True)
    sys.stdin.read()
"""

HOLDER_WITH_A_CHILD = """
import os, sys, signal
from pathlib import Path
from reelbus.stack.claim import locked_folder
with locked_folder(Path(sys.argv[1]), "127.0.0.1:9092"):
    if os.fork() == 0:
        print(os.getpid(), flush=True)  # by the child: after fork it first closes its copy of the lock
    signal.pause()
"""


def test_a_folder_is_locked_until_its_process_ends(tmp_path: Path) -> None:
    folder = tmp_path / "stack"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(UserError) as refused, locked_folder(folder, "127.0.0.1:9093"):
        pass
    assert refused.value.status == 2
    assert str(refused.value) == (
        f"a stack is already running in {folder} (process {holder.pid}, broker at 127.0.0.1:9092): "
        "stop it, or start another with --folder and --port"
    )
    holder.kill()
    holder.communicate()
    with locked_folder(folder, "127.0.0.1:9093"):
        assert (folder / "stack.lock").read_text() == f"process {os.getpid()}, broker at 127.0.0.1:9093"


def test_the_lock_of_a_killed_process_is_released_while_its_child_runs(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER_WITH_A_CHILD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    child = int(holder.stdout.readline())
    try:
        holder.kill()
        holder.wait()
        with locked_folder(tmp_path, "127.0.0.1:9093"):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        holder.stdout.close()


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="choose another folder with --folder"), locked_folder(tmp_path / "file", "x"):
        pass
