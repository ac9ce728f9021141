"""Servers and programs for tests, from Debian packages."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import UnixFileLock

from reelbus.models.packages import cache_folder, locked

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


def unpacked(*packages: str) -> Path:
    """The folder with the files of Debian packages, downloaded once and not installed. Without any: fails the test."""
    folder = cache_folder() / "debian" / "+".join(packages)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with locked(folder.parent / ".lock"):  # several test processes
        if not folder.exists():
            with tempfile.TemporaryDirectory(dir=folder.parent) as made:
                _download(packages, Path(made))
                files = Path(made, "files")
                for package in Path(made).glob("*.deb"):
                    subprocess.run(["dpkg", "-x", package, files], check=True)
                files.rename(folder)
    return folder


def _download(packages: tuple[str, ...], folder: Path) -> None:
    command = ["apt-get", "-qq", "download", *packages]
    for attempt in ("with the lists of packages that are here", "with new ones"):
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            pytest.fail(f"not installed: {', '.join(packages)}, and no apt-get to download them with")
        if done.returncode == 0:
            return
        if attempt != "with new ones":
            subprocess.run(["apt-get", "-qq", "update"], capture_output=True, check=False)  # needs root
    pytest.fail(f"cannot download {', '.join(packages)}: {done.stderr.strip()}")
