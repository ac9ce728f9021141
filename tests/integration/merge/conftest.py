"""For tests of merging."""

import gc

import pytest


@pytest.fixture(scope="module", autouse=True)
def small_heap() -> None:
    """A merge collects garbage after each clip. Its own process is small; this one has loaded the tests, and what those
    before have left: to search that takes a second each time.
    """
    gc.collect()
    gc.freeze()
