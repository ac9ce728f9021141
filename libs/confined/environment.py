"""What confined processes see of the environment: what Python and the C libraries need, and no secret of ours."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import forkserver, spawn

ALLOWED = frozenset({
    *("PATH", "HOME", "TMPDIR", "TZ", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "VIRTUAL_ENV"),
    *("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONHASHSEED", "PYTHONUTF8"),
    *("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "GLIBC_TUNABLES", "MALLOC_ARENA_MAX", "MALLOC_TRIM_THRESHOLD_"),
})  # fmt: skip
"""Besides `LC_*`."""
MARK = "REELBUS_CONFINED"
"""Set for a fork server that was started by `start_server`: the path of our own script, if there is one."""


def foreign(environment: Mapping[str, str]) -> list[str]:
    """The names in `environment` that a confined process must not see."""
    return [name for name in environment if name not in ALLOWED and not name.startswith("LC_")]


def start_server() -> None:
    """Start the fork server, unless it runs, with what is allowed alone.

    multiprocessing passes the whole environment on and offers no other way. What is taken out meanwhile, for some
    milliseconds, is missed by whoever reads it then: call this at the start.
    """
    with _only_allowed():
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
