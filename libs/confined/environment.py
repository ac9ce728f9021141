"""The environment of confined processes: what Python and the C libraries need, without secrets."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import forkserver, spawn

ALLOWED = frozenset({
    *("PATH", "HOME", "TMPDIR", "TZ", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "VIRTUAL_ENV"),
    *("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONHASHSEED", "PYTHONUTF8"),
    *("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "GLIBC_TUNABLES", "MALLOC_ARENA_MAX", "MALLOC_TRIM_THRESHOLD_"),
})  # fmt: skip
"""In addition to `LC_*`."""
MARK = "REELBUS_CONFINED"
"""Set for a fork server that `start_server` has started: the path of the main script, if there is one."""

_starting = threading.Lock()


def foreign(environment: Mapping[str, str]) -> list[str]:
    """The names in `environment` that must not be passed to a confined process."""
    return [name for name in environment if name not in ALLOWED and not name.startswith("LC_")]


def start_server() -> None:
    """Start the fork server with the allowed variables only, unless it runs.

    multiprocessing always passes the whole environment. So the other variables are removed for some milliseconds, in
    which other threads miss them: call this at start.
    """
    # Two at once would each take what the other has left of the variables.
    with _starting, _only_allowed():
        forkserver.ensure_running()


@contextmanager
def _only_allowed() -> Iterator[None]:
    removed = {name: os.environ.pop(name) for name in foreign(os.environ)}
    os.environ[MARK] = spawn.get_preparation_data("").get("init_main_from_path", "")
    try:
        yield
    finally:
        del os.environ[MARK]
        os.environ.update(removed)
