"""Installs servers for tests from Debian packages."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import UnixFileLock

T = TypeVar("T")


def found_or_installed(find: Callable[[], T | None], package: str, otherwise: str) -> T:
    """The result of `find`, after installing `package` if necessary and possible (as root); else fails the test."""
    found = find()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        with UnixFileLock(Path(tempfile.gettempdir(), "reelbus-apt.lock")):  # several test processes
            if find() is None:
                for command in (["update"], ["install", "-y", "--no-install-recommends", package]):
                    subprocess.run(
                        ["apt-get", "-qq", *command], env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
                        check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                    )  # fmt: skip
        found = find()
    if found is None:
        pytest.fail(f"not installed: {package}; {otherwise}")
    return found
