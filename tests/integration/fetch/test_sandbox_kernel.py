"""What the page-reading process may not do even from C, where no audit hook looks."""

import subprocess
import sys
from pathlib import Path

import pytest

from libs.confined.kernel import available

SCRIPT = """
import ctypes, os
from libs.fetch.addresses import AllowList
from libs.fetch.pages.sandbox import enter_sandbox

enter_sandbox(AllowList.parse(""), 30)
libc = ctypes.CDLL(None, use_errno=True)
print(libc.fork(), os.strerror(ctypes.get_errno()), flush=True)
print(libc.execv(b"/bin/sh", (ctypes.c_char_p * 1)(None)), os.strerror(ctypes.get_errno()), flush=True)
"""


@pytest.mark.skipif(not available(), reason="this kernel has no seccomp filter")
def test_no_process_and_no_program() -> None:
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=root, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["-1 Operation not permitted"] * 2, done.stderr
