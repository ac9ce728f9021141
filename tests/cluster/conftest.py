"""A control plane for all tests of the folder."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.cluster.control_plane import Cluster, home

PATIENCE = 600.0
"""Seconds for each step at most. A machine with other work was seen to take minutes where an idle one takes seconds."""


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(home(), tmp_path_factory.mktemp("kubernetes"))
    yield made
    made.close()


def eventually(condition: Callable[[], Any], what: str, patience: float = PATIENCE) -> None:
    """Poll until `condition` is true."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, f"timeout after {patience:g} s: {what}"
        time.sleep(0.5)
